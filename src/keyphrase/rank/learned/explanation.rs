//! Explanations: what each feature added to the log-odds that the learned ranker gave a phrase.
//!
//! A phrase goes down a tree level by level. The worth of a place on the way is the mean of the leaves below it,
//! and the change at a level belongs to the feature of that level (Saabas 2014). So the base (the bias, the shift
//! and the means of all trees) and what was added make the log-odds. The features of the second pass, named "first
//! pass: …", stand for how the phrase compares with the other phrases of the post. How an explanation is shown is
//! left to the caller.

use serde::{Deserialize, Serialize, Serializer};

use super::features::{COUNT, NAMES, outline_matrix};
use super::model::{DEPTH, Model, Tree};
use super::outline::Outlines;
use super::second::{SECOND_COUNT, SECOND_NAMES};
use super::table_memory::TableMemory;
use crate::keyphrase::rank::Candidates;

/// Why the learned method gave a phrase its score, in log-odds: `base` and all that was `added` make
/// `total`, and the score is `1 / (1 + exp(-total))`.
///
/// ```
/// use glane::{Analyzer, Post};
///
/// let analyzer = Analyzer::builder().explain(true).build()?;
/// let post = Post::new("1", "Les réseaux dynamiques relient les salariés. Un réseau dynamique vit.");
/// for keyphrase in analyzer.analyze(&post).keyphrases {
///     let why = keyphrase.explanation.expect("the learned method explains");
///     let added: f64 = why.parts.iter().map(|part| part.added).sum();
///     assert!((why.base + added - why.total).abs() < 1e-9);
///     assert!((1.0 / (1.0 + (-why.total).exp()) - keyphrase.score).abs() < 1e-4);
/// }
/// # Ok::<(), glane::BuildError>(())
/// ```
///
/// Written, it has the eight features that weigh most, then [`OTHERS`](Self::OTHERS) for all the rest;
/// every figure is rounded to four digits, and the sum still holds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Explanation {
    /// The log-odds before any feature is known. Equal for all phrases, except that unlikely phrases go down fewer trees
    /// and so start from another value.
    pub base: f64,
    /// What each feature added, the greatest first whatever its sign; [`DIVERSITY`](Self::DIVERSITY)
    /// comes last, where the rule had its part.
    pub parts: Vec<Part>,
    /// The log-odds of the score.
    pub total: f64,
}

/// What one feature added to the log-odds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Part {
    /// The feature by its name, [`Explanation::DIVERSITY`] or [`Explanation::OTHERS`].
    pub feature: String,
    /// What the feature was for this phrase, in the feature's own units; for diversity, what the score
    /// was multiplied by, 0..=1. The others have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What it added to the log-odds; below 0 where it spoke against the phrase.
    pub added: f64,
}

/// Features that are written one by one.
const WRITTEN: usize = 8;
/// The least score that has log-odds; a diversity of 1 brings scores down to 0.
const LEAST: f64 = 1e-12;

impl Explanation {
    /// The part of the rule of diversity, which lowers a phrase that lies inside a better one or has it
    /// inside.
    pub const DIVERSITY: &str = "diversity";
    /// The part of all features that are not named one by one.
    pub const OTHERS: &str = "others";

    /// The same with at most `most` features by name and one part for the rest; the sum still holds.
    #[must_use]
    pub fn shortened(&self, most: usize) -> Self {
        let is_feature = |part: &&Part| part.feature != Self::DIVERSITY && part.feature != Self::OTHERS;
        let named = self.parts.iter().filter(is_feature).take(most);
        let diversity = self.parts.iter().filter(|part| part.feature == Self::DIVERSITY);
        let all = self.parts.iter().filter(is_feature).count();
        let had_others = self.parts.iter().any(|part| part.feature == Self::OTHERS);
        let mut parts: Vec<Part> = named.chain(diversity.clone()).cloned().collect();
        if all > most || had_others {
            let rest = self.total - self.base - sum(&parts);
            let at = parts.len() - diversity.count();
            parts.insert(at, Part { feature: Self::OTHERS.to_owned(), value: None, added: rest });
        }
        Self { parts, ..*self }
    }

    /// The same with every figure rounded to four digits; what rounding costs goes to the others.
    fn rounded(mut self) -> Self {
        let round = |figure: f64| (figure * 10_000.0).round() / 10_000.0;
        self.base = round(self.base);
        self.total = round(self.total);
        for part in &mut self.parts {
            part.value = part.value.map(round);
            part.added = round(part.added);
        }
        let missing = self.total - self.base - sum(&self.parts);
        if let Some(others) = self.parts.iter_mut().find(|part| part.feature == Self::OTHERS) {
            others.added = round(others.added + missing);
        }
        self
    }
}

impl Serialize for Explanation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written {
            base: f64,
            parts: Vec<Part>,
            total: f64,
        }
        let Self { base, parts, total } = self.shortened(WRITTEN).rounded();
        Written { base, parts, total }.serialize(serializer)
    }
}

fn sum(parts: &[Part]) -> f64 {
    parts.iter().map(|part| part.added).sum()
}

/// The explanations of chosen families: each by its number, its score before and after the rule of
/// diversity.
pub(in crate::keyphrase) fn explain(
    candidates: &Candidates<'_>,
    model: &Model,
    memory: &mut TableMemory,
    chosen: impl IntoIterator<Item = (usize, f64, f64)>,
) -> Vec<Explanation> {
    let outlines = Outlines::of(candidates, memory);
    let outline = outline_matrix(&outlines);
    let between = model.first_pass_of(&outlines);
    chosen
        .into_iter()
        .map(|(family, before, after)| {
            let (is_likely, values) = match between.likely.binary_search(&family) {
                Ok(column) => (true, between.features.column(column)),
                Err(_) => (false, outline.column(family)),
            };
            let mut explanation = of_model(model, is_likely, &values);
            if after < before {
                explanation.lower(after / before);
            }
            explanation
        })
        .collect()
}

impl Explanation {
    /// Multiplies the score, and says so.
    fn lower(&mut self, factor: f64) {
        let score = (factor / (1.0 + (-self.total).exp())).max(LEAST);
        let lowered = (score / (1.0 - score)).ln();
        self.parts.push(Part {
            feature: Self::DIVERSITY.to_owned(),
            value: Some(factor),
            added: lowered - self.total,
        });
        self.total = lowered;
    }
}

/// Why a model gives a phrase with these features its log-odds; of one that is not likely, the features that the
/// preselection sees.
fn of_model(model: &Model, is_likely: bool, values: &[f32]) -> Explanation {
    let scale = f64::from(model.scale);
    let (bias, trees) = model.trees(is_likely);
    let mut base = scale * f64::from(bias) + f64::from(model.shift);
    let mut added = vec![0.0; COUNT + SECOND_COUNT];
    for tree in trees {
        base += go_down(tree, scale, values, &mut added);
    }
    let names = NAMES.iter().chain(&SECOND_NAMES);
    let mut parts: Vec<Part> = names
        .zip(&added)
        .zip(values)
        .filter(|((_, added), _)| **added != 0.0)
        .map(|((name, &added), &value)| Part {
            feature: (*name).to_owned(),
            value: Some(f64::from(value)),
            added,
        })
        .collect();
    parts.sort_by(|one, two| two.added.abs().total_cmp(&one.added.abs()));
    let total = base + sum(&parts);
    Explanation { base, parts, total }
}

/// Adds to each feature what it changes on the way down the tree, times the scale; gives the mean of all leaves.
fn go_down(tree: &Tree, scale: f64, values: &[f32], added: &mut [f64]) -> f64 {
    let mut within_reach = tree.leaves.map(|leaf| scale * f64::from(leaf));
    let mut count = within_reach.len();
    let mean = |leaves: &[f64]| leaves.iter().sum::<f64>() / leaves.len() as f64;
    let start = mean(&within_reach);
    let mut here = start;
    for &(feature, threshold) in &tree.splits[..DEPTH] {
        let feature = usize::from(feature);
        // The level is the lowest bit of the leaves' numbers that is left.
        let bit = usize::from(values[feature] > threshold);
        count /= 2;
        for leaf in 0..count {
            within_reach[leaf] = within_reach[2 * leaf + bit];
        }
        let next = mean(&within_reach[..count]);
        added[feature] += next - here;
        here = next;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::super::features::Features;
    use super::super::model::LEAVES;
    use super::*;

    fn model() -> Model {
        let tree = |first: u8| Tree {
            splits: std::array::from_fn(|level| (first + level as u8 / 2, level as f32 - 1.5)),
            leaves: std::array::from_fn(|leaf| ((leaf * 37) % LEAVES) as f32 / 64.0 - 0.4),
        };
        Model {
            outline_bias: -3.0,
            outline: vec![tree(1), tree(5)],
            bias: -2.0,
            first: vec![tree(0), tree(2), tree(7)],
            second: vec![tree(4), tree(9)],
            scale: 1.25,
            shift: -0.5,
        }
    }

    #[test]
    fn base_and_parts_make_the_log_odds() {
        let model = model();
        for seed in 0..50 {
            let values: Vec<f32> =
                (0..COUNT + SECOND_COUNT).map(|at| ((at * 31 + seed * 17) % 11) as f32 - 4.0).collect();
            // Equal families: the first of them are likely, the last is not.
            let mut features = Features::empty(200);
            for (feature, value) in values[..COUNT].iter().enumerate() {
                for family in 0..200 {
                    features.matrix.set(feature, family, *value);
                }
            }
            let all = model.odds(&features);
            for (family, is_likely) in [(0, true), (199, false)] {
                let explanation = of_model(&model, is_likely, &values);
                let odds = f64::from(all[family]);
                assert!((explanation.base + sum(&explanation.parts) - odds).abs() < 1e-5);
                assert!(explanation.parts.iter().all(|part| NAMES.contains(&part.feature.as_str())));
            }
        }
    }

    #[test]
    fn the_sum_holds_for_what_is_written() {
        let values: Vec<f32> = (0..COUNT + SECOND_COUNT).map(|at| (at % 5) as f32 - 2.0).collect();
        let mut explanation = of_model(&model(), true, &values);
        explanation.lower(0.95);
        for most in 0..10 {
            let short = explanation.shortened(most).rounded();
            let others = short.parts.iter().any(|part| part.feature == Explanation::OTHERS);
            let slack = if others { 1e-9 } else { 1e-3 };
            assert!((short.base + sum(&short.parts) - short.total).abs() < slack, "{short:?}");
            assert_eq!(short.parts.last().map(|part| part.feature.as_str()), Some(Explanation::DIVERSITY));
        }
        assert!(explanation.total.is_finite());
        explanation.lower(0.0);
        assert!(explanation.total.is_finite());
    }
}
