//! The learned ranker: boosted trees over figures of each family, in two passes. Its scores are calibrated: about
//! the probability that a reader of the post would name the phrase.

mod affinity;
pub mod boost;
mod compact;
pub(in crate::keyphrase) mod context;
mod descent;
pub mod explanation;
pub mod features;
mod frequencies;
pub mod matrix;
pub mod model;
mod nesting;
mod outline;
pub mod prior;
pub mod second;
mod surroundings;
pub(in crate::keyphrase) mod table_memory;
mod tree;
mod view;
mod word_statistics;

use super::Candidates;
use model::Model;
use table_memory::TableMemory;

/// The scores of every family.
pub(super) fn scores(candidates: &Candidates<'_>, model: &Model, memory: &mut TableMemory) -> Vec<f64> {
    probabilities(model.odds_of(candidates, memory))
}

/// The same, from all features of all families.
pub(in crate::keyphrase) fn scores_of(features: &features::Features, model: &Model) -> Vec<f64> {
    probabilities(model.odds(features))
}

fn probabilities(odds: Vec<f32>) -> Vec<f64> {
    odds.into_iter().map(|odds| 1.0 / (1.0 + f64::from(-odds).exp())).collect()
}

/// The prior in the binary.
pub fn embedded_prior() -> prior::Prior {
    prior::Prior::from_bytes(include_bytes!("../../tables/prior.bin")).unwrap_or_default()
}
