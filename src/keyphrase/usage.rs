//! Usage: how French news and blogs use words and phrases. Document frequencies by kind of text, the number of
//! blogs, occurrences, how often a phrase is not part of a longer one, and pairs of neighbouring words.
//!
//! The learned ranker reads it to tell a complete phrase from a part and a generic one from a topic. The
//! document frequencies that every ranking reads are in [`background`](super::background), which takes those of
//! the binary from here.

mod counts;

use std::sync::{Arc, LazyLock};

use super::buckets::Buckets;
use super::phrase_key::{PhraseKey, WordKey, finish};
pub use counts::UsageCounts;

/// How a collection uses one word or phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// Texts that have it.
    pub documents: u32,
    /// Texts of blogs among these.
    pub blog_documents: u32,
    /// Blogs that have it.
    pub blogs: u32,
    /// Its occurrences.
    pub occurrences: u32,
    /// Occurrences that are not inside a longer candidate.
    pub maximal: u32,
}

/// Texts that must have a word or phrase for the table to keep it: of any kind, or of blogs.
const DOCUMENTS_AT_LEAST: u32 = 3;
const BLOG_DOCUMENTS_AT_LEAST: u32 = 2;
/// Occurrences that a pair of words must have.
const PAIRS_AT_LEAST: u32 = 4;

impl Usage {
    /// The value that a table stores: counts in logarithmic steps, and 0 for rare words and phrases.
    fn rounded(self) -> Self {
        if self.documents < DOCUMENTS_AT_LEAST && self.blog_documents < BLOG_DOCUMENTS_AT_LEAST {
            return Self::default();
        }
        Self::of_entry(self.entry())
    }

    fn entry(self) -> [u8; 4] {
        let documents = code(self.documents);
        let ratio = f64::from(self.occurrences.max(1)) / f64::from(decode(documents).max(1));
        let share = f64::from(self.maximal) / f64::from(self.occurrences.max(1));
        let ratio = (4.0 * ratio.log2()).round().clamp(0.0, 15.0) as u8;
        let share = (15.0 * share).round().clamp(0.0, 15.0) as u8;
        [documents, code(self.blog_documents), self.blogs.min(255) as u8, ratio << 4 | share]
    }

    fn of_entry([documents, blog_documents, blogs, packed]: [u8; 4]) -> Self {
        let documents = decode(documents);
        let occurrences = f64::from(documents) * QUARTERS[usize::from(packed >> 4)];
        let maximal = occurrences * f64::from(packed & 15) / 15.0;
        Self {
            documents,
            blog_documents: decode(blog_documents),
            blogs: u32::from(blogs),
            occurrences: (occurrences + 0.5) as u32,
            maximal: (maximal + 0.5) as u32,
        }
    }
}

/// Two to the power of the first sixteen quarters.
static QUARTERS: LazyLock<[f64; 16]> = LazyLock::new(|| std::array::from_fn(|at| (at as f64 / 4.0).exp2()));

/// A count in one byte: exact up to 16, then 16 steps for each doubling.
fn code(count: u32) -> u8 {
    if count <= 16 {
        return count as u8;
    }
    (16.0 + 16.0 * (f64::from(count) / 16.0).log2()).round().min(255.0) as u8
}

/// The count of a byte.
fn decode(code: u8) -> u32 {
    static COUNTS: LazyLock<[u32; 256]> = LazyLock::new(|| {
        std::array::from_fn(|code| match code {
            0..=16 => code as u32,
            _ => (16.0 * ((code as f64 - 16.0) / 16.0).exp2()).round() as u32,
        })
    });
    COUNTS[usize::from(code)]
}

/// The number of two neighbouring words.
fn pair_number(first: WordKey, second: WordKey) -> u64 {
    finish(first.0.rotate_left(29) ^ second.0 ^ 0x2545_f491_4f6c_dd1d)
}

/// The usage of words, phrases and pairs of words in some collection.
#[derive(Clone, Debug)]
pub struct UsageTable(Table);

#[derive(Clone, Debug)]
enum Table {
    /// Counted in this process, minus the counts of a part.
    Counted(Arc<UsageCounts>, Option<Arc<UsageCounts>>),
    /// The bytes of a table.
    Written(Written),
}

/// A stored table.
#[derive(Clone, Copy, Debug)]
struct Written {
    documents: u32,
    tokens: u64,
    entries: Buckets<ENTRY>,
    pairs: Buckets<PAIR>,
    bytes: &'static [u8],
}

/// Bytes of an entry: a check of two bytes and the figures.
const ENTRY: usize = 6;
/// Bytes of a pair: a check of two bytes and the count.
const PAIR: usize = 3;
const HEAD: usize = 32;
const MAGIC: &[u8; 8] = b"glaneus1";

/// The usage that an entry stands for.
fn usage_of(entry: Option<&[u8; ENTRY]>) -> Usage {
    entry.map_or_else(Usage::default, |&[_, _, figures @ ..]| Usage::of_entry(figures))
}

/// The count that a pair has.
fn count_of(pair: Option<&[u8; PAIR]>) -> u32 {
    pair.map_or(0, |pair| decode(pair[2]))
}

impl UsageTable {
    /// The table in the binary; `tables/usage.txt` says what was counted.
    pub fn embedded() -> Self {
        Self(Table::Written(Written::parse(include_bytes!("tables/usage.bin")).unwrap_or(Written::EMPTY)))
    }

    /// The counts of this process minus those of a part, rounded as in a stored table.
    pub fn counted(counts: Arc<UsageCounts>, without: Option<Arc<UsageCounts>>) -> Self {
        Self(Table::Counted(counts, without))
    }

    /// The number of texts.
    pub fn documents(&self) -> u32 {
        match &self.0 {
            Table::Counted(all, without) => all.documents - without.as_ref().map_or(0, |part| part.documents),
            Table::Written(written) => written.documents,
        }
    }

    /// The number of words in these texts.
    pub fn tokens(&self) -> u64 {
        match &self.0 {
            Table::Counted(all, without) => all.tokens - without.as_ref().map_or(0, |part| part.tokens),
            Table::Written(written) => written.tokens,
        }
    }

    /// The usage of a word, whatever phrase it is in.
    pub fn word(&self, word: WordKey) -> Usage {
        self.get(word.alone())
    }

    /// The usage of a phrase.
    pub fn phrase(&self, phrase: PhraseKey) -> Usage {
        self.get(phrase.0)
    }

    /// The usage of each of some words, in their order, whatever phrase they are in.
    pub(super) fn words(&self, words: impl Iterator<Item = WordKey>, give: impl FnMut(Usage)) {
        self.each(words.map(WordKey::alone), give);
    }

    /// The usage of each of some phrases, in their order.
    pub(super) fn phrases(&self, phrases: impl Iterator<Item = PhraseKey>, give: impl FnMut(Usage)) {
        self.each(phrases.map(|phrase| phrase.0), give);
    }

    fn each(&self, numbers: impl Iterator<Item = u64>, mut give: impl FnMut(Usage)) {
        match &self.0 {
            Table::Counted(..) => numbers.for_each(|number| give(self.get(number))),
            Table::Written(written) => {
                let numbers: Vec<u64> = numbers.collect();
                written.entries.find_each(&numbers, |entry| give(usage_of(entry)));
            }
        }
    }

    /// How often one word of each pair follows the other, in the order of the pairs.
    pub(super) fn pairs(&self, pairs: impl Iterator<Item = (WordKey, WordKey)>, mut give: impl FnMut(u32)) {
        match &self.0 {
            Table::Counted(..) => pairs.for_each(|(first, second)| give(self.pair(first, second))),
            Table::Written(written) => {
                let numbers: Vec<u64> = pairs.map(|(first, second)| pair_number(first, second)).collect();
                written.pairs.find_each(&numbers, |pair| give(count_of(pair)));
            }
        }
    }

    /// How often one word follows another.
    pub fn pair(&self, first: WordKey, second: WordKey) -> u32 {
        let number = pair_number(first, second);
        match &self.0 {
            Table::Counted(all, without) => {
                let count = all.pair(number) - without.as_ref().map_or(0, |part| part.pair(number));
                if count < PAIRS_AT_LEAST { 0 } else { decode(code(count)) }
            }
            Table::Written(written) => count_of(written.pairs.find(number)),
        }
    }

    pub(super) fn get(&self, number: u64) -> Usage {
        match &self.0 {
            Table::Counted(all, None) => all.get(number).rounded(),
            Table::Counted(all, Some(part)) => {
                let (all, part) = (all.get(number), part.get(number));
                Usage {
                    documents: all.documents - part.documents,
                    blog_documents: all.blog_documents - part.blog_documents,
                    blogs: all.blogs - part.blogs,
                    occurrences: all.occurrences - part.occurrences,
                    maximal: all.maximal - part.maximal,
                }
                .rounded()
            }
            Table::Written(written) => usage_of(written.entries.find(number)),
        }
    }

    /// The bytes of a written table, to tell it from others; empty for what was counted in this process.
    pub(super) fn bytes(&self) -> &[u8] {
        match &self.0 {
            Table::Counted(..) => &[],
            Table::Written(written) => written.bytes,
        }
    }
}

impl Default for UsageTable {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Written {
    const EMPTY: Self =
        Self { documents: 0, tokens: 0, entries: Buckets::EMPTY, pairs: Buckets::EMPTY, bytes: &[] };

    /// A table as [`UsageCounts::to_bytes`] writes it: magic; texts; words; the bits that choose a bucket and
    /// the number of entries, then of pairs (little-endian); the ends of the buckets and the entries of both.
    fn parse(bytes: &'static [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(HEAD)?;
        let number = |at: usize| Some(u32::from_le_bytes(head.get(at..at + 4)?.try_into().ok()?));
        let (entry_bits, pair_bits) = (u32::from(head[20]), u32::from(head[21]));
        if !head.starts_with(MAGIC) || entry_bits > 24 || pair_bits > 24 {
            return None;
        }
        let (entries, rest) = Buckets::parse(rest, entry_bits, number(24)? as usize)?;
        let (pairs, rest) = Buckets::parse(rest, pair_bits, number(28)? as usize)?;
        let tokens = u64::from_le_bytes(head[12..20].try_into().ok()?);
        rest.is_empty().then_some(Self { documents: number(8)?, tokens, entries, pairs, bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_written_and_read_is_what_was_counted() {
        let mut counts = UsageCounts::default();
        let words: Vec<WordKey> = (0..300).map(|n| WordKey::of(&format!("mot{n}"))).collect();
        for text in 1..40_usize {
            let here: Vec<WordKey> = words.iter().copied().step_by(text % 7 + 1).collect();
            let phrases = here.windows(2).map(|pair| (PhraseKey::of(pair), 3, text as u32 % 4));
            counts.add(text % 3 == 0, here.iter().copied(), phrases, here.windows(2).map(|w| (w[0], w[1])));
        }
        let bytes: &'static [u8] = counts.to_bytes().leak();
        let read = UsageTable(Table::Written(Written::parse(bytes).expect("a table")));
        let counted = UsageTable::counted(Arc::new(counts), None);
        assert_eq!((read.documents(), read.tokens()), (counted.documents(), counted.tokens()));
        let (mut known, mut pairs) = (0, Vec::new());
        for pair in words.windows(2) {
            assert_eq!(read.word(pair[0]), counted.word(pair[0]));
            let phrase = PhraseKey::of(pair);
            assert_eq!(read.phrase(phrase), counted.phrase(phrase));
            assert_eq!(read.pair(pair[0], pair[1]), counted.pair(pair[0], pair[1]));
            pairs.push((pair[0], pair[1]));
            known += read.phrase(phrase).documents;
        }
        assert!(known > 0);
        for table in [&read, &counted] {
            let (mut all, mut counts) = (Vec::new(), Vec::new());
            table.words(words.iter().copied(), |usage| all.push(usage));
            table
                .phrases(pairs.iter().map(|&(one, two)| PhraseKey::of(&[one, two])), |usage| all.push(usage));
            table.pairs(pairs.iter().copied(), |count| counts.push(count));
            let one_by_one = words.iter().map(|&word| table.word(word));
            let phrases = pairs.iter().map(|&(one, two)| table.phrase(PhraseKey::of(&[one, two])));
            assert_eq!(all, one_by_one.chain(phrases).collect::<Vec<_>>());
            assert_eq!(counts, pairs.iter().map(|&(one, two)| table.pair(one, two)).collect::<Vec<_>>());
        }
        assert_eq!(read.word(WordKey::of("absent")), Usage::default());
        assert!(Written::parse(&bytes[..bytes.len() - 1]).is_none());
    }

    #[test]
    fn entries_compared_together_are_found_as_one_after_the_other() {
        let Table::Written(table) = UsageTable::embedded().0 else { panic!("a written table") };
        let (mut found, mut number) = (0, 1_u64);
        for bucket in 0..1_u64 << 16 {
            number = finish(number ^ bucket);
            // Checks that entries of the bucket have, and one of chance.
            let there = table.pairs.bucket(bucket << 48).expect("a bucket");
            let checks =
                there.map(|at| u16::from_le_bytes([table.pairs.entries[at][0], table.pairs.entries[at][1]]));
            for check in checks.chain([number as u16]) {
                let number = bucket << 48 | u64::from(check);
                let (near, plain) = (table.pairs.find(number), table.pairs.find_plainly(number));
                assert!(near.map(std::ptr::from_ref) == plain.map(std::ptr::from_ref), "{number:x}");
                assert_eq!(table.entries.find(number), table.entries.find_plainly(number), "{number:x}");
                found += u32::from(near.is_some());
            }
        }
        assert!(found > 100_000, "{found}");
    }

    #[test]
    fn a_count_in_a_byte_is_near_the_count() {
        for count in (0..1000).chain([5000, 70_000, 400_000]) {
            let kept = f64::from(decode(code(count)));
            assert!((kept - f64::from(count)).abs() <= 0.04 * f64::from(count), "{count} {kept}");
        }
    }

    #[test]
    fn the_table_in_the_binary_can_be_read() {
        assert!(UsageTable::embedded().documents() > 1000);
    }
}
