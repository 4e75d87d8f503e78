//! The learned ranker: boosted trees over figures of each family. Its scores are about the probabilities
//! that a person would have given the phrases.

pub mod boost;
mod descent;
pub mod explanation;
pub mod features;
pub mod model;
pub mod prior;
mod word_statistics;

use super::{Candidates, Judgement};
use model::{Model, Odds};

/// What the model says of every family. `leave_out_count`: see [`features::matrix`].
pub(super) fn judge(candidates: &Candidates<'_>, model: &Model, leave_out_count: u32) -> Judgement {
    judge_by(&features::matrix(candidates, leave_out_count), model)
}

/// The same, of features that are worked out.
pub(in crate::keyphrase) fn judge_by(features: &features::Matrix, model: &Model) -> Judgement {
    let Odds { of_all, mixed } = model.odds(features);
    let [probabilities, scores] = [of_all, mixed]
        .map(|odds| odds.into_iter().map(|odds| 1.0 / (1.0 + f64::from(-odds).exp())).collect());
    Judgement { scores, probabilities }
}

/// The prior in the binary.
pub fn embedded_prior() -> prior::Prior {
    prior::Prior::from_bytes(include_bytes!("../../tables/prior.bin")).unwrap_or_default()
}
