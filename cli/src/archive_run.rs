//! An archive read twice: once for the first pass, once for the analysis. What comes through a pipe is copied
//! to disk in between.

use std::path::Path;

use anyhow::{Context, bail};

use super::arguments::InputOptions;
use super::inputs::Source;
use super::progress::Progress;
use super::spool::Spool;
use super::{Outcome, stop};
use glane::Post;
use glane::archive::ArchiveError;
use glane::clean::{CleanOptions, Cleaner, FirstPass, Verdict};

/// An archive that was read once.
pub(super) struct ArchiveRun<'a> {
    options: &'a InputOptions,
    directory: Option<&'a Path>,
    spool: Option<Spool>,
    /// What the first pass found.
    pub(super) cleaner: Cleaner,
    /// What could not be read.
    pub(super) errors: Vec<ArchiveError>,
    /// How reading ended.
    pub(super) outcome: Outcome,
}

impl<'a> ArchiveRun<'a> {
    /// Reads the inputs, tells what cannot be read, and finds what is wanted. `directory` is where the
    /// command writes, if it does: it is not read, and a copy of standard input stands there meanwhile.
    pub(super) fn first_pass(
        options: &'a InputOptions,
        wanted: CleanOptions,
        directory: Option<&'a Path>,
        quiet: bool,
    ) -> anyhow::Result<Self> {
        let mut progress = Progress::new(quiet, "reading", None);
        let source = Source::open(options, directory)?.with_progress(progress.bar());
        let mut spool = if cannot_be_read_twice(options) { Some(Spool::create(directory)?) } else { None };
        let mut first_pass = FirstPass::new();
        for post in source.posts() {
            first_pass.add(&post);
            progress.add(post.text.len());
            if let Some(spool) = &mut spool {
                spool.add(post)?;
            }
        }
        drop(progress);
        let outcome = if stop::requested() { Outcome::Stopped } else { source.outcome(&options.inputs) };
        let errors = source.errors();
        Ok(Self { options, directory, spool, cleaner: first_pass.finish(wanted), errors, outcome })
    }

    /// Reads the posts again.
    pub(super) fn again(&mut self) -> anyhow::Result<SecondPass<'_>> {
        let posts: Box<dyn Iterator<Item = anyhow::Result<Post>>> = match &mut self.spool {
            Some(spool) => {
                Box::new(spool.read()?.map(|post| post.context("reading the copy of standard input")))
            }
            None => Box::new(Source::open_again(self.options, self.directory)?.into_posts().map(Ok)),
        };
        Ok(SecondPass { posts, cleaner: &mut self.cleaner, read: 0, trouble: None })
    }
}

/// The second pass: posts without boilerplate, each once.
pub(super) struct SecondPass<'a> {
    posts: Box<dyn Iterator<Item = anyhow::Result<Post>>>,
    cleaner: &'a mut Cleaner,
    read: u64,
    trouble: Option<anyhow::Error>,
}

impl SecondPass<'_> {
    /// Ends the pass; an error where not every post of the first one came again.
    pub(super) fn check(self) -> anyhow::Result<()> {
        if let Some(trouble) = self.trouble {
            return Err(trouble);
        }
        if self.read != self.cleaner.posts() {
            bail!(
                "the archive changed while it was read: it had {} posts, and then {}: run again",
                self.cleaner.posts(),
                self.read
            );
        }
        self.cleaner.close();
        Ok(())
    }
}

impl Iterator for SecondPass<'_> {
    type Item = Post;

    fn next(&mut self) -> Option<Post> {
        loop {
            if stop::requested() {
                return None;
            }
            match self.posts.next()? {
                Ok(mut post) => {
                    self.read += 1;
                    if self.cleaner.clean(&mut post) == Verdict::Unique {
                        return Some(post);
                    }
                }
                Err(error) => {
                    self.trouble = Some(error);
                    return None;
                }
            }
        }
    }
}

/// Whether an input is standard input, or a pipe under another name.
fn cannot_be_read_twice(options: &InputOptions) -> bool {
    let is_pipe =
        |path: &Path| path == Path::new("-") || path.metadata().is_ok_and(|of| !of.is_file() && !of.is_dir());
    options.inputs.is_empty() || options.inputs.iter().any(|path| is_pipe(path))
}
