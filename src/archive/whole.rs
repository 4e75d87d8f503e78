//! Files that are one post: read whole, up to the limit, and decoded.

use std::io::Read;

use super::decode::{self, Decoded};
use super::error::ArchiveError;
use super::options::ReadOptions;
use super::stream::{STDIN, empty};
use crate::Post;

/// The text of a whole file.
pub(super) fn text(reader: impl Read, name: &str, options: &ReadOptions) -> Result<Decoded, ArchiveError> {
    let mut bytes = Vec::new();
    let limit = options.max_post_bytes;
    let read = reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| ArchiveError::io(name, &error))?;
    if read as u64 > limit {
        let what = if name == STDIN { "the text" } else { "the file" };
        return Err(ArchiveError::too_large(name, what, limit));
    }
    decode::whole(bytes, name, options)
}

/// The post of a whole file, as `parse` reads it from the text.
pub(super) fn post(
    reader: impl Read,
    name: &str,
    options: &ReadOptions,
    parse: impl FnOnce(&str) -> Post,
) -> Result<Post, ArchiveError> {
    let decoded = text(reader, name, options)?;
    let mut post = parse(&decoded.text);
    post.warnings.extend(decoded.warning);
    if post.text.trim().is_empty() && post.title.is_empty() {
        return Err(empty(name));
    }
    Ok(post)
}
