//! The first pass of an archive: a first pass over its posts, which finds what no post shows alone.
//!
//! [`FirstPass`] looks at every post once, in bounded memory: the lines that repeat from post to post of a
//! blog, as hashes with counts, and sixteen bytes for each post by which it is known when it may
//! come again. [`Cleaner`] is what it saw, and goes along with a second pass over the same posts, in
//! the same order: it takes boilerplate out of them and tells which of them were there before. How
//! posts are read, twice or from a copy, is left to the caller.
//!
//! ```
//! use glane::Post;
//! use glane::clean::{Verdict, FirstPass};
//!
//! let posts: Vec<Post> = ["compost", "levain", "vélo", "compost"]
//!     .into_iter()
//!     .enumerate()
//!     .map(|(id, about)| Post::new(id.to_string(), format!("Un billet sur le {about}.").repeat(9)))
//!     .collect();
//! let mut first_pass = FirstPass::new();
//! posts.iter().for_each(|post| first_pass.add(post));
//! let mut cleaner = first_pass.finish();
//! let seen: Vec<Verdict> = posts.iter().map(|post| cleaner.see(&mut post.clone())).collect();
//! assert_eq!(seen, [Verdict::Unique, Verdict::Unique, Verdict::Unique, Verdict::Duplicate]);
//! assert_eq!(cleaner.duplicates()[0].kept.id, "0");
//! ```

mod boilerplate;
mod duplicates;
mod lines;

use serde::Serialize;

use crate::Post;

use boilerplate::{Boilerplate, Counts};
use duplicates::{Duplicates, Fingerprints};
use lines::Lines;

pub use boilerplate::RepeatedLine;
pub use duplicates::{Duplicate, PostName};

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CleanOptions {
    /// Lines that repeat from post to post.
    pub boilerplate: bool,
    /// Posts that were there before.
    pub duplicates: bool,
}

impl Default for CleanOptions {
    fn default() -> Self {
        Self { boilerplate: true, duplicates: true }
    }
}

/// The first pass.
#[derive(Debug, Default)]
pub struct FirstPass {
    lines: Lines,
    fingerprints: Fingerprints,
    counts: Counts,
    posts: u64,
    bytes: u64,
}

impl FirstPass {
    /// No post yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at one post.
    pub fn add(&mut self, post: &Post) {
        self.posts += 1;
        self.bytes += post.text.len() as u64;
        self.lines.read_with(boilerplate::INTEREST, post);
        // A post that comes twice, or seems to, makes none of its lines boilerplate.
        if self.fingerprints.add(post, &self.lines) {
            self.counts.add(post, &self.lines);
        }
    }

    /// What was seen: everything that can be found.
    pub fn finish(self) -> Cleaner {
        self.finish_with(CleanOptions::default())
    }

    /// What was found, for these options.
    pub fn finish_with(self, options: CleanOptions) -> Cleaner {
        let digest = self.fingerprints.digest();
        Cleaner {
            boilerplate: if options.boilerplate { self.counts.finish() } else { Boilerplate::default() },
            duplicates: if options.duplicates { self.fingerprints.finish() } else { Duplicates::default() },
            lines: self.lines,
            posts: self.posts,
            bytes: self.bytes,
            digest,
        }
    }
}

/// Whether a post was there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No earlier post has these words.
    Unique,
    /// An earlier post has the same words, or nearly the same.
    Duplicate,
}

/// What a [`FirstPass`] saw, for a second pass over the same posts in the same order.
#[derive(Debug)]
pub struct Cleaner {
    boilerplate: Boilerplate,
    duplicates: Duplicates,
    lines: Lines,
    posts: u64,
    bytes: u64,
    digest: u64,
}

impl Cleaner {
    /// Looks at the next post again: says whether it was there before, and blanks out what is
    /// boilerplate in one that was not. Every byte keeps its place, so that spans and annotations go on
    /// meaning what they meant in the text that the reader gave out.
    pub fn see(&mut self, post: &mut Post) -> Verdict {
        let seen = self.duplicates.see(post, &mut self.lines);
        if seen == Verdict::Unique && !self.boilerplate.is_empty() {
            self.boilerplate.take_out(post, &mut self.lines);
        }
        seen
    }

    /// No other post comes: gives up the memory that only telling posts apart takes. What was found stays.
    pub fn close(&mut self) {
        self.duplicates.close();
    }

    /// The lines that were taken out so far, those of most posts first: the first thousand that came.
    pub fn repeated_lines(&self) -> Vec<RepeatedLine> {
        self.boilerplate.repeated_lines()
    }

    /// How many different lines were taken out so far, with those that [`Self::repeated_lines`] has no
    /// room for.
    pub fn repeated_line_count(&self) -> u64 {
        self.boilerplate.count()
    }

    /// The posts that came more than once so far, in the order of their first coming: with ten thousand
    /// others at most.
    pub fn duplicates(&self) -> Vec<Duplicate> {
        self.duplicates.found()
    }

    /// How many posts were there before, so far, with those that [`Self::duplicates`] has no room for.
    pub fn duplicate_count(&self) -> u64 {
        self.duplicates.count()
    }

    /// Posts of the first pass.
    pub fn posts(&self) -> u64 {
        self.posts
    }

    /// Bytes of their texts.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// A number that is another one for another archive: made of all that posts are, in order.
    pub fn digest(&self) -> u64 {
        self.digest
    }
}
