//! Stems: Snowball's French algorithm, behind one function.
//!
//! The stem is for comparing and counting only; it is never shown.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// The Snowball stem of `folded`, a word in lower case. Borrowed when it is the word itself or its
/// beginning.
///
/// ```
/// use glane::french::stem;
///
/// assert_eq!(stem("réseaux"), stem("réseau"));
/// ```
pub fn stem(folded: &str) -> Cow<'_, str> {
    let stem = Stemmer::create(Algorithm::French).stem(folded);
    match folded.get(..stem.len()) {
        Some(start) if start == stem => Cow::Borrowed(start),
        _ => stem,
    }
}
