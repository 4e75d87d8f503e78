//! Training the learned ranker on the labels of an archive: its tags and categories.
//!
//! A [`Trainer`] takes labelled posts; [`Trainer::train`] fits a ranker to them, on top of the default one, and
//! returns it only where it helps. How a ranker ranks is decided in [`keyphrase`](crate::keyphrase); where posts come
//! from is left to the caller.
//!
//! A training changes three things. The *prior*: how often a word or a phrase was a label where it could have been
//! one, counted on top of the default's counts. A few more *trees*, boosted on top of the default's; they see every
//! post with a prior counted in other posts. And the *length* of lists: how many labels this archive gives a post. A
//! label that does not stand in its post cannot be found there; it only counts for the length.
//!
//! Five-fold cross-validation measures whether the training helps, on posts that the measured ranker was not trained
//! on. Posts are dealt to the folds by their content, so equal posts in any order, on any number of threads, give the
//! same ranker to the byte.

#[cfg_attr(not(feature = "internals"), allow(unreachable_pub, reason = "the feature `internals` exports it"))]
mod fit;
#[cfg_attr(not(feature = "internals"), allow(unreachable_pub, reason = "the feature `internals` exports it"))]
mod labels;

use std::collections::BTreeMap;

use crate::keyphrase::{Options, TrainedRanker};
use crate::pipeline::stages::Stages;
use crate::pipeline::threads::Threads;
use crate::text::fnv1a;
use crate::{AnalyzerBuilder, BuildError, LanguagePolicy, Post};

pub use fit::TrainingFigures;
#[cfg(feature = "internals")]
pub use fit::{TrainingOptions, fit};
#[cfg(feature = "internals")]
pub use labels::LabelledPost;

#[cfg(not(feature = "internals"))]
use fit::{TrainingOptions, fit};
#[cfg(not(feature = "internals"))]
use labels::LabelledPost;

/// The labelled posts of an archive, for a training.
///
/// [`AnalyzerBuilder::trainer`] makes one: its background, its ranker, its language policy, its source of tags and its
/// number of threads hold for the training; the rest of its options does not matter.
///
/// ```no_run
/// use glane::{Analyzer, Post};
///
/// # let posts: Vec<Post> = Vec::new();
/// let mut trainer = Analyzer::builder().trainer()?;
/// for post in posts {
///     trainer.add(post);
/// }
/// let training = trainer.train()?;
/// println!("F1@10 {:+.1}", training.figures.gain);
/// let analyzer = Analyzer::builder().trained(training.ranker).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Trainer {
    base: Options,
    policy: LanguagePolicy,
    options: TrainingOptions,
    threads: Threads,
    stages: Stages,
    /// In the order of their content.
    posts: BTreeMap<(u64, String), (Post, labels::Labels)>,
    labelled: u64,
}

/// The result of a training: a ranker, and how much it helps.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Training {
    /// The ranker.
    pub ranker: TrainedRanker,
    /// The measurements of the cross-validation.
    pub figures: TrainingFigures,
}

/// Why a training returns no ranker.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainingError {
    /// Fewer labelled posts than a training needs; says how many there are.
    #[error(
        "{0} French posts have labels, and a training needs at least {MIN_POSTS}: add posts with tags, categories or \
         \"keyphrases\""
    )]
    TooFewPosts(usize),
    /// A ranker trained on these posts is not better than the base, beyond chance.
    #[error(
        "training on the labels of these {} posts does not help: F1@10 is {:.1} before and {:.1} after ({:+.1}, \
         standard error {:.1}), and {:.0} % of the labels stand in their posts: keep the ranker you have, or add \
         labelled posts, or labels that are words of the posts",
        .0.posts, .0.before, .0.after, .0.gain, .0.error, 100.0 * .0.present
    )]
    NoGain(TrainingFigures),
}

/// The least number of labelled posts: with fewer, a gain cannot be told from chance.
pub const MIN_POSTS: usize = 20;
/// The greatest number of posts that are kept, as a sample of all: more would add little and take memory.
pub const MAX_POSTS: usize = 2000;

/// The least gain, in standard errors: chance alone reaches it once in six times.
const MIN_STANDARD_ERRORS: f64 = 1.0;

impl AnalyzerBuilder {
    /// A trainer that starts from these options: see [`learn`](crate::learn).
    ///
    /// # Errors
    ///
    /// Those of [`build`](Self::build).
    pub fn trainer(self) -> Result<Trainer, BuildError> {
        let (options, policy, tag_model, threads) = self.into_training()?;
        let base = Options {
            at_most: 10,
            background: options.background,
            model: options.model,
            prior: options.prior,
            usage: options.usage,
            length_factor: options.length_factor,
            ..Options::default()
        };
        Ok(Trainer {
            base,
            policy,
            options: TrainingOptions { tag_model, ..TrainingOptions::default() },
            threads,
            stages: Stages::new(tag_model),
            posts: BTreeMap::new(),
            labelled: 0,
        })
    }
}

impl Trainer {
    /// Adds a post; `false` when a training cannot use it, because it has no label that a person chose, or
    /// no French. A line of gold has its labels in `keyphrases`, which readers leave in
    /// [`meta`](Post::meta). Each post should be added once: a post that comes again would be measured on
    /// itself.
    pub fn add(&mut self, mut post: Post) -> bool {
        let labels = labels::of(&post);
        if labels.is_empty() || !self.keep_french(&mut post) {
            return false;
        }
        self.labelled += 1;
        post.meta.clear();
        let key = (digest(&post), post.id.clone());
        self.posts.insert(key, (post, labels));
        if self.posts.len() > MAX_POSTS {
            self.posts.pop_last();
        }
        true
    }

    /// The number of posts so far that a training can use; of more than [`MAX_POSTS`], a sample of that size is
    /// kept.
    pub fn labelled(&self) -> u64 {
        self.labelled
    }

    /// Blanks out the foreign paragraphs of a post; `false` where no text is left.
    fn keep_french(&mut self, post: &mut Post) -> bool {
        if self.policy == LanguagePolicy::Any {
            return true;
        }
        let read = self.stages.read(post, self.policy, None, |prepared| prepared.text().to_owned());
        let Some(french) = read.made else { return false };
        post.text = french;
        true
    }

    /// Fits a ranker to the posts, on top of the model and the prior that the trainer started from, with its
    /// background and on its threads.
    ///
    /// # Errors
    ///
    /// [`TrainingError::TooFewPosts`] for fewer than [`MIN_POSTS`] labelled posts, [`TrainingError::NoGain`] with
    /// the measurements where the trained ranker is not better.
    pub fn train(self) -> Result<Training, TrainingError> {
        let Self { base, options, threads, posts, .. } = self;
        if posts.len() < MIN_POSTS {
            return Err(TrainingError::TooFewPosts(posts.len()));
        }
        threads.install(|| train(posts.into_values(), &base, &options))
    }
}

fn train(
    posts: impl Iterator<Item = (Post, labels::Labels)>,
    base: &Options,
    options: &TrainingOptions,
) -> Result<Training, TrainingError> {
    let posts: Vec<LabelledPost> = posts.map(|(post, labels)| LabelledPost::new(post, &labels)).collect();
    let figures = fit::cross_validate(&posts, base, options);
    let helps = figures.gain > 0.0 && figures.gain >= MIN_STANDARD_ERRORS * figures.error;
    let all: Vec<&LabelledPost> = posts.iter().collect();
    let trained = if helps { Some(fit(&all, base, options)) } else { None };
    let ranker = trained.and_then(|options| TrainedRanker::new(&options, posts.len()));
    ranker.map(|ranker| Training { ranker, figures }).ok_or(TrainingError::NoGain(figures))
}

/// The place of a post among others, by its content.
fn digest(post: &Post) -> u64 {
    fnv1a([post.title.as_bytes(), b"\n", post.text.as_bytes()])
}
