//! The records of posts: numbers in LEB128, and one string with all names, so that a million posts take some two hundred
//! and fifty megabytes.
//!
//! Posts stand in the order in which they came, and families, labels and authors have the numbers that they got
//! then; the order of reports is that of [`CanonicalOrder`](super::canonical::CanonicalOrder).

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::bytes::{ByteReader, write_number};
use crate::Stats;
use crate::text::first_bytes;

/// The number of posts of a block.
const BLOCK: usize = 4096;
/// The greatest number of bytes that are kept of an id, a title or a URL.
const MAX_NAME: usize = 1 << 16;

/// Posts, each with its names, its labels and its families. They lie in blocks, so that no large list is copied to
/// grow, or stays half empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Posts {
    /// All but the last are full.
    blocks: Vec<Block>,
    /// The families of the last post, and where they begin in the numbers of the last block.
    last: Vec<Mention>,
    mentions_at: usize,
}

#[derive(Clone, Debug, Default)]
struct Block {
    /// Where each post begins in `numbers` and in `names`. The names of a block take less than a gigabyte, since each is
    /// at most [`MAX_NAME`] bytes long.
    starts: Vec<(u32, u32)>,
    /// The figures, the labels and the families of each post.
    numbers: Vec<u8>,
    /// The id, the title and the URL of each post, one after the other.
    names: String,
}

/// The figures of a post: what is kept besides its names and its families.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PostFigures {
    pub(super) published: Option<Date>,
    /// The number of its author.
    pub(super) author: Option<u32>,
    pub(super) text: PostText,
}

/// The counts of a post's text, as [`Stats`] has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct PostText {
    pub(super) words: u32,
    pub(super) sentences: u32,
    pub(super) spelled: u32,
    pub(super) letters: u32,
    pub(super) syllables: u32,
    /// Lexical diversity in hundredths.
    pub(super) diversity: Option<u32>,
}

impl PostText {
    pub(super) fn of(stats: &Stats) -> Self {
        let [words, sentences, spelled, letters, syllables] =
            [stats.words, stats.sentences, stats.spelled, stats.letters, stats.syllables]
                .map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        Self { words, sentences, spelled, letters, syllables, diversity: stats.diversity }
    }

    pub(super) fn stats(self) -> Stats {
        Stats {
            words: self.words as usize,
            sentences: self.sentences as usize,
            spelled: self.spelled as usize,
            letters: self.letters as usize,
            syllables: self.syllables as usize,
            diversity: self.diversity,
        }
    }
}

/// The names of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PostNames<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) url: Option<&'a str>,
}

/// The record of a post.
#[derive(Clone, Copy, Debug)]
pub(super) struct PostRecord<'a> {
    names: PostNames<'a>,
    pub(super) figures: PostFigures,
    /// Its labels, how many they are, and its families.
    labels: ByteReader<'a>,
    label_count: usize,
    mentions: ByteReader<'a>,
}

/// The labels of a post.
#[derive(Clone, Debug)]
pub(super) struct Labels<'a> {
    numbers: ByteReader<'a>,
    left: usize,
}

impl Iterator for Labels<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.left = self.left.checked_sub(1)?;
        self.numbers.small_number().ok()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Labels<'_> {}

/// The families of a post.
#[derive(Clone, Debug)]
pub(super) struct Mentions<'a>(ByteReader<'a>);

impl Iterator for Mentions<'_> {
    type Item = Mention;

    #[inline]
    fn next(&mut self) -> Option<Mention> {
        let (family, count) = (self.0.small_number().ok()?, self.0.small_number().ok()?);
        let score_and_kind = u16::from_le_bytes(self.0.array().ok()?);
        Some(Mention { family, count: count as u16, score_and_kind })
    }
}

/// A family in a post, in eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mention {
    /// The number of the family.
    pub(super) family: u32,
    /// Its occurrences; 65,535 for more.
    pub(super) count: u16,
    /// Its score in the upper bits, and whether it is a keyphrase in the lowest.
    score_and_kind: u16,
}

/// The sublinear frequency of a number of occurrences: 1 + ln.
fn frequency(count: u16) -> f64 {
    1.0 + f64::from(count.max(1)).ln()
}

/// The same for small counts, which nearly all are; every pass over the posts asks for weights.
static FREQUENCIES: LazyLock<[f64; 64]> =
    LazyLock::new(|| std::array::from_fn(|count| frequency(count as u16)));

impl Mention {
    /// A family with its occurrences, its score in units of
    /// 1 / [`SCORE_UNITS`](super::units::SCORE_UNITS), below 32,768, and whether it is a keyphrase of
    /// the post or only ranks next.
    pub(super) fn new(family: u32, count: u32, score: u16, is_keyphrase: bool) -> Self {
        let count = u16::try_from(count).unwrap_or(u16::MAX);
        Self { family, count, score_and_kind: score << 1 | u16::from(is_keyphrase) }
    }

    /// The same under another number of the family.
    pub(super) fn under(self, family: u32) -> Self {
        Self { family, ..self }
    }

    pub(super) fn score(self) -> u16 {
        self.score_and_kind >> 1
    }

    /// Its weight in co-occurrence with other families, in units of 1 /
    /// [`WEIGHT_UNITS`](super::units::WEIGHT_UNITS): its score times 1 + ln of its occurrences (the
    /// sublinear frequency of Salton and Buckley 1988). A word that occurs twenty times in a post is one of
    /// its subjects, even where it is too common a word to be a keyphrase.
    pub(super) fn weight(self) -> u16 {
        // 1 + ln(65535) is 12.1: the greatest is below 61,000.
        let half = f64::from(self.score()) / 2.0;
        let known = FREQUENCIES.get(usize::from(self.count)).copied();
        (half * known.unwrap_or_else(|| frequency(self.count))).round() as u16
    }

    pub(super) fn is_keyphrase(self) -> bool {
        self.score_and_kind & 1 == 1
    }

    /// Joins two families of a post that share a lemma: they are one.
    fn join(&mut self, other: Self) {
        let is_keyphrase = self.is_keyphrase() | other.is_keyphrase();
        let count = u32::from(self.count) + u32::from(other.count);
        *self = Self::new(self.family, count, self.score().max(other.score()), is_keyphrase);
    }
}

impl<'a> PostRecord<'a> {
    /// Its names, which are stored apart from its numbers.
    pub(super) fn names(&self) -> PostNames<'a> {
        self.names
    }

    /// The numbers of its labels, each once.
    pub(super) fn labels(&self) -> Labels<'a> {
        Labels { numbers: self.labels, left: self.label_count }
    }

    /// Its families, each once.
    pub(super) fn mentions(&self) -> Mentions<'a> {
        Mentions(self.mentions)
    }
}

impl Posts {
    pub(super) fn len(&self) -> usize {
        self.blocks.last().map_or(0, |last| (self.blocks.len() - 1) * BLOCK + last.starts.len())
    }

    /// A post by its number.
    pub(super) fn get(&self, number: u32) -> PostRecord<'_> {
        let number = number as usize;
        self.blocks[number / BLOCK].get(number % BLOCK)
    }

    /// The posts in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = PostRecord<'_>> {
        self.blocks.iter().flat_map(|block| (0..block.starts.len()).map(|at| block.get(at)))
    }

    /// Adds a post without families.
    pub(super) fn push(
        &mut self,
        names: PostNames<'_>,
        figures: PostFigures,
        labels: impl IntoIterator<Item = u32>,
    ) {
        if self.blocks.last().is_none_or(|last| last.starts.len() == BLOCK) {
            self.blocks.last_mut().into_iter().for_each(Block::close);
            self.blocks.push(Block::default());
        }
        self.last.clear();
        if let Some(block) = self.blocks.last_mut() {
            block.push(names, figures, labels);
            self.mentions_at = block.numbers.len();
        }
    }

    /// Adds a family to the last post, which may have it already.
    pub(super) fn mention(&mut self, mention: Mention) {
        let Some(at) = self.last.iter().position(|other| other.family == mention.family) else {
            return self.mention_new(mention);
        };
        self.last[at].join(mention);
        if let Some(block) = self.blocks.last_mut() {
            block.numbers.truncate(self.mentions_at);
            self.last.iter().for_each(|mention| block.mention(*mention));
        }
    }

    /// Adds a family to the last post, which does not have it yet.
    pub(super) fn mention_new(&mut self, mention: Mention) {
        if let Some(block) = self.blocks.last_mut() {
            block.mention(mention);
            self.last.push(mention);
        }
    }
}

/// Days are kept as their numbers from this one.
const FIRST_DAY: Date = Date::MIN;

impl Block {
    fn get(&self, at: usize) -> PostRecord<'_> {
        let (numbers, names) = self.starts[at];
        let (end, end_of_names) =
            self.starts.get(at + 1).map_or((self.numbers.len(), self.names.len()), |&(numbers, names)| {
                (numbers as usize, names as usize)
            });
        let mut reader = ByteReader::new(&self.numbers[numbers as usize..end]);
        // What was written is read.
        let mut number = || reader.small_number().unwrap_or_default();
        let id = names as usize + number() as usize;
        let title = id + number() as usize;
        let has_url = number() == 1;
        let published = number().checked_sub(1).and_then(day);
        let author = number().checked_sub(1);
        let text = PostText {
            words: number(),
            sentences: number(),
            spelled: number(),
            letters: number(),
            syllables: number(),
            diversity: match number() {
                1 => Some(number()),
                _ => None,
            },
        };
        let label_count = number() as usize;
        let labels = reader;
        for _ in 0..label_count {
            let _ = reader.number();
        }
        PostRecord {
            names: PostNames {
                id: &self.names[names as usize..id],
                title: &self.names[id..title],
                url: has_url.then(|| &self.names[title..end_of_names]),
            },
            figures: PostFigures { published, author, text },
            labels,
            label_count,
            mentions: reader,
        }
    }

    fn push(&mut self, names: PostNames<'_>, figures: PostFigures, labels: impl IntoIterator<Item = u32>) {
        self.starts.push((self.numbers.len() as u32, self.names.len() as u32));
        let [id, title, url] =
            [names.id, names.title, names.url.unwrap_or_default()].map(|name| first_bytes(name, MAX_NAME));
        for name in [id, title, url] {
            self.names.push_str(name);
        }
        let PostFigures { published, author, text } = figures;
        let PostText { words, sentences, spelled, letters, syllables, diversity } = text;
        let one_more = |number: Option<u32>| number.map_or(0, |number| u64::from(number) + 1);
        let head = [
            id.len() as u64,
            title.len() as u64,
            names.url.is_some().into(),
            one_more(published.map(number_of_day)),
            one_more(author),
        ];
        let text = [words, sentences, spelled, letters, syllables].map(u64::from);
        let diversity = [u64::from(diversity.is_some())].into_iter().chain(diversity.map(u64::from));
        head.into_iter().chain(text).chain(diversity).for_each(|number| self.number(number));
        let mut seen = FxHashSet::default();
        let labels: SmallVec<[u32; 16]> = labels.into_iter().filter(|label| seen.insert(*label)).collect();
        self.number(labels.len() as u64);
        labels.into_iter().for_each(|label| self.number(label.into()));
    }

    fn mention(&mut self, mention: Mention) {
        self.number(mention.family.into());
        self.number(mention.count.into());
        self.numbers.extend(mention.score_and_kind.to_le_bytes());
    }

    fn number(&mut self, number: u64) {
        // Writing to memory does not fail.
        let _ = write_number(&mut self.numbers, number);
    }

    /// Gives back spare capacity: no post follows in this block.
    fn close(&mut self) {
        self.starts.shrink_to_fit();
        self.numbers.shrink_to_fit();
        self.names.shrink_to_fit();
    }
}

/// The number of a day among all days that there can be.
fn number_of_day(day: Date) -> u32 {
    FIRST_DAY.until(day).map_or(0, |span| span.get_days().unsigned_abs())
}

fn day(number: u32) -> Option<Date> {
    FIRST_DAY.checked_add(jiff::Span::new().try_days(i64::from(number)).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_the_same_across_blocks() {
        let mut posts = Posts::default();
        let count = BLOCK as u32 * 2 + 3;
        for number in 0..count {
            let id = format!("billet-{number}");
            let title = "é".repeat(number as usize % 3);
            let url = (number % 2 == 0).then_some("https://exemple.fr/");
            let figures = PostFigures { published: None, author: Some(number), text: PostText::default() };
            posts.push(PostNames { id: &id, title: &title, url }, figures, [number, 7, number]);
            posts.mention(Mention::new(number, 1, 100, true));
            posts.mention(Mention::new(number, 2, 50, false));
            posts.mention_new(Mention::new(count, 1, 10, false));
        }
        assert_eq!(posts.len(), count as usize);
        assert_eq!(posts.iter().count(), count as usize);
        for number in [0, 1, 7, BLOCK as u32 - 1, BLOCK as u32, BLOCK as u32 + 1, count - 1] {
            let post = posts.get(number);
            let names = post.names();
            assert_eq!(names.id, format!("billet-{number}"));
            assert_eq!(names.title, "é".repeat(number as usize % 3));
            assert_eq!(names.url, (number % 2 == 0).then_some("https://exemple.fr/"));
            assert_eq!(post.figures.author, Some(number));
            let labels: Vec<u32> = post.labels().collect();
            assert_eq!(labels, if number == 7 { vec![7] } else { vec![number, 7] });
            let families: Vec<(u32, u16)> = post.mentions().map(|of| (of.family, of.count)).collect();
            assert_eq!(families, [(number, 3), (count, 1)]);
        }
    }

    #[test]
    fn figures_are_read_as_they_were_written() {
        let text = PostText {
            words: 300,
            sentences: 20,
            spelled: u32::MAX,
            letters: 1400,
            syllables: 500,
            diversity: Some(0),
        };
        let days = ["-9999-01-01", "1969-12-31", "2024-02-29", "9999-12-31"].map(|day| day.parse().ok());
        let mut posts = Posts::default();
        let figures = |published| PostFigures { published, author: published.map(|_| u32::MAX - 1), text };
        for published in days.into_iter().chain([None]) {
            posts.push(PostNames { id: "1", title: "", url: Some("") }, figures(published), []);
        }
        for (number, published) in (0..).zip(days.into_iter().chain([None])) {
            assert_eq!(posts.get(number).figures, figures(published));
            assert_eq!(posts.get(number).names().url, Some(""));
        }
    }

    #[test]
    fn the_record_of_a_post_is_as_small_as_the_docs_say() {
        let mut posts = Posts::default();
        let text = PostText {
            words: 500,
            sentences: 30,
            spelled: 450,
            letters: 2500,
            syllables: 800,
            diversity: Some(9000),
        };
        let figures = PostFigures { published: "2024-02-29".parse().ok(), author: Some(3), text };
        posts.push(PostNames { id: "1", title: "un", url: None }, figures, [1, 2]);
        assert!(posts.blocks[0].numbers.len() + size_of::<(u32, u32)>() <= 32, "{posts:?}");
        (0..20).for_each(|at| posts.mention_new(Mention::new(500_000 + at, 3, 9000, true)));
        assert!(posts.blocks[0].numbers.len() <= 24 + 20 * 6, "{posts:?}");
    }

    #[test]
    fn a_name_without_end_is_cut_between_characters() {
        let mut posts = Posts::default();
        let figures = PostFigures { published: None, author: None, text: PostText::default() };
        let title = format!("a{}", "é".repeat(MAX_NAME));
        posts.push(PostNames { id: "1", title: &title, url: None }, figures, []);
        assert_eq!(posts.get(0).names().title.len(), MAX_NAME - 1);
    }
}
