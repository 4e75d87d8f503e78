//! The first pass of a run and its result. What repeats is decided in [`clean`](crate::clean).

use super::digest::ArchiveDigest;
use super::second_pass::PostsAgain;
use super::shared_ids::{SharedIds, UniqueIds};
use super::spool::Spool;
use super::{Event, Run, RunError, SecondPass};
use crate::archive::ArchiveError;
use crate::clean::{Cleaner, FirstPass};

/// An archive after the first pass of a [`Run`]: what repeats in it is known, and its posts can be read again.
#[derive(Debug)]
pub struct CleanedArchive {
    run: Run,
    /// The copy of the posts, where an input cannot be read twice.
    spool: Option<Spool>,
    pub(super) cleaner: Cleaner,
    ids: UniqueIds,
    pub(super) errors: Vec<ArchiveError>,
    pub(super) passed_over: usize,
    pub(super) links_left_out: usize,
    digest: ArchiveDigest,
}

impl Run {
    /// Does the first pass: reads every post and finds boilerplate and duplicates. `progress` is called on the calling
    /// thread.
    ///
    /// # Errors
    ///
    /// [`RunError`]; posts that cannot be read are in [`CleanedArchive::errors`].
    pub fn first_pass(&self, progress: impl FnMut(Event<'_>)) -> Result<CleanedArchive, RunError> {
        CleanedArchive::read(self.clone(), progress)
    }
}

impl CleanedArchive {
    /// Reads the archive.
    fn read(run: Run, mut progress: impl FnMut(Event<'_>)) -> Result<Self, RunError> {
        let mut spool = match (run.read_once(), &run.spool) {
            (None, _) => None,
            (Some(_), Some(path)) => Some(Spool::create(path)?),
            (Some(input), None) => return Err(RunError::ReadOnce(input)),
        };
        let mut first_pass = FirstPass::new();
        let mut digest = ArchiveDigest::default();
        let mut ids = SharedIds::default();
        let mut errors = Vec::new();
        let mut reader = run.open()?;
        for item in reader.by_ref() {
            match item {
                Ok(post) => {
                    first_pass.add(&post);
                    ids.add(&post, digest.add(&post));
                    progress(Event::Read { bytes: post.text.len() });
                    if let Some(spool) = &mut spool {
                        spool.add(post)?;
                    }
                }
                Err(error) => {
                    progress(Event::Failed(&error));
                    errors.push(error);
                }
            }
        }
        if run.cancellation.is_cancelled() {
            return Err(RunError::Cancelled);
        }
        let cleaner = first_pass.finish(run.clean);
        let ids = ids.finish();
        let (passed_over, links_left_out) = (reader.passed_over(), reader.links_left_out());
        let mut archive = Self { run, spool, cleaner, ids, errors, passed_over, links_left_out, digest };
        archive.compare()?;
        Ok(archive)
    }

    /// Reads the posts once more where some may be copies of others, so that their contents decide which one counts.
    fn compare(&mut self) -> Result<(), RunError> {
        if !self.cleaner.may_have_copies() {
            return Ok(());
        }
        let Self { run, spool, cleaner, .. } = self;
        for post in posts_again(run, spool)? {
            cleaner.compare(&post?);
        }
        if run.cancellation.is_cancelled() {
            return Err(RunError::Cancelled);
        }
        cleaner.decide();
        Ok(())
    }

    /// The number of posts that were read.
    pub fn posts(&self) -> u64 {
        self.digest.posts
    }

    /// An order-sensitive fingerprint of the contents of all posts.
    pub fn digest(&self) -> u64 {
        self.digest.value
    }

    /// The posts and inputs that could not be read, in their order.
    pub fn errors(&self) -> &[ArchiveError] {
        &self.errors
    }

    /// The number of files without posts that were passed over.
    pub fn passed_over(&self) -> usize {
        self.passed_over
    }

    /// The number of links in directories that were not followed.
    pub fn links_left_out(&self) -> usize {
        self.links_left_out
    }

    /// The boilerplate and the duplicates that the second pass has removed so far.
    pub fn cleaner(&self) -> &Cleaner {
        &self.cleaner
    }

    /// Begins the second pass; there is one.
    ///
    /// # Errors
    ///
    /// [`RunError::Spool`] and [`RunError::Thread`].
    pub fn second_pass(&mut self) -> Result<SecondPass<'_>, RunError> {
        let posts = posts_again(&self.run, &mut self.spool)?;
        Ok(SecondPass::new(posts, &mut self.cleaner, &self.ids, self.digest, &self.run))
    }
}

/// The posts of the first pass again.
fn posts_again(run: &Run, spool: &mut Option<Spool>) -> Result<PostsAgain, RunError> {
    Ok(match spool {
        Some(spool) => Box::new(spool.read()?),
        // Errors were reported by the first pass.
        None => Box::new(run.open()?.filter_map(Result::ok).map(Ok)),
    })
}
