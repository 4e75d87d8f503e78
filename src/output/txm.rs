//! A corpus for TXM: each post as XML with its words, their lemmas and parts of speech, and a table of
//! metadata.
//!
//! Follows the manual of TXM 0.8 (Heiden and others, "Importer un corpus", modules XML/w+CSV and XML-XTZ+CSV):
//! a directory with one file per text; `<w>` contains a word, and its attributes become properties of the
//! word; sentences are `<s>`, the title is a `<head>`; `metadata.csv` has a row for each file, whose name
//! without extension is in the column `id`. TXM then answers queries such as `[lemma="réseau"] [pos="ADJ"]`.

use std::borrow::Cow;
use std::io::{self, Write};

use super::tokens::TokenWriter;
use super::unique_ids::UniqueIds;
use crate::Post;
use crate::text::match_key;

/// The columns of `metadata.csv`.
pub const METADATA: [&str; 8] = ["id", "post", "title", "date", "year", "author", "labels", "url"];

/// Writes the posts of one corpus, each to a separate file.
///
/// ```
/// use glane::Post;
/// use glane::output::txm::TextWriter;
///
/// let mut writer = TextWriter::new();
/// let post = Post::new("1", "L’école ouvre.");
/// let name = writer.name(&post);
/// let mut out = Vec::new();
/// writer.post(&mut out, &post, &name)?;
/// let out = String::from_utf8_lossy(&out);
/// assert!(out.contains("<text id=\"1\" post=\"1\">"), "{out}");
/// assert!(out.contains("<w lemma=\"école\" pos=\"NOUN\">école</w>"), "{out}");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct TextWriter {
    tokens: TokenWriter,
    names: UniqueIds,
}

impl TextWriter {
    /// A writer without posts.
    pub fn new() -> Self {
        Self::default()
    }

    /// A file name for a post, without extension: lower-case letters without accents, digits and hyphens,
    /// different from all names given before.
    pub fn name(&mut self, post: &Post) -> String {
        let mut name = String::new();
        for word in post.id.split(|c: char| !c.is_alphanumeric()) {
            let word: String = match_key(word).chars().filter(char::is_ascii_alphanumeric).collect();
            if !word.is_empty() {
                name.push_str(if name.is_empty() { "" } else { "-" });
                name.push_str(&word);
            }
        }
        // Well below the limits of file systems.
        name.truncate(120);
        if name.is_empty() {
            name.push_str("texte");
        }
        self.names.give(name, "-")
    }

    /// The row of a post in `metadata.csv`, in the order of [`METADATA`].
    pub fn metadata(post: &Post, name: &str) -> [String; 8] {
        [
            name.to_owned(),
            post.id.clone(),
            post.title.clone(),
            post.published.map(|day| day.to_string()).unwrap_or_default(),
            post.published.map(|day| format!("{:04}", day.year())).unwrap_or_default(),
            post.author.clone().unwrap_or_default(),
            post.labels.join(" | "),
            post.url.clone().unwrap_or_default(),
        ]
    }

    /// Writes the file of a post.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn post(&mut self, out: &mut impl Write, post: &Post, name: &str) -> io::Result<()> {
        write!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<text")?;
        for (attribute, value) in METADATA.iter().zip(Self::metadata(post, name)) {
            if !value.is_empty() {
                write!(out, " {attribute}=\"{}\"", escaped(&value))?;
            }
        }
        writeln!(out, ">")?;
        let has_title = !post.title.is_empty();
        let mut sentence_number = 0;
        for (number, part) in self.tokens.read(post).iter().enumerate() {
            let is_title = number == 0 && has_title;
            if is_title {
                writeln!(out, "<head>")?;
            }
            let (document, tags) = part;
            for sentence in document.sentences() {
                sentence_number += 1;
                writeln!(out, "<s n=\"{sentence_number}\">")?;
                for index in sentence.range() {
                    writeln!(
                        out,
                        "<w lemma=\"{}\" pos=\"{}\">{}</w>",
                        escaped(self.tokens.lemma(tags[index])),
                        tags[index].upos.as_str(),
                        escaped(document.token_text(index)),
                    )?;
                }
                writeln!(out, "</s>")?;
            }
            if is_title {
                writeln!(out, "</head>")?;
            }
        }
        writeln!(out, "</text>")
    }
}

/// A piece of text escaped for XML: line breaks become spaces, characters that XML 1.0 forbids are removed.
fn escaped(piece: &str) -> Cow<'_, str> {
    let plain = |c: char| !c.is_control() && !matches!(c, '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}');
    if piece.chars().all(plain) {
        return Cow::Borrowed(piece);
    }
    let mut escaped = String::with_capacity(piece.len() + 8);
    for c in piece.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            c if plain(c) => escaped.push(c),
            _ => {}
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_forbidden_characters_are_removed() {
        assert_eq!(escaped("a<b>&\"c\"\u{1b}\n\u{ffff}"), "a&lt;b&gt;&amp;&quot;c&quot; ");
        assert!(matches!(escaped("été"), Cow::Borrowed(_)));
    }

    #[test]
    fn sentences_are_numbered_through_title_and_text() {
        let post = Post::new("1", "Le vélo roule. Il est rouge.").with_title("Un vélo");
        let mut out = Vec::new();
        TextWriter::new().post(&mut out, &post, "1").expect("memory");
        let out = String::from_utf8(out).expect("UTF-8");
        let numbers: Vec<&str> = out.lines().filter_map(|line| line.strip_prefix("<s n=")).collect();
        assert_eq!(numbers, ["\"1\">", "\"2\">", "\"3\">"]);
    }

    #[test]
    fn file_names_are_unique() {
        let mut writer = TextWriter::new();
        let ids = ["2022/Été à vélo.md", "2022/ete-a-velo.md", "../..", "«»"];
        let names = ids.map(|id| writer.name(&Post::new(id, "")));
        assert_eq!(names, ["2022-ete-a-velo-md", "2022-ete-a-velo-md-2", "texte", "texte-2"]);
    }
}
