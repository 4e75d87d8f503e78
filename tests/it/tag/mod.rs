//! Tests of the tagger.

mod laws;
#[cfg(feature = "trained-tables")]
mod pairs;
