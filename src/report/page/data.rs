//! The data of the page: compact JSON in elements that hold data and are never run.

use std::borrow::Cow;
use std::io::{self, BufRead, Write};

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::texts::PageTexts;

/// What the page takes from a line of `posts.jsonl`.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, default)]
    id: Cow<'a, str>,
    #[serde(borrow, default)]
    title: Cow<'a, str>,
    language: Option<Language>,
    published: Option<Date>,
    author: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
    url: Option<String>,
    stats: Option<Stats>,
    #[serde(borrow, default)]
    keyphrases: Vec<Phrase<'a>>,
}

#[derive(Deserialize)]
struct Language {
    code: String,
}

#[derive(Deserialize)]
struct Stats {
    words: u64,
}

#[derive(Deserialize)]
struct Phrase<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow)]
    lemma: Cow<'a, str>,
    /// Read for the posts whose text is shown, which are few of many.
    #[serde(borrow)]
    spans: Option<&'a RawValue>,
}

impl Phrase<'_> {
    fn spans(&self) -> serde_json::Result<Vec<(usize, usize)>> {
        self.spans.map_or(Ok(Vec::new()), |spans| serde_json::from_str(spans.get()))
    }
}

/// Strings numbered in the order in which they come.
#[derive(Default)]
struct Names {
    numbers: FxHashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
}

impl Names {
    /// The number of a name; true if it is new.
    fn number(&mut self, name: &str) -> (u32, bool) {
        if let Some(&number) = self.numbers.get(name) {
            return (number, false);
        }
        let number = self.names.len() as u32;
        self.numbers.insert(name.into(), number);
        self.names.push(name.into());
        (number, true)
    }
}

/// A post of the page: id, title, day, author, labels, words, language, keyphrases, address. What is
/// repeated stands in a list of its own, and here by its number there; what is not known is `null`.
type Row<'a> = (&'a str, &'a str, Option<Date>, Option<u32>, Vec<u32>, u64, u32, Vec<u32>, Option<&'a str>);

/// What stands after the rows.
#[derive(Serialize)]
struct Lists<'a> {
    authors: &'a [Box<str>],
    labels: &'a [Box<str>],
    languages: &'a [Box<str>],
    /// What names the family of each keyphrase.
    lemmas: &'a [Box<str>],
    /// How each keyphrase was first written, or 0: as its lemma.
    phrases: &'a [Shown],
    /// How many posts have their text in the page.
    texts: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Shown {
    Lemma(u8),
    Text(Box<str>),
}

/// A text of the page: the number of its row, the text, its marks as keyphrase, start and end in
/// UTF-16 units, one after the other, and whether the text is cut.
type Marked<'a> = (u64, &'a str, Vec<u32>, bool);

/// Writes the elements `data-posts` and `data-texts`, from the lines of `posts.jsonl`.
pub(super) fn write_posts(
    out: &mut impl Write,
    mut lines: impl BufRead,
    texts: &PageTexts,
) -> io::Result<()> {
    open(out, "data-posts")?;
    out.write_all(b"{\"rows\":[")?;
    let (mut rows, mut some) = (Rows::default(), SomeLines::default());
    let mut number = 0;
    while some.read(&mut lines)? {
        for post in some.posts()? {
            if number > 0 {
                out.write_all(b",\n")?;
            }
            rows.write(out, number, &post, texts)?;
            number += 1;
        }
    }
    out.write_all(b"],\"lists\":")?;
    write_json(out, &rows.lists())?;
    out.write_all(b"}")?;
    close(out)?;

    open(out, "data-texts")?;
    out.write_all(b"[")?;
    for (at, (number, published, marks)) in rows.marked.into_iter().enumerate() {
        if let Some(text) = texts.get(number, published) {
            out.write_all(if at > 0 { b",\n" } else { b"\n" })?;
            let text: Marked<'_> = (number, &text.text, marks, text.is_cut);
            write_json(out, &text)?;
        }
    }
    out.write_all(b"]")?;
    close(out)
}

/// Some lines of `posts.jsonl` that are held together, to be parsed by all threads.
#[derive(Default)]
struct SomeLines {
    bytes: Vec<u8>,
    /// Where each line ends.
    ends: Vec<usize>,
}

impl SomeLines {
    const ENOUGH_BYTES: usize = 1 << 20;

    /// Reads lines in place of those that were held; whether there were any more.
    fn read(&mut self, lines: &mut impl BufRead) -> io::Result<bool> {
        self.bytes.clear();
        self.ends.clear();
        while self.bytes.len() < Self::ENOUGH_BYTES && lines.read_until(b'\n', &mut self.bytes)? > 0 {
            self.ends.push(self.bytes.len());
        }
        Ok(!self.ends.is_empty())
    }

    fn posts(&self) -> io::Result<Vec<Line<'_>>> {
        let text = simdutf8::basic::from_utf8(&self.bytes)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        let start = |at: usize| at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let lines = self.ends.par_iter().enumerate().map(|(at, &end)| &text[start(at)..end]);
        Ok(lines.map(serde_json::from_str).collect::<serde_json::Result<_>>()?)
    }
}

/// The rows that were written, by what the lists behind them need.
#[derive(Default)]
struct Rows {
    authors: Names,
    labels: Names,
    languages: Names,
    lemmas: Names,
    phrases: Vec<Shown>,
    /// The rows whose text is shown.
    marked: Vec<(u64, Option<Date>, Vec<u32>)>,
}

impl Rows {
    /// Writes the row of a post.
    fn write(
        &mut self,
        out: &mut impl Write,
        number: u64,
        post: &Line<'_>,
        texts: &PageTexts,
    ) -> io::Result<()> {
        let numbers: Vec<u32> = post.keyphrases.iter().map(|phrase| self.lemma(phrase)).collect();
        if let Some(text) = texts.get(number, post.published) {
            let mut spans = Vec::new();
            for (phrase, &number) in post.keyphrases.iter().zip(&numbers) {
                spans.extend(phrase.spans()?.into_iter().map(|span| (number, span)));
            }
            self.marked.push((number, post.published, marks(&text.text, spans.into_iter())));
        }
        let row: Row<'_> = (
            &post.id,
            &post.title,
            post.published,
            post.author.as_deref().map(|name| self.authors.number(name).0),
            post.labels.iter().map(|name| self.labels.number(name).0).collect(),
            post.stats.as_ref().map_or(0, |stats| stats.words),
            self.languages.number(post.language.as_ref().map_or("und", |language| &language.code)).0,
            numbers,
            // Other addresses could run something, or lead into the reader's own files.
            post.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        );
        write_json(out, &row)
    }

    /// The number of the lemma of a keyphrase.
    fn lemma(&mut self, phrase: &Phrase<'_>) -> u32 {
        let (lemma, is_new) = self.lemmas.number(&phrase.lemma);
        if is_new {
            let as_lemma = phrase.text == phrase.lemma;
            let shown = if as_lemma { Shown::Lemma(0) } else { Shown::Text(phrase.text.as_ref().into()) };
            self.phrases.push(shown);
        }
        lemma
    }

    fn lists(&self) -> Lists<'_> {
        Lists {
            authors: &self.authors.names,
            labels: &self.labels.names,
            languages: &self.languages.names,
            lemmas: &self.lemmas.names,
            phrases: &self.phrases,
            texts: self.marked.len(),
        }
    }
}

/// Writes an element of data.
pub(super) fn write_data(out: &mut impl Write, id: &str, value: &impl Serialize) -> io::Result<()> {
    open(out, id)?;
    write_json(out, value)?;
    close(out)
}

fn open(out: &mut impl Write, id: &str) -> io::Result<()> {
    write!(out, "<script type=\"application/json\" id=\"{id}\">")
}

fn close(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"</script>\n")
}

/// Marks in the order of the text, in UTF-16 units as browsers count; those beyond the text are left out.
fn marks(text: &str, spans: impl Iterator<Item = (u32, (usize, usize))>) -> Vec<u32> {
    let mut spans: Vec<(usize, usize, u32)> = spans
        .filter(|&(_, (start, end))| text.get(start..end).is_some_and(|piece| !piece.is_empty()))
        .map(|(number, (start, end))| (start, end, number))
        .collect();
    spans.sort_unstable();
    let mut marks = Vec::with_capacity(spans.len() * 3);
    let (mut at, mut units) = (0, 0);
    for (start, end, number) in spans {
        units += units_of(&text[at..start]);
        at = start;
        marks.extend([number, units, units + units_of(&text[start..end])]);
    }
    marks
}

fn units_of(piece: &str) -> u32 {
    piece.chars().map(|character| character.len_utf16() as u32).sum()
}

/// JSON in which no `<` stands, so that nothing in it can end the element, or open a comment. Within JSON
/// it stands in strings alone, where `\u003c` means the same.
fn write_json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_vec(value)?;
    let mut rest = &*json;
    while let Some(at) = memchr::memchr(b'<', rest) {
        out.write_all(&rest[..at])?;
        out.write_all(b"\\u003c")?;
        rest = &rest[at + 1..];
    }
    out.write_all(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Post;

    #[test]
    fn marks_count_utf_16_units_and_stay_within_the_text() {
        let text = "L’été 🌻 du café";
        let place = |word: &str| text.find(word).map(|at| (at, at + word.len())).expect("it stands there");
        let spans = [(1, place("café")), (0, place("été")), (2, (4, 999)), (2, (2, 3)), (2, (3, 3))];
        assert_eq!(marks(text, spans.into_iter()), [0, 2, 5, 1, 12, 16]);
    }

    #[test]
    fn nothing_ends_the_element_early() {
        let post = Post::new("</script>", "</script><script>alert(1)</script><!-- <script>\u{2028}");
        let mut texts = PageTexts::new(1000);
        texts.add(0, &post);
        let line =
            serde_json::json!({"id": post.id, "title": "<!--", "url": "javascript:alert(1)"}).to_string();
        let mut page = Vec::new();
        write_posts(&mut page, line.as_bytes(), &texts).expect("written");
        let page = String::from_utf8(page).expect("UTF-8");
        assert_eq!(page.matches('<').count(), 4, "two elements and no more: {page}");
        assert!(!page.contains("javascript:"), "{page}");
    }
}
