//! The background: document frequencies of words and phrases in texts of general French, and the two formats in which
//! they are stored.
//!
//! Words and phrases are identified by 64-bit hashes of the match keys of their lemmas ([`WordKey`], [`PhraseKey`]),
//! the same on every machine and in every version of the table. Counting the words of a post is left to the extractor.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::usage::UsageTable;
use crate::text::fnv1a;

pub use super::phrase_key::{PhraseKey, WordKey};

/// Document frequencies of words and phrases in a collection of French texts: the background of a ranking.
///
/// The embedded one is the default; [`BackgroundCounter`](crate::BackgroundCounter) counts another one from posts, and
/// [`AnalyzerBuilder::background`](crate::AnalyzerBuilder::background) takes it.
#[derive(Clone, Debug)]
pub struct Background {
    documents: u32,
    table: Table,
}

#[derive(Clone, Debug)]
enum Table {
    /// Counted in this process.
    Counted(FxHashMap<u64, u32>),
    /// The slots of a stored table.
    Written(Cow<'static, [[u8; SLOT]]>),
    /// The document frequencies of a table of usage.
    Usage(Arc<UsageTable>),
}

/// A slot: the upper 32 bits of the number, then the document frequency; frequency 0 is an empty slot.
const SLOT: usize = 6;
const HEAD: usize = 16;
/// The texts of which one is added to every document frequency.
const SMOOTHING: f64 = 4000.0;
const MAGIC: [u8; 8] = *b"glanebg3";
/// The first bytes of counts that can be merged.
const COUNTS_MAGIC: [u8; 8] = *b"glanebg4";
/// The first bytes of both in versions without a checksum.
const OLD_MAGICS: [&[u8; 8]; 2] = [b"glanebg1", b"glanebg2"];
const COUNT: usize = 12;

/// Why a background cannot be read or merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BackgroundError {
    /// The bytes are another kind of file.
    #[error("not a background file: give a file that a background was written to")]
    NotABackground,
    /// Another version of Glane wrote the bytes.
    #[error("another version of glane wrote this background: build it again")]
    OtherVersion,
    /// The bytes are cut short, or were changed.
    #[error("this background is damaged: copy it again, or build it again")]
    Damaged,
    /// A background keeps no counts that can be added up: only one counted in this process or read from
    /// [`Background::to_counts`] does.
    #[error(
        "this background has no counts that can be merged: build it from posts, and keep its counts to merge it later"
    )]
    NotMergeable,
}

impl Default for Background {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Background {
    /// The background in the binary; `tables/usage.txt` says what was counted.
    pub fn embedded() -> Self {
        Self::from_usage(Arc::new(UsageTable::embedded()))
    }

    /// The document frequencies of a table of usage.
    #[cfg(feature = "internals")]
    pub fn of_usage(usage: Arc<UsageTable>) -> Self {
        Self::from_usage(usage)
    }

    /// The document frequencies of a table of usage.
    pub(super) fn from_usage(usage: Arc<UsageTable>) -> Self {
        Self { documents: usage.documents(), table: Table::Usage(usage) }
    }

    /// A background that has counted nothing yet.
    pub fn counting() -> Self {
        Self { documents: 0, table: Table::Counted(FxHashMap::default()) }
    }

    /// A background as [`to_bytes`](Self::to_bytes) or [`to_counts`](Self::to_counts) writes it; only what
    /// `to_counts` wrote can be merged again.
    ///
    /// # Errors
    ///
    /// [`BackgroundError::NotABackground`] for bytes of another kind, [`BackgroundError::OtherVersion`] for a file of
    /// another version, [`BackgroundError::Damaged`] for bytes that were cut short or changed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BackgroundError> {
        if bytes.starts_with(&COUNTS_MAGIC) {
            return parse_counts(bytes).ok_or(BackgroundError::Damaged);
        }
        if OLD_MAGICS.iter().any(|&magic| bytes.starts_with(magic)) {
            return Err(BackgroundError::OtherVersion);
        }
        if !bytes.starts_with(&MAGIC) {
            return Err(BackgroundError::NotABackground);
        }
        let (documents, slots) = parse(bytes).ok_or(BackgroundError::Damaged)?;
        Ok(Self { documents, table: Table::Written(Cow::Owned(slots.to_vec())) })
    }

    /// A hash of the contents.
    pub(super) fn digest(&self) -> u64 {
        let documents = self.documents.to_le_bytes();
        match &self.table {
            Table::Counted(counts) => fnv1a([self.write_counts(counts).as_slice()]),
            Table::Written(slots) => fnv1a([&documents, slots.as_flattened()]),
            Table::Usage(usage) => fnv1a([usage.bytes()]),
        }
    }

    /// The number of texts that were counted.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// Counts one text: its words and its phrases, each once.
    ///
    /// # Errors
    ///
    /// [`BackgroundError::NotMergeable`], and nothing is counted, in the background in the binary or one that was read
    /// from [`to_bytes`](Self::to_bytes).
    pub fn add(
        &mut self,
        words: impl IntoIterator<Item = WordKey>,
        phrases: impl IntoIterator<Item = PhraseKey>,
    ) -> Result<(), BackgroundError> {
        let Table::Counted(counts) = &mut self.table else { return Err(BackgroundError::NotMergeable) };
        self.documents = self.documents.saturating_add(1);
        let mut numbers: Vec<u64> = words.into_iter().map(WordKey::alone).collect();
        numbers.extend(phrases.into_iter().map(|phrase| phrase.0));
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            let count = counts.entry(number).or_default();
            *count = count.saturating_add(1);
        }
        Ok(())
    }

    /// Adds what another background counted, as if its texts had been counted here. The order in which
    /// backgrounds are merged does not matter.
    ///
    /// # Errors
    ///
    /// [`BackgroundError::NotMergeable`], and nothing is added, when one of the two is the background in the binary
    /// or was read from [`to_bytes`](Self::to_bytes).
    ///
    /// ```
    /// use glane::keyphrase::{Background, BackgroundError, WordKey};
    ///
    /// let (mut one, mut two) = (Background::counting(), Background::counting());
    /// one.add([WordKey::of("velo")], [])?;
    /// two.add([WordKey::of("velo"), WordKey::of("pain")], [])?;
    /// one.merge(&two)?;
    /// assert_eq!((one.documents(), one.word(WordKey::of("velo"))), (2, 2));
    /// assert_eq!(one.merge(&Background::embedded()), Err(BackgroundError::NotMergeable));
    /// # Ok::<(), BackgroundError>(())
    /// ```
    pub fn merge(&mut self, other: &Self) -> Result<(), BackgroundError> {
        let (Table::Counted(counts), Table::Counted(others)) = (&mut self.table, &other.table) else {
            return Err(BackgroundError::NotMergeable);
        };
        self.documents = self.documents.saturating_add(other.documents);
        for (&number, &count) in others {
            let sum = counts.entry(number).or_default();
            *sum = sum.saturating_add(count);
        }
        Ok(())
    }

    /// Whether its document frequencies are those of this table of usage.
    pub(super) fn is_of(&self, usage: &UsageTable) -> bool {
        matches!(&self.table, Table::Usage(own) if std::ptr::eq(Arc::as_ptr(own), usage))
    }

    /// The document frequency of a word: the number of texts with it, 0 for an unknown word.
    pub fn word(&self, word: WordKey) -> u32 {
        self.get(word.alone())
    }

    /// The document frequency of a phrase: the number of texts with it, 0 for an unknown phrase.
    pub fn phrase(&self, phrase: PhraseKey) -> u32 {
        self.get(phrase.0)
    }

    /// The inverse document frequency of a document frequency: ln((N + s) / (df + s)), 0 or more; s is one text in 4,000, and 1 at
    /// least. Without s, what no text has would weigh the more the larger the background is, and what a post says
    /// once would come before what it repeats.
    pub fn idf(&self, frequency: u32) -> f64 {
        let smoothing = (f64::from(self.documents) / SMOOTHING).max(1.0);
        ((f64::from(self.documents) + smoothing) / (f64::from(frequency.min(self.documents)) + smoothing))
            .ln()
    }

    fn get(&self, number: u64) -> u32 {
        match &self.table {
            Table::Counted(counts) => counts.get(&number).copied().unwrap_or(0),
            Table::Usage(usage) => usage.get(number).documents,
            Table::Written(slots) => {
                let (mask, check) = (slots.len() - 1, (number >> 32) as u32);
                let mut at = number as usize & mask;
                loop {
                    let [a, b, c, d, low, high] = slots[at];
                    let frequency = u16::from_le_bytes([low, high]);
                    if frequency == 0 || u32::from_le_bytes([a, b, c, d]) == check {
                        return u32::from(frequency);
                    }
                    at = (at + 1) & mask;
                }
            }
        }
    }

    /// The table as bytes, without the words and phrases of fewer than `at_least` texts: a head (magic,
    /// number of texts, checksum), then an open-addressed table of 6-byte slots. Smaller than
    /// [`to_counts`](Self::to_counts), and what is read from it cannot be merged.
    ///
    /// # Errors
    ///
    /// [`BackgroundError::NotMergeable`] for the background in the binary and one that was read from such bytes.
    pub fn to_bytes(&self, at_least: u32) -> Result<Vec<u8>, BackgroundError> {
        let Table::Counted(counts) = &self.table else { return Err(BackgroundError::NotMergeable) };
        let mut kept: Vec<(u64, u32)> = counts
            .iter()
            .map(|(&number, &count)| (number, count))
            .filter(|(_, count)| *count >= at_least)
            .collect();
        kept.sort_unstable();
        let capacity = (kept.len() * 4 / 3 + 2).next_power_of_two();
        let mut slots = vec![[0u8; SLOT]; capacity];
        for (number, count) in kept {
            let mut at = number as usize & (capacity - 1);
            while slots[at][4..] != [0, 0] {
                at = (at + 1) & (capacity - 1);
            }
            slots[at][..4].copy_from_slice(&((number >> 32) as u32).to_le_bytes());
            slots[at][4..].copy_from_slice(&(count.min(u32::from(u16::MAX)) as u16).to_le_bytes());
        }
        Ok(with_head(MAGIC, self.documents, slots.as_flattened()))
    }
}

impl Background {
    /// All that was counted, as bytes that can be read and merged again: a head (magic, number of texts,
    /// checksum), then number and count of each word and phrase, in the order of the numbers.
    ///
    /// # Errors
    ///
    /// [`BackgroundError::NotMergeable`] for the background in the binary and one that was read from
    /// [`to_bytes`](Self::to_bytes).
    pub fn to_counts(&self) -> Result<Vec<u8>, BackgroundError> {
        match &self.table {
            Table::Counted(counts) => Ok(self.write_counts(counts)),
            Table::Written(_) | Table::Usage(_) => Err(BackgroundError::NotMergeable),
        }
    }

    fn write_counts(&self, counts: &FxHashMap<u64, u32>) -> Vec<u8> {
        let mut sorted: Vec<(u64, u32)> = counts.iter().map(|(&number, &count)| (number, count)).collect();
        sorted.sort_unstable();
        let mut bytes = Vec::with_capacity(sorted.len() * COUNT);
        for (number, count) in sorted {
            bytes.extend(number.to_le_bytes());
            bytes.extend(count.to_le_bytes());
        }
        with_head(COUNTS_MAGIC, self.documents, &bytes)
    }
}

/// What a file holds behind its head: magic, number of texts, checksum.
fn with_head(magic: [u8; 8], documents: u32, rest: &[u8]) -> Vec<u8> {
    let checksum = checksum(documents, rest).to_le_bytes();
    [magic.as_slice(), &documents.to_le_bytes(), &checksum, rest].concat()
}

/// The number of texts and what stands behind the head of a file with this magic; `None` where it is damaged.
fn without_head(magic: [u8; 8], bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (head, rest) = bytes.split_at_checked(HEAD)?;
    let (documents, written) = head.strip_prefix(&magic)?.split_first_chunk()?;
    let documents = u32::from_le_bytes(*documents);
    (checksum(documents, rest).to_le_bytes() == written).then_some((documents, rest))
}

fn checksum(documents: u32, rest: &[u8]) -> u32 {
    let hash = fnv1a([documents.to_le_bytes().as_slice(), rest]);
    (hash ^ hash >> 32) as u32
}

/// Counts as [`Background::to_counts`] writes them.
fn parse_counts(bytes: &[u8]) -> Option<Background> {
    let (documents, counts) = without_head(COUNTS_MAGIC, bytes)?;
    let (counts, rest) = counts.as_chunks::<COUNT>();
    let read = |entry: &[u8; COUNT]| {
        let (number, count) = entry.split_first_chunk()?;
        Some((u64::from_le_bytes(*number), u32::from_le_bytes(*count.first_chunk()?)))
    };
    let counted: Vec<(u64, u32)> = counts.iter().filter_map(read).collect();
    let sorted = counted.is_sorted_by(|one, two| one.0 < two.0);
    let sound = counted.iter().all(|(_, count)| (1..=documents).contains(count));
    (rest.is_empty() && sorted && sound)
        .then(|| Background { documents, table: Table::Counted(counted.into_iter().collect()) })
}

/// The number of texts and the slots of a stored table.
fn parse(bytes: &[u8]) -> Option<(u32, &[[u8; SLOT]])> {
    let (documents, slots) = without_head(MAGIC, bytes)?;
    let (slots, rest) = slots.as_chunks::<SLOT>();
    let valid = rest.is_empty() && slots.len().is_power_of_two();
    // An empty slot ends every search, so there must be one.
    let ends = slots.iter().any(|slot| slot[4..] == [0, 0]);
    (valid && ends).then_some((documents, slots))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_written_and_read_says_the_same() {
        let mut counted = Background::counting();
        let words: Vec<WordKey> = (0..500).map(|n| WordKey::of(&format!("mot{n}"))).collect();
        for text in 1..=20usize {
            let phrases = words.windows(2).map(|pair| PhraseKey::EMPTY.with(pair[0]).with(pair[1]));
            counted
                .add(words.iter().copied().step_by(text), phrases.step_by(text))
                .expect("a background that counts");
        }
        let bytes = counted.to_bytes(1).expect("a background that counts");
        let read = Background::from_bytes(&bytes).expect("a table");
        assert_eq!(read.documents(), 20);
        for pair in words.windows(2) {
            let phrase = PhraseKey::EMPTY.with(pair[0]).with(pair[1]);
            assert_eq!(read.word(pair[0]), counted.word(pair[0]));
            assert_eq!(read.phrase(phrase), counted.phrase(phrase));
        }
        assert_eq!(read.word(WordKey::of("absent")), 0);
    }

    #[test]
    fn counts_merge_to_the_same_bytes_in_any_order() {
        let part = |from: usize| {
            let mut part = Background::counting();
            for text in from..from + 5 {
                let words = (0..=text).map(|n| WordKey::of(&format!("mot{n}")));
                part.add(words, []).expect("a background that counts");
            }
            Background::from_bytes(&part.to_counts().expect("counts")).expect("counts")
        };
        let merged = |order: [usize; 3]| {
            let mut all = Background::counting();
            assert!(order.iter().all(|&from| all.merge(&part(from)).is_ok()));
            all.to_counts().expect("counts")
        };
        assert_eq!(merged([0, 5, 10]), merged([10, 0, 5]));
        let all = Background::from_bytes(&merged([5, 10, 0])).expect("counts");
        assert_eq!((all.documents(), all.word(WordKey::of("mot0"))), (15, 15));
        let mut cut = merged([0, 5, 10]);
        cut.pop();
        assert_eq!(Background::from_bytes(&cut).err(), Some(BackgroundError::Damaged));
    }

    #[test]
    fn any_changed_bit_of_a_file_is_noticed() {
        let mut counted = Background::counting();
        counted.add((0..40).map(|n| WordKey::of(&format!("mot{n}"))), []).expect("a background that counts");
        for sound in
            [counted.to_bytes(1), counted.to_counts()].map(|bytes| bytes.expect("a background that counts"))
        {
            assert!(Background::from_bytes(&sound).is_ok());
            for bit in 0..sound.len() * 8 {
                let mut damaged = sound.clone();
                damaged[bit / 8] ^= 1 << (bit % 8);
                assert!(Background::from_bytes(&damaged).is_err(), "bit {bit}");
            }
        }
    }

    #[test]
    fn counts_end_at_the_greatest_number_and_do_not_wrap() {
        let mut counted = Background {
            documents: u32::MAX - 1,
            table: Table::Counted(FxHashMap::from_iter([(WordKey::of("mot").alone(), u32::MAX - 1)])),
        };
        for _ in 0..3 {
            counted.add([WordKey::of("mot")], []).expect("a background that counts");
        }
        assert_eq!((counted.documents(), counted.word(WordKey::of("mot"))), (u32::MAX, u32::MAX));
        assert!(counted.idf(0) > 8.0 && counted.idf(u32::MAX) == 0.0);
        let read = Background::from_bytes(&counted.to_counts().expect("counts")).expect("counts");
        assert_eq!((read.documents(), read.word(WordKey::of("mot"))), (u32::MAX, u32::MAX));
    }

    #[test]
    fn bytes_of_another_kind_are_no_table() {
        assert_eq!(Background::from_bytes(b"").err(), Some(BackgroundError::NotABackground));
        assert_eq!(Background::from_bytes(b"glane ranker").err(), Some(BackgroundError::NotABackground));
        assert_eq!(Background::from_bytes(b"glanebg3aaaabbbbccc").err(), Some(BackgroundError::Damaged));
    }

    #[test]
    fn order_counts_in_a_phrase() {
        let (a, b) = (WordKey::of("a"), WordKey::of("b"));
        assert_ne!(PhraseKey::EMPTY.with(a).with(b), PhraseKey::EMPTY.with(b).with(a));
    }
}
