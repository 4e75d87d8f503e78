//! SingleRank (Wan and Xiao, "Single Document Keyphrase Extraction Using Neighborhood Knowledge",
//! 2008).
//!
//! TextRank with weights: nouns and adjectives are linked as often as they stand in one window of
//! ten words, and all of them count. A candidate without a preposition scores the sum of its words,
//! evened out by their number, for all parts of a noun phrase are candidates here; the plain sum
//! gives the longest phrases of the post.

use super::Candidates;
use super::graph::{WordNodes, page_rank};
use super::phrases::{beside_the_best, is_simple};

/// Words less than this far apart are linked.
const WINDOW: u32 = 10;
/// How far phrases are evened out by their number of words, 0..=1.
const EVENING: f64 = 0.5;

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    let nodes = WordNodes::of(candidates);
    let ranks = page_rank(&nodes.company(WINDOW), &vec![1.0; nodes.len()]);
    let score = |family| {
        let ranked = is_simple(candidates.span(family));
        if ranked { nodes.phrase_rank(family, &ranks, EVENING) } else { 0.0 }
    };
    beside_the_best(candidates.families.iter().map(score).collect())
}
