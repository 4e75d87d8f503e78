//! The match key of a word: what is left when case, accents, hyphens, apostrophes and the dot of an abbreviation do not
//! count.
//!
//! Coarser than the comparison form of [`fold`](super::fold), which keeps accents and hyphens.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::characters::{is_apostrophe, is_hyphen, is_invisible};

/// The match key of `word`: lower case without accents (combining marks of the canonical decomposition, NFD),
/// hyphens, apostrophes, invisible characters and a dot at the end; œ and æ as oe and ae.
///
/// "Ecole" and "école", "pré-requis" and "prérequis", "cœur" and "coeur", "R." and "R" have one match key: the dot of an
/// initial that ends a sentence is taken for a full stop.
///
/// ```
/// use glane::text::match_key;
///
/// assert_eq!(match_key("Pré-requis"), match_key("prérequis"));
/// assert_eq!(match_key("Œuvre"), "oeuvre");
/// assert_eq!(match_key("R."), "r");
/// ```
pub fn match_key(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return word.to_owned();
    }
    let word = word.strip_suffix('.').filter(|rest| rest.ends_with(char::is_alphanumeric)).unwrap_or(word);
    of_common_letters(word).unwrap_or_else(|| of_any_letters(word))
}

/// The key of a word of the letters that French text mostly has; `None` for one with another letter.
fn of_common_letters(word: &str) -> Option<String> {
    let mut key = String::with_capacity(word.len());
    for character in word.chars() {
        key.push(match character {
            '-' | '\'' => continue,
            c if c.is_ascii() => c.to_ascii_lowercase(),
            'à' | 'â' | 'ä' | 'À' | 'Â' | 'Ä' => 'a',
            'ç' | 'Ç' => 'c',
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
            'î' | 'ï' | 'Î' | 'Ï' => 'i',
            'ô' | 'ö' | 'Ô' | 'Ö' => 'o',
            'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => 'u',
            '’' => continue,
            'œ' | 'Œ' => {
                key.push_str("oe");
                continue;
            }
            _ => return None,
        });
    }
    Some(key)
}

/// The key of any word.
fn of_any_letters(word: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_letters_have_the_key_of_any_letters() {
        let mut common = 0;
        for character in ('\0'..'\u{3000}').chain(['e', 'Œ']) {
            for word in [format!("{character}"), format!("É{character}t'-"), format!("e{character}\u{301}")]
            {
                if let Some(key) = of_common_letters(&word) {
                    assert_eq!(key, of_any_letters(&word), "{word:?}");
                    common += 1;
                }
            }
        }
        assert!(common > 2 * 128, "{common}");
        assert_eq!(of_common_letters("e\u{301}"), None);
    }
}
