//! What `glane learn` gains: on each kind of labelled text, from a default that was taught without it.

use std::path::Path;

use anyhow::Result;
use glane::evaluation::{Interval, Scorer};
use glane::keyphrase::Options;
use glane::learn::{LabelledPost, TrainingOptions, fit};

use crate::ranker::{self, FOLDS, KINDS, Labelled, TrainingExample};

/// How many posts an archive has: a small blog, and one as large as the labelled blog.
const SIZES: [usize; 2] = [30, 79];

/// Prints F1@10 of the default and of rankers taught by four fifths of a sample, on the other fifth, and
/// the gain with its interval (bootstrap over documents). The default knows no text of the kind, neither
/// by its labels nor in its background. `folding` draws the sample and deals it to the folds.
pub fn evaluate(shared: &Path, folding: usize) -> Result<()> {
    let example = ranker::prepare(shared)?;
    let mut scorer = Scorer::new();
    println!(
        "{:<10}{:>6}{:>9}{:>8}{:>8}  interval of the gain",
        "kind", "posts", "default", "learnt", "gain"
    );
    for (kind, (name, _)) in KINDS.iter().enumerate() {
        let base = Options { at_most: 10, ..ranker::without(&example, kind, &mut scorer) };
        let all = drawn(&example, kind, folding);
        for size in SIZES {
            let sample = &all[..size.min(all.len())];
            let scores = cross_validate(sample, &base, &mut scorer);
            let gains: Vec<f64> = scores.iter().map(|(before, after)| after - before).collect();
            let Interval { mean: gain, low, high } = Interval::bootstrap(&gains);
            let before = scores.iter().map(|(before, _)| before).sum::<f64>() / scores.len() as f64;
            let after = before + gain;
            println!(
                "{name:<10}{:>6}{before:>9.2}{after:>8.2}{gain:>+8.2}  {low:+.2} {high:+.2}",
                sample.len()
            );
        }
    }
    Ok(())
}

/// The documents of a kind in an order that the folding draws.
fn drawn(example: &TrainingExample, kind: usize, folding: usize) -> Vec<&Labelled> {
    let of_kind = example.all.iter().filter(|labelled| labelled.kind == kind).enumerate();
    let mut drawn: Vec<(u64, &Labelled)> =
        of_kind.map(|(at, labelled)| (ranker::mixed(at, folding), labelled)).collect();
    drawn.sort_by_key(|(place, _)| *place);
    drawn.into_iter().map(|(_, labelled)| labelled).collect()
}

/// F1@10 of each document, by default and taught.
fn cross_validate(sample: &[&Labelled], base: &Options, scorer: &mut Scorer) -> Vec<(f64, f64)> {
    let posts: Vec<LabelledPost> = sample
        .iter()
        .map(|labelled| LabelledPost::new(labelled.post.clone(), &labelled.gold.keyphrases))
        .collect();
    let mut scores = Vec::new();
    for fold in 0..FOLDS {
        let examples: Vec<&LabelledPost> =
            posts.iter().enumerate().filter(|(at, _)| at % FOLDS != fold).map(|(_, post)| post).collect();
        let taught = fit(&examples, base, &TrainingOptions::default());
        for labelled in sample.iter().skip(fold).step_by(FOLDS) {
            let [before, after] = [base, &taught].map(|options| labelled.scores(options, scorer)[1].f1);
            scores.push((before, after));
        }
    }
    scores
}
