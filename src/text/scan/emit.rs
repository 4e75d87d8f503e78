//! The emitter: from the [`boundaries`](super::boundaries) of blocks to the tokens of a vector. What is safe here
//! does not depend on the bits that are given: wrong bits give wrong tokens, never tokens that were not written.

#![allow(unsafe_code)]
#![allow(clippy::inline_always, reason = "compiled with the instruction set of its callers")]

use super::blocks::Blocks;
use super::boundaries::{Boundaries, Places, ROOM};
use super::class::work;
use crate::text::token::Token;

/// Writes tokens to the end of a vector.
///
/// Invariants, on which every `unsafe` block here relies. All fields are private and every method restores
/// them: `tokens.len() <= ended <= tokens.capacity()`, and the tokens at `0..ended` are initialized.
pub(super) struct Emitter<'v> {
    tokens: &'v mut Vec<Token>,
    /// The length of the vector before this emitter.
    kept: usize,
    /// One past the last complete token.
    ended: usize,
    /// Where the token that continues in the next block begins.
    open: Option<u32>,
}

impl<'v> Emitter<'v> {
    /// An emitter that appends to `tokens`.
    pub(super) fn new(tokens: &'v mut Vec<Token>) -> Self {
        let count = tokens.len();
        Self { tokens, kept: count, ended: count, open: None }
    }

    /// Writes the tokens of the block at `base`. With `is_open`, the last of them continues in the next
    /// block.
    ///
    /// A block that leaves a token open although no token was begun contradicts itself; nothing of it is
    /// written.
    #[inline(always)]
    pub(super) fn emit(&mut self, blocks: impl Blocks, base: usize, boundaries: &Boundaries, is_open: bool) {
        if self.tokens.capacity() - self.ended < ROOM {
            self.grow();
        }
        let begun = boundaries.starts.count_ones() as usize + usize::from(self.open.is_some());
        let Some(count) = begun.checked_sub(usize::from(is_open)) else { return };
        debug_assert_eq!(count, boundaries.ends.count_ones() as usize);
        // SAFETY: at least `ROOM` places after `ended` are within the capacity, as ensured above, and nothing
        // else refers to them.
        let places = unsafe { &mut *self.tokens.as_mut_ptr().add(self.ended).cast::<Places>() };
        blocks.write(base, (self.open, count), boundaries, places);
        self.open = match boundaries.starts.checked_ilog2() {
            _ if !is_open => None,
            Some(last) => Some(base as u32 + last),
            None => self.open,
        };
        // `write` initialized as many places, as every implementation promises.
        self.ended += count;
    }

    /// Makes room for the tokens of a block.
    #[cold]
    fn grow(&mut self) {
        // SAFETY: the invariant: the tokens below `ended` are initialized and within the capacity.
        unsafe { self.tokens.set_len(self.ended) };
        self.tokens.reserve(self.ended.max(4 * ROOM));
    }

    /// Removes the tokens that begin at or after `start`, and lets `scan` push those that replace them. An
    /// open token is removed as well: it begins in the run of tokens that is scanned again.
    pub(super) fn rescan<T>(&mut self, start: usize, scan: impl FnOnce(&mut Vec<Token>) -> T) -> T {
        // SAFETY: the invariant: the tokens below `ended` are initialized and within the capacity.
        unsafe { self.tokens.set_len(self.ended) };
        while self.tokens.len() > self.kept
            && self.tokens.last().is_some_and(|last| last.start as usize >= start)
        {
            self.tokens.pop();
            work::add(1);
        }
        let result = scan(self.tokens);
        self.ended = self.tokens.len();
        self.open = None;
        result
    }

    /// Sets the length of the vector: every token is complete.
    pub(super) fn finish(self) {
        debug_assert_eq!(self.open, None);
        // SAFETY: the invariant: the tokens below `ended` are initialized and within the capacity.
        unsafe { self.tokens.set_len(self.ended) };
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks::Portable;
    use super::super::boundaries::BLOCK;
    use super::*;
    use crate::text::token::TokenKind;

    /// Boundaries that contradict themselves, with as many ends as the debug assertion asks for.
    fn random_boundaries(bits: &mut u64, block: usize) -> (Boundaries, bool) {
        let mut next = || {
            *bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *bits
        };
        let starts = next() | 1;
        let is_open = block % 3 == 1;
        let count = starts.count_ones() + u32::from(block % 3 == 2) - u32::from(is_open);
        let ends = if count >= 64 { u64::MAX } else { (1 << count) - 1 };
        let kinds = next();
        let boundaries = Boundaries {
            starts,
            ends,
            after_elided: kinds,
            after_mark: next(),
            after_number: !kinds,
            after_clitic: next(),
        };
        (boundaries, is_open)
    }

    /// The tokens that `blocks` writes for two hundred blocks.
    #[inline(always)]
    fn random_tokens(blocks: impl Blocks) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut out = Emitter::new(&mut tokens);
        let mut bits = 1_u64;
        for block in 0..200 {
            let (boundaries, is_open) = random_boundaries(&mut bits, block);
            out.emit(blocks, block * BLOCK, &boundaries, is_open);
        }
        out.rescan(usize::MAX, |tokens| assert!(!tokens.is_empty()));
        out.finish();
        tokens
    }

    /// Every token is written whatever the bits say, also across the growth of the vector.
    #[test]
    fn contradictory_boundaries_give_wrong_tokens_but_written_ones() {
        let tokens = random_tokens(Portable);
        assert!(tokens.iter().all(|token| (token.start as usize) < 200 * BLOCK));
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn whole_tokens_are_those_of_groups() {
        let Some(avx512) = super::super::avx512::Avx512::detect() else { return };
        assert_eq!(random_tokens(avx512), random_tokens(Portable));
    }

    #[test]
    fn an_open_token_that_was_never_begun_is_not_written() {
        let before = Token { start: 0, end: 1, kind: TokenKind::Word };
        for mut tokens in [vec![], vec![before]] {
            let expected = tokens.clone();
            let mut out = Emitter::new(&mut tokens);
            let none = Boundaries {
                starts: 0,
                ends: 0,
                after_elided: 0,
                after_mark: 0,
                after_number: 0,
                after_clitic: 0,
            };
            out.emit(Portable, 0, &none, true);
            out.finish();
            assert_eq!(tokens, expected);
        }
    }
}
