//! The options of an analyzer: built, then frozen. Each option documents what it does; it takes effect in
//! [`keyphrase`](crate::keyphrase).

use std::sync::Arc;

use super::LanguagePolicy;
use super::threads::Threads;
use crate::keyphrase::{Background, Constraints, Method, Options, Ranker, TrainedRanker};
use crate::tag::TagModel;

/// Options for an [`Analyzer`](crate::Analyzer), each with a default.
///
/// ```
/// use glane::{Analyzer, LanguagePolicy, Method};
///
/// let analyzer = Analyzer::builder()
///     .keyphrases(5)
///     .method(Method::TopicRank)
///     .language(LanguagePolicy::Any)
///     .threads(2)
///     .build()?;
/// assert!(Analyzer::builder().keyphrases(0).build().is_err());
/// # Ok::<(), glane::BuildError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct AnalyzerBuilder {
    pub(super) options: Options,
    trained: Option<TrainedRanker>,
    language: LanguagePolicy,
    model: TagModel,
    threads: usize,
    lists_only: bool,
}

/// Checked options.
#[derive(Debug)]
pub(super) struct Frozen {
    pub(super) options: Options,
    pub(super) language: LanguagePolicy,
    pub(super) model: TagModel,
    pub(super) threads: usize,
    pub(super) lists_only: bool,
}

impl AnalyzerBuilder {
    /// The number of keyphrases of a post, 1 or more: as many as there are candidates with a score of 0.05 or more. By
    /// default, a list of the learned method has 3 to 10, by the length of the post, of which those behind the third have a
    /// score of 0.5 or more; a list of another method has 10.
    #[must_use]
    pub fn keyphrases(mut self, at_most: usize) -> Self {
        self.options.at_most = at_most;
        self.options.ends_by_length = false;
        self
    }

    /// Whether a list is filled up to its greatest length, which is 10 unless [`keyphrases`](Self::keyphrases) sets
    /// it, where there are enough candidates, whatever their scores. By default it is not.
    #[must_use]
    pub fn fill(mut self, fill: bool) -> Self {
        self.options.fill = fill;
        self
    }

    /// The ranking method; [`Method::default`] by default.
    #[must_use]
    pub fn method(mut self, method: Method) -> Self {
        self.options.method = method;
        self.options.ranker = None;
        self
    }

    /// A ranking that the caller implements, in place of a [`method`](Self::method); the last call of the two
    /// counts.
    #[must_use]
    pub fn ranker(mut self, ranker: Arc<dyn Ranker>) -> Self {
        self.options.ranker = Some(ranker);
        self
    }

    /// The learned method as an archive trained it, in place of the embedded one; see [`learn`](crate::learn).
    #[must_use]
    pub fn trained(mut self, ranker: TrainedRanker) -> Self {
        self.options.method = Method::Learned;
        self.options.ranker = None;
        self.trained = Some(ranker);
        self
    }

    /// Whether each keyphrase carries the parts of its score, in [`Keyphrase::explanation`]; only the learned
    /// method can. Off by default, and free of cost then.
    ///
    /// [`Keyphrase::explanation`]: crate::Keyphrase::explanation
    #[must_use]
    pub fn explain(mut self, explain: bool) -> Self {
        self.options.explain = explain;
        self
    }

    /// The background frequencies; the embedded ones by default.
    #[must_use]
    pub fn background(mut self, background: Background) -> Self {
        self.options.background = Arc::new(background);
        self
    }

    /// The penalty of a phrase that repeats a better one: the score of one inside the better one is multiplied by
    /// `1 - diversity`, that of one around it by `1 - 0.8 * diversity`, that of one with the same head by
    /// `1 - 0.2 * diversity`. 0..=1; by default 0.4 for the learned method and 0.05 for the others. At 0 there is no
    /// penalty, and phrases that stand only inside longer phrases are kept; at 1 no phrase lies inside another.
    #[must_use]
    pub fn diversity(mut self, diversity: f64) -> Self {
        self.options.diversity = Some(diversity);
        self
    }

    /// What keyphrases have to satisfy, whatever the ranking: lists of the caller, bounds, a pattern.
    ///
    /// ```
    /// use glane::keyphrase::{Constraints, PhraseList};
    /// use glane::{Analyzer, Post};
    ///
    /// let never = PhraseList::parse("salarié # in any number")?;
    /// let constraints = Constraints::default().never(never).min_count(2);
    /// let analyzer = Analyzer::builder().constraints(constraints).build()?;
    /// let post = Post::new("1", "Les réseaux relient les salariés. Un salarié vit du réseau.");
    /// let found: Vec<String> = analyzer.analyze(&post).keyphrases.into_iter().map(|k| k.lemma).collect();
    /// assert_eq!(found, ["réseau"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn constraints(mut self, constraints: Constraints) -> Self {
        self.options.constraints = Arc::new(constraints);
        self
    }

    /// Which posts are analyzed; French ones by default.
    #[must_use]
    pub fn language(mut self, policy: LanguagePolicy) -> Self {
        self.language = policy;
        self
    }

    /// Where parts of speech come from: the trained tables, or rules over the lexicon. The default is the
    /// trained tables where they are compiled in (feature `trained-tables`). A program whose results must not
    /// change when another crate of its build enables that feature chooses here.
    ///
    /// ```
    /// use glane::tag::TagModel;
    /// use glane::{Analyzer, Post};
    ///
    /// let analyzer = Analyzer::builder().tag_model(TagModel::Rules).build()?;
    /// let report = analyzer.analyze(&Post::new("1", "Le réseau relie les villes. Un réseau vit de ses villes."));
    /// assert!(!report.keyphrases.is_empty());
    /// # Ok::<(), glane::BuildError>(())
    /// ```
    #[must_use]
    pub fn tag_model(mut self, model: TagModel) -> Self {
        self.model = model;
        self
    }

    /// The number of threads for [`Analyzer::analyze_all`](crate::Analyzer::analyze_all), up to [`MAX_THREADS`](crate::MAX_THREADS); 0, the
    /// default, means one for each processor. They start when they are first needed; where the system gives
    /// fewer, fewer work, and without any the calling thread does. The output is the same for any number.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Whether reports lack what only an archive needs: [`PostReport::further`], [`PostReport::sentences`] and the words
    /// that an [`Aggregate`](crate::corpus::Aggregate) keeps. The keyphrases are the same and come faster. Off by
    /// default; leave it off for reports that an aggregate takes, which would miss families.
    ///
    /// ```
    /// use glane::{Analyzer, Post};
    ///
    /// let post = Post::new("1", "Les réseaux dynamiques relient les salariés. Un réseau dynamique vit.");
    /// let whole = Analyzer::builder().build()?.analyze(&post);
    /// let short = Analyzer::builder().lists_only(true).build()?.analyze(&post);
    /// assert_eq!(short.keyphrases, whole.keyphrases);
    /// assert!(short.further.is_empty() && short.sentences.is_empty());
    /// # Ok::<(), glane::BuildError>(())
    /// ```
    ///
    /// [`PostReport::further`]: crate::PostReport::further
    /// [`PostReport::sentences`]: crate::PostReport::sentences
    #[must_use]
    pub fn lists_only(mut self, lists_only: bool) -> Self {
        self.lists_only = lists_only;
        self
    }

    /// Checks the options.
    pub(super) fn freeze(mut self) -> Result<Frozen, BuildError> {
        if self.options.at_most == 0 {
            return Err(BuildError::NoKeyphrases);
        }
        let constraints = &self.options.constraints;
        if !self.options.diversity.is_none_or(|diversity| (0.0..=1.0).contains(&diversity)) {
            return Err(BuildError::OutOfRange("diversity lies between 0 and 1"));
        }
        if !(0.0..=1.0).contains(&constraints.min_score) {
            return Err(BuildError::OutOfRange("the least score lies between 0 and 1"));
        }
        if constraints.words.is_empty() || *constraints.words.end() == 0 {
            return Err(BuildError::OutOfRange("the least number of words is above the greatest"));
        }
        if !self.model.is_available() {
            return Err(BuildError::NoTrainedTables);
        }
        if let Some(trained) = &self.trained {
            if !trained.goes_with(&self.options.background) {
                return Err(BuildError::OtherBackground);
            }
            trained.apply(&mut self.options);
        }
        let Self { options, language, model, threads, lists_only, .. } = self;
        Ok(Frozen { options, language, model, threads, lists_only })
    }

    /// What a [`Trainer`](crate::learn::Trainer) starts from: the options of the ranking, the posts that are used,
    /// where tags come from, and the threads.
    pub(crate) fn into_training(self) -> Result<(Options, LanguagePolicy, TagModel, Threads), BuildError> {
        let Frozen { options, language, model, threads, .. } = self.freeze()?;
        Ok((options, language, model, Threads::new(threads)))
    }
}

/// Why an analyzer cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A list of at most zero keyphrases was asked for.
    #[error("the number of keyphrases of a post is 0: ask for at least one")]
    NoKeyphrases,
    /// An option lies outside its range; says which, and the range.
    #[error("{0}")]
    OutOfRange(&'static str),
    /// A trained ranker was trained with another background than the one in use.
    #[error(
        "the ranker was trained with another background: use the background that it was trained with, or train it again"
    )]
    OtherBackground,
    /// The trained tables were asked for, and are not compiled in.
    #[error(
        "the trained tables of the tagger are not compiled in: enable the feature `trained-tables`, or choose the rules"
    )]
    NoTrainedTables,
}
