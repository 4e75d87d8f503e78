//! A filter of keys: it says quickly that none of the keys of a form is in a set. Most forms of a text are no words of the
//! phrases that are looked for.

use super::background::WordKey;
use super::word_facts::WordFacts;

/// Which hashes of keys a set has, one bit each.
#[derive(Clone, Debug)]
pub(super) struct KeyFilter {
    bits: [u64; WORDS],
}

const WORDS: usize = 64;
/// Bits of a hash.
const HASH_BITS: u32 = 12;
/// Keys that a sketch has room for.
const ROOM: usize = 7;

/// The hashes of the keys of a form.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct KeySketch {
    hashes: [u16; ROOM],
    /// How many there are; more than there is room for where the filter cannot say anything.
    count: u8,
}

/// The upper bits of a key, which is a hash itself.
fn hash(key: WordKey) -> u16 {
    (key.0 >> (u64::BITS - HASH_BITS)) as u16
}

impl Default for KeyFilter {
    fn default() -> Self {
        Self { bits: [0; WORDS] }
    }
}

impl KeyFilter {
    /// Adds a key.
    pub(super) fn add(&mut self, key: WordKey) {
        let hash = hash(key);
        self.bits[usize::from(hash / 64) % WORDS] |= 1 << (hash % 64);
    }

    /// Removes all keys.
    pub(super) fn clear(&mut self) {
        self.bits = [0; WORDS];
    }

    /// Whether a form with these keys may have one of the set, or is a determiner.
    #[inline]
    pub(super) fn may_have(&self, sketch: &KeySketch) -> bool {
        let Some(hashes) = sketch.hashes.get(..usize::from(sketch.count)) else { return true };
        hashes.iter().any(|&hash| self.bits[usize::from(hash / 64) % WORDS] >> (hash % 64) & 1 != 0)
    }
}

impl KeySketch {
    /// The sketch of the facts of a form.
    pub(super) fn of(facts: &WordFacts) -> Self {
        let mut sketch = Self::default();
        let keys = facts.keys.iter().chain(facts.parts.iter().flatten()).chain([&facts.joined]);
        for &key in keys {
            match sketch.hashes.get_mut(usize::from(sketch.count)) {
                Some(slot) => *slot = hash(key),
                None => return Self::UNKNOWN,
            }
            sketch.count += 1;
        }
        if facts.determiner { Self::UNKNOWN } else { sketch }
    }

    /// That of a form of which the filter says nothing.
    const UNKNOWN: Self = Self { hashes: [0; ROOM], count: u8::MAX };
}
