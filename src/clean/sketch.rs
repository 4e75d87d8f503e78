//! What tells whether two posts have the same words, or nearly the same: a hash of all words, and a sketch of them.

use super::lines::{Lines, WordHash, hash_words, join};
use crate::Post;

/// A text of fewer words is a duplicate only with the same title and date.
pub(super) const ENOUGH_WORDS: usize = 20;
/// The most hashes of a sketch, and the least number for it: the smallest of all.
const SKETCH: usize = 128;
const SMALL_SKETCH: usize = 16;
/// The hashes of all sketches of an archive, at most (64 MB), as long as the least number for each allows it.
const MOST_HASHES: usize = 1 << 24;
/// The share of their sketches that near duplicates have in common.
pub(super) const NEARLY: f64 = 0.8;
/// The most different posts of one beginning that are compared with a new one.
pub(super) const MOST_COMPARED: usize = 16;

/// A hash of all words.
pub(super) fn words_of(post: &Post, lines: &Lines) -> u64 {
    if lines.words.len() < ENOUGH_WORDS {
        return of_short(post, &lines.title, &lines.words);
    }
    hash_words(lines.words.iter().copied())
}

pub(super) fn of_short(post: &Post, title: &[WordHash], words: &[WordHash]) -> u64 {
    let day = post.published.map_or(0, |day| {
        i64::from(day.year()).cast_unsigned() << 16
            | u64::from(day.month().cast_unsigned()) << 8
            | u64::from(day.day().cast_unsigned())
    });
    join(join(hash_words(words.iter().copied()), hash_words(title.iter().copied())), day)
}

/// The number of hashes of each sketch in an archive that needs so many: fewer where they would take too much memory.
pub(super) fn sketch_size(sketches: usize) -> usize {
    (MOST_HASHES / sketches.max(1)).clamp(SMALL_SKETCH, SKETCH)
}

/// Appends the smallest hashes of three consecutive words, at most so many.
pub(super) fn sketch_into(words: &[u64], size: usize, sketches: &mut Vec<u32>) {
    let mut hashes: Vec<u32> =
        words.windows(3).map(|three| (hash_words(three.iter().copied()) >> 32) as u32).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(size);
    sketches.extend(hashes);
}

/// The share of the smallest hashes of both, so many, that both have: an estimate of the Jaccard similarity of two texts
/// (Broder 1997).
pub(super) fn share(one: &[u32], other: &[u32], size: usize) -> f64 {
    let (mut at, mut there, mut both, mut all) = (0, 0, 0_u32, 0_u32);
    while (all as usize) < size && (at < one.len() || there < other.len()) {
        all += 1;
        match (one.get(at), other.get(there)) {
            (Some(a), Some(b)) if a == b => {
                both += 1;
                at += 1;
                there += 1;
            }
            (Some(a), Some(b)) if a > b => there += 1,
            (None, Some(_)) => there += 1,
            _ => at += 1,
        }
    }
    f64::from(both) / f64::from(all.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sketches_of_many_posts_are_smaller_and_tell_near_duplicates_from_others() {
        assert_eq!([0, 1, 1 << 17].map(sketch_size), [SKETCH; 3]);
        assert_eq!([1 << 18, 1 << 20, usize::MAX].map(sketch_size), [64, SMALL_SKETCH, SMALL_SKETCH]);
        let words: Vec<u64> = (0..400_u64).map(|word| hash_words([word])).collect();
        let sketch = |words: &[u64], size| {
            let mut hashes = Vec::new();
            sketch_into(words, size, &mut hashes);
            hashes
        };
        for size in [SMALL_SKETCH, 64, SKETCH] {
            let of = |other: &[u64]| share(&sketch(&words, size), &sketch(other, size), size);
            assert!(of(&words) >= 1.0 && of(&words[..399]) >= NEARLY && of(&words[200..]) < NEARLY, "{size}");
        }
    }
}
