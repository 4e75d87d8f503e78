//! Classes of bytes and characters, on which the scanner's rules decide.
//!
//! Every byte has a class, in a table built at compile time. Whole characters are classified only where a
//! byte is not ASCII.

use unicode_normalization::char::is_combining_mark;

use crate::text::characters::{is_apostrophe, is_hyphen, is_invisible};

/// The kind of token that a byte can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// ASCII white space.
    Space,
    /// An ASCII letter, or the underscore.
    Letter,
    /// An ASCII digit.
    Digit,
    /// `'`
    Apostrophe,
    /// `-`
    Hyphen,
    /// `.`
    Dot,
    /// `@`
    At,
    /// `#`
    Hash,
    /// Any other ASCII character: a token by itself.
    Mark,
    /// A byte of a character that is not ASCII.
    Wide,
}

/// The class of each byte.
pub(super) static CLASS: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t'..=b'\r' => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\'' => Class::Apostrophe,
            b'-' => Class::Hyphen,
            b'.' => Class::Dot,
            b'@' => Class::At,
            b'#' => Class::Hash,
            0x80.. => Class::Wide,
            _ => Class::Mark,
        };
        byte += 1;
    }
    table
}

/// The character at `at`, if any; `at` is on a character boundary.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends at `at`, if any; `at` is on a character boundary.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Whether `c` belongs to the word that it stands in: letters and digits of any script, the underscore,
/// combining marks, and invisible characters.
pub(super) fn is_word_char(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric() || c == '_',
        // The signs × and ÷ are encoded among the letters.
        '\u{c0}'..='\u{17f}' => !matches!(c, '×' | '÷'),
        // General punctuation.
        '\u{2000}'..='\u{206f}' => is_invisible(c),
        _ => c.is_alphanumeric() || is_invisible(c) || is_combining_mark(c),
    }
}

/// Length in bytes of the apostrophe at `at`, if one stands there.
pub(super) fn apostrophe_at(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes().get(at)? {
        b'\'' => Some(1),
        0x80.. => char_at(text, at).filter(|&c| is_apostrophe(c)).map(char::len_utf8),
        _ => None,
    }
}

/// Length in bytes of the hyphen at `at`, if one stands there.
pub(super) fn hyphen_at(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes().get(at)? {
        b'-' => Some(1),
        0x80.. => char_at(text, at).filter(|&c| is_hyphen(c)).map(char::len_utf8),
        _ => None,
    }
}

/// The end of the run of word characters that continues at `at`.
pub(super) fn run_end(text: &str, at: usize) -> usize {
    let end = run_end_from(text, at);
    work::add(end - at);
    end
}

fn run_end_from(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        match CLASS[byte as usize] {
            Class::Letter | Class::Digit => at += 1,
            Class::Wide => match &bytes[at..] {
                // Letters from À to ſ.
                [0xc3..=0xc5, second, ..] if second & 0xdf != 0x97 => at += 2,
                _ => match char_at(text, at).filter(|&c| is_word_char(c)) {
                    Some(c) => at += c.len_utf8(),
                    None => break,
                },
            },
            _ => break,
        }
    }
    at
}

/// Whether a word character stands at `at`.
pub(super) fn is_word_at(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None => false,
        Some(&byte) => match CLASS[byte as usize] {
            Class::Letter | Class::Digit => true,
            Class::Wide => char_at(text, at).is_some_and(is_word_char),
            _ => false,
        },
    }
}

/// Whether a word character ends at `at`.
pub(super) fn is_word_before(text: &str, at: usize) -> bool {
    match at.checked_sub(1).and_then(|before| text.as_bytes().get(before)) {
        None => false,
        Some(&byte) => match CLASS[byte as usize] {
            Class::Letter | Class::Digit => true,
            Class::Wide => char_before(text, at).is_some_and(is_word_char),
            _ => false,
        },
    }
}

/// Counts the bytes that the rules look at, in tests only: a measure of time without a clock.
pub(super) mod work {
    #[cfg(test)]
    thread_local! {
        static BYTES: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    }

    /// Adds `bytes`, and one for the call.
    #[inline]
    pub(in super::super) fn add(bytes: usize) {
        #[cfg(test)]
        BYTES.with(|sum| sum.set(sum.get() + bytes + 1));
        #[cfg(not(test))]
        let _ = bytes;
    }

    /// The count so far; the next one starts at zero.
    #[cfg(test)]
    pub(in super::super) fn take() -> usize {
        BYTES.with(std::cell::Cell::take)
    }
}
