//! The whole of `report.json`: the report of an archive, what was left out of it, what could not be read.

use serde::Serialize;

use super::ErrorRecord;
use crate::clean::{Duplicate, RepeatedLine};
use crate::corpus::CorpusReport;

/// Posts left alone for their language that a report lists, at most.
pub const MOST_LEFT_ALONE: usize = 1000;

/// `report.json`: the contract `glane.report/1`.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportFile<'a> {
    /// What the archive is about.
    #[serde(flatten)]
    pub report: &'a CorpusReport,
    /// How many lines and posts the three lists below would have, had they no end.
    pub left_out: LeftOut,
    /// Lines that repeat from post to post, and how many posts they were taken out of: the first
    /// thousand, those of most posts first.
    pub boilerplate: &'a [RepeatedLine],
    /// Posts that came more than once, and were counted once: with ten thousand others at most.
    pub duplicates: &'a [Duplicate],
    /// Posts in another language, up to a thousand of them.
    pub left_alone: &'a [LeftAlone],
    /// Posts that could not be read, in the order in which they came.
    pub errors: &'a [ErrorRecord],
}

impl<'a> ReportFile<'a> {
    /// The file of a report alone, of an archive that nothing was left out of.
    pub fn new(report: &'a CorpusReport) -> Self {
        let left_out = LeftOut::default();
        Self { report, left_out, boilerplate: &[], duplicates: &[], left_alone: &[], errors: &[] }
    }
}

/// How much was left out of an archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOut {
    /// Different lines that were taken out of posts.
    pub boilerplate: u64,
    /// Posts that were there before: the others of `duplicates`.
    pub duplicates: u64,
    /// Posts in another language.
    pub left_alone: u64,
}

/// A post in another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftAlone {
    /// What names the post in its archive.
    pub id: String,
    /// The code of its language, as in `posts.jsonl`.
    pub language: String,
}
