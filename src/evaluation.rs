//! Evaluation: predicted keyphrases against gold ones, as the keyphrase literature does it.
//!
//! A prediction matches a gold keyphrase when their words are equal after NFC, lower-casing,
//! splitting at everything except letters and digits, and stemming with today's Snowball for
//! French. Predictions that are equal after that count once, at their best rank. Per document,
//! precision is matched / min(k, number predicted), recall matched / number of gold keyphrases, F1
//! their harmonic mean; a document without a prediction scores 0. Figures are means over documents
//! (macro averages), in per cent.

mod graded;

use std::collections::HashMap;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use waken_snowball::{Algorithm, stem};

pub use graded::{GradedGold, GradedScores, Relations};

/// The cut-offs at which lists are scored.
pub const CUTOFFS: [usize; 3] = [5, 10, 15];

/// A document with its gold keyphrases, as a line of JSON has it: `id`, `title`, `text`, `keyphrases` and `grades`.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct GoldDocument {
    /// The identifier of the document.
    pub id: String,
    /// The title, or an empty string.
    #[serde(default)]
    pub title: String,
    /// The text.
    pub text: String,
    /// The gold keyphrases: each a string, or a list of alternatives any of which matches.
    #[serde(deserialize_with = "alternatives")]
    pub keyphrases: Vec<Vec<String>>,
    /// The grade of each keyphrase, 1 to 3, where the gold is graded; empty where it is not.
    #[serde(default)]
    pub grades: Vec<u8>,
}

fn alternatives<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<String>>, D::Error> {
    let items = Vec::<Value>::deserialize(deserializer)?;
    let text = |value: Value| match value {
        Value::String(text) => Some(text),
        _ => None,
    };
    Ok(items
        .into_iter()
        .map(|item| match item {
            Value::Array(variants) => variants.into_iter().filter_map(text).collect(),
            single => text(single).into_iter().collect(),
        })
        .collect())
}

/// The scores of one list, or their means over many; each in per cent, 0..=100.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Scores {
    /// Share of the predictions that are gold.
    pub precision: f64,
    /// Share of the gold keyphrases that were predicted.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
}

/// The stems of the words of a phrase, in order.
pub type Key = Vec<String>;

/// Compares predicted keyphrases with gold ones. Keeps the stems of the words met before.
///
/// ```
/// use glane::evaluation::{CUTOFFS, GoldDocument, Scorer};
///
/// let line = r#"{"id": "1", "text": "…", "keyphrases": ["jardin partagé", ["compost", "compostage"]]}"#;
/// let gold: GoldDocument = serde_json::from_str(line)?;
/// let scores = Scorer::new().score(&gold, &["jardins partagés", "piste cyclable"]);
/// assert_eq!((CUTOFFS[0], scores[0].precision, scores[0].recall), (5, 50.0, 50.0));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Default)]
pub struct Scorer {
    stems: HashMap<String, String>,
}

impl Scorer {
    /// A scorer with nothing cached yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The stems of a phrase: NFC, lower case, split at everything but letters and digits, Snowball stems for French.
    pub fn key(&mut self, phrase: &str) -> Key {
        let folded: String = phrase.nfc().collect::<String>().to_lowercase();
        folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| {
                if let Some(known) = self.stems.get(word) {
                    known.clone()
                } else {
                    let stemmed = stem(Algorithm::French, word).into_owned();
                    self.stems.insert(word.to_owned(), stemmed.clone());
                    stemmed
                }
            })
            .collect()
    }

    /// Whether each candidate, given by its variants, is a gold keyphrase.
    pub fn labels(&mut self, gold: &GoldDocument, candidates: &[Vec<String>]) -> Vec<bool> {
        let golds: FxHashSet<Key> = gold
            .keyphrases
            .iter()
            .flatten()
            .map(|variant| self.key(variant))
            .filter(|key| !key.is_empty())
            .collect();
        candidates
            .iter()
            .map(|variants| variants.iter().any(|variant| golds.contains(&self.key(variant))))
            .collect()
    }

    /// Scores one ranked list, best first, at each of [`CUTOFFS`].
    pub fn score(&mut self, gold: &GoldDocument, predicted: &[&str]) -> [Scores; CUTOFFS.len()] {
        let golds: Vec<Vec<Key>> = gold
            .keyphrases
            .iter()
            .map(|variants| {
                variants.iter().map(|variant| self.key(variant)).filter(|key| !key.is_empty()).collect()
            })
            .filter(|variants: &Vec<Key>| !variants.is_empty())
            .collect();
        let mut seen = FxHashSet::default();
        let ranked: Vec<Key> = predicted
            .iter()
            .map(|phrase| self.key(phrase))
            .filter(|key| !key.is_empty() && seen.insert(key.clone()))
            .collect();
        CUTOFFS.map(|cutoff| {
            let top = &ranked[..ranked.len().min(cutoff)];
            let hits = golds.iter().filter(|variants| variants.iter().any(|key| top.contains(key))).count();
            Scores::from_counts(hits, top.len(), golds.len())
        })
    }
}

impl Scores {
    fn from_counts(hits: usize, predicted: usize, gold: usize) -> Self {
        let share = |of: usize| if of == 0 { 0.0 } else { hits as f64 / of as f64 };
        let (precision, recall) = (share(predicted), share(gold));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision: 100.0 * precision, recall: 100.0 * recall, f1: 100.0 * f1 }
    }

    /// The mean of the scores of many documents.
    pub fn mean(all: &[Self]) -> Self {
        let n = all.len().max(1) as f64;
        let mean = |of: fn(&Self) -> f64| all.iter().map(of).sum::<f64>() / n;
        Self { precision: mean(|s| s.precision), recall: mean(|s| s.recall), f1: mean(|s| s.f1) }
    }
}

/// A mean over documents with its 95 % confidence interval by the bootstrap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Interval {
    /// The mean of the documents at hand.
    pub mean: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// The percentile bootstrap (Efron 1979) of a mean, of one value a document: 2,000 samples, drawn
    /// from a fixed seed, so that equal values give equal intervals. Differences of two methods on
    /// the same documents make a paired comparison. All 0 without values.
    ///
    /// ```
    /// use glane::evaluation::Interval;
    ///
    /// let interval = Interval::bootstrap(&[20.0, 30.0, 40.0, 50.0]);
    /// assert_eq!(interval.mean, 35.0);
    /// assert!(20.0 <= interval.low && interval.low < 35.0 && interval.high > 35.0);
    /// ```
    pub fn bootstrap(values: &[f64]) -> Self {
        Self::bootstrap_of(values, 0.95)
    }

    /// The same, of another share of the samples than 95 in 100: `share` is 0..=1.
    pub fn bootstrap_of(values: &[f64], share: f64) -> Self {
        const SAMPLES: usize = 2000;
        if values.is_empty() {
            return Self::default();
        }
        let outside = (SAMPLES as f64 * (1.0 - share.clamp(0.0, 1.0)) / 2.0) as usize;
        let outside = outside.min(SAMPLES / 2 - 1);
        let count = values.len() as f64;
        let mut state = 1u64;
        let mut means: Vec<f64> = (0..SAMPLES)
            .map(|_| {
                let draw = |_| values[(random(&mut state) % values.len() as u64) as usize];
                (0..values.len()).map(draw).sum::<f64>() / count
            })
            .collect();
        means.sort_unstable_by(f64::total_cmp);
        Self {
            mean: values.iter().sum::<f64>() / count,
            low: means[outside],
            high: means[SAMPLES - 1 - outside],
        }
    }
}

/// SplitMix64 (Steele et al. 2014).
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(keyphrases: &str) -> GoldDocument {
        serde_json::from_str(&format!(r#"{{"id": "1", "text": "", "keyphrases": {keyphrases}}}"#))
            .expect("gold")
    }

    #[test]
    fn number_case_and_apostrophes_do_not_count() {
        let gold = gold(r#"[["Réseaux dynamiques"], "l'engagement"]"#);
        let scores = Scorer::new().score(&gold, &["réseau dynamique", "L’engagement", "autre", "autres"]);
        // "autre" and "autres" are one prediction.
        assert!((scores[0].precision - 200.0 / 3.0).abs() < 1e-9);
        assert!((scores[0].recall - 100.0).abs() < 1e-9);
    }

    #[test]
    fn alternatives_count_as_one_keyphrase() {
        let gold = gold(r#"[["rse", "responsabilité sociétale"], "ville"]"#);
        let scores = Scorer::new().score(&gold, &["responsabilité sociétale", "rse"]);
        assert_eq!((scores[0].precision, scores[0].recall), (50.0, 50.0));
    }

    #[test]
    fn no_prediction_scores_nothing() {
        assert_eq!(Scorer::new().score(&gold(r#"["ville"]"#), &[])[1], Scores::default());
    }
}
