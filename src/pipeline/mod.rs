//! The pipeline: from one post to its report, and from a stream of posts to a stream of reports in their order.
//!
//! The stages of one post run in one place, [`stages`]; an [`Analyzer`] holds frozen options and idle workers with
//! warm caches, and [`Reports`] is the parallel stream. Where posts come from and what becomes of reports is left to
//! the callers.

mod analyzer;
mod background;
mod builder;
mod report;
#[cfg_attr(not(feature = "internals"), allow(unreachable_pub, reason = "the feature `internals` exports it"))]
pub(crate) mod stages;
mod stream;
pub(crate) mod threads;

pub use analyzer::Analyzer;
pub use background::BackgroundCounter;
pub use builder::{AnalyzerBuilder, BuildError};
pub use report::{LanguagePolicy, MAX_FAMILIES, PostReport};
pub use stream::Reports;
pub use threads::MAX_THREADS;
