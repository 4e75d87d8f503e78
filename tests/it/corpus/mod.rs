//! Tests of the report on an archive.

#[cfg(feature = "archive")]
mod laws;
#[cfg(feature = "archive")]
mod presence;
mod report;
#[cfg(feature = "archive")]
mod themes;
