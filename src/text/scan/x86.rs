//! The maps of blocks by vector instructions of x86-64: SSE2, which every such processor has, and AVX2 where
//! it is detected at run time.

#![allow(unsafe_code)]
#![allow(clippy::inline_always, reason = "compiled once per instruction set")]

use std::arch::x86_64::{
    __m128i, __m256i, _mm_add_epi8, _mm_and_si128, _mm_andnot_si128, _mm_cmpeq_epi8, _mm_loadu_si128,
    _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8, _mm_sub_epi8, _mm256_and_si256,
    _mm256_andnot_si256, _mm256_broadcastsi128_si256, _mm256_cmpeq_epi8, _mm256_cmpgt_epi8,
    _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8, _mm256_set1_epi8, _mm256_setzero_si256,
    _mm256_shuffle_epi8, _mm256_srli_epi16, _mm256_sub_epi8,
};

use super::blocks::{Blocks, Maps, Signs};
use super::boundaries::BLOCK;
use super::fast;
use crate::text::token::Token;

/// Sixteen bytes at a time. Ranges are tested as `min(byte - first, length) == byte - first`, because SSE2
/// compares only signed bytes.
#[derive(Clone, Copy)]
pub(super) struct Sse2;

// SAFETY: it writes as the trait does, in groups, which initialize all places.
unsafe impl Blocks for Sse2 {
    #[inline(always)]
    fn window_maps(self, window: &[u8; BLOCK + 1]) -> (Maps, Signs) {
        let mut maps = Maps { letters: 0, spaces: 0, marks: 0 };
        for quarter in 0..4 {
            let at = quarter * 16;
            // SAFETY: `at <= 48`, so the loads of sixteen bytes from `at` and from `at + 1` end at 65 at the
            // latest, the length of the window; they require no alignment. SSE2 belongs to the baseline of
            // x86-64.
            let [letters, spaces, marks] = unsafe {
                let from = window.as_ptr().add(at);
                sse2_classes(_mm_loadu_si128(from.cast()), _mm_loadu_si128(from.add(1).cast()))
            };
            maps.letters |= letters << at;
            maps.spaces |= spaces << at;
            maps.marks |= marks << at;
        }
        // Signs would take more time than they save.
        (maps, Signs::default())
    }
}

/// The letters, spaces and marks among `bytes`, one bit per byte; `before` has the byte before each.
#[inline]
#[target_feature(enable = "sse2")]
fn sse2_classes(before: __m128i, bytes: __m128i) -> [u64; 3] {
    let all = |byte: u8| _mm_set1_epi8(byte.cast_signed());
    let is = |bytes, byte| _mm_cmpeq_epi8(bytes, all(byte));
    let in_range = |bytes, first: u8, last: u8| {
        let distance = _mm_sub_epi8(bytes, all(first));
        _mm_cmpeq_epi8(_mm_min_epu8(distance, all(last - first)), distance)
    };
    let or = |a, b| _mm_or_si128(a, b);
    let mask = |bytes| u64::from(_mm_movemask_epi8(bytes).cast_unsigned());

    let ascii = in_range(or(bytes, all(0x20)), b'a', b'z');
    let lead = in_range(bytes, 0xc3, 0xc5);
    let sign = is(_mm_and_si128(bytes, all(0xdf)), 0x97);
    let after_lead = _mm_andnot_si128(sign, in_range(before, 0xc3, 0xc5));
    let letters = or(ascii, or(lead, after_lead));

    let spaces = or(is(bytes, b' '), in_range(bytes, b'\t', b'\r'));

    let colons = is(_mm_and_si128(bytes, all(0xfe)), b':');
    let bracket = or(is(bytes, b')'), _mm_and_si128(is(bytes, b'('), is(before, b' ')));
    // `!` and `"` are 0x21 and 0x22: with one added they differ in the last bit alone.
    let quotes = is(_mm_and_si128(_mm_add_epi8(bytes, all(1)), all(0xfe)), 0x22);
    let marks = or(or(is(bytes, b','), is(bytes, b'?')), or(colons, or(bracket, quotes)));
    [mask(letters), mask(spaces), mask(marks)]
}

/// Thirty-two bytes at a time. Classes are looked up in two tables: a byte is of a class when the entries of
/// both its halves have the bit of that class.
#[derive(Clone, Copy)]
pub(super) struct Avx2 {
    /// Private, so that only [`Avx2::detect`] makes a value.
    _detected: (),
}

impl Avx2 {
    /// A value, if this processor has AVX2 and the bit manipulation instructions that [`Avx2::scan`] enables.
    pub(super) fn detect() -> Option<Self> {
        let is_supported = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
            && is_x86_feature_detected!("popcnt");
        is_supported.then_some(Self { _detected: () })
    }

    /// Appends the tokens of `text` to `tokens`, by a scanner that is compiled with all these instructions.
    // A function and no closure: a large closure is not inlined, and would not use them.
    pub(super) fn scan(self, text: &str, tokens: &mut Vec<Token>) {
        #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
        fn scan(avx2: Avx2, text: &str, tokens: &mut Vec<Token>) {
            fast::scan(avx2, text, tokens);
        }
        // SAFETY: `scan` needs avx2, bmi1, bmi2, lzcnt and popcnt. `self` was made by `detect`, which found
        // all five.
        unsafe { scan(self, text, tokens) }
    }
}

// SAFETY: it writes as the trait does, in groups, which initialize all places.
unsafe impl Blocks for Avx2 {
    #[inline(always)]
    fn window_maps(self, window: &[u8; BLOCK + 1]) -> (Maps, Signs) {
        let mut maps = Maps { letters: 0, spaces: 0, marks: 0 };
        for half in 0..2 {
            let at = half * 32;
            // SAFETY: `at <= 32`, so the loads of thirty-two bytes from `at` and from `at + 1` end at 65 at the
            // latest, the length of the window; they require no alignment. `detect`, which found AVX2, made
            // `self`.
            let [letters, spaces, marks] = unsafe {
                let from = window.as_ptr().add(at);
                avx2_classes(_mm256_loadu_si256(from.cast()), _mm256_loadu_si256(from.add(1).cast()))
            };
            maps.letters |= letters << at;
            maps.spaces |= spaces << at;
            maps.marks |= marks << at;
        }
        // Signs would take more time than they save.
        (maps, Signs::default())
    }
}

/// ASCII letters with upper half 4 or 6, and 5 or 7; lead bytes of two-byte letters, with upper half c.
pub(super) const LETTERS: u8 = 0b0000_0111;
/// The lead bytes alone.
pub(super) const LEADS: u8 = 0b0000_0100;
/// The space, with upper half 2; other white space, with upper half 0.
pub(super) const SPACES: u8 = 0b0001_1000;
/// Marks with upper half 2, and 3.
pub(super) const MARKS: u8 = 0b0110_0000;
/// The second bytes of × and ÷, with upper half 9 and b. This is the sign bit, so that a comparison finds it.
pub(super) const SIGN: u8 = 0b1000_0000;

/// The classes that the lower half of a byte allows.
pub(super) static LOWER: [u8; 16] = {
    let mut table = [0; 16];
    let mut half = 0;
    while half < 16 {
        let mut classes = 0;
        classes |= if half >= 1 { 1 << 0 } else { 0 };
        classes |= if half <= 0xa { 1 << 1 } else { 0 };
        classes |= if half >= 3 && half <= 5 { 1 << 2 } else { 0 };
        classes |= if half == 0 { 1 << 3 } else { 0 };
        classes |= if half >= 9 && half <= 0xd { 1 << 4 } else { 0 };
        classes |= if matches!(half, 1 | 2 | 9 | 0xc) { 1 << 5 } else { 0 };
        classes |= if matches!(half, 0xa | 0xb | 0xf) { 1 << 6 } else { 0 };
        classes |= if half == 7 { SIGN } else { 0 };
        table[half] = classes;
        half += 1;
    }
    table
};

/// The classes that the upper half of a byte allows.
pub(super) static UPPER: [u8; 16] = {
    let mut table = [0; 16];
    table[0x4] = 1 << 0;
    table[0x6] = 1 << 0;
    table[0x5] = 1 << 1;
    table[0x7] = 1 << 1;
    table[0xc] = 1 << 2;
    table[0x2] = 1 << 3 | 1 << 5;
    table[0x0] = 1 << 4;
    table[0x3] = 1 << 6;
    table[0x9] = SIGN;
    table[0xb] = SIGN;
    table
};

/// The letters, spaces and marks among `bytes`, one bit per byte; `before` has the byte before each.
#[inline]
#[target_feature(enable = "avx2")]
fn avx2_classes(before: __m256i, bytes: __m256i) -> [u64; 3] {
    let all = |byte: u8| _mm256_set1_epi8(byte.cast_signed());
    let zero = _mm256_setzero_si256();
    let is = |bytes, byte| _mm256_cmpeq_epi8(bytes, all(byte));
    let mask = |bytes| u64::from(_mm256_movemask_epi8(bytes).cast_unsigned());
    let table = |table: &[u8; 16]| {
        // SAFETY: the reference is to the sixteen bytes that are loaded; the load requires no alignment.
        let half = unsafe { _mm_loadu_si128(table.as_ptr().cast()) };
        _mm256_broadcastsi128_si256(half)
    };

    let lower = _mm256_shuffle_epi8(table(&LOWER), _mm256_and_si256(bytes, all(0x0f)));
    let upper_half = _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), all(0x0f));
    let classes = _mm256_and_si256(lower, _mm256_shuffle_epi8(table(&UPPER), upper_half));
    let none_of = |set| _mm256_cmpeq_epi8(_mm256_and_si256(classes, all(set)), zero);

    let distance = _mm256_sub_epi8(before, all(0xc3));
    let lead_before = _mm256_cmpeq_epi8(_mm256_min_epu8(distance, all(2)), distance);
    let after_lead = _mm256_andnot_si256(_mm256_cmpgt_epi8(zero, classes), lead_before);
    let bracket = _mm256_and_si256(is(bytes, b'('), is(before, b' '));

    let others = _mm256_andnot_si256(after_lead, none_of(LETTERS));
    let no_marks = _mm256_andnot_si256(bracket, none_of(MARKS));
    let not = |mask: u64| mask ^ 0xffff_ffff;
    [not(mask(others)), not(mask(none_of(SPACES))), not(mask(no_marks))]
}

#[cfg(test)]
mod tests {
    use super::super::avx512::Avx512;
    use super::super::blocks::PortableWithSigns;
    use super::*;

    #[test]
    fn every_implementation_gives_the_same_maps_for_every_pair_of_bytes() {
        let avx2 = Avx2::detect();
        let avx512 = Avx512::detect();
        let mut window = [b' '; BLOCK + 1];
        for first in 0..=255 {
            for second in 0..=255 {
                let at = usize::from(second) % BLOCK;
                window[at] = first;
                window[at + 1] = second;
                let plain = PortableWithSigns.window_maps(&window);
                assert_eq!(Sse2.window_maps(&window).0, plain.0, "{first:#x} {second:#x}");
                if let Some(avx2) = avx2 {
                    assert_eq!(avx2.window_maps(&window).0, plain.0, "{first:#x} {second:#x}");
                }
                if let Some(avx512) = avx512 {
                    assert_eq!(avx512.window_maps(&window), plain, "{first:#x} {second:#x}");
                }
                window[at] = b' ';
                window[at + 1] = b' ';
            }
        }
    }
}
