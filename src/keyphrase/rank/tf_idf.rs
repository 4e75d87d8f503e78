//! Tf × idf (Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988),
//! for whole phrases.
//!
//! Occurrences in the post times the inverse document frequency of the phrase in the background,
//! for phrases of one to three words. An occurrence in the title counts as two.

use super::Candidates;
use crate::keyphrase::family::Family;

/// The longest phrase, in words; articles inside do not count.
const LONGEST: usize = 3;
/// Scores are `raw / (raw + HALF)`, so that they lie in 0..1 in the same order.
const HALF: f64 = 10.0;

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    let background = candidates.background;
    let score = |family: &Family| {
        if family.words.len() > LONGEST {
            return 0.0;
        }
        let frequency = f64::from(family.count + family.in_title);
        let raw = frequency * background.idf(background.phrase(family.key));
        raw / (raw + HALF)
    };
    candidates.families.iter().map(score).collect()
}
