//! Keyness: what is typical of some posts against the others.
//!
//! Counts are of posts, not of occurrences, so that one long post cannot carry a phrase. A post *has* a
//! phrase that is among its keyphrases or ranks next after them: see [`MAX_FAMILIES`](crate::MAX_FAMILIES).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::index::CorpusIndex;
use super::statistics::{Contrast, rounded};

/// Phrases of a group, at most.
const MOST_PHRASES: usize = 15;
/// Authors and labels that are looked at, at most.
const MOST_GROUPS: usize = 50;
/// Posts that an author or a label has at least.
const LEAST_GROUP: usize = 3;
/// The least log-likelihood of what is typical: p < 0.01.
const LEAST_LIKELIHOOD: f64 = 6.63;

/// What is typical of years, authors and labels.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Keyness {
    /// Of each year against all other dated posts, in order of time.
    pub years: Vec<KeynessGroup>,
    /// Of each author with enough posts against all other posts, most posts first.
    pub authors: Vec<KeynessGroup>,
    /// Of each label with enough posts against all other posts, most posts first.
    pub labels: Vec<KeynessGroup>,
}

/// Some posts, and what is typical of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeynessGroup {
    /// The year, the author or the label.
    pub name: String,
    /// Analyzed posts of it, 1 or more.
    pub posts: u64,
    /// What is typical of it, the surest first.
    pub typical: Vec<TypicalPhrase>,
}

/// A keyphrase that some posts have more often than others.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TypicalPhrase {
    /// Its commonest variant.
    pub text: String,
    /// The phrase by its lemmas.
    pub lemma: String,
    /// Posts of the group that have it.
    pub posts: u64,
    /// Other posts that have it.
    pub posts_elsewhere: u64,
    /// Its share of the posts of the group, 0..=1: its dispersion there.
    pub share: f64,
    /// Its share of the other posts, 0..=1.
    pub share_elsewhere: f64,
    /// The log-likelihood ratio G² (Dunning 1993, Rayson and Garside 2000) over posts, 0 or more;
    /// 3.84, 6.63, 10.83 are the limits of p < 0.05, 0.01, 0.001.
    pub log_likelihood: f64,
    /// The effect size: the binary logarithm of one share over the other, half a post added to both
    /// (Hardie 2014).
    pub log_ratio: f64,
}

/// What is typical of each year, author and label of an archive.
pub(super) fn find(index: &CorpusIndex<'_>) -> Keyness {
    let all = index.ordered.len();
    let mut years: BTreeMap<i16, Vec<u32>> = BTreeMap::new();
    let mut authors: Vec<Vec<u32>> = vec![Vec::new(); index.ordered.authors.len()];
    let mut dated = Compared { posts: 0, with: vec![0; index.sums.len()] };
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
        Compared { posts: all as u64, with: index.sums.iter().map(|sums| sums.posts as u32).collect() };
    let mut counter = Counter::new(index);
    let years = years
        .iter()
        .filter(|(_, members)| (members.len() as u64) < dated.posts)
        .map(|(year, members)| group(index, &mut counter, &year.to_string(), members, &dated))
        .collect();
    let mut by_size = |names: &[&str], lists: &[Vec<u32>]| {
        let mut order: Vec<usize> = (0..names.len())
            .filter(|&name| lists[name].len() >= LEAST_GROUP && lists[name].len() < all)
            .collect();
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

/// The posts that a group and the others are taken from.
struct Compared {
    posts: u64,
    /// How many of them have each family.
    with: Vec<u32>,
}

/// What is typical of these posts against the others of those that are compared.
fn group(
    index: &CorpusIndex<'_>,
    counter: &mut Counter,
    name: &str,
    members: &[u32],
    compared: &Compared,
) -> KeynessGroup {
    let mut typical: Vec<TypicalPhrase> = counter
        .count(index, members, 2)
        .into_iter()
        .filter_map(|(family, posts)| {
            let contrast = Contrast {
                here: posts,
                group: members.len() as u64,
                elsewhere: u64::from(compared.with[family as usize]) - posts,
                others: compared.posts - members.len() as u64,
            };
            typical(index.text(family), index.ordered.families[family as usize].lemma, contrast)
        })
        .collect();
    sort(&mut typical);
    typical.truncate(MOST_PHRASES);
    KeynessGroup { name: name.to_owned(), posts: members.len() as u64, typical }
}

/// Counts, for some posts after others, how many have each family.
pub(super) struct Counter {
    /// Of each family, zero between two counts.
    counts: Vec<u32>,
    /// The families that these posts have.
    families: Vec<u32>,
}

impl Counter {
    pub(super) fn new(index: &CorpusIndex<'_>) -> Self {
        Self { counts: vec![0; index.sums.len()], families: Vec::new() }
    }

    /// The families that so many of these posts have at least, in order, and how many have them.
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

/// A phrase, if it is typical.
pub(super) fn typical(text: &str, lemma: &str, contrast: Contrast) -> Option<TypicalPhrase> {
    let (share, share_elsewhere) = (contrast.share(), contrast.share_elsewhere());
    let log_likelihood = contrast.log_likelihood();
    (share > share_elsewhere && log_likelihood >= LEAST_LIKELIHOOD).then(|| TypicalPhrase {
        text: text.to_owned(),
        lemma: lemma.to_owned(),
        posts: contrast.here,
        posts_elsewhere: contrast.elsewhere,
        share: rounded(share, 4),
        share_elsewhere: rounded(share_elsewhere, 4),
        log_likelihood: rounded(log_likelihood, 2),
        log_ratio: rounded(contrast.log_ratio(), 2),
    })
}

/// The surest first.
pub(super) fn sort(typical: &mut [TypicalPhrase]) {
    typical.sort_by(|one, two| {
        (two.log_likelihood.total_cmp(&one.log_likelihood))
            .then(two.posts.cmp(&one.posts))
            .then_with(|| one.lemma.cmp(&two.lemma))
    });
}
