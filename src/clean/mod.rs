//! Cleaning of an archive: boilerplate and duplicates, which only a view of all posts shows.
//!
//! [`FirstPass`] reads every post once, in bounded memory: it counts the lines that repeat from post to post
//! of a blog, by their hashes, and keeps forty bytes for each post to recognize possible duplicates.
//! [`Cleaner`] is its result and takes part in a second pass over the same posts in the same order: it
//! removes boilerplate from them and tells which of them are duplicates. Between the two, [`Cleaner::compare`] reads
//! the posts of an archive that may have copies once more, so that the order of the posts decides nothing. Reading the
//! posts, twice or from a copy, is left to the caller.
//!
//! ```
//! use glane::Post;
//! use glane::clean::{CleanOptions, FirstPass, Verdict};
//!
//! let posts: Vec<Post> = ["compost", "levain", "vélo", "compost"]
//!     .into_iter()
//!     .enumerate()
//!     .map(|(id, about)| Post::new(id.to_string(), format!("Un billet sur le {about}.").repeat(9)))
//!     .collect();
//! let mut first_pass = FirstPass::new();
//! posts.iter().for_each(|post| first_pass.add(post));
//! let mut cleaner = first_pass.finish(CleanOptions::default());
//! let verdicts: Vec<Verdict> = posts.iter().map(|post| cleaner.clean(&mut post.clone())).collect();
//! assert_eq!(verdicts, [Verdict::Unique, Verdict::Unique, Verdict::Unique, Verdict::Duplicate]);
//! assert_eq!(cleaner.duplicates()[0].kept.id, "0");
//! ```

#[cfg_attr(not(feature = "archive"), allow(dead_code, reason = "`run::parts` uses it"))]
mod boilerplate;
#[cfg_attr(not(feature = "archive"), allow(dead_code, reason = "`run::parts` uses it"))]
mod comparison;
#[cfg_attr(not(feature = "archive"), allow(dead_code, reason = "`run::parts` uses it"))]
mod duplicates;
mod fingerprint;
mod lines;
#[cfg(feature = "archive")]
mod parts;
mod post_name;
mod sketch;

use serde::{Deserialize, Serialize};

use crate::Post;

use boilerplate::{Boilerplate, Counts};
use duplicates::{Duplicates, Fingerprints};
use lines::Lines;

pub use duplicates::Verdict;
#[cfg(feature = "archive")]
pub(crate) use fingerprint::fingerprint as content_fingerprint;
pub use post_name::{Duplicate, PostName, RepeatedLine};

/// What the cleaning looks for; both by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CleanOptions {
    /// Boilerplate: lines that repeat from post to post.
    pub boilerplate: bool,
    /// Duplicates: posts that repeat another one.
    pub duplicates: bool,
}

impl Default for CleanOptions {
    fn default() -> Self {
        Self { boilerplate: true, duplicates: true }
    }
}

impl CleanOptions {
    /// Whether boilerplate is looked for.
    #[must_use]
    pub fn boilerplate(mut self, boilerplate: bool) -> Self {
        self.boilerplate = boilerplate;
        self
    }

    /// Whether duplicates are looked for.
    #[must_use]
    pub fn duplicates(mut self, duplicates: bool) -> Self {
        self.duplicates = duplicates;
        self
    }
}

/// The first pass over the posts of an archive.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct FirstPass {
    #[serde(skip)]
    lines: Lines,
    fingerprints: Fingerprints,
    counts: Counts,
    posts: u64,
    bytes: u64,
}

impl FirstPass {
    /// A first pass without posts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one post.
    pub fn add(&mut self, post: &Post) {
        self.posts += 1;
        self.bytes += post.text.len() as u64;
        self.lines.read_with(boilerplate::INTEREST, post);
        // The lines of a duplicate, or of a likely one, are not counted: they repeat with their post.
        if self.fingerprints.add(post, &self.lines) {
            self.counts.add(post, &self.lines);
        }
    }

    /// Ends the first pass; the [`Cleaner`] looks for what the options ask for.
    pub fn finish(self, options: CleanOptions) -> Cleaner {
        let fingerprint = self.fingerprints.fingerprint();
        Cleaner {
            boilerplate: if options.boilerplate { self.counts.finish() } else { Boilerplate::default() },
            duplicates: self.fingerprints.finish(),
            options,
            counts: Counts::default(),
            lines: self.lines,
            posts: self.posts,
            bytes: self.bytes,
            fingerprint,
        }
    }
}

/// The result of a [`FirstPass`], for a second pass over the same posts in the same order.
#[derive(Debug, Serialize, Deserialize)]
pub struct Cleaner {
    boilerplate: Boilerplate,
    duplicates: Duplicates,
    options: CleanOptions,
    /// The lines of the posts that are no copies, while posts are compared.
    counts: Counts,
    #[serde(skip)]
    lines: Lines,
    posts: u64,
    bytes: u64,
    fingerprint: u64,
}

impl Cleaner {
    /// Whether some posts may be copies of others. Then the first post read counts and the others are duplicates, unless
    /// the posts are compared before the second pass: every post in the same order with [`compare`](Self::compare), and
    /// then [`decide`](Self::decide). Which copy counts then follows from the contents of the copies alone.
    ///
    /// ```
    /// use glane::Post;
    /// use glane::clean::{CleanOptions, FirstPass, Verdict};
    ///
    /// let text = "Le levain double de volume au bout de quatre heures dans une cuisine chaude. ".repeat(4);
    /// let mut posts = [Post::new("copie", text.clone()), Post::new("original", text)];
    /// posts[1].published = Some(jiff::civil::date(2019, 3, 1));
    /// let mut first_pass = FirstPass::new();
    /// posts.iter().for_each(|post| first_pass.add(post));
    /// let mut cleaner = first_pass.finish(CleanOptions::default());
    /// assert!(cleaner.may_have_copies());
    /// posts.iter().for_each(|post| cleaner.compare(post));
    /// cleaner.decide();
    /// let verdicts = posts.map(|mut post| cleaner.clean(&mut post));
    /// assert_eq!(verdicts, [Verdict::Duplicate, Verdict::Unique]);
    /// ```
    pub fn may_have_copies(&self) -> bool {
        self.duplicates.may_have_copies() && (self.options.duplicates || self.options.boilerplate)
    }

    /// Compares the next post with others, between the two passes.
    pub fn compare(&mut self, post: &Post) {
        if !self.duplicates.compare(post, &mut self.lines) && self.options.boilerplate {
            self.lines.read_with(boilerplate::INTEREST, post);
            self.counts.add(post, &self.lines);
        }
    }

    /// Ends the comparison.
    pub fn decide(&mut self) {
        self.duplicates.decide();
        let counts = std::mem::take(&mut self.counts);
        if self.options.boilerplate {
            self.boilerplate = counts.finish();
        }
    }

    /// Cleans the next post: tells whether it is a duplicate, and blanks out the boilerplate of one that is not.
    /// Every byte keeps its place, so that spans and annotations keep their meaning in the text that the
    /// reader gave.
    pub fn clean(&mut self, post: &mut Post) -> Verdict {
        let verdict = if self.options.duplicates {
            self.duplicates.verdict(post, &mut self.lines)
        } else {
            Verdict::Unique
        };
        if verdict == Verdict::Unique && !self.boilerplate.is_empty() {
            self.boilerplate.take_out(post, &mut self.lines);
        }
        verdict
    }

    /// Ends the second pass: frees the memory that only comparing posts needs. The results stay.
    pub fn close(&mut self) {
        self.duplicates.close();
    }

    /// The lines that were removed so far, at most a thousand, those of most posts first.
    pub fn repeated_lines(&self) -> Vec<RepeatedLine> {
        self.boilerplate.repeated_lines()
    }

    /// The number of different lines that were removed so far, including those that
    /// [`Self::repeated_lines`] leaves out.
    pub fn repeated_line_count(&self) -> u64 {
        self.boilerplate.count()
    }

    /// The posts that have duplicates so far, by date and id, with at most ten thousand duplicates in all.
    pub fn duplicates(&self) -> Vec<Duplicate> {
        self.duplicates.found()
    }

    /// The number of duplicates so far, including those that [`Self::duplicates`] leaves out.
    pub fn duplicate_count(&self) -> u64 {
        self.duplicates.count()
    }

    /// The number of posts of the first pass.
    pub fn posts(&self) -> u64 {
        self.posts
    }

    /// The bytes of their texts.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// An order-sensitive fingerprint of the archive: a hash of every field of every post that was added.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}
