//! Keyness: the phrases typical of a group of posts against the other posts.
//!
//! Counts are numbers of posts, not of occurrences, so that a single long post does not make a phrase typical.
//! Every family that ranks high in some post is tried (see [`MAX_FAMILIES`](crate::MAX_FAMILIES)); it is counted in every
//! post that mentions it.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::canonical::OrderedPost;
use super::index::CorpusIndex;
use super::presence::Slots;
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
    /// Its occurrences in the posts of the group; given where two archives are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrences: Option<u64>,
    /// Its occurrences in the other posts; given where two archives are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrences_elsewhere: Option<u64>,
    /// The deviation of proportions over the posts of the group (Gries 2008), 0..=1, 0 for the most even; given where two
    /// archives are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispersion: Option<f64>,
    /// The part of speech of a lemma (Universal Dependencies).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upos: Option<String>,
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

/// The groups of an archive, and the posts of each that mention each family.
#[derive(Debug)]
pub(super) struct GroupPresence {
    years: Vec<Group>,
    authors: Vec<Group>,
    labels: Vec<Group>,
    /// The number of each group by its year, its author or its label.
    of_year: BTreeMap<i16, usize>,
    of_author: FxHashMap<u32, usize>,
    of_label: FxHashMap<u32, usize>,
    slots: usize,
    /// The posts of each group that mention the family in each slot; groups one after the other.
    posts: Vec<u32>,
}

#[derive(Debug)]
struct Group {
    name: String,
    members: Vec<u32>,
}

impl GroupPresence {
    pub(super) fn new(index: &CorpusIndex<'_>, slots: &Slots) -> Self {
        let all = index.ordered.len();
        let mut years: BTreeMap<i16, Vec<u32>> = BTreeMap::new();
        let mut authors: Vec<Vec<u32>> = vec![Vec::new(); index.ordered.authors.len()];
        for (number, post) in (0..).zip(index.ordered.posts()) {
            if let Some(day) = post.published {
                years.entry(day.year()).or_default().push(number);
            }
            if let Some(author) = post.figures().author {
                authors[author as usize].push(number);
            }
        }
        let by_size = |lists: &[Vec<u32>]| {
            let mut order: Vec<usize> =
                (0..lists.len()).filter(|&name| !lists[name].is_empty() && lists[name].len() < all).collect();
            order.sort_by_key(|&name| (Reverse(lists[name].len()), name));
            order.truncate(MOST_GROUPS);
            order
        };
        let (by_author, by_label) = (by_size(&authors), by_size(&index.posts_of_label));
        let groups = |order: &[usize], names: &[&str], lists: &[Vec<u32>]| -> Vec<Group> {
            let group = |&at: &usize| Group { name: names[at].to_owned(), members: lists[at].clone() };
            order.iter().map(group).collect()
        };
        let numbers = |order: &[usize], first: usize| -> FxHashMap<u32, usize> {
            order.iter().zip(first..).map(|(&name, group)| (name as u32, group)).collect()
        };
        let of_year: BTreeMap<i16, usize> = years.keys().copied().zip(0..).collect();
        let of_author = numbers(&by_author, years.len());
        let of_label = numbers(&by_label, years.len() + by_author.len());
        let count = years.len() + by_author.len() + by_label.len();
        Self {
            years: years
                .into_iter()
                .map(|(year, members)| Group { name: year.to_string(), members })
                .collect(),
            authors: groups(&by_author, &index.ordered.authors, &authors),
            labels: groups(&by_label, &index.ordered.labels, &index.posts_of_label),
            of_year,
            of_author,
            of_label,
            slots: slots.len(),
            posts: vec![0; count * slots.len()],
        }
    }

    /// Counts a post.
    pub(super) fn add(&mut self, post: OrderedPost<'_>, found: &[(u32, u32)]) {
        let year = post.published.and_then(|day| self.of_year.get(&day.year()));
        let author = post.figures().author.and_then(|author| self.of_author.get(&author));
        let labels = post.labels().filter_map(|label| self.of_label.get(&label));
        for &group in year.into_iter().chain(author).chain(labels) {
            let posts = &mut self.posts[group * self.slots..][..self.slots];
            for &(slot, _) in found {
                posts[slot as usize] += 1;
            }
        }
    }

    /// The posts of a group that mention each family, by slot.
    fn posts(&self, group: usize) -> &[u32] {
        &self.posts[group * self.slots..][..self.slots]
    }

    /// The phrases typical of each year, author and label of an archive; `posts` mention each family, by slot.
    pub(super) fn keyness(&self, index: &CorpusIndex<'_>, slots: &Slots, posts: &[u64]) -> Keyness {
        let everywhere = Reference { posts: index.ordered.len() as u64, with: posts.to_vec() };
        let mut dated = Reference { posts: 0, with: vec![0; self.slots] };
        for (number, year) in self.years.iter().enumerate() {
            dated.posts += year.members.len() as u64;
            let with = dated.with.iter_mut().zip(self.posts(number));
            with.for_each(|(with, &posts)| *with += u64::from(posts));
        }
        let groups = |groups: &[Group], first: usize, reference: &Reference| -> Vec<KeynessGroup> {
            let numbered = groups.iter().zip(first..);
            let compared = numbered.filter(|(group, _)| (group.members.len() as u64) < reference.posts);
            compared.map(|(one, number)| group(index, slots, one, self.posts(number), reference)).collect()
        };
        let (years, authors) = (self.years.len(), self.authors.len());
        Keyness {
            years: groups(&self.years, 0, &dated),
            authors: groups(&self.authors, years, &everywhere),
            labels: groups(&self.labels, years + authors, &everywhere),
        }
    }
}

/// The posts from which the group and the other posts are taken.
struct Reference {
    posts: u64,
    /// How many of the posts mention each family, by slot.
    with: Vec<u64>,
}

/// The phrases typical of a group against the other posts of the reference.
fn group(
    index: &CorpusIndex<'_>,
    slots: &Slots,
    group: &Group,
    here: &[u32],
    reference: &Reference,
) -> KeynessGroup {
    let (posts, other_posts) = (group.members.len() as u64, reference.posts - group.members.len() as u64);
    let tried = here.iter().zip(&reference.with).zip(&slots.families);
    let mut typical: Vec<(TypicalPhrase, u32)> = tried
        .map(|((&here, &with), &family)| (u64::from(here), with, family))
        .filter(|&(here, ..)| here >= LEAST_POSTS)
        .filter_map(|(here, with, family)| {
            let contrast = Contrast { here, group: posts, elsewhere: with - here, others: other_posts };
            let lemma = index.ordered.families[family as usize].lemma;
            Some((typical(index.text(family), lemma, contrast)?, family))
        })
        .collect();
    typical.sort_by(|(one, _), (two, _)| most_typical_first(one, two));
    typical.truncate(MOST_PHRASES);
    let lists = group.members.iter().flat_map(|&post| index.ordered.post(post).mentions());
    for mention in lists.filter(|mention| mention.is_keyphrase()) {
        if let Some((phrase, _)) = typical.iter_mut().find(|(_, family)| *family == mention.family) {
            phrase.keyphrase_of += 1;
        }
    }
    KeynessGroup {
        name: group.name.clone(),
        posts,
        other_posts,
        too_small: is_too_small(posts, other_posts),
        typical: typical.into_iter().map(|(phrase, _)| phrase).collect(),
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

/// The phrase with its statistics, if it is typical; the posts whose list gives it are left to count.
pub(super) fn typical(text: &str, lemma: &str, contrast: Contrast) -> Option<TypicalPhrase> {
    let (share, share_elsewhere) = (contrast.share(), contrast.share_elsewhere());
    let log_likelihood = contrast.log_likelihood();
    (share > share_elsewhere && log_likelihood >= LEAST_LIKELIHOOD).then(|| TypicalPhrase {
        text: text.to_owned(),
        lemma: lemma.to_owned(),
        posts: contrast.here,
        keyphrase_of: 0,
        posts_elsewhere: contrast.elsewhere,
        occurrences: None,
        occurrences_elsewhere: None,
        dispersion: None,
        upos: None,
        share: rounded(share, 4),
        share_elsewhere: rounded(share_elsewhere, 4),
        log_likelihood: rounded(log_likelihood, 2),
        log_ratio: rounded(contrast.log_ratio(), 2),
    })
}

/// By descending log-likelihood.
pub(super) fn most_typical_first(one: &TypicalPhrase, two: &TypicalPhrase) -> Ordering {
    (two.log_likelihood.total_cmp(&one.log_likelihood))
        .then(two.posts.cmp(&one.posts))
        .then_with(|| (&one.lemma, &one.upos).cmp(&(&two.lemma, &two.upos)))
}
