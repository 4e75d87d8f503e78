//! What every kind of container gives: its members, one after the other.

use std::io::{BufReader, Read};

use crate::archive::error::ArchiveError;
use crate::archive::stream::Reader;

/// One file in a container.
pub(in crate::archive) struct Member {
    /// Its path in the container.
    pub(in crate::archive) path: String,
    pub(in crate::archive) reader: Reader,
}

/// The members of a container, one after the other. After an error the next member follows, or the
/// end where nothing more can be read.
pub(in crate::archive) trait Members: Send {
    fn next(&mut self) -> Option<Result<Member, ArchiveError>>;

    /// The member of that name in any directory, where members can be found out of their order.
    fn named(&mut self, _file_name: &str) -> Option<Member> {
        None
    }
}

/// A buffer of the usual size around a member.
pub(super) fn buffered(reader: impl Read + Send + 'static) -> Reader {
    Box::new(BufReader::with_capacity(1 << 16, reader))
}
