//! Glane reads French text and says what it is about.
//!
//! The way of the data, each arrow a function from the earlier value to a new one:
//!
//! ```text
//! bytes -> Post -> Document -> tags -> candidates -> families -> Keyphrase[] -> PostReport -> JSON lines
//!                                                                                  |
//!                                                                     corpus::Aggregate (mergeable)
//!                                                                                  |
//!                                                                     CorpusReport -> JSON
//! ```
//!
//! Modules import downward in this order: `output`, `corpus` | `archive` | `clean` | `learn` | `evaluation`, `pipeline`,
//! `keyphrase`, `language` | `metrics`, `tag`, `text`, `french`. The library never prints, never reads the environment,
//! and never walks a directory on its own. The program `glane` is a package of its own, `glane-cli`.

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
pub mod tag;
pub mod text;

pub use keyphrase::{Keyphrase, Method, Ranker, Span, Variant};
pub use language::prose::LanguagePart;
pub use language::{Language, detect_language};
pub use metrics::{Stats, TextMeasures, Totals};
pub use pipeline::{
    Analyzer, AnalyzerBuilder, BuildError, FAMILIES, LanguagePolicy, MOST_THREADS, PostReport, Reports,
};
pub use post::{Annotation, AnnotationKind, Post};

/// The README's examples are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
