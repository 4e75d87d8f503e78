//! Fits the learned ranker to labelled posts, on top of a base ranker, and measures it on posts that it was not
//! fitted to.
//!
//! Which posts are used and whether the gain is large enough is decided in [`learn`](super); boosting and priors are
//! those of [`keyphrase`](crate::keyphrase).

use std::sync::Arc;

use rayon::prelude::*;

use super::labels::LabelledPost;
use crate::keyphrase::learned::boost::{self, FitOptions};
use crate::keyphrase::learned::features::SEEN_BY_PRESELECTION;
use crate::keyphrase::learned::model::Model;
use crate::keyphrase::learned::prior::{Prior, PriorCounts};
use crate::keyphrase::{Options, TrainingExample, WordKey, default_length};
use crate::pipeline::stages::Stages;
use crate::tag::TagModel;

/// The settings of a training.
#[derive(Clone, Copy, Debug)]
pub struct TrainingOptions {
    /// The number of trees that are added to those of the base.
    pub trees: usize,
    /// The learning rate: the share of each tree's step that is taken, 0..=1.
    pub rate: f32,
    /// The ridge penalty: what is added to the weight of each leaf.
    pub ridge: f32,
    /// The weight of the base prior of a word or phrase, in posts.
    pub smoothing: f32,
    /// The weight of the base's list length, in posts.
    pub base_length_posts: f64,
    /// Where parts of speech come from.
    pub tag_model: TagModel,
}

impl Default for TrainingOptions {
    fn default() -> Self {
        Self {
            trees: 60,
            rate: 0.06,
            ridge: 20.0,
            smoothing: 3.0,
            base_length_posts: 20.0,
            tag_model: TagModel::default(),
        }
    }
}

impl TrainingOptions {
    fn fit_options(&self) -> FitOptions {
        FitOptions { trees: self.trees, rate: self.rate, ridge: self.ridge, ..FitOptions::default() }
    }
}

/// The measurements of the cross-validation: means over posts, in per cent, 0..=100, of F1@10 against the labels. A
/// label that does not stand in its post counts as missed, so 100 is out of reach.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TrainingFigures {
    /// The number of labelled posts that the ranker was trained on.
    pub posts: usize,
    /// The mean number of labels of a post: 1 or more.
    pub labels: f64,
    /// The share of the labels that stand in their posts as candidates, 0..=1.
    pub present: f64,
    /// F1@10 of the ranker that the training started from.
    pub before: f64,
    /// F1@10 of rankers trained on four fifths of the posts, measured on the other fifth.
    pub after: f64,
    /// The mean difference of the two, post by post.
    pub gain: f64,
    /// The standard error of that mean.
    pub error: f64,
}

/// The folds of the cross-validation.
const FOLDS: usize = 5;

/// Parts of the posts for the prior: the prior that a post sees is counted in the other parts.
const PARTS: usize = 8;

/// The examples of posts, each with the options that `options` gives for its number.
fn examples<'o>(
    posts: &[&LabelledPost],
    model: TagModel,
    options: impl Fn(usize) -> &'o Options + Sync,
) -> Vec<TrainingExample> {
    posts
        .par_iter()
        .enumerate()
        .map_init(
            || Stages::new(model),
            |stages, (number, post)| {
                stages.parse(&post.post, |mut prepared| prepared.example(options(number)))
            },
        )
        .collect()
}

/// The number of the label that each candidate is; `None` for a candidate that is not a label.
fn label_numbers(posts: &[&LabelledPost], examples: &[TrainingExample]) -> Vec<Vec<Option<usize>>> {
    posts.iter().zip(examples).map(|(post, example)| post.label_numbers(example)).collect()
}

/// The options with a ranker that was fitted to posts, on top of that of `base`.
pub fn fit(posts: &[&LabelledPost], base: &Options, training: &TrainingOptions) -> Options {
    let model = training.tag_model;
    let read = examples(posts, model, |_| base);
    let labels: Vec<Vec<bool>> = label_numbers(posts, &read)
        .into_iter()
        .map(|labels| labels.into_iter().map(|label| label.is_some()).collect())
        .collect();
    let words: Vec<&[Vec<WordKey>]> = read.iter().map(|example| example.words.as_slice()).collect();
    let priors: Vec<Options> = (0..=PARTS)
        .into_par_iter()
        .map(|part| {
            let mut counts = PriorCounts::default();
            for (number, (words, labels)) in words.iter().zip(&labels).enumerate() {
                if number % PARTS != part {
                    counts.add(words, labels, 1.0);
                }
            }
            let prior: Prior = counts.prior_upon(&base.prior, training.smoothing);
            Options { prior: Arc::new(prior), ..base.clone() }
        })
        .collect();
    let read = examples(posts, model, |number| &priors[number % PARTS]);
    let length_factor = length_factor(posts, &read, base.length_factor, training.base_length_posts);
    let mut model = Model::clone(&base.model);
    teach_preselection(&mut model, &read, &labels, training);
    let (trained, mut odds): (Vec<boost::LabelledPost>, Vec<Vec<f32>>) = read
        .iter()
        .zip(labels)
        .map(|(example, labels)| {
            // The trees see the families that the second pass sees.
            let between = model.first_pass(&example.features);
            let odds = model.second_pass(&between);
            let of_likely = |family: &usize| odds[*family];
            let odds = between.likely.iter().map(of_likely).collect();
            let target = |family: &usize| f32::from(u8::from(labels[*family]));
            let targets = between.likely.iter().map(target).collect();
            (boost::LabelledPost { features: between.features, targets, weight: 1.0 }, odds)
        })
        .unzip();
    let shift = shift(&trained, &odds);
    model.shift += shift;
    odds.iter_mut().flatten().for_each(|odds| *odds += shift);
    let scale = model.scale;
    model.second.extend(boost::fit(&trained, &odds, &training.fit_options()).into_iter().map(|mut tree| {
        tree.leaves.iter_mut().for_each(|leaf| *leaf /= scale);
        tree
    }));
    Options { model: Arc::new(model), length_factor, likely_score: 0.0, ..priors[PARTS].clone() }
}

/// Adds trees to the preselection, so that it keeps what the posts are labelled by: a label is no phrase that a reader
/// of the post would name.
fn teach_preselection(
    model: &mut Model,
    read: &[TrainingExample],
    labels: &[Vec<bool>],
    training: &TrainingOptions,
) {
    let (posts, mut odds): (Vec<boost::LabelledPost>, Vec<Vec<f32>>) = read
        .iter()
        .zip(labels)
        .map(|(example, labels)| {
            let features = example.features.matrix.first_rows(SEEN_BY_PRESELECTION);
            let odds = model.outline_odds(&features);
            let targets = labels.iter().map(|label| f32::from(u8::from(*label))).collect();
            (boost::LabelledPost { features, targets, weight: 1.0 }, odds)
        })
        .unzip();
    let shift = shift(&posts, &odds);
    model.outline_bias += shift;
    odds.iter_mut().flatten().for_each(|odds| *odds += shift);
    model.outline.extend(boost::fit(&posts, &odds, &training.fit_options()));
}

/// The ratio of the number of labels of a post to the default length of its list, smoothed towards that of the base:
/// as if `weight` more posts had the ratio `base`.
fn length_factor(posts: &[&LabelledPost], read: &[TrainingExample], base: f64, weight: f64) -> f64 {
    let labels = posts.iter().map(|post| post.label_count()).sum::<usize>() as f64;
    let lengths: f64 = read.iter().map(|example| default_length(example.tokens)).sum();
    let weight = weight * lengths / posts.len().max(1) as f64;
    if lengths > 0.0 { (labels + weight * base) / (lengths + weight) } else { base }
}

/// The number of steps of Newton's method; each moves at most one unit of log-odds.
const STEPS: usize = 20;

/// The number to add to all log-odds for the expected number of keyphrases to equal the observed one.
fn shift(posts: &[boost::LabelledPost], odds: &[Vec<f32>]) -> f32 {
    let gold: f64 = posts.iter().flat_map(|post| &post.targets).map(|target| f64::from(*target)).sum();
    let mut shift = 0f64;
    for _ in 0..STEPS {
        let (mut sum, mut weight) = (0f64, 0f64);
        for &odds in odds.iter().flatten() {
            let probability = 1.0 / (1.0 + (-(f64::from(odds) + shift)).exp());
            sum += probability;
            weight += probability * (1.0 - probability);
        }
        shift += ((gold - sum) / (weight + 1.0)).clamp(-1.0, 1.0);
    }
    shift as f32
}

/// The five-fold cross-validation of a training on the posts.
pub(super) fn cross_validate(
    posts: &[LabelledPost],
    base: &Options,
    training: &TrainingOptions,
) -> TrainingFigures {
    let model = training.tag_model;
    let all: Vec<&LabelledPost> = posts.iter().collect();
    let before = measure(&all, base, model);
    let mut gains = vec![0.0; posts.len()];
    for fold in 0..FOLDS {
        let part = |is_tested: bool| -> Vec<&LabelledPost> {
            let numbered = posts.iter().enumerate();
            numbered.filter(|(at, _)| (at % FOLDS == fold) == is_tested).map(|(_, post)| post).collect()
        };
        let after = measure(&part(true), &fit(&part(false), base, training), model);
        for (at, after) in (fold..posts.len()).step_by(FOLDS).zip(after) {
            gains[at] = after - before[at];
        }
    }
    let present: usize = label_numbers(&all, &examples(&all, model, |_| base))
        .into_iter()
        .map(|mut labels| {
            labels.sort_unstable();
            labels.dedup();
            labels.into_iter().flatten().count()
        })
        .sum();
    let count = posts.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / count;
    let (before, gain) = (mean(&before), mean(&gains));
    let squares: f64 = gains.iter().map(|one| (one - gain) * (one - gain)).sum();
    let labels = all.iter().map(|post| post.label_count()).sum::<usize>() as f64;
    TrainingFigures {
        posts: posts.len(),
        labels: labels / count,
        present: present as f64 / labels,
        before,
        after: before + gain,
        gain,
        error: (squares / (count * (count - 1.0))).sqrt(),
    }
}

/// F1@10 of each post, 0..=100, with these options.
fn measure(posts: &[&LabelledPost], options: &Options, model: TagModel) -> Vec<f64> {
    let read = examples(posts, model, |_| options);
    posts
        .iter()
        .zip(read)
        .map(|(post, example)| {
            let labels = post.label_numbers(&example);
            let chosen = example.chosen(options);
            let mut hits: Vec<usize> = chosen.iter().filter_map(|&id| labels[id]).collect();
            hits.sort_unstable();
            hits.dedup();
            200.0 * hits.len() as f64 / (chosen.len() + post.label_count()).max(1) as f64
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Post;

    const TEXT: &str = "Les réseaux dynamiques relient les salariés. Un réseau dynamique vit de ses salariés, \
        et les salariés de leur réseau. La newsletter interne dort dans les boîtes des salariés.";

    #[test]
    fn the_measured_candidates_are_the_extracted_keyphrases() {
        let post = Post::new("1", TEXT).with_title("Un réseau vivant");
        for options in [Options::default(), Options { fill: true, at_most: 4, ..Options::default() }] {
            let (extracted, example) = Stages::default().parse(&post, |mut prepared| {
                (prepared.keyphrases(&options, 0).0, prepared.example(&options))
            });
            let chosen = example.chosen(&options);
            let variants = |id: usize| example.variants[id].clone();
            let texts: Vec<String> = extracted.into_iter().map(|keyphrase| keyphrase.text).collect();
            assert!(!texts.is_empty());
            assert_eq!(chosen.into_iter().map(|id| variants(id)[0].clone()).collect::<Vec<_>>(), texts);
        }
    }

    /// The features of a training are computed for all candidates, those of an extraction for the likely ones alone.
    #[test]
    fn a_post_of_many_candidates_has_the_same_scores_in_training_and_extraction() {
        let nouns = ["réseau", "jardin", "voyage", "marché", "quartier", "atelier", "roman", "vélo"];
        let adjectives =
            ["dynamique", "urbain", "solidaire", "public", "numérique", "rural", "local", "annuel"];
        let text: String = nouns
            .iter()
            .enumerate()
            .flat_map(|(at, noun)| {
                let both = adjectives.iter().map(move |adjective| format!("{noun} {adjective}"));
                both.map(move |both| format!("Le {both} attend un autre {}. ", nouns[(at + 3) % nouns.len()]))
            })
            .collect();
        let post = Post::new("1", text).with_title("Un marché local");
        let options = Options { fill: true, at_most: 60, ..Options::default() };
        let (extracted, example) = Stages::default()
            .parse(&post, |mut prepared| (prepared.keyphrases(&options, 0).0, prepared.example(&options)));
        let scores = example.scores(&options);
        assert!(scores.len() > 60, "{} candidates", scores.len());
        let expected = example.chosen_by(&scores, &options).into_iter().map(|(_, score)| score);
        let extracted: Vec<f64> = extracted.into_iter().map(|keyphrase| keyphrase.score).collect();
        assert_eq!(extracted, expected.take(extracted.len()).collect::<Vec<_>>());
        assert!(extracted.len() > 40);
    }

    #[test]
    fn absent_labels_only_make_lists_longer() {
        let post = Post::new("1", TEXT);
        let label = |labels: &[&str]| {
            LabelledPost::new(
                post.clone(),
                &labels.iter().map(|label| vec![(*label).to_owned()]).collect::<Vec<_>>(),
            )
        };
        let trained = |labels: &[&str]| {
            let post = label(labels);
            fit(&vec![&post; 40], &Options::default(), &TrainingOptions::default())
        };
        let (here, elsewhere) = (trained(&["salarié"]), trained(&["salarié", "zeppelin", "dirigeable"]));
        assert_eq!(here.model, elsewhere.model);
        assert_eq!(here.prior, elsewhere.prior);
        assert!(
            here.length_factor < Options::default().length_factor
                && elsewhere.length_factor > here.length_factor + 0.2
        );
    }
}
