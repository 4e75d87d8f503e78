//! Themes: communities of the co-occurrence graph of families.
//!
//! Communities are found by the Louvain method. A large one with more than an eighth of the posts is split
//! again, unless the split would separate its heaviest family from most of its neighbours. A family stays in
//! its theme when at least a fifth of the weight of its edges is inside; a theme has at least two families and
//! two posts. A phrase that is too general for a theme, because many posts mention it and few are about it, is in
//! none. The name of a theme is its strongest family that is a topic: no person, no general noun, and no phrase that
//! is rarely what a post is about.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::canonical::OrderedPost;
use super::communities::{self, Edge};
use super::cooccurrence::CooccurrenceGraph;
use super::index::CorpusIndex;
use super::theme_stop_list;
use crate::french::{Category, Lexicon};
use crate::keyphrase::Kind;

/// A community of more families than this, with more than one in `SPLIT_SHARE` posts, is split again.
const SPLIT_FAMILIES: usize = 40;
const SPLIT_SHARE: usize = 8;
/// Levels of splitting, at most.
const MOST_SPLITS: usize = 4;
/// At least one in this many parts of the edge weight of a family is inside its theme.
const INNER_PARTS: u64 = 5;
/// A family is too general for a theme when at least one in `COMMON_PARTS` posts mentions it, and fewer than one in
/// `TOPIC_PARTS` of these posts has it as a keyphrase.
const COMMON_PARTS: u64 = 4;
const TOPIC_PARTS: u64 = 10;
/// Families of a theme, at most.
const MOST_MEMBERS: usize = 40;
/// A post belongs to a theme that has at least one in this many parts of its weight.
pub(super) const PARTS_OF_POST: u64 = 10;

/// A theme by the numbers of its families and posts.
#[derive(Clone, Debug)]
pub(super) struct ThemeMembers {
    /// Its families with their strength in units of weight, the leader first.
    pub(super) members: Vec<(u32, u64)>,
    /// Its posts with the sum of the weights of its families there, in order of posts.
    pub(super) posts: Vec<(u32, u32)>,
    /// The sum of the weights over its posts.
    pub(super) weight: u64,
}

/// The themes of an archive, the heaviest first.
pub(super) fn find(index: &CorpusIndex<'_>, graph: &CooccurrenceGraph, at_most: usize) -> Vec<ThemeMembers> {
    let all = index.ordered.len() as u64;
    let is_general = |node: u32| {
        let (family, posts) = (graph.nodes[node as usize], graph.posts[node as usize]);
        posts * COMMON_PARTS >= all && index.sums[family as usize].keyphrase_posts * TOPIC_PARTS < posts
    };
    let nodes: Vec<u32> = (0..graph.nodes.len() as u32).filter(|&node| !is_general(node)).collect();
    let themes = members(index, graph, &split(index, graph, &nodes, MOST_SPLITS));
    let families =
        |members: &[(u32, u64)]| -> Vec<u32> { members.iter().map(|&(family, _)| family).collect() };
    let mut sums = vec![(0_u32, 0_u64); themes.len()];
    let posts = index.ordered.posts_in_memory_order().map(|post| ((), post));
    for_each_part(index, posts, themes.iter().map(|members| families(members)), |theme, (), part| {
        let (posts, weight) = &mut sums[theme];
        *posts += 1;
        *weight += u64::from(part);
    });
    let mut found: Vec<ThemeMembers> = themes
        .into_iter()
        .zip(sums)
        .filter(|(_, (posts, _))| *posts >= 2)
        .map(|(members, (_, weight))| ThemeMembers { members, posts: Vec::new(), weight })
        .collect();
    found.sort_by_key(|theme| (Reverse(theme.weight), theme.members[0].0));
    found.truncate(at_most);
    let lists: Vec<Vec<u32>> = found.iter().map(|theme| families(&theme.members)).collect();
    let posts = (0..).zip(index.ordered.posts());
    for_each_part(index, posts, lists, |theme, post, part| found[theme].posts.push((post, part)));
    found
}

/// The communities of some nodes, each split again while it is too large.
fn split(index: &CorpusIndex<'_>, graph: &CooccurrenceGraph, nodes: &[u32], splits: usize) -> Vec<Vec<u32>> {
    let mut place = vec![u32::MAX; graph.nodes.len()];
    for (at, &node) in nodes.iter().enumerate() {
        place[node as usize] = at as u32;
    }
    let edges: Vec<Edge> = graph
        .edges
        .iter()
        .map(|&(one, two, weight)| (place[one as usize], place[two as usize], weight))
        .filter(|&(one, two, _)| one != u32::MAX && two != u32::MAX)
        .collect();
    let community = communities::find(nodes.len(), &edges);
    let count = community.iter().max().map_or(0, |most| *most as usize + 1);
    let mut parts = vec![Vec::new(); count];
    for (&node, &community) in nodes.iter().zip(&community) {
        parts[community as usize].push(node);
    }
    if count == 1 || splits == 0 {
        return parts;
    }
    if splits < MOST_SPLITS && loses_its_heaviest(index, graph, nodes, &community, &edges) {
        return vec![nodes.to_vec()];
    }
    let families =
        |part: &Vec<u32>| -> Vec<u32> { part.iter().map(|&node| graph.nodes[node as usize]).collect() };
    let mut posts = vec![0; parts.len()];
    let all = index.ordered.posts_in_memory_order().map(|post| ((), post));
    for_each_part(index, all, parts.iter().map(families), |part, (), _| posts[part] += 1);
    parts
        .into_iter()
        .zip(posts)
        .flat_map(|(part, posts)| {
            let is_large = part.len() > SPLIT_FAMILIES && posts * SPLIT_SHARE > index.ordered.len();
            if is_large { split(index, graph, &part, splits - 1) } else { vec![part] }
        })
        .collect()
}

/// Whether the heaviest of some nodes would be separated from most of its neighbours.
fn loses_its_heaviest(
    index: &CorpusIndex<'_>,
    graph: &CooccurrenceGraph,
    nodes: &[u32],
    community: &[u32],
    edges: &[Edge],
) -> bool {
    let weight = |node: u32| index.sums[graph.nodes[node as usize] as usize].weight;
    let Some((heaviest, &node)) = (0..).zip(nodes).max_by_key(|&(_, &node)| (weight(node), Reverse(node)))
    else {
        return false;
    };
    let inner: u64 = edges
        .iter()
        .filter(|(one, two, _)| [*one, *two].contains(&heaviest))
        .filter(|(one, two, _)| community[*one as usize] == community[*two as usize])
        .map(|(_, _, weight)| weight)
        .sum();
    let all: u64 = graph
        .edges
        .iter()
        .filter(|(one, two, _)| [*one, *two].contains(&node))
        .map(|(_, _, weight)| weight)
        .sum();
    inner * INNER_PARTS < all
}

/// The families of each community, strongest first, with their strength: the weight of the family times the
/// share of its edge weight inside. The first one that can name the theme leads. Communities of fewer than two
/// families are left out.
fn members(
    index: &CorpusIndex<'_>,
    graph: &CooccurrenceGraph,
    communities: &[Vec<u32>],
) -> Vec<Vec<(u32, u64)>> {
    let mut community_of = vec![u32::MAX; graph.nodes.len()];
    for (number, community) in communities.iter().enumerate() {
        for &node in community {
            community_of[node as usize] = number as u32;
        }
    }
    let mut edge_weights = vec![(0u64, 0u64); graph.nodes.len()];
    let is_in = |node: u32| community_of[node as usize] != u32::MAX;
    for &(one, two, weight) in graph.edges.iter().filter(|(one, two, _)| is_in(*one) && is_in(*two)) {
        let is_inner = community_of[one as usize] == community_of[two as usize];
        for node in [one, two] {
            let (inner, all) = &mut edge_weights[node as usize];
            *inner += if is_inner { weight } else { 0 };
            *all += weight;
        }
    }
    let strength = |node: u32| {
        let (inner, all) = edge_weights[node as usize];
        let family = graph.nodes[node as usize];
        let strength =
            u128::from(index.sums[family as usize].weight) * u128::from(inner) / u128::from(all.max(1));
        (inner > 0 && inner * INNER_PARTS >= all).then_some((family, strength as u64))
    };
    let names = Names {
        index,
        lexicon: Lexicon::new(),
        posts: graph.nodes.iter().copied().zip(graph.posts.iter().copied()).collect(),
    };
    communities
        .iter()
        .map(|community| {
            let mut members: Vec<(u32, u64)> = community.iter().filter_map(|&node| strength(node)).collect();
            members.sort_by_key(|&(family, strength)| (Reverse(strength), family));
            if let Some(leader) = members.iter().position(|&(family, _)| names.are_topic(family)) {
                members[..=leader].rotate_right(1);
            }
            members.truncate(MOST_MEMBERS);
            members
        })
        .filter(|members| members.len() >= 2)
        .collect()
}

/// Which families can name a theme.
struct Names<'a> {
    index: &'a CorpusIndex<'a>,
    lexicon: Lexicon<'static>,
    /// The posts that mention each family.
    posts: FxHashMap<u32, u64>,
}

impl Names<'_> {
    fn are_topic(&self, family: u32) -> bool {
        let lemma = self.index.ordered.families[family as usize].lemma;
        let keyphrase_of = self.index.sums[family as usize].keyphrase_posts;
        let posts = self.posts.get(&family).copied().unwrap_or(0);
        theme_stop_list::can_name_theme(lemma)
            && keyphrase_of * TOPIC_PARTS >= posts
            && !self.is_person(family)
    }

    /// Whether the posts show that the family names a person, or it is a given name and nothing else.
    fn is_person(&self, family: u32) -> bool {
        let record = &self.index.ordered.families[family as usize].family;
        let name = record.text();
        let is_shown =
            u64::from(record.kinds.posts(Kind::Person)) * 2 >= self.index.sums[family as usize].posts.max(1);
        let found = self.lexicon.lookup_exact(&name.to_lowercase());
        let mut readings = self.lexicon.readings(&found).peekable();
        let is_given_name = name.starts_with(char::is_uppercase)
            && readings.peek().is_some()
            && readings.all(|reading| reading.analysis.categories.contains(Category::GivenName));
        is_shown || is_given_name
    }
}

/// Calls `each` for each post and each list of families with a large enough part of the weight of the post:
/// with the number of the list, the key of the post, and the weight of the part. No family is in two lists.
fn for_each_part<'a, Key: Copy>(
    index: &CorpusIndex<'_>,
    posts: impl Iterator<Item = (Key, OrderedPost<'a>)>,
    lists: impl IntoIterator<Item = Vec<u32>>,
    mut each: impl FnMut(usize, Key, u32),
) {
    const NONE: u32 = u32::MAX;
    let mut list_of = vec![NONE; index.sums.len()];
    for (number, list) in (0..).zip(lists) {
        for family in list {
            list_of[family as usize] = number;
        }
    }
    let mut parts: Vec<(u32, u32)> = Vec::new();
    for (key, post) in posts {
        parts.clear();
        let mut all = 0;
        for mention in post.mentions() {
            let (list, weight) = (list_of[mention.family as usize], u32::from(mention.weight()));
            all += u64::from(weight);
            match parts.iter_mut().find(|(other, _)| *other == list) {
                _ if list == NONE => {}
                Some((_, part)) => *part += weight,
                None => parts.push((list, weight)),
            }
        }
        for &(list, part) in &parts {
            if part > 0 && u64::from(part) * PARTS_OF_POST >= all {
                each(list as usize, key, part);
            }
        }
    }
}
