//! The report of one post, and the choice of the posts that get one. How it is made is decided in
//! [`stages`](super::stages).

use crate::keyphrase::{Keyphrase, Span, WordSequence};
use crate::language::Language;
use crate::language::prose::LanguagePart;
use crate::metrics::Stats;

/// Which posts are analyzed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum LanguagePolicy {
    /// French posts, and the French paragraphs of posts in several languages; the others are reported with
    /// their language and without keyphrases.
    #[default]
    French,
    /// Every post, as if it were French.
    Any,
}

/// The greatest number of keyphrases of a post and of families that rank next, together, unless more keyphrases
/// are asked for.
pub const MAX_FAMILIES: usize = 20;

/// What was found in one post.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PostReport {
    /// The language of the post; of a post in several, that of most of its words.
    pub language: Language,
    /// The words by language, most first, when its paragraphs are in several; empty otherwise. The
    /// French ones are analyzed.
    pub languages: Vec<LanguagePart>,
    /// Whether the post was analyzed; `false` for one that was left alone for its language.
    pub analyzed: bool,
    /// Counts of its words and sentences.
    pub stats: Stats,
    /// Its keyphrases, best first.
    pub keyphrases: Vec<Keyphrase>,
    /// The families that rank next, best first: both lists together have at most [`MAX_FAMILIES`]. They are
    /// no keyphrases of the post, but an archive counts in which posts they stand together: see
    /// [`corpus`](crate::corpus).
    pub further: Vec<Keyphrase>,
    /// Its sentences, in order: bytes of the post's text. Empty when it was not analyzed.
    pub sentences: Vec<Span>,
    /// The words of its title and its analyzed text; none in a report that was read back from a file.
    pub(crate) words: Option<WordSequence>,
}

impl PostReport {
    /// The report of a post in which no keyphrase was found, to be filled in: for one that is read back from
    /// a file.
    ///
    /// ```
    /// use glane::{Language, PostReport, Stats};
    ///
    /// let report = PostReport::new(Language::from_code("fr", 1.0), true, Stats::default());
    /// assert!(report.analyzed && report.keyphrases.is_empty());
    /// ```
    pub fn new(language: Language, analyzed: bool, stats: Stats) -> Self {
        Self {
            language,
            languages: Vec::new(),
            analyzed,
            stats,
            keyphrases: Vec::new(),
            further: Vec::new(),
            sentences: Vec::new(),
            words: None,
        }
    }
}
