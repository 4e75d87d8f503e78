//! The learned ranker: boosted trees over figures of each family; its scores are probabilities that
//! a person would have given the phrase.

pub mod boost;
mod descent;
pub mod explanation;
pub mod features;
mod figures;
pub mod model;
pub mod prior;

use super::Candidates;
use model::Model;

/// The probability of every family, in order. `known`: see [`features::matrix`].
pub(super) fn scores(candidates: &Candidates<'_>, model: &Model, known: u32) -> Vec<f64> {
    scores_of(&features::matrix(candidates, known), model)
}

/// The same, of features that are worked out.
pub(in crate::keyphrase) fn scores_of(features: &features::Matrix, model: &Model) -> Vec<f64> {
    let odds = model.log_odds(features);
    odds.into_iter().map(|odds| 1.0 / (1.0 + f64::from(-odds).exp())).collect()
}

/// The prior in the binary.
pub fn embedded_prior() -> prior::Prior {
    prior::Prior::from_bytes(include_bytes!("../../tables/prior.bin")).unwrap_or_default()
}
