//! PositionRank (Florescu and Caragea, "PositionRank: An Unsupervised Approach to Keyphrase
//! Extraction from Scholarly Documents", 2017).
//!
//! SingleRank whose walkers start where words stand early: at each occurrence with weight
//! 1 / place, the title first. The paper's pattern of English is A* N+; the French one is N+ A*.
//! The sum of the words is evened out by their number, for all parts of a noun phrase are
//! candidates here.

use super::Candidates;
use super::graph::{WordNodes, page_rank};
use super::phrases::{begins_with_noun, beside_the_best, is_simple};

/// Words less than this far apart are linked.
const WINDOW: u32 = 10;
/// How far phrases are evened out by their number of words, 0..=1.
const EVENING: f64 = 0.8;

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    let nodes = WordNodes::of(candidates);
    let mut start = vec![0.0; nodes.len()];
    for &(at, node) in nodes.places() {
        start[node as usize] += 1.0 / (1.0 + f64::from(at));
    }
    let ranks = page_rank(&nodes.company(WINDOW), &start);
    let score = |family| {
        let span = candidates.span(family);
        let ranked = is_simple(span) && begins_with_noun(span);
        if ranked { nodes.phrase_rank(family, &ranks, EVENING) } else { 0.0 }
    };
    beside_the_best(candidates.families.iter().map(score).collect())
}
