//! Words and phrases as 64-bit numbers made of the match keys of their lemmas: the same on every machine and in every
//! version of a table.

use crate::text::fnv1a;

/// A word as a number: the hash of the match key of its lemma.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordKey(pub u64);

/// A phrase as a number: the hash of the keys of its words, in their order. Articles have no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhraseKey(pub u64);

impl WordKey {
    /// The key of a lemma, given by its match key (see [`match_key`](crate::text::match_key)).
    pub fn of(match_key: &str) -> Self {
        Self(finish(fnv1a([match_key.as_bytes()])))
    }

    /// The number under which a table counts the word by itself, whatever phrase it stands in.
    pub(super) fn alone(self) -> u64 {
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
pub(super) fn finish(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}
