//! Figures of the text of a whole archive: how its posts are spread over their lengths.

use serde::Serialize;

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
