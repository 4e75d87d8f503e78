//! Writers: JSON of a post and of an archive, the page of an archive, CSV, SQLite and Parquet tables, tokens as
//! CoNLL-U, and corpora for TXM and IRaMuTeQ.
//!
//! Values are computed in [`Analyzer`](crate::Analyzer) and [`corpus`](crate::corpus); this module only
//! serializes them.

#[cfg(feature = "archive")]
pub mod csv;
mod error_record;
pub mod iramuteq;
mod json_line;
#[cfg(feature = "archive")]
mod label_plan;
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
mod unique_ids;
#[cfg(feature = "xlsx")]
pub mod xlsx;

pub use error_record::ErrorRecord;
pub use json_line::write_json_line;
#[cfg(feature = "archive")]
pub use label_plan::{write_label_plan, write_wordpress_script};
#[cfg(feature = "page")]
pub use page::{
    Page, PageEdits, PageEditsError, PageLanguage, PageLists, PageLogo, PageLogoError, PagePosts,
};
pub use post_line::PostLine;
pub use report_file::{LeftAlone, LeftOut, MAX_LEFT_ALONE, ReportFile};
