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
//! Modules import downward in this order: `cli`, `report`, `corpus` | `archive` | `survey` | `learn`,
//! `analyzer`, `keyphrase`, `tag`, `text`, `french`. The library never prints, never reads the environment, and
//! never walks a directory on its own.

mod analyzer;
#[cfg(feature = "archive")]
pub mod archive;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod corpus;
#[cfg(feature = "cli")]
pub mod evaluation;
pub mod french;
pub mod keyphrase;
mod language;
pub mod learn;
mod post;
mod prose;
pub mod report;
mod reports;
mod stats;
pub mod survey;
pub mod tag;
pub mod text;

pub use analyzer::{
    Analyzer, AnalyzerBuilder, BuildError, FAMILIES, LanguagePolicy, MOST_THREADS, PostReport,
};
pub use keyphrase::{Keyphrase, Method, Ranker, Span, Variant};
pub use language::{Language, detect_language};
pub use post::{Mark, MarkKind, Post};
pub use prose::LanguagePart;
pub use reports::Reports;
pub use stats::{Figures, Stats, Totals};

/// The README's examples are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
