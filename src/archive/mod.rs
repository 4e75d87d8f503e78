//! Archives: from bytes to a stream of [`Post`](crate::Post)s, one reader a file.
//!
//! [`read`] walks over files, directories and standard input and gives one `Result` a post: a bad
//! post is an [`ArchiveError`] with its source, its reason and a remedy, and the next one follows.
//! One file at the most is held in memory, and of JSON lines one line. What the posts say is not
//! this module's business.

mod date;
mod decode;
mod error;
mod fields;
mod front_matter;
mod json;
mod markdown;
mod markup;
mod plain;
mod walk;

use std::path::PathBuf;

pub use error::{ArchiveError, ErrorKind};
pub use walk::{Posts, read};

/// The format of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, one post a file; a first line that stands alone is its title.
    Text,
    /// Markdown (CommonMark with tables and footnotes), with YAML or TOML front matter.
    Markdown,
    /// One JSON object a line: `{"id", "title", "text", ...}`.
    JsonLines,
}

impl Format {
    /// The format that a file name's extension stands for, if it stands for one.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" | "mdown" | "mkd" => Some(Self::Markdown),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }
}

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a directory to be walked.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of every input; told from name and content when `None`.
    pub format: Option<Format>,
    /// The largest post, in bytes as it stands in the source; a larger one is an error record.
    /// 32 MiB by default.
    pub max_post_bytes: u64,
    /// A directory that walks do not enter: where a program puts its own output.
    pub leave_out: Option<PathBuf>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { format: None, max_post_bytes: 32 << 20, leave_out: None }
    }
}

/// The name of standard input in messages and ids.
const STDIN: &str = "stdin";

/// The error of a file, or of standard input, that has no text.
fn empty(source_name: &str) -> ArchiveError {
    if source_name == STDIN {
        return ArchiveError::new(ErrorKind::Empty, source_name, "no text came in")
            .with_remedy("pipe text into glane, or name a file");
    }
    ArchiveError::new(ErrorKind::Empty, source_name, "the file has no text")
}
