//! The co-occurrence graph of families.
//!
//! Two families have an edge when both rank high in at least two posts, and when, over the posts that mention them, their
//! pointwise mutual information is positive and their log-likelihood ratio (Dunning 1993) exceeds the logarithm of
//! the number of posts (the Bayesian information criterion, Schwarz 1978). The weight of an edge is the normalised
//! pointwise mutual information (Bouma 2009) times the sum of the geometric means of the weights of both
//! families in the posts in which both rank high. Units of measure and the calendar are left out.

use std::cmp::Reverse;
use std::ops::Range;

use rayon::prelude::*;

use super::communities::Edge;
use super::index::CorpusIndex;
use super::presence::Slots;
use super::statistics::{Contrast, npmi};
use super::theme_stop_list;

/// Nodes, at most: the heaviest families.
const MOST_NODES: usize = 4000;
/// A node has at least two posts, plus one for each this many posts of the archive.
const POSTS_A_POST: usize = 2000;
/// Pairs of families that a thread counts in one pass over the posts, at most (6 MB).
const MOST_PAIRS: usize = 1 << 19;
/// Nodes of all posts that are kept for these passes, at most (16 MB); more are read from the posts in each pass. Few in
/// tests, so that both ways are tested.
const MOST_KEPT: u64 = if cfg!(test) { 1 << 8 } else { 1 << 22 };

/// The families that share posts more often than expected by chance.
#[derive(Debug)]
pub(super) struct CooccurrenceGraph {
    /// The families that are nodes, heaviest first.
    pub(super) nodes: Vec<u32>,
    /// The posts that mention each node.
    pub(super) posts: Vec<u64>,
    /// Edges between positions in `nodes`, the lesser position first; weights in thousandths of units of
    /// weight.
    pub(super) edges: Vec<Edge>,
    /// For each edge, the posts that mention both families, and their association.
    pub(super) shared: Vec<(u32, f64)>,
}

/// The families that are nodes, heaviest first.
pub(super) fn nodes(index: &CorpusIndex<'_>) -> Vec<u32> {
    let least = (2 + index.ordered.len() / POSTS_A_POST) as u64;
    let sums = &index.sums;
    let mut nodes: Vec<u32> = (0..sums.len() as u32)
        .filter(|&family| sums[family as usize].posts >= least)
        .filter(|&family| !theme_stop_list::is_measure(index.ordered.families[family as usize].lemma))
        .collect();
    nodes.sort_by_key(|&family| (Reverse(sums[family as usize].weight), family));
    nodes.truncate(MOST_NODES);
    nodes
}

/// The posts that mention each pair of nodes.
#[derive(Debug)]
pub(super) struct PairPresence {
    /// The node in each slot, or [`NO_NODE`].
    node_of: Vec<u16>,
    /// The pairs of each node with the nodes before it.
    posts: Vec<u32>,
    /// The posts that mention each node.
    of_node: Vec<u64>,
    /// The nodes of a post.
    present: Vec<u16>,
}

const NO_NODE: u16 = u16::MAX;

impl PairPresence {
    pub(super) fn new(slots: &Slots, nodes: &[u32]) -> Self {
        let mut node_of = vec![NO_NODE; slots.len()];
        for (node, &family) in (0..).zip(nodes) {
            slots.slot(family).into_iter().for_each(|slot| node_of[slot] = node);
        }
        let pairs = nodes.len() * nodes.len().saturating_sub(1) / 2;
        Self { node_of, posts: vec![0; pairs], of_node: vec![0; nodes.len()], present: Vec::new() }
    }

    pub(super) fn add(&mut self, found: &[(u32, u32)]) {
        let Self { node_of, posts, of_node, present } = self;
        present.clear();
        present.extend(found.iter().map(|&(slot, _)| node_of[slot as usize]).filter(|&node| node != NO_NODE));
        present.sort_unstable();
        for (at, &two) in present.iter().enumerate() {
            of_node[usize::from(two)] += 1;
            let row = row(usize::from(two));
            for &one in &present[..at] {
                posts[row + usize::from(one)] += 1;
            }
        }
    }

    fn together(&self, one: usize, two: usize) -> u64 {
        self.posts[row(one.max(two)) + one.min(two)].into()
    }
}

/// Where the pairs of a node begin.
fn row(node: usize) -> usize {
    node * node.saturating_sub(1) / 2
}

impl CooccurrenceGraph {
    /// The graph of some families of an archive.
    pub(super) fn of(index: &CorpusIndex<'_>, nodes: Vec<u32>, pairs: &PairPresence) -> Self {
        let all = index.ordered.len() as u64;
        let schwarz = (all as f64).ln();
        let edge = |one: usize, two: usize, weight: u64| {
            let (first, second, together) =
                (pairs.of_node[one], pairs.of_node[two], pairs.together(one, two));
            let posts = together as u32;
            let association = npmi(together, first, second, all);
            let contrast =
                Contrast { here: together, group: first, elsewhere: second - together, others: all - first };
            let thousandths = (association * 1000.0).round();
            // NPMI is 1 where every post has both, but the log-likelihood is then 0 and no edge is made.
            let weight = if thousandths > 0.0 { weight * thousandths as u64 } else { 0 };
            (weight > 0 && contrast.log_likelihood() > schwarz)
                .then_some(((one as u32, two as u32, weight), (posts, association)))
        };
        let edges = NodesOfPosts::of(index, &nodes).pairs(nodes.len(), edge);
        let (edges, shared) = edges.into_iter().flatten().unzip();
        Self { nodes, posts: pairs.of_node.clone(), edges, shared }
    }
}

/// The nodes of each post with their weights, in order of nodes. Posts with fewer than two nodes are left
/// out.
struct NodesOfPosts<'i, 'a> {
    index: &'i CorpusIndex<'a>,
    /// The node of each family.
    place: Vec<u16>,
    /// All of them, one after the other, and the end of each post; nothing where there are too many.
    kept: Option<KeptNodes>,
}

/// Nodes with their weights, and the end of each post among them.
type KeptNodes = (Vec<(u16, u16)>, Vec<usize>);

impl<'i, 'a> NodesOfPosts<'i, 'a> {
    fn of(index: &'i CorpusIndex<'a>, nodes: &[u32]) -> Self {
        let mut place = vec![u16::MAX; index.sums.len()];
        for (at, &family) in (0..).zip(nodes) {
            place[family as usize] = at;
        }
        let count: u64 = nodes.iter().map(|&family| index.sums[family as usize].posts).sum();
        let mut nodes = Self { index, place, kept: None };
        if count <= MOST_KEPT {
            let (mut all, mut ends) = (Vec::with_capacity(count as usize), Vec::new());
            nodes.each_post(|members| {
                all.extend_from_slice(members);
                ends.push(all.len());
            });
            nodes.kept = Some((all, ends));
        }
        nodes
    }

    /// Calls `each` for the nodes of every post.
    fn each_post(&self, mut each: impl FnMut(&[(u16, u16)])) {
        if let Some((all, ends)) = &self.kept {
            let mut start = 0;
            for &end in ends {
                each(&all[start..end]);
                start = end;
            }
            return;
        }
        let mut members: Vec<(u16, u16)> = Vec::new();
        for post in self.index.ordered.posts_in_memory_order() {
            members.clear();
            let nodes =
                post.mentions().map(|mention| (self.place[mention.family as usize], mention.weight()));
            members.extend(nodes.filter(|&(place, _)| place != u16::MAX));
            if members.len() >= 2 {
                members.sort_unstable();
                each(&members);
            }
        }
    }

    /// Calls `pair` for each pair of nodes that rank high together in at least two posts, with the sum of the geometric
    /// means of their weights there. Results are in order of nodes, in blocks.
    fn pairs<T: Send>(
        &self,
        nodes: usize,
        pair: impl Fn(usize, usize, u64) -> Option<T> + Sync,
    ) -> Vec<Vec<T>> {
        let rows = (MOST_PAIRS / nodes.max(1)).max(1);
        let blocks: Vec<usize> = (0..nodes).step_by(rows).collect();
        let table = || Table::new(rows.min(nodes) * nodes);
        let of_block = |table: &mut Table, first: usize| {
            let end = (first + rows).min(nodes);
            self.count(first..end, nodes, table);
            let mut found = Vec::new();
            for one in first..end {
                let row = (one - first) * nodes;
                for two in one + 1..nodes {
                    if table.posts[row + two] >= 2 {
                        found.extend(pair(one, two, table.weights[row + two]));
                    }
                }
            }
            found
        };
        blocks.into_par_iter().map_init(table, of_block).collect()
    }

    /// Counts the pairs whose first node is in `first`.
    fn count(&self, first: Range<usize>, nodes: usize, table: &mut Table) {
        table.posts.fill(0);
        self.each_post(|post| {
            let from = post.partition_point(|&(node, _)| usize::from(node) < first.start);
            for (at, &(one, weight)) in post.iter().enumerate().skip(from) {
                if usize::from(one) >= first.end {
                    break;
                }
                let row = (usize::from(one) - first.start) * nodes;
                for &(two, other) in &post[at + 1..] {
                    table.add(row + usize::from(two), mean(weight, other));
                }
            }
        });
    }
}

/// The integer part of the geometric mean of two weights. It is exact: below 2^32, the square root of a
/// number just below a square differs from an integer by more than the precision of a double.
fn mean(one: u16, other: u16) -> u64 {
    (f64::from(one) * f64::from(other)).sqrt() as u64
}

/// For each pair of nodes, the posts that they share and the sum of weights there. Sums are valid only where
/// there are posts, so that a reset clears `posts` alone.
struct Table {
    posts: Vec<u32>,
    weights: Vec<u64>,
}

impl Table {
    fn new(pairs: usize) -> Self {
        Self { posts: vec![0; pairs], weights: vec![0; pairs] }
    }

    fn add(&mut self, pair: usize, weight: u64) {
        let (posts, sum) = (&mut self.posts[pair], &mut self.weights[pair]);
        *sum = if *posts == 0 { weight } else { *sum + weight };
        *posts += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_exact_at_every_square_and_just_below() {
        for root in 1..u16::MAX {
            assert_eq!(mean(root, root), u64::from(root));
            let below = u64::from(root - 1) * u64::from(root + 1);
            assert_eq!(mean(root - 1, root + 1), below.isqrt(), "one less than the square of {root}");
        }
    }
}
