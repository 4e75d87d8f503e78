//! Arithmetic on sixteen sums at once: plain, and with AVX2 where the processor has it. Both give the same
//! results.

#![allow(clippy::inline_always, reason = "compiled once per instruction set")]

use super::upos::TAGS;
use super::weights::{Row, Sums};

/// An implementation of the sums of weights and of the search for the best tag.
pub(super) trait Lanes: Copy {
    /// Sixteen sums as this implementation holds them.
    type Wide: Copy;

    /// Loads sums from memory.
    fn load(self, sums: &Sums) -> Self::Wide;

    /// Stores sums to memory.
    fn store(self, wide: Self::Wide, sums: &mut Sums);

    /// Adds other sums.
    fn add(self, wide: Self::Wide, sums: &Sums) -> Self::Wide;

    /// Adds a row of weights.
    fn add_row(self, wide: Self::Wide, row: &Row) -> Self::Wide;

    /// The best tag, the first of equals, and its lead over the second best. Without branches, which would be
    /// unpredictable.
    fn best(self, wide: Self::Wide) -> (u8, i32);
}

/// Work that any implementation can do; [`with`](Self::with) must be inlined to be compiled for it.
pub(super) trait Work {
    /// The result, the same with every implementation.
    type Output;

    /// Does the work with `lanes`.
    fn with<L: Lanes>(self, lanes: L) -> Self::Output;
}

/// Plain Rust, for any processor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain;

impl Lanes for Plain {
    type Wide = Sums;

    #[inline(always)]
    fn load(self, sums: &Sums) -> Sums {
        *sums
    }

    #[inline(always)]
    fn store(self, wide: Sums, sums: &mut Sums) {
        *sums = wide;
    }

    #[inline(always)]
    fn add(self, mut wide: Sums, sums: &Sums) -> Sums {
        for (sum, &more) in wide.iter_mut().zip(sums) {
            *sum = sum.wrapping_add(more);
        }
        wide
    }

    #[inline(always)]
    fn add_row(self, mut wide: Sums, row: &Row) -> Sums {
        for (sum, &weight) in wide.iter_mut().zip(row) {
            *sum = sum.wrapping_add(i16::from(weight.cast_signed()));
        }
        wide
    }

    #[inline(always)]
    fn best(self, wide: Sums) -> (u8, i32) {
        // Sum and tag in one number; among equal sums, the first tag has the greatest.
        let mut keys = [0; TAGS];
        for (place, (key, &sum)) in (0..).zip(keys.iter_mut().zip(&wide)) {
            *key = i32::from(sum) << 4 | (15 - place);
        }
        let top = keys.iter().copied().fold(i32::MIN, i32::max);
        let others = keys.map(|key| if key == top { i32::MIN } else { key });
        let second = others.iter().copied().fold(i32::MIN, i32::max);
        (TAGS as u8 - 1 - (top & 15) as u8, (top >> 4) - (second >> 4))
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::Avx2;

#[cfg(target_arch = "x86_64")]
mod x86 {
    #![allow(unsafe_code)]

    use std::arch::x86_64::{
        __m256i, _mm_cvtsi128_si32, _mm_loadu_si128, _mm_min_epu16, _mm_minpos_epu16, _mm256_add_epi16,
        _mm256_castsi256_si128, _mm256_cmpeq_epi16, _mm256_cvtepi8_epi16, _mm256_extracti128_si256,
        _mm256_loadu_si256, _mm256_or_si256, _mm256_set1_epi16, _mm256_setr_epi16, _mm256_storeu_si256,
        _mm256_xor_si256,
    };

    use super::{Lanes, Row, Sums, Work};

    /// All sixteen sums in one register of AVX2.
    #[derive(Clone, Copy, Debug)]
    pub(in super::super) struct Avx2 {
        /// Private, so that only [`Avx2::detect`] makes a value.
        _detected: (),
    }

    impl Avx2 {
        /// A value, if this processor has AVX2.
        pub(in super::super) fn detect() -> Option<Self> {
            is_x86_feature_detected!("avx2").then_some(Self { _detected: () })
        }

        /// Does `work` with AVX2 enabled.
        #[inline]
        pub(in super::super) fn run<W: Work>(self, work: W) -> W::Output {
            #[target_feature(enable = "avx2")]
            fn run<W: Work>(avx2: Avx2, work: W) -> W::Output {
                work.with(avx2)
            }
            // SAFETY: `run` needs AVX2, which `detect` found when it made `self`.
            unsafe { run(self, work) }
        }
    }

    impl Lanes for Avx2 {
        type Wide = __m256i;

        #[inline(always)]
        fn load(self, sums: &Sums) -> __m256i {
            // SAFETY: the reference is to sixteen sums, the thirty-two bytes that are read; the load requires
            // no alignment. `detect` found AVX2 when it made `self`.
            unsafe { _mm256_loadu_si256(sums.as_ptr().cast()) }
        }

        #[inline(always)]
        fn store(self, wide: __m256i, sums: &mut Sums) {
            // SAFETY: the reference is to sixteen sums, the thirty-two bytes that are written; the store
            // requires no alignment. `detect` found AVX2 when it made `self`.
            unsafe { _mm256_storeu_si256(sums.as_mut_ptr().cast(), wide) }
        }

        #[inline(always)]
        fn add(self, wide: __m256i, sums: &Sums) -> __m256i {
            // SAFETY: `detect` found AVX2 when it made `self`.
            unsafe { _mm256_add_epi16(wide, self.load(sums)) }
        }

        #[inline(always)]
        fn add_row(self, wide: __m256i, row: &Row) -> __m256i {
            // SAFETY: the reference is to the sixteen bytes that are read; the load requires no alignment.
            // `detect` found AVX2 when it made `self`.
            unsafe {
                let weights = _mm256_cvtepi8_epi16(_mm_loadu_si128(row.as_ptr().cast()));
                _mm256_add_epi16(wide, weights)
            }
        }

        #[inline(always)]
        fn best(self, wide: __m256i) -> (u8, i32) {
            // SAFETY: `detect` found AVX2 when it made `self`.
            unsafe { best(wide) }
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn best(wide: __m256i) -> (u8, i32) {
        // The order is reversed, so that the best tag has the least unsigned number: one instruction finds
        // that number and its first place.
        let reversed = _mm256_xor_si256(wide, _mm256_set1_epi16(i16::MAX));
        let low = _mm_cvtsi128_si32(_mm_minpos_epu16(_mm256_castsi256_si128(reversed)));
        let high = _mm_cvtsi128_si32(_mm_minpos_epu16(_mm256_extracti128_si256::<1>(reversed)));
        let (low_least, high_least) = (low & 0xffff, high & 0xffff);
        let is_high = high_least < low_least;
        let least = if is_high { high_least } else { low_least };
        let tag = if is_high { 8 + (high >> 16) } else { low >> 16 };
        let places = _mm256_setr_epi16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        let place_of_best = _mm256_cmpeq_epi16(places, _mm256_set1_epi16(tag as i16));
        let others = _mm256_or_si256(reversed, place_of_best);
        let second = _mm_min_epu16(_mm256_castsi256_si128(others), _mm256_extracti128_si256::<1>(others));
        (tag as u8, (_mm_cvtsi128_si32(_mm_minpos_epu16(second)) & 0xffff) - least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equal_tags_wins() {
        let mut sums: Sums = [i16::MIN; TAGS];
        assert_eq!(Plain.best(sums), (0, 0));
        (sums[3], sums[9]) = (-7, -7);
        assert_eq!(Plain.best(sums), (3, 0));
        (sums[9], sums[15]) = (i16::MAX, 12);
        assert_eq!(Plain.best(sums), (9, i32::from(i16::MAX) - 12));
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn both_implementations_give_the_same_results() {
        let Some(avx2) = Avx2::detect() else { return };
        let mut random = 1_u64;
        let mut next = |below: u32| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) as u32 % below
        };
        for turn in 0..20_000 {
            // Small ranges give equal sums; the whole range, sums that wrap around.
            let range = [3, 40, 1 << 16][turn % 3];
            let mut sums = || -> Sums {
                std::array::from_fn(|_| (next(range).wrapping_sub(range / 2) as u16).cast_signed())
            };
            let (one, two) = (sums(), sums());
            let row: Row = std::array::from_fn(|tag| one[tag] as u8);
            let plain = Plain.add_row(Plain.add(Plain.load(&one), &two), &row);
            let wide = avx2.add_row(avx2.add(avx2.load(&one), &two), &row);
            let mut stored = [0; TAGS];
            avx2.store(wide, &mut stored);
            assert_eq!(stored, plain);
            assert_eq!(avx2.best(wide), Plain.best(plain));
        }
    }
}
