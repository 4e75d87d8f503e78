//! The whole of `report.json`: the report of an archive, what was left out of it, what could not be read.

use serde::Serialize;

use super::ErrorRecord;
use crate::corpus::CorpusReport;
use crate::survey::{Duplicate, RepeatedLine};

/// Posts left alone for their language that a report lists, at most.
pub const MOST_LEFT_ALONE: usize = 1000;

/// `report.json`: the contract `glane.report/1`.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportFile<'a> {
    /// What the archive is about.
    #[serde(flatten)]
    pub report: &'a CorpusReport,
    /// Lines that repeat from post to post, and how many posts they were taken out of.
    pub boilerplate: &'a [RepeatedLine],
    /// Posts that came more than once, and were counted once.
    pub duplicates: &'a [Duplicate],
    /// Posts in another language, up to a thousand of them; all are counted in `posts`.
    pub left_alone: &'a [LeftAlone],
    /// Posts that could not be read, in the order in which they came.
    pub errors: &'a [ErrorRecord],
}

/// A post in another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftAlone {
    /// What names the post in its archive.
    pub id: String,
    /// The code of its language, as in `posts.jsonl`.
    pub language: &'static str,
}
