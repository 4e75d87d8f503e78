//! Tf × idf over a background of general French (Salton and Buckley 1988), for whole phrases.
//!
//! The frequency of a family is damped by a logarithm; what stands in the title or near the start
//! of the post weighs more (KEA, Witten et al. 1999, found first position the best companion of
//! tf × idf).

use super::Candidates;

/// An occurrence in the title counts as this many more in the text.
const TITLE: f64 = 1.0;
/// Words after which the bonus for standing early is down to a half.
const EARLY: f64 = 100.0;
/// Scores are `raw / (raw + HALF)`, so that they lie in 0..1 in the same order.
const HALF: f64 = 10.0;

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    let background = candidates.background;
    candidates
        .families
        .iter()
        .map(|family| {
            let frequency = f64::from(family.count) + TITLE * f64::from(family.in_title);
            let alone = f64::from(family.count - family.nested);
            let frequency = 0.7f64.mul_add(alone, 0.3 * frequency);
            let rarity = background.idf(background.phrase(family.key));
            let early = 1.0 + EARLY / (EARLY + f64::from(family.first));
            let raw = (1.0 + frequency).ln() * rarity * early;
            raw / (raw + HALF)
        })
        .collect()
}
