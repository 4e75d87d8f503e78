//! The descent of families through trees: sixteen side by side without a branch, in plain loops or with the vector
//! instructions of AVX2 or AVX-512 where the processor has them. All ways add the same numbers in the same order. What
//! trees are and which families go down them is in [`model`](super::model).

use super::matrix::{BLOCK, Matrix};
use super::tree::{DEPTH, LEAVES, Tree};

/// Adds to the log-odds of each family its leaves.
pub(super) fn add(trees: &[Tree], matrix: &Matrix, odds: &mut [f32]) {
    let mut sums = vec![[0.0; BLOCK]; matrix.blocks()];
    sums.as_flattened_mut()[..odds.len()].copy_from_slice(odds);
    #[cfg(target_arch = "x86_64")]
    x86::add(trees, matrix, &mut sums);
    #[cfg(not(target_arch = "x86_64"))]
    add_plainly(trees, matrix, &mut sums);
    odds.copy_from_slice(&sums.as_flattened()[..odds.len()]);
}

fn add_plainly(trees: &[Tree], matrix: &Matrix, sums: &mut [[f32; BLOCK]]) {
    for (block, sums) in sums.iter_mut().enumerate() {
        let rows = matrix.block(block);
        for tree in trees {
            add_block(tree, sums, rows);
        }
    }
}

/// Inlined, the compiler takes the lanes apart.
#[inline(never)]
fn add_block(tree: &Tree, sums: &mut [f32; BLOCK], rows: &[[f32; BLOCK]]) {
    let mut leaves = [0i32; BLOCK];
    for (level, &(feature, threshold)) in tree.splits.iter().enumerate() {
        for (leaf, &value) in leaves.iter_mut().zip(&rows[usize::from(feature)]) {
            // All bits for above, none for below: what a comparison of registers gives.
            *leaf |= -i32::from(value > threshold) & (1 << level);
        }
    }
    for (sum, leaf) in sums.iter_mut().zip(leaves) {
        *sum += tree.leaves[leaf as usize % LEAVES];
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    #![allow(unsafe_code)]

    use std::arch::x86_64::{
        _CMP_GT_OQ, _mm256_add_ps, _mm256_and_si256, _mm256_castps_si256, _mm256_cmp_ps, _mm256_i32gather_ps,
        _mm256_loadu_ps, _mm256_or_si256, _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_si256,
        _mm256_storeu_ps, _mm512_add_ps, _mm512_cmp_ps_mask, _mm512_loadu_ps, _mm512_mask_blend_ps,
        _mm512_mask_or_epi32, _mm512_permutex2var_ps, _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_ps,
        _mm512_setzero_si512, _mm512_storeu_ps,
    };

    use super::{BLOCK, DEPTH, LEAVES, Matrix, Tree, add_plainly};

    /// Families in a register.
    const LANES: usize = 8;
    /// Blocks that go down a tree of AVX-512 together: trees are read half as often, and the features of both blocks
    /// fit into the nearest cache.
    const TOGETHER: usize = 2;

    pub(super) fn add(trees: &[Tree], matrix: &Matrix, sums: &mut [[f32; BLOCK]]) {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the line above found AVX-512F on this processor.
            unsafe { add_by_avx512(trees, matrix, sums) }
        } else if is_x86_feature_detected!("avx2") {
            // SAFETY: the line above found AVX2 on this processor.
            unsafe { add_by_avx2(trees, matrix, sums) }
        } else {
            add_plainly(trees, matrix, sums);
        }
    }

    #[target_feature(enable = "avx512f")]
    pub(super) fn add_by_avx512(trees: &[Tree], matrix: &Matrix, sums: &mut [[f32; BLOCK]]) {
        let (together, rest) = sums.as_chunks_mut::<TOGETHER>();
        let first = together.len() * TOGETHER;
        for (at, sums) in together.iter_mut().enumerate() {
            let block = |which: usize| matrix.block(at * TOGETHER + which);
            add_blocks(trees, &[block(0), block(1)], sums);
        }
        for (at, sums) in rest.iter_mut().enumerate() {
            add_blocks(trees, &[matrix.block(first + at)], std::array::from_mut(sums));
        }
    }

    /// A block fills a register, and the leaves of a tree fill four: they are looked up without a gather. The
    /// comparisons of the first five levels choose in two of them, the last level chooses between the pairs.
    #[inline]
    #[target_feature(enable = "avx512f")]
    fn add_blocks<const BLOCKS: usize>(
        trees: &[Tree],
        blocks: &[&[[f32; BLOCK]]; BLOCKS],
        sums: &mut [[f32; BLOCK]; BLOCKS],
    ) {
        const { assert!(BLOCK == 16 && DEPTH == 6 && LEAVES == 64) };
        // SAFETY: an array has the sixteen numbers that are loaded, and the load asks for no alignment.
        let load = |values: &[f32; BLOCK]| unsafe { _mm512_loadu_ps(values.as_ptr()) };
        // Loops over numbers: adapters of iterators are not compiled for AVX-512, and would be called.
        let mut all = [_mm512_setzero_ps(); BLOCKS];
        for at in 0..BLOCKS {
            all[at] = load(&sums[at]);
        }
        for tree in trees {
            let mut numbers = [_mm512_setzero_si512(); BLOCKS];
            for level in 0..DEPTH - 1 {
                let (feature, threshold) = tree.splits[level];
                let (threshold, bit) = (_mm512_set1_ps(threshold), _mm512_set1_epi32(1 << level));
                for at in 0..BLOCKS {
                    let values = load(&blocks[at][usize::from(feature)]);
                    let above = _mm512_cmp_ps_mask::<_CMP_GT_OQ>(values, threshold);
                    numbers[at] = _mm512_mask_or_epi32(numbers[at], above, numbers[at], bit);
                }
            }
            let (feature, threshold) = tree.splits[DEPTH - 1];
            let threshold = _mm512_set1_ps(threshold);
            let leaves = tree.leaves.as_chunks::<BLOCK>().0;
            let (first, second) = (load(&leaves[0]), load(&leaves[1]));
            let (third, fourth) = (load(&leaves[2]), load(&leaves[3]));
            for at in 0..BLOCKS {
                let values = load(&blocks[at][usize::from(feature)]);
                let above = _mm512_cmp_ps_mask::<_CMP_GT_OQ>(values, threshold);
                let low = _mm512_permutex2var_ps(first, numbers[at], second);
                let high = _mm512_permutex2var_ps(third, numbers[at], fourth);
                all[at] = _mm512_add_ps(all[at], _mm512_mask_blend_ps(above, low, high));
            }
        }
        for at in 0..BLOCKS {
            // SAFETY: the array has room for the sixteen numbers that are stored, and the store asks for no alignment.
            unsafe { _mm512_storeu_ps(sums[at].as_mut_ptr(), all[at]) };
        }
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn add_by_avx2(trees: &[Tree], matrix: &Matrix, sums: &mut [[f32; BLOCK]]) {
        for (block, sums) in sums.iter_mut().enumerate() {
            let rows = matrix.block(block);
            for tree in trees {
                for (part, sums) in sums.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
                    add_lanes(tree, sums, rows, part);
                }
            }
        }
    }

    /// Adds the leaves of a part of a block.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn add_lanes(tree: &Tree, sums: &mut [f32; LANES], rows: &[[f32; BLOCK]], part: usize) {
        let mut leaves = _mm256_setzero_si256();
        for level in 0..DEPTH {
            let (feature, threshold) = tree.splits[level];
            let values = &rows[usize::from(feature)].as_chunks::<LANES>().0[part];
            // SAFETY: the array has the eight numbers that are loaded, and the load asks for no alignment.
            let values = unsafe { _mm256_loadu_ps(values.as_ptr()) };
            let above = _mm256_castps_si256(_mm256_cmp_ps::<_CMP_GT_OQ>(values, _mm256_set1_ps(threshold)));
            leaves = _mm256_or_si256(leaves, _mm256_and_si256(above, _mm256_set1_epi32(1 << level)));
        }
        // SAFETY: every lane of `leaves` is made of the lowest `DEPTH` bits, so it is below the number of
        // leaves; the sums are eight numbers, and neither load nor store asks for alignment.
        unsafe {
            let said = _mm256_i32gather_ps::<4>(tree.leaves.as_ptr(), leaves);
            _mm256_storeu_ps(sums.as_mut_ptr(), _mm256_add_ps(_mm256_loadu_ps(sums.as_ptr()), said));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::features::COUNT;
    use super::*;

    /// Numbers that look like chance, the same at every run.
    fn numbers(seed: u32) -> impl Iterator<Item = f32> {
        (0u32..).map(move |at| {
            let mixed = (at.wrapping_mul(2_654_435_761) ^ seed).wrapping_mul(0x9e37_79b9);
            (mixed >> 20) as f32 / 512.0 - 4.0
        })
    }

    #[test]
    fn all_ways_give_the_same_odds_for_any_number_of_families() {
        let trees: Vec<Tree> = (0..40)
            .map(|seed| {
                let mut thresholds = numbers(seed);
                let mut leaves = numbers(seed + 1000);
                Tree {
                    splits: std::array::from_fn(|level| {
                        let feature = (seed as usize * 7 + level * 5) % COUNT;
                        (feature as u8, thresholds.next().unwrap_or_default())
                    }),
                    leaves: std::array::from_fn(|_| leaves.next().unwrap_or_default()),
                }
            })
            .collect();
        for families in [0, 1, 7, 8, 9, 15, 16, 17, 100] {
            let mut matrix = Matrix::new(COUNT, families);
            for feature in 0..COUNT {
                for (family, value) in numbers(feature as u32).take(families).enumerate() {
                    let value = if (family + feature) % 13 == 0 { f32::NAN } else { value };
                    matrix.set(feature, family, value);
                }
            }
            let mut odds = vec![-3.0; families];
            add(&trees, &matrix, &mut odds);
            let mut plain = vec![[-3.0; BLOCK]; matrix.blocks()];
            add_plainly(&trees, &matrix, &mut plain);
            assert_eq!(odds, plain.as_flattened()[..families], "{families} families");
            for (name, sums) in by_every_register(&trees, &matrix) {
                assert_eq!(sums, plain, "{families} families by {name}");
            }
        }
    }

    /// The sums by each kind of vector instructions that the processor has.
    fn by_every_register(trees: &[Tree], matrix: &Matrix) -> Vec<(&'static str, Vec<[f32; BLOCK]>)> {
        let mut ways = Vec::new();
        let start = vec![[-3.0; BLOCK]; matrix.blocks()];
        #[cfg(target_arch = "x86_64")]
        #[allow(
            unsafe_code,
            clippy::print_stderr,
            reason = "instructions under test, and a skipped test says so"
        )]
        {
            let mut sums = start.clone();
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the line above found AVX2 on this processor.
                unsafe { x86::add_by_avx2(trees, matrix, &mut sums) };
                ways.push(("AVX2", sums));
            } else {
                eprintln!("skipped: the processor lacks AVX2");
            }
            let mut sums = start;
            if is_x86_feature_detected!("avx512f") {
                // SAFETY: the line above found AVX-512F on this processor.
                unsafe { x86::add_by_avx512(trees, matrix, &mut sums) };
                ways.push(("AVX-512", sums));
            } else {
                eprintln!("skipped: the processor lacks AVX-512");
            }
        }
        ways
    }
}
