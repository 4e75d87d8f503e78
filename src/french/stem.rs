//! Stems: Snowball's French algorithm, behind one function.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// The Snowball stem of `folded`, a word in lower case.
pub fn stem(folded: &str) -> Cow<'_, str> {
    Stemmer::create(Algorithm::French).stem(folded)
}
