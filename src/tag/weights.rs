//! The table of weights: a row of sixteen small integers for each value of a hashed feature.
//!
//! `tables/weights.bin` is the scale of the margins (u32, little-endian) and then the rows; their number is a
//! power of two. `tables/weights.txt` states what they were trained on, the licences, and the command.

#![allow(clippy::inline_always, reason = "compiled once per instruction set")]

use super::upos::TAGS;

/// The sum of the weights of some features, one for each tag.
pub(super) type Sums = [i16; TAGS];

/// The weights of a feature, one signed byte for each tag.
pub(super) type Row = [u8; TAGS];

/// A table of weights, read where it lies in the binary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weights {
    rows: &'static [Row; ROWS],
    /// The lead over the second best tag that gives a margin of one half.
    pub(super) even_lead: i32,
}

/// The file.
const FILE: &[u8] = include_bytes!("tables/weights.bin");
/// Bytes of it before the rows.
const HEAD: usize = 4;
/// The number of rows.
const ROWS: usize = (FILE.len() - HEAD) / TAGS;
/// How far to shift the 32 bits of a feature right to get its row.
const SHIFT: u32 = u32::BITS - ROWS.ilog2();

/// The rows, where no row crosses the border of two cache lines, as it does in the file.
#[repr(align(64))]
struct Aligned([Row; ROWS]);

static TABLE: Aligned = {
    assert!(ROWS.is_power_of_two() && FILE.len() == HEAD + ROWS * TAGS, "the table of weights is damaged");
    let mut rows = [[0; TAGS]; ROWS];
    rows.copy_from_slice(FILE.split_at(HEAD).1.as_chunks().0);
    Aligned(rows)
};

impl Weights {
    /// The table in the binary.
    pub(super) fn new() -> Self {
        const LEAD: i32 = match FILE.first_chunk() {
            Some(lead) => i32::from_le_bytes(*lead),
            None => 1,
        };
        Self { rows: &TABLE.0, even_lead: LEAD.max(1) }
    }

    /// The weights of a feature.
    #[inline(always)]
    pub(super) fn row(&self, feature: u32) -> &'static Row {
        &self.rows[(feature >> SHIFT) as usize]
    }
}
