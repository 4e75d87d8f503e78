//! The records of posts: flat lists of numbers, and one string with all names, so that a million posts take some
//! three hundred megabytes.
//!
//! Posts stand in the order in which they came, and families, labels and authors have the numbers that they got
//! then; the order of reports is that of [`CanonicalOrder`](super::canonical::CanonicalOrder).

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

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
}

#[derive(Clone, Debug, Default)]
struct Block {
    records: Vec<Record>,
    /// The id, the title and the URL of each post, one after the other.
    names: String,
    labels: Vec<u32>,
    mentions: Vec<Mention>,
}

/// Where a post ends in the lists of its block; it begins where the post before it ends. The names of a block take
/// less than a gigabyte, since each is at most [`MAX_NAME`] bytes long.
#[derive(Clone, Copy, Debug, Default)]
struct Ends {
    id: u32,
    title: u32,
    url: u32,
    labels: u32,
    mentions: u32,
}

#[derive(Clone, Copy, Debug)]
struct Record {
    ends: Ends,
    has_url: bool,
    figures: PostFigures,
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
    block: &'a Block,
    record: &'a Record,
    /// Where its names begin in those of the block.
    first: u32,
    pub(super) figures: PostFigures,
    /// The numbers of its labels, each once.
    pub(super) labels: &'a [u32],
    /// Its families, each once.
    pub(super) mentions: &'a [Mention],
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
        let Ends { id, title, url, .. } = self.record.ends;
        let name = |start: u32, end: u32| &self.block.names[start as usize..end as usize];
        PostNames {
            id: name(self.first, id),
            title: name(id, title),
            url: self.record.has_url.then(|| name(title, url)),
        }
    }
}

impl Posts {
    pub(super) fn len(&self) -> usize {
        self.blocks.last().map_or(0, |last| (self.blocks.len() - 1) * BLOCK + last.records.len())
    }

    /// A post by its number.
    pub(super) fn get(&self, number: u32) -> PostRecord<'_> {
        let number = number as usize;
        self.blocks[number / BLOCK].get(number % BLOCK)
    }

    /// The posts in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = PostRecord<'_>> {
        self.blocks.iter().flat_map(|block| (0..block.records.len()).map(|at| block.get(at)))
    }

    /// Adds a post without families.
    pub(super) fn push(
        &mut self,
        names: PostNames<'_>,
        figures: PostFigures,
        labels: impl IntoIterator<Item = u32>,
    ) {
        if self.blocks.last().is_none_or(|last| last.records.len() == BLOCK) {
            self.blocks.last_mut().into_iter().for_each(Block::close);
            self.blocks.push(Block::default());
        }
        if let Some(last) = self.blocks.last_mut() {
            last.push(names, figures, labels);
        }
    }

    /// Adds a family to the last post, which may have it already.
    pub(super) fn mention(&mut self, mention: Mention) {
        if let Some(last) = self.blocks.last_mut() {
            last.mention(mention);
        }
    }

    /// Adds a family to the last post, which does not have it yet.
    pub(super) fn mention_new(&mut self, mention: Mention) {
        if let Some(last) = self.blocks.last_mut() {
            last.mention_new(mention);
        }
    }
}

impl Block {
    /// Where the post before the one at `at` ends.
    fn before(&self, at: usize) -> Ends {
        at.checked_sub(1).map_or_else(Ends::default, |before| self.records[before].ends)
    }

    fn get(&self, at: usize) -> PostRecord<'_> {
        let record = &self.records[at];
        let Ends { labels, mentions, .. } = record.ends;
        let before = self.before(at);
        PostRecord {
            block: self,
            record,
            first: before.url,
            figures: record.figures,
            labels: &self.labels[before.labels as usize..labels as usize],
            mentions: &self.mentions[before.mentions as usize..mentions as usize],
        }
    }

    fn push(&mut self, names: PostNames<'_>, figures: PostFigures, labels: impl IntoIterator<Item = u32>) {
        let mut ends = Ends { mentions: self.mentions.len() as u32, ..Ends::default() };
        for (name, end) in [
            (names.id, &mut ends.id),
            (names.title, &mut ends.title),
            (names.url.unwrap_or_default(), &mut ends.url),
        ] {
            self.names.push_str(first_bytes(name, MAX_NAME));
            *end = self.names.len() as u32;
        }
        let mut seen = FxHashSet::default();
        self.labels.extend(labels.into_iter().filter(|label| seen.insert(*label)));
        ends.labels = self.labels.len() as u32;
        self.records.push(Record { ends, has_url: names.url.is_some(), figures });
    }

    fn mention(&mut self, mention: Mention) {
        let Some(last) = self.records.len().checked_sub(1) else { return };
        let before = self.before(last).mentions as usize;
        match self.mentions[before..].iter_mut().find(|other| other.family == mention.family) {
            Some(other) => other.join(mention),
            None => self.mention_new(mention),
        }
    }

    fn mention_new(&mut self, mention: Mention) {
        let Some(last) = self.records.last_mut() else { return };
        self.mentions.push(mention);
        last.ends.mentions = self.mentions.len() as u32;
    }

    /// Gives back spare capacity: no post follows in this block.
    fn close(&mut self) {
        self.records.shrink_to_fit();
        self.names.shrink_to_fit();
        self.labels.shrink_to_fit();
        self.mentions.shrink_to_fit();
    }
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
            assert_eq!(post.labels, if number == 7 { vec![7] } else { vec![number, 7] });
            let families: Vec<(u32, u16)> = post.mentions.iter().map(|of| (of.family, of.count)).collect();
            assert_eq!(families, [(number, 3), (count, 1)]);
        }
    }

    #[test]
    fn the_record_of_a_post_is_as_small_as_the_docs_say() {
        assert!(size_of::<Record>() <= 72, "{} bytes", size_of::<Record>());
        assert_eq!(size_of::<Mention>(), 8);
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
