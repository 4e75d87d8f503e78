//! XML: exports of WordPress and Over-blog, feeds in RSS and Atom, exports of Blogger. `frames` cuts the stream
//! into posts, `item` reads the fields of one, `wordpress`, `overblog` and `feed` say what they mean.

mod doctype;
pub(super) mod feed;
mod frames;
mod item;
pub(super) mod overblog;
mod problem;
mod recover;
pub(super) mod wordpress;
