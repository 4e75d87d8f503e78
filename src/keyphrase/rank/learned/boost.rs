//! Boosting: fits a [`Model`] to labelled candidates.
//!
//! Gradient boosting of the logistic loss (Friedman 2001) with second-order leaves and histograms of
//! at most 64 bins a feature, one oblivious tree a round. Everything is decided by sums in a fixed
//! order and a counter-based random source, so equal input gives equal bytes on any number of threads.

use rayon::prelude::*;

use super::features::{COUNT, Matrix, NAMES};
use super::model::{DEPTH, LEAVES, Model, Tree};

/// The candidates of one labelled post.
#[derive(Clone, Debug)]
pub struct LabelledPost {
    /// Their features.
    pub features: Matrix,
    /// Whether each is a gold keyphrase.
    pub labels: Vec<bool>,
    /// How much each counts.
    pub weight: f32,
}

/// How a model is fitted.
#[derive(Clone, Copy, Debug)]
pub struct FitOptions {
    /// Rounds, one tree each.
    pub trees: usize,
    /// How much of each tree's step is taken, 0..=1.
    pub rate: f32,
    /// What is added to every leaf's weight (ridge).
    pub ridge: f32,
    /// Share of the posts that a round looks at, 0..=1.
    pub post_share: f32,
    /// Share of the features that a round looks at, 0..=1.
    pub feature_share: f32,
    /// What the random source starts from.
    pub seed: u64,
    /// The features that are looked at, by their names; all of them, where none is named.
    pub features: &'static [&'static str],
}

impl Default for FitOptions {
    fn default() -> Self {
        Self {
            trees: 230,
            rate: 0.06,
            ridge: 20.0,
            post_share: 0.7,
            feature_share: 0.5,
            seed: 1,
            features: &[],
        }
    }
}

const BINS: usize = 64;

/// All rows, column by column, as numbers of bins.
struct Binned {
    columns: Vec<Vec<u8>>,
    /// The upper bound of each bin but the last.
    bounds: Vec<Vec<f32>>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    posts: Vec<u32>,
}

/// Fits the trees that look at everything to the posts, on top of `start` where there is one.
pub fn fit(posts: &[LabelledPost], options: &FitOptions, start: Option<&Model>) -> Model {
    let data = bin(posts);
    let rows = data.labels.len();
    let mut model = start.cloned().unwrap_or_else(|| Model { bias: prior(&data), ..Model::default() });
    let mut odds: Vec<f32> = posts.iter().flat_map(|post| model.odds_of_all(&post.features)).collect();
    for round in 0..options.trees {
        let mut random = Random(options.seed.wrapping_mul(0x9e37_79b9).wrapping_add(round as u64));
        let kept: Vec<bool> = (0..posts.len()).map(|_| random.unit() < options.post_share).collect();
        let looked_at: Vec<usize> = (0..COUNT)
            .filter(|_| random.unit() < options.feature_share)
            .filter(|&feature| options.features.is_empty() || options.features.contains(&NAMES[feature]))
            .collect();
        let slopes: Vec<(f32, f32)> = (0..rows)
            .into_par_iter()
            .map(|row| {
                if !kept[data.posts[row] as usize] {
                    return (0.0, 0.0);
                }
                let probability = 1.0 / (1.0 + (-odds[row]).exp());
                let weight = data.weights[row];
                (weight * (data.labels[row] - probability), weight * probability * (1.0 - probability))
            })
            .collect();
        let Some((tree, leaves)) = grow(&data, &slopes, &looked_at, options) else { continue };
        for (sum, leaf) in odds.iter_mut().zip(&leaves) {
            *sum += tree.leaves[usize::from(*leaf)];
        }
        model.trees.push(tree);
    }
    model
}

/// The log-odds of the share of keyphrases.
fn prior(data: &Binned) -> f32 {
    let total: f64 = data.weights.iter().map(|w| f64::from(*w)).sum();
    let gold: f64 = data.weights.iter().zip(&data.labels).map(|(w, l)| f64::from(w * l)).sum();
    let share = (gold / total.max(1e-9)).clamp(1e-6, 1.0 - 1e-6);
    (share / (1.0 - share)).ln() as f32
}

fn bin(posts: &[LabelledPost]) -> Binned {
    let (columns, bounds) = (0..COUNT)
        .into_par_iter()
        .map(|feature| {
            let mut values: Vec<f32> =
                posts.iter().flat_map(|post| post.features.row(feature)).copied().collect();
            let column = values.clone();
            values.sort_unstable_by(f32::total_cmp);
            let bounds = bounds_of(&values);
            let column: Vec<u8> =
                column.iter().map(|value| bounds.partition_point(|bound| bound < value) as u8).collect();
            (column, bounds)
        })
        .unzip();
    Binned {
        columns,
        bounds,
        labels: posts.iter().flat_map(|post| &post.labels).map(|&gold| f32::from(u8::from(gold))).collect(),
        weights: posts.iter().flat_map(|post| vec![post.weight; post.labels.len()]).collect(),
        posts: posts
            .iter()
            .enumerate()
            .flat_map(|(number, post)| vec![number as u32; post.labels.len()])
            .collect(),
    }
}

/// Bounds between bins of about equal size, halfway between neighbouring values.
fn bounds_of(sorted: &[f32]) -> Vec<f32> {
    let mut bounds: Vec<f32> = Vec::new();
    for bin in 1..BINS {
        let at = sorted.len() * bin / BINS;
        let below = sorted[at];
        let next = sorted[at..].iter().copied().find(|value| *value > below);
        if let Some(next) = next {
            let bound = f32::midpoint(below, next);
            if bounds.last().is_none_or(|last| *last < bound) && below < bound {
                bounds.push(bound);
            }
        }
    }
    bounds
}

/// Grows one tree; also gives the leaf of every row.
fn grow(
    data: &Binned,
    slopes: &[(f32, f32)],
    looked_at: &[usize],
    options: &FitOptions,
) -> Option<(Tree, Vec<u8>)> {
    let rows = slopes.len();
    let mut leaves = vec![0u8; rows];
    let mut splits = [(0u8, f32::MAX); DEPTH];
    for (level, split) in splits.iter_mut().enumerate() {
        let best = looked_at
            .par_iter()
            .filter_map(|&feature| best_split(data, slopes, &leaves, 1 << level, feature, options))
            // The greatest gain, of equals the first feature: the same whichever thread is first.
            .reduce_with(|a, b| if b.0 > a.0 || (b.0 >= a.0 && b.1 < a.1) { b } else { a })?;
        let (_, feature, bound) = best;
        *split = (feature as u8, data.bounds[feature][bound]);
        for (leaf, bin) in leaves.iter_mut().zip(&data.columns[feature]) {
            *leaf |= u8::from(usize::from(*bin) > bound) << level;
        }
    }
    let mut sums = [(0f64, 0f64); LEAVES];
    for (leaf, slope) in leaves.iter().zip(slopes) {
        sums[usize::from(*leaf)].0 += f64::from(slope.0);
        sums[usize::from(*leaf)].1 += f64::from(slope.1);
    }
    let step = |(gradient, weight): (f64, f64)| {
        (options.rate * (gradient / (weight + f64::from(options.ridge))) as f32).clamp(-3.9, 3.9)
    };
    Some((Tree { splits, leaves: sums.map(step) }, leaves))
}

/// The best bound of a feature: its gain, the feature, the bound's number.
fn best_split(
    data: &Binned,
    slopes: &[(f32, f32)],
    leaves: &[u8],
    leaf_count: usize,
    feature: usize,
    options: &FitOptions,
) -> Option<(f64, usize, usize)> {
    let bounds = data.bounds[feature].len();
    if bounds == 0 {
        return None;
    }
    let mut histogram = vec![[0f32; 2]; leaf_count * BINS];
    for ((bin, leaf), slope) in data.columns[feature].iter().zip(leaves).zip(slopes) {
        let cell = &mut histogram[usize::from(*leaf) * BINS + usize::from(*bin)];
        cell[0] += slope.0;
        cell[1] += slope.1;
    }
    let ridge = f64::from(options.ridge);
    let mut gains = vec![0f64; bounds];
    for cells in histogram.chunks_exact(BINS) {
        let total = cells.iter().fold((0f64, 0f64), |t, c| (t.0 + f64::from(c[0]), t.1 + f64::from(c[1])));
        let (mut gradient, mut weight) = (0f64, 0f64);
        for (gain, cell) in gains.iter_mut().zip(cells) {
            gradient += f64::from(cell[0]);
            weight += f64::from(cell[1]);
            let (rest, rest_weight) = (total.0 - gradient, total.1 - weight);
            *gain += gradient * gradient / (weight + ridge) + rest * rest / (rest_weight + ridge);
        }
    }
    gains
        .into_iter()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        .map(|(bound, gain)| (gain, feature, bound))
}

/// SplitMix64 (Steele et al. 2014).
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 40) as f32 / (1u64 << 24) as f32
    }
}
