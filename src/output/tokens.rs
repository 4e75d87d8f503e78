//! Tokens of a post as CoNLL-U (Universal Dependencies), as JSON lines or as spaced text.

use std::io::{self, Write};

use serde_json::json;

use super::json_line::write_json_line;
use super::unique_ids::UniqueIds;
use crate::Post;
use crate::tag::{Tag, Tagger, TaggerState};
use crate::text::{Document, Forms};

/// Writes the tokens of posts, one post after the other, with a cache of the analysis of words.
///
/// ```
/// use glane::Post;
/// use glane::output::tokens::TokenWriter;
///
/// let mut out = Vec::new();
/// TokenWriter::new().conllu(&mut out, &Post::new("1", "L’école"))?;
/// let out = String::from_utf8_lossy(&out);
/// assert!(out.contains("1\tL’\tle\tDET\t_\tNumber=Sing\t_\t_\t_\tSpaceAfter=No\n"), "{out}");
/// assert!(out.contains("2\técole\técole\tNOUN\t_\tGender=Fem|Number=Sing\t_\t_\t_\t_\n"), "{out}");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct TokenWriter {
    tagger: Tagger,
    forms: Forms,
    state: TaggerState,
    /// The ids of the documents written as CoNLL-U.
    ids: UniqueIds,
}

/// The title or the text of a post, with its tags.
pub(super) type Part<'t> = (Document<'t>, Vec<Tag>);

impl TokenWriter {
    /// A writer with an empty cache.
    pub fn new() -> Self {
        Self::default()
    }

    /// The title, if any, and the text.
    pub(super) fn read<'t>(&mut self, post: &'t Post) -> Vec<Part<'t>> {
        if self.forms.trim() {
            self.state = TaggerState::new();
        }
        [post.title.as_str(), &post.text]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(|text| {
                let document = Document::parse(text, &mut self.forms);
                let mut tags = Vec::new();
                self.tagger.tag(&document, &self.forms, &mut self.state, &mut tags);
                (document, tags)
            })
            .collect()
    }

    /// The lemma of a tag given by this writer.
    pub(super) fn lemma(&self, tag: Tag) -> &str {
        self.state.lemma(tag.lemma)
    }

    /// The morphology of a token as FEATS of Universal Dependencies: `Gender=Fem|Number=Sing`, or `_` when the
    /// lexicon has no unambiguous feature.
    fn features(&self, (document, tags): &Part<'_>, index: usize) -> String {
        let folded = &self.forms.get(document.forms()[index]).folded;
        self.tagger.morphology(document.token_text(index), folded, tags[index].upos).to_string()
    }

    /// Writes a post in CoNLL-U: `# newdoc id`, then each sentence with `# text`; `SpaceAfter=No` where
    /// no white space follows a token. Surface tokens only: "du" is one line. The `sent_id` is the id of the
    /// post and the number of the sentence; it is unique among the posts that this writer wrote.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn conllu(&mut self, out: &mut impl Write, post: &Post) -> io::Result<()> {
        writeln!(out, "# newdoc id = {}", one_line(&post.id))?;
        let document_id = self.ids.give(sentence_id_prefix(&post.id), "_");
        let mut number = 0;
        for part in self.read(post) {
            let (document, tags) = &part;
            for sentence in document.sentences() {
                number += 1;
                let tokens = &document.tokens()[sentence.range()];
                let text = match (tokens.first(), tokens.last()) {
                    (Some(first), Some(last)) => &document.text()[first.range().start..last.range().end],
                    _ => "",
                };
                writeln!(out, "# sent_id = {document_id}-{number}")?;
                writeln!(out, "# text = {}", one_line(text))?;
                for (id, index) in sentence.range().enumerate() {
                    let lemma = self.state.lemma(tags[index].lemma);
                    writeln!(
                        out,
                        "{}\t{}\t{}\t{}\t_\t{}\t_\t_\t_\t{}",
                        id + 1,
                        one_line(document.token_text(index)),
                        if lemma.is_empty() { "_".to_owned() } else { one_line(lemma) },
                        tags[index].upos.as_str(),
                        self.features(&part, index),
                        if space_follows(document, index) { "_" } else { "SpaceAfter=No" }
                    )?;
                }
                writeln!(out)?;
            }
        }
        Ok(())
    }

    /// Writes a post's tokens as JSON lines: `{"post", "sentence", "text", "kind", "upos", "lemma",
    /// "feats", "span"}`; spans are bytes of the text, and tokens of the title have `"title": true`.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn json(&mut self, out: &mut impl Write, post: &Post) -> io::Result<()> {
        let mut number = 0;
        for (at, part) in self.read(post).iter().enumerate() {
            let (document, tags) = part;
            let in_title = at == 0 && !post.title.is_empty();
            for sentence in document.sentences() {
                number += 1;
                for index in sentence.range() {
                    let token = document.tokens()[index];
                    let mut line = json!({
                        "post": post.id,
                        "sentence": number,
                        "text": document.token_text(index),
                        "kind": token.kind.as_str(),
                        "upos": tags[index].upos.as_str(),
                        "lemma": self.state.lemma(tags[index].lemma),
                        "feats": self.features(part, index),
                        "span": [token.start, token.end],
                    });
                    if in_title {
                        line["title"] = true.into();
                    }
                    write_json_line(out, &line)?;
                }
            }
        }
        Ok(())
    }

    /// Writes a post's sentences, one a line, their tokens with spaces between them.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn text(&mut self, out: &mut impl Write, post: &Post) -> io::Result<()> {
        for (document, _) in self.read(post) {
            for sentence in document.sentences() {
                let tokens: Vec<String> =
                    sentence.range().map(|index| one_line(document.token_text(index))).collect();
                writeln!(out, "{}", tokens.join(" "))?;
            }
        }
        Ok(())
    }
}

fn space_follows(document: &Document<'_>, index: usize) -> bool {
    match document.tokens().get(index + 1) {
        Some(next) => next.start > document.tokens()[index].end,
        None => true,
    }
}

/// The id of a post for use in `sent_id`, which has no white space and no slash (reserved by Universal
/// Dependencies).
fn sentence_id_prefix(id: &str) -> String {
    let allowed = |c: char| !c.is_whitespace() && !c.is_control() && c != '/';
    let id: String = id.chars().map(|c| if allowed(c) { c } else { '_' }).collect();
    if id.is_empty() { "post".to_owned() } else { id }
}

/// The piece with line breaks and tabs replaced by spaces, for line-based formats.
fn one_line(piece: &str) -> String {
    piece.replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn possessive_determiners_share_a_lemma() {
        let text = "Ma maison, ta voiture et ses enfants. Tes amis, mes livres, notre jardin, leurs chats.";
        let mut out = Vec::new();
        TokenWriter::new().conllu(&mut out, &Post::new("1", text)).expect("memory");
        let out = String::from_utf8(out).expect("UTF-8");
        let rows = out.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let lemmas: Vec<&str> = rows.filter(|row| row.get(3) == Some(&"DET")).map(|row| row[2]).collect();
        assert_eq!(lemmas, ["son"; 7]);
    }

    #[test]
    fn sentence_ids_are_unique_in_a_file() {
        let mut writer = TokenWriter::new();
        let mut out = Vec::new();
        for id in ["a b.md", "a/b.md", "a_b.md", "a b.md", "", "2", "2-1"] {
            let post = Post::new(id, "Le vélo roule. Il est rouge.").with_title("Un vélo");
            writer.conllu(&mut out, &post).expect("memory");
        }
        let out = String::from_utf8(out).expect("UTF-8");
        let ids: Vec<&str> = out.lines().filter_map(|line| line.strip_prefix("# sent_id = ")).collect();
        let distinct: std::collections::BTreeSet<&&str> = ids.iter().collect();
        assert_eq!((ids.len(), distinct.len()), (21, 21), "{ids:?}");
        assert_eq!(ids[..4], ["a_b.md-1", "a_b.md-2", "a_b.md-3", "a_b.md_2-1"]);
        assert!(ids.iter().all(|id| !id.contains([' ', '/'])));
    }
}
