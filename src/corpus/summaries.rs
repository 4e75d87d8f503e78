//! What a report says of a post, of a sentence and of a name: small records that stand in many places.

use jiff::civil::Date;
use serde::Serialize;

use crate::Span;

/// A post, as far as a report names it, with what it weighs in the list in which it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RankedPost {
    /// What names the post in its archive: the `id` of its line in `posts.jsonl`.
    pub id: String,
    /// Its title, or an empty string.
    pub title: String,
    /// The day it was published.
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

/// A sentence that says a keyphrase or a theme well.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Excerpt {
    /// The sentence as it stands in the post, white space folded.
    pub text: String,
    /// Where the keyphrase stands in `text`: bytes, half-open, in order. At least one.
    pub spans: Vec<Span>,
    /// The post it is from: the `id` of its line in `posts.jsonl`.
    pub post: String,
    /// The title of that post, or an empty string.
    pub title: String,
    /// The day that post was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub published: Option<Date>,
}

/// A name and the posts that have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NameCount {
    /// A label or an author.
    pub name: String,
    /// Posts, 1 or more.
    pub posts: u64,
}
