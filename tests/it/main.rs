//! The integration tests of the library, in modules that mirror `src`.
//!
//! Tests that read data from outside the repository print "skipped: …" where the data are missing; a test on
//! `corpora/` or on `tests/data/` covers the same ground and always runs.

mod architecture;
#[cfg(feature = "archive")]
mod archive;
mod corpus;
mod examples;
#[cfg(feature = "archive")]
mod failing_writers;
#[cfg(feature = "archive")]
mod fuzz;
#[cfg(feature = "archive")]
mod hostile;
#[cfg(feature = "archive")]
mod keyphrase;
#[cfg(feature = "archive")]
mod pipeline;
#[cfg(feature = "archive")]
mod run;
#[cfg(all(feature = "archive", feature = "evaluation"))]
mod scaling;
mod support;
mod tag;
mod text;
