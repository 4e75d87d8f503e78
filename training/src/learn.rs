//! What `glane learn` gains on posts with the labels of their authors, from a default without their blog.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use glane::Stages;
use glane::evaluation::{Interval, Scorer};
use glane::keyphrase::Options;
use glane::learn::{LabelledPost, TrainingOptions, fit};

use crate::passes;
use crate::ranker::{FOLDS, Prepared, trained_without};
use crate::reading::options_without;
use crate::texts::Labelled;

/// How many posts an archive has: a small blog and a larger one.
const SIZES: [usize; 2] = [30, 79];

/// Prints F1@10 of the default and of rankers trained on five sixths of a sample of each blog, on the other sixth,
/// and the gain with its interval (bootstrap over posts). The default has seen nothing of the blog. `folding`
/// draws the sample.
pub fn evaluate(shared: &Path, folding: u64) -> Result<()> {
    let prepared = Prepared::read(shared)?;
    let mut scorer = Scorer::new();
    println!(
        "{:<44}{:>6}{:>9}{:>9}{:>8}  interval of the gain",
        "blog", "posts", "default", "learned", "gain"
    );
    let mut sources: Vec<&str> = prepared.shared.labels.iter().map(|one| one.source.as_str()).collect();
    sources.dedup();
    for source in sources {
        let mut posts: Vec<&Labelled> =
            prepared.shared.labels.iter().filter(|one| one.source == source).collect();
        posts.sort_by_key(|one| passes::mixed(&one.gold.id, folding));
        if posts.len() < SIZES[0] {
            continue;
        }
        let model = trained_without(&prepared, source, &passes::Settings::default());
        let base =
            Options { model: Arc::new(model), ..options_without(source, &prepared.usage, &prepared.labels) };
        for size in SIZES.into_iter().filter(|size| *size <= posts.len()) {
            let scores = cross_validate(&posts[..size], &base, &mut scorer);
            let gains: Vec<f64> = scores.iter().map(|(before, after)| after - before).collect();
            let Interval { mean: gain, low, high, .. } = Interval::bootstrap(&gains);
            let before = scores.iter().map(|(before, _)| before).sum::<f64>() / scores.len() as f64;
            println!(
                "{source:<44}{size:>6}{before:>9.2}{:>9.2}{gain:>+8.2}  {low:+.2} {high:+.2}",
                before + gain
            );
        }
    }
    Ok(())
}

/// F1@10 of each post, by default and trained.
fn cross_validate(sample: &[&Labelled], base: &Options, scorer: &mut Scorer) -> Vec<(f64, f64)> {
    let posts: Vec<LabelledPost> = sample
        .iter()
        .map(|labelled| LabelledPost::new(labelled.post.clone(), &labelled.gold.keyphrases))
        .collect();
    let mut stages = Stages::default();
    let mut scores = Vec::new();
    for fold in 0..FOLDS {
        let examples: Vec<&LabelledPost> =
            posts.iter().enumerate().filter(|(at, _)| at % FOLDS != fold).map(|(_, post)| post).collect();
        let trained = fit(&examples, base, &TrainingOptions::default());
        for labelled in sample.iter().skip(fold).step_by(FOLDS) {
            let [before, after] = [base, &trained].map(|options| {
                let (list, _) = stages.parse(&labelled.post, |mut prepared| prepared.keyphrases(options, 0));
                let texts: Vec<&str> = list.iter().map(|keyphrase| keyphrase.text.as_str()).collect();
                scorer.score(&labelled.gold, &texts)[1].f1
            });
            scores.push((before, after));
        }
    }
    scores
}
