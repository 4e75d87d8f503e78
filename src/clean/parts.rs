//! The cleaning of an archive whose posts are read in parts, each of them on a machine of its own.
//!
//! The results are those of one reading of the parts in their order. What a part keeps is serialized and merged; which
//! parts there are, and the check that each is read again unchanged, is left to [`run::parts`](crate::run::parts).

use std::ops::Range;

use super::boilerplate::{Boilerplate, Counts};
use super::lines::Lines;
use super::{Cleaner, FirstPass};
use crate::Post;

impl FirstPass {
    /// Adds a post, but does not count its lines: those of an archive in parts are counted when posts are compared.
    pub(crate) fn add_outline(&mut self, post: &Post) {
        self.posts += 1;
        self.bytes += post.text.len() as u64;
        self.lines.read_title(post);
        self.fingerprints.add(post, &self.lines);
    }

    /// Adds the posts of the next part.
    pub(crate) fn append(&mut self, later: Self) {
        self.posts += later.posts;
        self.bytes += later.bytes;
        self.fingerprints.append(later.fingerprints);
    }
}

impl Cleaner {
    /// What the posts of these numbers need, to be compared or cleaned on their own.
    pub(crate) fn part(&self, posts: Range<u32>) -> Self {
        Self {
            boilerplate: self.boilerplate.part(posts.start),
            duplicates: self.duplicates.part(posts),
            options: self.options,
            counts: Counts::default(),
            lines: Lines::default(),
            posts: 0,
            bytes: 0,
            fingerprint: 0,
        }
    }

    /// Ends the comparison of a part: what it found is left.
    pub(crate) fn only_compared(&mut self) {
        self.boilerplate = Boilerplate::default();
        self.duplicates.only_comparison();
    }

    /// Adds what the comparison of another part found.
    pub(crate) fn merge_compared(&mut self, part: Self) {
        self.duplicates.merge_compared(part.duplicates);
        self.counts.merge(part.counts);
    }

    /// Adds what the cleaning of another part removed.
    pub(crate) fn merge_cleaned(&mut self, part: Self) {
        self.duplicates.merge_cleaned(part.duplicates);
        self.boilerplate.merge(part.boilerplate);
    }

    /// Ends the cleaning of a part: what it removed is left.
    pub(crate) fn only_removed(&mut self) {
        self.boilerplate.close();
        self.duplicates.close();
    }
}
