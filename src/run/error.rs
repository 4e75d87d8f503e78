//! Why a run gives no result. A post that cannot be read does not end a run: see
//! [`ArchiveError`](crate::archive::ArchiveError).

use std::io;
use std::path::PathBuf;

/// Why a run gives no result.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The run was cancelled.
    #[error("the run was cancelled")]
    Cancelled,
    /// An input can be read only once, and there is no place for a copy of its posts; says which input.
    #[error("{0} can be read only once: name a file for a copy of its posts")]
    ReadOnce(String),
    /// The copy of the posts could not be written or read.
    #[error("{action} the copy of the posts {}", path.display())]
    Spool {
        /// `writing` or `reading`.
        action: &'static str,
        /// The copy.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// The second pass did not read the posts of the first.
    #[error("the archive changed while it was read: it had {before} posts, and then {after}: run again")]
    Changed {
        /// Posts of the first pass.
        before: u64,
        /// Posts of the second pass.
        after: u64,
    },
    /// The contents of some posts changed between the two passes.
    #[error("the archive changed while it was read: some of its posts are different now: run again")]
    Edited,
    /// The system gave no thread for reading.
    #[error("starting a thread that reads")]
    Thread(#[source] io::Error),
}
