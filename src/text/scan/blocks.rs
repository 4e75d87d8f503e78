//! Blocks: 64 bytes of text as three bitmaps, one bit a byte.
//!
//! Letters, white space, and marks that stand alone: what these three hold is simple. All other
//! bytes are special, and the scanner looks at each of them. The maps may leave a simple byte out
//! (it is then special, and costs time), but never hold one that is not simple.
//!
//! The ways to make them give equal maps: on x86-64 the instructions of [`x86`](super::x86), plain
//! Rust elsewhere.

#![allow(clippy::inline_always, reason = "it is compiled for several sets of instructions")]

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

/// A way to make maps.
pub(super) trait Blocks: Copy {
    /// The maps of `window[1..]`; `window[0]` is the byte before the block.
    fn window_maps(self, window: &[u8; BLOCK + 1]) -> Maps;

    /// The maps of the block at `at`, a multiple of [`BLOCK`]; what lies beyond the end counts as white
    /// space.
    #[inline(always)]
    fn maps(self, bytes: &[u8], at: usize) -> Maps {
        if let Some(window) = at.checked_sub(1).and_then(|before| bytes[before..].first_chunk()) {
            return self.window_maps(window);
        }
        self.window_maps(&edge(bytes, at))
    }
}

/// A block at the beginning or the end of the text, padded with spaces.
#[cold]
fn edge(bytes: &[u8], at: usize) -> [u8; BLOCK + 1] {
    let mut window = [b' '; BLOCK + 1];
    window[0] = at.checked_sub(1).and_then(|before| bytes.get(before)).copied().unwrap_or(b' ');
    let rest = bytes.get(at..).unwrap_or_default();
    let length = rest.len().min(BLOCK);
    window[1..=length].copy_from_slice(&rest[..length]);
    window
}

/// Plain Rust, byte for byte, for other processors.
#[cfg(any(test, not(target_arch = "x86_64")))]
#[derive(Clone, Copy)]
pub(super) struct Portable;

#[cfg(any(test, not(target_arch = "x86_64")))]
impl Blocks for Portable {
    fn window_maps(self, window: &[u8; BLOCK + 1]) -> Maps {
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
}
