//! Topics: the candidates of a post that share words, gathered as TopicRank and MultipartiteRank
//! ask for it (Bougouin et al. 2013): agglomerative, by average linkage on the share of words.
//!
//! Two things keep this near-linear on long posts. Only candidates that share a word are compared,
//! each with the [`COMPARED`] before it that have that word. And places further apart than
//! [`FAR`] words count as unrelated, where the papers sum over all pairs of the whole text.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::Candidates;
use super::phrases::{is_content, longest_simple};
use crate::keyphrase::background::WordKey;

/// Candidates before it with which a candidate is compared, for each of its words.
const COMPARED: usize = 64;
/// Occurrences that are further apart than this many words do not count as neighbours.
const FAR: u32 = 300;
/// The most comparisons of a long post, and the most pairs of occurrences: in a post of very many candidates each has
/// fewer neighbours, but always some.
const MOST_PAIRS: usize = 1 << 21;
const LEAST_COMPANY: usize = 4;
/// Clusters below this similarity are not merged: the mean share of common words, 0..=1. The paper
/// has a quarter, for stems; lemmas are equal more often.
const LEAST_SIMILAR: f64 = 0.4;
/// The restart weight of a candidate that is in the title; that of the others is 1.
const TITLE: f64 = 10.0;

/// The longest simple noun phrases of a post and their topics.
pub(super) struct Topics {
    /// The ranked families, in the order in which they first stand.
    pub(super) families: Vec<u32>,
    /// The topic of each of these.
    pub(super) topic_of: Vec<u32>,
    /// The members of each topic, by their numbers in `families`, in order: the first is the first
    /// to stand in the post.
    pub(super) members: Vec<Vec<u32>>,
    /// Start and end of each occurrence, with its number in `families`; in order.
    places: Vec<(u32, u32, u32)>,
}

impl Topics {
    pub(super) fn of(candidates: &Candidates<'_>) -> Self {
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        let mut families = Vec::new();
        let mut places = Vec::new();
        for occurrence in longest_simple(candidates) {
            let family = candidates.family_of[occurrence as usize];
            let number = *numbers.entry(family).or_insert_with(|| {
                families.push(family);
                families.len() as u32 - 1
            });
            let occurrence = candidates.occurrences[occurrence as usize];
            places.push((occurrence.start, occurrence.end, number));
        }
        let words: Vec<Vec<WordKey>> = families
            .iter()
            .map(|&family| {
                let span = candidates.span(&candidates.families[family as usize]);
                let mut words: Vec<WordKey> =
                    span.iter().filter(|word| is_content(word)).map(|word| word.key).collect();
                words.sort_unstable();
                words.dedup();
                words
            })
            .collect();
        let (topic_of, members) = cluster(&words);
        Self { families, topic_of, members, places }
    }

    /// The restart weight of some members: greater for those of the title, which the texts of the papers
    /// do not have.
    pub(super) fn start(&self, candidates: &Candidates<'_>, members: &[u32]) -> f64 {
        let in_title =
            |&number: &u32| candidates.families[self.families[number as usize] as usize].in_title > 0;
        if members.iter().any(in_title) { TITLE } else { 1.0 }
    }

    /// Pairs of different occurrences near each other with 1 / their distance in words, those
    /// within one topic left out: numbers in `families`, in order.
    pub(super) fn company(&self) -> impl Iterator<Item = (u32, u32, f64)> + '_ {
        let most = (MOST_PAIRS / self.places.len().max(1)).max(LEAST_COMPANY);
        self.places.iter().enumerate().flat_map(move |(at, &(start, end, one))| {
            self.places[at + 1..]
                .iter()
                .take(most)
                .take_while(move |(later, _, _)| later - start <= FAR)
                .filter(move |(_, _, other)| self.topic_of[one as usize] != self.topic_of[*other as usize])
                .map(move |&(later, _, other)| {
                    let gap = (later + 1).saturating_sub(end).max(1);
                    (one, other, 1.0 / f64::from(gap))
                })
        })
    }
}

/// Two clusters and the mean similarity of their members.
struct Pair {
    similarity: f64,
    one: u32,
    other: u32,
}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> Ordering {
        self.similarity
            .total_cmp(&other.similarity)
            .then_with(|| (other.one, other.other).cmp(&(self.one, self.other)))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Pair {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Pair {}

/// A cluster while it grows.
struct Cluster {
    members: Vec<u32>,
    /// Other clusters and the sum of the similarities between the members, in order.
    near: Vec<(u32, f64)>,
}

/// Clusters sets of words; gives the cluster of each, and the members of each in order.
fn cluster(words: &[Vec<WordKey>]) -> (Vec<u32>, Vec<Vec<u32>>) {
    let mut clusters: Vec<Option<Cluster>> = (0..words.len())
        .map(|number| Some(Cluster { members: vec![number as u32], near: Vec::new() }))
        .collect();
    let mut with_word: FxHashMap<WordKey, Vec<u32>> = FxHashMap::default();
    let mut heap = BinaryHeap::new();
    let compared = (MOST_PAIRS / words.len().max(1)).clamp(LEAST_COMPANY, COMPARED);
    for (number, own) in words.iter().enumerate() {
        let mut others: Vec<u32> = Vec::new();
        for word in own {
            let known = with_word.entry(*word).or_default();
            others.extend(known.iter().rev().take(compared));
            known.push(number as u32);
        }
        others.sort_unstable();
        others.dedup();
        for other in others {
            let similarity = jaccard(own, &words[other as usize]);
            for (one, two) in [(number, other), (other as usize, number as u32)] {
                if let Some(cluster) = &mut clusters[one] {
                    cluster.near.push((two, similarity));
                }
            }
            heap.push(Pair { similarity, one: other, other: number as u32 });
        }
    }
    while let Some(best) = heap.pop() {
        if best.similarity < LEAST_SIMILAR {
            break;
        }
        // A pair of which one has been merged since is out of date.
        if clusters[best.one as usize].is_none() || clusters[best.other as usize].is_none() {
            continue;
        }
        let pair = (clusters[best.one as usize].take(), clusters[best.other as usize].take());
        let (Some(one), Some(two)) = pair else { continue };
        let new = clusters.len() as u32;
        let mut members = one.members;
        members.extend(two.members);
        members.sort_unstable();
        // What has been merged since stands in the list again, under its new number.
        let mut near = one.near;
        near.extend(two.near);
        near.retain(|(other, _)| clusters[*other as usize].is_some());
        near.sort_by_key(|(other, _)| *other);
        near.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 += later.1;
            }
            same
        });
        for &(other, sum) in &near {
            if let Some(cluster) = &mut clusters[other as usize] {
                cluster.near.push((new, sum));
                let pairs = (cluster.members.len() * members.len()) as f64;
                heap.push(Pair { similarity: sum / pairs, one: other, other: new });
            }
        }
        clusters.push(Some(Cluster { members, near }));
    }
    let mut members: Vec<Vec<u32>> = clusters.into_iter().flatten().map(|cluster| cluster.members).collect();
    members.sort_unstable();
    let mut cluster_of = vec![0; words.len()];
    for (number, members) in members.iter().enumerate() {
        for &member in members {
            cluster_of[member as usize] = number as u32;
        }
    }
    (cluster_of, members)
}

/// The share of words that two ordered sets have in common.
fn jaccard(one: &[WordKey], other: &[WordKey]) -> f64 {
    let common = one.iter().filter(|word| other.binary_search(word).is_ok()).count();
    common as f64 / (one.len() + other.len() - common).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_that_share_half_their_words_are_one_topic() {
        let words = ["réseau", "réseau social", "compost", "compost collectif", "marque"].map(|phrase| {
            let mut keys: Vec<WordKey> = phrase.split(' ').map(WordKey::of).collect();
            keys.sort_unstable();
            keys
        });
        let (topic_of, members) = cluster(&words);
        assert_eq!(members, [vec![0, 1], vec![2, 3], vec![4]]);
        assert_eq!(topic_of, [0, 0, 1, 1, 2]);
        assert_eq!(cluster(&[]), (vec![], vec![]));
    }
}
