//! PositionRank (Florescu and Caragea, "PositionRank: An Unsupervised Approach to Keyphrase
//! Extraction from Scholarly Documents", 2017).
//!
//! SingleRank with a personalized PageRank: the walk restarts at a word with weight 1 / position,
//! summed over its occurrences, the title first. The paper's pattern for English is A* N+; the
//! French one is N+ A*. The sum of the word scores is normalized by the number of words, because
//! all parts of a noun phrase are candidates here.

use super::Candidates;
use super::graph::{WordNodes, page_rank};
use super::phrases::{begins_with_noun, beside_the_best, is_simple};

/// Words less than this far apart are linked.
const WINDOW: u32 = 10;
/// The degree of normalization by the number of words, 0..=1.
const NORMALIZATION: f64 = 0.8;

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
        if ranked { nodes.phrase_rank(family, &ranks, NORMALIZATION) } else { 0.0 }
    };
    beside_the_best(candidates.families.iter().map(score).collect())
}
