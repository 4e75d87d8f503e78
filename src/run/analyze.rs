//! The run as one call: both passes, and their results.

use super::{CleanedArchive, Event, Run, RunError};
use crate::Analyzer;
use crate::archive::ArchiveError;
use crate::clean::Cleaner;
use crate::corpus::Aggregate;

/// The results of a run.
#[derive(Debug)]
#[non_exhaustive]
pub struct AnalyzedArchive {
    /// The counts over all posts: its report is [`Aggregate::report`].
    pub aggregate: Aggregate,
    /// The boilerplate and the duplicates that were removed.
    pub cleaner: Cleaner,
    /// The posts that could not be read, in their order.
    pub errors: Vec<ArchiveError>,
    /// The number of files without posts that were passed over.
    pub passed_over: usize,
    /// The number of links in directories that were not followed.
    pub links_left_out: usize,
}

impl Run {
    /// Does both passes: reads, cleans, analyzes and counts. `progress` is called on the calling thread.
    ///
    /// # Errors
    ///
    /// [`RunError`]; posts that cannot be read are among the results.
    pub fn analyze(
        &self,
        analyzer: &Analyzer,
        mut progress: impl FnMut(Event<'_>),
    ) -> Result<AnalyzedArchive, RunError> {
        let mut archive = self.first_pass(&mut progress)?;
        progress(Event::SecondPass { posts: archive.posts() });
        let mut aggregate = Aggregate::new();
        archive.second_pass()?.analyze(
            analyzer,
            &mut aggregate,
            |_, _, _| (),
            |_, post, _, ()| {
                progress(Event::Analyzed { bytes: post.text.len() });
                Ok::<(), RunError>(())
            },
        )?;
        let CleanedArchive { cleaner, errors, passed_over, links_left_out, .. } = archive;
        Ok(AnalyzedArchive { aggregate, cleaner, errors, passed_over, links_left_out })
    }
}
