//! Weighted graphs and PageRank (Brin and Page 1998), for the graph-based rankers.
//!
//! Every sum is taken in the order of the nodes' numbers, and nodes are numbered in the order of
//! the text: the same post gives the same bits on any machine and any number of threads.

use rustc_hash::FxHashMap;

use super::Candidates;
use super::phrases::is_content;
use crate::keyphrase::background::WordKey;
use crate::keyphrase::family::Family;

/// The damping factor: the probability that the walk follows a link and does not restart.
const DAMPING: f64 = 0.85;
/// The greatest number of iterations, and the total change of scores below which they stop.
const ROUNDS: usize = 60;
const SETTLED: f64 = 1e-6;

/// A link from one node to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) weight: f64,
}

/// The same link in both directions.
pub(super) fn both_ways(one: u32, other: u32, weight: f64) -> [Link; 2] {
    [Link { from: one, to: other, weight }, Link { from: other, to: one, weight }]
}

/// Links between the same nodes made one, by the sum of their weights; in order of `to`, then `from`.
pub(super) fn merged(mut links: Vec<Link>) -> Vec<Link> {
    // Stable, so that weights are summed in the order of the text.
    links.sort_by_key(|link| (link.to, link.from));
    links.dedup_by(|later, kept| {
        let same = (later.to, later.from) == (kept.to, kept.from);
        if same {
            kept.weight += later.weight;
        }
        same
    });
    links
}

/// Very many links [`merged`] as they come, so that they never all stand in memory.
pub(super) fn gathered(links: impl Iterator<Item = Link>) -> Vec<Link> {
    const LEAST_ROOM: usize = 1 << 18;
    let (mut all, mut room) = (Vec::new(), LEAST_ROOM);
    for link in links {
        if all.len() == room {
            all = merged(all);
            room = LEAST_ROOM.max(2 * all.len());
        }
        all.push(link);
    }
    merged(all)
}

/// The PageRank of each node, by [`merged`] links: 0..=1, together 1.
///
/// `start` has the restart weight of each node, 0 or more, in any unit; the walk restarts anywhere when all are 0.
pub(super) fn page_rank(links: &[Link], start: &[f64]) -> Vec<f64> {
    let nodes = start.len();
    let whole: f64 = start.iter().sum();
    let start: Vec<f64> = if whole > 0.0 {
        start.iter().map(|share| share / whole).collect()
    } else {
        vec![1.0 / nodes as f64; nodes]
    };
    let mut out = vec![0.0; nodes];
    for link in links {
        out[link.from as usize] += link.weight;
    }
    let mut ranks = start.clone();
    let mut shares = vec![0.0; nodes];
    for _ in 0..ROUNDS {
        let mut lost = 0.0;
        for node in 0..nodes {
            if out[node] > 0.0 {
                shares[node] = ranks[node] / out[node];
            } else {
                lost += ranks[node];
            }
        }
        // From a node without links, the walk restarts.
        let again = (1.0 - DAMPING) + DAMPING * lost;
        let mut next: Vec<f64> = start.iter().map(|share| again * share).collect();
        for link in links {
            next[link.to as usize] += DAMPING * link.weight * shares[link.from as usize];
        }
        let change: f64 = next.iter().zip(&ranks).map(|(new, old)| (new - old).abs()).sum();
        ranks = next;
        if change < SETTLED {
            break;
        }
    }
    ranks
}

/// The nouns and adjectives of a post as nodes, numbered in the order in which they first stand.
pub(super) struct WordNodes {
    /// Where content words stand, and their nodes.
    places: Vec<(u32, u32)>,
    by_key: FxHashMap<WordKey, u32>,
}

impl WordNodes {
    pub(super) fn of(candidates: &Candidates<'_>) -> Self {
        let mut by_key = FxHashMap::default();
        let content = candidates.words.iter().enumerate().filter(|(_, word)| is_content(word));
        let places = content
            .map(|(at, word)| {
                let new = by_key.len() as u32;
                (at as u32, *by_key.entry(word.key).or_insert(new))
            })
            .collect();
        Self { places, by_key }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Where content words stand in the post, title first, and their nodes.
    pub(super) fn places(&self) -> &[(u32, u32)] {
        &self.places
    }

    /// Links between different words that stand less than `window` words apart.
    pub(super) fn company(&self, window: u32) -> Vec<Link> {
        let mut links = Vec::new();
        for (number, &(at, node)) in self.places.iter().enumerate() {
            for &(_, other) in self.places[number + 1..].iter().take_while(|(later, _)| later - at < window) {
                if other != node {
                    links.extend(both_ways(node, other, 1.0));
                }
            }
        }
        merged(links)
    }

    /// The sum of the ranks of a family's words over their number to the power of `normalization`: at 0
    /// long phrases are best, as in the papers; at 1 it is the mean, and short ones are.
    pub(super) fn phrase_rank(&self, family: &Family, ranks: &[f64], normalization: f64) -> f64 {
        let known = family.words.iter().filter_map(|word| self.by_key.get(word));
        let (sum, number) =
            known.fold((0.0, 0.0f64), |(sum, number), &node| (sum + ranks[node as usize], number + 1.0));
        if number > 0.0 { sum / number.powf(normalization) } else { 0.0 }
    }

    /// Whether a family's words all rank at `least` or better.
    pub(super) fn all_rank(&self, family: &Family, ranks: &[f64], least: f64) -> bool {
        family
            .words
            .iter()
            .filter_map(|word| self.by_key.get(word))
            .all(|&node| ranks[node as usize] >= least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_add_up_to_one_and_follow_the_links() {
        let links: Vec<Link> = (1..4).flat_map(|leaf| both_ways(0, leaf, 1.0)).collect();
        // Node 4 is linked with nothing.
        let ranks = page_rank(&merged(links), &[1.0; 5]);
        assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(ranks[0] > ranks[1] && ranks[1] > ranks[4]);
        assert_eq!(ranks[1].to_bits(), ranks[3].to_bits());
    }

    #[test]
    fn no_nodes_have_no_ranks() {
        assert!(page_rank(&[], &[]).is_empty());
        assert_eq!(page_rank(&[], &[0.0, 0.0]), [0.5, 0.5]);
    }
}
