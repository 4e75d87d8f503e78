//! Communities in a weighted graph by the Louvain method (Blondel, Guillaume, Lambiotte and Lefebvre 2008)
//! in integer arithmetic.
//!
//! The result depends on the order in which the nodes are visited. The method therefore runs several times
//! with fixed permutations and keeps the partition of the highest modularity. Modularity is an integer and
//! ties go to the lowest community number, so that equal graphs give equal communities on every machine.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// The resolution: above 1, communities are smaller than with plain modularity (Reichardt and
/// Bornholdt 2006).
const RESOLUTION: i128 = 2;
/// Orders in which the nodes are visited.
const STARTS: u64 = 8;
/// Passes over all nodes on one level, at most. Each pass raises modularity; few are needed in practice.
const MOST_ROUNDS: usize = 64;

/// An undirected edge between two different nodes, with its weight.
pub(super) type Edge = (u32, u32, u64);

/// The community of each node, numbered in the order of their first nodes. A node without edges is a
/// community by itself.
pub(super) fn find(nodes: usize, edges: &[Edge]) -> Vec<u32> {
    let found: Vec<(i128, Vec<u32>)> = (0..STARTS)
        .into_par_iter()
        .map(|start| {
            let place = order(nodes, start);
            let moved: Vec<Edge> = edges
                .iter()
                .map(|&(one, two, weight)| (place[one as usize], place[two as usize], weight))
                .collect();
            let found = find_in_order(nodes, &moved);
            let communities = renumbered(place.iter().map(|&place| found[place as usize]));
            (modularity(edges, &communities), communities)
        })
        .collect();
    // Of equal partitions, the first.
    found.into_iter().rev().max_by_key(|(modularity, _)| *modularity).map_or_else(Vec::new, |(_, best)| best)
}

/// The position of each node in the visiting order: the identity for start 0, else a pseudo-random
/// permutation.
fn order(nodes: usize, start: u64) -> Vec<u32> {
    let mut place: Vec<u32> = (0..nodes as u32).collect();
    let mut state = start;
    if start > 0 {
        for at in (1..nodes).rev() {
            // Knuth's MMIX generator; its upper bits are the most random.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            place.swap(at, (state >> 33) as usize % (at + 1));
        }
    }
    place
}

/// The modularity of communities, times the square of twice the weight of all edges.
fn modularity(edges: &[Edge], community: &[u32]) -> i128 {
    let count = community.iter().max().map_or(0, |most| *most as usize + 1);
    let mut degrees = vec![0_i128; count];
    let (mut inner, mut total) = (0, 0);
    for &(one, two, weight) in edges {
        let [one, two] = [one, two].map(|node| community[node as usize]);
        let weight = i128::from(weight);
        degrees[one as usize] += weight;
        degrees[two as usize] += weight;
        inner += if one == two { 2 * weight } else { 0 };
        total += 2 * weight;
    }
    total * inner - RESOLUTION * degrees.iter().map(|degree| degree * degree).sum::<i128>()
}

/// The communities that the method finds when it visits the nodes in order of their numbers.
fn find_in_order(nodes: usize, edges: &[Edge]) -> Vec<u32> {
    let mut communities: Vec<u32> = (0..nodes as u32).collect();
    let mut graph = Graph::new(nodes, edges);
    loop {
        let level = graph.level();
        let count = level.iter().max().map_or(0, |most| *most as usize + 1);
        for community in &mut communities {
            *community = level[*community as usize];
        }
        if count == graph.neighbours.len() {
            return communities;
        }
        graph = graph.joined(&level, count);
    }
}

struct Graph {
    /// The neighbours of each node with the weights of their edges, in the order of their numbers.
    neighbours: Vec<Vec<(u32, u64)>>,
    /// Twice the weight of the edges inside each node.
    inner: Vec<u64>,
    /// The weight of all edges of each node, those inside counted twice.
    degree: Vec<u64>,
    /// The sum of all degrees.
    total: u64,
}

impl Graph {
    fn new(nodes: usize, edges: &[Edge]) -> Self {
        let mut neighbours = vec![Vec::new(); nodes];
        for &(one, two, weight) in edges {
            neighbours[one as usize].push((two, weight));
            neighbours[two as usize].push((one, weight));
        }
        for list in &mut neighbours {
            list.sort_unstable();
        }
        Self::of(neighbours, vec![0; nodes])
    }

    fn of(neighbours: Vec<Vec<(u32, u64)>>, inner: Vec<u64>) -> Self {
        let degree: Vec<u64> = neighbours
            .iter()
            .zip(&inner)
            .map(|(list, inner)| list.iter().map(|(_, weight)| weight).sum::<u64>() + inner)
            .collect();
        let total = degree.iter().sum();
        Self { neighbours, inner, degree, total }
    }

    /// Moves each node to the neighbouring community with the greatest gain in modularity, until no move
    /// gains.
    fn level(&self) -> Vec<u32> {
        let nodes = self.neighbours.len();
        let mut community: Vec<u32> = (0..nodes as u32).collect();
        let mut community_degree = self.degree.clone();
        // The weight of the edges of a node to each community, and the communities with such edges, its own
        // first.
        let mut ties = vec![0_u64; nodes];
        let mut near: Vec<u32> = Vec::new();
        for _ in 0..MOST_ROUNDS {
            let mut moved = false;
            for node in 0..nodes {
                let own = community[node];
                near.clear();
                near.push(own);
                for &(other, weight) in &self.neighbours[node] {
                    let other = community[other as usize];
                    if ties[other as usize] == 0 && other != own {
                        near.push(other);
                    }
                    ties[other as usize] += weight;
                }
                community_degree[own as usize] -= self.degree[node];
                let gain = |candidate: u32, tie: u64| {
                    i128::from(self.total) * i128::from(tie)
                        - RESOLUTION
                            * i128::from(community_degree[candidate as usize])
                            * i128::from(self.degree[node])
                };
                let mut best = (gain(own, ties[own as usize]), own);
                for &candidate in &near {
                    let gain = gain(candidate, std::mem::take(&mut ties[candidate as usize]));
                    // On equal gain the node stays, else the lowest number wins.
                    let wins = gain == best.0 && best.1 != own && candidate < best.1;
                    if gain > best.0 || wins {
                        best = (gain, candidate);
                    }
                }
                community_degree[best.1 as usize] += self.degree[node];
                moved |= best.1 != own;
                community[node] = best.1;
            }
            if !moved {
                break;
            }
        }
        renumbered(community)
    }

    /// The graph whose nodes are the communities of this one.
    fn joined(&self, community: &[u32], count: usize) -> Self {
        let mut inner = vec![0; count];
        let mut ties: Vec<FxHashMap<u32, u64>> = vec![FxHashMap::default(); count];
        for (node, list) in self.neighbours.iter().enumerate() {
            let own = community[node];
            inner[own as usize] += self.inner[node];
            for &(other, weight) in list {
                let other = community[other as usize];
                if other == own {
                    inner[own as usize] += weight;
                } else {
                    *ties[own as usize].entry(other).or_default() += weight;
                }
            }
        }
        let neighbours = ties
            .into_iter()
            .map(|ties| {
                let mut list: Vec<(u32, u64)> = ties.into_iter().collect();
                list.sort_unstable();
                list
            })
            .collect();
        Self::of(neighbours, inner)
    }
}

/// Numbers communities in the order of their first nodes.
fn renumbered(community: impl IntoIterator<Item = u32>) -> Vec<u32> {
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    community
        .into_iter()
        .map(|old| {
            let next = numbers.len() as u32;
            *numbers.entry(old).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_triangles_with_a_bridge_are_two_communities() {
        let edges = [(0, 1, 5), (1, 2, 5), (0, 2, 5), (3, 4, 5), (4, 5, 5), (3, 5, 5), (2, 3, 1)];
        assert_eq!(find(7, &edges), [0, 0, 0, 1, 1, 1, 2]);
    }

    #[test]
    fn a_ring_of_cliques_is_split_into_its_cliques() {
        let mut edges = Vec::new();
        for clique in 0..8u32 {
            for one in 0..5 {
                for two in one + 1..5 {
                    edges.push((clique * 5 + one, clique * 5 + two, 10));
                }
            }
            edges.push((clique * 5, (clique * 5 + 6) % 40, 1));
        }
        let found = find(40, &edges);
        assert!((0..40).all(|node| found[node] == node as u32 / 5), "{found:?}");
    }

    #[test]
    fn the_order_of_the_edges_does_not_matter() {
        let mut edges: Vec<Edge> = (0..60u32)
            .map(|n| (n % 20, (n * 7 + 3) % 20, u64::from(n % 4 + 1)))
            .filter(|e| e.0 != e.1)
            .collect();
        let found = find(20, &edges);
        edges.reverse();
        assert_eq!(find(20, &edges), found);
        assert!(find(0, &[]).is_empty());
        assert_eq!(find(2, &[]), [0, 1]);
    }
}
