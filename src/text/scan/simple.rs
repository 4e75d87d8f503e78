//! Special bytes that turn out to be simple: the fast scanner enters them into its maps instead of calling the
//! plain one.
//!
//! Each rule here accepts less than the rule of the plain scanner that it stands for: it answers only where
//! the bytes nearby leave no doubt.

#![allow(clippy::inline_always, reason = "compiled once per instruction set")]

use super::boundaries::BLOCK;
use super::fast::Block;
use super::word::last_run;
use crate::french;

impl Block {
    /// Whether the special byte at `at`, bit `bit` of this block, begins a simple character, number or ending;
    /// if so, enters it into the maps.
    #[inline(always)]
    pub(super) fn take_simple(&mut self, text: &str, at: usize, bit: usize) -> bool {
        match &text.as_bytes()[at..] {
            [b'\'', ..] => self.take_apostrophe(text, at, bit, 1),
            [0xe2, 0x80, 0x99, ..] => self.take_apostrophe(text, at, bit, 3),
            [b'.', ..] => self.take_full_stop(text, at, bit),
            [b'0'..=b'9', ..] => self.take_number(text, at, bit),
            // « » and the no-break spaces.
            [0xc2, 0xab | 0xbb, ..] => self.take_mark(bit, 2),
            [0xc2, 0xa0, ..] => self.take_space(bit, 2),
            [0xe2, 0x80, 0xaf, ..] => self.take_space(bit, 3),
            // – — “ ” … and €
            [0xe2, 0x80, 0x93 | 0x94 | 0x9c | 0x9d | 0xa6, ..] | [0xe2, 0x82, 0xac, ..] => {
                self.take_mark(bit, 3)
            }
            // A dash between spaces.
            [b'-', b' ', ..] if bit > 0 && text.as_bytes()[at - 1] == b' ' => self.take_mark(bit, 1),
            [b'-', ..] => self.take_hyphen(text, at, bit),
            // No rule of the plain scanner asks for these where no other special byte stands before them.
            [
                b'%' | b'=' | b'[' | b']' | b'{' | b'}' | b'<' | b'>' | b'*' | b'|' | b'$' | b'`' | b'\\'
                | b'^',
                ..,
            ] => self.take_mark(bit, 1),
            [b'(', ..] if !self.is_after_word(bit) => self.take_mark(bit, 1),
            [b'(', ..] | [0xc2, 0xb7, ..] => self.take_inclusive(text, at, bit),
            [0xc2, 0xb0, ..] => self.take_degree(text, at, bit),
            _ => false,
        }
    }

    /// Whether the byte before `bit` belongs to a word.
    #[inline(always)]
    fn is_after_word(&self, bit: usize) -> bool {
        (if bit == 0 { self.sight >> 2 } else { self.words >> (bit - 1) }) & 1 == 1
    }

    /// Which of the three bytes before `bit` belong to words; the last one is bit 2.
    #[inline(always)]
    fn sight(&self, bit: usize) -> u64 {
        let sight =
            if bit < 3 { self.words << (3 - bit) | self.sight >> bit } else { self.words >> (bit - 3) };
        sight & 0b111
    }

    /// An apostrophe of `length` bytes: simple between an elided word and a letter, and in the commonest words
    /// that contain one.
    #[inline(always)]
    fn take_apostrophe(&mut self, text: &str, at: usize, bit: usize, length: usize) -> bool {
        let bytes = text.as_bytes();
        let rest = &bytes[at + length..];
        let before_letter = match rest {
            [0xc3..=0xc5, second, ..] => second & 0xdf != 0x97,
            [first, ..] => first.is_ascii_alphabetic(),
            [] => false,
        };
        if !before_letter {
            return false;
        }
        let is_elided = match self.sight(bit) {
            0b100 | 0b101 => {
                match bytes[at - 1] | 0x20 {
                    // "l'on" is one token.
                    b'l' if matches!(rest, [b'o' | b'O', b'n' | b'N', ..]) => match rest.get(2) {
                        Some(b' ' | b',') => false,
                        Some(next) if next.is_ascii_alphabetic() => true,
                        _ => return false,
                    },
                    b'c' | b'd' | b'j' | b'l' | b'm' | b'n' | b's' | b't' | b'y' => true,
                    _ => return false,
                }
            }
            0b110 if bytes[at - 2] | 0x20 == b'q' && bytes[at - 1] | 0x20 == b'u' => true,
            0b111 if bit > 0 => {
                let Some(is_elided) = self.is_long_elided(text, at, bit, rest) else { return false };
                is_elided
            }
            _ => return false,
        };
        let (here, beyond) = span(bit, length);
        self.words |= here;
        self.beyond.words |= beyond;
        self.special &= !here;
        if is_elided {
            let (here, beyond) = span(bit + length - 1, 1);
            self.elided |= here;
            self.beyond.elided |= beyond;
        }
        true
    }

    /// Whether the longer word before the apostrophe at `at`, which `rest` follows, is an elided one; `Some(false)`
    /// where the apostrophe is inside a word, and `None` where neither is certain.
    fn is_long_elided(&self, text: &str, at: usize, bit: usize, rest: &[u8]) -> Option<bool> {
        let letters = self.letters_before(bit);
        let word = text.as_bytes().get(at.checked_sub(letters)?..at)?;
        let is = |other: &[u8]| word.eq_ignore_ascii_case(other);
        // The rest of the word, and a space or comma after it.
        let is_rest = |other: &[u8]| {
            rest.get(..other.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(other))
                && matches!(rest.get(other.len()), Some(b' ' | b','))
        };
        match letters {
            5 if is(b"jusqu") => Some(true),
            6 if is(b"lorsqu") || is(b"puisqu") => Some(true),
            6 if is(b"quelqu") && (is_rest(b"un") || is_rest(b"une")) => Some(false),
            7 if is(b"aujourd") && is_rest(b"hui") => Some(false),
            _ => None,
        }
    }

    /// A full stop before white space: simple after a word that is too long for an abbreviation, or of three
    /// letters or more and not an abbreviation.
    #[inline(always)]
    fn take_full_stop(&mut self, text: &str, at: usize, bit: usize) -> bool {
        if !matches!(
            text.as_bytes()[at + 1..],
            [] | [b' ' | b'\t'..=b'\r', ..] | [0xc2, 0xa0, ..] | [0xe2, 0x80, 0xaf, ..]
        ) {
            return false;
        }
        if !self.is_after_word(bit) {
            // The token before it is complete: the full stop is a token by itself.
            return self.take_mark(bit, 1);
        }
        let letters = if bit == 0 { self.run } else { self.letters_before(bit) };
        let is_word = letters > french::LONGEST_ABBREVIATION
            || (letters >= 3
                && text.get(at - letters..at).is_some_and(|word| french::abbreviation(word).is_none()));
        is_word && self.take_mark(bit, 1)
    }

    /// The hyphen of a compound or clitic: simple between letters, when it is certain which of them it is.
    #[inline(always)]
    fn take_hyphen(&mut self, text: &str, at: usize, bit: usize) -> bool {
        // Two letters must precede it: a single one may be the "h" of a time.
        let is_after_word = bit >= 2 && (self.words & !self.elided) >> (bit - 2) & 0b11 == 0b11;
        let is_compound = is_after_word
            && match text.as_bytes()[at + 1..] {
                // "c'est-à-dire" is one token. "vas-y" may end the text.
                [0xc3, 0x80 | 0xa0, ..] | [b'a' | b'A', b'-', ..] | [_] | [] => false,
                [0xc3..=0xc5, second, ..] => second & 0xdf != 0x97,
                // A clitic may begin with these.
                [
                    b'i' | b'e' | b'o' | b'j' | b't' | b'n' | b'v' | b'c' | b'm' | b'y' | b'l' | b's' | b'I'
                    | b'E' | b'O' | b'J' | b'T' | b'N' | b'V' | b'C' | b'M' | b'Y' | b'L' | b'S',
                    second,
                    ..,
                ] => {
                    // Not the "-t'" of "va-t'en", nor "-t-il".
                    if !(second.is_ascii_alphabetic() || second == 0xc3) {
                        return false;
                    }
                    match french::clitic(&text[at + 1..]) {
                        Some(clitic) => return self.take_clitic(text, at, bit, clitic),
                        None => true,
                    }
                }
                [first, ..] => first.is_ascii_alphabetic(),
            };
        if is_compound {
            self.words |= 1 << bit;
            self.special &= !(1 << bit);
        }
        is_compound
    }

    /// The hyphen of `clitic`, which nothing may be attached to.
    fn take_clitic(&mut self, text: &str, at: usize, bit: usize, clitic: &str) -> bool {
        let end = bit + 1 + clitic.len();
        let is_last = matches!(
            text.as_bytes()[at + 1 + clitic.len()..],
            [b' ' | b'\n' | b',' | b';' | b':' | b'!' | b'?' | b')', ..]
                | [b'.', b' ' | b'\n', ..]
                | [0xc2, 0xa0, ..]
                | [0xe2, 0x80, 0xaf, ..]
        );
        // For simplicity, the clitic must end in this block. A capital asks for a look at the word before.
        if !is_last || end >= BLOCK || !clitic.as_bytes()[0].is_ascii_lowercase() {
            return false;
        }
        let start = at - self.letters_before(bit);
        self.words |= 1 << bit;
        self.special &= !(1 << bit);
        // "celui-ci" is one word.
        if !french::keeps_clitic(last_run(text, start, at), clitic) {
            self.cuts |= 1 << bit;
            self.clitic_ends |= 1 << end;
        }
        true
    }

    /// Digits after a space, with a decimal part or letters: simple before white space, unless a digit follows
    /// it and may continue the number, and before punctuation that cannot. A time is three tokens: "20h30".
    #[inline(always)]
    fn take_number(&mut self, text: &str, at: usize, bit: usize) -> bool {
        let bytes = text.as_bytes();
        let is_first = match &bytes[..at] {
            [.., b' ' | b'\n'] | [.., 0xc2, 0xa0] | [.., 0xe2, 0x80, 0xaf] => true,
            [.., b'('] => bit > 0 && self.marks >> (bit - 1) & 1 == 1,
            _ => false,
        };
        let Some(rest) = bytes[at..].first_chunk::<16>().filter(|_| is_first) else { return false };
        let digits = |from: usize, most: usize| {
            rest[from..].iter().take(most).take_while(|byte| byte.is_ascii_digit()).count()
        };
        let mut length = digits(0, 5);
        if matches!(rest[length], b',' | b'.' | b':') && rest[length + 1].is_ascii_digit() {
            length += 1 + digits(length + 1, 3);
        }
        // The minutes of a time, from here to there.
        let mut minutes = (0, 0);
        if matches!(rest[length], b'h' | b'H') {
            minutes = (length + 1, length + 1 + digits(length + 1, 2));
        } else {
            length += rest[length..].iter().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count();
        }
        let end = length.max(minutes.1);
        let is_simple = match rest[end..] {
            [b' ' | b'\n', next, ..] | [0xc2, 0xa0, next, ..] | [0xe2, 0x80, 0xaf, next, ..] => {
                !next.is_ascii_digit()
            }
            [b')' | b';' | b'%', ..] | [0xe2, 0x82, 0xac, ..] => true,
            [b',' | b'.' | b':', next, ..] => matches!(next, b' ' | b'\n'),
            _ => false,
        };
        // For simplicity, the number must end in this block.
        if !is_simple || bit + end > BLOCK {
            return false;
        }
        self.enter_number(bit, length);
        if minutes.1 > minutes.0 {
            self.enter_number(bit + minutes.0, minutes.1 - minutes.0);
        }
        true
    }

    /// A number of `length` bytes, all in this block.
    #[inline(always)]
    fn enter_number(&mut self, bit: usize, length: usize) {
        let bytes = span(bit, length).0;
        let end = 1 << (bit + length - 1);
        // Its comma is no mark, and its letters are no word.
        self.marks = self.marks & !bytes | 1 << bit;
        self.mark_ends = self.mark_ends & !bytes | end;
        self.numbers |= end;
        self.words &= !bytes;
        self.special &= !bytes;
    }

    /// The ending of inclusive writing: simple when nothing can follow it in its word. A bracket that begins no
    /// ending is a mark.
    fn take_inclusive(&mut self, text: &str, at: usize, bit: usize) -> bool {
        // Two letters must precede it: a single one may be the "h" of a time.
        if bit < 2 || (self.words & !self.elided) >> (bit - 2) & 0b11 != 0b11 {
            return false;
        }
        let length = french::inclusive_ending(&text[at..]);
        if length == 0 {
            return text.as_bytes()[at] == b'(' && self.take_mark(bit, 1);
        }
        let is_last =
            matches!(text.as_bytes().get(at + length), Some(b' ' | b'\n' | b',' | b';' | b'!' | b'?'));
        // For simplicity, the ending must be in this block.
        if !is_last || bit + length > BLOCK {
            return false;
        }
        let bytes = span(bit, length).0;
        self.words |= bytes;
        self.marks &= !bytes;
        self.mark_ends &= !bytes;
        self.special &= !bytes;
        true
    }

    /// The degree sign: simple in "n°" and "°C" between spaces.
    fn take_degree(&mut self, text: &str, at: usize, bit: usize) -> bool {
        let bytes = text.as_bytes();
        let is_simple = match bytes[at + 2..] {
            [b' ', ..] | [0xc2, 0xa0, ..] | [0xe2, 0x80, 0xaf, ..] => {
                matches!(self.sight(bit), 0b100 | 0b101) && matches!(bytes[at - 1], b'n' | b'N')
            }
            [b'C' | b'F', b' ' | b',' | b'\n' | b')' | b';', ..]
            | [b'C' | b'F', 0xc2, 0xa0, ..]
            | [b'C' | b'F', 0xe2, 0x80, 0xaf, ..]
            | [b'C' | b'F', b'.', b' ' | b'\n', ..] => {
                matches!(bytes[..at], [.., b' '] | [.., 0xc2, 0xa0] | [.., 0xe2, 0x80, 0xaf])
            }
            _ => false,
        };
        if is_simple {
            let (here, beyond) = span(bit, 2);
            self.words |= here;
            self.beyond.words |= beyond;
            self.special &= !here;
        }
        is_simple
    }

    /// A mark of `length` bytes, which is always simple.
    #[inline(always)]
    fn take_mark(&mut self, bit: usize, length: usize) -> bool {
        self.marks |= 1 << bit;
        let (here, beyond) = span(bit + length - 1, 1);
        self.mark_ends |= here;
        self.beyond.mark_ends |= beyond;
        let (here, beyond) = span(bit, length);
        self.special &= !here;
        self.beyond.marks |= beyond;
        true
    }

    /// White space of `length` bytes, which is always simple.
    #[inline(always)]
    fn take_space(&mut self, bit: usize, length: usize) -> bool {
        let (here, beyond) = span(bit, length);
        self.spaces |= here;
        self.special &= !here;
        self.beyond.spaces |= beyond;
        true
    }
}

/// `length` bits from `bit` on, at most 64: those in this block and those in the next.
#[inline(always)]
fn span(bit: usize, length: usize) -> (u64, u64) {
    let bits = ((1u128 << length) - 1) << bit;
    (bits as u64, (bits >> 64) as u64)
}
