//! The form: what is known about a distinct surface form, and how its comparison form is made.
//!
//! The text itself is never changed. The table of the forms met is [`Forms`](super::Forms).

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::characters::{is_apostrophe, is_hyphen, is_invisible};
use crate::french::{self, CapitalCue};

/// What is known about a distinct surface form.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Form {
    /// The comparison form, as [`fold`] makes it.
    pub folded: Box<str>,
    /// The Snowball stem of the comparison form: see [`stem`](crate::french::stem).
    pub stem: Box<str>,
    /// Whether the form is a French stop word: see [`is_stop_word`](crate::french::is_stop_word).
    pub is_stop_word: bool,
    /// Its letter case.
    pub shape: Shape,
    /// Letters of the comparison form, at most 255.
    pub letters: u8,
    /// Syllables of the comparison form, at most 255: see [`syllables`](crate::french::syllables).
    pub syllables: u8,
    /// What its capital says, if it is [`Shape::Capitalized`].
    pub(super) capital_cue: CapitalCue,
}

/// The letter case of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Shape {
    /// No letter with case: digits, marks, emoji.
    Caseless,
    /// Lower case only ("réseau").
    Lower,
    /// One capital, the first letter ("Réseau", "L'").
    Capitalized,
    /// Two capitals or more, and no lower-case letter ("CNRS").
    Capitals,
    /// Anything else ("iPhone", "Jean-Luc").
    Mixed,
}

impl Shape {
    fn of(surface: &str) -> Self {
        let (mut capitals, mut lower, mut first) = (0_usize, 0_usize, None);
        for is_capital in surface.chars().filter_map(is_capital) {
            first.get_or_insert(is_capital);
            if is_capital { capitals += 1 } else { lower += 1 }
        }
        match (capitals, lower) {
            (0, 0) => Self::Caseless,
            (0, _) => Self::Lower,
            (1, _) if first == Some(true) => Self::Capitalized,
            (_, 0) => Self::Capitals,
            _ => Self::Mixed,
        }
    }
}

impl Form {
    /// What is known about the form written `surface`.
    pub(super) fn new(surface: &str) -> Self {
        let folded = fold(surface);
        let shape = Shape::of(surface);
        Self {
            stem: french::stem(&folded).into(),
            is_stop_word: french::is_stop_word(&folded),
            capital_cue: if shape == Shape::Capitalized {
                french::capital_cue(&folded)
            } else {
                CapitalCue::Nothing
            },
            shape,
            letters: folded.chars().filter(|&c| is_letter(c)).count().min(255) as u8,
            syllables: french::syllables(&folded).min(255) as u8,
            folded: folded.into(),
        }
    }
}

/// Whether `c` is a capital; `None` for a character without case. Most characters need no look at the tables
/// of Unicode.
fn is_capital(c: char) -> Option<bool> {
    match c {
        'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' => Some(false),
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => Some(true),
        '\0'..='\u{7f}' => None,
        _ if c.is_uppercase() => Some(true),
        _ => c.is_lowercase().then_some(false),
    }
}

/// Whether `c` is alphabetic.
fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ') || c.is_alphabetic()
}

/// The comparison form of `surface`: NFC (UAX #15), lower case, `'` for every apostrophe, `-` for every
/// hyphen, a plain space for no-break spaces, œ and æ as oe and ae, without invisible characters and without
/// inclusive endings. Accents stay.
///
/// ```
/// use glane::text::fold;
///
/// assert_eq!(fold("L’"), "l'");
/// assert_eq!(fold("Œuvre"), "oeuvre");
/// assert_eq!(fold("com\u{ad}mu\u{ad}ni\u{ad}ca\u{ad}tion"), "communication");
/// assert_eq!(fold("Collaborateur·rice·s"), "collaborateurs");
/// assert_eq!(fold("réseau"), "réseau");
/// ```
pub fn fold(surface: &str) -> Cow<'_, str> {
    if surface.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(surface);
    }
    if let Some(folded) = fold_common(surface) {
        return Cow::Owned(folded);
    }
    let mut folded = String::with_capacity(surface.len());
    if is_nfc_quick(surface.chars()) == IsNormalized::Yes {
        fold_chars(surface.chars(), &mut folded);
    } else {
        fold_chars(surface.nfc(), &mut folded);
    }
    Cow::Owned(french::plain_form(&folded).unwrap_or(folded))
}

/// The comparison form of a word of the letters that French text mostly has; `None` for any other, and for one
/// that may have an inclusive ending.
fn fold_common(surface: &str) -> Option<String> {
    let mut folded = String::with_capacity(surface.len());
    for c in surface.chars() {
        folded.push(match c {
            // Inclusive endings follow these.
            '(' | '-' | '.' => return None,
            '\0'..='\u{7f}' => c.to_ascii_lowercase(),
            // Their small letters are 32 places further; none of them changes by NFC.
            'À'..='Å' | 'Ç'..='Ö' | 'Ø'..='Þ' => char::from(c as u8 + 0x20),
            'ß'..='å' | 'ç'..='ö' | 'ø'..='ÿ' => c,
            'œ' | 'Œ' => {
                folded.push_str("oe");
                continue;
            }
            '’' => '\'',
            _ => return None,
        });
    }
    Some(folded)
}

/// Appends the comparison form of each of `chars`, which are in NFC.
fn fold_chars(chars: impl Iterator<Item = char>, folded: &mut String) {
    for c in chars {
        match c {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            c if is_apostrophe(c) => folded.push('\''),
            c if is_hyphen(c) => folded.push('-'),
            '\u{a0}' | '\u{202f}' | '\u{2009}' => folded.push(' '),
            c if is_invisible(c) => {}
            c => folded.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_letters_fold_as_any_letters_do() {
        let mut common = 0;
        for c in ('\0'..'\u{3000}').chain(['e', 'Œ']) {
            for word in [format!("{c}"), format!("É{c}t'"), format!("e{c}s\u{301}"), format!("œ{c}·e")] {
                let mut folded = String::new();
                fold_chars(word.nfc(), &mut folded);
                let folded = french::plain_form(&folded).unwrap_or(folded);
                assert_eq!(fold(&word), folded, "{word:?}");
                common += usize::from(fold_common(&word).is_some());
            }
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            let case = (c.is_uppercase() || c.is_lowercase()).then(|| c.is_uppercase());
            assert_eq!(is_capital(c), case, "{c:?}");
        }
        assert!(common > 2 * 128, "{common}");
    }
}
