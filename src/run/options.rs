//! The options of a run. The passes stand in `first_pass` and `second_pass`, the run as one call in `analyze`.

use std::path::{Path, PathBuf};

use super::{Cancellation, Reader, RunError, Selection};
use crate::archive::{ArchiveError, Input, ReadOptions};
use crate::clean::CleanOptions;

/// A run over an archive: its options, each with a default.
#[derive(Clone, Debug)]
#[must_use]
pub struct Run {
    pub(super) inputs: Vec<Input>,
    pub(super) read: ReadOptions,
    pub(super) clean: CleanOptions,
    pub(super) selection: Selection,
    pub(super) spool: Option<PathBuf>,
    pub(super) cancellation: Cancellation,
}

/// What a run reports while it works.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// The first pass has read a post.
    Read {
        /// Bytes of its text.
        bytes: usize,
    },
    /// A post or an input could not be read.
    Failed(&'a ArchiveError),
    /// The second pass begins.
    SecondPass {
        /// The number of posts that it reads, duplicates included.
        posts: u64,
    },
    /// The second pass has analyzed a post. Duplicates are not reported.
    Analyzed {
        /// Bytes of its text.
        bytes: usize,
    },
}

impl Run {
    /// A run over some inputs.
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            inputs,
            read: ReadOptions::default(),
            clean: CleanOptions::default(),
            selection: Selection::default(),
            spool: None,
            cancellation: Cancellation::new(),
        }
    }

    /// How the inputs are read.
    pub fn read_options(mut self, options: ReadOptions) -> Self {
        self.read = options;
        self
    }

    /// What the first pass removes; boilerplate and duplicates by default.
    pub fn clean(mut self, options: CleanOptions) -> Self {
        self.clean = options;
        self
    }

    /// The posts that the second pass gives; all by default. The first pass reads the whole archive.
    pub fn select(mut self, selection: Selection) -> Self {
        self.selection = selection;
        self
    }

    /// The file for a copy of the posts, made and removed by the run where an input can be read only once: standard
    /// input or a pipe. No file of that name may exist. Without a name, such an input is an error.
    pub fn spool(mut self, path: impl Into<PathBuf>) -> Self {
        self.spool = Some(path.into());
        self
    }

    /// The flag that stops the run.
    pub fn cancellation(mut self, cancellation: &Cancellation) -> Self {
        self.cancellation = cancellation.clone();
        self
    }

    /// Starts a reading of the inputs.
    pub(super) fn open(&self) -> Result<Reader, RunError> {
        Reader::open_with_shared_ids(self.inputs.clone(), self.read.clone(), &self.cancellation)
    }

    /// The name of the first input that cannot be read twice.
    pub(super) fn read_once(&self) -> Option<String> {
        let is_pipe = |path: &Path| path.metadata().is_ok_and(|of| !of.is_file() && !of.is_dir());
        self.inputs.iter().find_map(|input| match input {
            Input::Stdin => Some("standard input".to_owned()),
            Input::Path(path) if is_pipe(path) => Some(path.display().to_string()),
            Input::Path(_) | Input::Glob(_) => None,
        })
    }
}
