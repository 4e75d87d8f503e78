//! What can go wrong with one post or one input, where, and what to do about it.

use std::fmt;

/// The kind of an [`ArchiveError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file or directory is not there, or may not be read.
    Unreadable,
    /// A file without any text.
    Empty,
    /// Bytes that are no text in any encoding.
    NotText,
    /// A line that is no JSON object.
    Json,
    /// A JSON object without a field that is needed, or with one of the wrong type.
    Field,
    /// A post larger than the limit.
    TooLarge,
    /// A file of a format that no reader knows.
    UnknownFormat,
}

/// One post or input that could not be read: where, why, and what to do.
///
/// Displayed as `corpora/billets.jsonl, line 3: no JSON object (…): mend the line, or remove it`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ArchiveError {
    /// What went wrong.
    pub kind: ErrorKind,
    /// The path, or `stdin`.
    pub source_name: String,
    /// The line in it, counted from 1, where one line is to blame.
    pub line: Option<u64>,
    /// The reason.
    pub reason: String,
    /// What to do about it.
    pub remedy: &'static str,
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.source_name)?;
        if let Some(line) = self.line {
            write!(out, ", line {line}")?;
        }
        write!(out, ": {}: {}", self.reason, self.remedy)
    }
}

impl ArchiveError {
    pub(super) fn new(kind: ErrorKind, source_name: &str, reason: impl Into<String>) -> Self {
        let remedy = match kind {
            ErrorKind::Unreadable => "check the path and its permissions",
            ErrorKind::Empty => "nothing to analyze; remove the file to silence this",
            ErrorKind::NotText => "give text in UTF-8, or move the file out of the archive",
            ErrorKind::Json => "mend the line, or remove it",
            ErrorKind::Field => "every line needs a \"text\", as in {\"id\": \"1\", \"text\": \"…\"}",
            ErrorKind::TooLarge => "raise the limit with --max-post-size, or cut the post",
            ErrorKind::UnknownFormat => "name the format with --input-format text, markdown or jsonl",
        };
        Self { kind, source_name: source_name.to_owned(), line: None, reason: reason.into(), remedy }
    }

    pub(super) fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    pub(super) fn io(source_name: &str, error: &std::io::Error) -> Self {
        Self::new(ErrorKind::Unreadable, source_name, error.to_string())
    }
}
