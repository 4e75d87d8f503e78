//! What tells whether two posts have the same words, or nearly the same: a hash of all words, and a sketch of them.

use super::lines::{Lines, WordHash, hash_words, join};
use crate::Post;

/// A text of fewer words is a duplicate only with the same title and date.
pub(super) const ENOUGH_WORDS: usize = 20;
/// The most hashes of a sketch: the smallest of all.
const SKETCH: usize = 128;
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

/// Appends the smallest hashes of three consecutive words.
pub(super) fn sketch_into(words: &[u64], sketches: &mut Vec<u32>) {
    let mut hashes: Vec<u32> =
        words.windows(3).map(|three| (hash_words(three.iter().copied()) >> 32) as u32).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SKETCH);
    sketches.extend(hashes);
}

/// The share of the smallest hashes of both that both have: an estimate of the Jaccard similarity of two texts.
pub(super) fn share(one: &[u32], other: &[u32]) -> f64 {
    let (mut at, mut there, mut both, mut all) = (0, 0, 0_u32, 0_u32);
    while (all as usize) < SKETCH && (at < one.len() || there < other.len()) {
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
