//! Distributions of text measures over the posts of an archive.

use serde::Serialize;

use super::canonical::CanonicalOrder;
use super::posts::PostText;
pub use crate::metrics::WORDS_PER_MINUTE;
use crate::metrics::{TextMeasures, Totals};

/// Text measures of an archive and their distributions over its analyzed posts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TextDistributions {
    /// The measures of all posts taken as one text; lexical diversity is the mean over posts.
    pub all: TextMeasures,
    /// Words per post.
    pub words: Distribution,
    /// Sentences per post, including headings and list items.
    pub sentences: Distribution,
    /// Mean words per sentence of each post.
    pub words_per_sentence: Distribution,
    /// Lexical diversity (MTLD) of the posts of 100 words or more; absent when there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lexical_diversity: Option<Distribution>,
    /// Readability (Kandel and Moles 1958) of the posts that have words; absent when there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readability: Option<Distribution>,
    /// Time to read all posts, in minutes, at [`WORDS_PER_MINUTE`] words per minute.
    pub reading_minutes: u64,
}

/// The five-number summary and the mean of a measure over posts; all zero when there are no posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Distribution {
    /// The minimum.
    pub least: f64,
    /// The first quartile: at least a quarter of the posts have this or less.
    pub lower_quartile: f64,
    /// The median: at least half of the posts have this or less.
    pub median: f64,
    /// The third quartile: at least three quarters of the posts have this or less.
    pub upper_quartile: f64,
    /// The maximum.
    pub greatest: f64,
    /// The arithmetic mean.
    pub mean: f64,
}

impl Distribution {
    /// The distribution of integers, each divided by `unit`. A quartile is the value at its rank, rounded up
    /// (nearest-rank method).
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

/// The text measures of some posts.
pub(super) fn text_distributions(posts: &CanonicalOrder<'_>) -> TextDistributions {
    let texts = || posts.posts().map(|post| post.figures().text);
    let of = |value: fn(PostText) -> i64, unit| Distribution::of(texts().map(value).collect(), unit);
    let of_some = |value: fn(PostText) -> Option<i64>| {
        let values: Vec<i64> = texts().filter_map(value).collect();
        (!values.is_empty()).then(|| Distribution::of(values, 100.0))
    };
    let mut totals = Totals::default();
    texts().for_each(|text| totals.add(&text.stats()));
    TextDistributions {
        all: totals.measures(),
        words: of(|text| text.words.into(), 1.0),
        sentences: of(|text| text.sentences.into(), 1.0),
        words_per_sentence: of(|text| i64::from(text.words) * 10 / i64::from(text.sentences.max(1)), 10.0),
        lexical_diversity: of_some(|text| text.diversity.map(i64::from)),
        readability: of_some(|text| {
            let readability = text.stats().measures(true).readability?;
            Some((readability * 100.0).round() as i64)
        }),
        reading_minutes: totals.words.div_ceil(WORDS_PER_MINUTE),
    }
}
