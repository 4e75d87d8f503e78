//! The errors that exports and feeds share.

use super::frames::Frame;
use super::item::Damage;
use crate::Post;
use crate::archive::error::{ArchiveError, ErrorKind, Setting};

/// The error of a post that is not well-formed.
pub(super) fn damaged(source_name: &str, frame: &Frame, damage: Damage) -> ArchiveError {
    let error = ArchiveError::new(ErrorKind::Xml, source_name, damage.reason)
        .at_line(frame.line + damage.lines_below);
    if damage.too_deep {
        error.with_setting(Setting::MaxDepth, "raise the limit on nested elements, or simplify the post")
    } else {
        error
    }
}

/// The error of a file of the right kind without a single post.
pub(super) fn no_posts(source_name: &str) -> ArchiveError {
    ArchiveError::new(ErrorKind::Empty, source_name, "the export or feed holds no posts")
}

/// The post, or the error of one without title and text.
pub(super) fn without_text(post: Post, source_name: &str, line: u64) -> Result<Post, ArchiveError> {
    if post.title.is_empty() && post.text.trim().is_empty() {
        let reason = format!("the post {:?} has no text", post.id);
        let error = ArchiveError::new(ErrorKind::Empty, source_name, reason).at_line(line);
        return Err(error.with_remedy("give it a text, or leave it out of the export"));
    }
    Ok(post)
}
