//! Reads texts with Glane's own pipeline: counts of usage by source, priors, examples.

use std::collections::BTreeMap;
use std::sync::Arc;

use glane::Post;
use glane::evaluation::Scorer;
use glane::keyphrase::learned::prior::{Prior, PriorCounts, PriorSums};
use glane::keyphrase::{Background, Extractor, Options, Source, TrainingExample, UsageCounts, UsageTable};
use glane::text::{Document, Forms};
use rayon::prelude::*;

use crate::texts::{Labelled, Texts};

/// One reader: forms and extractor go together.
#[derive(Default)]
pub(crate) struct Reader {
    forms: Forms,
    extractor: Extractor,
}

impl Reader {
    pub(crate) fn with<T>(
        &mut self,
        post: &Post,
        run: impl FnOnce(&mut Extractor, Source<'_, '_>, &Forms) -> T,
    ) -> T {
        if self.forms.len() > Forms::LIMIT {
            *self = Self::default();
        }
        let title = Document::parse(&post.title, &mut self.forms);
        let body = Document::parse(&post.text, &mut self.forms);
        let source = Source { title: &title, body: &body, annotations: &post.annotations };
        run(&mut self.extractor, source, &self.forms)
    }

    pub(crate) fn example(&mut self, post: &Post, options: &Options) -> TrainingExample {
        self.with(post, |extractor, source, forms| extractor.example(source, forms, options))
    }
}

/// How all the texts use words and phrases, and how those of each source do.
pub(crate) struct CountedUsage {
    pub(crate) all: Arc<UsageCounts>,
    of_source: BTreeMap<String, Arc<UsageCounts>>,
}

impl CountedUsage {
    pub(crate) fn of(texts: &[Texts]) -> Self {
        let counted: Vec<(String, Arc<UsageCounts>)> = texts
            .par_iter()
            .map_init(Reader::default, |reader, texts| {
                let mut counts = UsageCounts::default();
                for post in &texts.posts {
                    reader.with(post, |extractor, source, forms| {
                        extractor.count_usage(source, forms, texts.is_blog, &mut counts);
                    });
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
        let read: Vec<(String, Vec<Vec<glane::keyphrase::WordKey>>, Vec<bool>)> = labelled
            .par_iter()
            .map_init(
                || (Reader::default(), Scorer::new()),
                |(reader, scorer), one| {
                    let (words, variants) = reader.with(&one.post, |extractor, source, forms| {
                        extractor.labelled_candidates(source, forms, &options)
                    });
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
        .map_init(Reader::default, |reader, (source, numbers)| {
            let options = options_without(source, usage, labels);
            numbers.iter().map(|&at| (at, reader.example(&posts[at].post, &options))).collect::<Vec<_>>()
        })
        .flatten()
        .collect();
    read.sort_by_key(|(at, _)| *at);
    read.into_iter().map(|(_, example)| example).collect()
}
