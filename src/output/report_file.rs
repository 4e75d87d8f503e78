//! The contract of `report.json`: the report of an archive, what was left out of it, and what could not be read. What
//! the figures mean is decided in [`corpus`](crate::corpus) and [`clean`](crate::clean).

use serde::Serialize;

use super::ErrorRecord;
use crate::clean::{Duplicate, RepeatedLine};
use crate::corpus::CorpusReport;

/// The greatest number of posts left alone for their language that a report lists.
pub const MAX_LEFT_ALONE: usize = 1000;

/// `report.json`: the contract `glane.report/2`.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReportFile<'a> {
    /// What the archive is about.
    #[serde(flatten)]
    pub report: &'a CorpusReport,
    /// The full lengths of the three lists below, which are cut.
    pub left_out: LeftOut,
    /// Lines that repeat from post to post, with the number of posts that they were removed from: up to
    /// a thousand, those of most posts first.
    pub boilerplate: &'a [RepeatedLine],
    /// Posts that came more than once and were counted once: up to ten thousand duplicates.
    pub duplicates: &'a [Duplicate],
    /// Posts in another language, by id, up to a thousand of them.
    pub left_alone: &'a [LeftAlone],
    /// Posts that could not be read, in the order in which they came.
    pub errors: &'a [ErrorRecord],
}

impl<'a> ReportFile<'a> {
    /// The file of a report without the lists of what was left out.
    pub fn new(report: &'a CorpusReport) -> Self {
        let left_out = LeftOut::default();
        Self { report, left_out, boilerplate: &[], duplicates: &[], left_alone: &[], errors: &[] }
    }
}

/// The numbers of lines and posts that were left out of an archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LeftOut {
    /// Distinct lines that were removed from posts.
    pub boilerplate: u64,
    /// Posts that repeat an earlier post.
    pub duplicates: u64,
    /// Posts in another language.
    pub left_alone: u64,
}

/// A post in another language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LeftAlone {
    /// What names the post in its archive.
    pub id: String,
    /// The code of its language, as in `posts.jsonl`.
    pub language: String,
}

impl LeftOut {
    /// These numbers of distinct lines, of duplicates, and of posts in another language.
    pub fn new(boilerplate: u64, duplicates: u64, left_alone: u64) -> Self {
        Self { boilerplate, duplicates, left_alone }
    }
}

impl LeftAlone {
    /// A post by its id, with the code of its language.
    pub fn new(id: impl Into<String>, language: impl Into<String>) -> Self {
        Self { id: id.into(), language: language.into() }
    }

    /// Adds the post to a list in the order of ids, which holds the first [`MAX_LEFT_ALONE`]: the order in which posts
    /// are added decides nothing.
    ///
    /// ```
    /// use glane::output::LeftAlone;
    ///
    /// let mut list = Vec::new();
    /// for id in ["b", "a"] {
    ///     LeftAlone::new(id, "en").add_to(&mut list);
    /// }
    /// assert_eq!(list[0].id, "a");
    /// ```
    pub fn add_to(self, list: &mut Vec<Self>) {
        let at = list.partition_point(|other| *other < self);
        if at < MAX_LEFT_ALONE {
            list.insert(at, self);
            list.truncate(MAX_LEFT_ALONE);
        }
    }
}
