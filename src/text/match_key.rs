//! The match key of a word: what is left when case, accents, hyphens and apostrophes do not count.
//!
//! Coarser than the comparison form of [`fold`](super::fold), which keeps accents and hyphens.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::characters::{is_apostrophe, is_hyphen, is_invisible};

/// The match key of `word`: lower case without accents (combining marks of the canonical decomposition, NFD),
/// hyphens, apostrophes and invisible characters; œ and æ as oe and ae.
///
/// "Ecole" and "école", "pré-requis" and "prérequis", "cœur" and "coeur" have one match key.
///
/// ```
/// use glane::text::match_key;
///
/// assert_eq!(match_key("Pré-requis"), match_key("prérequis"));
/// assert_eq!(match_key("Œuvre"), "oeuvre");
/// ```
pub fn match_key(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut key = String::with_capacity(word.len());
    for character in word.nfd().flat_map(char::to_lowercase) {
        match character {
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            c if is_hyphen(c) || is_apostrophe(c) || is_invisible(c) || is_combining_mark(c) => {}
            c => key.push(c),
        }
    }
    key
}
