//! The preselection and both passes of the learned ranker: fitted to posts with graded gold, calibrated on posts that
//! the trees had not seen.

use glane::keyphrase::TrainingExample;
use glane::keyphrase::learned::boost::{FitOptions, LabelledPost, bias, fit};
use glane::keyphrase::learned::features::SEEN_BY_PRESELECTION;
use glane::keyphrase::learned::model::{Between, Model, Tree};

/// A post that a model is trained on.
pub(crate) struct Trained {
    pub(crate) source: String,
    pub(crate) example: TrainingExample,
    /// The grade of each candidate, 0 for none.
    pub(crate) grades: Vec<u8>,
}

/// What each grade counts for.
const TARGETS: [f32; 4] = [0.0, 0.35, 0.75, 1.0];

impl Trained {
    fn targets(&self) -> Vec<f32> {
        self.grades.iter().map(|grade| TARGETS[usize::from(*grade).min(3)]).collect()
    }
}

/// How the passes are fitted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) outline: FitOptions,
    pub(crate) first: FitOptions,
    pub(crate) second: FitOptions,
    /// Parts of the posts by which the second pass gets scores of posts that the first had not seen.
    pub(crate) parts: usize,
}

impl Default for Settings {
    fn default() -> Self {
        let first =
            FitOptions { trees: 600, rate: 0.035, ridge: 8.0, post_share: 0.7, feature_share: 0.4, seed: 1 };
        let outline = FitOptions { trees: 48, rate: 0.15, feature_share: 0.6, seed: 3, ..first };
        Self { outline, first, second: FitOptions { trees: 150, seed: 2, ..first }, parts: 3 }
    }
}

/// Deals sources to folds of about equal size; `folding` draws another order.
pub(crate) fn folds(sources: &[&str], count: usize, folding: u64) -> Vec<usize> {
    let mut sizes: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for source in sources {
        *sizes.entry(source).or_default() += 1;
    }
    let mut order: Vec<(u64, &str)> = sizes.keys().map(|source| (mixed(source, folding), *source)).collect();
    order.sort_unstable();
    let mut loads = vec![0; count];
    let mut fold_of: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for (_, source) in order {
        let least = (0..count).min_by_key(|&fold| loads[fold]).unwrap_or(0);
        loads[least] += sizes[source];
        fold_of.insert(source, least);
    }
    sources.iter().map(|source| fold_of[source]).collect()
}

/// A number for a source, another in each folding.
pub(crate) fn mixed(source: &str, folding: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ folding.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash =
        source.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ hash >> 32
}

/// Fits the preselection to all candidates, and the first pass to those that are likely by it.
fn first_pass(posts: &[&Trained], settings: &Settings) -> Model {
    let outlines: Vec<LabelledPost> = posts
        .iter()
        .map(|post| LabelledPost {
            features: post.example.features.matrix.first_rows(SEEN_BY_PRESELECTION),
            targets: post.targets(),
            weight: 1.0,
        })
        .collect();
    let (outline_bias, outline) = fit_from_bias(&outlines, &settings.outline);
    let model = Model { outline_bias, outline, ..Model::default() };
    let labelled: Vec<LabelledPost> = posts
        .iter()
        .map(|post| {
            let likely = model.likely(&post.example.features);
            let targets = post.targets();
            LabelledPost {
                features: post.example.features.matrix.only(&likely, 0),
                targets: likely.into_iter().map(|family| targets[family]).collect(),
                weight: 1.0,
            }
        })
        .collect();
    let (bias, first) = fit_from_bias(&labelled, &settings.first);
    Model { bias, first, ..model }
}

/// Fits trees on top of the log-odds of the mean target, which is given too.
fn fit_from_bias(posts: &[LabelledPost], options: &FitOptions) -> (f32, Vec<Tree>) {
    let bias = bias(posts);
    let start: Vec<Vec<f32>> = posts.iter().map(|post| vec![bias; post.targets.len()]).collect();
    (bias, fit(posts, &start, options))
}

/// Fits the preselection and both passes.
pub(crate) fn fit_both(posts: &[&Trained], settings: &Settings) -> Model {
    let sources: Vec<&str> = posts.iter().map(|post| post.source.as_str()).collect();
    let part_of = folds(&sources, settings.parts, 977);
    let mut model = first_pass(posts, settings);
    let mut between: Vec<Option<Between>> = posts.iter().map(|_| None).collect();
    for part in 0..settings.parts {
        let others: Vec<&Trained> =
            posts.iter().zip(&part_of).filter(|(_, of)| **of != part).map(|(post, _)| *post).collect();
        let inner = first_pass(&others, settings);
        for (at, post) in posts.iter().enumerate().filter(|(at, _)| part_of[*at] == part) {
            between[at] = Some(inner.first_pass(&post.example.features));
        }
    }
    let between: Vec<Between> = between.into_iter().flatten().collect();
    let (labelled, odds): (Vec<LabelledPost>, Vec<Vec<f32>>) = posts
        .iter()
        .zip(&between)
        .map(|(post, between)| {
            let targets = post.targets();
            let targets = between.likely.iter().map(|&family| targets[family]).collect();
            let odds = between.likely.iter().map(|&family| between.odds[family]).collect();
            (LabelledPost { features: between.features.clone(), targets, weight: 1.0 }, odds)
        })
        .unzip();
    model.second = fit(&labelled, &odds, &settings.second);
    model
}

/// Fits the line that makes log-odds those of the probability that a phrase is named (Platt 1999), to scores of
/// posts that the model had not seen.
pub(crate) fn line(pairs: &[(f32, bool)]) -> (f32, f32) {
    let (mut scale, mut shift) = (1f64, 0f64);
    for _ in 0..30 {
        let (mut g0, mut g1, mut h00, mut h01, mut h11) = (0f64, 0f64, 0f64, 0f64, 0f64);
        for &(odds, is_named) in pairs {
            let odds = f64::from(odds);
            let probability = 1.0 / (1.0 + (-(scale * odds + shift)).exp());
            let error = probability - f64::from(u8::from(is_named));
            let weight = probability * (1.0 - probability);
            g0 += error * odds;
            g1 += error;
            h00 += weight * odds * odds;
            h01 += weight * odds;
            h11 += weight;
        }
        let determinant = h00 * h11 - h01 * h01;
        if determinant.abs() < 1e-9 {
            break;
        }
        scale -= (h11 * g0 - h01 * g1) / determinant;
        shift -= (h00 * g1 - h01 * g0) / determinant;
    }
    (scale as f32, shift as f32)
}
