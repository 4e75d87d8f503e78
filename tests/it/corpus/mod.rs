//! Tests of the report on an archive.

#[cfg(feature = "trained-tables")]
mod kinds;
#[cfg(feature = "archive")]
mod laws;
#[cfg(feature = "archive")]
mod presence;
mod report;
#[cfg(feature = "archive")]
mod themes;
