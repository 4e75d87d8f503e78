//! The prior: how often a word of a candidate was a word of a keyphrase, and a candidate itself a
//! keyphrase, in the labelled texts that a model was trained on. It is what tells "étude" or "rôle" from
//! words with a subject, and knows a subject that people label by again and again (the keyphrase
//! frequency of KEA; Frank et al. 1999, "Domain-specific keyphrase extraction").
//!
//! Kinds of text are counted apart and weighted equally, so that a thousand abstracts of theses do not outweigh
//! a hundred posts.

use rustc_hash::FxHashMap;

use crate::keyphrase::background::{PhraseKey, WordKey};

/// Log-odds of words and phrases, relative to those of all words and all phrases: 0 for one that nothing
/// is known of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prior {
    words: FxHashMap<WordKey, f32>,
    phrases: FxHashMap<PhraseKey, f32>,
}

/// What a prior is counted from: the texts of one kind.
#[derive(Clone, Debug, Default)]
pub struct PriorCounts {
    words: Counts<WordKey>,
    phrases: Counts<PhraseKey>,
}

/// For each word or phrase, the weight of the posts that have it, and of those where it is gold.
#[derive(Clone, Debug)]
struct Counts<K> {
    each: FxHashMap<K, (f32, f32)>,
    total: (f32, f32),
}

impl<K> Default for Counts<K> {
    fn default() -> Self {
        Self { each: FxHashMap::default(), total: (0.0, 0.0) }
    }
}

/// A word counts as if it had been seen this often before, with the share of all words.
const WORD_SMOOTHING: f32 = 4.0;
/// The same for phrases, fewer of which are gold.
const PHRASE_SMOOTHING: f32 = 3.0;
/// Posts that must have a word or phrase before anything is said of it. A phrase is also known that was
/// gold in [`GOLD_AT_LEAST`]: never from one post alone.
const AT_LEAST: f32 = 3.0;
const GOLD_AT_LEAST: f32 = 2.0;
/// Posts with a word or phrase after which a kind of text knows half of what it can know of it.
const HALF_KNOWN: f32 = 6.0;
/// What is said against every saying: the weight of a kind that says nothing.
const DOUBT: f32 = 0.3;
/// Values are kept in these units, as bytes.
const UNITS: f32 = 24.0;
const MAGIC: &[u8; 8] = b"glanepr2";
const ENTRY: usize = 9;

impl PriorCounts {
    /// Counts one post: its candidates by their words, and whether each is a keyphrase. `weight` is how
    /// many posts it stands for.
    pub fn add(&mut self, candidates: &[Vec<WordKey>], labels: &[bool], weight: f32) {
        let mut words: FxHashMap<WordKey, bool> = FxHashMap::default();
        let mut phrases: FxHashMap<PhraseKey, bool> = FxHashMap::default();
        for (candidate, &gold) in candidates.iter().zip(labels) {
            for &word in candidate {
                *words.entry(word).or_default() |= gold;
            }
            *phrases.entry(PhraseKey::of(candidate)).or_default() |= gold;
        }
        self.words.add(words, weight);
        self.phrases.add(phrases, weight);
    }

    /// What the counts say to one who knows `before`: a word or phrase counts as if it had been seen in
    /// `smoothing` posts more, as often gold there as `before` has it.
    pub fn prior_upon(&self, before: &Prior, smoothing: f32) -> Prior {
        let mut prior = before.clone();
        self.words.update(&mut prior.words, smoothing);
        self.phrases.update(&mut prior.phrases, smoothing);
        prior
    }
}

impl<K: Copy + Eq + std::hash::Hash> Counts<K> {
    fn add(&mut self, post: FxHashMap<K, bool>, weight: f32) {
        for (key, gold) in post {
            let gold = if gold { weight } else { 0.0 };
            let entry = self.each.entry(key).or_default();
            *entry = (entry.0 + weight, entry.1 + gold);
            self.total = (self.total.0 + weight, self.total.1 + gold);
        }
    }

    /// How much more often than others a key is gold, in log-odds, and how far that is known: 0..1.
    fn say(&self, key: K, smoothing: f32) -> (f32, f32) {
        let Some((seen, gold)) = self.each.get(&key) else { return (0.0, 0.0) };
        let share = self.share();
        let smoothed = (gold + smoothing * share) / (seen + smoothing);
        (odds(smoothed) - odds(share), seen / (seen + HALF_KNOWN))
    }

    /// What the kind adds to the sums of a key.
    fn terms(&self, key: K, smoothing: f32) -> [f64; 4] {
        let (seen, gold) = self.each.get(&key).copied().unwrap_or_default();
        let (value, weight) = self.say(key, smoothing);
        [seen, gold, weight * value, weight].map(f64::from)
    }

    fn sum_up(&self, sums: &mut Sums<K>, smoothing: f32) {
        for &key in self.each.keys() {
            let entry = sums.entry(key).or_default();
            for (sum, term) in entry.iter_mut().zip(self.terms(key, smoothing)) {
                *sum += term;
            }
        }
    }

    /// Brings log-odds up to date with the counts.
    fn update(&self, known: &mut FxHashMap<K, f32>, smoothing: f32) {
        let share = self.share();
        for (&key, (seen, gold)) in &self.each {
            let before = known.get(&key).copied().unwrap_or(0.0);
            let expected = 1.0 / (1.0 + (-(odds(share) + before)).exp());
            let smoothed = (gold + smoothing * expected) / (seen + smoothing);
            let value = in_units(odds(smoothed) - odds(share));
            if value != 0.0 || before != 0.0 {
                known.insert(key, value);
            }
        }
    }

    /// How often a key is gold.
    fn share(&self) -> f32 {
        self.total.1 / self.total.0.max(1.0)
    }
}

/// The logarithm of the odds of a share.
fn odds(share: f32) -> f32 {
    (share / (1.0 - share).max(1e-3)).max(1e-3).ln()
}

/// A value as it is kept.
fn in_units(value: f32) -> f32 {
    (value * UNITS).round().clamp(-127.0, 127.0) / UNITS
}

/// The sums over some kinds of text that a prior is a mean of, from which one kind can be taken out again.
#[derive(Clone, Debug)]
pub struct PriorSums {
    words: Sums<WordKey>,
    phrases: Sums<PhraseKey>,
}

/// For each key: the posts with it, those where it is gold, the weighted sum of the log-odds of the kinds, and the
/// sum of the weights.
type Sums<K> = FxHashMap<K, [f64; 4]>;

impl PriorSums {
    /// The sums over some kinds.
    pub fn of(kinds: &[&PriorCounts]) -> Self {
        let mut sums = Self { words: FxHashMap::default(), phrases: FxHashMap::default() };
        for kind in kinds {
            kind.words.sum_up(&mut sums.words, WORD_SMOOTHING);
            kind.phrases.sum_up(&mut sums.phrases, PHRASE_SMOOTHING);
        }
        sums
    }

    /// The prior of all kinds, or of all but one.
    pub fn prior(&self, without: Option<&PriorCounts>) -> Prior {
        let is_known_word = |seen: f64, _: f64| seen >= f64::from(AT_LEAST);
        let is_known_phrase =
            |seen: f64, gold: f64| seen >= f64::from(AT_LEAST) || gold >= f64::from(GOLD_AT_LEAST);
        Prior {
            words: mean(&self.words, without.map(|kind| &kind.words), WORD_SMOOTHING, is_known_word),
            phrases: mean(
                &self.phrases,
                without.map(|kind| &kind.phrases),
                PHRASE_SMOOTHING,
                is_known_phrase,
            ),
        }
    }
}

/// The mean of the kinds for each key that is known, in which a kind weighs as far as it knows the key.
fn mean<K: Copy + Eq + std::hash::Hash>(
    sums: &Sums<K>,
    without: Option<&Counts<K>>,
    smoothing: f32,
    is_known: impl Fn(f64, f64) -> bool,
) -> FxHashMap<K, f32> {
    let of_key = |(&key, sums): (&K, &[f64; 4])| {
        let own = without.map_or([0.0; 4], |kind| kind.terms(key, smoothing));
        let [seen, gold, sum, weight] = std::array::from_fn(|at| sums[at] - own[at]);
        is_known(seen + 1e-6, gold + 1e-6)
            .then(|| (key, in_units((sum / (weight + f64::from(DOUBT))) as f32)))
            .filter(|(_, value)| *value != 0.0)
    };
    sums.iter().filter_map(of_key).collect()
}

impl Prior {
    /// What the counts of some kinds of text say together.
    pub fn of_kinds(kinds: &[PriorCounts]) -> Self {
        PriorSums::of(&kinds.iter().collect::<Vec<_>>()).prior(None)
    }

    /// The log-odds of a word.
    pub fn of(&self, word: WordKey) -> f32 {
        self.words.get(&word).copied().unwrap_or(0.0)
    }

    /// The log-odds of a phrase.
    pub fn of_phrase(&self, phrase: PhraseKey) -> f32 {
        self.phrases.get(&phrase).copied().unwrap_or(0.0)
    }

    /// The prior as bytes: magic, the number of words (u32, little-endian), then for each word and each
    /// phrase, in order, its key and its value.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut words: Vec<(u64, f32)> = self.words.iter().map(|(word, &value)| (word.0, value)).collect();
        let mut phrases: Vec<(u64, f32)> =
            self.phrases.iter().map(|(phrase, &value)| (phrase.0, value)).collect();
        let mut bytes = MAGIC.to_vec();
        bytes.extend((words.len() as u32).to_le_bytes());
        for entries in [&mut words, &mut phrases] {
            entries.sort_unstable_by_key(|(key, _)| *key);
            for (key, value) in entries {
                bytes.extend(key.to_le_bytes());
                bytes.push(((*value * UNITS).round() as i8).cast_unsigned());
            }
        }
        bytes
    }

    /// A prior as [`to_bytes`](Self::to_bytes) writes it; `None` when it is not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (count, entries) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
        let (entries, rest) = entries.as_chunks::<ENTRY>();
        let (words, phrases) = entries.split_at_checked(u32::from_le_bytes(*count) as usize)?;
        let read = |&[key @ .., value]: &[u8; ENTRY]| {
            (u64::from_le_bytes(key), f32::from(value.cast_signed()) / UNITS)
        };
        rest.is_empty().then(|| Self {
            words: words.iter().map(read).map(|(key, value)| (WordKey(key), value)).collect(),
            phrases: phrases.iter().map(read).map(|(key, value)| (PhraseKey(key), value)).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prior_written_and_read_is_the_same() {
        let [a, b] = ["réseau", "chose"].map(WordKey::of);
        let mut counts = PriorCounts::default();
        for _ in 0..5 {
            counts.add(&[vec![a], vec![a, b], vec![b]], &[true, false, false], 1.0);
        }
        let prior = Prior::of_kinds(&[counts]);
        assert!(prior.of(a) > 0.0 && prior.of(b) < 0.0);
        assert!(prior.of_phrase(PhraseKey::of(&[a])) > prior.of_phrase(PhraseKey::of(&[a, b])));
        assert_eq!(Prior::from_bytes(&prior.to_bytes()), Some(prior));
        assert_eq!(Prior::from_bytes(b"glanepr1"), None);
    }

    #[test]
    fn a_large_kind_does_not_outvote_a_small_one() {
        let [a, b] = ["réseau", "chose"].map(WordKey::of);
        let candidates = [vec![a], vec![b]];
        let mut kinds = [PriorCounts::default(), PriorCounts::default()];
        let mut thrown_together = PriorCounts::default();
        for number in 0..1100 {
            let is_small = number >= 1000;
            kinds[usize::from(is_small)].add(&candidates, &[is_small, !is_small], 1.0);
            thrown_together.add(&candidates, &[is_small, !is_small], 1.0);
        }
        let [apart, together] = [Prior::of_kinds(&kinds), Prior::of_kinds(&[thrown_together])];
        assert!(apart.of(a) > together.of(a) + 0.5, "{} {}", apart.of(a), together.of(a));
        assert!(apart.of(b) < together.of(b) - 0.5, "{} {}", apart.of(b), together.of(b));
    }

    #[test]
    fn what_is_known_before_gives_way_to_many_posts() {
        let [a, b, c] = ["réseau", "chose", "levain"].map(WordKey::of);
        let count = |posts: usize, gold: [bool; 2]| {
            let mut counts = PriorCounts::default();
            (0..posts).for_each(|_| counts.add(&[vec![a], vec![b]], &gold, 1.0));
            counts
        };
        let before = Prior::of_kinds(&[count(50, [true, false])]);
        let [few, many] = [1, 500].map(|posts| count(posts, [false, true]).prior_upon(&before, 3.0));
        assert!(before.of(a) > few.of(a) && few.of(a) > many.of(a) && many.of(a) < 0.0);
        assert!(before.of(b) < few.of(b) && few.of(b) < many.of(b) && many.of(b) > 0.0);
        assert!(many.of(c).abs() < 1e-6);
    }

    #[test]
    fn one_post_alone_teaches_nothing() {
        let mut counts = PriorCounts::default();
        counts.add(&[vec![WordKey::of("réseau")]], &[true], 1.0);
        assert_eq!(Prior::of_kinds(&[counts]), Prior::default());
    }
}
