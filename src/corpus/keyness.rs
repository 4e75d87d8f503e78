//! Keyness: the phrases typical of a group of posts against the other posts.
//!
//! Counts are numbers of posts, not of occurrences, so that a single long post does not make a phrase typical.
//! A post *has* a phrase that is among its ranked families: see [`MAX_FAMILIES`](crate::MAX_FAMILIES).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::index::CorpusIndex;
use super::statistics::{Contrast, rounded};

/// Typical phrases per group, at most.
const MOST_PHRASES: usize = 15;
/// Authors and labels, at most.
const MOST_GROUPS: usize = 50;
/// Posts of a group that have a phrase before it can be typical.
const LEAST_POSTS: u64 = 2;
/// The least log-likelihood of a typical phrase: p < 0.01.
const LEAST_LIKELIHOOD: f64 = 6.63;

/// The phrases typical of years, authors and labels.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Keyness {
    /// Each year against all other dated posts, in chronological order.
    pub years: Vec<KeynessGroup>,
    /// Each author against all other posts, most posts first; at most fifty.
    pub authors: Vec<KeynessGroup>,
    /// Each label against all other posts, most posts first; at most fifty.
    pub labels: Vec<KeynessGroup>,
}

/// A group of posts and its typical phrases.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct KeynessGroup {
    /// The year, the author or the label.
    pub name: String,
    /// Analyzed posts of the group, 1 or more: the denominator of each `share`.
    pub posts: u64,
    /// The posts that it is compared with: the denominator of each `share_elsewhere`.
    pub other_posts: u64,
    /// Whether the group is too small for any phrase to be typical: even one that all of its posts have and no
    /// other post has would not be significant.
    pub too_small: bool,
    /// Its typical phrases, in descending order of log-likelihood.
    pub typical: Vec<TypicalPhrase>,
}

/// A phrase that a group of posts has more often than the other posts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TypicalPhrase {
    /// Its commonest variant.
    pub text: String,
    /// The lemmas of the phrase.
    pub lemma: String,
    /// Posts of the group that mention it.
    pub posts: u64,
    /// Posts of the group whose list of keyphrases gives it.
    pub keyphrase_of: u64,
    /// Other posts that mention it.
    pub posts_elsewhere: u64,
    /// The share of the posts of the group that mention it, 0..=1.
    pub share: f64,
    /// The share of the other posts that mention it, 0..=1.
    pub share_elsewhere: f64,
    /// The log-likelihood ratio G² (Dunning 1993, Rayson and Garside 2000) over posts, 0 or more;
    /// 3.84, 6.63 and 10.83 are the critical values for p < 0.05, 0.01 and 0.001.
    pub log_likelihood: f64,
    /// The effect size: the binary logarithm of the ratio of both shares, with half a post added to both
    /// counts (Hardie 2014).
    pub log_ratio: f64,
}

/// The phrases typical of each year, author and label of an archive.
pub(super) fn find(index: &CorpusIndex<'_>) -> Keyness {
    let all = index.ordered.len();
    let mut years: BTreeMap<i16, Vec<u32>> = BTreeMap::new();
    let mut authors: Vec<Vec<u32>> = vec![Vec::new(); index.ordered.authors.len()];
    let mut dated = Reference { posts: 0, with: vec![0; index.sums.len()] };
    for (number, post) in (0..).zip(index.ordered.posts()) {
        if let Some(day) = post.published {
            years.entry(day.year()).or_default().push(number);
            dated.posts += 1;
            post.mentions().for_each(|mention| dated.with[mention.family as usize] += 1);
        }
        if let Some(author) = post.figures().author {
            authors[author as usize].push(number);
        }
    }
    let everywhere =
        Reference { posts: all as u64, with: index.sums.iter().map(|sums| sums.posts as u32).collect() };
    let mut counter = PostCounter::new(index);
    let years = years
        .iter()
        .filter(|(_, members)| (members.len() as u64) < dated.posts)
        .map(|(year, members)| group(index, &mut counter, &year.to_string(), members, &dated))
        .collect();
    let mut by_size = |names: &[&str], lists: &[Vec<u32>]| {
        let mut order: Vec<usize> =
            (0..names.len()).filter(|&name| !lists[name].is_empty() && lists[name].len() < all).collect();
        order.sort_by_key(|&name| (Reverse(lists[name].len()), name));
        order.truncate(MOST_GROUPS);
        order
            .into_iter()
            .map(|name| group(index, &mut counter, names[name], &lists[name], &everywhere))
            .collect()
    };
    Keyness {
        years,
        authors: by_size(&index.ordered.authors, &authors),
        labels: by_size(&index.ordered.labels, &index.posts_of_label),
    }
}

/// The posts from which the group and the other posts are taken.
struct Reference {
    posts: u64,
    /// How many of the posts have each family.
    with: Vec<u32>,
}

/// The phrases typical of `members` against the other posts of the reference.
fn group(
    index: &CorpusIndex<'_>,
    counter: &mut PostCounter,
    name: &str,
    members: &[u32],
    reference: &Reference,
) -> KeynessGroup {
    let mut typical: Vec<TypicalPhrase> = counter
        .count(index, members, LEAST_POSTS)
        .into_iter()
        .filter_map(|(family, posts)| {
            let contrast = Contrast {
                here: posts,
                group: members.len() as u64,
                elsewhere: u64::from(reference.with[family as usize]) - posts,
                others: reference.posts - members.len() as u64,
            };
            typical(index.text(family), index.ordered.families[family as usize].lemma, contrast)
        })
        .collect();
    sort(&mut typical);
    typical.truncate(MOST_PHRASES);
    let (posts, other_posts) = (members.len() as u64, reference.posts - members.len() as u64);
    KeynessGroup {
        name: name.to_owned(),
        posts,
        other_posts,
        too_small: is_too_small(posts, other_posts),
        typical,
    }
}

/// Counts in how many posts of a group each family occurs; reuses its memory from group to group.
pub(super) struct PostCounter {
    /// Of each family; zero between calls.
    counts: Vec<u32>,
    /// The families met in this call.
    families: Vec<u32>,
}

impl PostCounter {
    pub(super) fn new(index: &CorpusIndex<'_>) -> Self {
        Self { counts: vec![0; index.sums.len()], families: Vec::new() }
    }

    /// The families that at least `least` of these posts have, in order, with the number of posts.
    pub(super) fn count(&mut self, index: &CorpusIndex<'_>, members: &[u32], least: u64) -> Vec<(u32, u64)> {
        for mention in members.iter().flat_map(|&post| index.ordered.post(post).mentions()) {
            let count = &mut self.counts[mention.family as usize];
            if *count == 0 {
                self.families.push(mention.family);
            }
            *count += 1;
        }
        let counted = self.families.drain(..).map(|family| {
            let count = std::mem::take(&mut self.counts[family as usize]);
            (family, u64::from(count))
        });
        let mut wanted: Vec<(u32, u64)> = counted.filter(|&(_, posts)| posts >= least).collect();
        wanted.sort_unstable();
        wanted
    }
}

/// Whether no phrase can be typical of a group of so few posts.
pub(super) fn is_too_small(posts: u64, other_posts: u64) -> bool {
    let exclusive = Contrast { here: posts, group: posts, elsewhere: 0, others: other_posts };
    posts < LEAST_POSTS || exclusive.log_likelihood() < LEAST_LIKELIHOOD
}

/// The phrase with its statistics, if it is typical.
pub(super) fn typical(text: &str, lemma: &str, contrast: Contrast) -> Option<TypicalPhrase> {
    let (share, share_elsewhere) = (contrast.share(), contrast.share_elsewhere());
    let log_likelihood = contrast.log_likelihood();
    (share > share_elsewhere && log_likelihood >= LEAST_LIKELIHOOD).then(|| TypicalPhrase {
        text: text.to_owned(),
        lemma: lemma.to_owned(),
        posts: contrast.here,
        keyphrase_of: contrast.here,
        posts_elsewhere: contrast.elsewhere,
        share: rounded(share, 4),
        share_elsewhere: rounded(share_elsewhere, 4),
        log_likelihood: rounded(log_likelihood, 2),
        log_ratio: rounded(contrast.log_ratio(), 2),
    })
}

/// Sorts by descending log-likelihood.
pub(super) fn sort(typical: &mut [TypicalPhrase]) {
    typical.sort_by(|one, two| {
        (two.log_likelihood.total_cmp(&one.log_likelihood))
            .then(two.posts.cmp(&one.posts))
            .then_with(|| one.lemma.cmp(&two.lemma))
    });
}
