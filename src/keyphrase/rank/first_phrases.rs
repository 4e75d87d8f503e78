//! First phrases: what stands first is best, the usual baseline of the field.

use super::Candidates;

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    candidates.families.iter().map(|family| 1.0 / (1.0 + f64::from(family.first))).collect()
}
