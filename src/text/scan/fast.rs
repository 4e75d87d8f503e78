//! The fast scanner: the same tokens as the plain one, from bitmaps of 64 bytes.
//!
//! Most of a text is words of letters between spaces, with a comma here and there. Their tokens are
//! read off the bitmaps of a block all at once. Each special byte in between is looked at alone: an
//! apostrophe behind a short elision, the full stop behind a plain word and a few more are simple as
//! well; for every other the plain scanner takes over, from the beginning of that run of tokens to
//! just beyond the special byte. As the plain scanner gives the same token for a place however it came
//! there, the tokens are equal.

#![allow(clippy::inline_always, reason = "it is compiled for several sets of instructions")]

use super::super::Token;
use super::blocks::{BLOCK, Blocks, Maps};
use super::emit::{Boundaries, Emitter};
use super::plain::Plain;
use crate::french;

/// Appends the tokens of `text` to `tokens`, by the best way to make maps that this processor has.
pub(super) fn tokenize_into(text: &str, tokens: &mut Vec<Token>) {
    #[cfg(target_arch = "x86_64")]
    match super::x86::Avx2::detect() {
        Some(avx2) => avx2.run(|avx2| scan(avx2, text, tokens)),
        None => scan(super::x86::Sse2, text, tokens),
    }
    #[cfg(not(target_arch = "x86_64"))]
    scan(super::blocks::Portable, text, tokens);
}

/// Appends the tokens of `text` to `tokens`; compiled once for each way.
#[inline(always)]
fn scan(blocks: impl Blocks, text: &str, tokens: &mut Vec<Token>) {
    let mut plain = Plain::new(text);
    let mut out = Emitter::new(tokens);
    let mut open = Open::default();
    // Where the run of tokens began that goes on into this block: behind the last white space, or the last
    // token of the plain scanner.
    let mut run = 0;
    // The tokens up to here are out.
    let mut done = 0;
    let mut base = 0;
    // The last block, of padding alone if need be, closes the last token.
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
            if let Some(behind) = behind_last(block.spaces & !(u64::MAX << bit)) {
                run = base + behind;
            }
            if run > base {
                out.emit(base, &block.boundaries(&open).below(run - base), 0);
            }
            done = plain.read_past(at, out.from(run));
            out.resume();
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
        out.emit(base, &boundaries, usize::from(open.is_within_token()));
        if let Some(behind) = behind_last(block.spaces) {
            run = base + behind;
        }
        base += BLOCK;
    }
    out.finish();
}

/// The bit behind the highest one that is set.
#[inline(always)]
fn behind_last(bits: u64) -> Option<usize> {
    (bits != 0).then(|| BLOCK - bits.leading_zeros() as usize)
}

/// What a block leaves to the next one.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    /// One when the last byte of the block belongs to a word.
    word: u64,
    /// Which of the last three bytes of the block belong to words, the last in the highest of three bits.
    sight: u64,
    /// One when the last byte of the block ends an elided word.
    elided: u64,
    /// One when the last byte of the block ends a mark.
    mark: u64,
    /// One when that mark is a number.
    number: u64,
    /// What was taken beyond the end of the block, as bits of the next.
    beyond: Beyond,
}

impl Open {
    fn is_within_token(self) -> bool {
        self.word | self.mark | self.beyond.marks != 0
    }
}

/// Bytes of simple characters that begin in one block and end in the next.
#[derive(Clone, Copy, Debug, Default)]
struct Beyond {
    words: u64,
    elided: u64,
    marks: u64,
    mark_ends: u64,
    spaces: u64,
}

/// The maps of a block, with what is known about its special bytes.
#[derive(Debug)]
struct Block {
    /// Bytes of words, the apostrophes of simple elisions among them.
    words: u64,
    /// Last bytes of simple elisions.
    elided: u64,
    spaces: u64,
    /// First bytes of marks.
    marks: u64,
    /// Last bytes of marks.
    mark_ends: u64,
    /// Those of them that are numbers instead.
    numbers: u64,
    /// Bytes yet to be looked at.
    special: u64,
    beyond: Beyond,
    /// Which of the three bytes before the block belong to words that go on.
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

    /// Takes the first `bits` bytes for white space: their tokens are out.
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

    /// What the next block must know.
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
        let behind_word = self.words << 1 | open.word;
        let behind_elided = self.elided << 1 | open.elided;
        let behind_mark = self.mark_ends << 1 | open.mark;
        let behind_number = self.numbers << 1 | open.number;
        Boundaries {
            starts: (self.words & !behind_word) | behind_elided | self.marks,
            ends: (!self.words & behind_word) | behind_elided | behind_mark,
            behind_elided,
            behind_mark: behind_mark & !behind_number,
            behind_number,
        }
    }

    /// Whether the special byte at `at`, the `bit` of this block, begins something simple; if so, takes
    /// it into the maps.
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

    /// The apostrophe of `length` bytes: simple behind a single letter that elides or "qu", and before a
    /// letter.
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
                // "l'on" is one word.
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

    /// A full stop before white space: simple behind a word that is too long for an abbreviation or that
    /// is known to be none.
    #[inline(always)]
    fn take_full_stop(&mut self, text: &str, at: usize, bit: usize) -> bool {
        let bytes = text.as_bytes();
        if !bytes.get(at + 1).is_none_or(|next| matches!(next, b' ' | b'\t'..=b'\r')) {
            return false;
        }
        let is_behind_word = if bit == 0 { self.sight >> 2 } else { self.words >> (bit - 1) } & 1 == 1;
        if !is_behind_word {
            // What stands before is whole: the stop is a token of its own.
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
            // The word began in the block before.
            at.checked_sub(french::LONGEST_ABBREVIATION + 1)
                .is_some_and(|from| bytes[from..at].iter().all(u8::is_ascii_alphabetic))
        };
        is_word && self.take_mark(bit, 1)
    }

    /// The hyphen of a compound: simple between letters, when no clitic begins with the letter behind.
    #[inline(always)]
    fn take_hyphen(&mut self, text: &str, at: usize, bit: usize) -> bool {
        // Two letters before, for the "h" of an hour is none.
        let is_behind_word = bit >= 2 && (self.words & !self.elided) >> (bit - 2) & 0b11 == 0b11;
        let is_simple = is_behind_word
            && match text.as_bytes()[at + 1..] {
                // "c'est-à-dire" is one word.
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

    /// Digits behind a space: simple when white space follows and no digit after it, which might go on the
    /// number, or a comma or bracket and white space.
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
        // Within the block, to keep it simple.
        if !is_simple || bit + length > BLOCK {
            return false;
        }
        self.marks |= 1 << bit;
        self.mark_ends |= 1 << (bit + length - 1);
        self.numbers |= 1 << (bit + length - 1);
        self.special &= !span(bit, length).0;
        true
    }

    /// A mark of `length` bytes.
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

    /// White space of `length` bytes.
    #[inline(always)]
    fn take_space(&mut self, bit: usize, length: usize) -> bool {
        let (here, beyond) = span(bit, length);
        self.spaces |= here;
        self.special &= !here;
        self.beyond.spaces |= beyond;
        true
    }
}

/// `length` bits from `bit` on, a few at most: those of this block and those of the next.
#[inline(always)]
fn span(bit: usize, length: usize) -> (u64, u64) {
    let bits = ((1u128 << length) - 1) << bit;
    (bits as u64, (bits >> 64) as u64)
}
