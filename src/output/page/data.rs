//! The data of the page: compact JSON in elements that hold data and are never run.

use std::io::{self, Read, Write};

use compact_str::CompactString;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::texts::PageTexts;
use crate::Post;
use crate::corpus::interner::{Interner, Named};
use crate::corpus::{Aggregate, Contribution};

/// The posts of a page: a row of each is written out as it comes, for they may be many.
///
/// ```
/// use glane::corpus::{Aggregate, Contribution};
/// use glane::output::{Page, PageLanguage, PagePosts, PostLine, ReportFile};
/// use glane::{Analyzer, Post};
///
/// let analyzer = Analyzer::builder().build()?;
/// let mut aggregate = Aggregate::new();
/// let mut posts = PagePosts::new(Vec::new(), 1_000_000);
/// for text in ["Le vélo cargo remplace la voiture.", "Un compost mûr sent la forêt."] {
///     let post = Post::new(text, text);
///     let report = analyzer.analyze(&post);
///     let contribution = Contribution::new(&post, &report);
///     aggregate.add_contribution(&post, &contribution);
///     let line = serde_json::to_vec(&PostLine::new(&post, &report, false))?;
///     posts.add(&aggregate, &post, &contribution, &line)?;
/// }
/// let (rows, lists) = posts.finish();
/// let report = aggregate.report();
/// let page = Page { file: ReportFile::new(&report), language: PageLanguage::French };
/// let mut html = Vec::new();
/// page.write(&mut html, &aggregate, &lists, &*rows)?;
/// assert!(String::from_utf8(html)?.contains("remplace la voiture"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct PagePosts<W> {
    out: W,
    rows: u64,
    lists: PageLists,
    /// The number in the page of each family of the aggregate, or [`NO_NUMBER`].
    numbers: Vec<u32>,
}

/// What the rows of a page refer to, and the texts that it shows; of no post to begin with.
#[derive(Debug, Default)]
pub struct PageLists {
    authors: Interner<CompactString>,
    labels: Interner<CompactString>,
    languages: Interner<CompactString>,
    /// The families that are a keyphrase of some post, by their numbers in the aggregate.
    families: Vec<u32>,
    texts: PageTexts,
}

const NO_NUMBER: u32 = u32::MAX;

/// A post of the page: id, title, day, author, labels, words, language, keyphrases, address. What is
/// repeated stands in a list of its own, and here by its number there; what is not known is `null`.
type Row<'a> = (&'a str, &'a str, Option<Date>, Option<u32>, Vec<u32>, u64, u32, &'a [u32], Option<&'a str>);

/// What stands after the rows.
#[derive(Serialize)]
struct Lists<'a> {
    authors: Vec<&'a str>,
    labels: Vec<&'a str>,
    languages: Vec<&'a str>,
    /// What names the family of each keyphrase.
    lemmas: Vec<&'a str>,
    /// How each keyphrase is mostly written, or 0: as its lemma.
    phrases: Vec<Shown<'a>>,
    /// How many posts have their text in the page.
    texts: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'a> {
    Lemma(u8),
    Text(&'a str),
}

/// A text of the page: the number of its row, the text, its marks as keyphrase, start and end in
/// UTF-16 units, one after the other, and whether the text is cut.
type Marked<'a> = (u64, &'a str, &'a [u32], bool);

/// What is taken from a line of `posts.jsonl`.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    keyphrases: Vec<Phrase>,
}

#[derive(Deserialize)]
struct Phrase {
    #[serde(default)]
    spans: Vec<(usize, usize)>,
}

impl<W: Write> PagePosts<W> {
    /// No posts yet: rows go to `out`, and of the texts of posts the newest are held, as many as `text_bytes`
    /// have room for, each up to 100 kB.
    pub fn new(out: W, text_bytes: u64) -> Self {
        let lists = PageLists { texts: PageTexts::new(text_bytes), ..PageLists::default() };
        Self { out, rows: 0, lists, numbers: Vec::new() }
    }

    /// Adds a post, whose contribution was added to `aggregate`, always the same; `line` is its line in
    /// `posts.jsonl`.
    ///
    /// # Errors
    ///
    /// Those of writing; a line whose text is to be shown and that is no line of the contract `glane.post/1`.
    pub fn add(
        &mut self,
        aggregate: &Aggregate,
        post: &Post,
        contribution: &Contribution,
        line: &[u8],
    ) -> io::Result<()> {
        let Self { out, rows, lists, numbers } = self;
        let keyphrases: Vec<u32> = contribution
            .keyphrases()
            .filter_map(|lemma| aggregate.family(lemma))
            .map(|family| number_of(family, numbers, &mut lists.families))
            .collect();
        let row: Row<'_> = (
            &post.id,
            &post.title,
            post.published,
            post.author.as_deref().map(|name| lists.authors.intern(name)),
            post.labels.iter().map(|name| lists.labels.intern(name)).collect(),
            contribution.word_count(),
            lists.languages.intern(contribution.language()),
            &keyphrases,
            // Other addresses could run something, or lead into the reader's own files.
            post.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        );
        if *rows > 0 {
            out.write_all(b",\n")?;
        }
        write_json(out, &row)?;
        lists.texts.add(*rows, post, |text| {
            let line: Line = serde_json::from_slice(line)?;
            let numbered = line.keyphrases.into_iter().zip(keyphrases);
            Ok(marks(
                text,
                numbered
                    .flat_map(|(phrase, number)| phrase.spans.into_iter().map(move |span| (number, span))),
            ))
        })?;
        *rows += 1;
        Ok(())
    }

    /// What the rows were written to, and what they refer to.
    pub fn finish(self) -> (W, PageLists) {
        (self.out, self.lists)
    }
}

/// The number of a family in the page.
fn number_of(family: u32, numbers: &mut Vec<u32>, families: &mut Vec<u32>) -> u32 {
    let at = family as usize;
    if numbers.len() <= at {
        numbers.resize(at + 1, NO_NUMBER);
    }
    if numbers[at] == NO_NUMBER {
        numbers[at] = families.len() as u32;
        families.push(family);
    }
    numbers[at]
}

impl PageLists {
    fn lists<'a>(&'a self, aggregate: &'a Aggregate) -> Lists<'a> {
        let names = |names: &'a Interner<CompactString>| names.iter().map(Named::name).collect();
        let families = || self.families.iter().map(|&family| aggregate.family_names(family));
        Lists {
            authors: names(&self.authors),
            labels: names(&self.labels),
            languages: names(&self.languages),
            lemmas: families().map(|(lemma, _)| lemma).collect(),
            phrases: families()
                .map(|(lemma, text)| if text == lemma { Shown::Lemma(0) } else { Shown::Text(text) })
                .collect(),
            texts: self.texts.len(),
        }
    }
}

/// Writes the elements `data-posts` and `data-texts`.
pub(super) fn write_posts(
    out: &mut impl Write,
    aggregate: &Aggregate,
    lists: &PageLists,
    mut rows: impl Read,
) -> io::Result<()> {
    open(out, "data-posts")?;
    out.write_all(b"{\"rows\":[")?;
    io::copy(&mut rows, out)?;
    out.write_all(b"],\"lists\":")?;
    write_json(out, &lists.lists(aggregate))?;
    out.write_all(b"}")?;
    close(out)?;

    open(out, "data-texts")?;
    out.write_all(b"[")?;
    for (at, (row, text)) in lists.texts.by_line().into_iter().enumerate() {
        out.write_all(if at > 0 { b",\n" } else { b"\n" })?;
        let text: Marked<'_> = (row, &text.text, &text.marks, text.is_cut);
        write_json(out, &text)?;
    }
    out.write_all(b"]")?;
    close(out)
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
    use crate::output::PostLine;
    use crate::{Analyzer, LanguagePolicy};

    #[test]
    fn marks_count_utf_16_units_and_stay_within_the_text() {
        let text = "L’été 🌻 du café";
        let place = |word: &str| text.find(word).map(|at| (at, at + word.len())).expect("it stands there");
        let spans = [(1, place("café")), (0, place("été")), (2, (4, 999)), (2, (2, 3)), (2, (3, 3))];
        assert_eq!(marks(text, spans.into_iter()), [0, 2, 5, 1, 12, 16]);
    }

    #[test]
    fn a_phrase_is_shown_as_the_report_shows_it() {
        let analyzer = Analyzer::builder().build().expect("an analyzer");
        let (mut aggregate, mut posts) = (Aggregate::new(), PagePosts::new(Vec::new(), 0));
        // What comes first is not what is commonest.
        let once = "Le vélo cargo remplace la voiture.";
        let often = "Les vélos cargos roulent. Nos vélos cargos durent. Ces vélos cargos plaisent.";
        for text in [once, often] {
            let post = Post::new(text, text);
            let report = analyzer.analyze(&post);
            let contribution = Contribution::new(&post, &report);
            aggregate.add_contribution(&post, &contribution);
            let line = serde_json::to_vec(&PostLine::new(&post, &report, false)).expect("JSON");
            posts.add(&aggregate, &post, &contribution, &line).expect("written");
        }
        let (_, page) = posts.finish();
        let lists = page.lists(&aggregate);
        let shown = |lemma: &str| {
            let at = lists.lemmas.iter().position(|of| *of == lemma).expect("it is a keyphrase");
            match lists.phrases[at] {
                Shown::Lemma(_) => lists.lemmas[at],
                Shown::Text(text) => text,
            }
        };
        assert_eq!(shown("vélo cargo"), "vélos cargos");
        for keyphrase in aggregate.report().keyphrases {
            assert_eq!(shown(&keyphrase.lemma), keyphrase.text);
        }
    }

    #[test]
    fn nothing_ends_the_element_early() {
        let mut post = Post::new("</script>", "</script><script>alert(1)</script><!-- <script>\u{2028}");
        post.title = "<!--".to_owned();
        post.url = Some("javascript:alert(1)".to_owned());
        let report =
            Analyzer::builder().language(LanguagePolicy::Any).build().expect("an analyzer").analyze(&post);
        let contribution = Contribution::new(&post, &report);
        let mut aggregate = Aggregate::new();
        aggregate.add_contribution(&post, &contribution);
        let mut posts = PagePosts::new(Vec::new(), 1000);
        let line = serde_json::to_vec(&PostLine::new(&post, &report, false)).expect("JSON");
        posts.add(&aggregate, &post, &contribution, &line).expect("written");
        let (rows, lists) = posts.finish();
        let mut page = Vec::new();
        write_posts(&mut page, &aggregate, &lists, &*rows).expect("written");
        let page = String::from_utf8(page).expect("UTF-8");
        assert_eq!(page.matches('<').count(), 4, "two elements and no more: {page}");
        assert!(!page.contains("javascript:"), "{page}");
    }
}
