//! KP-Miner (El-Beltagy and Rafea, "KP-Miner: A keyphrase extraction system for English and Arabic
//! documents", 2009).
//!
//! Tf × idf with a boost for phrases of several words. A phrase whose first occurrence is late in
//! the post, or that is too rare for the length of the post, is left out. Candidates are noun
//! phrases, whereas the paper takes the word sequences between stop words; idf comes from the
//! background, for phrases as well as for words.

use super::Candidates;
use super::phrases::beside_the_best;

/// A phrase whose first occurrence is after this many words of the text is left out.
const CUT_OFF: u32 = 400;
/// A phrase needs one occurrence for each this many words of the text, and three at most: the paper's least
/// allowable frequency is 3, for texts of thousands of words.
const WORDS_AN_OCCURRENCE: usize = 400;
/// The boost is the number of candidates over that of phrases and over this, and at most the next: the paper's α and σ.
const ALPHA: f64 = 2.3;
const SIGMA: f64 = 3.0;

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    let least = (candidates.length() / WORDS_AN_OCCURRENCE).clamp(1, 3) as u32;
    let kept = |id: &usize| {
        let family = &candidates.families[*id];
        family.first < CUT_OFF && family.count >= least
    };
    let (mut all, mut several) = (0u32, 0u32);
    for family in (0..candidates.families.len()).filter(kept).map(|id| &candidates.families[id]) {
        all += family.count;
        several += if family.words.len() > 1 { family.count } else { 0 };
    }
    let boost = (f64::from(all) / (f64::from(several.max(1)) * ALPHA)).min(SIGMA);
    let background = candidates.background;
    let mut scores = vec![0.0; candidates.families.len()];
    for id in (0..candidates.families.len()).filter(kept) {
        let family = &candidates.families[id];
        let idf = background.idf(background.phrase(family.key));
        let boost = if family.words.len() > 1 { boost } else { 1.0 };
        scores[id] = f64::from(family.count) * idf * boost;
    }
    beside_the_best(scores)
}
