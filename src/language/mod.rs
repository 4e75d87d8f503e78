//! The language of a text, and of the paragraphs of a post.
//!
//! [`detect`](mod@detect) names the language of one text; [`prose`] that of a post whose paragraphs may be in
//! several languages. Only French is analyzed by the modules above.

mod detect;
pub(crate) mod prose;

pub use detect::{Language, detect_language};
