//! The fast scanner: the same tokens as the plain one, from bitmaps of 64 bytes.
//!
//! Most of a text is words of letters between spaces and commas. Their boundaries are computed from the
//! bitmaps of a whole block at once. Every special byte is examined alone: the apostrophe of a short elision,
//! the full stop after an ordinary word and a few others are simple as well and enter the bitmaps. For any
//! other, the plain scanner takes over, from the start of that run of tokens to just past the special byte.
//! The plain scanner's token for a place does not depend on the tokens before it, so the two scanners agree.

#![allow(clippy::inline_always, reason = "compiled once per instruction set")]

use super::blocks::{BLOCK, Blocks, Maps};
use super::emit::{Boundaries, Emitter};
use super::plain::Plain;
use crate::french;
use crate::text::token::Token;

/// Appends the tokens of `text` to `tokens`, with the fastest implementation of [`Blocks`] that this
/// processor supports.
pub(super) fn tokenize_into(text: &str, tokens: &mut Vec<Token>) {
    #[cfg(target_arch = "x86_64")]
    if let Some(avx512) = super::avx512::Avx512::detect() {
        avx512.run(|avx512| scan(avx512, text, tokens));
    } else if let Some(avx2) = super::x86::Avx2::detect() {
        avx2.run(|avx2| scan(avx2, text, tokens));
    } else {
        scan(super::x86::Sse2, text, tokens);
    }
    #[cfg(not(target_arch = "x86_64"))]
    scan(super::blocks::Portable, text, tokens);
}

/// Appends the tokens of `text` to `tokens`; compiled once per implementation of [`Blocks`].
#[inline(always)]
pub(super) fn scan(blocks: impl Blocks, text: &str, tokens: &mut Vec<Token>) {
    let mut plain = Plain::new(text);
    let mut out = Emitter::new(tokens);
    let mut open = Open::default();
    // Where the run of tokens that continues into this block began: after the last white space or the last
    // token of the plain scanner.
    let mut run = 0;
    // All tokens before this place are emitted.
    let mut done = 0;
    let mut base = 0;
    // The last block, which may consist of padding alone, ends the last token.
    while base <= text.len() {
        let mut block = Block::new(&blocks.maps(text.as_bytes(), base), &open);
        if done > base {
            block.forget_below(done - base);
        }
        while block.special != 0 {
            let bit = block.special.trailing_zeros() as usize;
            let at = base + bit;
            if block.take_simple(text, at, bit) {
                continue;
            }
            if let Some(after) = after_last(block.spaces & !(u64::MAX << bit)) {
                run = base + after;
            }
            if run > base {
                out.emit(blocks, base, &block.boundaries(&open).below(run - base), false);
            }
            done = out.rescan(run, |tokens| plain.read_past(at, run, tokens));
            open = Open::default();
            run = done;
            if done >= base + BLOCK {
                break;
            }
            block.forget_below(done - base);
        }
        if done >= base + BLOCK {
            base = done / BLOCK * BLOCK;
            continue;
        }
        let boundaries = block.boundaries(&open);
        open = block.open();
        out.emit(blocks, base, &boundaries, open.is_within_token());
        if let Some(after) = after_last(block.spaces) {
            run = base + after;
        }
        base += BLOCK;
    }
    out.finish();
}

/// One past the highest set bit, if any bit is set.
#[inline(always)]
fn after_last(bits: u64) -> Option<usize> {
    (bits != 0).then(|| BLOCK - bits.leading_zeros() as usize)
}

/// The state that a block passes on to the next one.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    /// One when the last byte of the block belongs to a word.
    word: u64,
    /// Which of the last three bytes of the block belong to words; the last byte is bit 2.
    sight: u64,
    /// One when the last byte of the block ends an elided word.
    elided: u64,
    /// One when the last byte of the block ends a mark.
    mark: u64,
    /// One when the last byte of the block ends a number.
    number: u64,
    /// Simple characters that end in the next block, as bits of that block.
    beyond: Beyond,
}

impl Open {
    fn is_within_token(self) -> bool {
        self.word | self.mark | self.beyond.marks != 0
    }
}

/// The bytes in the next block of simple characters that begin in this one.
#[derive(Clone, Copy, Debug, Default)]
struct Beyond {
    words: u64,
    elided: u64,
    marks: u64,
    mark_ends: u64,
    spaces: u64,
}

/// The maps of a block, updated while its special bytes are examined.
#[derive(Debug)]
struct Block {
    /// Bytes of words, including the apostrophes of simple elisions.
    words: u64,
    /// Last bytes of simple elisions.
    elided: u64,
    spaces: u64,
    /// First bytes of marks, and of simple numbers.
    marks: u64,
    /// Last bytes of marks, and of simple numbers.
    mark_ends: u64,
    /// Last bytes of simple numbers.
    numbers: u64,
    /// Special bytes not examined yet.
    special: u64,
    beyond: Beyond,
    /// Which of the last three bytes before the block belong to words, as in [`Open::sight`].
    sight: u64,
}

impl Block {
    #[inline(always)]
    fn new(maps: &Maps, open: &Open) -> Self {
        let Beyond { words, elided, marks, mark_ends, spaces } = open.beyond;
        Self {
            words: maps.letters | words,
            elided,
            spaces: maps.spaces | spaces,
            marks: maps.marks,
            mark_ends: maps.marks | mark_ends,
            numbers: 0,
            special: !(maps.letters | maps.spaces | maps.marks | words | marks | spaces),
            beyond: Beyond::default(),
            sight: open.sight,
        }
    }

    /// Treats the first `bits` bytes as white space: their tokens are emitted.
    #[inline(always)]
    fn forget_below(&mut self, bits: usize) {
        let live = u64::MAX << bits;
        self.words &= live;
        self.elided &= live;
        self.spaces |= !live;
        self.marks &= live;
        self.mark_ends &= live;
        self.numbers &= live;
        self.special &= live;
        self.sight = 0;
    }

    /// The state for the next block.
    #[inline(always)]
    fn open(&self) -> Open {
        Open {
            word: self.words >> 63,
            sight: self.words >> 61,
            elided: self.elided >> 63,
            mark: self.mark_ends >> 63,
            number: self.numbers >> 63,
            beyond: self.beyond,
        }
    }

    /// Where tokens begin and end.
    #[inline(always)]
    fn boundaries(&self, open: &Open) -> Boundaries {
        let after_word = self.words << 1 | open.word;
        let after_elided = self.elided << 1 | open.elided;
        let after_mark = self.mark_ends << 1 | open.mark;
        let after_number = self.numbers << 1 | open.number;
        Boundaries {
            starts: (self.words & !after_word) | after_elided | self.marks,
            ends: (!self.words & after_word) | after_elided | after_mark,
            after_elided,
            after_mark: after_mark & !after_number,
            after_number,
        }
    }

    /// Whether the special byte at `at`, bit `bit` of this block, begins a simple character or number; if so,
    /// enters it into the maps.
    #[inline(always)]
    fn take_simple(&mut self, text: &str, at: usize, bit: usize) -> bool {
        let rest = &text.as_bytes()[at..];
        match rest {
            [b'\'', ..] => self.take_apostrophe(text, at, bit, 1),
            [0xe2, 0x80, 0x99, ..] => self.take_apostrophe(text, at, bit, 3),
            [b'.', ..] => self.take_full_stop(text, at, bit),
            [b'0'..=b'9', ..] => self.take_number(text, at, bit),
            // « » and the no-break spaces.
            [0xc2, 0xab | 0xbb, ..] => self.take_mark(bit, 2),
            [0xc2, 0xa0, ..] => self.take_space(bit, 2),
            [0xe2, 0x80, 0xaf, ..] => self.take_space(bit, 3),
            // – — “ ” …
            [0xe2, 0x80, 0x93 | 0x94 | 0x9c | 0x9d | 0xa6, ..] => self.take_mark(bit, 3),
            // A dash between spaces.
            [b'-', b' ', ..] if bit > 0 && text.as_bytes()[at - 1] == b' ' => self.take_mark(bit, 1),
            [b'-', ..] => self.take_hyphen(text, at, bit),
            _ => false,
        }
    }

    /// An apostrophe of `length` bytes: simple between a single elided letter or "qu" and a letter.
    #[inline(always)]
    fn take_apostrophe(&mut self, text: &str, at: usize, bit: usize, length: usize) -> bool {
        let bytes = text.as_bytes();
        let sight =
            if bit < 3 { self.words << (3 - bit) | self.sight >> bit } else { self.words >> (bit - 3) };
        let elides = match sight & 0b111 {
            0b100 | 0b101 => {
                matches!(bytes[at - 1] | 0x20, b'c' | b'd' | b'j' | b'l' | b'm' | b'n' | b's' | b't' | b'y')
            }
            0b110 => bytes[at - 2] | 0x20 == b'q' && bytes[at - 1] | 0x20 == b'u',
            _ => false,
        };
        let is_simple = elides
            && match &bytes[at + length..] {
                // "l'on" is one token.
                [b'o' | b'O', b'n' | b'N', ..] => bytes[at - 1] | 0x20 != b'l',
                [0xc3..=0xc5, second, ..] => second & 0xdf != 0x97,
                [first, ..] => first.is_ascii_alphabetic(),
                [] => false,
            };
        if is_simple {
            let (here, beyond) = span(bit, length);
            self.words |= here;
            self.beyond.words |= beyond;
            let (here, beyond) = span(bit + length - 1, 1);
            self.elided |= here;
            self.beyond.elided |= beyond;
            self.special &= !span(bit, length).0;
        }
        is_simple
    }

    /// A full stop before white space: simple after a word that is too long for an abbreviation, or of three
    /// letters or more and not an abbreviation.
    #[inline(always)]
    fn take_full_stop(&mut self, text: &str, at: usize, bit: usize) -> bool {
        let bytes = text.as_bytes();
        if !bytes.get(at + 1).is_none_or(|next| matches!(next, b' ' | b'\t'..=b'\r')) {
            return false;
        }
        let is_after_word = if bit == 0 { self.sight >> 2 } else { self.words >> (bit - 1) } & 1 == 1;
        if !is_after_word {
            // The token before it is complete: the full stop is a token by itself.
            return self.take_mark(bit, 1);
        }
        let up = (BLOCK - bit) as u32;
        let open = |map: u64| map.checked_shl(up).unwrap_or(0);
        let letters = (!open(self.words)).leading_zeros().min(open(self.elided).leading_zeros()) as usize;
        let is_word = if letters < bit {
            letters > french::LONGEST_ABBREVIATION
                || (letters >= 3
                    && text.get(at - letters..at).is_some_and(|word| french::abbreviation(word).is_none()))
        } else {
            // The word began in the previous block.
            at.checked_sub(french::LONGEST_ABBREVIATION + 1)
                .is_some_and(|from| bytes[from..at].iter().all(u8::is_ascii_alphabetic))
        };
        is_word && self.take_mark(bit, 1)
    }

    /// The hyphen of a compound: simple between letters, when no clitic begins with the letter after it.
    #[inline(always)]
    fn take_hyphen(&mut self, text: &str, at: usize, bit: usize) -> bool {
        // Two letters must precede it: a single one may be the "h" of a time.
        let is_after_word = bit >= 2 && (self.words & !self.elided) >> (bit - 2) & 0b11 == 0b11;
        let is_simple = is_after_word
            && match text.as_bytes()[at + 1..] {
                // "c'est-à-dire" is one token.
                [0xc3, 0x80 | 0xa0, ..] | [b'a' | b'A', b'-', ..] | [] => false,
                [0xc3..=0xc5, second, ..] => second & 0xdf != 0x97,
                [first, ..] => {
                    first.is_ascii_alphabetic()
                        && !matches!(
                            first | 0x20,
                            b'i' | b'e' | b'o' | b'j' | b't' | b'n' | b'v' | b'c' | b'm' | b'y' | b'l' | b's'
                        )
                }
            };
        if is_simple {
            self.words |= 1 << bit;
            self.special &= !(1 << bit);
        }
        is_simple
    }

    /// Digits after a space: simple before white space, unless a digit follows it and may continue the
    /// number; before a closing bracket or semicolon; and before other punctuation that white space follows.
    #[inline(always)]
    fn take_number(&mut self, text: &str, at: usize, bit: usize) -> bool {
        let bytes = text.as_bytes();
        if at == 0 || !matches!(bytes[at - 1], b' ' | b'\n') {
            return false;
        }
        let Some(rest) = bytes[at..].first_chunk::<8>() else { return false };
        let length = rest.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
        let is_space = |byte: u8| matches!(byte, b' ' | b'\n');
        let is_simple = match (rest[length], rest[length + 1]) {
            (mark, next) if is_space(mark) => !next.is_ascii_digit(),
            (b')' | b';', _) => true,
            (b',' | b'.' | b':', next) => is_space(next),
            _ => false,
        };
        // For simplicity, the number must end in this block.
        if !is_simple || bit + length > BLOCK {
            return false;
        }
        self.marks |= 1 << bit;
        self.mark_ends |= 1 << (bit + length - 1);
        self.numbers |= 1 << (bit + length - 1);
        self.special &= !span(bit, length).0;
        true
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
