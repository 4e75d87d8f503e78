//! Reads texts with Glane's own pipeline: counts of usage by source, priors, examples.

use std::collections::BTreeMap;
use std::sync::Arc;

use glane::Stages;
use glane::evaluation::Scorer;
use glane::keyphrase::learned::prior::{Prior, PriorCounts, PriorSums};
use glane::keyphrase::{Background, Options, TrainingExample, UsageCounts, UsageTable, WordKey};
use rayon::prelude::*;

use crate::texts::{Labelled, Texts};

/// How all the texts use words and phrases, and how those of each source do.
pub(crate) struct CountedUsage {
    pub(crate) all: Arc<UsageCounts>,
    of_source: BTreeMap<String, Arc<UsageCounts>>,
}

impl CountedUsage {
    pub(crate) fn of(texts: &[Texts]) -> Self {
        let counted: Vec<(String, Arc<UsageCounts>)> = texts
            .par_iter()
            .map_init(Stages::default, |stages, texts| {
                let mut counts = UsageCounts::default();
                for post in &texts.posts {
                    stages.parse(post, |mut prepared| prepared.count_usage(texts.is_blog, &mut counts));
                }
                (texts.source.clone(), Arc::new(counts))
            })
            .collect();
        let mut all = UsageCounts::default();
        for (_, counts) in &counted {
            all.merge(counts);
        }
        let is_small = |(source, _): &(String, Arc<UsageCounts>)| !source.starts_with("news ");
        Self { all: Arc::new(all), of_source: counted.into_iter().filter(is_small).collect() }
    }

    /// The table without the texts of a source.
    pub(crate) fn without(&self, source: &str) -> UsageTable {
        UsageTable::counted(Arc::clone(&self.all), self.of_source.get(source).map(Arc::clone))
    }
}

/// Counts of labels, by the source.
pub(crate) struct LabelCounts {
    of_source: BTreeMap<String, PriorCounts>,
    sums: PriorSums,
}

impl LabelCounts {
    pub(crate) fn of(labelled: &[&Labelled]) -> Self {
        let options = Options::default();
        let read: Vec<(String, Vec<Vec<WordKey>>, Vec<bool>)> = labelled
            .par_iter()
            .map_init(
                || (Stages::default(), Scorer::new()),
                |(stages, scorer), one| {
                    let (words, variants) =
                        stages.parse(&one.post, |mut prepared| prepared.labelled_candidates(&options));
                    let gold = scorer.labels(&one.gold, &variants);
                    (one.source.clone(), words, gold)
                },
            )
            .collect();
        let mut of_source: BTreeMap<String, PriorCounts> = BTreeMap::new();
        for (source, words, gold) in read {
            of_source.entry(source).or_default().add(&words, &gold, 1.0);
        }
        let sums = PriorSums::of(&of_source.values().collect::<Vec<_>>());
        Self { of_source, sums }
    }

    /// The prior without the labels of some source.
    pub(crate) fn without(&self, source: &str) -> Prior {
        self.sums.prior(self.of_source.get(source))
    }
}

/// The options that see nothing of a source.
pub(crate) fn options_without(source: &str, usage: &CountedUsage, labels: &LabelCounts) -> Options {
    let usage = Arc::new(usage.without(source));
    Options {
        background: Arc::new(Background::of_usage(Arc::clone(&usage))),
        usage,
        prior: Arc::new(labels.without(source)),
        ..Options::default()
    }
}

/// The examples of posts, none of which is described by texts or labels of its source.
pub(crate) fn examples(
    posts: &[&Labelled],
    usage: &CountedUsage,
    labels: &LabelCounts,
) -> Vec<TrainingExample> {
    let mut of_source: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, one) in posts.iter().enumerate() {
        of_source.entry(&one.source).or_default().push(at);
    }
    let groups: Vec<(&str, Vec<usize>)> = of_source.into_iter().collect();
    let mut read: Vec<(usize, TrainingExample)> = groups
        .par_iter()
        .map_init(Stages::default, |stages, (source, numbers)| {
            let options = options_without(source, usage, labels);
            let mut example = |at: usize| stages.parse(&posts[at].post, |mut post| post.example(&options));
            numbers.iter().map(|&at| (at, example(at))).collect::<Vec<_>>()
        })
        .flatten()
        .collect();
    read.sort_by_key(|(at, _)| *at);
    read.into_iter().map(|(_, example)| example).collect()
}
