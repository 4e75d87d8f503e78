//! Elision: which words lose their vowel before an apostrophe, and which words contain an apostrophe.
//!
//! Facts about single words. The scanner decides what an apostrophe in a text does.

/// Whether `word` (any case, without its apostrophe) is the elided form of a French word: the *l* of
/// "l'arbre", the *qu* of "qu'il", the *jusqu* of "jusqu'ici".
///
/// ```
/// use glane::french::is_elided;
///
/// assert!(is_elided("l") && is_elided("Qu") && is_elided("PUISQU"));
/// assert!(!is_elided("O") && !is_elided("rock"));
/// ```
pub fn is_elided(word: &str) -> bool {
    match word.as_bytes() {
        [one] => matches!(one | 0x20, b'c' | b'd' | b'j' | b'l' | b'm' | b'n' | b's' | b't' | b'y'),
        [first, second] => (first | 0x20, second | 0x20) == (b'q', b'u') || matches!(word, "ç" | "Ç"),
        _ => LONG_ELIDED.iter().any(|elided| word.eq_ignore_ascii_case(elided)),
    }
}

/// Elided words of more than two letters.
const LONG_ELIDED: [&str; 6] = ["jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "entr"];

/// Words that contain an apostrophe: the part before it, the part after it, and whether more letters may
/// follow.
const WHOLE: [(&str, &str, Rest); 10] = [
    ("aujourd", "hui", Rest::Exact),
    ("quelqu", "un", Rest::Exact),
    ("quelqu", "une", Rest::Exact),
    ("l", "on", Rest::Exact),
    ("presqu", "île", Rest::Prefix),
    ("presqu", "ile", Rest::Prefix),
    ("prud", "hom", Rest::Prefix),
    // "p'tit", "p'tite"; "p'tête", "p'têt", "p'tet".
    ("p", "tit", Rest::Prefix),
    ("p", "têt", Rest::Prefix),
    ("p", "tet", Rest::Prefix),
];

#[derive(Clone, Copy, PartialEq)]
enum Rest {
    /// Exactly the part after the apostrophe.
    Exact,
    /// It may be followed by more letters.
    Prefix,
}

/// Whether the apostrophe between `before` and `after` (any case) stands inside one word, as in
/// "aujourd'hui", "quelqu'un", "l'on", "presqu'île" and "prud'homme".
pub(crate) fn holds_apostrophe(before: &str, after: &str) -> bool {
    WHOLE.iter().any(|&(left, right, how)| {
        before.eq_ignore_ascii_case(left)
            && after.get(..right.len()).is_some_and(|start| same_letters(start, right))
            && (how == Rest::Prefix || after.len() == right.len())
    })
}

/// Equality without case, for the letters French uses.
fn same_letters(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (!a.is_ascii() && a.to_lowercase() == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elided_words_are_known_in_any_case() {
        for word in ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "ç", "jusqu", "Lorsqu", "PUISQU", "entr"]
        {
            assert!(is_elided(word), "{word}");
        }
        for word in ["", "o", "a", "aujourd", "rock", "qui", "é"] {
            assert!(!is_elided(word), "{word}");
        }
    }

    #[test]
    fn some_words_keep_their_apostrophe() {
        assert!(holds_apostrophe("PRESQU", "ÎLE"));
        assert!(holds_apostrophe("quelqu", "une"));
        assert!(!holds_apostrophe("quelqu", "unes"));
        assert!(!holds_apostrophe("l", "once"));
        assert!(holds_apostrophe("p", "tites") && holds_apostrophe("P", "TÊTE"));
        assert!(!holds_apostrophe("p", "taille"));
    }
}
