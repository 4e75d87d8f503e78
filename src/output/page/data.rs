//! The data of the page: compact JSON in elements that hold data and are never run.
//!
//! What the scripts of the page make of it stands in `page/*.js`; which texts are shown is decided in `texts`.

use std::io::{self, BufWriter, Read, Write};

use compact_str::CompactString;
use jiff::civil::Date;
use serde::Serialize;

use super::texts::PageTexts;
use crate::Post;
use crate::corpus::interner::{Interner, Named};
use crate::corpus::{Aggregate, Contribution, WORDS_PER_MINUTE};

/// The posts of a page. The row of each post is written as it comes, so that memory does not grow with the rows.
///
/// ```
/// use glane::corpus::{Aggregate, Contribution};
/// use glane::output::{Page, PageLanguage, PagePosts, ReportFile};
/// use glane::{Analyzer, Post};
///
/// let analyzer = Analyzer::builder().build()?;
/// let mut aggregate = Aggregate::new();
/// let mut posts = PagePosts::new(Vec::new(), 1_000_000);
/// for text in ["Le vélo cargo remplace la voiture.", "Un compost mûr sent la forêt."] {
///     let post = Post::new(text, text);
///     let contribution = Contribution::new(&post, &analyzer.analyze(&post));
///     aggregate.add_contribution(&post, &contribution);
///     posts.add(&aggregate, &post, &contribution)?;
/// }
/// let (rows, lists) = posts.finish();
/// let report = aggregate.report();
/// let page = Page::new(ReportFile::new(&report), PageLanguage::French);
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

/// The lists that the rows of a page refer to, and the texts that it shows; empty by default.
#[derive(Debug, Default)]
pub struct PageLists {
    authors: Interner<CompactString>,
    labels: Interner<CompactString>,
    languages: Interner<CompactString>,
    /// The families that are a keyphrase of some post, by their numbers in the aggregate.
    families: Vec<u32>,
    /// The rows and days of the analyzed posts, which have the same order in the aggregate.
    pub(super) analyzed: Vec<(u32, Option<Date>)>,
    pub(super) rows: u32,
    texts: PageTexts,
}

const NO_NUMBER: u32 = u32::MAX;

/// Bytes of JSON that are written at once.
const JSON_BUFFER: usize = 1 << 13;

/// A post of the page: id, title, day, author, labels, words, sentences, language, keyphrases, URL. Repeated values stand in
/// lists, and here as their numbers there; unknown ones are `null`.
type Row<'a> =
    (&'a str, &'a str, Option<Date>, Option<u32>, Vec<u32>, u64, u64, u32, &'a [u32], Option<&'a str>);

/// The lists that follow the rows.
#[derive(Serialize)]
struct Lists<'a> {
    authors: Vec<&'a str>,
    labels: Vec<&'a str>,
    languages: Vec<&'a str>,
    /// The lemma of each keyphrase.
    lemmas: Vec<&'a str>,
    /// The commonest variant of each keyphrase; 0 where it is the lemma.
    phrases: Vec<Shown<'a>>,
    /// The number of posts whose text the page holds.
    texts: usize,
    /// The rows of the posts that were not analyzed.
    left_alone: Vec<u32>,
    words_per_minute: u64,
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

impl<W: Write> PagePosts<W> {
    /// Rows are written to `out`. The texts of the newest posts are held, up to `text_bytes` bytes in all and
    /// 100 kB each.
    pub fn new(out: W, text_bytes: u64) -> Self {
        let lists = PageLists { texts: PageTexts::new(text_bytes), ..PageLists::default() };
        Self { out, rows: 0, lists, numbers: Vec::new() }
    }

    /// Adds a post whose contribution was added to `aggregate`, which is the same for all posts.
    ///
    /// # Errors
    ///
    /// Those of writing the row.
    pub fn add(&mut self, aggregate: &Aggregate, post: &Post, contribution: &Contribution) -> io::Result<()> {
        let Self { out, rows, lists, numbers } = self;
        let (keyphrases, places): (Vec<u32>, Vec<_>) = contribution
            .keyphrases()
            .filter_map(|(lemma, places)| Some((aggregate.family(lemma)?, places)))
            .map(|(family, places)| (number_of(family, numbers, &mut lists.families), places))
            .unzip();
        let row: Row<'_> = (
            &post.id,
            &post.title,
            post.published,
            post.author.as_deref().map(|name| lists.authors.intern(name)),
            post.labels.iter().map(|name| lists.labels.intern(name)).collect(),
            contribution.word_count(),
            contribution.sentence_count(),
            lists.languages.intern(contribution.language()),
            &keyphrases,
            // URLs of other schemes could run a script, or open files of the reader.
            post.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        );
        if *rows > 0 {
            out.write_all(b",\n")?;
        }
        write_json(out, &row)?;
        lists.texts.add(*rows, post, |text| {
            let numbered = keyphrases.iter().zip(&places);
            marks(text, numbered.flat_map(|(&number, places)| places.iter().map(move |&span| (number, span))))
        });
        if contribution.is_analyzed() {
            lists.analyzed.push((*rows as u32, post.published));
        }
        *rows += 1;
        lists.rows = *rows as u32;
        Ok(())
    }

    /// The writer of the rows, and the lists that the rows refer to.
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
    fn left_alone(&self) -> Vec<u32> {
        let mut analyzed = self.analyzed.iter().map(|&(row, _)| row).peekable();
        (0..self.rows).filter(|row| analyzed.next_if_eq(row).is_none()).collect()
    }

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
            left_alone: self.left_alone(),
            words_per_minute: WORDS_PER_MINUTE,
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
fn marks(text: &str, spans: impl Iterator<Item = (u32, (u32, u32))>) -> Vec<u32> {
    let mut spans: Vec<(usize, usize, u32)> = spans
        .map(|(number, (start, end))| (start as usize, end as usize, number))
        .filter(|&(start, end, _)| text.get(start..end).is_some_and(|piece| !piece.is_empty()))
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

/// Writes JSON without `<`, so that nothing in it can end the element or open a comment. In JSON, `<` occurs
/// only in strings, where `\u003c` means the same.
fn write_json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    // Serialization writes few bytes at a time.
    let mut out = BufWriter::with_capacity(JSON_BUFFER, WithoutLess(out));
    serde_json::to_writer(&mut out, value)?;
    out.flush()
}

/// A writer of JSON that escapes `<`.
struct WithoutLess<'a, W>(&'a mut W);

impl<W: Write> Write for WithoutLess<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, mut rest: &[u8]) -> io::Result<()> {
        while let Some(at) = memchr::memchr(b'<', rest) {
            self.0.write_all(&rest[..at])?;
            self.0.write_all(b"\\u003c")?;
            rest = &rest[at + 1..];
        }
        self.0.write_all(rest)
    }

    fn flush(&mut self) -> io::Result<()> {
        // What it writes to is flushed by those who own it.
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analyzer, LanguagePolicy};

    #[test]
    fn marks_are_in_utf_16_units_and_within_the_text() {
        let text = "L’été 🌻 du café";
        let place = |word: &str| {
            let start = text.find(word).expect("the word is in the text");
            (start as u32, (start + word.len()) as u32)
        };
        let spans = [(1, place("café")), (0, place("été")), (2, (4, 999)), (2, (2, 3)), (2, (3, 3))];
        assert_eq!(marks(text, spans.into_iter()), [0, 2, 5, 1, 12, 16]);
    }

    #[test]
    fn a_phrase_is_shown_as_the_report_shows_it() {
        let analyzer = Analyzer::builder().build().expect("an analyzer");
        let (mut aggregate, mut posts) = (Aggregate::new(), PagePosts::new(Vec::new(), 0));
        // The first variant is not the commonest one.
        let once = "Le vélo cargo remplace la voiture.";
        let often = "Les vélos cargos roulent. Nos vélos cargos durent. Ces vélos cargos plaisent.";
        for text in [once, often] {
            let post = Post::new(text, text);
            let report = analyzer.analyze(&post);
            let contribution = Contribution::new(&post, &report);
            aggregate.add_contribution(&post, &contribution);
            posts.add(&aggregate, &post, &contribution).expect("written");
        }
        let (_, page) = posts.finish();
        let lists = page.lists(&aggregate);
        let shown = |lemma: &str| {
            let at = lists.lemmas.iter().position(|of| *of == lemma).expect("the lemma of a keyphrase");
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
    fn text_of_a_post_cannot_end_the_element() {
        let mut post = Post::new("</script>", "</script><script>alert(1)</script><!-- <script>\u{2028}");
        post.title = "<!--".to_owned();
        post.url = Some("javascript:alert(1)".to_owned());
        let report =
            Analyzer::builder().language(LanguagePolicy::Any).build().expect("an analyzer").analyze(&post);
        let contribution = Contribution::new(&post, &report);
        let mut aggregate = Aggregate::new();
        aggregate.add_contribution(&post, &contribution);
        let mut posts = PagePosts::new(Vec::new(), 1000);
        posts.add(&aggregate, &post, &contribution).expect("written");
        let (rows, lists) = posts.finish();
        let mut page = Vec::new();
        write_posts(&mut page, &aggregate, &lists, &*rows).expect("written");
        let page = String::from_utf8(page).expect("UTF-8");
        assert_eq!(page.matches('<').count(), 4, "two elements and no more: {page}");
        assert!(!page.contains("javascript:"), "{page}");
    }
}
