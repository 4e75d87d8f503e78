//! The fast scanner: the same tokens as the plain one, from bitmaps of 64 bytes.
//!
//! Most of a text is words of letters between spaces and commas. Their boundaries are computed from the
//! bitmaps of a whole block at once. Of the other bytes, the special ones, the commonest are found to be
//! simple for the whole block too ([`ahead`](super::ahead)); the rest is examined one by one
//! ([`simple`](super::simple)), and most of it enters the bitmaps as well. For any other, the plain scanner
//! takes over, from the start of that run of tokens to just past the special byte. The plain scanner's token
//! for a place does not depend on the tokens before it, so the two scanners agree.

#![allow(clippy::inline_always, reason = "compiled once per instruction set")]

use super::ahead::Ahead;
use super::blocks::{Blocks, Maps, Signs};
use super::boundaries::{BLOCK, Boundaries};
use super::emit::Emitter;
use super::plain::Plain;
use crate::text::token::Token;

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
        let (maps, signs) = blocks.maps(text.as_bytes(), base);
        let mut block = Block::new(&maps, &signs, &open);
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
    /// Bytes of the word that the block ends in.
    run: usize,
    /// One when the last byte of the block ends an elided word.
    elided: u64,
    /// One when the last byte of the block ends a mark.
    mark: u64,
    /// One when the last byte of the block ends a number.
    number: u64,
    /// One when the last byte of the block is white space or ends a mark.
    gap: u64,
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
pub(super) struct Beyond {
    pub(super) words: u64,
    pub(super) elided: u64,
    pub(super) marks: u64,
    pub(super) mark_ends: u64,
    pub(super) spaces: u64,
}

/// The maps of a block, updated while its special bytes are examined.
#[derive(Debug)]
pub(super) struct Block {
    /// Bytes of words, including the apostrophes of simple elisions.
    pub(super) words: u64,
    /// Last bytes of simple elisions.
    pub(super) elided: u64,
    pub(super) spaces: u64,
    /// First bytes of marks, and of simple numbers.
    pub(super) marks: u64,
    /// Last bytes of marks, and of simple numbers.
    pub(super) mark_ends: u64,
    /// Last bytes of simple numbers.
    pub(super) numbers: u64,
    /// Hyphens of clitics, where the word before ends.
    pub(super) cuts: u64,
    /// The bytes after clitics.
    pub(super) clitic_ends: u64,
    /// Special bytes not examined yet.
    pub(super) special: u64,
    pub(super) beyond: Beyond,
    /// Which of the last three bytes before the block belong to words, as in [`Open::sight`].
    pub(super) sight: u64,
    /// Bytes of the word in which the block before ends.
    pub(super) run: usize,
    /// What was found ahead, and is in the maps above.
    ahead: Ahead,
}

impl Block {
    #[inline(always)]
    fn new(maps: &Maps, signs: &Signs, open: &Open) -> Self {
        let Beyond { words, elided, marks, mark_ends, spaces } = open.beyond;
        let ahead = Ahead::of(maps, signs, open.gap);
        let words = maps.letters | words | ahead.apostrophes;
        let spaces = maps.spaces | spaces | ahead.spaces;
        Self {
            words,
            elided: elided | ahead.elided,
            spaces,
            marks: maps.marks | ahead.marks,
            mark_ends: maps.marks | mark_ends | ahead.mark_ends,
            numbers: 0,
            cuts: 0,
            clitic_ends: 0,
            special: !(words | spaces | maps.marks | marks | ahead.mark_bytes),
            beyond: Beyond::default(),
            sight: open.sight,
            run: open.run,
            ahead,
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
        self.cuts &= live;
        // Where a clitic ends, another token may begin.
        self.clitic_ends &= live << 1;
        self.sight = 0;
        self.run = 0;
        let doubt = self.ahead.in_doubt_from(bits);
        self.words &= !doubt;
        self.elided &= !doubt;
        self.marks &= !doubt;
        self.mark_ends &= !doubt;
        self.special |= doubt;
    }

    /// The state for the next block.
    #[inline(always)]
    fn open(&self) -> Open {
        Open {
            word: self.words >> 63,
            sight: self.words >> 61,
            run: self.letters_before(BLOCK),
            elided: self.elided >> 63,
            mark: self.mark_ends >> 63,
            number: self.numbers >> 63,
            gap: (self.spaces | self.mark_ends) >> 63,
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
            starts: (self.words & !after_word) | after_elided | self.marks | self.cuts,
            ends: (!self.words & after_word) | after_elided | after_mark | self.cuts,
            after_elided,
            after_mark: after_mark & !after_number,
            after_number,
            after_clitic: self.clitic_ends,
        }
    }

    /// The number of bytes of the word that ends before `bit`, 1 to 64, as far as they are in this block; all
    /// of a longer word if the block before was not left in it.
    #[inline(always)]
    pub(super) fn letters_before(&self, bit: usize) -> usize {
        let up = (BLOCK - bit) as u32;
        let letters = (!(self.words << up)).leading_zeros().min((self.elided << up).leading_zeros()) as usize;
        if letters < bit { letters } else { bit + self.run }
    }
}
