//! Counts over many posts, mergeable in any order with equal results.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::period::Month;
use crate::{Post, PostReport};

/// Scores are added up in these units, so that sums are whole numbers and no order of adding
/// changes them.
pub(super) const SCORE_UNITS: f64 = 10_000.0;

/// Counts over the posts of an archive.
///
/// An empty aggregate is the neutral element of [`merge`](Self::merge), which is associative and
/// commutative: any partition of an archive, merged in any order, gives equal reports. It grows
/// with the distinct keyphrases of the archive and the pairs of them that share a post.
#[derive(Clone, Debug, Default)]
pub struct Aggregate {
    pub(super) posts: u64,
    pub(super) analyzed: u64,
    pub(super) undated: u64,
    pub(super) words: u64,
    pub(super) sentences: u64,
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
    pub(super) languages: BTreeMap<String, u64>,
    /// Analyzed posts of each month.
    pub(super) months: BTreeMap<Month, u64>,
    ids: FxHashMap<Box<str>, u32>,
    pub(super) families: Vec<Family>,
    /// How many posts have both families among their keyphrases; the lesser number first.
    pub(super) pairs: FxHashMap<(u32, u32), u32>,
}

/// What is counted of one family.
#[derive(Clone, Debug, Default)]
pub(super) struct Family {
    pub(super) lemma: Box<str>,
    pub(super) posts: u64,
    pub(super) occurrences: u64,
    /// Sum of the scores, in units of 1 / [`SCORE_UNITS`].
    pub(super) weight: u64,
    pub(super) variants: BTreeMap<Box<str>, u64>,
    pub(super) months: BTreeMap<Month, u64>,
}

impl Aggregate {
    /// Counts of no post.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one post.
    pub fn add(&mut self, post: &Post, report: &PostReport) {
        self.posts += 1;
        *self.languages.entry(report.language.code.to_owned()).or_default() += 1;
        if !report.analyzed {
            return;
        }
        self.analyzed += 1;
        self.words += report.stats.words as u64;
        self.sentences += report.stats.sentences as u64;
        let month = post.published.map(|day| (day.year(), day.month()));
        match (post.published, month) {
            (Some(day), Some(month)) => {
                self.first = Some(self.first.map_or(day, |first| first.min(day)));
                self.last = Some(self.last.map_or(day, |last| last.max(day)));
                *self.months.entry(month).or_default() += 1;
            }
            _ => self.undated += 1,
        }
        let mut members: Vec<u32> = Vec::with_capacity(report.keyphrases.len());
        for keyphrase in &report.keyphrases {
            let id = self.id(&keyphrase.lemma);
            let family = &mut self.families[id as usize];
            // Two families of a post may share a lemma; the post counts once.
            let counted = members.contains(&id);
            family.posts += u64::from(!counted);
            family.occurrences += u64::from(keyphrase.count);
            family.weight += (keyphrase.score * SCORE_UNITS).round() as u64;
            for variant in &keyphrase.variants {
                *family.variants.entry(variant.text.as_str().into()).or_default() += u64::from(variant.count);
            }
            if counted {
                continue;
            }
            if let Some(month) = month {
                *family.months.entry(month).or_default() += 1;
            }
            members.push(id);
        }
        for (index, &one) in members.iter().enumerate() {
            for &other in &members[index + 1..] {
                *self.pairs.entry((one.min(other), one.max(other))).or_default() += 1;
            }
        }
    }

    /// Adds the counts of other posts.
    pub fn merge(&mut self, other: &Self) {
        self.posts += other.posts;
        self.analyzed += other.analyzed;
        self.undated += other.undated;
        self.words += other.words;
        self.sentences += other.sentences;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = [self.last, other.last].into_iter().flatten().max();
        add_counts(&mut self.languages, &other.languages);
        add_counts(&mut self.months, &other.months);
        let renumbered: Vec<u32> = other.families.iter().map(|family| self.id(&family.lemma)).collect();
        for (theirs, &id) in other.families.iter().zip(&renumbered) {
            let ours = &mut self.families[id as usize];
            ours.posts += theirs.posts;
            ours.occurrences += theirs.occurrences;
            ours.weight += theirs.weight;
            add_counts(&mut ours.variants, &theirs.variants);
            add_counts(&mut ours.months, &theirs.months);
        }
        for (&(one, two), count) in &other.pairs {
            let (one, two) = (renumbered[one as usize], renumbered[two as usize]);
            *self.pairs.entry((one.min(two), one.max(two))).or_default() += count;
        }
    }

    fn id(&mut self, lemma: &str) -> u32 {
        if let Some(&id) = self.ids.get(lemma) {
            return id;
        }
        let id = self.families.len() as u32;
        self.families.push(Family { lemma: lemma.into(), ..Family::default() });
        self.ids.insert(lemma.into(), id);
        id
    }
}

fn add_counts<K: Ord + Clone>(ours: &mut BTreeMap<K, u64>, theirs: &BTreeMap<K, u64>) {
    for (key, count) in theirs {
        *ours.entry(key.clone()).or_default() += count;
    }
}

impl Family {
    /// The commonest variant; among equals the first in the order of the alphabet.
    pub(super) fn name(&self) -> &str {
        self.variants.iter().rev().max_by_key(|(_, count)| **count).map_or(&self.lemma, |(text, _)| text)
    }
}
