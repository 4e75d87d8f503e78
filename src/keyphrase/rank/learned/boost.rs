//! Boosting: fits trees to labelled candidates.
//!
//! Gradient boosting of the logistic loss (Friedman 2001) with second-order leaves and histograms of at most 64
//! bins a feature, one oblivious tree a round. Targets may lie between 0 and 1 (cross-entropy). All sums are in
//! a fixed order and the random source is a counter, so equal input gives equal bytes on any number of threads.

use rayon::prelude::*;

use super::matrix::Matrix;
use super::model::{DEPTH, LEAVES, Tree};

/// The candidates of one labelled post.
#[derive(Clone, Debug)]
pub struct LabelledPost {
    /// Their features.
    pub features: Matrix,
    /// How much of a keyphrase each is: 0..=1.
    pub targets: Vec<f32>,
    /// The weight of each of them.
    pub weight: f32,
}

/// How trees are fitted.
#[derive(Clone, Copy, Debug)]
pub struct FitOptions {
    /// Rounds, one tree each.
    pub trees: usize,
    /// The share of each tree's step that is taken, 0..=1.
    pub rate: f32,
    /// What is added to the weight of every leaf (ridge).
    pub ridge: f32,
    /// Share of the posts that a round sees, 0..=1.
    pub post_share: f32,
    /// Share of the features that a round sees, 0..=1.
    pub feature_share: f32,
    /// The seed of the random source.
    pub seed: u64,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self { trees: 230, rate: 0.06, ridge: 20.0, post_share: 0.7, feature_share: 0.5, seed: 1 }
    }
}

const BINS: usize = 64;
/// The probability below which a candidate that is no keyphrase is an easy one.
const EASY: f32 = 0.1;
/// How many easy candidates each one that a round sees stands for.
const EASY_PART: f32 = 3.0;

/// All rows, column by column, as numbers of bins.
struct Binned {
    columns: Vec<Vec<u8>>,
    /// The upper bound of each bin but the last.
    bounds: Vec<Vec<f32>>,
    targets: Vec<f32>,
    weights: Vec<f32>,
    posts: Vec<u32>,
}

/// Fits trees to the posts on top of some log-odds of their candidates, one list a post.
///
/// # Panics
///
/// When there are not as many log-odds as candidates.
pub fn fit(posts: &[LabelledPost], start: &[Vec<f32>], options: &FitOptions) -> Vec<Tree> {
    let data = bin(posts);
    let features = data.columns.len();
    let mut odds: Vec<f32> = start.iter().flatten().copied().collect();
    assert_eq!(odds.len(), data.targets.len(), "log-odds of every candidate");
    let mut trees = Vec::with_capacity(options.trees);
    for round in 0..options.trees {
        let mut random = Random(options.seed.wrapping_mul(0x9e37_79b9).wrapping_add(round as u64));
        let kept: Vec<bool> = (0..posts.len()).map(|_| random.unit() < options.post_share).collect();
        let seen: Vec<usize> = (0..features).filter(|_| random.unit() < options.feature_share).collect();
        let slopes: Vec<[f32; 2]> = (0..odds.len())
            .into_par_iter()
            .map(|row| {
                if !kept[data.posts[row] as usize] {
                    return [0.0; 2];
                }
                let probability = 1.0 / (1.0 + (-odds[row]).exp());
                let mut weight = data.weights[row];
                // Most candidates are no keyphrases, and known to be: a part of them stands for all.
                if data.targets[row] == 0.0 && probability < EASY {
                    let mut random = Random(options.seed ^ (round as u64) << 40 ^ (row as u64) << 8);
                    if random.unit() * EASY_PART >= 1.0 {
                        return [0.0; 2];
                    }
                    weight *= EASY_PART;
                }
                [weight * (data.targets[row] - probability), weight * probability * (1.0 - probability)]
            })
            .collect();
        let rows: Vec<u32> = (0..odds.len() as u32).filter(|&row| slopes[row as usize][1] > 0.0).collect();
        let Some((tree, bins)) = grow(&data, &slopes, rows, &seen, options) else { continue };
        odds.par_iter_mut().enumerate().with_min_len(4096).for_each(|(row, sum)| {
            let leaf = bins.iter().enumerate().fold(0, |leaf, (level, &(feature, bin))| {
                leaf | usize::from(data.columns[feature][row] > bin) << level
            });
            *sum += tree.leaves[leaf];
        });
        trees.push(tree);
    }
    trees
}

/// The log-odds of the mean target.
pub fn bias(posts: &[LabelledPost]) -> f32 {
    let weight = |post: &LabelledPost| f64::from(post.weight);
    let total: f64 = posts.iter().map(|post| weight(post) * post.targets.len() as f64).sum();
    let sum = |post: &LabelledPost| post.targets.iter().map(|target| f64::from(*target)).sum::<f64>();
    let gold: f64 = posts.iter().map(|post| weight(post) * sum(post)).sum();
    let share = (gold / total.max(1e-9)).clamp(1e-6, 1.0 - 1e-6);
    (share / (1.0 - share)).ln() as f32
}

fn bin(posts: &[LabelledPost]) -> Binned {
    let features = posts.first().map_or(0, |post| post.features.features());
    let (columns, bounds) = (0..features)
        .into_par_iter()
        .map(|feature| {
            let mut values: Vec<f32> = posts.iter().flat_map(|post| post.features.row(feature)).collect();
            let column = values.clone();
            values.sort_unstable_by(f32::total_cmp);
            let bounds = bounds_of(&values);
            let column: Vec<u8> =
                column.iter().map(|value| bounds.partition_point(|bound| bound < value) as u8).collect();
            (column, bounds)
        })
        .unzip();
    let of_each = |value: &dyn Fn(usize) -> f32| -> Vec<f32> {
        posts.iter().enumerate().flat_map(|(at, post)| vec![value(at); post.targets.len()]).collect()
    };
    Binned {
        columns,
        bounds,
        targets: posts.iter().flat_map(|post| &post.targets).copied().collect(),
        weights: of_each(&|at| posts[at].weight),
        posts: posts.iter().enumerate().flat_map(|(at, post)| vec![at as u32; post.targets.len()]).collect(),
    }
}

/// Bounds between bins, halfway between neighbouring values. A value that many rows have gets a bin of its
/// own; the others share the rest about equally.
fn bounds_of(sorted: &[f32]) -> Vec<f32> {
    let mut distinct: Vec<(f32, usize)> = Vec::new();
    for &value in sorted {
        match distinct.last_mut() {
            Some((last, count)) if *last >= value => *count += 1,
            _ => distinct.push((value, 1)),
        }
    }
    let is_large = |count: usize| count * BINS > sorted.len();
    let large = distinct.iter().filter(|(_, count)| is_large(*count)).count();
    let mut rest: usize =
        distinct.iter().filter(|(_, count)| !is_large(*count)).map(|(_, count)| count).sum();
    let mut bins_left = BINS.saturating_sub(large).max(1);
    let mut bounds: Vec<f32> = Vec::new();
    let mut filled = 0;
    for pair in distinct.windows(2) {
        let [(value, count), (next, next_count)] = [pair[0], pair[1]];
        if !is_large(count) {
            filled += count;
        }
        let is_full = is_large(count) || is_large(next_count) || filled * bins_left >= rest;
        if is_full && bounds.len() + 1 < BINS {
            if filled > 0 {
                rest -= filled;
                bins_left = bins_left.saturating_sub(1).max(1);
                filled = 0;
            }
            let bound = f32::midpoint(value, next);
            bounds.push(if bound < next { bound } else { value });
        }
    }
    bounds
}

/// The histogram of a feature over the rows of a leaf: sums of gradients and of weights, bin by bin.
type Histogram = [[f32; 2]; BINS];

/// Grows one tree on some rows; also gives the feature and the bin of each of its levels.
fn grow(
    data: &Binned,
    slopes: &[[f32; 2]],
    rows: Vec<u32>,
    seen: &[usize],
    options: &FitOptions,
) -> Option<(Tree, [(usize, u8); DEPTH])> {
    let mut leaves: Vec<Vec<u32>> = vec![rows];
    let mut histograms: Vec<Vec<Histogram>> =
        seen.par_iter().map(|&feature| vec![histogram(&data.columns[feature], slopes, &leaves[0])]).collect();
    let mut tree = Tree { splits: [(0, f32::MAX); DEPTH], leaves: [0.0; LEAVES] };
    let mut bins = [(0, 0); DEPTH];
    for (level, chosen) in bins.iter_mut().enumerate() {
        let (_, feature, bound) = seen
            .par_iter()
            .zip(&histograms)
            .filter_map(|(&feature, histograms)| best_split(data, histograms, feature, options))
            // The greatest gain, of equals the first feature: the same whichever thread is first.
            .reduce_with(|a, b| if b.0 > a.0 || (b.0 >= a.0 && b.1 < a.1) { b } else { a })?;
        tree.splits[level] = (feature as u8, data.bounds[feature][bound]);
        *chosen = (feature, bound as u8);
        let column = &data.columns[feature];
        let is_above = |row: &u32| usize::from(column[*row as usize]) > bound;
        // Bit `level` of a leaf's number says whether its rows lie above.
        let (below, above): (Vec<Vec<u32>>, Vec<Vec<u32>>) =
            leaves.par_iter().map(|rows| rows.iter().partition(|row| !is_above(row))).unzip();
        if level + 1 < DEPTH {
            histograms.par_iter_mut().zip(seen).for_each(|(histograms, &feature)| {
                let column = &data.columns[feature];
                let whole = std::mem::take(histograms);
                let (mut low, mut high) = (Vec::with_capacity(2 * whole.len()), Vec::new());
                for ((whole, below), above) in whole.iter().zip(&below).zip(&above) {
                    let is_smaller = below.len() <= above.len();
                    let smaller = histogram(column, slopes, if is_smaller { below } else { above });
                    let larger = less(whole, &smaller);
                    let (below, above) = if is_smaller { (smaller, larger) } else { (larger, smaller) };
                    low.push(below);
                    high.push(above);
                }
                low.append(&mut high);
                *histograms = low;
            });
        }
        leaves = below;
        leaves.extend(above);
    }
    for (leaf, rows) in tree.leaves.iter_mut().zip(&leaves) {
        let (mut gradient, mut weight) = (0f64, 0f64);
        for &row in rows {
            gradient += f64::from(slopes[row as usize][0]);
            weight += f64::from(slopes[row as usize][1]);
        }
        *leaf = (options.rate * (gradient / (weight + f64::from(options.ridge))) as f32).clamp(-3.9, 3.9);
    }
    Some((tree, bins))
}

fn histogram(column: &[u8], slopes: &[[f32; 2]], rows: &[u32]) -> Histogram {
    let mut histogram = [[0f32; 2]; BINS];
    for &row in rows {
        let cell = &mut histogram[usize::from(column[row as usize]) % BINS];
        let [gradient, weight] = slopes[row as usize];
        cell[0] += gradient;
        cell[1] += weight;
    }
    histogram
}

/// The histogram of the rows of `whole` that are not in `part`.
fn less(whole: &Histogram, part: &Histogram) -> Histogram {
    let mut rest = *whole;
    for (rest, part) in rest.iter_mut().zip(part) {
        rest[0] -= part[0];
        rest[1] = (rest[1] - part[1]).max(0.0);
    }
    rest
}

/// The best bound of a feature: its gain, the feature, the bound's number.
fn best_split(
    data: &Binned,
    histograms: &[Histogram],
    feature: usize,
    options: &FitOptions,
) -> Option<(f64, usize, usize)> {
    let bounds = data.bounds[feature].len();
    if bounds == 0 {
        return None;
    }
    let ridge = f64::from(options.ridge);
    let mut gains = vec![0f64; bounds];
    for cells in histograms {
        let total = cells.iter().fold((0f64, 0f64), |t, c| (t.0 + f64::from(c[0]), t.1 + f64::from(c[1])));
        let (mut gradient, mut weight) = (0f64, 0f64);
        for (gain, cell) in gains.iter_mut().zip(cells) {
            gradient += f64::from(cell[0]);
            weight += f64::from(cell[1]);
            let (rest, rest_weight) = (total.0 - gradient, (total.1 - weight).max(0.0));
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

#[cfg(test)]
mod tests {
    use super::super::features::{COUNT, Features};
    use super::super::model::Model;
    use super::*;

    /// Posts of twenty candidates, whose targets hang on two features together.
    fn posts() -> (Vec<LabelledPost>, Vec<Features>) {
        let mut random = Random(7);
        let mut all = Vec::new();
        for _ in 0..60 {
            let mut features = Features::empty(20);
            let targets = (0..20)
                .map(|family| {
                    let (one, two) = (random.unit(), random.unit());
                    features.matrix.set(3, family, one);
                    features.matrix.set(5, family, two);
                    features.matrix.set(8, family, random.unit());
                    if (one > 0.5) == (two > 0.5) { 0.75 } else { 0.0 }
                })
                .collect();
            let matrix = features.matrix.clone();
            all.push((LabelledPost { features: matrix, targets, weight: 1.0 }, features));
        }
        all.into_iter().unzip()
    }

    #[test]
    fn trees_learn_what_hangs_on_two_features_and_keep_to_the_targets() {
        let (posts, features) = posts();
        let bias = bias(&posts);
        let start: Vec<Vec<f32>> = posts.iter().map(|post| vec![bias; post.targets.len()]).collect();
        let options =
            FitOptions { trees: 60, rate: 0.2, ridge: 1.0, feature_share: 1.0, ..FitOptions::default() };
        let first = fit(&posts, &start, &options);
        assert_eq!(first, fit(&posts, &start, &options));
        assert!(first.iter().all(|tree| tree.splits.iter().all(|split| usize::from(split.0) < COUNT)));
        let model = Model { bias, first, ..Model::default() };
        let (mut error, mut count) = (0.0, 0.0);
        for (post, features) in posts.iter().zip(&features) {
            for (odds, target) in model.odds(features).into_iter().zip(&post.targets) {
                error += (1.0 / (1.0 + (-odds).exp()) - target).abs();
                count += 1.0;
            }
        }
        // Without the trees it is 0.375.
        assert!(error / count < 0.1, "{}", error / count);
    }

    #[test]
    fn a_value_that_many_rows_have_gets_a_bin_of_its_own() {
        let mut values = vec![0.0; 900];
        values.extend((1..=100).map(|at| at as f32));
        let bounds = bounds_of(&values);
        assert!(bounds.len() < BINS && bounds.len() > BINS / 2, "{}", bounds.len());
        assert!((bounds[0] - 0.5).abs() < 1e-6 && bounds.is_sorted());
    }
}
