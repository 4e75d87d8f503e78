//! The emitter: from bits where tokens begin and end to the tokens of a vector.
//!
//! Starts and ends of a block are written apart, several at a time and a few too many, so that no
//! branch has to guess how many there are.

#![allow(unsafe_code)]
#![allow(clippy::inline_always, reason = "it gains by the instructions of its callers")]

use super::super::{Token, TokenKind};
use super::blocks::BLOCK;

/// Where tokens begin and end in a block.
#[derive(Debug)]
pub(super) struct Boundaries {
    /// First bytes of tokens.
    pub(super) starts: u64,
    /// Bytes behind tokens.
    pub(super) ends: u64,
    /// Those of the ends that lie behind elided words.
    pub(super) behind_elided: u64,
    /// Those of the ends that lie behind marks.
    pub(super) behind_mark: u64,
    /// Those of the ends that lie behind numbers.
    pub(super) behind_number: u64,
}

impl Boundaries {
    /// The boundaries among the first `bits` bytes, one to 63.
    pub(super) fn below(self, bits: usize) -> Self {
        let below = (1 << bits) - 1;
        Self {
            starts: self.starts & below,
            ends: self.ends & below,
            behind_elided: self.behind_elided & below,
            behind_mark: self.behind_mark & below,
            behind_number: self.behind_number & below,
        }
    }
}

/// Tokens written at a time.
const GROUP: usize = 4;

/// Writes tokens to the end of a vector.
///
/// Invariant: the vector has room for `started` tokens; those below `ended` are whole, and the one in
/// between, if there is one, has its start. `ended <= started <= ended + 1`.
pub(super) struct Emitter<'v> {
    tokens: &'v mut Vec<Token>,
    /// Tokens that were in the vector before.
    kept: usize,
    started: usize,
    ended: usize,
}

impl<'v> Emitter<'v> {
    pub(super) fn new(tokens: &'v mut Vec<Token>) -> Self {
        let count = tokens.len();
        Self { tokens, kept: count, started: count, ended: count }
    }

    /// Writes the tokens of the block at `base`; `within` is one when the last of them goes on in the next
    /// block, and zero otherwise.
    #[inline(always)]
    pub(super) fn emit(&mut self, base: usize, boundaries: &Boundaries, within: usize) {
        if self.tokens.capacity() - self.started < BLOCK + GROUP {
            self.grow();
        }
        let started = self.started + boundaries.starts.count_ones() as usize;
        let ended = started - within;
        debug_assert_eq!(ended - self.ended, boundaries.ends.count_ones() as usize);
        let first = self.tokens.as_mut_ptr();

        let mut starts = boundaries.starts;
        let mut index = self.started;
        while index < started {
            for step in 0..GROUP {
                // SAFETY: `index < started <= self.started + BLOCK`, so `index + step` lies below
                // `self.started + BLOCK + GROUP`, for which there is room, as was seen above. The field is
                // written through a raw pointer; no reference to a token that is not whole is made. What is
                // written from `started` on is no more than room for later tokens.
                unsafe { (&raw mut (*first.add(index + step)).start).write((base + lowest(starts)) as u32) };
                starts &= starts.wrapping_sub(1);
            }
            index += GROUP;
        }

        let mut ends = boundaries.ends;
        let mut index = self.ended;
        while index < ended {
            for step in 0..GROUP {
                // SAFETY: as above, for `index < ended <= started`. Ends and kinds written from `ended` on do
                // not touch the starts, and are written again when their tokens end.
                unsafe {
                    let token = first.add(index + step);
                    (&raw mut (*token).end).write((base + lowest(ends)) as u32);
                    (&raw mut (*token).kind).write(TokenKind::Word);
                }
                ends &= ends.wrapping_sub(1);
            }
            index += GROUP;
        }

        // Most tokens are words; the others get their kind afterwards.
        for (mut some, kind) in [
            (boundaries.behind_elided, TokenKind::Elided),
            (boundaries.behind_mark, TokenKind::Punctuation),
            (boundaries.behind_number, TokenKind::Number),
        ] {
            while some != 0 {
                for _ in 0..2 {
                    let before = boundaries.ends & !some & some.wrapping_sub(1);
                    // SAFETY: as above; the index is below `ended`, or equal to it when no bit is left.
                    unsafe {
                        let token = first.add(self.ended + before.count_ones() as usize);
                        (&raw mut (*token).kind).write(kind);
                    }
                    some &= some.wrapping_sub(1);
                }
            }
        }
        self.started = started;
        self.ended = ended;
    }

    /// Makes room for the tokens of a block.
    #[cold]
    fn grow(&mut self) {
        // SAFETY: the tokens below `ended` are whole, and there is room for them.
        unsafe { self.tokens.set_len(self.ended) };
        // SAFETY: there is room for `started` tokens, and the start of the last was written if it is not
        // whole; a token that is whole is read as well as one that is not, its start alone.
        let open =
            (self.started > self.ended).then(|| unsafe { (*self.tokens.as_ptr().add(self.ended)).start });
        self.tokens.reserve((self.ended + 1).max(4 * (BLOCK + GROUP)));
        if let Some(start) = open {
            // SAFETY: the line above made room for one token more at least.
            unsafe { (&raw mut (*self.tokens.as_mut_ptr().add(self.ended)).start).write(start) };
        }
    }

    /// The vector, with the tokens that begin at `start` or behind taken back; all others are whole.
    /// [`Self::resume`] must follow.
    pub(super) fn from(&mut self, start: usize) -> (&mut Vec<Token>, usize) {
        // SAFETY: the tokens below `ended` are whole, and there is room for them. One that is not whole
        // began in this run of tokens, so it is among those to be taken back.
        unsafe { self.tokens.set_len(self.ended) };
        while self.tokens.len() > self.kept
            && self.tokens.last().is_some_and(|last| last.start as usize >= start)
        {
            self.tokens.pop();
            super::class::work::add(1);
        }
        (self.tokens, start)
    }

    /// Goes on behind the tokens that were pushed to the vector.
    pub(super) fn resume(&mut self) {
        self.started = self.tokens.len();
        self.ended = self.tokens.len();
    }

    /// Ends the writing: every token is whole.
    pub(super) fn finish(self) {
        debug_assert_eq!(self.started, self.ended);
        // SAFETY: the tokens below `ended` are whole, and there is room for them.
        unsafe { self.tokens.set_len(self.ended) };
    }
}

/// The lowest bit that is set; 63 for none, which costs less than to ask.
#[inline(always)]
fn lowest(bits: u64) -> usize {
    (bits | 1 << 63).trailing_zeros() as usize
}
