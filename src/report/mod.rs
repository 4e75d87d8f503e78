//! Reports: the JSON contract of a post and of an archive, the page that shows an archive, and
//! tokens as CoNLL-U.
//!
//! What the figures mean is decided below, in [`Analyzer`](crate::Analyzer) and
//! [`corpus`](crate::corpus); this module only writes them down.

mod error_record;
#[cfg(feature = "page")]
mod page;
mod post_line;
pub mod tokens;

pub use error_record::ErrorRecord;
#[cfg(feature = "page")]
pub use page::{Page, PageLanguage, PageTexts};
pub use post_line::PostLine;
