//! The default ranker on labels of authors and on the older gold sets: F1 against posts whose source neither the
//! trees nor the prior nor the counts of usage had seen.

use std::collections::BTreeMap;
use std::sync::Arc;

use glane::Stages;
use glane::evaluation::{Scorer, Scores};
use glane::keyphrase::Options;
use glane::keyphrase::learned::model::Model;
use rayon::prelude::*;

use crate::ranker::Prepared;
use crate::reading::options_without;
use crate::texts::{Labelled, SETS};

/// Prints F1@5 and @10 of the default lists on the posts of each blog with labels and on each older set; `model_of`
/// gives a model that had not seen a source.
pub(crate) fn print_labels_and_sets(prepared: &Prepared, model_of: impl Fn(&str) -> Arc<Model> + Sync) {
    let of_sets = |source: &str| {
        SETS.iter().find(|set| source.starts_with(&format!("{set} "))).map_or(source, |set| *set).to_owned()
    };
    for (name, posts) in [("labels", &prepared.shared.labels), ("sets", &prepared.shared.sets)] {
        let mut groups: BTreeMap<String, Vec<&Labelled>> = BTreeMap::new();
        for one in posts {
            groups.entry(one.source.clone()).or_default().push(one);
        }
        let groups: Vec<(String, Vec<&Labelled>)> = groups.into_iter().collect();
        let scored: Vec<(String, Vec<[Scores; 3]>)> = groups
            .par_iter()
            .map(|(source, posts)| {
                let options = Options {
                    model: model_of(source),
                    ..options_without(source, &prepared.usage, &prepared.labels)
                };
                let (mut stages, mut scorer) = (Stages::default(), Scorer::new());
                let score = |one: &&Labelled| {
                    let (list, _) = stages.parse(&one.post, |mut prepared| prepared.keyphrases(&options, 0));
                    let texts: Vec<&str> = list.iter().map(|keyphrase| keyphrase.text.as_str()).collect();
                    scorer.score(&one.gold, &texts)
                };
                (of_sets(source), posts.iter().map(score).collect())
            })
            .collect();
        let mut by_name: BTreeMap<String, Vec<[Scores; 3]>> = BTreeMap::new();
        for (source, scores) in scored {
            by_name.entry(source).or_default().extend(scores);
        }
        println!("{name}: F1@5 / F1@10 of the default lists");
        let mut means = [0.0; 2];
        for (source, scores) in &by_name {
            let of = |at: usize| Scores::mean(&scores.iter().map(|one| one[at]).collect::<Vec<_>>()).f1;
            println!("  {source:<44} {:>5} posts  {:5.2} / {:5.2}", scores.len(), of(0), of(1));
            means = [means[0] + of(0), means[1] + of(1)];
        }
        let [five, ten] = means.map(|sum| sum / by_name.len().max(1) as f64);
        println!("  mean: {five:5.2} / {ten:5.2}");
    }
}
