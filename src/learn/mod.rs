//! Learning: an archive teaches the ranker by the labels that its authors gave.
//!
//! [`Trainer`] takes labelled posts; [`Trainer::teach`] fits a ranker to them, on top of the default one,
//! and gives it only where it helps. How a ranker ranks is told in [`keyphrase`](crate::keyphrase), and where
//! posts come from is left to the caller.
//!
//! Three things are learnt. The *prior*: how often a word or a phrase was a label where it could have been
//! one, counted on top of what the default knows. A few more *trees*, boosted on top of the default's, which
//! see every post with a prior counted in other posts. And where lists *end*: how many labels this archive
//! gives a post. A label that does not stand in its post cannot be found there, and counts for the last
//! alone.
//!
//! Whether it helps is measured by cross-validation, on posts that the measured ranker was not trained by.
//! Posts are dealt to the parts by what they say, so equal posts in any order, on any number of threads,
//! give the same ranker to the byte.

mod fit;
mod labels;

use std::collections::BTreeMap;

use crate::keyphrase::{Options, TrainedRanker};
use crate::language::prose::{Prose, blank_out};
use crate::text::{Document, Forms};
use crate::{LanguagePolicy, Post};

#[doc(hidden)]
pub use fit::{Settings, fit, measure};
#[doc(hidden)]
pub use labels::LabelledPost;

/// The labelled posts of an archive.
///
/// ```no_run
/// use glane::keyphrase::Options;
/// use glane::learn::Trainer;
/// use glane::{Analyzer, Post};
///
/// # let posts: Vec<Post> = Vec::new();
/// let mut examples = Trainer::new();
/// for post in posts {
///     examples.add(post);
/// }
/// let learned = examples.teach(&Options::default())?;
/// println!("F1@10 {:+.1}", learned.figures.gain);
/// let analyzer = Analyzer::builder().trained(learned.ranker).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Trainer {
    policy: LanguagePolicy,
    forms: Forms,
    /// In the order of what the posts say.
    posts: BTreeMap<(u64, String), (Post, labels::Labels)>,
    labelled: u64,
}

/// A ranker, and how much it helps.
#[derive(Clone, Debug)]
pub struct Learned {
    /// The ranker.
    pub ranker: TrainedRanker,
    /// What was measured.
    pub figures: LearnFigures,
}

/// What cross-validation measured: means over posts, in per cent, 0..=100, of F1@10 against the labels. A
/// label that does not stand in its post counts too, so that 100 is out of reach.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LearnFigures {
    /// Labelled posts that the ranker was trained on.
    pub posts: usize,
    /// Labels that can teach, a post: 1 or more.
    pub labels: f64,
    /// The share of the labels that stand in their posts as candidates, 0..=1.
    pub present: f64,
    /// F1@10 of the ranker that learning started from.
    pub before: f64,
    /// F1@10 of rankers trained by four fifths of the posts, on the others.
    pub after: f64,
    /// The mean of their differences, post by post.
    pub gain: f64,
    /// The standard error of that mean: what chance makes of it in two samples of three.
    pub error: f64,
}

/// Why no ranker was trained on an archive.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LearnError {
    /// Fewer labelled posts than can teach.
    #[error(
        "{0} French posts with labels are too few to learn from: give {LEAST_POSTS} or more, \
         with tags, categories or \"keyphrases\""
    )]
    TooFewPosts(usize),
    /// A ranker trained by these posts is no better, beyond chance, than the one there is.
    #[error(
        "the labels of these {} posts teach nothing: F1@10 is {:.1} by default and {:.1} trained ({:+.1}, \
         give or take {:.1}), and {:.0} % of the labels stand in their posts: the default ranker serves \
         them better; more labelled posts, or labels that are words of the posts, may teach",
        .0.posts, .0.before, .0.after, .0.gain, .0.error, 100.0 * .0.present
    )]
    NoGain(LearnFigures),
}

/// Posts that can teach, at the least: with fewer, nobody could tell a gain from chance.
pub const LEAST_POSTS: usize = 20;
/// Posts that are kept at the most, a sample of all: more would teach little more and take memory.
pub const MOST_POSTS: usize = 2000;

/// How many standard errors a gain must reach: chance alone does so once in six times.
const LEAST_ERRORS: f64 = 1.0;

impl Trainer {
    /// No examples yet; of posts that are not French, none will be.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with other posts too.
    #[must_use]
    pub fn language(mut self, policy: LanguagePolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Takes a post; `false` when it cannot teach, because it has no label that somebody chose, or no
    /// French. A line of gold teaches by its `keyphrases`, which readers leave in
    /// [`meta`](Post::meta). The same post should be given once: one that comes again would be measured
    /// on itself.
    pub fn add(&mut self, mut post: Post) -> bool {
        let labels = labels::of(&post);
        if labels.is_empty() || !self.is_wanted(&mut post) {
            return false;
        }
        self.labelled += 1;
        post.meta.clear();
        let key = (digest(&post), post.id.clone());
        self.posts.insert(key, (post, labels));
        if self.posts.len() > MOST_POSTS {
            self.posts.pop_last();
        }
        true
    }

    /// How many of the posts so far can teach; of more than [`MOST_POSTS`], that many will.
    pub fn labelled(&self) -> u64 {
        self.labelled
    }

    /// Whether there is text to learn from; leaves nothing else in the post.
    fn is_wanted(&mut self, post: &mut Post) -> bool {
        if self.policy == LanguagePolicy::Any {
            return true;
        }
        if self.forms.len() > Forms::LIMIT {
            self.forms = Forms::new();
        }
        let body = Document::parse(&post.text, &mut self.forms);
        let Prose { foreign, has_french, .. } =
            Prose::of(&body, |form| self.forms.get(form).is_stop_word, &post.annotations);
        if has_french && !foreign.is_empty() {
            blank_out(&mut post.text, foreign);
        }
        has_french
    }

    /// Fits a ranker to the posts, on top of the model and the prior of `base`, with its background. Runs
    /// on the threads of the rayon pool that it is called in.
    ///
    /// # Errors
    ///
    /// [`LearnError::TooFewPosts`] for fewer than [`LEAST_POSTS`] that can teach, [`LearnError::NoGain`] where
    /// what was learnt does not help, with what was measured.
    pub fn teach(self, base: &Options) -> Result<Learned, LearnError> {
        if self.posts.len() < LEAST_POSTS {
            return Err(LearnError::TooFewPosts(self.posts.len()));
        }
        let posts: Vec<LabelledPost> =
            self.posts.into_values().map(|(post, labels)| LabelledPost::new(post, &labels)).collect();
        let base = Options {
            at_most: 10,
            background: base.background.clone(),
            model: base.model.clone(),
            prior: base.prior.clone(),
            usage: base.usage.clone(),
            length_factor: base.length_factor,
            ..Options::default()
        };
        let figures = fit::cross_validate(&posts, &base, &Settings::default());
        let helps = figures.gain > 0.0 && figures.gain >= LEAST_ERRORS * figures.error;
        let all: Vec<&LabelledPost> = posts.iter().collect();
        let trained = if helps { Some(fit(&all, &base, &Settings::default())) } else { None };
        let ranker = trained.and_then(|options| TrainedRanker::new(&options, posts.len()));
        ranker.map(|ranker| Learned { ranker, figures }).ok_or(LearnError::NoGain(figures))
    }
}

/// The place of a post among others, by what it says.
fn digest(post: &Post) -> u64 {
    crate::keyphrase::digest([post.title.as_bytes(), b"\n", post.text.as_bytes()])
}
