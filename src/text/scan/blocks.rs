//! Blocks: 64 bytes of text as three bitmaps, one bit per byte.
//!
//! The maps mark letters, white space, and punctuation that is always a token by itself: the simple bytes.
//! All other bytes are special, and the scanner looks at each of them. A map may omit a simple byte, which
//! then costs time as a special one, but never contains a byte that is not simple.
//!
//! Every implementation gives the same maps: vector instructions on x86-64 ([`x86`](super::x86),
//! [`avx512`](super::avx512)), plain Rust elsewhere. Where they cost less than they save, it gives signs too,
//! from which more bytes are found to be simple.

#![allow(unsafe_code)]
#![allow(clippy::inline_always, reason = "compiled once per instruction set")]

use super::boundaries::{BLOCK, Boundaries, Places, write_in_groups};

/// The bitmaps of a block; its first byte is the lowest bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Maps {
    /// ASCII letters, and both bytes of the letters from À to ſ.
    pub(super) letters: u64,
    /// ASCII white space.
    pub(super) spaces: u64,
    /// Marks that are always a token by themselves: `,` `;` `:` `!` `?` `"` `)`, and `(` after a space.
    pub(super) marks: u64,
}

/// Bytes from which [`Ahead`](super::ahead::Ahead) finds simple characters; the first byte of the block is
/// the lowest bit. Without them, every such character is examined alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// First bytes of the letters from À to ſ.
    pub(super) leads: u64,
    /// The letters that are elided alone, in any case: c d j l m n s t y.
    pub(super) elidable: u64,
    pub(super) l: u64,
    pub(super) o: u64,
    pub(super) q: u64,
    pub(super) u: u64,
    /// `'`
    pub(super) apostrophes: u64,
    /// `.`
    pub(super) stops: u64,
    pub(super) c2: u64,
    pub(super) e2: u64,
    pub(super) x80: u64,
    pub(super) x99: u64,
    pub(super) xa0: u64,
    pub(super) xaf: u64,
    /// The last bytes of « and ».
    pub(super) guillemets: u64,
    /// The last bytes of – — “ ” …
    pub(super) dashes: u64,
}

/// An implementation that makes the maps, and writes the tokens that the scanner finds with them.
///
/// # Safety
///
/// [`write`](Self::write) initializes as many places as it is asked for, whatever the boundaries say: the emitter
/// takes them for tokens.
pub(super) unsafe trait Blocks: Copy {
    /// The maps and signs of `window[1..]`; `window[0]` is the byte before the block.
    fn window_maps(self, window: &[u8; BLOCK + 1]) -> (Maps, Signs);

    /// The maps and signs of the block at `at`, a multiple of [`BLOCK`]; places beyond the end of the text
    /// count as white space.
    #[inline(always)]
    fn maps(self, bytes: &[u8], at: usize) -> (Maps, Signs) {
        if let Some(window) = at.checked_sub(1).and_then(|before| bytes[before..].first_chunk()) {
            return self.window_maps(window);
        }
        self.window_maps(&edge(bytes, at))
    }

    /// Writes `count` tokens, at most one more than [`BLOCK`], that end in the block at `base`; the first
    /// begins at `open` if that is given.
    #[inline(always)]
    fn write(
        self,
        base: usize,
        (open, count): (Option<u32>, usize),
        boundaries: &Boundaries,
        places: &mut Places,
    ) {
        write_in_groups(base, (open, count), boundaries, places);
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

/// Plain Rust, byte by byte, for other processors; without signs.
#[cfg(any(test, not(target_arch = "x86_64")))]
#[derive(Clone, Copy)]
pub(super) struct Portable;

#[cfg(any(test, not(target_arch = "x86_64")))]
// SAFETY: it writes as the trait does, in groups, which initialize all places.
unsafe impl Blocks for Portable {
    fn window_maps(self, window: &[u8; BLOCK + 1]) -> (Maps, Signs) {
        let mut maps = Maps { letters: 0, spaces: 0, marks: 0 };
        for (bit, pair) in window.windows(2).enumerate() {
            let (before, byte) = (pair[0], pair[1]);
            let is_lead = |byte: u8| (0xc3..=0xc5).contains(&byte);
            // × and ÷ are not letters. The characters at the same places after the other lead bytes (ė, ķ, ŗ,
            // ŷ) are omitted too.
            let is_letter =
                byte.is_ascii_alphabetic() || is_lead(byte) || (is_lead(before) && byte & 0xdf != 0x97);
            let is_mark = matches!(byte, b',' | b';' | b':' | b'!' | b'?' | b'"' | b')')
                || (byte == b'(' && before == b' ');
            maps.letters |= u64::from(is_letter) << bit;
            maps.spaces |= u64::from(matches!(byte, b' ' | b'\t'..=b'\r')) << bit;
            maps.marks |= u64::from(is_mark) << bit;
        }
        (maps, Signs::default())
    }
}

/// Plain Rust with signs: the reference for other implementations.
#[cfg(test)]
#[derive(Clone, Copy)]
pub(super) struct PortableWithSigns;

#[cfg(test)]
// SAFETY: it writes as the trait does, in groups, which initialize all places.
unsafe impl Blocks for PortableWithSigns {
    fn window_maps(self, window: &[u8; BLOCK + 1]) -> (Maps, Signs) {
        let map = |is_sign: &dyn Fn(u8) -> bool| {
            let bytes = window[1..].iter().enumerate();
            bytes.fold(0, |map, (bit, &byte)| map | u64::from(is_sign(byte)) << bit)
        };
        let letters = |letters: &[u8]| map(&|byte| letters.contains(&(byte | 0x20)));
        let one = |sign: u8| map(&|byte| byte == sign);
        let signs = Signs {
            leads: map(&|byte| (0xc3..=0xc5).contains(&byte)),
            elidable: map(&|byte| byte.is_ascii_alphabetic() && b"cdjlmnsty".contains(&(byte | 0x20))),
            l: letters(b"l"),
            o: letters(b"o"),
            q: letters(b"q"),
            u: letters(b"u"),
            apostrophes: one(b'\''),
            stops: one(b'.'),
            c2: one(0xc2),
            e2: one(0xe2),
            x80: one(0x80),
            x99: one(0x99),
            xa0: one(0xa0),
            xaf: one(0xaf),
            guillemets: map(&|byte| matches!(byte, 0xab | 0xbb)),
            dashes: map(&|byte| matches!(byte, 0x93 | 0x94 | 0x9c | 0x9d | 0xa6)),
        };
        (Portable.window_maps(window).0, signs)
    }
}
