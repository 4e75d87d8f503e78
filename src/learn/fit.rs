//! Fits the learned ranker to labelled posts, on top of the one there is, and measures it on posts that
//! it was not fitted to.

use std::sync::Arc;

use rayon::prelude::*;

use super::LearnFigures;
use super::labels::LabelledPost;
use crate::keyphrase::learned::boost::{self, FitOptions};
use crate::keyphrase::learned::model::Model;
use crate::keyphrase::learned::prior::{Prior, PriorCounts};
use crate::keyphrase::{Extractor, Options, Source, TrainingExample, WordKey, default_length};
use crate::text::{Document, Forms};

/// How much is learnt.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Trees on top of those there are.
    pub trees: usize,
    /// How much of each tree's step is taken, 0..=1.
    pub rate: f32,
    /// What is added to the weight of each of their leaves.
    pub ridge: f32,
    /// Posts that what is known of a word or phrase counts for.
    pub smoothing: f32,
    /// Posts that the length of the default's lists counts for.
    pub ended_posts: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { trees: 60, rate: 0.06, ridge: 20.0, smoothing: 3.0, ended_posts: 20.0 }
    }
}

/// Parts of the posts for cross-validation.
const FOLDS: usize = 5;

/// Parts of the posts; the prior that a post sees is counted in the others.
const PARTS: usize = 8;

/// One reader: forms and extractor go together.
#[derive(Default)]
struct Reader {
    forms: Forms,
    extractor: Extractor,
}

impl Reader {
    fn example(&mut self, post: &LabelledPost, options: &Options) -> TrainingExample {
        if self.forms.len() > Forms::LIMIT {
            *self = Self::default();
        }
        let title = Document::parse(&post.title, &mut self.forms);
        let body = Document::parse(&post.text, &mut self.forms);
        let source = Source { title: &title, body: &body, annotations: &post.annotations };
        self.extractor.example(source, &self.forms, options)
    }
}

/// The examples of posts, each with the options that `options` gives for its number.
fn examples<'o>(
    posts: &[&LabelledPost],
    options: impl Fn(usize) -> &'o Options + Sync,
) -> Vec<TrainingExample> {
    posts
        .par_iter()
        .enumerate()
        .map_init(Reader::default, |reader, (number, post)| reader.example(post, options(number)))
        .collect()
}

/// Which label each candidate is.
fn positions(posts: &[&LabelledPost], examples: &[TrainingExample]) -> Vec<Vec<Option<usize>>> {
    posts.iter().zip(examples).map(|(post, example)| post.which(example)).collect()
}

/// The options with a ranker that was fitted to posts, on top of that of `base`.
#[doc(hidden)]
pub fn fit(posts: &[&LabelledPost], base: &Options, settings: &Settings) -> Options {
    let read = examples(posts, |_| base);
    let labels: Vec<Vec<bool>> = positions(posts, &read)
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
            let prior: Prior = counts.prior_upon(&base.prior, settings.smoothing);
            Options { prior: Arc::new(prior), ..base.clone() }
        })
        .collect();
    let read = examples(posts, |number| &priors[number % PARTS]);
    let length_factor = length_factor(posts, &read, base.length_factor, settings.ended_posts);
    let (trained, mut odds): (Vec<boost::LabelledPost>, Vec<Vec<f32>>) = read
        .iter()
        .zip(labels)
        .map(|(example, labels)| {
            // The trees see the families that the second pass sees.
            let between = base.model.first_pass(&example.features);
            let odds = base.model.second_pass(&between);
            let of_hopeful = |family: &usize| odds[*family];
            let odds = between.hopeful.iter().map(of_hopeful).collect();
            let target = |family: &usize| f32::from(u8::from(labels[*family]));
            let targets = between.hopeful.iter().map(target).collect();
            (boost::LabelledPost { features: between.features, targets, weight: 1.0 }, odds)
        })
        .unzip();
    let mut model = Model::clone(&base.model);
    let shift = shift(&trained, &odds);
    model.shift += shift;
    odds.iter_mut().flatten().for_each(|odds| *odds += shift);
    let Settings { trees, rate, ridge, .. } = *settings;
    let options = FitOptions { trees, rate, ridge, ..FitOptions::default() };
    let scale = model.scale;
    model.second.extend(boost::fit(&trained, &odds, &options).into_iter().map(|mut tree| {
        tree.leaves.iter_mut().for_each(|leaf| *leaf /= scale);
        tree
    }));
    Options { model: Arc::new(model), length_factor, ..priors[PARTS].clone() }
}

/// The number of labels of a post beside the length that its list has by default, as if some more posts had the
/// factor `before`.
fn length_factor(posts: &[&LabelledPost], read: &[TrainingExample], before: f64, more: f64) -> f64 {
    let labels = posts.iter().map(|post| post.labels()).sum::<usize>() as f64;
    let lengths: f64 = read.iter().map(|example| default_length(example.tokens)).sum();
    let more = more * lengths / posts.len().max(1) as f64;
    if lengths > 0.0 { (labels + more * before) / (lengths + more) } else { before }
}

/// Steps of Newton's method; each goes one unit of log-odds at most.
const STEPS: usize = 20;

/// What is to be added to all log-odds, so that as many keyphrases are expected as there are.
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

/// What five-fold cross-validation says of learning from the posts.
pub(super) fn cross_validate(posts: &[LabelledPost], base: &Options, settings: &Settings) -> LearnFigures {
    let all: Vec<&LabelledPost> = posts.iter().collect();
    let before = measure(&all, base);
    let mut gains = vec![0.0; posts.len()];
    for fold in 0..FOLDS {
        let part = |is_tested: bool| -> Vec<&LabelledPost> {
            let numbered = posts.iter().enumerate();
            numbered.filter(|(at, _)| (at % FOLDS == fold) == is_tested).map(|(_, post)| post).collect()
        };
        let after = measure(&part(true), &fit(&part(false), base, settings));
        for (at, after) in (fold..posts.len()).step_by(FOLDS).zip(after) {
            gains[at] = after - before[at];
        }
    }
    let present: usize = positions(&all, &examples(&all, |_| base))
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
    let labels = all.iter().map(|post| post.labels()).sum::<usize>() as f64;
    LearnFigures {
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
#[doc(hidden)]
pub fn measure(posts: &[&LabelledPost], options: &Options) -> Vec<f64> {
    let read = examples(posts, |_| options);
    posts
        .iter()
        .zip(read)
        .map(|(post, example)| {
            let labels = post.which(&example);
            let chosen = example.chosen(options);
            let mut hits: Vec<usize> = chosen.iter().filter_map(|&id| labels[id]).collect();
            hits.sort_unstable();
            hits.dedup();
            200.0 * hits.len() as f64 / (chosen.len() + post.labels()).max(1) as f64
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
    fn what_is_measured_is_what_is_extracted() {
        let post = Post::new("1", TEXT).with_title("Un réseau vivant");
        for options in [Options::default(), Options { fill: true, at_most: 4, ..Options::default() }] {
            let mut reader = Reader::default();
            let (title, body) =
                [&post.title, &post.text].map(|text| Document::parse(text, &mut reader.forms)).into();
            let source = Source { title: &title, body: &body, annotations: &post.annotations };
            let extracted = reader.extractor.extract(source, &reader.forms, &options);
            let example = reader.extractor.example(source, &reader.forms, &options);
            let chosen = example.chosen(&options);
            let variants = |id: usize| example.variants[id].clone();
            let texts: Vec<String> = extracted.into_iter().map(|keyphrase| keyphrase.text).collect();
            assert!(!texts.is_empty());
            assert_eq!(chosen.into_iter().map(|id| variants(id)[0].clone()).collect::<Vec<_>>(), texts);
        }
    }

    #[test]
    fn labels_that_stand_elsewhere_make_lists_longer_alone() {
        let post = Post::new("1", TEXT);
        let label = |labels: &[&str]| {
            LabelledPost::new(
                post.clone(),
                &labels.iter().map(|label| vec![(*label).to_owned()]).collect::<Vec<_>>(),
            )
        };
        let trained = |labels: &[&str]| {
            let post = label(labels);
            fit(&vec![&post; 40], &Options::default(), &Settings::default())
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
