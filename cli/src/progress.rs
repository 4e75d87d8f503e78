//! Progress on standard error: posts, their rate, and the remaining time where the number of posts is known. Nothing is
//! shown where standard error is not a terminal.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::inputs::tell_error;
use glane::run::Event;

/// The progress of one reading or one pass.
pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
    bytes: u64,
    updated: Instant,
}

impl Progress {
    /// Shows what is done ("reading") with posts, and of how many, if that is known.
    pub(super) fn new(quiet: bool, doing: &'static str, posts: Option<u64>) -> Self {
        let bar = if quiet || !io::stderr().is_terminal() {
            ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())
        } else {
            let bar = ProgressBar::with_draw_target(posts, ProgressDrawTarget::stderr());
            let template = match posts {
                Some(_) => "{prefix} [{bar:24}] {human_pos} of {human_len} posts, {msg}, {eta} left",
                None => "{prefix} {spinner} {human_pos} posts, {msg}, {elapsed}",
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar.set_prefix(doing);
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        };
        let now = Instant::now();
        Self { bar, start: now, bytes: 0, updated: now }
    }

    /// Adds a post with this many bytes of text.
    pub(super) fn add(&mut self, bytes: usize) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.inc(1);
        self.bytes += bytes as u64;
        if self.updated.elapsed() > Duration::from_millis(200) {
            self.updated = Instant::now();
            let seconds = self.start.elapsed().as_secs_f64();
            let posts = self.bar.position() as f64 / seconds;
            let megabytes = self.bytes as f64 / 1e6 / seconds;
            self.bar.set_message(format!("{posts:.0} posts/s, {megabytes:.1} MB/s"));
        }
    }

    /// Follows the events of a run: posts are counted, errors are reported. With the second pass, a new bar begins.
    pub(super) fn follow(&mut self, event: Event<'_>, quiet: bool) {
        match event {
            Event::Read { bytes } | Event::Analyzed { bytes } => self.add(bytes),
            Event::Failed(error) => self.bar.suspend(|| tell_error(error)),
            Event::SecondPass { posts } => *self = Self::new(quiet, "analyzing", Some(posts)),
            _ => {}
        }
    }

    /// The bar, for messages that must not overlap with it.
    pub(super) fn bar(&self) -> &ProgressBar {
        &self.bar
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
