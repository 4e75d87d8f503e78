//! Options: what is extracted, and how; where a list ends.

use std::sync::Arc;

use super::Method;
use super::background::Background;
use super::constraints::Constraints;
use super::rank::learned::embedded_prior;
use super::rank::learned::model::Model;
use super::rank::learned::prior::Prior;
use super::rank::learned::table_memory::Tables;
use super::ranker::Ranker;
use super::sources::Sources;
use super::usage::UsageTable;

/// What is extracted, and how: frozen once an analyzer is built.
#[derive(Clone, Debug)]
pub struct Options {
    /// Keyphrases a post, at most.
    pub at_most: usize,
    /// Whether the length of the post limits the list of the learned method, besides `at_most`.
    pub ends_by_length: bool,
    /// The ranking.
    pub method: Method,
    /// A custom ranking, in place of the method.
    pub ranker: Option<Arc<dyn Ranker>>,
    /// The background frequencies.
    pub background: Arc<Background>,
    /// How news and blogs use words and phrases.
    pub usage: Arc<UsageTable>,
    /// The trees of the learned ranker.
    pub model: Arc<Model>,
    /// How often words and phrases were labels.
    pub prior: Arc<Prior>,
    /// The rules by which spans become candidates of the learned method; the others have those of the grammar.
    pub sources: Sources,
    /// Whether the list is filled up to `at_most`, where there are enough candidates.
    pub fill: bool,
    /// The factor of the length that a list has by the length of its post.
    pub length_factor: f64,
    /// The score of a phrase behind the third of such a list, at least.
    pub likely_score: f64,
    /// The penalty of a phrase that lies inside a better one, 0..=1; `None` for the default of the method.
    pub diversity: Option<f64>,
    /// Whether each keyphrase carries the parts of its score; only the learned method can.
    pub explain: bool,
    /// The user's lists, bounds and pattern.
    pub constraints: Arc<Constraints>,
}

impl Default for Options {
    fn default() -> Self {
        let usage: Arc<UsageTable> = Arc::default();
        Self {
            at_most: 10,
            ends_by_length: true,
            method: Method::default(),
            ranker: None,
            background: Arc::new(Background::from_usage(Arc::clone(&usage))),
            usage,
            model: Arc::new(Model::embedded()),
            prior: Arc::new(embedded_prior()),
            sources: Sources::BUILT_IN,
            fill: false,
            length_factor: 1.0,
            likely_score: LIKELY_SCORE,
            diversity: None,
            explain: false,
            constraints: Arc::default(),
        }
    }
}

/// The default diversity of the learned method and of the other methods.
const DIVERSITY: (f64, f64) = (0.4, 0.05);
/// The least score of a keyphrase of the learned method in a list that is not filled.
const LEAST_SCORE: f64 = 0.05;
/// The least score of a keyphrase behind the third, where the length of the post limits the list: a reader more likely
/// names it than not.
const LIKELY_SCORE: f64 = 0.5;
/// The length of a list by default: the first number times the logarithm of the post's tokens, and the second.
const LENGTH: (f64, f64) = (1.9, -4.45);
/// Bounds of that length.
const SHORTEST: f64 = 3.0;
const LONGEST: f64 = 10.0;

/// The length of a list by default, for a post of so many tokens.
pub(crate) fn default_length(tokens: usize) -> f64 {
    let (slope, shift) = LENGTH;
    (slope * (tokens.max(1) as f64).ln() + shift).clamp(SHORTEST, LONGEST)
}

impl Options {
    /// The tables by which the learned method judges words.
    pub(super) fn tables(&self) -> Tables {
        let (background, usage) = (Arc::clone(&self.background), Arc::clone(&self.usage));
        Tables { background, usage, prior: Arc::clone(&self.prior) }
    }

    pub(super) fn is_learned(&self) -> bool {
        self.ranker.is_none() && self.method == Method::Learned
    }

    pub(super) fn sources(&self) -> Sources {
        let is_wide = self.is_learned() || self.ranker.is_some();
        if is_wide { self.sources } else { self.sources.only(Sources::GRAMMAR) }
    }

    pub(super) fn diversity(&self) -> f64 {
        self.diversity.unwrap_or(if self.is_learned() { DIVERSITY.0 } else { DIVERSITY.1 })
    }

    /// How many of the chosen a list keeps.
    pub(super) fn length(&self, chosen: &[(usize, f64)], tokens: usize) -> usize {
        if !self.is_learned() || self.fill {
            return chosen.len();
        }
        let scored = |least: f64| chosen.iter().take_while(|(_, score)| *score >= least).count();
        let worthy = scored(LEAST_SCORE);
        if !self.ends_by_length {
            return worthy;
        }
        let longest = (self.length_factor * default_length(tokens)).round().max(1.0) as usize;
        worthy.min(longest).min(scored(self.likely_score).max(SHORTEST as usize))
    }
}
