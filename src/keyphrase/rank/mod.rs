//! Rankers, one file a method: each gives every family a score in 0..=1, higher is better.

mod first_phrases;
mod tf_idf;

use super::background::Background;
use super::family::Family;
use super::method::Method;

/// What a ranker may look at.
pub(super) struct Candidates<'a> {
    pub(super) families: &'a [Family],
    pub(super) background: &'a Background,
    /// Tokens of the text.
    pub(super) length: u32,
}

/// The scores of the families, in their order.
pub(super) fn scores(method: Method, candidates: &Candidates<'_>) -> Vec<f64> {
    match method {
        Method::TfIdf => tf_idf::scores(candidates),
        Method::FirstPhrases => first_phrases::scores(candidates),
    }
}
