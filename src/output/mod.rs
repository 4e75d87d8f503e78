//! Reports: the JSON contract of a post and of an archive, the page that shows an archive, and
//! tokens as CoNLL-U.
//!
//! What the figures mean is decided below, in [`Analyzer`](crate::Analyzer) and
//! [`corpus`](crate::corpus); this module only writes them down.

#[cfg(feature = "archive")]
pub mod csv;
mod error_record;
pub mod iramuteq;
#[cfg(feature = "page")]
mod page;
#[cfg(feature = "parquet")]
pub mod parquet;
mod post_line;
mod report_file;
#[cfg(feature = "schema")]
pub mod schema;
#[cfg(feature = "sqlite")]
pub mod sqlite;
pub mod tokens;
pub mod txm;

pub use error_record::ErrorRecord;
#[cfg(feature = "page")]
pub use page::{Page, PageLanguage, PageLists, PagePosts};
pub use post_line::PostLine;
pub use report_file::{LeftAlone, LeftOut, MAX_LEFT_ALONE, ReportFile};
