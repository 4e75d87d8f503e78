//! The boundaries of the tokens of a block, as bits, and how tokens are written from them in groups.
//!
//! Starts and ends of a block are written separately, in groups that may write a few places too many, so that
//! no branch has to predict how many there are; [`avx512`](super::avx512) writes whole tokens. What is safe
//! here does not depend on the bits that are given: wrong bits give wrong tokens, never tokens that were not
//! written. Where the tokens go is decided by the [`emitter`](super::emit).

#![allow(unsafe_code)]
#![allow(clippy::inline_always, reason = "compiled with the instruction set of its callers")]

use std::mem::MaybeUninit;

use crate::text::token::{Token, TokenKind};

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;

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
    /// The ends of clitics.
    pub(super) after_clitic: u64,
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
            after_clitic: self.after_clitic & below,
        }
    }
}

/// Tokens written at a time.
const GROUP: usize = 4;
/// Places for the tokens of a block: one token may be open from the block before, and whole groups are
/// written, of sixteen tokens at most.
pub(super) const ROOM: usize = BLOCK + 16;

/// Places for the tokens that end in a block.
pub(super) type Places = [MaybeUninit<Token>; ROOM];

/// Writes `count` tokens, at most one more than [`BLOCK`], that end in the block at `base`; the first begins
/// at `open` if that is given. All of them are initialized, whatever the boundaries say.
#[inline(always)]
pub(super) fn write_in_groups(
    base: usize,
    (open, count): (Option<u32>, usize),
    boundaries: &Boundaries,
    places: &mut Places,
) {
    assert!(count <= BLOCK + 1, "a token has at least a byte");
    let first = places.as_mut_ptr().cast::<Token>();
    let mut starts = boundaries.starts;
    let mut index = usize::from(open.is_some());
    // SAFETY: the first place; a token that begins here overwrites it.
    unsafe { (&raw mut (*first).start).write(open.unwrap_or_default()) };
    while index < count {
        for step in 0..GROUP {
            // SAFETY: `index < count <= BLOCK + 1`, so `index + step` is below `ROOM`. The field is written
            // through a raw pointer, and no reference to an incomplete token is made.
            unsafe { (&raw mut (*first.add(index + step)).start).write((base + lowest(starts)) as u32) };
            starts &= starts.wrapping_sub(1);
        }
        index += GROUP;
    }

    let mut ends = boundaries.ends;
    let mut index = 0;
    while index < count {
        for step in 0..GROUP {
            // SAFETY: `index < count <= BLOCK + 1`, so `index + step` is below `ROOM`.
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
        (boundaries.after_clitic, TokenKind::Clitic),
    ] {
        while some != 0 {
            for _ in 0..2 {
                let before = boundaries.ends & !some & some.wrapping_sub(1);
                // SAFETY: `before` has at most `BLOCK` bits, so the place is below `ROOM`. It is a token
                // written above, or a place whose token is not complete yet.
                unsafe { (&raw mut (*first.add(before.count_ones() as usize)).kind).write(kind) };
                some &= some.wrapping_sub(1);
            }
        }
    }
}

/// The lowest set bit; 63 if none is set, which costs less than a test.
#[inline(always)]
fn lowest(bits: u64) -> usize {
    (bits | 1 << 63).trailing_zeros() as usize
}
