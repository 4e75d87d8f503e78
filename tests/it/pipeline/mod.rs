//! Tests of the analyzer.

mod laws;
mod threads;
