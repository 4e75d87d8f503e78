//! First phrases: ranked by their first occurrence, the usual baseline of the field.
//!
//! Candidates are the longest noun phrases without a preposition; the title stands before the text.

use super::Candidates;
use super::phrases::{families_of, longest_simple};
use crate::keyphrase::family::Family;

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    let among = families_of(candidates, &longest_simple(candidates));
    let score = |(family, among): (&Family, bool)| {
        if among { 1.0 / (1.0 + f64::from(family.first)) } else { 0.0 }
    };
    candidates.families.iter().zip(among).map(score).collect()
}
