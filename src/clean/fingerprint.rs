//! Fingerprints of a post: hashes by which posts that may be duplicates are found. What is kept of them is left to
//! [`duplicates`](super::duplicates).

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::lines::{WordHash, count_letters, hash_words, join};
use super::sketch::{ENOUGH_WORDS, of_short};
use crate::Post;

/// The words that make the beginning of a post.
const BEGINNING: usize = 16;

/// The numbers of the posts that share a hash, two or more of each, in order; zero is no hash.
pub(super) fn groups(hashes: &[u64]) -> Vec<Vec<u32>> {
    let mut order: Vec<(u64, u32)> =
        hashes.iter().zip(0..).filter(|(hash, _)| **hash != 0).map(|(&hash, post)| (hash, post)).collect();
    order.sort_unstable();
    order
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|&(_, post)| post).collect())
        .collect()
}

/// A hash of all fields of a post but the file that it was read from.
pub(crate) fn fingerprint(post: &Post) -> u64 {
    let Post {
        id,
        title,
        text,
        annotations,
        published,
        author,
        labels,
        categories,
        url,
        source: _,
        meta,
        warnings,
    } = post;
    FxBuildHasher.hash_one((
        id,
        title,
        text,
        annotations,
        published,
        author,
        labels,
        categories,
        url,
        meta,
        warnings,
    ))
}

/// A hash of the first words and the length; of a short text, of its words, title and date.
pub(super) fn outline(post: &Post, title: &[WordHash], opening: &[WordHash]) -> u64 {
    if opening.len() < ENOUGH_WORDS {
        of_short(post, title, opening)
    } else {
        join(hash_words(opening.iter().copied()), count_letters(&post.text))
    }
}

/// A hash of the title and the first words; zero for a post that is too short to be a near duplicate.
pub(super) fn beginning(title: &[WordHash], opening: &[WordHash]) -> u64 {
    if opening.len() < BEGINNING * 2 {
        return 0;
    }
    join(hash_words(title.iter().copied()), hash_words(opening[..BEGINNING].iter().copied())) | 1
}
