//! Figures of the text of a whole archive: how its posts are spread over their lengths.

use serde::Serialize;

use super::ordered::Ordered;
use super::posts::PostFigures;

/// The text of an archive in figures, over its analyzed posts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TextFigures {
    /// Words of a post.
    pub words: Distribution,
    /// Sentences of a post, headings and list items included.
    pub sentences: Distribution,
    /// Words of a sentence: the mean of each post.
    pub words_per_sentence: Distribution,
    /// Minutes that it takes to read all posts, at [`WORDS_PER_MINUTE`] words a minute.
    pub reading_minutes: u64,
}

/// Words that a reader of French silently reads in a minute: 195 (Trauzettel-Klosinski and Dietz
/// 2012, standardized texts in 17 languages).
pub const WORDS_PER_MINUTE: u64 = 195;

/// How a figure is spread over posts; all zero when there are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Distribution {
    /// The least.
    pub least: f64,
    /// A quarter of the posts have this or less.
    pub lower_quartile: f64,
    /// Half of the posts have this or less.
    pub median: f64,
    /// Three quarters of the posts have this or less.
    pub upper_quartile: f64,
    /// The greatest.
    pub greatest: f64,
    /// The arithmetic mean.
    pub mean: f64,
}

impl Distribution {
    /// Of whole numbers, each divided by `unit`. A quartile is the value at its rank, rounded up.
    pub(super) fn of(mut values: Vec<u64>, unit: f64) -> Self {
        values.sort_unstable();
        let at = |quarter: usize| {
            let rank = (values.len() * quarter).div_ceil(4).max(1) - 1;
            values.get(rank).map_or(0.0, |&value| value as f64 / unit)
        };
        let sum: u64 = values.iter().sum();
        Self {
            least: at(0),
            lower_quartile: at(1),
            median: at(2),
            upper_quartile: at(3),
            greatest: at(4),
            mean: (sum as f64 / unit / values.len().max(1) as f64 * 100.0).round() / 100.0,
        }
    }
}

/// The figures of these posts.
pub(super) fn text_figures(posts: &Ordered<'_>) -> TextFigures {
    let figures = || posts.posts().map(|post| post.figures());
    let of = |value: fn(PostFigures) -> u64, unit| Distribution::of(figures().map(value).collect(), unit);
    let words: u64 = figures().map(|post| u64::from(post.words)).sum();
    TextFigures {
        words: of(|post| post.words.into(), 1.0),
        sentences: of(|post| post.sentences.into(), 1.0),
        words_per_sentence: of(|post| u64::from(post.words) * 10 / u64::from(post.sentences.max(1)), 10.0),
        reading_minutes: words.div_ceil(WORDS_PER_MINUTE),
    }
}
