//! The pipeline: from one post to its report, and from a stream of posts to a stream of reports in their order.
//!
//! The stages of one post run in one place (`stages.rs`); [`Analyzer`] holds frozen options and idle workers, and
//! [`Reports`] is the parallel stream. Where posts come from and what becomes of reports is left to the caller.

mod analyzer;
mod stream;

pub use analyzer::{
    Analyzer, AnalyzerBuilder, BuildError, FAMILIES, LanguagePolicy, MOST_THREADS, PostReport,
};
pub use stream::Reports;
