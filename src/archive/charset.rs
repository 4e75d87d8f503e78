//! The encoding of bytes that are not UTF-8, chosen by French: the one whose characters French text has, where
//! French text has them.
//!
//! Each candidate is scored by the characters that it makes of the bytes from 0x80 and by their neighbours.
//! Between candidates that come close, the words that the lexicon knows decide; between equal ones, the
//! usual one is taken.

use std::sync::LazyLock;

use encoding_rs::{ISO_8859_15, MACINTOSH, WINDOWS_1252};

use super::decoding_signs;
use super::encoding::{Charset, character};
use crate::french::Lexicon;

/// The candidates, the usual one first.
pub(super) const CANDIDATES: [Charset; 5] = [
    Charset::Standard(WINDOWS_1252),
    Charset::Standard(ISO_8859_15),
    Charset::Standard(MACINTOSH),
    Charset::Cp850,
    Charset::Cp437,
];

/// The most bytes that are scored.
const MOST_SCORED: usize = 1 << 20;

/// By how much the score of a candidate must exceed that of the usual one: less than one character that stands
/// well in one of them and badly in the other.
const MARGIN: f64 = 1.0;

/// The average score below which no candidate is French.
const LEAST: f64 = 0.8;

/// The encoding that makes French of the bytes, if one does.
pub(super) fn french(bytes: &[u8]) -> Option<Charset> {
    let bytes = &bytes[..bytes.len().min(MOST_SCORED)];
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count() as f64;
    let scores = CANDIDATES.map(|charset| (charset, score(bytes, charset)));
    let best = scores.iter().map(|(_, score)| *score).fold(f64::MIN, f64::max);
    if best < LEAST * high {
        return None;
    }
    let mut close =
        scores.into_iter().filter(|(_, score)| *score > best - MARGIN).map(|(charset, _)| charset);
    let first = close.next()?;
    let mut most = None;
    let found = close.fold(first, |found, charset| {
        let before = *most.get_or_insert_with(|| known_words(bytes, found));
        let known = known_words(bytes, charset);
        if known > before {
            most = Some(known);
            charset
        } else {
            found
        }
    });
    Some(found)
}

/// The sum of the scores of the characters from 0x80.
fn score(bytes: &[u8], charset: Charset) -> f64 {
    let Some(half) = charset.upper_half() else { return f64::MIN };
    let high = bytes.iter().enumerate().filter(|(_, byte)| **byte >= 0x80);
    high.map(|(at, byte)| {
        let before = at.checked_sub(1).map_or(' ', |before| character(bytes[before], &half));
        let behind = bytes.get(at + 1).map_or(' ', |byte| character(*byte, &half));
        plausibility(before, character(*byte, &half), behind)
    })
    .sum()
}

/// The average score of the characters of a text that are not ASCII, at most `most` of them, and their number.
pub(super) fn average(text: &str, most: usize) -> (f64, usize) {
    let starts = decoding_signs::starts(text.as_bytes()).take(most);
    let (sum, count) = starts.fold((0.0, 0), |(sum, count), at| {
        let is_common = is_common_behind_small_letter(text.as_bytes(), at);
        (sum + if is_common { 2.0 } else { plausibility_at(text, at) }, count + 1)
    });
    (if count == 0 { 0.0 } else { sum / count as f64 }, count)
}

/// Whether the character at `at` is one of the commonest letters behind a small letter of ASCII: most characters of French
/// text are, and [`plausibility`] gives 2 for them.
#[inline]
fn is_common_behind_small_letter(text: &[u8], at: usize) -> bool {
    let is_behind = at.checked_sub(1).is_some_and(|before| text[before].is_ascii_lowercase());
    // é, è, ê, ô, ù, û, î, â.
    let is_common = matches!(text[at..], [0xC3, 0xA9 | 0xA8 | 0xAA | 0xB4 | 0xB9 | 0xBB | 0xAE | 0xA2, ..]);
    is_behind && is_common
}

/// How plausible the character at `at` is between its neighbours.
fn plausibility_at(text: &str, at: usize) -> f64 {
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let mut letters = text[at..].chars();
    let letter = letters.next().unwrap_or(' ');
    plausibility(before, letter, letters.next().unwrap_or(' '))
}

/// How plausible a character that is not ASCII is in French text between two others, from about -3 to 2.
pub(super) fn plausibility(before: char, character: char, behind: char) -> f64 {
    let (is_in_word, is_after_letter) = (
        before.is_alphabetic() && behind.is_alphabetic(),
        before.is_alphabetic() || before == '\'' || before == '’',
    );
    // The characters that French has most are none; the standard library looks through tables for others.
    let may_be_capital = !matches!(character, 'à'..='ÿ' | '\u{2010}'..='\u{203a}');
    match character {
        // No word has a capital inside that follows a small letter, nor a fraction before a letter.
        _ if may_be_capital && character.is_uppercase() && before.is_lowercase() => -2.0,
        '½' | '¼' | '¾' | '¨' | '´' | '¸' | '¤' if behind.is_alphabetic() => -2.0,
        // French has `ç` before a, o and u alone, and `à` at the ends of words.
        'ç' | 'Ç' if !matches!(behind, 'a' | 'o' | 'u' | 'â' | 'û' | 'ù' | 'A' | 'O' | 'U') => -1.5,
        'à' if behind.is_alphabetic() => -1.0,
        'é' | 'è' | 'ê' | 'à' | 'ç' | 'ù' | 'û' | 'ô' | 'î' | 'â' | 'ë' | 'ï' | 'œ' | 'ü' | 'ö' | 'æ'
        | 'ä' | 'ÿ' => {
            let is_common = matches!(character, 'é' | 'è' | 'ê' | 'à' | 'ç' | 'ù' | 'û' | 'ô' | 'î' | 'â');
            let is_alone = !before.is_alphabetic() && !behind.is_alphabetic();
            let follows_capital = before.is_uppercase() && behind.is_uppercase();
            match (is_alone, is_common) {
                (true, _) => {
                    if character == 'à' {
                        1.5
                    } else {
                        -0.5
                    }
                }
                _ if follows_capital => -1.0,
                (false, true) => 2.0,
                // Rarer letters.
                (false, false) if matches!(character, 'ÿ' | 'ä' | 'ö') => 0.2,
                (false, false) => 1.2,
            }
        }
        'É' | 'È' | 'Ê' | 'À' | 'Ç' | 'Ô' | 'Î' | 'Â' | 'Œ' | 'Ë' | 'Ï' | 'Ù' | 'Û' | 'Ü' | 'Æ' => {
            if before.is_lowercase() {
                -2.0
            } else if behind.is_alphabetic() || before.is_uppercase() || character == 'À' {
                1.2
            } else {
                -0.5
            }
        }
        '’' => {
            if is_after_letter && behind.is_alphabetic() {
                2.0
            } else {
                0.3
            }
        }
        '«' | '»' | '“' | '”' | '…' | '–' | '—' | '\u{a0}' | '\u{202f}' | '‘' | '•' => {
            if is_in_word && !matches!(character, '…' | '–' | '—' | '\u{a0}') {
                -1.5
            } else {
                1.2
            }
        }
        '€' | '°' | '½' | '²' | '³' | '¼' | '¾' | '£' | '©' | '®' | '™' | '§' | '±' | '×' | 'µ' | '·'
        | '†' => {
            if is_in_word && character != '·' {
                -2.0
            } else {
                0.6
            }
        }
        'á' | 'í' | 'ó' | 'ú' | 'ñ' | 'ã' | 'ø' | 'å' | 'ß' | 'ì' | 'ò' | 'š' | 'ž' | 'Á' | 'Ó' | 'Ö'
        | 'Ä' | 'Š' | 'Ž' => {
            if is_in_word || is_after_letter || behind.is_alphabetic() {
                0.2
            } else {
                -1.0
            }
        }
        // Control characters and characters that no encoding defines.
        '\u{80}'..='\u{9f}' | '\u{fffd}' => -3.0,
        // Other letters of the Latin alphabet occur in foreign names.
        'À'..='\u{24f}' if is_after_letter || behind.is_alphabetic() => -0.3,
        'À'..='\u{24f}' => -1.2,
        _ if is_after_letter => -2.5,
        _ => -1.2,
    }
}

static LEXICON: LazyLock<Lexicon<'static>> = LazyLock::new(Lexicon::new);

/// The share of the words with such characters that the lexicon knows, of the first thousand.
fn known_words(bytes: &[u8], charset: Charset) -> f64 {
    let Some(half) = charset.upper_half() else { return 0.0 };
    let text: String = bytes.iter().take(1 << 18).map(|byte| character(*byte, &half)).collect();
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii()).take(1000);
    let (mut known, mut all) = (0_u32, 0_u32);
    for word in words {
        all += 1;
        known += u32::from(is_word(word));
    }
    if all == 0 { 0.0 } else { f64::from(known) / f64::from(all) }
}

/// Whether the lexicon knows a word.
pub(super) fn is_word(word: &str) -> bool {
    !LEXICON.lookup_exact(&word.to_lowercase()).is_unknown()
}

/// The encoding of more than one byte a character that bytes without a mark are in, told by their zeros.
pub(super) fn wide(bytes: &[u8]) -> Option<Charset> {
    let head = &bytes[..bytes.len().min(4096) / 4 * 4];
    if head.len() < 8 {
        return two_bytes(bytes);
    }
    let zeros = |place: usize, step: usize| {
        head.iter().skip(place).step_by(step).filter(|byte| **byte == 0).count() * step * 100 / head.len()
    };
    let (first, second, third, fourth) = (zeros(0, 4), zeros(1, 4), zeros(2, 4), zeros(3, 4));
    if fourth >= 99 && third >= 95 && second > 80 && first <= 10 {
        Some(Charset::Utf32 { is_big_endian: false })
    } else if first >= 99 && second >= 95 && third > 80 && fourth <= 10 {
        Some(Charset::Utf32 { is_big_endian: true })
    } else {
        two_bytes(bytes)
    }
}

/// UTF-16 without a mark: most of the high bytes are zero, and hardly any of the low ones.
fn two_bytes(bytes: &[u8]) -> Option<Charset> {
    let head = &bytes[..bytes.len().min(4096) / 2 * 2];
    let zeros = |place: usize| head.iter().skip(place).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, units) = (zeros(0), zeros(1), head.len() / 2);
    if units < 2 {
        None
    } else if odd * 10 > units * 8 && even * 50 <= units {
        Some(Charset::Standard(encoding_rs::UTF_16LE))
    } else if even * 10 > units * 8 && odd * 50 <= units {
        Some(Charset::Standard(encoding_rs::UTF_16BE))
    } else {
        None
    }
}

/// Whether French text holds this character.
pub(super) fn is_french(character: char) -> bool {
    character.is_ascii() || plausibility('a', character, 'a') > 0.0 || plausibility(' ', character, ' ') > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "Où va l’été ? À la forêt, près du château : les élèves ont fêté Noël à 12 h, ça a plu.";

    fn encoded(text: &str, charset: Charset) -> Vec<u8> {
        let half = charset.upper_half().expect("one byte a character");
        text.chars()
            .map(|c| match half.iter().position(|other| *other == c) {
                Some(place) => place as u8 + 0x80,
                None if c.is_ascii() => c as u8,
                None => b'\'',
            })
            .collect()
    }

    #[test]
    fn the_encoding_is_told_by_its_french() {
        for charset in CANDIDATES {
            let bytes = encoded(TEXT, charset);
            let found = french(&bytes).expect("French");
            assert_eq!(found.decode(&bytes).0, charset.decode(&bytes).0, "{}", charset.name());
        }
        let bytes = encoded("Un cœur à 12 €, une œuvre.", Charset::Standard(ISO_8859_15));
        assert_eq!(french(&bytes), Some(Charset::Standard(ISO_8859_15)));
        let bytes = encoded("Une ½ heure à pied, 3¼ tours.", Charset::Standard(WINDOWS_1252));
        assert_eq!(french(&bytes), Some(Charset::Standard(WINDOWS_1252)));
    }

    #[test]
    fn the_commonest_letters_are_plausible_behind_small_letters() {
        let letters = ('\u{80}'..='\u{2fff}').chain(['a', '😀']);
        for letter in letters {
            for (before, behind) in [('e', 't'), ('e', 'T'), ('z', ' '), ('E', 'T'), ('é', 'e'), (' ', 'e')]
            {
                let text: String = [before, letter, behind].iter().collect();
                let at = before.len_utf8();
                if is_common_behind_small_letter(text.as_bytes(), at) {
                    assert!((plausibility_at(&text, at) - 2.0).abs() < f64::EPSILON, "{text}");
                }
                let plain = plausibility(before, letter, behind);
                assert!((plausibility_at(&text, at) - plain).abs() < f64::EPSILON, "{text}");
            }
        }
    }

    #[test]
    fn other_languages_are_not_french() {
        let russian =
            encoding_rs::WINDOWS_1251.encode("Съешь же ещё этих мягких французских булок").0.into_owned();
        assert_eq!(french(&russian), None);
    }

    #[test]
    fn encodings_of_several_bytes_are_told_without_a_mark() {
        let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(wide(&little), Some(Charset::Standard(encoding_rs::UTF_16LE)));
        assert_eq!(wide(&big), Some(Charset::Standard(encoding_rs::UTF_16BE)));
        for is_big_endian in [false, true] {
            let unit =
                |c: char| if is_big_endian { u32::from(c).to_be_bytes() } else { u32::from(c).to_le_bytes() };
            let bytes: Vec<u8> = TEXT.chars().flat_map(unit).collect();
            let charset = Charset::Utf32 { is_big_endian };
            assert_eq!((wide(&bytes), charset.decode(&bytes)), (Some(charset), (TEXT.to_owned(), false)));
        }
        for other in [TEXT.as_bytes(), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"", b"\0\0\0\0"] {
            assert_eq!(wide(other), None);
        }
    }
}
