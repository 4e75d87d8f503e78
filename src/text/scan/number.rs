//! Numbers: digits with their separators, and the letters attached to them.
//!
//! "1 000", "3,14", "1994-1995", "2/10", "1er" and "20cm" are one token each; "20h30" is three, "20%" is two.

use super::class::{CLASS, Class, char_at, char_before, is_word_at, run_end, work};

/// The end of the number whose first digit stands at `at`.
pub(super) fn number_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = digits_end(bytes, at);
    end = thousands_end(text, at, end);
    loop {
        match bytes.get(end) {
            // 3,14  1.000.000  10:30  2/10  1994-1995
            Some(&mark @ (b'.' | b',' | b'/' | b'-' | b':')) if is_digit_at(bytes, end + 1) => {
                let longer = digits_end(bytes, end + 1);
                // One in ten thousand, 1/10 000, is three tokens.
                if mark == b'/' && thousands_end(text, end + 1, longer) > longer {
                    break;
                }
                end = longer;
            }
            // The number of a section, "1.8.2.", keeps its last dot when the sentence continues.
            Some(b'.') if is_section(text, at, end) => return end + 1,
            // 10'000
            Some(b'\'') if is_group_of_three(bytes, end + 1) => end += 4,
            _ => break,
        }
    }
    if is_hour(text, end) {
        return end;
    }
    // 1er, 19e, 20cm, 3D, and a superscript letter as in 2ᵉ: attached letters belong to the number.
    let unit = run_end(text, end);
    match bytes.get(unit) {
        // 4x4, 12-mètres: a word that begins with a number.
        Some(b'-') if unit > end && is_word_at(text, unit + 1) => compound_end(text, unit),
        _ => unit,
    }
}

/// The end of the word that continues with a hyphen at `at`.
fn compound_end(text: &str, mut at: usize) -> usize {
    while text.as_bytes().get(at) == Some(&b'-') && is_word_at(text, at + 1) {
        at = run_end(text, at + 1);
    }
    at
}

/// The end of the groups of three digits that follow the first group, `at..end`, separated by spaces or
/// no-break spaces: "1 000".
fn thousands_end(text: &str, at: usize, mut end: usize) -> usize {
    let bytes = text.as_bytes();
    // Not a first group: a year before a number ("en 2006 150 personnes") and "007".
    if end - at > 3 || bytes[at] == b'0' {
        return end;
    }
    while let Some(space) = group_space(text, end) {
        if !is_group_of_three(bytes, end + space) {
            break;
        }
        end += space + 3;
    }
    end
}

/// The length in bytes of the space at `at`, if it can separate groups of digits.
fn group_space(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes().get(at)? {
        b' ' => Some(1),
        0x80.. => char_at(text, at)
            .filter(|c| {
                matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{2008}' | '\u{2006}')
            })
            .map(char::len_utf8),
        _ => None,
    }
}

/// Whether exactly three digits stand at `at`.
fn is_group_of_three(bytes: &[u8], at: usize) -> bool {
    (0..3).all(|step| is_digit_at(bytes, at + step))
        && bytes.get(at + 3).is_none_or(|&next| !matches!(CLASS[next as usize], Class::Digit | Class::Letter))
}

/// Whether the dot at `end` is the last one of a section number such as "1.8.2." within a sentence: at least
/// two dots precede it, and a lower-case letter follows.
fn is_section(text: &str, at: usize, end: usize) -> bool {
    end - at <= 12
        && text[at..end].matches('.').count() >= 2
        && text[end + 1..].strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_lowercase))
}

/// Whether the "h" of a time stands at `at`: "20h30", "8h", "20H15". At most two digits follow it, and no
/// letter.
fn is_hour(text: &str, at: usize) -> bool {
    matches!(text.as_bytes().get(at), Some(b'h' | b'H')) && {
        let minutes =
            text.as_bytes()[at + 1..].iter().take(2).take_while(|byte| byte.is_ascii_digit()).count();
        !is_word_at(text, at + 1 + minutes)
    }
}

/// Whether the letter at `at` is the "h" of a time, with a digit before it.
pub(super) fn is_hour_mark(text: &str, at: usize) -> bool {
    is_hour(text, at) && at.checked_sub(1).is_some_and(|before| text.as_bytes()[before].is_ascii_digit())
}

/// Whether the hyphen of `length` bytes at `at` is the minus sign of the number after it: "-1,5" after a
/// space or an opening bracket, but not "1-2" or a list item "-2".
pub(super) fn is_minus(text: &str, at: usize, length: usize) -> bool {
    is_digit_at(text.as_bytes(), at + length)
        && char_before(text, at).is_some_and(|c| c == '(' || c == '[' || (c.is_whitespace() && c != '\n'))
}

fn is_digit_at(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

fn digits_end(bytes: &[u8], at: usize) -> usize {
    let end = bytes[at..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |length| at + length);
    work::add(end - at);
    end
}
