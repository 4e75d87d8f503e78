//! Compaction: copies the columns of some families of a block of the matrix into another block, side by side. In a plain
//! loop, or with the vector instructions of AVX-512 where the processor has them; both write the same numbers.

/// Families that a model reads together: what the registers hold.
pub(super) const BLOCK: usize = 16;

/// Copies the columns of `from` whose bits are set in `lanes` to the columns of `to` from `first` on, in their order.
/// There is room for them.
pub(super) fn copy_columns(from: &[[f32; BLOCK]], lanes: u16, to: &mut [[f32; BLOCK]], first: usize) {
    debug_assert!(first + lanes.count_ones() as usize <= BLOCK);
    #[cfg(target_arch = "x86_64")]
    x86::copy_columns(from, lanes, to, first);
    #[cfg(not(target_arch = "x86_64"))]
    copy_plainly(from, lanes, to, first);
}

fn copy_plainly(from: &[[f32; BLOCK]], mut lanes: u16, to: &mut [[f32; BLOCK]], first: usize) {
    let mut column = first;
    while lanes != 0 && column < BLOCK {
        let lane = lanes.trailing_zeros() as usize % BLOCK;
        for (from, to) in from.iter().zip(&mut *to) {
            to[column] = from[lane];
        }
        lanes &= lanes - 1;
        column += 1;
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    #![allow(unsafe_code)]

    use std::arch::x86_64::{
        _mm512_loadu_ps, _mm512_mask_expand_ps, _mm512_maskz_compress_ps, _mm512_storeu_ps,
    };

    use super::{BLOCK, copy_plainly};

    pub(super) fn copy_columns(from: &[[f32; BLOCK]], lanes: u16, to: &mut [[f32; BLOCK]], first: usize) {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the line above found AVX-512F on this processor.
            unsafe { copy_by_avx512(from, lanes, to, first) }
        } else {
            copy_plainly(from, lanes, to, first);
        }
    }

    #[target_feature(enable = "avx512f")]
    pub(super) fn copy_by_avx512(from: &[[f32; BLOCK]], lanes: u16, to: &mut [[f32; BLOCK]], first: usize) {
        // As many bits as there are columns, from the first of them on.
        let columns = ((1_u32 << lanes.count_ones()) - 1).checked_shl(first as u32).unwrap_or(0) as u16;
        let rows = from.len().min(to.len());
        let (from, to) = (&from[..rows], &mut to[..rows]);
        // A loop over numbers: adapters of iterators are not compiled for AVX-512, and would be called.
        for row in 0..rows {
            // SAFETY: an array has the sixteen numbers that are loaded and room for those that are stored; neither asks
            // for alignment.
            unsafe {
                let side_by_side = _mm512_maskz_compress_ps(lanes, _mm512_loadu_ps(from[row].as_ptr()));
                let there = _mm512_loadu_ps(to[row].as_ptr());
                _mm512_storeu_ps(to[row].as_mut_ptr(), _mm512_mask_expand_ps(there, columns, side_by_side));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_copied_side_by_side_and_in_the_same_way_by_all_instructions() {
        let from: Vec<[f32; BLOCK]> =
            (0..7).map(|row| std::array::from_fn(|lane| (row * 100 + lane) as f32)).collect();
        for lanes in [0_u16, 1, 0x8000, 0x8001, 0x1248, 0x5555, 0xff, 0xffff] {
            let count = lanes.count_ones() as usize;
            for first in 0..=BLOCK - count {
                let mut plain = vec![[-1.0; BLOCK]; 9];
                copy_plainly(&from, lanes, &mut plain, first);
                let chosen: Vec<usize> = (0..BLOCK).filter(|lane| lanes >> lane & 1 != 0).collect();
                for (row, values) in plain.iter().enumerate() {
                    for (column, &value) in values.iter().enumerate() {
                        let lane = column.checked_sub(first).and_then(|at| chosen.get(at));
                        let expected = lane.filter(|_| row < 7).map_or(-1.0, |&lane| from[row][lane]);
                        assert!((value - expected).abs() < f32::EPSILON, "{lanes:x} {first} {row} {column}");
                    }
                }
                let mut to = vec![[-1.0; BLOCK]; 9];
                copy_columns(&from, lanes, &mut to, first);
                assert_eq!(to, plain, "{lanes:x} from {first}");
            }
        }
        #[cfg(target_arch = "x86_64")]
        if !is_x86_feature_detected!("avx512f") {
            #[allow(clippy::print_stderr, reason = "a skipped test says so")]
            {
                eprintln!("skipped: the processor lacks AVX-512");
            }
        }
    }
}
