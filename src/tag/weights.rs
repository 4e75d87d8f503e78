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
    rows: &'static [Row],
    /// How far to shift the 32 bits of a feature right to get its row.
    shift: u32,
    /// The lead over the second best tag that gives a margin of one half.
    pub(super) even_lead: i32,
}

/// A table of zeros, in place of one that is damaged.
static ZEROS: [Row; 1] = [[0; TAGS]];

impl Weights {
    /// The table in the binary.
    pub(super) fn new() -> Self {
        Self::from_bytes(include_bytes!("tables/weights.bin")).unwrap_or(Self {
            rows: &ZEROS,
            shift: 32,
            even_lead: 1,
        })
    }

    fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let (even_lead, rows) = bytes.split_first_chunk::<4>()?;
        let rows: &'static [Row] = rows.as_chunks().0;
        if !rows.len().is_power_of_two() {
            return None;
        }
        let even_lead = i32::from_le_bytes(*even_lead).max(1);
        Some(Self { rows, shift: 32 - rows.len().ilog2(), even_lead })
    }

    /// The weights of a feature.
    #[inline(always)]
    pub(super) fn row(&self, feature: u32) -> &'static Row {
        // The shift leaves a valid index; the compiler cannot know that.
        let row = (u64::from(feature) >> self.shift) as usize;
        self.rows.get(row).unwrap_or(&ZEROS[0])
    }
}
