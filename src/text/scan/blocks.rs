//! Blocks: 64 bytes of text as three bitmaps, one bit a byte.
//!
//! Letters, white space, and marks that stand alone: what these three hold is simple. All other
//! bytes are special, and the scanner looks at each of them. The maps may leave a simple byte out
//! (it is then special, and costs time), but never hold one that is not simple.
//!
//! Two ways to the same maps: SSE2, which every x86-64 processor has, and plain Rust elsewhere.

#![allow(unsafe_code)]

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;

/// What a block holds, the first byte in the lowest bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Maps {
    /// Letters of ASCII, and both bytes of the letters from À to ſ.
    pub(super) letters: u64,
    /// White space of ASCII.
    pub(super) spaces: u64,
    /// Marks that are always a token of their own: `,` `;` `:` `!` `?` `"` `)`, and `(` behind a space.
    pub(super) marks: u64,
}

/// The maps of the block at `at`, a multiple of [`BLOCK`]; what lies beyond the end counts as white
/// space.
#[inline]
pub(super) fn maps(bytes: &[u8], at: usize) -> Maps {
    if let Some(window) = at.checked_sub(1).and_then(|before| bytes[before..].first_chunk()) {
        return window_maps(window);
    }
    edge_maps(bytes, at)
}

/// The maps of a block at the beginning or the end of the text, padded with spaces.
#[cold]
fn edge_maps(bytes: &[u8], at: usize) -> Maps {
    let mut window = [b' '; BLOCK + 1];
    window[0] = at.checked_sub(1).and_then(|before| bytes.get(before)).copied().unwrap_or(b' ');
    let rest = bytes.get(at..).unwrap_or_default();
    let length = rest.len().min(BLOCK);
    window[1..=length].copy_from_slice(&rest[..length]);
    window_maps(&window)
}

/// The maps of `window[1..]`; `window[0]` is the byte before the block.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[inline]
fn window_maps(window: &[u8; BLOCK + 1]) -> Maps {
    sse2::window_maps(window)
}

/// The maps of `window[1..]`; `window[0]` is the byte before the block.
#[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
#[inline]
fn window_maps(window: &[u8; BLOCK + 1]) -> Maps {
    plain_maps(window)
}

/// The maps, byte for byte.
#[cfg(any(test, not(all(target_arch = "x86_64", target_feature = "sse2"))))]
fn plain_maps(window: &[u8; BLOCK + 1]) -> Maps {
    let mut maps = Maps { letters: 0, spaces: 0, marks: 0 };
    for (bit, pair) in window.windows(2).enumerate() {
        let (before, byte) = (pair[0], pair[1]);
        let is_lead = |byte: u8| (0xc3..=0xc5).contains(&byte);
        // The signs × and ÷ are no letters; what stands at their place among the next ones is left out too.
        let is_letter =
            byte.is_ascii_alphabetic() || is_lead(byte) || (is_lead(before) && byte & 0xdf != 0x97);
        let is_mark = matches!(byte, b',' | b';' | b':' | b'!' | b'?' | b'"' | b')')
            || (byte == b'(' && before == b' ');
        maps.letters |= u64::from(is_letter) << bit;
        maps.spaces |= u64::from(matches!(byte, b' ' | b'\t'..=b'\r')) << bit;
        maps.marks |= u64::from(is_mark) << bit;
    }
    maps
}

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod sse2 {
    //! Sixteen bytes at a time. Ranges are tested as `min(byte - first, length) == byte - first`,
    //! for SSE2 compares signed bytes only.

    use std::arch::x86_64::{
        __m128i, _mm_add_epi8, _mm_and_si128, _mm_andnot_si128, _mm_cmpeq_epi8, _mm_loadu_si128,
        _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8, _mm_sub_epi8,
    };

    use super::{BLOCK, Maps};

    #[inline]
    pub(super) fn window_maps(window: &[u8; BLOCK + 1]) -> Maps {
        let mut maps = Maps { letters: 0, spaces: 0, marks: 0 };
        for quarter in 0..4 {
            let at = quarter * 16;
            // SAFETY: `at + 17 <= 65`, the length of the window, so both loads of sixteen bytes lie inside
            // it, and they ask for no alignment.
            let (before, bytes) = unsafe {
                let from = window.as_ptr().add(at);
                (_mm_loadu_si128(from.cast()), _mm_loadu_si128(from.add(1).cast()))
            };
            // SAFETY: SSE2 is there, as the configuration of this module demands.
            let [letters, spaces, marks] = unsafe { classes(before, bytes) };
            maps.letters |= letters << at;
            maps.spaces |= spaces << at;
            maps.marks |= marks << at;
        }
        maps
    }

    /// Letters, spaces and marks among `bytes`; `before` holds the byte before each.
    #[inline]
    #[target_feature(enable = "sse2")]
    fn classes(before: __m128i, bytes: __m128i) -> [u64; 3] {
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
        let behind_lead = _mm_andnot_si128(sign, in_range(before, 0xc3, 0xc5));
        let letters = or(ascii, or(lead, behind_lead));

        let spaces = or(is(bytes, b' '), in_range(bytes, b'\t', b'\r'));

        let colons = is(_mm_and_si128(bytes, all(0xfe)), b':');
        let bracket = or(is(bytes, b')'), _mm_and_si128(is(bytes, b'('), is(before, b' ')));
        // `!` and `"` are 0x21 and 0x22: with one added they differ in the last bit alone.
        let quotes = is(_mm_and_si128(_mm_add_epi8(bytes, all(1)), all(0xfe)), 0x22);
        let marks = or(or(is(bytes, b','), is(bytes, b'?')), or(colons, or(bracket, quotes)));
        [mask(letters), mask(spaces), mask(marks)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sse2_and_plain_maps_are_equal_for_every_pair_of_bytes() {
        let mut window = [b' '; BLOCK + 1];
        for first in 0..=255 {
            for second in 0..=255 {
                let at = usize::from(second) % BLOCK;
                window[at] = first;
                window[at + 1] = second;
                assert_eq!(window_maps(&window), plain_maps(&window), "{first:#x} {second:#x}");
                window[at] = b' ';
                window[at + 1] = b' ';
            }
        }
    }
}
