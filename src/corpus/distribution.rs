//! Figures of the text of a whole archive: how its posts are spread over their lengths.

use serde::Serialize;

use super::canonical::CanonicalOrder;
use super::posts::PostText;
pub use crate::metrics::WORDS_PER_MINUTE;
use crate::{Figures, Totals};

/// The text of an archive in figures, over its analyzed posts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TextFigures {
    /// The text of all posts together, as if it were one; lexical diversity is the mean of the posts.
    pub all: Figures,
    /// Words of a post.
    pub words: Distribution,
    /// Sentences of a post, headings and list items included.
    pub sentences: Distribution,
    /// Words of a sentence: the mean of each post.
    pub words_per_sentence: Distribution,
    /// Lexical diversity of a post (MTLD), over those of 100 words or more; left out where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lexical_diversity: Option<Distribution>,
    /// Ease of reading of a post by Kandel and Moles, over those that have words; left out where there are
    /// none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readability: Option<Distribution>,
    /// Minutes that it takes to read all posts, at [`WORDS_PER_MINUTE`] words a minute.
    pub reading_minutes: u64,
}

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
    pub(super) fn of(mut values: Vec<i64>, unit: f64) -> Self {
        values.sort_unstable();
        let at = |quarter: usize| {
            let rank = (values.len() * quarter).div_ceil(4).max(1) - 1;
            values.get(rank).map_or(0.0, |&value| value as f64 / unit)
        };
        let sum: i64 = values.iter().sum();
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
pub(super) fn text_figures(posts: &CanonicalOrder<'_>) -> TextFigures {
    let texts = || posts.posts().map(|post| post.figures().text);
    let of = |value: fn(PostText) -> i64, unit| Distribution::of(texts().map(value).collect(), unit);
    let of_known = |value: fn(PostText) -> Option<i64>| {
        let values: Vec<i64> = texts().filter_map(value).collect();
        (!values.is_empty()).then(|| Distribution::of(values, 100.0))
    };
    let mut totals = Totals::default();
    texts().for_each(|text| totals.add(&text.stats()));
    TextFigures {
        all: totals.figures(),
        words: of(|text| text.words.into(), 1.0),
        sentences: of(|text| text.sentences.into(), 1.0),
        words_per_sentence: of(|text| i64::from(text.words) * 10 / i64::from(text.sentences.max(1)), 10.0),
        lexical_diversity: of_known(|text| text.diversity.map(i64::from)),
        readability: of_known(|text| {
            let readability = text.stats().figures(true).readability?;
            Some((readability * 100.0).round() as i64)
        }),
        reading_minutes: totals.words.div_ceil(WORDS_PER_MINUTE),
    }
}
