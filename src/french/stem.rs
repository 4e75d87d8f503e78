//! Stems: Snowball's French algorithm, behind one function.
//!
//! The stem is for comparing and counting only; it is never shown.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// Bytes beyond which a word is not stemmed: an address or no word at all.
const LONGEST: usize = 64;

/// The words in *-ou* that take an x; Snowball knows them since version 2, this crate's does not.
const PLURALS_IN_OUX: [&str; 7] = ["bijou", "caillou", "chou", "genou", "hibou", "joujou", "pou"];

/// The Snowball stem of `folded`, a word in lower case. Borrowed when it is the word itself or its
/// beginning. What is longer than any French word is its own stem.
///
/// ```
/// use glane::french::stem;
///
/// assert_eq!(stem("réseaux"), stem("réseau"));
/// ```
pub fn stem(folded: &str) -> Cow<'_, str> {
    if folded.len() > LONGEST {
        return Cow::Borrowed(folded);
    }
    if let Some(singular) = folded.strip_suffix('x').filter(|word| PLURALS_IN_OUX.contains(word)) {
        return Cow::Borrowed(singular);
    }
    let stem = Stemmer::create(Algorithm::French).stem(folded);
    match folded.get(..stem.len()) {
        Some(start) if start == stem => Cow::Borrowed(start),
        _ => stem,
    }
}
