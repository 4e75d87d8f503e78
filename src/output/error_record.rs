//! The record of a post that could not be read, as `report.json` has it. What can go wrong is decided in
//! [`archive`](crate::archive).

use serde::Serialize;

#[cfg(feature = "archive")]
use crate::archive::ArchiveError;

/// A post that could not be read, in the `errors` of `report.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ErrorRecord {
    /// The path, or `stdin`.
    pub source: String,
    /// The line in it, counted from 1, where one line is to blame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// What went wrong, by name: `unreadable`, `empty`, `not-text`, `json`, `field`, `xml`,
    /// `truncated`, `too-large`, `unknown-format`, `damaged` or `too-deep`.
    pub kind: &'static str,
    /// Why it could not be read, in words.
    pub reason: String,
    /// How many errors it stands for, where that is more than one: errors of one kind that repeat in one file. The
    /// first hundred have records of their own.
    #[serde(skip_serializing_if = "is_one")]
    pub count: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_one(count: &u64) -> bool {
    *count == 1
}

impl ErrorRecord {
    /// The record of one post that a program could not read by other means than [`archive`](crate::archive); `kind` is
    /// one of the names above.
    pub fn new(source: impl Into<String>, kind: &'static str, reason: impl Into<String>) -> Self {
        Self { source: source.into(), line: None, kind, reason: reason.into(), count: 1 }
    }
}

#[cfg(feature = "archive")]
impl From<&ArchiveError> for ErrorRecord {
    fn from(error: &ArchiveError) -> Self {
        Self {
            kind: error.kind.name(),
            source: error.source_name.clone(),
            line: error.line,
            reason: error.reason.clone(),
            count: error.count,
        }
    }
}
