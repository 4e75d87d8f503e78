//! XML: exports of WordPress, feeds in RSS and Atom, exports of Blogger. `frames` cuts the stream into
//! posts, `item` reads the fields of one, `wordpress` and `feed` say what they mean.

pub(super) mod feed;
mod frames;
mod item;
mod shortcodes;
pub(super) mod wordpress;

use super::{ArchiveError, ErrorKind};
use crate::Post;
use frames::Frame;
use item::Damage;

/// The error of a post that is not well-formed.
fn damaged(source_name: &str, frame: &Frame, damage: Damage) -> ArchiveError {
    let error = ArchiveError::new(ErrorKind::Xml, source_name, damage.reason)
        .at_line(frame.line + damage.lines_below);
    if damage.too_deep {
        error.with_remedy("raise the limit with --max-depth, or mend the post")
    } else {
        error
    }
}

/// The error of a file of the right kind without a single post.
fn no_posts(source_name: &str) -> ArchiveError {
    ArchiveError::new(ErrorKind::Empty, source_name, "the export or feed holds no posts")
}

/// The post, or the error of one without title and text.
fn without_text(post: Post, source_name: &str, line: u64) -> Result<Post, ArchiveError> {
    if post.title.is_empty() && post.text.trim().is_empty() {
        let reason = format!("the post {:?} has no text", post.id);
        let error = ArchiveError::new(ErrorKind::Empty, source_name, reason).at_line(line);
        return Err(error.with_remedy("give it a text, or leave it out of the export"));
    }
    Ok(post)
}
