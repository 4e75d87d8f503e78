//! Custom rankings: the trait, and the view of a post that a ranking gets.

use std::fmt;

/// A custom ranking, for [`AnalyzerBuilder::ranker`](crate::AnalyzerBuilder::ranker).
///
/// ```
/// use std::sync::Arc;
/// use glane::{Analyzer, Post};
/// use glane::keyphrase::{PostView, Ranker};
///
/// /// Rare phrases that a writer comes back to.
/// #[derive(Debug)]
/// struct Insistence;
///
/// impl Ranker for Insistence {
///     fn scores(&self, post: &PostView) -> Vec<f64> {
///         let raw = |count: u32, idf: f64| f64::from(count - 1) * idf;
///         post.candidates.iter().map(|one| 1.0 - 1.0 / (1.0 + raw(one.count, one.idf))).collect()
///     }
/// }
///
/// let analyzer = Analyzer::builder().ranker(Arc::new(Insistence)).build()?;
/// let post = Post::new("1", "Un verger en ville ? Le verger de la gare a cent ans. Vive les vergers !");
/// let report = analyzer.analyze(&post);
/// assert_eq!(report.keyphrases[0].lemma, "verger");
/// assert_eq!(report.keyphrases.len(), 1);
/// # Ok::<(), glane::BuildError>(())
/// ```
pub trait Ranker: fmt::Debug + Send + Sync {
    /// The scores of the candidates, in their order: 0..=1, higher is better, 0 leaves one out.
    ///
    /// A score outside of this range is clamped; a missing one and NaN count as 0. Equal views must get equal
    /// scores: otherwise the same post can give different lists.
    fn scores(&self, post: &PostView) -> Vec<f64>;
}

/// What a ranker sees of a post.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PostView {
    /// Tokens of the text, the title not counted; at least 1.
    pub length: usize,
    /// Sentences of title and text.
    pub sentences: usize,
    /// The candidates, in the order in which they first stand in title and text.
    pub candidates: Vec<CandidateView>,
}

/// What a ranker sees of a candidate, all its variants together.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CandidateView {
    /// Its commonest variant, as it stands in the post.
    pub text: String,
    /// Its lemmas, in lower case.
    pub lemma: String,
    /// Its words, articles inside not counted; at least 1.
    pub words: usize,
    /// Occurrences in title and text; at least 1.
    pub count: u32,
    /// Occurrences in the title.
    pub in_title: u32,
    /// Occurrences inside a longer candidate.
    pub nested: u32,
    /// Where it stands in the text, in tokens from its start, in order; nothing of the title.
    pub positions: Vec<usize>,
    /// Its inverse document frequency in the background, 0 or more: ln((N + 1) / (df + 1)).
    pub idf: f64,
    /// The same of each of its words.
    pub word_idfs: Vec<f64>,
}

/// The scores of a ranker, one a candidate and all in 0..=1.
pub(super) fn scores(ranker: &dyn Ranker, post: &PostView) -> Vec<f64> {
    let mut scores = ranker.scores(post);
    scores.resize(post.candidates.len(), 0.0);
    for score in &mut scores {
        *score = if score.is_nan() { 0.0 } else { score.clamp(0.0, 1.0) };
    }
    scores
}
