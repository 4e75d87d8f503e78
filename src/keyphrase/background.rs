//! The background: in how many texts of general French a word or a phrase stands.
//!
//! Words and phrases are known by a 64-bit number made of the bare forms of their lemmas
//! ([`WordKey`], [`PhraseKey`]), the same on every machine and in every version of the table.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

/// The number of a word: of the bare form of its lemma.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordKey(pub u64);

/// The number of a phrase: of its words' keys in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhraseKey(pub u64);

impl WordKey {
    /// The key of a bare form (FNV-1a, 64 bits, finished with a multiply and a shift).
    pub fn of(bare: &str) -> Self {
        let hash = bare.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        Self(finish(hash))
    }

    /// The number under which a table counts the word by itself, whatever phrase it stands in.
    fn alone(self) -> u64 {
        finish(self.0 ^ 0x5bd1_e995_97f4_a7c5)
    }
}

impl PhraseKey {
    /// The key of no words, to be extended.
    pub const EMPTY: Self = Self(0x9e37_79b9_7f4a_7c15);

    /// The key of these words in their order.
    pub fn of(words: &[WordKey]) -> Self {
        words.iter().fold(Self::EMPTY, |key, &word| key.with(word))
    }

    /// The key of this phrase with one more word at its end.
    #[must_use]
    pub fn with(self, word: WordKey) -> Self {
        Self(finish(self.0.rotate_left(23) ^ word.0))
    }
}

/// Spreads every bit over all of them (the finishing step of `MurmurHash3`).
fn finish(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Document frequencies of words and phrases in some collection of French texts.
#[derive(Clone, Debug)]
pub struct Background {
    documents: u32,
    table: Table,
}

#[derive(Clone, Debug)]
enum Table {
    /// Counted in this process.
    Counted(FxHashMap<u64, u32>),
    /// Slots of a table that was written before.
    Written(Cow<'static, [[u8; SLOT]]>),
}

/// A slot: the upper 32 bits of the number, then the document frequency; frequency 0 is an empty slot.
const SLOT: usize = 6;
const HEAD: usize = 16;
const MAGIC: &[u8; 8] = b"glanebg1";

impl Default for Background {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Background {
    /// The background in the binary; `tables/background.txt` says what was counted.
    pub fn embedded() -> Self {
        let bytes = include_bytes!("tables/background.bin");
        parse(bytes).map_or_else(Self::counting, |(documents, slots)| Self {
            documents,
            table: Table::Written(Cow::Borrowed(slots)),
        })
    }

    /// A background that has counted nothing yet.
    pub fn counting() -> Self {
        Self { documents: 0, table: Table::Counted(FxHashMap::default()) }
    }

    /// A table as [`to_bytes`](Self::to_bytes) writes it; `None` when it is not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (documents, slots) = parse(bytes)?;
        Some(Self { documents, table: Table::Written(Cow::Owned(slots.to_vec())) })
    }

    /// The number of texts that were counted.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// Counts one text: its words and its phrases, each once.
    pub fn add(
        &mut self,
        words: impl IntoIterator<Item = WordKey>,
        phrases: impl IntoIterator<Item = PhraseKey>,
    ) {
        let Table::Counted(counts) = &mut self.table else { return };
        self.documents += 1;
        let mut numbers: Vec<u64> = words.into_iter().map(WordKey::alone).collect();
        numbers.extend(phrases.into_iter().map(|phrase| phrase.0));
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            *counts.entry(number).or_default() += 1;
        }
    }

    /// In how many texts a word stands.
    pub fn word(&self, word: WordKey) -> u32 {
        self.get(word.alone())
    }

    /// In how many texts a phrase stands.
    pub fn phrase(&self, phrase: PhraseKey) -> u32 {
        self.get(phrase.0)
    }

    /// Inverse document frequency of a frequency: ln((N + 1) / (df + 1)), 0 or more.
    pub fn idf(&self, frequency: u32) -> f64 {
        (f64::from(self.documents + 1) / f64::from(frequency.min(self.documents) + 1)).ln()
    }

    fn get(&self, number: u64) -> u32 {
        match &self.table {
            Table::Counted(counts) => counts.get(&number).copied().unwrap_or(0),
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

    /// The table as bytes, without what stands in fewer than `at_least` texts: a head (magic,
    /// number of texts, four bytes of nothing), then an open-addressed table of 6-byte slots.
    pub fn to_bytes(&self, at_least: u32) -> Vec<u8> {
        let Table::Counted(counts) = &self.table else { return Vec::new() };
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
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.documents.to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend(slots.as_flattened());
        bytes
    }
}

/// The number of texts and the slots of a written table.
fn parse(bytes: &[u8]) -> Option<(u32, &[[u8; SLOT]])> {
    let (head, slots) = bytes.split_at_checked(HEAD)?;
    let documents = u32::from_le_bytes(head.get(8..12)?.try_into().ok()?);
    let (slots, rest) = slots.as_chunks::<SLOT>();
    let valid = head.starts_with(MAGIC) && rest.is_empty() && slots.len().is_power_of_two();
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
            counted.add(words.iter().copied().step_by(text), phrases.step_by(text));
        }
        let read = Background::from_bytes(&counted.to_bytes(1)).expect("a table");
        assert_eq!(read.documents(), 20);
        for pair in words.windows(2) {
            let phrase = PhraseKey::EMPTY.with(pair[0]).with(pair[1]);
            assert_eq!(read.word(pair[0]), counted.word(pair[0]));
            assert_eq!(read.phrase(phrase), counted.phrase(phrase));
        }
        assert_eq!(read.word(WordKey::of("absent")), 0);
    }

    #[test]
    fn bytes_of_another_kind_are_no_table() {
        assert!(Background::from_bytes(b"").is_none());
        assert!(Background::from_bytes(b"glanebg1aaaabbbbccc").is_none());
    }

    #[test]
    fn order_counts_in_a_phrase() {
        let (a, b) = (WordKey::of("a"), WordKey::of("b"));
        assert_ne!(PhraseKey::EMPTY.with(a).with(b), PhraseKey::EMPTY.with(b).with(a));
    }
}
