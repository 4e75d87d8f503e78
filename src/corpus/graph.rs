//! The company of families: which of them share posts more often than chance would have it.
//!
//! Two families are tied when they share two posts or more, their mutual information over posts is above
//! chance, and the log-likelihood ratio (Dunning 1993) pays for the tie by the criterion of Schwarz: it is
//! above the logarithm of the number of posts. The weight of a tie is their normalised mutual information
//! (Bouma 2009) times the scores that they have in the posts that they share.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::communities::Edge;
use super::ordered::Ordered;
use super::statistics::{Contrast, npmi};

/// Families that are looked at, the heaviest, at most.
const MOST_NODES: usize = 4000;
/// A family stands in two posts, and in one more for so many posts of the archive.
const POSTS_A_POST: usize = 2000;

/// The company that families keep.
#[derive(Debug)]
pub(super) struct Company {
    /// The families that are nodes, heaviest first.
    pub(super) nodes: Vec<u32>,
    /// Ties between nodes, by their places in `nodes`, the lesser first; weights in thousandths of units of
    /// score.
    pub(super) edges: Vec<Edge>,
    /// Posts that both ends of each edge share, and their association.
    pub(super) shared: Vec<(u32, f64)>,
}

impl Company {
    /// The ties between the families of an archive.
    pub(super) fn of(ordered: &Ordered<'_>) -> Self {
        let mut weights = vec![(0u64, 0u32); ordered.families.len()];
        for mention in ordered.posts.iter().flat_map(|post| &post.mentions) {
            let (weight, posts) = &mut weights[mention.family as usize];
            *weight += u64::from(mention.score);
            *posts += 1;
        }
        let least = (2 + ordered.posts.len() / POSTS_A_POST) as u32;
        let mut nodes: Vec<u32> =
            (0..weights.len() as u32).filter(|&family| weights[family as usize].1 >= least).collect();
        nodes.sort_by_key(|&family| (Reverse(weights[family as usize].0), family));
        nodes.truncate(MOST_NODES);
        let mut place = vec![u32::MAX; weights.len()];
        for (at, &family) in nodes.iter().enumerate() {
            place[family as usize] = at as u32;
        }

        let mut pairs: FxHashMap<(u32, u32), (u32, u64)> = FxHashMap::default();
        let mut members: Vec<(u32, u16)> = Vec::new();
        for post in &ordered.posts {
            members.clear();
            members.extend(
                post.mentions
                    .iter()
                    .map(|mention| (place[mention.family as usize], mention.score))
                    .filter(|&(place, _)| place != u32::MAX),
            );
            members.sort_unstable();
            for (index, &(one, first)) in members.iter().enumerate() {
                for &(two, second) in &members[index + 1..] {
                    let (posts, weight) = pairs.entry((one, two)).or_default();
                    *posts += 1;
                    *weight += (u64::from(first) * u64::from(second)).isqrt();
                }
            }
        }
        let all = ordered.posts.len() as u64;
        let schwarz = (all as f64).ln();
        let posts_of = |node: u32| u64::from(weights[nodes[node as usize] as usize].1);
        let mut ties: Vec<(Edge, (u32, f64))> = pairs
            .into_iter()
            .filter(|(_, (posts, _))| *posts >= 2)
            .filter_map(|((one, two), (posts, weight))| {
                let (first, second) = (posts_of(one), posts_of(two));
                let together = u64::from(posts);
                let association = npmi(together, first, second, all);
                let contrast = Contrast {
                    here: together,
                    group: first,
                    elsewhere: second - together,
                    others: all - first,
                };
                let thousandths = (association * 1000.0).round();
                // Where every post has both, nothing can be told of chance.
                let is_tie = thousandths > 0.0 && contrast.log_likelihood() > schwarz;
                is_tie.then(|| ((one, two, weight * thousandths as u64), (posts, association)))
            })
            .filter(|((_, _, weight), _)| *weight > 0)
            .collect();
        ties.sort_unstable_by_key(|&((one, two, _), _)| (one, two));
        let (edges, shared) = ties.into_iter().unzip();
        Self { nodes, edges, shared }
    }
}
