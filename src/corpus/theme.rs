//! Themes: families that keep company across posts.
//!
//! A leader and its company: families are taken by weight; each that no theme has yet claimed
//! becomes the leader of one, and draws in the unclaimed families that share at least two posts
//! with it and whose normalised pointwise mutual information with it (Bouma 2009) is high. Every
//! choice follows a total order, so equal counts give equal themes.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::Aggregate;

/// Families of a theme, the leader first, at most.
const MOST_MEMBERS: usize = 8;
/// The least association between a leader and its company, -1..=1.
const LEAST_ASSOCIATION: f64 = 0.35;
/// A leader stands in at least this many posts.
const LEAST_POSTS: u64 = 2;

/// Themes as lists of family numbers, the heaviest first; `order` lists all families by weight.
pub(super) fn find(aggregate: &Aggregate, order: &[u32], at_most: usize) -> Vec<Vec<u32>> {
    let mut company: FxHashMap<u32, Vec<(u32, u32)>> = FxHashMap::default();
    for (&(one, two), &posts) in aggregate.pairs.iter().filter(|(_, posts)| **posts >= 2) {
        company.entry(one).or_default().push((two, posts));
        company.entry(two).or_default().push((one, posts));
    }
    let mut rank = vec![0usize; order.len()];
    for (position, &id) in order.iter().enumerate() {
        rank[id as usize] = position;
    }
    let mut claimed = vec![false; order.len()];
    let mut themes = Vec::new();
    for &leader in order {
        if themes.len() == at_most {
            break;
        }
        if claimed[leader as usize] || aggregate.families[leader as usize].posts < LEAST_POSTS {
            continue;
        }
        claimed[leader as usize] = true;
        let mut members: Vec<(u32, u64)> = company
            .get(&leader)
            .into_iter()
            .flatten()
            .filter(|(other, _)| !claimed[*other as usize])
            .map(|&(other, posts)| (other, association(aggregate, leader, other, posts)))
            .filter(|(_, strength)| *strength >= to_units(LEAST_ASSOCIATION))
            .collect();
        members.sort_by_key(|&(other, strength)| (Reverse(strength), rank[other as usize]));
        members.truncate(MOST_MEMBERS - 1);
        let theme: Vec<u32> =
            std::iter::once(leader).chain(members.into_iter().map(|(other, _)| other)).collect();
        for &member in &theme {
            claimed[member as usize] = true;
        }
        themes.push(theme);
    }
    themes
}

/// Association in whole units, so that sorting never compares floats.
fn to_units(association: f64) -> u64 {
    ((association.clamp(-1.0, 1.0) + 1.0) * 1e6).round() as u64
}

/// Normalised pointwise mutual information of two families over posts, in units.
fn association(aggregate: &Aggregate, one: u32, two: u32, together: u32) -> u64 {
    let posts = aggregate.analyzed.max(1) as f64;
    let share = |id: u32| aggregate.families[id as usize].posts as f64 / posts;
    let joint = f64::from(together) / posts;
    if joint >= 1.0 {
        return to_units(1.0);
    }
    to_units((joint / (share(one) * share(two))).ln() / -joint.ln())
}
