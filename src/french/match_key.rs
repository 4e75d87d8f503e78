//! The bare form of a word: what is left when accents, hyphens and apostrophes do not count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The bare form: lower case without accents, hyphens and apostrophes, œ and æ as oe and ae.
///
/// "Ecole" and "école", "pré-requis" and "prérequis", "cœur" and "coeur" have one bare form.
///
/// ```
/// use glane::french::match_key;
///
/// assert_eq!(match_key("Pré-requis"), match_key("prérequis"));
/// assert_eq!(match_key("Œuvre"), "oeuvre");
/// ```
pub fn match_key(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut bare = String::with_capacity(word.len());
    for character in word.nfd().flat_map(char::to_lowercase) {
        match character {
            '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '‘' | 'ʼ' | '\u{ad}' | '\u{200b}' | '\u{200d}' =>
                {}
            'œ' => bare.push_str("oe"),
            'æ' => bare.push_str("ae"),
            mark if is_combining_mark(mark) => {}
            other => bare.push(other),
        }
    }
    bare
}
