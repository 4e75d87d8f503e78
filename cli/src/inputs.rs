//! From the inputs that were named to posts: errors are told as they come, counted, and passed by.
//!
//! A thread of its own reads, some posts ahead of what is done with them.

use std::cell::{Cell, RefCell};
use std::io::IsTerminal;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, bail};
use indicatif::ProgressBar;

use super::arguments::InputOptions;
use super::{Outcome, stop, tell};
use glane::Post;
use glane::archive::{self, ArchiveError, Input, ReadOptions};

/// Bytes of text and posts that the reader hands over together, and how many such batches wait at most.
const BATCH_BYTES: usize = 1 << 17;
const BATCH_POSTS: usize = 128;
const WAITING: usize = 4;
/// How often somebody who waits for posts looks up, to see whether to stop.
const LOOK_UP: Duration = Duration::from_millis(50);

/// What an argument names: standard input, a path that is there, or a pattern that the shell left as it
/// is.
fn input(path: &Path) -> Input {
    match path.to_str() {
        Some("-") => Input::Stdin,
        Some(text) if text.contains(['*', '?', '[']) && !path.exists() => Input::Glob(text.to_owned()),
        _ => Input::Path(path.to_owned()),
    }
}

/// A post, or why it could not be read.
type Read = Result<Post, ArchiveError>;

/// The posts of the inputs; what could not be read is told on standard error and kept.
pub(super) struct Source {
    batches: Receiver<Vec<Read>>,
    /// The reader; it ends with the number of files that it passed over.
    reader: RefCell<Option<JoinHandle<usize>>>,
    batch: RefCell<std::vec::IntoIter<Read>>,
    errors: RefCell<Vec<ArchiveError>>,
    read: Cell<usize>,
    passed_over: Cell<usize>,
    /// Whether errors were told before.
    is_quiet: bool,
    progress: ProgressBar,
}

impl Source {
    /// Opens the inputs; a command that writes files tells where, so that they are not read back.
    pub(super) fn open(options: &InputOptions, writes_to: Option<&Path>) -> anyhow::Result<Self> {
        let mut inputs: Vec<Input> = options.inputs.iter().map(|path| input(path)).collect();
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
            encoding: options.encoding,
            text_column: options.text_column.clone(),
            max_post_bytes: options.max_post_size,
            max_unpacked_bytes: options.limits.max_unpacked_size,
            max_unpacked_ratio: options.limits.max_unpacked_ratio,
            max_container_depth: options.limits.max_container_depth,
            max_held_bytes: options.limits.max_held_size,
            leave_out: writes_to.map(Path::to_owned),
            max_depth: options.max_depth,
            include: options.included(),
            ..ReadOptions::default()
        };
        let (sender, batches) = sync_channel(WAITING);
        let reader = std::thread::Builder::new()
            .name("glane-reader".to_owned())
            .spawn(move || read_ahead(archive::read(inputs, read_options), &sender))
            .context("starting a thread to read")?;
        Ok(Self {
            batches,
            reader: RefCell::new(Some(reader)),
            batch: RefCell::new(Vec::new().into_iter()),
            errors: RefCell::default(),
            read: Cell::new(0),
            passed_over: Cell::new(0),
            is_quiet: false,
            progress: ProgressBar::hidden(),
        })
    }

    /// The same, of inputs whose errors were told when they were read before.
    pub(super) fn open_again(options: &InputOptions, writes_to: Option<&Path>) -> anyhow::Result<Self> {
        Ok(Self { is_quiet: true, ..Self::open(options, writes_to)? })
    }

    /// The same with a progress bar that messages do not run into.
    pub(super) fn with_progress(mut self, progress: &ProgressBar) -> Self {
        self.progress = progress.clone();
        self
    }

    /// The posts that can be read, up to where the run is stopped.
    pub(super) fn posts(&self) -> impl Iterator<Item = Post> + '_ {
        std::iter::from_fn(move || self.next_post())
    }

    /// The same, of a source that is asked for nothing else.
    pub(super) fn into_posts(self) -> impl Iterator<Item = Post> {
        std::iter::from_fn(move || self.next_post())
    }

    fn next_post(&self) -> Option<Post> {
        loop {
            if stop::requested() {
                return None;
            }
            let next = self.batch.borrow_mut().next();
            match next {
                Some(Ok(post)) => {
                    self.read.set(self.read.get() + 1);
                    return Some(post);
                }
                Some(Err(_)) if self.is_quiet => {}
                Some(Err(error)) => {
                    self.progress.suspend(|| tell(&error));
                    self.errors.borrow_mut().push(error);
                }
                None => match self.batches.recv_timeout(LOOK_UP) {
                    Ok(batch) => *self.batch.borrow_mut() = batch.into_iter(),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => {
                        let reader = self.reader.borrow_mut().take()?;
                        self.passed_over.set(reader.join().unwrap_or_else(|panic| resume_unwind(panic)));
                    }
                },
            }
        }
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
                let hint =
                    "give text, Markdown, HTML, JSON, CSV, feeds, exports of blogs, or a zip or tar of them";
                let others = match self.passed_over.get() {
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

/// Reads until there is nothing more, or nobody who wants it; the number of files that were passed over.
fn read_ahead(mut posts: archive::Posts, sender: &SyncSender<Vec<Read>>) -> usize {
    let mut batch = Vec::new();
    let mut bytes = 0;
    loop {
        let next = posts.next();
        let is_end = next.is_none();
        if let Some(read) = next {
            bytes += read.as_ref().map_or(0, |post| post.text.len());
            batch.push(read);
        }
        if is_end || bytes >= BATCH_BYTES || batch.len() >= BATCH_POSTS {
            bytes = 0;
            if sender.send(std::mem::take(&mut batch)).is_err() || is_end {
                return posts.passed_over();
            }
        }
    }
}
