//! The final list: best first, without phrases that only repeat a better one.

use std::cmp::Ordering;

use super::background::WordKey;
use super::family::Family;

/// The numbers of the families on the list, best first.
///
/// Order: score, then first occurrence, then the longer phrase, then the key; a total order, so
/// that ties fall the same way on every machine. A phrase that lies inside a better one, or has a
/// better one inside it, is left out unless it also stands on its own.
pub(super) fn select(families: &[Family], scores: &[f64], at_most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..families.len()).filter(|&id| scores[id] > 0.0).collect();
    order.sort_by(|&one, &two| {
        let (a, b) = (&families[one], &families[two]);
        scores[two]
            .total_cmp(&scores[one])
            .then_with(|| a.first.cmp(&b.first))
            .then_with(|| b.words.len().cmp(&a.words.len()))
            .then_with(|| a.key.cmp(&b.key))
    });
    let mut chosen: Vec<usize> = Vec::with_capacity(at_most);
    for id in order {
        if chosen.len() == at_most {
            break;
        }
        let family = &families[id];
        let repeats = chosen.iter().any(|&better| {
            let better = &families[better];
            match better.words.len().cmp(&family.words.len()) {
                Ordering::Greater => contains(&better.words, &family.words) && family.count == family.nested,
                Ordering::Less => contains(&family.words, &better.words) && family.count < 2,
                Ordering::Equal => false,
            }
        });
        if !repeats {
            chosen.push(id);
        }
    }
    chosen
}

/// Whether the words of `part` stand in `whole` one after the other.
fn contains(whole: &[WordKey], part: &[WordKey]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}
