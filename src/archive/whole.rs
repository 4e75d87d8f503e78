//! Files that are one post: read whole, up to the limit, and decoded.

use std::io::Read;

use super::decode::{self, Decoded};
use super::error::ArchiveError;
use super::fields;
use super::options::ReadOptions;
use super::stream::{PostStream, STDIN, empty, one};
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

/// The post of a whole file, as `parse` reads it from the text; a draft is left out unless the options include
/// drafts.
pub(super) fn post(
    reader: impl Read,
    name: &str,
    options: &ReadOptions,
    parse: impl FnOnce(&str) -> Post,
) -> PostStream {
    let decoded = match text(reader, name, options) {
        Ok(decoded) => decoded,
        Err(error) => return one(Err(error)),
    };
    let mut post = parse(&decoded.text);
    if fields::is_draft(&post.meta) && !options.include.drafts {
        return Box::new(std::iter::empty());
    }
    post.warnings.extend(decoded.warning);
    one(if post.text.trim().is_empty() && post.title.is_empty() { Err(empty(name)) } else { Ok(post) })
}
