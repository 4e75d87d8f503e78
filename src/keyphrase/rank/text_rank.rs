//! TextRank (Mihalcea and Tarau, "TextRank: Bringing Order into Texts", 2004).
//!
//! Nouns and adjectives are the nodes of a graph, linked where they co-occur in a window; the score
//! of a word is its PageRank, the best third are keywords, and adjacent keywords make a phrase. For
//! French the window is 6 words, within the paper's 2 to 10: articles and prepositions separate
//! nouns that are adjacent in English. Phrases are candidates without a preposition that consist of
//! keywords. The sum of their word scores is normalized by the number of words, because all parts
//! of a noun phrase are candidates here.

use super::Candidates;
use super::graph::{WordNodes, page_rank};
use super::phrases::{beside_the_best, is_simple};

/// Words less than this far apart are linked.
const WINDOW: u32 = 6;
/// The share of keywords among the words is 1 / this.
const KEYWORDS: usize = 3;
/// The degree of normalization by the number of words, 0..=1.
const NORMALIZATION: f64 = 0.7;

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    let nodes = WordNodes::of(candidates);
    let mut links = nodes.company(WINDOW);
    for link in &mut links {
        link.weight = 1.0;
    }
    let ranks = page_rank(&links, &vec![1.0; nodes.len()]);
    let mut best_first = ranks.clone();
    best_first.sort_unstable_by(|one, other| other.total_cmp(one));
    let least = best_first.get(nodes.len() / KEYWORDS).copied().unwrap_or(0.0);
    let score = |family| {
        let ranked = is_simple(candidates.span(family)) && nodes.all_rank(family, &ranks, least);
        if ranked { nodes.phrase_rank(family, &ranks, NORMALIZATION) } else { 0.0 }
    };
    beside_the_best(candidates.families.iter().map(score).collect())
}
