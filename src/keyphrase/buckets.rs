//! Buckets: a table of numbers (hashes of words and phrases) with a few bytes for each, which lies in the binary and is
//! searched as it is. A number is known by the bits that choose its bucket and by a check of two bytes, so one in
//! some ten thousand numbers that the table lacks is taken for another one.

use std::ops::Range;

use crate::text::fetch;

/// Entries of a bucket that are compared together.
const NEAR: usize = 8;
/// Numbers by which entries are fetched ahead; the ends of their buckets are fetched as many numbers before.
const AHEAD: usize = 8;

/// Entries sorted by the upper bits of their numbers, which choose a bucket; the lowest two bytes are the check.
#[derive(Clone, Copy, Debug)]
pub(super) struct Buckets<const SIZE: usize> {
    /// Where each bucket ends, as little-endian numbers of four bytes.
    ends: &'static [[u8; 4]],
    pub(super) entries: &'static [[u8; SIZE]],
}

impl<const SIZE: usize> Buckets<SIZE> {
    pub(super) const EMPTY: Self = Self { ends: &[], entries: &[] };

    /// Reads what [`write`] wrote, and gives the bytes behind it.
    pub(super) fn parse(bytes: &'static [u8], bits: u32, count: usize) -> Option<(Self, &'static [u8])> {
        let (ends, rest) = bytes.split_at_checked(4 << bits)?;
        let (entries, rest) = rest.split_at_checked(count.checked_mul(SIZE)?)?;
        Some((Self { ends: ends.as_chunks().0, entries: entries.as_chunks().0 }, rest))
    }

    /// The entry of a number.
    #[inline]
    pub(super) fn find(&self, number: u64) -> Option<&'static [u8; SIZE]> {
        let bucket = self.bucket(number)?;
        let check = (number as u16).to_le_bytes();
        // Where a bucket ends cannot be predicted, so as many entries as most buckets have are compared without a
        // branch.
        let Some(near) = self.entries.get(bucket.start..).and_then(|rest| rest.first_chunk::<NEAR>()) else {
            return self.find_plainly(number);
        };
        let mut equal = 0_u32;
        for (at, entry) in near.iter().enumerate() {
            equal |= u32::from([entry[0], entry[1]] == check) << at;
        }
        let inside = equal & !(u32::MAX << bucket.len().min(NEAR));
        if inside != 0 {
            return Some(&near[inside.trailing_zeros() as usize % NEAR]);
        }
        if bucket.len() <= NEAR {
            return None;
        }
        self.entries.get(bucket.start + NEAR..bucket.end)?.iter().find(|entry| entry[..2] == check)
    }

    /// The same, one entry after the other.
    pub(super) fn find_plainly(&self, number: u64) -> Option<&'static [u8; SIZE]> {
        let check = (number as u16).to_le_bytes();
        self.entries.get(self.bucket(number)?)?.iter().find(|entry| entry[..2] == check)
    }

    /// The entries of numbers in their order, fetched ahead: nearly all of them lie outside of the nearest caches.
    #[inline]
    pub(super) fn find_each(&self, numbers: &[u64], mut found: impl FnMut(Option<&'static [u8; SIZE]>)) {
        for (at, &number) in numbers.iter().enumerate() {
            let far = numbers.get(at + 2 * AHEAD).and_then(|&number| self.ends.get(self.place(number)?));
            if let Some(end) = far {
                fetch(end);
            }
            let ahead = numbers.get(at + AHEAD).and_then(|&number| self.bucket(number));
            if let Some(entry) = ahead.and_then(|bucket| self.entries.get(bucket.start)) {
                fetch(entry);
            }
            found(self.find(number));
        }
    }

    /// The bucket of a number.
    #[inline]
    fn place(&self, number: u64) -> Option<usize> {
        let bits = self.ends.len().checked_ilog2()?;
        Some(number.checked_shr(64 - bits).unwrap_or(0) as usize)
    }

    /// The places of the entries of a bucket.
    #[inline]
    pub(super) fn bucket(&self, number: u64) -> Option<Range<usize>> {
        let bucket = self.place(number)?;
        let end = |bucket: usize| u32::from_le_bytes(self.ends[bucket]) as usize;
        Some(bucket.checked_sub(1).map_or(0, end)..end(bucket))
    }
}

/// The bits that choose a bucket of some four to eight entries.
pub(super) fn bits(entries: usize) -> u32 {
    (entries / 4).max(2).ilog2()
}

/// Writes the ends of the buckets and the entries: the check of two bytes, and the figures.
pub(super) fn write<const SIZE: usize>(mut entries: Vec<(u64, [u8; SIZE])>, bits: u32, bytes: &mut Vec<u8>) {
    entries.sort_unstable();
    for bucket in 0..1_u64 << bits {
        let end = entries.partition_point(|(number, _)| number >> (64 - bits) <= bucket);
        bytes.extend((end as u32).to_le_bytes());
    }
    for (number, figures) in entries {
        bytes.extend((number as u16).to_le_bytes());
        bytes.extend(figures);
    }
}
