//! The names of posts and of their duplicates, as a report lists them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Post;

/// The most characters of a title.
const LONGEST_TITLE: usize = 200;

/// A post with its duplicates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Duplicate {
    /// The post that counts: of the copies with the earliest date the one that says most; the first one read, where the
    /// posts were not compared between the passes.
    pub kept: PostName,
    /// The others, by date and id.
    pub others: Vec<PostName>,
}

/// What identifies a post to a reader of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PostName {
    /// The id of the post; of the one that counts, the `id` of its line in `posts.jsonl`.
    pub id: String,
    /// Its title, up to 200 characters, or an empty string.
    pub title: String,
    /// The day it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub published: Option<Date>,
    /// Where it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The file it was read from, as messages name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl PostName {
    /// The name of a post.
    pub fn of(post: &Post) -> Self {
        Self {
            id: post.id.clone(),
            title: post.title.chars().take(LONGEST_TITLE).collect(),
            published: post.published,
            url: post.url.clone(),
            source: post.source.clone(),
        }
    }
}

/// A line that was removed from posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RepeatedLine {
    /// The line as a post has it, up to 200 characters; of several ways to write it the first in alphabetical order.
    pub text: String,
    /// The number of posts that it was removed from.
    pub posts: u64,
}
