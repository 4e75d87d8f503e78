//! The types that every reader shares: the bytes that it takes and the stream of posts that it gives.

use std::io::BufRead;

use super::error::{ArchiveError, ErrorKind};
use crate::Post;

/// The bytes of one file, unpacked.
pub(super) type Reader = Box<dyn BufRead + Send>;

/// The posts of one file, one after the other.
pub(super) type PostStream = Box<dyn Iterator<Item = Result<Post, ArchiveError>> + Send>;

/// The name of standard input in messages and ids.
pub(super) const STDIN: &str = "stdin";

/// The stream of a file that is one post or one error.
pub(super) fn one(post: Result<Post, ArchiveError>) -> PostStream {
    Box::new(std::iter::once(post))
}

/// The error of a file, or of standard input, that has no text.
pub(super) fn empty(source_name: &str) -> ArchiveError {
    if source_name == STDIN {
        return ArchiveError::new(ErrorKind::Empty, source_name, "no text came in")
            .with_remedy("pipe text in, or name a file");
    }
    ArchiveError::new(ErrorKind::Empty, source_name, "the file has no text")
}
