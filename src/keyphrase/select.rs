//! The final list: best first, without phrases that only repeat a better one.

use std::cmp::Ordering;

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
    let mut rest: Vec<(usize, f64)> =
        scores.iter().copied().enumerate().filter(|(_, score)| *score > 0.0).collect();
    let mut chosen: Vec<(usize, f64)> = Vec::with_capacity(at_most);
    while chosen.len() < at_most {
        let Some(position) =
            (0..rest.len()).min_by(|&one, &two| better_first(families, rest[one], rest[two]))
        else {
            break;
        };
        let (id, score) = rest.swap_remove(position);
        chosen.push((id, score));
        if diversity > 0.0 {
            let taken = &families[id];
            rest.retain_mut(|(other, score)| {
                let other = &families[*other];
                let inside = contains(&taken.words, &other.words);
                if inside || contains(&other.words, &taken.words) {
                    *score *= 1.0 - diversity;
                }
                !(inside && other.nested == other.count && other.count <= taken.count)
            });
        }
    }
    chosen
}

fn better_first(families: &[Family], one: (usize, f64), two: (usize, f64)) -> Ordering {
    let (a, b) = (&families[one.0], &families[two.0]);
    two.1
        .total_cmp(&one.1)
        .then_with(|| a.first.cmp(&b.first))
        .then_with(|| b.words.len().cmp(&a.words.len()))
        .then_with(|| a.key.cmp(&b.key))
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
pub(super) fn honest_end(probabilities: &[f64], expected: f64) -> usize {
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
