//! The emitter: from the bits where tokens begin and end to the tokens of a vector.
//!
//! Starts and ends of a block are written separately, in groups that may write a few places too many, so that
//! no branch has to predict how many there are. What is safe here does not depend on the bits that are given:
//! wrong bits give wrong tokens, never tokens that were not written.

#![allow(unsafe_code)]
#![allow(clippy::inline_always, reason = "compiled with the instruction set of its callers")]

use super::blocks::BLOCK;
use super::class::work;
use crate::text::token::{Token, TokenKind};

/// Where tokens begin and end in a block, one bit per byte.
#[derive(Debug)]
pub(super) struct Boundaries {
    /// First bytes of tokens.
    pub(super) starts: u64,
    /// Bytes that follow the last byte of a token.
    pub(super) ends: u64,
    /// The ends of elided words.
    pub(super) after_elided: u64,
    /// The ends of marks.
    pub(super) after_mark: u64,
    /// The ends of numbers.
    pub(super) after_number: u64,
}

impl Boundaries {
    /// The boundaries among the first `bits` bytes, 1 to 63.
    pub(super) fn below(self, bits: usize) -> Self {
        let below = (1 << bits) - 1;
        Self {
            starts: self.starts & below,
            ends: self.ends & below,
            after_elided: self.after_elided & below,
            after_mark: self.after_mark & below,
            after_number: self.after_number & below,
        }
    }
}

/// Tokens written at a time.
const GROUP: usize = 4;

/// Writes tokens to the end of a vector.
///
/// Invariants, on which every `unsafe` block here relies. All fields are private and every method restores
/// them:
///
/// 1. `tokens.len() <= ended <= started <= ended + 1` and `started <= tokens.capacity()`.
/// 2. The tokens at `0..ended` are initialized. If `ended < started`, the start of the token at `ended` is
///    initialized.
pub(super) struct Emitter<'v> {
    tokens: &'v mut Vec<Token>,
    /// The length of the vector before this emitter.
    kept: usize,
    /// One past the last token whose start is written.
    started: usize,
    /// One past the last complete token.
    ended: usize,
}

impl<'v> Emitter<'v> {
    /// An emitter that appends to `tokens`.
    pub(super) fn new(tokens: &'v mut Vec<Token>) -> Self {
        let count = tokens.len();
        Self { tokens, kept: count, started: count, ended: count }
    }

    /// Writes the tokens of the block at `base`. With `is_open`, the last of them continues in the next
    /// block.
    ///
    /// A block that leaves a token open although no token was begun contradicts itself; nothing of it is
    /// written.
    #[inline(always)]
    pub(super) fn emit(&mut self, base: usize, boundaries: &Boundaries, is_open: bool) {
        if self.tokens.capacity() - self.started < BLOCK + GROUP {
            self.grow();
        }
        let started = self.started + boundaries.starts.count_ones() as usize;
        let ended = started.checked_sub(usize::from(is_open)).filter(|&ended| ended >= self.ended);
        let Some(ended) = ended else { return };
        debug_assert_eq!(ended - self.ended, boundaries.ends.count_ones() as usize);
        let first = self.tokens.as_mut_ptr();

        let mut starts = boundaries.starts;
        let mut index = self.started;
        while index < started {
            for step in 0..GROUP {
                // SAFETY: `index < started <= self.started + BLOCK`, so `index + step` is below
                // `self.started + BLOCK + GROUP`, which is within the capacity, as ensured above. The field is
                // written through a raw pointer, and no reference to an incomplete token is made. Starts
                // written at `started` and after it are unused.
                unsafe { (&raw mut (*first.add(index + step)).start).write((base + lowest(starts)) as u32) };
                starts &= starts.wrapping_sub(1);
            }
            index += GROUP;
        }

        let mut ends = boundaries.ends;
        let mut index = self.ended;
        while index < ended {
            for step in 0..GROUP {
                // SAFETY: `index < ended <= started`, so the place is within the capacity, as above. Ends and
                // kinds written at `ended` and after it leave the starts alone, and are overwritten when
                // their tokens end.
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
            (boundaries.after_elided, TokenKind::Elided),
            (boundaries.after_mark, TokenKind::Punctuation),
            (boundaries.after_number, TokenKind::Number),
        ] {
            while some != 0 {
                for _ in 0..2 {
                    let before = boundaries.ends & !some & some.wrapping_sub(1);
                    // SAFETY: `before` has at most `BLOCK` bits and `self.ended <= self.started`, so the
                    // place is below `self.started + BLOCK + GROUP`, within the capacity. It is a complete
                    // token, or one whose kind is written again when it ends.
                    unsafe {
                        let token = first.add(self.ended + before.count_ones() as usize);
                        (&raw mut (*token).kind).write(kind);
                    }
                    some &= some.wrapping_sub(1);
                }
            }
        }
        // Starts were written below `started`, ends and kinds below `ended`, which is `started` or one less:
        // invariant 2.
        self.started = started;
        self.ended = ended;
    }

    /// Makes room for the tokens of a block.
    #[cold]
    fn grow(&mut self) {
        // SAFETY: invariants 1 and 2: the tokens below `ended` are initialized and within the capacity.
        unsafe { self.tokens.set_len(self.ended) };
        // SAFETY: invariants 1 and 2: if `ended < started`, the start at `ended` is initialized and within
        // the capacity. It alone is read.
        let open =
            (self.started > self.ended).then(|| unsafe { (*self.tokens.as_ptr().add(self.ended)).start });
        self.tokens.reserve((self.ended + 1).max(4 * (BLOCK + GROUP)));
        if let Some(start) = open {
            // SAFETY: `reserve` made room for at least one token after the length, which is `ended`.
            unsafe { (&raw mut (*self.tokens.as_mut_ptr().add(self.ended)).start).write(start) };
        }
    }

    /// Removes the tokens that begin at or after `start`, and lets `scan` push those that replace them. An
    /// open token is removed as well: it begins in the run of tokens that is scanned again.
    pub(super) fn rescan<T>(&mut self, start: usize, scan: impl FnOnce(&mut Vec<Token>) -> T) -> T {
        // SAFETY: invariants 1 and 2: the tokens below `ended` are initialized and within the capacity.
        unsafe { self.tokens.set_len(self.ended) };
        while self.tokens.len() > self.kept
            && self.tokens.last().is_some_and(|last| last.start as usize >= start)
        {
            self.tokens.pop();
            work::add(1);
        }
        let result = scan(self.tokens);
        self.started = self.tokens.len();
        self.ended = self.tokens.len();
        result
    }

    /// Sets the length of the vector: every token is complete.
    pub(super) fn finish(self) {
        debug_assert_eq!(self.started, self.ended);
        // SAFETY: invariants 1 and 2: the tokens below `ended` are initialized and within the capacity.
        unsafe { self.tokens.set_len(self.ended) };
    }
}

/// The lowest set bit; 63 if none is set, which costs less than a test.
#[inline(always)]
fn lowest(bits: u64) -> usize {
    (bits | 1 << 63).trailing_zeros() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every token is written whatever the bits say, also across the growth of the vector.
    #[test]
    fn contradictory_boundaries_give_wrong_tokens_but_written_ones() {
        let mut tokens = Vec::new();
        let mut out = Emitter::new(&mut tokens);
        let mut bits = 1_u64;
        for block in 0..200 {
            let mut next = || {
                bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                bits
            };
            // As many ends as the debug assertion asks for, at other places.
            let starts = next() | 1;
            let is_open = block % 3 == 1;
            let count = starts.count_ones() + u32::from(block % 3 == 2) - u32::from(is_open);
            let ends = if count >= 64 { u64::MAX } else { (1 << count) - 1 };
            let kinds = next();
            let boundaries =
                Boundaries { starts, ends, after_elided: kinds, after_mark: next(), after_number: !kinds };
            out.emit(block * BLOCK, &boundaries, is_open);
        }
        out.rescan(usize::MAX, |tokens| assert!(!tokens.is_empty()));
        out.finish();
        assert!(tokens.iter().all(|token| (token.start as usize) < 200 * BLOCK));
    }

    #[test]
    fn an_open_token_that_was_never_begun_is_not_written() {
        let before = Token { start: 0, end: 1, kind: TokenKind::Word };
        for mut tokens in [vec![], vec![before]] {
            let expected = tokens.clone();
            let mut out = Emitter::new(&mut tokens);
            let none = Boundaries { starts: 0, ends: 0, after_elided: 0, after_mark: 0, after_number: 0 };
            out.emit(0, &none, true);
            out.finish();
            assert_eq!(tokens, expected);
        }
    }
}
