//! The second pass of a run: the posts of the first again, each once and without boilerplate.

use super::digest::ArchiveDigest;
use super::shared_ids::UniqueIds;
use super::{Cancellation, Run, RunError, Selection};
use crate::clean::{Cleaner, Verdict};
use crate::corpus::{Aggregate, Contribution};
use crate::{Analyzer, Post, PostReport};

/// The posts of the first pass again.
pub(super) type PostsAgain = Box<dyn Iterator<Item = Result<Post, RunError>>>;

/// The clean posts of an archive, in their order. A caller that reads them all ends with [`finish`](Self::finish),
/// which says whether they are the posts of the first pass; [`analyze`](Self::analyze) does so by itself.
pub struct SecondPass<'a> {
    posts: PostsAgain,
    ids: &'a UniqueIds,
    cleaner: &'a mut Cleaner,
    /// The fingerprint of the first pass, and of the posts read so far.
    first: ArchiveDigest,
    now: ArchiveDigest,
    cancellation: Cancellation,
    selection: Selection,
    failure: Option<RunError>,
}

impl<'a> SecondPass<'a> {
    pub(super) fn new(
        posts: PostsAgain,
        cleaner: &'a mut Cleaner,
        ids: &'a UniqueIds,
        first: ArchiveDigest,
        run: &Run,
    ) -> Self {
        let (cancellation, selection) = (run.cancellation.clone(), run.selection.clone());
        Self {
            posts,
            ids,
            cleaner,
            first,
            now: ArchiveDigest::default(),
            cancellation,
            selection,
            failure: None,
        }
    }

    /// Analyzes the posts that are left on the analyzer's threads, and counts them into `aggregate` in their order.
    ///
    /// `make` is called on the thread that analyzed a post, with its report and its contribution to the aggregate:
    /// for work that takes time, as writing a line of JSON into a buffer. `keep` is called on the calling thread, in
    /// the order of the posts, with the aggregate that has counted the post and with what `make` returned. An error
    /// of `keep` ends the pass.
    ///
    /// # Errors
    ///
    /// Those of `keep`, and those of [`finish`](Self::finish).
    pub fn analyze<T, E>(
        mut self,
        analyzer: &Analyzer,
        aggregate: &mut Aggregate,
        make: impl Fn(&Post, PostReport, &Contribution) -> T + Send + Sync + 'static,
        mut keep: impl FnMut(&Aggregate, &Post, &Contribution, T) -> Result<(), E>,
    ) -> Result<(), E>
    where
        T: Send + 'static,
        E: From<RunError>,
    {
        // A report is dropped on its thread, so that the next post reuses its memory.
        let analyzed = analyzer.analyze_all_with(self.by_ref(), move |post, report| {
            let contribution = Contribution::new(&post, &report);
            let made = make(&post, report, &contribution);
            (post, contribution, made)
        });
        for (post, contribution, made) in analyzed {
            aggregate.add_contribution(&post, &contribution);
            keep(aggregate, &post, &contribution, made)?;
        }
        self.finish().map_err(E::from)
    }

    /// Ends the pass.
    ///
    /// # Errors
    ///
    /// [`RunError::Cancelled`]; [`RunError::Changed`] and [`RunError::Edited`] where the posts are not those of the
    /// first pass; [`RunError::Spool`].
    pub fn finish(self) -> Result<(), RunError> {
        if self.cancellation.is_cancelled() {
            return Err(RunError::Cancelled);
        }
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let (before, after) = (self.first.posts, self.now.posts);
        if before != after {
            return Err(RunError::Changed { before, after });
        }
        if self.first != self.now {
            return Err(RunError::Edited);
        }
        self.cleaner.close();
        Ok(())
    }
}

impl Iterator for SecondPass<'_> {
    type Item = Post;

    fn next(&mut self) -> Option<Post> {
        loop {
            if self.cancellation.is_cancelled() || self.failure.is_some() {
                return None;
            }
            match self.posts.next()? {
                Ok(mut post) => {
                    let number = self.now.posts;
                    self.now.add(&post);
                    self.ids.make_unique(number, &mut post);
                    if self.cleaner.clean(&mut post) == Verdict::Unique && self.selection.holds(&post) {
                        return Some(post);
                    }
                }
                Err(failure) => self.failure = Some(failure),
            }
        }
    }
}

impl std::fmt::Debug for SecondPass<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondPass")
            .field("first", &self.first)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}
