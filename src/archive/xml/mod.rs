//! XML: exports of WordPress, feeds in RSS and Atom, exports of Blogger. `frames` cuts the stream into
//! posts, `item` reads the fields of one, `wordpress` and `feed` say what they mean.

pub(super) mod feed;
mod frames;
mod item;
mod problem;
mod shortcodes;
pub(super) mod wordpress;
