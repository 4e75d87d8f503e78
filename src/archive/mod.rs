//! Archives: from bytes to a stream of [`Post`](crate::Post)s, one reader a file.
//!
//! [`read`] walks over files, directories and standard input and gives one `Result` a post: a bad
//! post is an [`ArchiveError`] with its source, its reason and a remedy, and the next one follows.
//! At most one post is held in memory. What the posts say is left to the other modules of the crate.
//!
//! `walk` finds a file, `open` tells what it is (`sniff`) and unpacks it (`container`), `readers` hands it
//! to the reader of its format. The table of formats, which both use, is in `format`.

// Numbers come from outside here: what does not fit must not be cut off in silence.
#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

mod body;
#[allow(clippy::cast_possible_truncation, reason = "places in tables of 128 letters, and letters of ASCII")]
mod charset;
mod code_page;
mod container;
mod date;
#[cfg_attr(test, allow(clippy::cast_possible_truncation, reason = "letters of Latin-1 in tests"))]
mod decode;
mod decoding_signs;
mod density;
mod dotclear;
mod edit;
mod encoding;
mod entities;
mod error;
mod fields;
mod format;
mod front_matter;
mod header_lines;
mod html;
mod ids;
mod json;
mod light_markup;
mod limit;
mod links;
mod markdown;
mod markup;
#[allow(clippy::cast_possible_truncation, reason = "places in tables of 128 letters, and letters of Latin-1")]
mod mojibake;
mod movable_type;
mod open;
mod options;
mod plain;
mod readers;
mod repeats;
mod root_element;
mod shortcodes;
mod sniff;
mod stream;
mod substack;
mod table;
mod transcode;
#[allow(clippy::cast_possible_truncation, reason = "the lower 16 of the bits that were collected")]
mod utf7;
mod walk;
mod whole;
mod xml;
mod yaml_lines;

pub use encoding::TextEncoding;
pub use error::{ArchiveError, ErrorKind, Setting};
pub use format::Format;
pub use options::{Include, Input, Markup, ReadOptions};
pub use walk::{Posts, read, read_bytes, read_found_bytes};
