//! What the user sees besides results: messages on standard error, and text that is safe to print.

use std::fmt::Display;
use std::io::{ErrorKind, Write as _};

use super::catalogue::tr;

/// Writes a message to standard error. A failure is ignored: with `2>&1 | head`, the reader may be gone.
pub(super) fn tell(message: impl Display) {
    let _ = writeln!(anstream::stderr(), "glane: {message}");
}

/// A piece of a post for the terminal: without control characters, which could move the cursor, and without
/// characters that change the direction of what follows.
pub(super) fn printable(piece: &str) -> String {
    let hidden = |c: &char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    piece.chars().filter(|c| !hidden(c)).collect()
}

/// A number of posts with its noun: "1 post", "2 posts".
pub(super) fn posts(count: u64) -> String {
    tr!("posts", posts = count)
}

/// Whether the reader of standard output is gone (`glane extract … | head`), which is no error.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
    })
}
