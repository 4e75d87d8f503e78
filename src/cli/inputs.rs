//! From the inputs that were named to posts: errors are told as they come, counted, and passed by.

use std::cell::{Cell, RefCell};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::bail;
use indicatif::ProgressBar;

use super::arguments::InputOptions;
use super::{Outcome, tell};
use crate::Post;
use crate::archive::{self, ArchiveError, Input, ReadOptions};

/// The posts of the inputs; what could not be read is told on standard error and kept.
pub(super) struct Source {
    posts: RefCell<archive::Posts>,
    errors: RefCell<Vec<ArchiveError>>,
    read: Cell<usize>,
    progress: ProgressBar,
}

impl Source {
    /// Opens the inputs; a command that writes files tells where, so that they are not read back.
    pub(super) fn open(options: &InputOptions, writes_to: Option<&Path>) -> anyhow::Result<Self> {
        let mut inputs: Vec<Input> = options
            .inputs
            .iter()
            .map(|path| if path == Path::new("-") { Input::Stdin } else { Input::Path(path.clone()) })
            .collect();
        if inputs.is_empty() {
            if std::io::stdin().is_terminal() {
                bail!(
                    "nothing to read: name a file or a directory, or give text on standard input (see --help)"
                );
            }
            inputs.push(Input::Stdin);
        }
        let read_options = ReadOptions {
            format: options.input_format,
            max_post_bytes: options.max_post_size,
            leave_out: writes_to.map(Path::to_owned),
            max_depth: options.max_depth,
        };
        Ok(Self {
            posts: RefCell::new(archive::read(inputs, read_options)),
            errors: RefCell::default(),
            read: Cell::new(0),
            progress: ProgressBar::hidden(),
        })
    }

    /// The same with a progress bar that messages do not run into.
    pub(super) fn with_progress(mut self, progress: &ProgressBar) -> Self {
        self.progress = progress.clone();
        self
    }

    /// The posts that can be read.
    pub(super) fn posts(&self) -> impl Iterator<Item = Post> + '_ {
        std::iter::from_fn(move || {
            loop {
                match self.posts.borrow_mut().next()? {
                    Ok(post) => {
                        self.read.set(self.read.get() + 1);
                        return Some(post);
                    }
                    Err(error) => {
                        self.progress.suspend(|| tell(&error));
                        self.errors.borrow_mut().push(error);
                    }
                }
            }
        })
    }

    /// What could not be read so far.
    pub(super) fn errors(&self) -> Vec<ArchiveError> {
        self.errors.borrow().clone()
    }

    /// How it ended; says so when there was nothing at all to read.
    pub(super) fn outcome(&self, named: &[PathBuf]) -> Outcome {
        let failed = self.errors.borrow().len();
        match (self.read.get(), failed) {
            (0, 0) => {
                let names: Vec<String> = named.iter().map(|path| path.display().to_string()).collect();
                let hint = "give files in Markdown (.md), plain text (.txt) or JSON lines (.jsonl)";
                let others = match self.posts.borrow().passed_over() {
                    0 => String::new(),
                    1 => "; one file of another format was passed over".to_owned(),
                    n => format!("; {n} files of other formats were passed over"),
                };
                tell(format_args!("{}: no posts found: {hint}{others}", names.join(", ")));
                Outcome::NothingReadable
            }
            (0, _) => Outcome::NothingReadable,
            (_, 0) => Outcome::Done,
            _ => Outcome::SomeFailed,
        }
    }
}
