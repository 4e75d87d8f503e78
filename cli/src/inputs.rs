//! From the named inputs to posts, for commands that read them once: errors are reported as they come, counted, and
//! skipped.

use std::cell::{Cell, RefCell};
use std::io::IsTerminal;
use std::path::Path;

use anyhow::bail;
use indicatif::ProgressBar;

use super::arguments::InputOptions;
use super::catalogue::tr;
use super::outcome::Outcome;
use super::own::Own;
use super::terminal::tell;
use super::{failure, stop};
use glane::Post;
use glane::archive::{ArchiveError, Input, ReadOptions, Setting};
use glane::run::Reader;

/// The inputs that the arguments name; standard input by default.
pub(super) fn inputs(options: &InputOptions) -> anyhow::Result<Vec<Input>> {
    if options.inputs.is_empty() {
        if std::io::stdin().is_terminal() {
            bail!(tr!("nothing-to-read"));
        }
        return Ok(vec![Input::Stdin]);
    }
    for path in &options.inputs {
        Own::refuse_others(path, None)?;
    }
    Ok(options.inputs.iter().map(|path| input(path)).collect())
}

/// What an argument names: standard input, an existing path, or a pattern that the shell has not expanded.
fn input(path: &Path) -> Input {
    match path.to_str() {
        Some("-") => Input::Stdin,
        Some(text) if text.contains(['*', '?', '[']) && !path.exists() => Input::Glob(text.to_owned()),
        _ => Input::Path(path.to_owned()),
    }
}

/// How the inputs are read; `writes_to` is where the command writes, which is not read back.
pub(super) fn read_options(options: &InputOptions, writes_to: Option<&Path>) -> ReadOptions {
    ReadOptions::default()
        .format(options.input_format)
        .encoding(options.encoding)
        .text_column(options.text_column.clone())
        .markup(options.markup.map(Into::into))
        .max_post_bytes(options.max_post_size)
        .max_unpacked_bytes(options.limits.max_unpacked_size)
        .max_unpacked_ratio(options.limits.max_unpacked_ratio)
        .max_container_depth(options.limits.max_container_depth)
        .max_held_bytes(options.limits.max_held_size)
        .leave_out(writes_to.map(Path::to_owned))
        .follow_links(options.follow)
        .max_depth(options.max_depth)
        .include(options.included())
}

/// Reports what could not be read, with the option that sets the limit or the guess that the remedy speaks of.
pub(super) fn tell_error(error: &ArchiveError) {
    let message = failure::of_post(error);
    match error.setting.and_then(option_of) {
        Some(option) => tell(tr!("see-option", message = message, option = option)),
        None => tell(message),
    }
}

/// The option that stands for a setting of the library.
fn option_of(setting: Setting) -> Option<&'static str> {
    Some(match setting {
        Setting::Format => "--input-format",
        Setting::Encoding => "--encoding",
        Setting::TextColumn => "--text-column",
        Setting::MaxPostBytes => "--max-post-size",
        Setting::MaxUnpackedBytes => "--max-unpacked-size",
        Setting::MaxUnpackedRatio => "--max-unpacked-ratio",
        Setting::MaxContainerDepth => "--max-container-depth",
        Setting::MaxHeldBytes => "--max-held-size",
        Setting::MaxDepth => "--max-depth",
        _ => return None,
    })
}

/// Says how many links in directories were not followed.
pub(super) fn tell_links(left_out: usize, follows: bool) {
    match (left_out, follows) {
        (0, _) => {}
        (links, false) => tell(tr!("links-not-followed", links = links)),
        (links, true) => tell(tr!("links-read-already", links = links)),
    }
}

/// The posts of the inputs; what cannot be read is reported on standard error and counted.
pub(super) struct Source {
    reader: RefCell<Reader>,
    posts: Cell<u64>,
    errors: Cell<usize>,
    names: String,
    follows_links: bool,
    progress: ProgressBar,
}

impl Source {
    /// Opens the inputs; `writes_to` is where the command writes, which is not read back.
    pub(super) fn open(options: &InputOptions, writes_to: Option<&Path>) -> anyhow::Result<Self> {
        let reader = Reader::open(inputs(options)?, read_options(options, writes_to), stop::cancellation())?;
        Ok(Self {
            reader: RefCell::new(reader),
            posts: Cell::new(0),
            errors: Cell::new(0),
            names: names(options),
            follows_links: options.follow,
            progress: ProgressBar::hidden(),
        })
    }

    /// The same with a progress bar that messages must not overlap with.
    pub(super) fn with_progress(mut self, progress: &ProgressBar) -> Self {
        self.progress = progress.clone();
        self
    }

    /// The posts that can be read, until the run is stopped.
    pub(super) fn posts(&self) -> impl Iterator<Item = Post> + '_ {
        std::iter::from_fn(move || {
            loop {
                let next = self.reader.borrow_mut().next()?;
                match next {
                    Ok(post) => {
                        self.posts.set(self.posts.get() + 1);
                        return Some(post);
                    }
                    Err(error) => {
                        self.progress.suspend(|| tell_error(&error));
                        self.errors.set(self.errors.get() + 1);
                    }
                }
            }
        })
    }

    /// How the reading ended; says so when the inputs hold no post.
    pub(super) fn outcome(&self) -> Outcome {
        let (posts, errors) = (self.posts.get(), self.errors.get());
        tell_links(self.reader.borrow().links_left_out(), self.follows_links);
        if posts == 0 && errors == 0 {
            tell_no_posts(&self.names, self.reader.borrow().passed_over());
        }
        Outcome::of_reading(posts, errors)
    }
}

/// The names of the inputs, for messages.
pub(super) fn names(options: &InputOptions) -> String {
    let names: Vec<String> = options.inputs.iter().map(|path| path.display().to_string()).collect();
    names.join(", ")
}

/// Says that the inputs hold no post, and how many files of other formats were passed over.
pub(super) fn tell_no_posts(names: &str, passed_over: usize) {
    tell(match passed_over {
        0 => tr!("no-posts", names = names),
        files => tr!("no-posts-passed-over", names = names, files = files),
    });
}
