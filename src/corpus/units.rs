//! The fixed-point units of scores and weights: sums are whole numbers, so that no order of adding
//! changes them.

/// Units of a score of 1.
pub(super) const SCORE_UNITS: f64 = 10_000.0;

/// Units of a weight of 1 in co-occurrence.
pub(super) const WEIGHT_UNITS: f64 = 5_000.0;
