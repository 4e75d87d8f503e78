//! What can go wrong with one post or one input, where, and what to do about it.

use std::fmt;

use super::container::Bomb;

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
    /// Markup of a feed or an export that is not well-formed.
    Xml,
    /// A file that ends too early.
    Truncated,
    /// A post larger than the limit.
    TooLarge,
    /// A file of a format that no reader knows.
    UnknownFormat,
    /// A compressed file, a container or an export that is cut short or damaged.
    Damaged,
    /// Containers in containers beyond the limit.
    TooDeep,
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

impl ErrorKind {
    /// Its name in reports: `not-text`, `too-large`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Empty => "empty",
            Self::NotText => "not-text",
            Self::Json => "json",
            Self::Field => "field",
            Self::Xml => "xml",
            Self::Truncated => "truncated",
            Self::TooLarge => "too-large",
            Self::UnknownFormat => "unknown-format",
            Self::Damaged => "damaged",
            Self::TooDeep => "too-deep",
        }
    }
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
            ErrorKind::Empty => "fill it, or move it out of the archive",
            ErrorKind::NotText => "save it as text in UTF-8, or move it out of the archive",
            ErrorKind::Json => "mend the line, or remove it",
            ErrorKind::Field => "every line needs a \"text\", as in {\"id\": \"1\", \"text\": \"…\"}",
            ErrorKind::Xml => "mend the markup of the post, or export it again",
            ErrorKind::Truncated => "export or download the file again; the posts before were read",
            ErrorKind::TooLarge => "raise the limit with --max-post-size, or cut the post",
            ErrorKind::UnknownFormat => "name the format with --input-format",
            ErrorKind::Damaged => "fetch it anew; what stands before the damage was read",
            ErrorKind::TooDeep => "raise the limit with --max-container-depth, or unpack it",
        };
        Self { kind, source_name: source_name.to_owned(), line: None, reason: reason.into(), remedy }
    }

    pub(super) fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        match self.kind {
            ErrorKind::Empty => self.remedy = "fill its \"text\", or remove the line",
            ErrorKind::NotText => self.remedy = "save the file in UTF-8, or remove the line",
            _ => {}
        }
        self
    }

    pub(super) fn with_remedy(mut self, remedy: &'static str) -> Self {
        self.remedy = remedy;
        self
    }

    /// Reading failed: on disk, in a container, or at a limit of what containers may come to.
    pub(super) fn io(source_name: &str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        if let Some(bomb) = error.get_ref().and_then(|inner| inner.downcast_ref::<Bomb>()) {
            let remedy = match bomb {
                Bomb::Size(_) => "raise the limit with --max-unpacked-size, if you trust the file",
                Bomb::Ratio(_) => "raise the limit with --max-unpacked-ratio, if you trust the file",
            };
            return Self::new(ErrorKind::TooLarge, source_name, bomb.to_string()).with_remedy(remedy);
        }
        let reason = match error.kind() {
            Io::NotFound => "no such file or directory".to_owned(),
            Io::PermissionDenied => "permission denied".to_owned(),
            Io::UnexpectedEof | Io::InvalidData | Io::InvalidInput => {
                return Self::damaged(source_name, error);
            }
            _ => error.to_string(),
        };
        Self::new(ErrorKind::Unreadable, source_name, reason)
    }

    /// What was read is cut short or damaged.
    pub(super) fn damaged(source_name: &str, error: &std::io::Error) -> Self {
        if error.get_ref().and_then(|inner| inner.downcast_ref::<Bomb>()).is_some() {
            return Self::io(source_name, error);
        }
        let reason = match error.kind() {
            std::io::ErrorKind::UnexpectedEof => "it is cut short".to_owned(),
            _ => format!("it is damaged ({error})"),
        };
        Self::new(ErrorKind::Damaged, source_name, reason)
    }

    /// `what` ("the line") is beyond the limit.
    pub(super) fn too_large(source_name: &str, what: &str, limit: u64) -> Self {
        Self::new(ErrorKind::TooLarge, source_name, format!("{what} is longer than {}", size(limit)))
    }
}

/// A size as it is typed: `32M`.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0 => "0 bytes".to_owned(),
        giga if giga >> 30 << 30 == giga => format!("{}G", giga >> 30),
        mega if mega >> 20 << 20 == mega => format!("{}M", mega >> 20),
        kilo if kilo >> 10 << 10 == kilo => format!("{}K", kilo >> 10),
        bytes => format!("{bytes} bytes"),
    }
}
