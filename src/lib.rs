//! Glane reads French text and says what it is about.
//!
//! The way of the data; each arrow is a function from the earlier value to a new one:
//!
//! ```text
//! bytes -> Post -> Document -> tags -> candidates -> families -> Keyphrase[] -> PostReport -> JSON lines
//!                                                                                  |
//!                                                                     corpus::Aggregate (mergeable)
//!                                                                                  |
//!                                                                     CorpusReport -> JSON
//! ```
//!
//! - One post, or a stream of posts: [`Analyzer`].
//! - A whole archive in one call, boilerplate and duplicates removed: [`run`] (feature `archive`).
//! - Readers of files and archives: [`archive`]. Reports of many posts: [`corpus`]. Files to write: [`output`].
//! - Training the ranking on the labels of an archive: [`learn`].
//!
//! Modules import downward in this order: `run` | `output` | `corpus`, `archive`, `clean`, `learn`, `evaluation` |
//! `pipeline` | `keyphrase` | `language`, `metrics` | `tag` | `text` | `french` | `post`. The library never prints and
//! never reads the environment; it reads the files that it is given, and writes only where the caller says. The program
//! `glane` is a package of its own, `glane-cli`.

#[cfg(feature = "archive")]
pub mod archive;
pub mod clean;
pub mod corpus;
#[cfg(feature = "evaluation")]
pub mod evaluation;
pub mod french;
pub mod keyphrase;
mod language;
pub mod learn;
mod metrics;
pub mod output;
mod pipeline;
mod post;
#[cfg(feature = "archive")]
pub mod run;
pub mod tag;
pub mod text;

pub use keyphrase::{Keyphrase, Method, Ranker, Span, Variant};
pub use language::prose::LanguagePart;
pub use language::{Language, detect_language};
pub use metrics::{Stats, TextMeasures, Totals};
#[cfg(feature = "internals")]
pub use pipeline::stages::{PreparedPost, Stages};
pub use pipeline::{
    Analyzer, AnalyzerBuilder, BackgroundCounter, BuildError, LanguagePolicy, MAX_FAMILIES, MAX_THREADS,
    PostReport, Reports,
};
pub use post::{Annotation, AnnotationKind, Post};

/// The README's examples are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
