//! Which copy of a post counts: decided by the contents of all copies, so that the order of the posts has no part in it.
//!
//! Between the two passes, the posts that may be duplicates are read once more. Posts of equal words are copies. Of the
//! copies, the one with the earliest date counts; among equals, the one that says most (labels, author, address, marks,
//! length), and then the one with the least hash of all fields. Of posts
//! with one beginning, in that order, each is compared with those before it that count.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::lines::Lines;
use super::sketch::{MOST_COMPARED, NEARLY, share, sketch_into, words_of};
use crate::Post;

/// The order in which copies count: by date, undated ones last, then by how much they say, and by a hash of all fields.
pub(super) type Preference = (u32, Reverse<u64>, u64);

/// The preference of a post with a hash of its fields.
pub(super) fn preference(post: &Post, fingerprint: u64) -> Preference {
    let upto = |count: usize, most: u64| u64::try_from(count).map_or(most, |count| count.min(most));
    let says = upto(post.labels.len(), 0xff) << 56
        | u64::from(post.author.is_some()) << 55
        | u64::from(post.url.is_some()) << 54
        | upto(post.annotations.len(), 0x3f_ffff) << 32
        | upto(post.text.len(), 0xffff_ffff);
    (day_of(post), Reverse(says), fingerprint)
}

/// The day of a post as a number that grows with it; a greater one for a post without a date.
pub(super) fn day_of(post: &Post) -> u32 {
    post.published.map_or(u32::MAX, |day| {
        // The least year of a date is -9999.
        let year = (i32::from(day.year()) + 10_000).unsigned_abs();
        (year << 9) | (u32::from(day.month().unsigned_abs()) << 5) | u32::from(day.day().unsigned_abs())
    })
}

/// The posts that may be duplicates, read between the passes.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Comparison {
    /// The posts with the same words, by their hash.
    copies: FxHashMap<u64, Vec<u32>>,
    /// The sketch of a post of a beginning, by the hash of its words.
    sketched: FxHashMap<u64, Range<usize>>,
    sketches: Vec<u32>,
    /// The words of the posts of each beginning.
    alike: FxHashMap<u64, FxHashSet<u64>>,
}

impl Comparison {
    /// Reads a post. `may_be_same` says that others share its outline; `beginning` is that of a post that shares
    /// it with others; `size` is that of sketches.
    pub(super) fn read(
        &mut self,
        number: u32,
        post: &Post,
        lines: &mut Lines,
        may_be_same: bool,
        beginning: Option<u64>,
        size: usize,
    ) {
        if !may_be_same && beginning.is_none() {
            return;
        }
        lines.read(post);
        let words = words_of(post, lines);
        self.copies.entry(words).or_default().push(number);
        let Some(beginning) = beginning else { return };
        let sketches = &mut self.sketches;
        self.sketched.entry(words).or_insert_with(|| {
            let start = sketches.len();
            sketch_into(&lines.words, size, sketches);
            start..sketches.len()
        });
        self.alike.entry(beginning).or_default().insert(words);
    }

    /// Adds what another part of the archive has.
    pub(super) fn merge(&mut self, other: Self) {
        for (words, posts) in other.copies {
            self.copies.entry(words).or_default().extend(posts);
        }
        for (words, sketch) in other.sketched {
            let sketches = &mut self.sketches;
            self.sketched.entry(words).or_insert_with(|| {
                let start = sketches.len();
                sketches.extend(other.sketches.get(sketch).unwrap_or_default());
                start..sketches.len()
            });
        }
        for (beginning, words) in other.alike {
            self.alike.entry(beginning).or_default().extend(words);
        }
    }

    /// The post that counts for each duplicate; `size` is that of the sketches.
    pub(super) fn decide(self, preferences: &[Preference], size: usize) -> FxHashMap<u32, u32> {
        let Self { copies, sketched, sketches, alike, .. } = self;
        let order = |&post: &u32| (preferences.get(post as usize).copied(), post);
        let best: FxHashMap<u64, u32> = copies
            .iter()
            .filter_map(|(&words, posts)| Some((words, posts.iter().copied().min_by_key(order)?)))
            .collect();
        // The words that count for nearly equal ones.
        let mut nearly: FxHashMap<u64, u64> = FxHashMap::default();
        let mut groups: Vec<Vec<u64>> = alike
            .into_values()
            .map(|words| {
                let mut words: Vec<u64> = words.into_iter().collect();
                words.sort_unstable_by_key(|words| (best.get(words).map(order), *words));
                words
            })
            .filter(|words| words.len() > 1)
            .collect();
        groups.sort_unstable_by_key(|words| (best.get(&words[0]).map(order), words[0]));
        let sketch = |words: u64| sketched.get(&words).map_or(&[][..], |range| &sketches[range.clone()]);
        for group in groups {
            let mut kept: Vec<u64> = Vec::new();
            for words in group {
                if nearly.contains_key(&words) {
                    continue;
                }
                let same = kept.iter().find(|&&other| share(sketch(words), sketch(other), size) >= NEARLY);
                match same {
                    Some(&other) => _ = nearly.insert(words, other),
                    None if kept.len() < MOST_COMPARED => kept.push(words),
                    None => {}
                }
            }
        }
        let kept_of = |words: u64| {
            let mut words = words;
            // Each step leads to words that come before.
            while let Some(&other) = nearly.get(&words) {
                words = other;
            }
            best.get(&words).copied()
        };
        let mut decided = FxHashMap::default();
        for (&words, posts) in &copies {
            if let Some(kept) = kept_of(words) {
                decided.extend(posts.iter().filter(|&&post| post != kept).map(|&post| (post, kept)));
            }
        }
        decided
    }
}
