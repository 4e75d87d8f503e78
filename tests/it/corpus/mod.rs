//! Tests of the report on an archive.

#[cfg(feature = "archive")]
mod laws;
mod report;
