//! Maps and tokens of a block by AVX-512, where it is detected at run time: sixty-four bytes at a time, and
//! sixteen tokens.

#![allow(unsafe_code)]
#![allow(clippy::inline_always, reason = "compiled once per instruction set")]

use std::arch::x86_64::{
    __m512i, _mm_loadu_si128, _mm512_add_epi32, _mm512_alignr_epi32, _mm512_and_si512,
    _mm512_broadcast_i32x4, _mm512_castsi512_si128, _mm512_cmpeq_epi8_mask, _mm512_cvtepu8_epi32,
    _mm512_loadu_si512, _mm512_mask_mov_epi8, _mm512_mask_permutexvar_epi32, _mm512_maskz_compress_epi8,
    _mm512_or_si512, _mm512_permutex2var_epi32, _mm512_permutexvar_epi8, _mm512_set1_epi8, _mm512_set1_epi32,
    _mm512_shuffle_epi8, _mm512_srli_epi16, _mm512_storeu_si512, _mm512_test_epi8_mask,
};
use std::mem::offset_of;

use super::blocks::{Blocks, Maps, Signs};
use super::boundaries::{BLOCK, Boundaries, Places};
use super::fast;
use super::x86::{LEADS, LETTERS, LOWER, MARKS, SIGN, SPACES, UPPER};
use crate::text::token::{Token, TokenKind};

/// A whole block at a time. Classes are looked up as with AVX2; boundaries become tokens by moving the
/// numbers of the set bits together, without a branch for each.
#[derive(Clone, Copy)]
pub(super) struct Avx512 {
    /// Private, so that only [`Avx512::detect`] makes a value.
    _detected: (),
}

impl Avx512 {
    /// A value, if this processor has the instructions that [`Avx512::scan`] enables.
    pub(super) fn detect() -> Option<Self> {
        let is_supported = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vbmi")
            && is_x86_feature_detected!("avx512vbmi2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
            && is_x86_feature_detected!("popcnt");
        is_supported.then_some(Self { _detected: () })
    }

    /// Appends the tokens of `text` to `tokens`, by a scanner that is compiled with all these instructions.
    // A function and no closure: a large closure is not inlined, and would not use them.
    pub(super) fn scan(self, text: &str, tokens: &mut Vec<Token>) {
        #[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi1,bmi2,lzcnt,popcnt")]
        fn scan(avx512: Avx512, text: &str, tokens: &mut Vec<Token>) {
            fast::scan(avx512, text, tokens);
        }
        // SAFETY: `scan` needs the eight features that `detect`, which made `self`, found.
        unsafe { scan(self, text, tokens) }
    }
}

// SAFETY: `write` stores whole tokens to the first places, as many as are asked for or more.
unsafe impl Blocks for Avx512 {
    #[inline(always)]
    fn window_maps(self, window: &[u8; BLOCK + 1]) -> (Maps, Signs) {
        // SAFETY: the load of sixty-four bytes from the second one on ends with the window, and requires no
        // alignment. `detect`, which made `self`, found the features that `maps` needs.
        unsafe { maps(window[0], _mm512_loadu_si512(window.as_ptr().add(1).cast())) }
    }

    #[inline(always)]
    fn write(
        self,
        base: usize,
        (open, count): (Option<u32>, usize),
        boundaries: &Boundaries,
        places: &mut Places,
    ) {
        // SAFETY: `detect`, which made `self`, found the features that `write` needs.
        unsafe { write(base as u32, (open, count), boundaries, places) }
    }
}

/// The elided letters with upper half 4 or 6, and 5 or 7.
const ELIDABLE: u8 = 0b0000_0011;
/// The last bytes of « and ».
const GUILLEMETS: u8 = 0b0000_0100;
/// The last bytes of dashes with upper half 9, and a.
const DASHES: u8 = 0b0001_1000;

/// The signs that the lower half of a byte allows.
static LOWER_SIGNS: [u8; 16] = {
    let mut table = [0; 16];
    let mut half = 0;
    while half < 16 {
        let mut signs = 0;
        signs |= if matches!(half, 3 | 4 | 0xa | 0xc | 0xd | 0xe) { 1 << 0 } else { 0 };
        signs |= if matches!(half, 3 | 4 | 9) { 1 << 1 } else { 0 };
        signs |= if half == 0xb { 1 << 2 } else { 0 };
        signs |= if matches!(half, 3 | 4 | 0xc | 0xd) { 1 << 3 } else { 0 };
        signs |= if half == 6 { 1 << 4 } else { 0 };
        table[half] = signs;
        half += 1;
    }
    table
};

/// The signs that the upper half of a byte allows.
static UPPER_SIGNS: [u8; 16] = {
    let mut table = [0; 16];
    table[0x4] = 1 << 0;
    table[0x6] = 1 << 0;
    table[0x5] = 1 << 1;
    table[0x7] = 1 << 1;
    table[0x9] = 1 << 3;
    table[0xa] = 1 << 2 | 1 << 4;
    table[0xb] = 1 << 2;
    table
};

/// The maps of `bytes`, whose first byte follows `before`.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn maps(before: u8, bytes: __m512i) -> (Maps, Signs) {
    let all = |byte: u8| _mm512_set1_epi8(byte.cast_signed());
    let is = |byte| _mm512_cmpeq_epi8_mask(bytes, all(byte));
    let table = |table: &[u8; 16]| {
        // SAFETY: the reference is to the sixteen bytes that are loaded; the load requires no alignment.
        let quarter = unsafe { _mm_loadu_si128(table.as_ptr().cast()) };
        _mm512_broadcast_i32x4(quarter)
    };

    let lower_half = _mm512_and_si512(bytes, all(0x0f));
    let upper_half = _mm512_and_si512(_mm512_srli_epi16::<4>(bytes), all(0x0f));
    let both = |lower, upper| {
        let lower = _mm512_shuffle_epi8(table(lower), lower_half);
        _mm512_and_si512(lower, _mm512_shuffle_epi8(table(upper), upper_half))
    };
    let classes = both(&LOWER, &UPPER);
    let has = |set| _mm512_test_epi8_mask(classes, all(set));
    let signs = both(&LOWER_SIGNS, &UPPER_SIGNS);
    let has_sign = |set| _mm512_test_epi8_mask(signs, all(set));
    let lower = _mm512_or_si512(bytes, all(0x20));
    let is_letter = |letter| _mm512_cmpeq_epi8_mask(lower, all(letter));

    let leads = has(LEADS);
    let after_lead = leads << 1 | u64::from((0xc3..=0xc5).contains(&before));
    let after_space = is(b' ') << 1 | u64::from(before == b' ');
    let maps = Maps {
        letters: has(LETTERS) | (after_lead & !has(SIGN)),
        spaces: has(SPACES),
        marks: has(MARKS) | (is(b'(') & after_space),
    };
    let signs = Signs {
        leads,
        elidable: has_sign(ELIDABLE),
        l: is_letter(b'l'),
        o: is_letter(b'o'),
        q: is_letter(b'q'),
        u: is_letter(b'u'),
        apostrophes: is(b'\''),
        stops: is(b'.'),
        c2: is(0xc2),
        e2: is(0xe2),
        x80: is(0x80),
        x99: is(0x99),
        xa0: is(0xa0),
        xaf: is(0xaf),
        guillemets: has_sign(GUILLEMETS),
        dashes: has_sign(DASHES),
    };
    (maps, signs)
}

/// Tokens written at a time.
const GROUP: usize = 16;
/// Words of four bytes that a token takes.
const WORDS: usize = size_of::<Token>() / 4;
const _: () = assert!(size_of::<Token>() == 3 * 4 && offset_of!(Token, kind) == 8);

/// For each word of sixteen tokens in memory, the lane that it comes from: of the starts, and sixteen higher
/// of the ends. Words of kinds take any.
static STARTS_AND_ENDS: [[u32; GROUP]; WORDS] = {
    let mut table = [[0; GROUP]; WORDS];
    let mut word = 0;
    while word < WORDS * GROUP {
        let token = (word / WORDS) as u32;
        table[word / GROUP][word % GROUP] =
            if word % WORDS * 4 == offset_of!(Token, end) { token + GROUP as u32 } else { token };
        word += 1;
    }
    table
};

/// The words of kinds among those of sixteen tokens in memory.
const KINDS: [u16; WORDS] = {
    let mut masks = [0; WORDS];
    let mut word = 0;
    while word < WORDS * GROUP {
        if word % WORDS * 4 == offset_of!(Token, kind) {
            masks[word / GROUP] |= 1 << (word % GROUP);
        }
        word += 1;
    }
    masks
};

/// The numbers from zero, and the same one place later.
static NUMBERS: [[u8; BLOCK]; 2] = {
    let mut table = [[0; BLOCK]; 2];
    let mut number = 0;
    while number < BLOCK {
        table[0][number] = number as u8;
        table[1][number] = number.saturating_sub(1) as u8;
        number += 1;
    }
    table
};

/// Writes `count` tokens, as [`Blocks::write`] says.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2")]
fn write(base: u32, (open, count): (Option<u32>, usize), boundaries: &Boundaries, places: &mut Places) {
    assert!(count <= BLOCK + 1, "a token has at least a byte");
    let all = |kind: TokenKind| _mm512_set1_epi8((kind as u8).cast_signed());
    // SAFETY: the references are to the sixty-four bytes that are loaded, or to sixteen words of four bytes;
    // the loads require no alignment.
    let numbers = |table: &[u8; BLOCK]| unsafe { _mm512_loadu_si512(table.as_ptr().cast()) };
    // SAFETY: as above.
    let lanes = |table: &[u32; GROUP]| unsafe { _mm512_loadu_si512(table.as_ptr().cast()) };

    let mut starts = _mm512_maskz_compress_epi8(boundaries.starts, numbers(&NUMBERS[0]));
    // Makes place for the start of the open token, which is written at the end.
    starts = _mm512_permutexvar_epi8(numbers(&NUMBERS[usize::from(open.is_some())]), starts);
    let mut ends = _mm512_maskz_compress_epi8(boundaries.ends, numbers(&NUMBERS[0]));
    let mut kinds = all(TokenKind::Word);
    for (some, kind) in [
        (boundaries.after_elided, TokenKind::Elided),
        (boundaries.after_mark, TokenKind::Punctuation),
        (boundaries.after_number, TokenKind::Number),
        (boundaries.after_clitic, TokenKind::Clitic),
    ] {
        kinds = _mm512_mask_mov_epi8(kinds, some, all(kind));
    }
    kinds = _mm512_maskz_compress_epi8(boundaries.ends, kinds);

    let base = _mm512_set1_epi32(base.cast_signed());
    let mut written = 0;
    while written < count {
        // A whole group is written, even past the last token.
        let group = places[written..].first_chunk_mut::<GROUP>().expect("there is room for whole groups");
        let place =
            |lanes: __m512i| _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(lanes)), base);
        let (start, end) = (place(starts), place(ends));
        let kind = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(kinds));
        for third in 0..WORDS {
            let words = _mm512_permutex2var_epi32(start, lanes(&STARTS_AND_ENDS[third]), end);
            let words =
                _mm512_mask_permutexvar_epi32(words, KINDS[third], lanes(&STARTS_AND_ENDS[third]), kind);
            // SAFETY: sixteen tokens are three times as many words, and `third` is below three; the store
            // requires no alignment.
            unsafe { _mm512_storeu_si512(group.as_mut_ptr().cast::<u32>().add(third * GROUP).cast(), words) };
        }
        starts = _mm512_alignr_epi32::<4>(starts, starts);
        ends = _mm512_alignr_epi32::<4>(ends, ends);
        kinds = _mm512_alignr_epi32::<4>(kinds, kinds);
        written += GROUP;
    }
    if let Some(start) = open {
        // SAFETY: the first place. The field is written through a raw pointer, and no reference to an
        // incomplete token is made.
        unsafe { (&raw mut (*places.as_mut_ptr().cast::<Token>()).start).write(start) };
    }
}
