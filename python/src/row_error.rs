//! A post that is an error, as a row of a table and as a record of `report.json`.

use glane::archive::ArchiveError;
use glane::output::ErrorRecord;
use serde::{Deserialize, Serialize};

/// The names of the kinds of errors.
const KINDS: [&str; 12] = [
    "unreadable",
    "empty",
    "not-text",
    "json",
    "field",
    "xml",
    "truncated",
    "too-large",
    "unknown-format",
    "damaged",
    "too-deep",
    "failed",
];

/// Why a row has no post: JSON in the column `error`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RowError {
    pub(crate) source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u64>,
    pub(crate) kind: String,
    pub(crate) reason: String,
    #[serde(default)]
    pub(crate) remedy: String,
    #[serde(default = "one")]
    pub(crate) count: u64,
}

fn one() -> u64 {
    1
}

impl RowError {
    pub(crate) fn new(
        source: impl Into<String>,
        kind: &str,
        reason: impl Into<String>,
        remedy: &str,
    ) -> Self {
        let (kind, remedy) = (kind.to_owned(), remedy.to_owned());
        Self { source: source.into(), line: None, kind, reason: reason.into(), remedy, count: 1 }
    }

    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The error that a row tells of, or one that says so in words.
    pub(crate) fn from_json(json: &str, source: &str) -> Self {
        serde_json::from_str(json).unwrap_or_else(|_| Self::new(source, "failed", json, ""))
    }

    /// The record in `report.json`.
    pub(crate) fn record(&self) -> ErrorRecord {
        let kind = KINDS.into_iter().find(|kind| *kind == self.kind).unwrap_or("failed");
        let mut record = ErrorRecord::new(self.source.clone(), kind, self.reason.clone());
        (record.line, record.count) = (self.line, self.count);
        record
    }
}

impl From<&ArchiveError> for RowError {
    fn from(error: &ArchiveError) -> Self {
        let mut row = Self::new(&*error.source_name, error.kind.name(), &*error.reason, error.remedy);
        (row.line, row.count) = (error.line, error.count);
        row
    }
}
