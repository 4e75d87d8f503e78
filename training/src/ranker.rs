//! The learned ranker: trained on posts with a reader's graded gold, measured by cross-validation over blogs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use glane::evaluation::{GradedGold, GradedScores, Interval, Relations, Scorer};
use glane::keyphrase::Options;
use glane::keyphrase::learned::model::Model;

use crate::measure::print_labels_and_sets;
use crate::passes::{Settings, Trained, fit_both, folds, line, mixed};
use crate::reading::{CountedUsage, LabelCounts, examples};
use crate::texts::{Labelled, Shared};

/// Folds of blogs.
pub(crate) const FOLDS: usize = 5;

/// What the ranker is trained on and measured by.
pub(crate) struct Prepared {
    pub(crate) shared: Shared,
    pub(crate) usage: CountedUsage,
    pub(crate) labels: LabelCounts,
    /// The posts that are trained on: those with the reader's gold, by which a model is measured, then those of the
    /// further readings.
    pub(crate) trained: Vec<Trained>,
    /// The gold of the posts that a model is measured by.
    gold: Vec<GradedGold>,
}

impl Prepared {
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let shared = Shared::read(path)?;
        let usage = CountedUsage::of(&shared.background);
        let labels = LabelCounts::of(&shared.labels.iter().chain(&shared.sets).collect::<Vec<_>>());
        let reader: Vec<&Labelled> = shared.reader.iter().chain(&shared.readings).collect();
        let mut scorer = Scorer::new();
        let mut gold: Vec<GradedGold> =
            reader.iter().map(|one| GradedGold::of(&one.gold, &mut scorer)).collect();
        let trained = examples(&reader, &usage, &labels)
            .into_iter()
            .zip(&reader)
            .zip(&gold)
            .map(|((example, one), gold)| {
                let grades = example.variants.iter().map(|variants| {
                    let keys: Vec<_> = variants.iter().map(|variant| scorer.key(variant)).collect();
                    gold.find(&keys).map_or(0, |(_, grade)| grade)
                });
                Trained { source: one.source.clone(), grades: grades.collect(), example }
            })
            .collect();
        gold.truncate(shared.reader.len());
        Ok(Self { shared, usage, labels, trained, gold })
    }

    /// The posts that a model is measured by.
    fn measured(&self) -> &[Trained] {
        &self.trained[..self.gold.len()]
    }

    /// The fold of each post. The blogs of the measured posts are dealt, the others drawn.
    fn folds(&self, folding: u64) -> Vec<usize> {
        let sources: Vec<&str> = self.measured().iter().map(|post| post.source.as_str()).collect();
        let dealt: BTreeMap<&str, usize> =
            sources.iter().copied().zip(folds(&sources, FOLDS, folding)).collect();
        let drawn = |source: &str| (mixed(source, folding) % FOLDS as u64) as usize;
        let of = |post: &Trained| dealt.get(&*post.source).copied().unwrap_or_else(|| drawn(&post.source));
        self.trained.iter().map(of).collect()
    }

    /// Models of folds, each calibrated by the other folds.
    pub(crate) fn out_of_fold(&self, settings: &Settings, folding: u64) -> OutOfFold {
        let fold_of = self.folds(folding);
        let mut odds: Vec<Vec<f32>> = vec![Vec::new(); self.gold.len()];
        let mut models = Vec::new();
        for fold in 0..FOLDS {
            let others: Vec<&Trained> = self
                .trained
                .iter()
                .zip(&fold_of)
                .filter(|(_, of)| **of != fold)
                .map(|(post, _)| post)
                .collect();
            let model = fit_both(&others, settings);
            for (at, post) in self.measured().iter().enumerate().filter(|(at, _)| fold_of[*at] == fold) {
                odds[at] = model.odds(&post.example.features);
            }
            models.push(model);
        }
        let line_of_all = line(&self.pairs(&odds, |_| true));
        let before = odds.clone();
        let calibrate = |(fold, model): (usize, Model)| {
            let (scale, shift) = line(&self.pairs(&before, |at| fold_of[at] != fold));
            for at in (0..odds.len()).filter(|at| fold_of[*at] == fold) {
                odds[at].iter_mut().for_each(|odds| *odds = scale * *odds + shift);
            }
            Arc::new(Model { scale, shift, ..model })
        };
        let models: Vec<Arc<Model>> = models.into_iter().enumerate().map(calibrate).collect();
        let sources = self.trained.iter().map(|post| post.source.clone());
        let fold_of = sources.zip(fold_of).collect();
        OutOfFold { odds, models, fold_of, line_of_all }
    }

    /// The log-odds of the candidates of some measured posts, and whether the reader named each.
    fn pairs(&self, odds: &[Vec<f32>], is_wanted: impl Fn(usize) -> bool) -> Vec<(f32, bool)> {
        let posts = self.measured().iter().zip(odds).enumerate().filter(|(at, _)| is_wanted(*at));
        posts
            .flat_map(|(_, (post, odds))| {
                odds.iter().zip(&post.grades).map(|(odds, grade)| (*odds, *grade > 0))
            })
            .collect()
    }
}

impl Prepared {
    /// The scores of the lists by some log-odds.
    fn scores(&self, odds: &[Vec<f32>], options: &Options, scorer: &mut Scorer) -> Vec<GradedScores> {
        let posts = self.measured().iter().zip(odds).zip(&self.gold);
        posts
            .map(|((post, odds), gold)| {
                let list = list(post, odds, options);
                let texts: Vec<&str> = list.iter().map(|(text, _)| text.as_str()).collect();
                gold.score(&texts, scorer)
            })
            .collect()
    }
}

fn probabilities(odds: &[f32]) -> Vec<f64> {
    odds.iter().map(|odds| 1.0 / (1.0 + f64::from(-odds).exp())).collect()
}

/// The list of a post by its log-odds: texts, and the score of each.
fn list(post: &Trained, odds: &[f32], options: &Options) -> Vec<(String, f64)> {
    let chosen = post.example.chosen_by(&probabilities(odds), options);
    chosen.into_iter().map(|(id, score)| (post.example.variants[id][0].clone(), score)).collect()
}

/// A row of figures: means with 90 % intervals (bootstrap over posts).
fn row(name: &str, scores: &[GradedScores]) -> String {
    let interval = |of: fn(&GradedScores) -> f64| {
        let values: Vec<f64> = scores.iter().map(of).collect();
        let Interval { mean, low, high, .. } = Interval::bootstrap_of(&values, 0.9);
        format!("{mean:5.1} [{low:4.1} {high:4.1}]")
    };
    let all = scores.iter().fold(Relations::default(), |sum, one| sum.plus(one.relations));
    let share = |part: usize| 100.0 * part as f64 / all.total().max(1) as f64;
    format!(
        "{name:<10} F1@5 {}  F1@10 {}  nDCG@10 {}  length {:4.1}  named {:4.1}, part {:4.1}, longer {:3.1}, \
         shares {:3.1}, unrelated {:4.1}",
        interval(|one| one.f1_at_5),
        interval(|one| one.f1_at_10),
        interval(|one| one.ndcg_at_10),
        all.total() as f64 / scores.len().max(1) as f64,
        share(all.named),
        share(all.part),
        share(all.longer),
        share(all.shares),
        share(all.unrelated),
    )
}

/// Cross-validation over blogs.
pub(crate) struct OutOfFold {
    /// The calibrated log-odds of the candidates of every post, by a model that had not seen its blog.
    odds: Vec<Vec<f32>>,
    models: Vec<Arc<Model>>,
    fold_of: BTreeMap<String, usize>,
    /// The line that calibrates the log-odds of all posts.
    line_of_all: (f32, f32),
}

/// Prints what the lists of models score that had not seen the blog of a post, and writes them.
pub fn evaluate(shared: &Path, folding: u64, predicted: Option<&Path>, settings: &Settings) -> Result<()> {
    let prepared = Prepared::read(shared)?;
    let out_of_fold = prepared.out_of_fold(settings, folding);
    println!("{FOLDS} folds of blogs, folding {folding}");
    print_figures(&prepared, &out_of_fold);
    if let Some(path) = predicted {
        let filled = Options { fill: true, ..Options::default() };
        let mut lines = String::new();
        let posts = prepared.measured().iter().zip(&prepared.shared.reader).zip(&out_of_fold.odds);
        for ((post, one), odds) in posts {
            let texts: Vec<String> = list(post, odds, &filled).into_iter().map(|(text, _)| text).collect();
            writeln!(lines, "{}", serde_json::json!({"id": one.gold.id, "keyphrases": texts}))?;
        }
        fs::write(path, lines).with_context(|| format!("writing {}", path.display()))?;
    }
    let model_of = |source: &str| {
        let fold = out_of_fold.fold_of.get(source).copied().unwrap_or(0);
        Arc::clone(&out_of_fold.models[fold])
    };
    print_labels_and_sets(&prepared, model_of);
    Ok(())
}

/// The figures of lists filled to ten and of default lists, and how well scores are calibrated.
fn print_figures(prepared: &Prepared, out_of_fold: &OutOfFold) {
    let mut scorer = Scorer::new();
    for (name, options) in
        [("filled", Options { fill: true, ..Options::default() }), ("default", Options::default())]
    {
        println!("{}", row(name, &prepared.scores(&out_of_fold.odds, &options, &mut scorer)));
    }
    print!("{}", reliability(prepared, &out_of_fold.odds, &mut scorer));
}

/// How many of the phrases of filled lists with a score the reader named.
fn reliability(prepared: &Prepared, odds: &[Vec<f32>], scorer: &mut Scorer) -> String {
    let options = Options { at_most: 20, fill: true, ..Options::default() };
    let mut bins = [(0usize, 0f64, 0usize); 10];
    for ((post, odds), gold) in prepared.measured().iter().zip(odds).zip(&prepared.gold) {
        for (text, score) in list(post, odds, &options) {
            let bin = &mut bins[((score * 10.0) as usize).min(9)];
            let is_named = gold.find(&[scorer.key(&text)]).is_some();
            *bin = (bin.0 + 1, bin.1 + score, bin.2 + usize::from(is_named));
        }
    }
    let mut table = String::from("score of the first twenty: phrases, mean score, share named\n");
    for (number, (count, sum, named)) in bins.into_iter().enumerate() {
        let (low, high) = (number as f64 / 10.0, (number + 1) as f64 / 10.0);
        let of = count.max(1) as f64;
        let _ =
            writeln!(table, "  {low:.1} to {high:.1}: {count:>5}  {:.2}  {:.2}", sum / of, named as f64 / of);
    }
    table
}

/// Prints the figures of cross-validation, then writes the tables of the default ranker, trained on all there is.
pub fn write(shared: &Path, tables: &Path, settings: &Settings) -> Result<()> {
    let prepared = Prepared::read(shared)?;
    let out_of_fold = prepared.out_of_fold(settings, 0);
    print_figures(&prepared, &out_of_fold);
    let (scale, shift) = out_of_fold.line_of_all;
    let model = Model { scale, shift, ..fit_both(&prepared.trained.iter().collect::<Vec<_>>(), settings) };
    for (name, bytes) in [
        ("usage.bin", prepared.usage.all.to_bytes()),
        ("prior.bin", prepared.labels.without("").to_bytes()),
        ("ranker.bin", model.to_bytes()),
    ] {
        let path = tables.join(name);
        fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
        println!("{name}: {} bytes", bytes.len());
    }
    Ok(())
}

/// A model that has seen nothing of a source.
pub(crate) fn trained_without(prepared: &Prepared, source: &str, settings: &Settings) -> Model {
    let others: Vec<&Trained> = prepared.trained.iter().filter(|post| post.source != source).collect();
    fit_both(&others, settings)
}
