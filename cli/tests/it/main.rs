//! The integration tests of the program: each runs the real binary on real files.
//!
//! Tests that read data from outside the repository print "skipped: …" where the data are missing; a test on
//! `corpora/` or on `tests/data/` covers the same ground and always runs.

mod analyze;
mod archive_run;
mod completions;
mod concordance;
mod config;
mod constraints;
mod damaged_archives;
mod errors;
mod eval;
mod explain;
mod export;
mod extract;
mod frequencies;
mod help;
mod hostile;
mod inputs;
mod json_lines;
#[cfg(unix)]
mod kill;
mod labels;
mod language;
mod learn;
#[cfg(unix)]
mod links;
mod merge;
mod overwrite;
#[cfg(unix)]
mod readme;
mod schema;
mod seed;
mod support;
mod tables;
mod tokens;
#[cfg(feature = "xlsx")]
mod workbook;
