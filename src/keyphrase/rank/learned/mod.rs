//! The learned ranker: boosted trees over figures of each family, in two passes. Its scores are calibrated: about
//! the probability that a reader of the post would name the phrase.

pub mod boost;
mod compact;
pub(in crate::keyphrase) mod context;
mod descent;
pub mod explanation;
pub mod features;
pub mod matrix;
pub mod model;
mod nesting;
pub mod prior;
pub mod second;
mod surroundings;
mod tree;
mod view;
mod word_statistics;

use super::Candidates;
use model::Model;

/// The scores of every family.
pub(super) fn scores(candidates: &Candidates<'_>, model: &Model) -> Vec<f64> {
    scores_of(&features::matrix(candidates), model)
}

/// The same, from computed features.
pub(in crate::keyphrase) fn scores_of(features: &features::Features, model: &Model) -> Vec<f64> {
    let odds = model.odds(features).into_iter();
    odds.map(|odds| 1.0 / (1.0 + f64::from(-odds).exp())).collect()
}

/// The prior in the binary.
pub fn embedded_prior() -> prior::Prior {
    prior::Prior::from_bytes(include_bytes!("../../tables/prior.bin")).unwrap_or_default()
}
