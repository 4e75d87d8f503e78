//! JSON: lines of objects, arrays of them, JSON Feeds, outboxes of ActivityPub and the exports of Ghost. Each
//! kind of file has a file here; `object` reads an object that is a post, `adapt` those of other services.

mod adapt;
mod document;
mod ghost;
mod kind;
mod lines;
mod object;
mod scan;

pub(super) use document::read as read_document;
pub(super) use ghost::read as read_ghost;
pub(super) use kind::{is_document, is_feed, is_ghost, is_lines};
pub(super) use lines::read as read_lines;
