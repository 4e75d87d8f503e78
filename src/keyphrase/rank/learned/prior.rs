//! The prior of words: how often a word of a candidate was a word of a keyphrase, in the labelled
//! texts that a model was taught on. It is what tells "étude" or "rôle" from words with a subject.

use rustc_hash::FxHashMap;

use crate::keyphrase::background::WordKey;

/// Log-odds of words, relative to those of all words: 0 for a word that nothing is known of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prior(FxHashMap<WordKey, f32>);

/// What the prior is counted from.
#[derive(Clone, Debug, Default)]
pub struct PriorCounts {
    /// Weight of the posts with the word in a candidate, and in a keyphrase.
    words: FxHashMap<WordKey, (f32, f32)>,
    total: (f32, f32),
}

/// A word counts as if it had been seen this often before, with the share of all words.
const SMOOTHING: f32 = 4.0;
/// Posts that must have a word before anything is said of it.
const AT_LEAST: f32 = 3.0;
/// Values are kept in these units, as bytes.
const UNITS: f32 = 24.0;
const MAGIC: &[u8; 8] = b"glanepr1";

impl PriorCounts {
    /// Counts one post: the words of its candidates, and whether each candidate is a keyphrase.
    pub fn add(&mut self, candidates: &[Vec<WordKey>], labels: &[bool], weight: f32) {
        let mut words: FxHashMap<WordKey, bool> = FxHashMap::default();
        for (candidate, &gold) in candidates.iter().zip(labels) {
            for &word in candidate {
                *words.entry(word).or_default() |= gold;
            }
        }
        for (word, gold) in words {
            let gold = if gold { weight } else { 0.0 };
            let entry = self.words.entry(word).or_default();
            *entry = (entry.0 + weight, entry.1 + gold);
            self.total = (self.total.0 + weight, self.total.1 + gold);
        }
    }

    /// What the counts say.
    pub fn prior(&self) -> Prior {
        let share = self.total.1 / self.total.0.max(1.0);
        let odds = |share: f32| (share / (1.0 - share).max(1e-3)).max(1e-3).ln();
        let words = self
            .words
            .iter()
            .filter(|(_, (seen, _))| *seen >= AT_LEAST)
            .map(|(&word, (seen, gold))| {
                let smoothed = (gold + SMOOTHING * share) / (seen + SMOOTHING);
                let value = odds(smoothed) - odds(share);
                (word, (value * UNITS).round().clamp(-127.0, 127.0) / UNITS)
            })
            .collect();
        Prior(words)
    }
}

impl Prior {
    /// The log-odds of a word.
    pub fn of(&self, word: WordKey) -> f32 {
        self.0.get(&word).copied().unwrap_or(0.0)
    }

    /// The prior as bytes: magic, then for each word, in order, its key and its value.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut words: Vec<(WordKey, f32)> = self.0.iter().map(|(&word, &value)| (word, value)).collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        let mut bytes = MAGIC.to_vec();
        for (word, value) in words {
            bytes.extend(word.0.to_le_bytes());
            bytes.push(((value * UNITS).round() as i8).cast_unsigned());
        }
        bytes
    }

    /// A prior as [`to_bytes`](Self::to_bytes) writes it; `None` when it is not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (words, rest) = bytes.strip_prefix(MAGIC)?.as_chunks::<9>();
        let read = |&[key @ .., value]: &[u8; 9]| {
            (WordKey(u64::from_le_bytes(key)), f32::from(value.cast_signed()) / UNITS)
        };
        rest.is_empty().then(|| Self(words.iter().map(read).collect()))
    }
}
