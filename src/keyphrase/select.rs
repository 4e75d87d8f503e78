//! The final list: best first, without phrases that only repeat a better one.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use super::background::WordKey;
use super::family::Family;

/// The numbers of the families on the list, best first, each with the score by which it was taken;
/// these never rise along the list.
///
/// The best is taken, then the scores of what lies inside it, or has it inside, are multiplied by
/// `1 - diversity`, and so on; what stands only inside longer phrases, no more often than the chosen
/// one around it, is left out at any diversity above 0. Ties go to the first in the post, then to the longer, then by key: a total
/// order, so that they fall the same way on every machine.
pub(super) fn select(
    families: &[Family],
    scores: &[f64],
    at_most: usize,
    diversity: f64,
) -> Vec<(usize, f64)> {
    // Scores only ever fall, so each waits with the one it had when last looked at: who comes out first and
    // has met all that were chosen is the best.
    let waiting = |(id, &score): (usize, &f64)| {
        (score > 0.0).then_some(Waiting { score, family: &families[id], id, met: 0 })
    };
    let mut rest: BinaryHeap<Waiting<'_>> = scores.iter().enumerate().filter_map(waiting).collect();
    let mut chosen: Vec<(usize, f64)> = Vec::with_capacity(at_most.min(rest.len()));
    while chosen.len() < at_most {
        let Some(mut best) = rest.peek_mut() else { break };
        if diversity > 0.0 && best.met < chosen.len() {
            let unmet = chosen[best.met..].iter().map(|&(id, _)| &families[id]);
            best.met = chosen.len();
            match lowered(best.score, best.family, unmet, diversity) {
                Some(score) => best.score = score,
                None => drop(PeekMut::pop(best)),
            }
        } else {
            let best = PeekMut::pop(best);
            chosen.push((best.id, best.score));
        }
    }
    chosen
}

/// A family that is not on the list yet.
struct Waiting<'a> {
    score: f64,
    family: &'a Family,
    id: usize,
    /// How many of the chosen have had their effect on the score.
    met: usize,
}

impl Ord for Waiting<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (self.family, other.family);
        self.score
            .total_cmp(&other.score)
            .then_with(|| b.first.cmp(&a.first))
            .then_with(|| a.words.len().cmp(&b.words.len()))
            .then_with(|| b.key.cmp(&a.key))
    }
}

impl PartialOrd for Waiting<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Waiting<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Waiting<'_> {}

/// The score of a family beside some that were chosen; none when one of them leaves it out.
fn lowered<'a>(
    mut score: f64,
    family: &Family,
    chosen: impl Iterator<Item = &'a Family>,
    diversity: f64,
) -> Option<f64> {
    let only_inside = family.nested == family.count;
    for taken in chosen {
        let inside = contains(&taken.words, &family.words);
        if inside && only_inside && family.count <= taken.count {
            return None;
        }
        if inside || contains(&family.words, &taken.words) {
            score *= 1.0 - diversity;
        }
    }
    Some(score)
}

/// Whether the words of `part` stand in `whole` one after the other.
fn contains(whole: &[WordKey], part: &[WordKey]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

/// How much of a list to keep so that its expected F1 is highest.
///
/// `probabilities` are those of the list, in order, and `expected` is how many keyphrases the post
/// is expected to have. With S the sum of the first k probabilities, the expected F1 of the first k
/// is about 2 S / (k + expected).
pub(super) fn f1_cutoff(probabilities: &[f64], expected: f64) -> usize {
    let mut sum = 0.0;
    let mut best = (0.0, 0);
    for (index, probability) in probabilities.iter().enumerate() {
        sum += probability;
        let f1 = 2.0 * sum / (index as f64 + 1.0 + expected);
        if f1 > best.0 {
            best = (f1, index + 1);
        }
    }
    best.1
}
