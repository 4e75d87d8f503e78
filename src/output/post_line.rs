//! One line of `extract` and of `posts.jsonl`: the contract `glane.post/2`. What the values mean is decided where they
//! are made.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use super::json_line::write_without_break;
use crate::{Keyphrase, Language, LanguagePart, Post, PostReport, TextMeasures};

/// A post and what was found in it, as one JSON object: the contract `glane.post/2`.
///
/// Fields without a value are left out, except `id`, `title`, `language`, `stats` and
/// `keyphrases`. Fields may be added to version 2; no field will change its meaning.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PostLine<'a> {
    /// Always `glane.post/2`.
    pub schema: &'static str,
    /// The identifier of the post in its archive.
    pub id: &'a str,
    /// Its title, or an empty string.
    pub title: &'a str,
    /// Its language. Only French posts have keyphrases, unless every language was asked for.
    pub language: Language,
    /// Its words by language, where its paragraphs are in several.
    #[serde(skip_serializing_if = "<[LanguagePart]>::is_empty")]
    pub languages: &'a [LanguagePart],
    /// The day it was published, as `2012-10-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub published: Option<Date>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<&'a str>,
    /// The labels its author gave it.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub labels: &'a [String],
    /// Where it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    /// Measures of its text: counts, means, diversity, readability.
    pub stats: TextMeasures,
    /// Its keyphrases, best first. Spans are bytes of `text`.
    pub keyphrases: &'a [Keyphrase],
    /// What the reader repaired or guessed.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub warnings: &'a [String],
    /// Fields of the source that Glane does not know.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub meta: &'a Map<String, Value>,
    /// The text that the spans refer to, where it was requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
}

impl<'a> PostLine<'a> {
    /// The line of a post; with its text, if `with_text`.
    pub fn new(post: &'a Post, report: &'a PostReport, with_text: bool) -> Self {
        Self {
            schema: "glane.post/2",
            id: &post.id,
            title: &post.title,
            language: report.language,
            languages: &report.languages,
            published: post.published,
            author: post.author.as_deref(),
            labels: &post.labels,
            url: post.url.as_deref(),
            stats: report.stats.measures(report.analyzed),
            keyphrases: &report.keyphrases,
            warnings: &post.warnings,
            meta: &post.meta,
            text: with_text.then_some(post.text.as_str()),
        }
    }

    /// The line, with its line break, as [`write_json_line`](super::write_json_line) writes it.
    ///
    /// # Errors
    ///
    /// Errors of serde_json, for `meta` values that cannot be written as JSON.
    pub fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(1 << 10);
        write_without_break(&mut bytes, self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
