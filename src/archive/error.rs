//! What can go wrong with one post or one input: where, why, and what to do about it.

use std::fmt;

use super::limit::{Bomb, size};

/// The kind of an [`ArchiveError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file or directory does not exist, or cannot be read.
    Unreadable,
    /// A file without any text.
    Empty,
    /// Bytes that are not text in any encoding.
    NotText,
    /// A line that is not a JSON object.
    Json,
    /// A JSON object in which a required field is missing or of the wrong type.
    Field,
    /// Markup of a feed or an export that is not well-formed.
    Xml,
    /// A file that ends too early.
    Truncated,
    /// A post, a file or a container larger than a limit.
    TooLarge,
    /// A file of a format that no reader knows.
    UnknownFormat,
    /// A compressed file, a container or an export that is cut short or damaged.
    Damaged,
    /// Containers or elements nested beyond the limit.
    TooDeep,
}

/// The field of [`ReadOptions`](super::ReadOptions) that, set differently, lets an input be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Setting {
    /// [`format`](super::ReadOptions::format).
    Format,
    /// [`encoding`](super::ReadOptions::encoding).
    Encoding,
    /// [`text_column`](super::ReadOptions::text_column).
    TextColumn,
    /// [`max_post_bytes`](super::ReadOptions::max_post_bytes).
    MaxPostBytes,
    /// [`max_unpacked_bytes`](super::ReadOptions::max_unpacked_bytes).
    MaxUnpackedBytes,
    /// [`max_unpacked_ratio`](super::ReadOptions::max_unpacked_ratio).
    MaxUnpackedRatio,
    /// [`max_container_depth`](super::ReadOptions::max_container_depth).
    MaxContainerDepth,
    /// [`max_held_bytes`](super::ReadOptions::max_held_bytes).
    MaxHeldBytes,
    /// [`max_depth`](super::ReadOptions::max_depth).
    MaxDepth,
}

/// One post or input that could not be read: where, why, and what to do.
///
/// Displayed as `corpora/billets.jsonl, line 3: not a JSON object (…): correct the line, or remove it`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub struct ArchiveError {
    /// What went wrong.
    pub kind: ErrorKind,
    /// The path, or `stdin`.
    pub source_name: String,
    /// The line in it, counted from 1, where the error lies on one line.
    pub line: Option<u64>,
    /// The reason.
    pub reason: String,
    /// What to do about it.
    pub remedy: &'static str,
    /// The setting that the remedy speaks of, if it speaks of one: from it a program derives the name of its
    /// own option.
    pub setting: Option<Setting>,
    /// How many errors it stands for: 1, or more where errors of one kind repeat in one file. The first hundred are
    /// told one by one; one error stands for the rest, with the reason of the first of them.
    pub count: u64,
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
        escaped(&self.source_name, out)?;
        if let Some(line) = self.line {
            write!(out, ", line {line}")?;
        }
        out.write_str(": ")?;
        escaped(&self.reason, out)?;
        match self.count {
            0 | 1 => {}
            2 => out.write_str(", and one more error of this kind in this file")?,
            count => write!(out, ", and {} more errors of this kind in this file", count - 1)?,
        }
        write!(out, ": {}", self.remedy)
    }
}

/// The most characters of a name or a reason in a message: names of members of containers can have thousands.
const LONGEST: usize = 400;

/// Writes text from outside with control characters escaped, so that a line break in a file's name does
/// not break the message and nothing controls the terminal. Of a long text, its start.
fn escaped(text: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut letters = text.chars();
    letters.by_ref().take(LONGEST).try_for_each(|letter| {
        if letter.is_control() { write!(out, "{}", letter.escape_default()) } else { write!(out, "{letter}") }
    })?;
    if letters.next().is_some() { out.write_str("…") } else { Ok(()) }
}

impl ArchiveError {
    /// Text from outside as messages show it: control characters escaped, and of a long text its start. For programs
    /// that say an error in their own words.
    pub fn shown(text: &str) -> String {
        struct Shown<'t>(&'t str);
        impl fmt::Display for Shown<'_> {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                escaped(self.0, out)
            }
        }
        Shown(text).to_string()
    }

    pub(super) fn new(kind: ErrorKind, source_name: &str, reason: impl Into<String>) -> Self {
        let (remedy, setting) = match kind {
            ErrorKind::Unreadable => ("check the path and its permissions", None),
            ErrorKind::Empty => ("add text to it, or move it out of the archive", None),
            ErrorKind::NotText => ("save it as text in UTF-8, or move it out of the archive", None),
            ErrorKind::Json => ("correct the line, or remove it", None),
            ErrorKind::Field => ("give every line a \"text\", as in {\"id\": \"1\", \"text\": \"…\"}", None),
            ErrorKind::Xml => ("correct the markup of the post, or export it again", None),
            ErrorKind::Truncated => {
                ("export or download the file again; the posts before this one were read", None)
            }
            ErrorKind::TooLarge => {
                ("raise the limit on the size of a post, or shorten the post", Some(Setting::MaxPostBytes))
            }
            ErrorKind::UnknownFormat => ("name the format of the input", Some(Setting::Format)),
            ErrorKind::Damaged => ("download or export it again; what precedes the damage was read", None),
            ErrorKind::TooDeep => {
                ("raise the limit on nested containers, or unpack it", Some(Setting::MaxContainerDepth))
            }
        };
        let (source_name, reason) = (source_name.to_owned(), reason.into());
        Self { kind, source_name, line: None, reason, remedy, setting, count: 1 }
    }

    pub(super) fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        match self.kind {
            ErrorKind::Empty => self.remedy = "add a text to the post, or remove it",
            ErrorKind::NotText => self.remedy = "save the file in UTF-8, or remove the line",
            _ => {}
        }
        self
    }

    /// The same error with another remedy, which speaks of no setting.
    pub(super) fn with_remedy(mut self, remedy: &'static str) -> Self {
        self.remedy = remedy;
        self.setting = None;
        self
    }

    /// The same error with a remedy that speaks of a setting.
    pub(super) fn with_setting(mut self, setting: Setting, remedy: &'static str) -> Self {
        self.remedy = remedy;
        self.setting = Some(setting);
        self
    }

    /// Reading failed: on disk, in a container, or at a limit on what containers unpack to.
    pub(super) fn io(source_name: &str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        if let Some(bomb) = error.get_ref().and_then(|inner| inner.downcast_ref::<Bomb>()) {
            let error = Self::new(ErrorKind::TooLarge, source_name, bomb.to_string());
            return match bomb {
                Bomb::Size(_) => error.with_setting(
                    Setting::MaxUnpackedBytes,
                    "raise the limit on the unpacked size, if you trust the file",
                ),
                Bomb::Ratio(_) => error.with_setting(
                    Setting::MaxUnpackedRatio,
                    "raise the limit on the ratio of unpacked to packed size, if you trust the file",
                ),
            };
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
            std::io::ErrorKind::UnexpectedEof => "the file is cut short".to_owned(),
            _ => format!("the file is damaged ({error})"),
        };
        Self::new(ErrorKind::Damaged, source_name, reason)
    }

    /// `what` ("the line") is beyond the limit.
    pub(super) fn too_large(source_name: &str, what: &str, limit: u64) -> Self {
        Self::new(ErrorKind::TooLarge, source_name, format!("{what} is longer than {}", size(limit)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_short_whatever_the_name() {
        let error = ArchiveError::new(ErrorKind::Empty, &"n".repeat(60_000), "r".repeat(60_000));
        assert!(error.to_string().chars().count() < 1000);
        let error = ArchiveError::new(ErrorKind::Empty, "a\nb.txt", "no text");
        assert!(error.to_string().starts_with("a\\nb.txt: no text: "), "{error}");
    }
}
