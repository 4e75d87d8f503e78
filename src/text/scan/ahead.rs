//! Simple characters that are found ahead, for a whole block at once and without a branch: apostrophes of
//! short elisions, full stops after long words, quotation marks, dashes and no-break spaces.
//!
//! What is found here is what [`fast`](super::fast) would find byte by byte, from the bytes of the block
//! alone. A character is omitted wherever the bytes near it leave a doubt.

#![allow(clippy::inline_always, reason = "compiled once per instruction set")]

use super::blocks::{Maps, Signs};

/// The simple characters found ahead in a block.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ahead {
    /// Bytes of apostrophes, which belong to words.
    pub(super) apostrophes: u64,
    /// The last bytes of these.
    pub(super) elided: u64,
    /// Bytes of no-break spaces.
    pub(super) spaces: u64,
    /// First bytes of marks.
    pub(super) marks: u64,
    /// Last bytes of marks.
    pub(super) mark_ends: u64,
    /// All bytes of marks.
    pub(super) mark_bytes: u64,
    /// Full stops among the marks.
    stops: u64,
}

impl Ahead {
    /// What `maps` and `signs` show; `after_gap` is one when the block follows white space or a mark.
    #[inline(always)]
    pub(super) fn of(maps: &Maps, signs: &Signs, after_gap: u64) -> Self {
        let &Signs { elidable, l, o, q, u, leads, .. } = signs;
        // No-break spaces: c2 a0, e2 80 af. Characters that end in the next block are not found.
        let general = signs.e2 & signs.x80 >> 1;
        let short = signs.c2 & signs.xa0 >> 1;
        let long = general & signs.xaf >> 2;
        let spaces = short | short << 1 | long | long << 1 | long << 2;
        // « and »: c2 ab, c2 bb; – — “ ” …: e2 80 with one of five.
        let guillemets = signs.c2 & signs.guillemets >> 1;
        let dashes = general & signs.dashes >> 2;
        let wide_marks = guillemets | guillemets << 1 | dashes | dashes << 1 | dashes << 2;
        let wide_ends = guillemets << 1 | dashes << 2;

        let all_spaces = maps.spaces | spaces;
        let gap = (all_spaces | maps.marks | wide_ends) << 1 | after_gap;
        // An elided letter or "qu" after a gap, an apostrophe, and a letter: but not "l'on", which is one token.
        let elision = (elidable & gap | u & (q & gap) << 1) << 1;
        let letter = maps.letters & (!leads | maps.letters >> 1);
        let after_l = l << 1;
        let plain = signs.apostrophes & elision & letter >> 1 & !(after_l & o >> 1);
        let typographic = general & signs.x99 >> 2 & elision & letter >> 3 & !(after_l & o >> 3);
        // A full stop after seven letters or more, and before white space: no abbreviation is as long.
        let two = maps.letters & maps.letters << 1;
        let four = two & two << 2;
        let seven = four & four << 3;
        let stops = signs.stops & seven << 1 & all_spaces >> 1;
        Self {
            apostrophes: plain | typographic | typographic << 1 | typographic << 2,
            elided: plain | typographic << 2,
            spaces,
            marks: guillemets | dashes | stops,
            mark_ends: wide_ends | stops,
            mark_bytes: wide_marks | stops,
            stops,
        }
    }

    /// The bytes of what rests on bytes before `bit`, and may be another thing without them.
    #[inline(always)]
    pub(super) fn in_doubt_from(&self, bit: usize) -> u64 {
        // Three bytes before an apostrophe and seven before a full stop were looked at.
        let apostrophes = self.apostrophes & (0b111 << bit);
        let cut = apostrophes << 1 | apostrophes << 2;
        (self.apostrophes & (apostrophes | cut)) | self.stops & (0xff << bit)
    }
}
