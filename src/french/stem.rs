//! Stems: Snowball's French algorithm as it is today, behind one function.
//!
//! The stem is for comparing and counting only; it is never shown. A new version of the crate may
//! change stems, and with them whatever was counted by stem before.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// Bytes beyond which a word is not stemmed: an address or no word at all.
const LONGEST: usize = 64;

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
    let stem = Stemmer::new(Algorithm::French).stem(folded);
    match folded.get(..stem.len()) {
        Some(start) if start == stem => Cow::Borrowed(start),
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_meet() {
        for (one, other) in [
            ("réseaux", "réseau"),
            ("française", "français"),
            ("bijoux", "bijou"),
            ("organisations", "organisation"),
            ("héroïque", "héroïques"),
        ] {
            assert_eq!(stem(one), stem(other), "{one}, {other}");
        }
    }

    #[test]
    fn no_stem_is_empty() {
        for word in ["l'", "d'", "qu'", "jusqu'", "a", "é", "-t-il", "s", "'", "!", "12"] {
            assert!(!stem(word).is_empty(), "{word}");
        }
    }
}
