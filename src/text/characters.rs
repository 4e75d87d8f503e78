//! Characters that Glane treats alike wherever it compares, counts or shows text: invisible characters,
//! apostrophes and hyphens.
//!
//! This is the one definition of each for the whole crate. What the scanner makes of a byte is decided in
//! [`scan`](super::scan).

/// Whether `c` is invisible: it may stand inside a word, is never seen, and never counts in a comparison.
///
/// Soft hyphen (U+00AD), combining grapheme joiner (U+034F), zero-width space, joiners and directional marks
/// (U+200B to U+200F), directional embeddings and overrides (U+202A to U+202E), word joiner and invisible
/// operators (U+2060 to U+2064), byte-order mark (U+FEFF). All of them are `Default_Ignorable_Code_Point` in
/// the Unicode Character Database. The directional isolates (U+2066 to U+2069), which stand around words
/// rather than in them, are tokens of their own and not invisible in this sense.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{feff}')
}

/// Whether `c` is an apostrophe: `'`, `’`, `‘` and `ʼ` are one letter in every comparison.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

/// Whether `c` is a hyphen that joins words: `-`, U+2010 and the no-break hyphen U+2011.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_visible_character_is_invisible() {
        let invisible: Vec<char> = ('\0'..=char::MAX).filter(|&c| is_invisible(c)).collect();
        assert_eq!(invisible.len(), 1 + 1 + 5 + 5 + 5 + 1);
        for c in invisible {
            assert!(!c.is_alphanumeric() && !c.is_whitespace() && !c.is_control(), "{c:?}");
            assert!(!is_apostrophe(c) && !is_hyphen(c), "{c:?}");
        }
    }
}
