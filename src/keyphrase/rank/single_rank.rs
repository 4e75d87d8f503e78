//! SingleRank (Wan and Xiao, "Single Document Keyphrase Extraction Using Neighborhood Knowledge",
//! 2008).
//!
//! TextRank with weighted edges: the weight of an edge is the number of times that two nouns or
//! adjectives occur in one window of ten words. All words keep their scores. The score of a
//! candidate without a preposition is the sum over its words, normalized by their number: all parts
//! of a noun phrase are candidates here, and the plain sum would rank the longest first.

use super::Candidates;
use super::graph::{WordNodes, page_rank};
use super::phrases::{beside_the_best, is_simple};

/// Words less than this far apart are linked.
const WINDOW: u32 = 10;
/// The degree of normalization by the number of words, 0..=1.
const NORMALIZATION: f64 = 0.5;

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    let nodes = WordNodes::of(candidates);
    let ranks = page_rank(&nodes.company(WINDOW), &vec![1.0; nodes.len()]);
    let score = |family| {
        let ranked = is_simple(candidates.span(family));
        if ranked { nodes.phrase_rank(family, &ranks, NORMALIZATION) } else { 0.0 }
    };
    beside_the_best(candidates.families.iter().map(score).collect())
}
