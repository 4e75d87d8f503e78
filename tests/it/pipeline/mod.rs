//! Tests of the analyzer.

mod laws;
