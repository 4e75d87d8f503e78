//! The final list: best first, without phrases that only repeat a better one.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use rustc_hash::FxHashMap;

use super::background::WordKey;
use super::family::Family;

/// What the diversity penalty depends on: the family and the key of its head.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rated<'a> {
    pub(super) family: &'a Family,
    pub(super) head: WordKey,
}

/// A list longer than this is looked up by words.
const LONG: usize = 1000;

/// The share of the diversity penalty for a family that contains a chosen one, and for one with the same head as a
/// chosen one. A family inside a chosen one gets the whole penalty.
const OF_WHOLE: f64 = 0.8;
const OF_SAME_HEAD: f64 = 0.2;

/// The numbers of the families on the list, best first, each with the score by which it was taken; these never
/// rise along the list.
///
/// Greedy: the best family is taken; then the scores of families inside it are multiplied by `1 - diversity`, and
/// those of families around it or with the same head by a factor nearer to 1; and so on. A family that occurs only
/// inside longer phrases, no more often than a chosen one around it, is left out at any diversity above 0. Ties go to
/// the first in the post, then to the longer, then by key: a total order, the same on every machine.
pub(super) fn select(
    families: &[Family],
    head: impl Fn(usize) -> WordKey,
    scores: &[f64],
    at_most: usize,
    diversity: f64,
) -> Vec<(usize, f64)> {
    let rated = |id: usize| Rated { family: &families[id], head: head(id) };
    // Lazy evaluation: scores only fall, so each family is queued with its last computed score. A family that comes
    // out of the queue with the penalties of all chosen ones applied is the best.
    let waiting = |(id, &score): (usize, &f64)| {
        (score > 0.0).then_some(Waiting { score, family: &families[id], id, met: 0 })
    };
    let mut rest: BinaryHeap<Waiting<'_>> = scores.iter().enumerate().filter_map(waiting).collect();
    let mut chosen: Vec<(usize, f64)> = Vec::with_capacity(at_most.min(rest.len()));
    let mut alike = Alike::default();
    let is_long = at_most.min(rest.len()) > LONG;
    let mut near = Vec::new();
    while chosen.len() < at_most {
        let Some(mut best) = rest.peek_mut() else { break };
        if diversity > 0.0 && best.met < chosen.len() {
            let unmet = &chosen[best.met..];
            let lowered = if is_long {
                alike.find(rated(best.id), best.met, &mut near);
                let unmet = near.iter().map(|&at| rated(chosen[at as usize].0));
                lowered(best.score, rated(best.id), unmet, diversity)
            } else {
                lowered(best.score, rated(best.id), unmet.iter().map(|&(id, _)| rated(id)), diversity)
            };
            best.met = chosen.len();
            match lowered {
                Some(score) => best.score = score,
                None => drop(PeekMut::pop(best)),
            }
        } else {
            let best = PeekMut::pop(best);
            if is_long {
                alike.add(rated(best.id), chosen.len() as u32);
            }
            chosen.push((best.id, best.score));
        }
    }
    chosen
}

/// The families of a long list that can lower another one, by what they share with it: so that one is compared with
/// few of the list, however long it is.
#[derive(Default)]
struct Alike {
    /// The places on the list of the families with this word, first word, head; in order.
    by_word: FxHashMap<WordKey, Vec<u32>>,
    by_first: FxHashMap<WordKey, Vec<u32>>,
    by_head: FxHashMap<WordKey, Vec<u32>>,
}

impl Alike {
    fn add(&mut self, rated: Rated<'_>, at: u32) {
        let words = &rated.family.words;
        for (index, word) in words.iter().enumerate() {
            if !words[..index].contains(word) {
                self.by_word.entry(*word).or_default().push(at);
            }
        }
        if let Some(first) = words.first() {
            self.by_first.entry(*first).or_default().push(at);
        }
        self.by_head.entry(rated.head).or_default().push(at);
    }

    /// The places, from `from` on, of the families that may contain this one, lie inside it or have its head; in order.
    fn find(&self, rated: Rated<'_>, from: usize, found: &mut Vec<u32>) {
        found.clear();
        let mut add = |list: Option<&Vec<u32>>| {
            let list = list.map_or(&[][..], Vec::as_slice);
            found.extend(&list[list.partition_point(|at| (*at as usize) < from)..]);
        };
        let words = &rated.family.words;
        add(self.by_head.get(&rated.head));
        // What lies inside it begins with one of its words; what contains it has all of them, and so the rarest.
        words.iter().for_each(|word| add(self.by_first.get(word)));
        let length = |word: &&WordKey| self.by_word.get(word).map_or(0, Vec::len);
        if let Some(rarest) = words.iter().min_by_key(length) {
            add(self.by_word.get(rarest));
        }
        found.sort_unstable();
        found.dedup();
    }
}

/// A family that is not on the list yet.
struct Waiting<'a> {
    score: f64,
    family: &'a Family,
    id: usize,
    /// The number of chosen families whose penalties are in the score.
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

/// The score of a family after the penalties of some chosen ones; `None` when one of them leaves it out.
fn lowered<'a>(
    mut score: f64,
    own: Rated<'a>,
    chosen: impl Iterator<Item = Rated<'a>>,
    diversity: f64,
) -> Option<f64> {
    let family = own.family;
    let only_inside = family.nested == family.count;
    for Rated { family: taken, head } in chosen {
        if contains(&taken.words, &family.words) {
            if only_inside && family.count <= taken.count {
                return None;
            }
            score *= 1.0 - diversity;
        } else if contains(&family.words, &taken.words) {
            score *= 1.0 - OF_WHOLE * diversity;
        } else if head == own.head {
            score *= 1.0 - OF_SAME_HEAD * diversity;
        }
    }
    Some(score)
}

/// Whether the words of `part` stand in `whole` one after the other.
fn contains(whole: &[WordKey], part: &[WordKey]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}
