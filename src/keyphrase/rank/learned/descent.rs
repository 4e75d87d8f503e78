//! The descent of families through trees: sixteen side by side without a branch, in plain loops or with the vector
//! instructions of AVX2 where the processor has them. Both ways add the same numbers in the same order. What trees
//! are and which families go down them is in [`model`](super::model).

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

/// The values of the features that each level of a tree asks about, for a block of families.
#[inline]
fn rows<'a>(tree: &Tree, matrix: &'a Matrix, block: usize) -> [&'a [f32; BLOCK]; DEPTH] {
    tree.splits.map(|(feature, _)| matrix.block(usize::from(feature), block))
}

fn add_plainly(trees: &[Tree], matrix: &Matrix, sums: &mut [[f32; BLOCK]]) {
    for tree in trees {
        for (block, sums) in sums.iter_mut().enumerate() {
            add_block(tree, sums, &rows(tree, matrix, block));
        }
    }
}

/// Inlined, the compiler takes the lanes apart.
#[inline(never)]
fn add_block(tree: &Tree, sums: &mut [f32; BLOCK], rows: &[&[f32; BLOCK]; DEPTH]) {
    let mut leaves = [0i32; BLOCK];
    for (level, (values, (_, threshold))) in rows.iter().zip(&tree.splits).enumerate() {
        for (leaf, value) in leaves.iter_mut().zip(*values) {
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
        _mm256_storeu_ps,
    };

    use super::{BLOCK, DEPTH, Matrix, Tree, add_plainly, rows};

    /// Families in a register.
    const LANES: usize = 8;

    pub(super) fn add(trees: &[Tree], matrix: &Matrix, sums: &mut [[f32; BLOCK]]) {
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the line above found AVX2 on this processor.
            unsafe { add_by_avx2(trees, matrix, sums) }
        } else {
            add_plainly(trees, matrix, sums);
        }
    }

    #[target_feature(enable = "avx2")]
    fn add_by_avx2(trees: &[Tree], matrix: &Matrix, sums: &mut [[f32; BLOCK]]) {
        for tree in trees {
            for (block, sums) in sums.iter_mut().enumerate() {
                let rows = rows(tree, matrix, block);
                for (part, sums) in sums.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
                    add_lanes(tree, sums, rows.map(|row| &row.as_chunks::<LANES>().0[part]));
                }
            }
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn add_lanes(tree: &Tree, sums: &mut [f32; LANES], rows: [&[f32; LANES]; DEPTH]) {
        let mut leaves = _mm256_setzero_si256();
        for (level, (values, (_, threshold))) in rows.into_iter().zip(tree.splits).enumerate() {
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
    fn both_ways_give_the_same_odds_for_any_number_of_families() {
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
        }
    }
}
