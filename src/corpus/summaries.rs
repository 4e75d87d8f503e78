//! Small records that several parts of a report contain: posts, excerpts, names with counts.

use jiff::civil::Date;
use serde::Serialize;

use crate::Span;

/// A post in a list of a report, with its weight in the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RankedPost {
    /// The id of the post in its archive, as in `posts.jsonl`.
    pub id: String,
    /// Its title, or an empty string.
    pub title: String,
    /// The date of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub published: Option<Date>,
    /// Where it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Of a keyphrase: its score in the post, 0..=1. Of a theme: the sum of the scores of its
    /// keyphrases in the post, 0 or more.
    pub weight: f64,
}

/// An example sentence of a keyphrase or a theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Excerpt {
    /// The sentence, with white space folded and invisible characters removed.
    pub text: String,
    /// The spans of the keyphrase in `text`, in bytes, half-open, in order; at least one.
    pub spans: Vec<Span>,
    /// The id of its post, as in `posts.jsonl`.
    pub post: String,
    /// The title of that post, or an empty string.
    pub title: String,
    /// The date of publication of that post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub published: Option<Date>,
}

/// A label or an author with its number of posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NameCount {
    /// The label or the author.
    pub name: String,
    /// Posts, 1 or more.
    pub posts: u64,
}

/// A label or an author of posts that mention a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NamePresence {
    /// The label or the author.
    pub name: String,
    /// Its posts that mention the phrase, 1 or more.
    pub posts: u64,
    /// The mentions in these posts.
    pub occurrences: u64,
}
