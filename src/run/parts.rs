//! The passes of a run over an archive in parts, each of them read on a machine of its own.
//!
//! The results equal those of a [`Run`](super::Run) over the same posts. There are three readings of each part, and
//! between them the results of all parts come together in one place. All values but [`PartedArchive`] are serialized by
//! the caller, in a format that names fields; those that many parts make have a `merge`, in any order.
//!
//! 1. A [`PartSurvey`] keeps some sixty bytes of each post. All surveys make a [`PartedArchive`].
//! 2. A [`PartComparison`] compares the posts that may be copies of others and counts lines that repeat. All
//!    comparisons, merged, let the archive [decide](PartedArchive::decide).
//! 3. A [`PartCleaning`] gives posts that share an id their own, tells which posts are duplicates, and blanks out
//!    boilerplate. What is left is analyzed into an [`Aggregate`](crate::corpus::Aggregate), which has a `merge` too.
//!
//! A part that is read again has to give the same posts in the same order; otherwise the second and the third reading
//! end with an error.
//!
//! ```
//! use glane::Post;
//! use glane::clean::{CleanOptions, Verdict};
//! use glane::run::parts::{PartSurvey, PartedArchive};
//!
//! let text = "Le levain double de volume au bout de quatre heures dans une cuisine chaude. ".repeat(4);
//! let parts = [vec![Post::new("copie", text.clone())], vec![Post::new("original", text).with_author("Anne")]];
//! let survey = |posts: &Vec<Post>| {
//!     let mut survey = PartSurvey::default();
//!     posts.iter().for_each(|post| survey.add(post));
//!     survey
//! };
//! let mut archive = PartedArchive::new(parts.iter().map(survey), CleanOptions::default());
//! let mut all = None;
//! for (number, posts) in parts.iter().enumerate() {
//!     let mut comparison = archive.comparison(number);
//!     posts.iter().for_each(|post| comparison.add(post));
//!     comparison.finish()?;
//!     match &mut all {
//!         None => all = Some(comparison),
//!         Some(all) => all.merge(comparison),
//!     }
//! }
//! archive.decide(all.expect("two parts"));
//! let mut verdicts = Vec::new();
//! for (number, posts) in parts.into_iter().enumerate() {
//!     let mut cleaning = archive.cleaning(number);
//!     verdicts.extend(posts.into_iter().map(|mut post| cleaning.clean(&mut post)));
//!     archive.add_cleaned(cleaning.finish()?);
//! }
//! assert_eq!(verdicts, [Verdict::Duplicate, Verdict::Unique]);
//! assert_eq!(archive.cleaner().duplicates()[0].kept.id, "original");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::RunError;
use super::digest::ArchiveDigest;
use super::shared_ids::{Place, UniqueIds, hash, place};
use crate::Post;
use crate::clean::{CleanOptions, Cleaner, FirstPass, Verdict};

/// The first reading of a part.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct PartSurvey {
    pass: FirstPass,
    digest: ArchiveDigest,
    /// Of each post a hash of its id, a hash of its contents, and its day.
    ids: Vec<(u64, u64, Option<Date>)>,
}

/// The second reading of a part, and what one or more of them found.
#[derive(Debug, Serialize, Deserialize)]
pub struct PartComparison {
    cleaner: Cleaner,
    check: Check,
    /// The posts whose ids are wanted, and the ids by their hashes.
    wanted: FxHashSet<u64>,
    ids: FxHashMap<u64, String>,
}

/// The third reading of a part.
#[derive(Debug, Serialize, Deserialize)]
pub struct PartCleaning {
    cleaner: Cleaner,
    check: Check,
    ids: UniqueIds,
}

/// What the third reading of one or more parts removed.
#[derive(Debug, Serialize, Deserialize)]
pub struct PartCleaned {
    cleaner: Cleaner,
}

/// An archive of which all parts were surveyed.
#[derive(Debug)]
pub struct PartedArchive {
    cleaner: Cleaner,
    /// The first post of each part and its posts as they were read.
    parts: Vec<(u64, ArchiveDigest)>,
    /// The hashes of all ids, and the posts of those that are shared.
    taken: FxHashSet<u64>,
    shared: FxHashMap<u64, Vec<Place>>,
    ids: UniqueIds,
}

/// Whether a part is read again unchanged.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Check {
    start: u64,
    before: ArchiveDigest,
    now: ArchiveDigest,
}

impl PartSurvey {
    /// Adds the next post of the part.
    pub fn add(&mut self, post: &Post) {
        self.pass.add_outline(post);
        self.ids.push((hash(&post.id), self.digest.add(post), post.published));
    }

    /// The number of posts.
    pub fn posts(&self) -> u64 {
        self.digest.posts
    }
}

impl PartedArchive {
    /// An archive of these parts, in this order.
    pub fn new(surveys: impl IntoIterator<Item = PartSurvey>, options: CleanOptions) -> Self {
        let mut pass = FirstPass::new();
        let (mut parts, mut start) = (Vec::new(), 0);
        let mut once: FxHashMap<u64, Place> = FxHashMap::default();
        let mut shared: FxHashMap<u64, Vec<Place>> = FxHashMap::default();
        for PartSurvey { pass: part, digest, ids } in surveys {
            pass.append(part);
            parts.push((start, digest));
            for ((id, content, published), number) in ids.into_iter().zip(start..) {
                let place = place(published, content, number);
                if let Some(first) = once.insert(id, place) {
                    shared.entry(id).or_insert_with(|| vec![first]).push(place);
                }
            }
            start += digest.posts;
        }
        let taken = once.into_keys().collect();
        Self { cleaner: pass.finish(options), parts, taken, shared, ids: UniqueIds::default() }
    }

    /// The number of posts.
    pub fn posts(&self) -> u64 {
        self.cleaner.posts()
    }

    /// The number of parts.
    pub fn parts(&self) -> usize {
        self.parts.len()
    }

    fn part(&self, part: usize) -> (Check, Range<u64>) {
        let (start, before) = self.parts.get(part).copied().unwrap_or_default();
        (Check { start, before, now: ArchiveDigest::default() }, start..start + before.posts)
    }

    /// The second reading of the part of this number, counted from zero; one without posts for a part that there is not.
    pub fn comparison(&self, part: usize) -> PartComparison {
        let (check, posts) = self.part(part);
        let numbers = self.shared.values().flatten().map(|&(_, _, number)| number);
        PartComparison {
            cleaner: self.cleaner.part(posts.start as u32..posts.end as u32),
            check,
            wanted: numbers.filter(|number| posts.contains(number)).collect(),
            ids: FxHashMap::default(),
        }
    }

    /// Decides what is boilerplate and which posts are duplicates, by the merged comparisons of all parts.
    pub fn decide(&mut self, all: PartComparison) {
        self.cleaner.merge_compared(all.cleaner);
        self.cleaner.decide();
        let shared = std::mem::take(&mut self.shared);
        let named = |(id, places)| Some((all.ids.get(&id)?.clone(), places));
        self.ids =
            UniqueIds::new(std::mem::take(&mut self.taken), shared.into_iter().filter_map(named).collect());
    }

    /// The third reading of the part of this number.
    pub fn cleaning(&self, part: usize) -> PartCleaning {
        let (check, posts) = self.part(part);
        let ids = self.ids.part(&posts);
        PartCleaning { cleaner: self.cleaner.part(posts.start as u32..posts.end as u32), check, ids }
    }

    /// Adds what the third reading of some parts removed.
    pub fn add_cleaned(&mut self, cleaned: PartCleaned) {
        self.cleaner.merge_cleaned(cleaned.cleaner);
    }

    /// The boilerplate and the duplicates that the parts added so far have removed.
    pub fn cleaner(&self) -> &Cleaner {
        &self.cleaner
    }
}

impl PartComparison {
    /// Compares the next post of the part.
    pub fn add(&mut self, post: &Post) {
        let number = self.check.add(post);
        if self.wanted.contains(&number) {
            self.ids.insert(hash(&post.id), post.id.clone());
        }
        self.cleaner.compare(post);
    }

    /// Ends the reading.
    ///
    /// # Errors
    ///
    /// [`RunError::Changed`] and [`RunError::Edited`] where the posts are not those of the first reading.
    pub fn finish(&mut self) -> Result<(), RunError> {
        self.check.finish()?;
        self.wanted = FxHashSet::default();
        self.cleaner.only_compared();
        Ok(())
    }

    /// Adds what the comparison of other parts found.
    pub fn merge(&mut self, other: Self) {
        self.cleaner.merge_compared(other.cleaner);
        self.ids.extend(other.ids);
    }
}

impl PartCleaning {
    /// Cleans the next post of the part: gives it an id of its own, tells whether it is a duplicate, and blanks out the
    /// boilerplate of one that is not.
    pub fn clean(&mut self, post: &mut Post) -> Verdict {
        let number = self.check.add(post);
        self.ids.make_unique(number, post);
        self.cleaner.clean(post)
    }

    /// Ends the reading.
    ///
    /// # Errors
    ///
    /// [`RunError::Changed`] and [`RunError::Edited`] where the posts are not those of the first reading.
    pub fn finish(mut self) -> Result<PartCleaned, RunError> {
        self.check.finish()?;
        self.cleaner.only_removed();
        Ok(PartCleaned { cleaner: self.cleaner })
    }
}

impl PartCleaned {
    /// Adds what the cleaning of other parts removed.
    pub fn merge(&mut self, other: Self) {
        self.cleaner.merge_cleaned(other.cleaner);
    }
}

impl Check {
    /// Adds a post; returns its number in the archive.
    fn add(&mut self, post: &Post) -> u64 {
        let number = self.start + self.now.posts;
        self.now.add(post);
        number
    }

    fn finish(&self) -> Result<(), RunError> {
        let (before, after) = (self.before.posts, self.now.posts);
        if before != after {
            return Err(RunError::Changed { before, after });
        }
        if self.before == self.now { Ok(()) } else { Err(RunError::Edited) }
    }
}
