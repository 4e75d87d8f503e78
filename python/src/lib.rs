//! The native module `glane._glane` of the Python package: classes over the library, one file a class.
//!
//! Work on text runs without Python's global lock; Python objects are made when they are asked for. What a user
//! imports, with its documentation and types, is the package `pysrc/glane`; what is found in a post is decided in the library.
#![allow(missing_docs, clippy::missing_errors_doc, reason = "the items are documented for Python")]
#![allow(clippy::needless_pass_by_value, reason = "arguments of Python functions come by value")]
#![allow(
    clippy::doc_link_with_quotes,
    clippy::unused_self,
    reason = "documentation and methods are those of Python"
)]
#![allow(
    clippy::cast_possible_wrap,
    reason = "numbers of Arrow columns are signed; a batch has fewer than 2^31 rows"
)]
#![allow(
    clippy::result_large_err,
    clippy::needless_for_each,
    clippy::unnecessary_wraps,
    reason = "short helpers"
)]

mod aggregate;
mod analyzer;
mod archive;
mod capsules;
mod columns;
mod columns_of_posts;
mod error;
mod keyphrases;
mod options;
mod parts;
mod post;
mod row_error;
mod rows;
mod stream;
mod tokens;

#[pyo3::pymodule(gil_used = true)]
mod _glane {
    #[pymodule_export]
    use crate::aggregate::Aggregate;
    #[pymodule_export]
    use crate::analyzer::{Analyzer, analyzer_of};
    #[pymodule_export]
    use crate::archive::{ArchiveReader, read_archive, read_archive_arrow};
    #[pymodule_export]
    use crate::capsules::{RecordBatch, RecordBatchStream};
    #[pymodule_export]
    use crate::keyphrases::{Keyphrase, Keyphrases};
    #[pymodule_export]
    use crate::parts::{
        Comparison, Parts, PostAnalysis, Survey, merge_comparisons, merge_results, rows_schema,
    };
    #[pymodule_export]
    use crate::post::Post;
    #[pymodule_export]
    use crate::stream::ResultStream;
    #[pymodule_export]
    use crate::tokens::Token;

    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
