//! The label audit: proposals to clean up the tags and categories of an archive.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use smallvec::SmallVec;

use super::canonical::OrderedPost;
use super::index::CorpusIndex;
use super::keyness::PostCounter;
pub use super::label_names::MergeReason;
use super::label_names::{self, MergeGroup};
use super::presence::{Presence, Slots};
use super::statistics::{Contrast, rounded};
use super::summaries::RankedPost;
use super::theme::ThemeMembers;
use super::units::SCORE_UNITS;
use crate::french::Lexicon;

/// A label of at most `RARE_POSTS` posts is rare, in an archive with at least `RARE_FROM` labelled posts.
const RARE_POSTS: usize = 1;
const RARE_FROM: u64 = 20;
/// Keyphrases listed for a label, at most.
const KEYPHRASES: usize = 5;
/// A label on at least half of the posts of a theme covers it.
const PARTS_OF_THEME: usize = 2;
/// Posts of a label, at least, before it is proposed for other posts.
const LEAST_POSTS: usize = 3;
/// Thresholds for a family that is evidence for a label: log-likelihood (p < 0.001) and the share of its posts
/// with the label.
const LEAST_LIKELIHOOD: f64 = 10.83;
const LEAST_PRECISION: f64 = 0.5;
/// The least strength of the evidence that a post misses a label, and the most posts listed.
const LEAST_EVIDENCE: f64 = 0.7;
const MOST_MISSING: usize = 200;

/// The labels of an archive and proposals to clean them up.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LabelAudit {
    /// Analyzed posts that have a label.
    pub posts_with: u64,
    /// Analyzed posts that have none.
    pub posts_without: u64,
    /// The labels, most posts first.
    pub labels: Vec<LabelUse>,
    /// Proposed merges of labels that look like spellings of one label, most posts first.
    pub merges: Vec<LabelMerge>,
    /// Labels of a single post that are in no proposed merge, in alphabetical order. Empty when fewer than
    /// twenty posts have labels.
    pub rare: Vec<String>,
    /// Themes without a corresponding label, heaviest first.
    pub missing_labels: Vec<UnlabelledTheme>,
    /// Posts that seem to miss a label by their keyphrases, strongest evidence first.
    pub missing_on_posts: Vec<MissingLabel>,
}

/// A label and its use.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LabelUse {
    /// The label as its posts write it.
    pub name: String,
    /// Whether it is a category or a tag.
    pub kind: LabelKind,
    /// Analyzed posts that have it, 1 or more.
    pub posts: u64,
    /// Of these, the posts that give it as a category.
    pub category_posts: u64,
    /// The date of its earliest dated post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub first: Option<Date>,
    /// The date of its latest dated post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub last: Option<Date>,
    /// Its posts of each period, in the order of the report's periods.
    pub periods: Vec<u64>,
    /// The most frequent keyphrases of its posts, most posts first.
    pub keyphrases: Vec<String>,
}

/// What a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LabelKind {
    /// A category: at least half of its posts give it as one.
    Category,
    /// A tag, or a label of a source that does not tell tags from categories.
    Tag,
}

/// Labels that seem to be one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LabelMerge {
    /// The label to keep: one spelt as in the lexicon, else the one with more accents; among equals the one
    /// with most posts.
    pub keep: String,
    /// The labels to rename to it.
    pub rename: Vec<String>,
    /// Whether they are categories or tags: a category is never merged with a tag.
    pub kind: LabelKind,
    /// The greatest difference between them.
    pub reason: MergeReason,
    /// How sure it is that all of them are one label, 0..=1; it depends on the reason alone, not on the posts.
    pub confidence: f64,
    /// Posts that have one of them.
    pub posts: u64,
}

/// A theme without a corresponding label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnlabelledTheme {
    /// The number of the theme in `themes` of the report, from 0.
    pub theme: usize,
    /// Its name, a candidate for a new label.
    pub name: String,
    /// Its posts.
    pub posts: u64,
}

/// A post that seems to miss a label.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MissingLabel {
    /// The label.
    pub label: String,
    /// The post; its weight is the strength of the evidence, 0..=1.
    pub post: RankedPost,
    /// Keyphrases of the post that are typical of the label, the most typical first.
    pub evidence: Vec<String>,
}

/// The audit of the labels of an archive, except for themes without a label: see [`unlabelled`].
pub(super) fn audit(
    index: &CorpusIndex<'_>,
    slots: &Slots,
    presence: &Presence,
    of_labels: &LabelPresence,
) -> LabelAudit {
    let LabelPresence { groups, kept, .. } = of_labels;
    let posts_with = index.ordered.posts().filter(|post| post.labels().len() > 0).count() as u64;
    let sizes: Vec<usize> = index.posts_of_label.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&label| (Reverse(sizes[label]), label));
    let merged: FxHashSet<usize> = groups.iter().flat_map(|group| group.labels.iter().copied()).collect();
    let is_merged = |label: &usize| merged.contains(label);
    let rare = |label: &usize| posts_with >= RARE_FROM && sizes[*label] <= RARE_POSTS && !is_merged(label);
    LabelAudit {
        posts_with,
        posts_without: index.ordered.len() as u64 - posts_with,
        labels: order.iter().map(|&label| label_use(index, label)).collect(),
        merges: groups.iter().map(|group| merge(index, group)).collect(),
        rare: (0..sizes.len()).filter(rare).map(|label| index.ordered.labels[label].to_owned()).collect(),
        missing_labels: Vec::new(),
        missing_on_posts: missing(index, kept, &of_labels.evidence(index, slots, presence)),
    }
}

fn label_use(index: &CorpusIndex<'_>, label: usize) -> LabelUse {
    let posts = &index.posts_of_label[label];
    let days = || posts.iter().filter_map(|&post| index.ordered.post(post).published);
    let mut families: FxHashMap<u32, (u64, u64)> = FxHashMap::default();
    for mention in posts.iter().flat_map(|&post| index.ordered.post(post).mentions()) {
        if mention.is_keyphrase() {
            let (posts, units) = families.entry(mention.family).or_default();
            *posts += 1;
            *units += u64::from(mention.score());
        }
    }
    let mut order: Vec<(u32, (u64, u64))> = families.into_iter().collect();
    order.sort_unstable_by_key(|&(family, (posts, units))| (Reverse(posts), Reverse(units), family));
    LabelUse {
        name: index.ordered.labels[label].to_owned(),
        kind: kind(index, label),
        posts: posts.len() as u64,
        category_posts: index.ordered.category_posts[label],
        first: days().min(),
        last: days().max(),
        periods: index.by_period(posts.iter().copied()),
        keyphrases: order
            .into_iter()
            .take(KEYPHRASES)
            .map(|(family, _)| index.text(family).to_owned())
            .collect(),
    }
}

fn kind(index: &CorpusIndex<'_>, label: usize) -> LabelKind {
    let (posts, categories) = (index.posts_of_label[label].len() as u64, index.ordered.category_posts[label]);
    if posts > 0 && categories * 2 >= posts { LabelKind::Category } else { LabelKind::Tag }
}

fn merge(index: &CorpusIndex<'_>, group: &MergeGroup) -> LabelMerge {
    let mut posts: Vec<u32> =
        group.labels.iter().flat_map(|&label| index.posts_of_label[label].iter().copied()).collect();
    posts.sort_unstable();
    posts.dedup();
    let name = |label: usize| index.ordered.labels[label].to_owned();
    LabelMerge {
        keep: name(group.labels[0]),
        rename: group.labels[1..].iter().map(|&label| name(label)).collect(),
        kind: kind(index, group.labels[0]),
        reason: group.reason,
        confidence: group.confidence,
        posts: posts.len() as u64,
    }
}

/// Themes without a corresponding label: no label equals one of their strongest families, and no label is on
/// half of their posts. Empty for an archive without labels.
pub(super) fn unlabelled(index: &CorpusIndex<'_>, themes: &[ThemeMembers]) -> Vec<UnlabelledTheme> {
    if index.ordered.labels.is_empty() {
        return Vec::new();
    }
    let lexicon = Lexicon::new();
    let key = |name: &str| label_names::key(&lexicon, name);
    let keys: FxHashSet<String> = index.ordered.labels.iter().map(|label| key(label)).collect();
    let mut unlabelled = Vec::new();
    for (number, theme) in themes.iter().enumerate() {
        let leaders = theme.members.iter().take(KEYPHRASES).map(|&(family, _)| family);
        let is_named = leaders
            .map(|family| key(index.ordered.families[family as usize].lemma))
            .any(|key| keys.contains(&key));
        let mut labels: BTreeMap<u32, usize> = BTreeMap::new();
        for label in theme.posts.iter().flat_map(|&(post, _)| index.ordered.post(post).labels()) {
            *labels.entry(label).or_default() += 1;
        }
        let is_covered = labels.values().any(|posts| posts * PARTS_OF_THEME >= theme.posts.len());
        if !is_named && !is_covered {
            unlabelled.push(UnlabelledTheme {
                theme: number,
                name: index.text(theme.members[0].0).to_owned(),
                posts: theme.posts.len() as u64,
            });
        }
    }
    unlabelled
}

/// The families that may be evidence for labels, and the posts of each label that mention them.
#[derive(Debug)]
pub(super) struct LabelPresence {
    groups: Vec<MergeGroup>,
    /// Labels to be merged count as one, under the name to keep.
    kept: Vec<usize>,
    /// The posts of each label.
    sizes: BTreeMap<usize, u64>,
    /// For the family in each slot, the labels it may be evidence for: whether it equals the label, and their posts that
    /// mention it.
    families: Vec<Vec<(usize, bool, u64)>>,
}

impl LabelPresence {
    /// A family may be evidence for a label that it equals, or when it ranks high in two of its posts.
    pub(super) fn new(index: &CorpusIndex<'_>, slots: &Slots) -> Self {
        let sizes: Vec<usize> = index.posts_of_label.iter().map(Vec::len).collect();
        let kinds: Vec<LabelKind> = (0..sizes.len()).map(|label| kind(index, label)).collect();
        let groups = label_names::merge_groups(&index.ordered.labels, &sizes, &kinds);
        let mut kept: Vec<usize> = (0..index.posts_of_label.len()).collect();
        for group in &groups {
            for &label in &group.labels {
                kept[label] = group.labels[0];
            }
        }
        let mut posts_of: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for (label, posts) in index.posts_of_label.iter().enumerate() {
            posts_of.entry(kept[label]).or_default().extend(posts);
        }
        let mut presence =
            Self { groups, kept, sizes: BTreeMap::new(), families: vec![Vec::new(); slots.len()] };
        let mut counter = PostCounter::new(index);
        let named = LabelFamilies::new(index);
        for (&label, posts) in &mut posts_of {
            posts.sort_unstable();
            posts.dedup();
            if posts.len() < LEAST_POSTS || posts.len() * 2 > index.ordered.len() {
                continue;
            }
            presence.sizes.insert(label, posts.len() as u64);
            for (family, ranked) in counter.count(index, posts, 1) {
                let is_named = named.is(family, label);
                if let Some(slot) = slots.slot(family).filter(|_| ranked >= 2 || is_named) {
                    presence.families[slot].push((label, is_named, 0));
                }
            }
        }
        presence
    }

    /// Counts a post.
    pub(super) fn add(&mut self, post: OrderedPost<'_>, found: &[(u32, u32)]) {
        let labels = post.labels().map(|label| self.kept[label as usize]);
        let labels: SmallVec<[usize; 8]> = labels.collect();
        if labels.is_empty() {
            return;
        }
        for &(slot, _) in found {
            for (label, _, posts) in &mut self.families[slot as usize] {
                *posts += u64::from(labels.contains(label));
            }
        }
    }

    /// For each family, the labels that it is evidence for, each with the share of its posts that have the label, smoothed
    /// by one post without it. A family that equals the label is evidence by itself.
    fn evidence(&self, index: &CorpusIndex<'_>, slots: &Slots, presence: &Presence) -> Evidence {
        let mut evidence = Evidence::default();
        for ((&family, labels), &with) in slots.families.iter().zip(&self.families).zip(&presence.posts) {
            for &(label, is_named, here) in labels {
                let group = self.sizes[&label];
                let others = index.ordered.len() as u64 - group;
                let contrast = Contrast { here, group, elsewhere: with - here, others };
                let precision = here as f64 / (with as f64 + 1.0);
                let is_typical = here >= 2
                    && precision >= LEAST_PRECISION
                    && contrast.log_likelihood() >= LEAST_LIKELIHOOD;
                let precision = match (is_named, is_typical) {
                    (true, _) => precision.max(0.8),
                    (false, true) => precision,
                    (false, false) => continue,
                };
                evidence.entry(family).or_default().push((label, rounded(precision, 4)));
            }
        }
        evidence
    }
}

/// For each family, the labels that it is evidence for, and how strong.
type Evidence = FxHashMap<u32, Vec<(usize, f64)>>;

/// Posts that seem to miss a label: families that rank high in them are typical of it and rare in posts without it.
fn missing(index: &CorpusIndex<'_>, kept: &[usize], evidence_for: &Evidence) -> Vec<MissingLabel> {
    let mut missing: Vec<(u64, u32, usize, Vec<u32>)> = Vec::new();
    for (number, post) in (0..).zip(index.ordered.posts()) {
        let mut evidence: BTreeMap<usize, Vec<(f64, u32)>> = BTreeMap::new();
        let own: FxHashSet<usize> = post.labels().map(|label| kept[label as usize]).collect();
        for mention in post.mentions() {
            for &(label, precision) in evidence_for.get(&mention.family).into_iter().flatten() {
                // A family below the keyphrases counts half.
                let weight = if mention.is_keyphrase() { precision } else { precision / 2.0 };
                if !own.contains(&label) {
                    evidence.entry(label).or_default().push((weight, mention.family));
                }
            }
        }
        for (label, mut list) in evidence {
            list.sort_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(&two.1)));
            let strength = 1.0 - list.iter().map(|(weight, _)| 1.0 - weight).product::<f64>();
            if strength >= LEAST_EVIDENCE {
                let units = (strength * SCORE_UNITS).round() as u64;
                missing.push((units, number, label, list.into_iter().map(|(_, family)| family).collect()));
            }
        }
        if missing.len() >= 2 * MOST_MISSING {
            keep_strongest(&mut missing);
        }
    }
    keep_strongest(&mut missing);
    missing
        .into_iter()
        .map(|(units, post, label, families)| MissingLabel {
            label: index.ordered.labels[label].to_owned(),
            post: index.ranked(post, units as f64 / SCORE_UNITS),
            evidence: families
                .into_iter()
                .take(KEYPHRASES)
                .map(|family| index.text(family).to_owned())
                .collect(),
        })
        .collect()
}

/// Which families equal which labels, by [`label_names::key`].
struct LabelFamilies {
    /// The number of the key of each label.
    labels: Vec<u32>,
    /// The number of the key of each family that equals a label.
    families: FxHashMap<u32, u32>,
}

impl LabelFamilies {
    fn new(index: &CorpusIndex<'_>) -> Self {
        let lexicon = Lexicon::new();
        let mut keys: FxHashMap<String, u32> = FxHashMap::default();
        let labels = index.ordered.labels.iter().map(|label| {
            let next = keys.len() as u32;
            *keys.entry(label_names::key(&lexicon, label)).or_insert(next)
        });
        let labels: Vec<u32> = labels.collect();
        let families = (0..).zip(&index.ordered.families).zip(&index.sums);
        // A family of one post is evidence for no other post.
        let families = families.filter(|(_, sums)| sums.posts > 1).filter_map(|((number, family), _)| {
            let key = keys.get(&label_names::key(&lexicon, family.lemma))?;
            Some((number, *key))
        });
        Self { families: families.collect(), labels }
    }

    fn is(&self, family: u32, label: usize) -> bool {
        self.families.get(&family).is_some_and(|key| self.labels.get(label) == Some(key))
    }
}

/// Sorts posts that miss a label by descending strength, and keeps as many as are listed.
fn keep_strongest(missing: &mut Vec<(u64, u32, usize, Vec<u32>)>) {
    missing.sort_by_key(|(units, post, label, _)| (Reverse(*units), *post, *label));
    missing.truncate(MOST_MISSING);
}
