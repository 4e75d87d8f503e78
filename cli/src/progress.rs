//! Progress on standard error: what is done, how many posts and bytes, how long it has taken, and how long it will take
//! where the number of posts is known. Nothing is shown where standard error is not a terminal.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::catalogue::{decimal, tr};
use super::inputs::tell_error;
use glane::run::Event;

/// What a command does with posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    /// It reads them.
    Reading,
    /// It analyzes them.
    Analyzing,
    /// It extracts their keyphrases.
    Extracting,
    /// It counts their words and phrases.
    Counting,
    /// It learns from them.
    Learning,
}

impl Doing {
    fn name(self) -> String {
        match self {
            Self::Reading => tr!("doing-reading"),
            Self::Analyzing => tr!("doing-analyzing"),
            Self::Extracting => tr!("doing-extracting"),
            Self::Counting => tr!("doing-counting"),
            Self::Learning => tr!("doing-learning"),
        }
    }
}

/// The progress of one reading or one pass.
pub(super) struct Progress {
    bar: ProgressBar,
    bytes: Arc<AtomicU64>,
}

/// How far a reading or a pass is.
#[derive(Clone, Copy)]
struct State {
    posts: u64,
    of: Option<u64>,
    bytes: u64,
    elapsed: Duration,
    left: Duration,
}

impl Progress {
    /// Shows what is done with posts, and with how many, if that is known.
    pub(super) fn new(quiet: bool, doing: Doing, posts: Option<u64>) -> Self {
        let bytes = Arc::new(AtomicU64::new(0));
        let bar = if quiet || !io::stderr().is_terminal() {
            ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())
        } else {
            let bar = ProgressBar::with_draw_target(posts, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {line}") {
                let bytes = Arc::clone(&bytes);
                bar.set_style(style.with_key(
                    "line",
                    move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                        let state = State {
                            posts: state.pos(),
                            of: posts,
                            bytes: bytes.load(Ordering::Relaxed),
                            elapsed: state.elapsed(),
                            left: state.eta(),
                        };
                        let _ = out.write_str(&line(doing, state));
                    },
                ));
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        };
        Self { bar, bytes }
    }

    /// Adds a post with this many bytes of text.
    pub(super) fn add(&mut self, bytes: usize) {
        if self.bar.is_hidden() {
            return;
        }
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        self.bar.inc(1);
    }

    /// Follows the events of a run: posts are counted, errors are reported. With the second pass, a new bar begins.
    pub(super) fn follow(&mut self, event: Event<'_>, quiet: bool) {
        match event {
            Event::Read { bytes } | Event::Analyzed { bytes } => self.add(bytes),
            Event::Failed(error) => self.bar.suspend(|| tell_error(error)),
            Event::SecondPass { posts } => *self = Self::new(quiet, Doing::Analyzing, Some(posts)),
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

/// The line of a state: what is done, to how much, and how long.
fn line(doing: Doing, state: State) -> String {
    let doing = doing.name();
    match state.of {
        _ if state.posts == 0 => tr!("progress-start", doing = doing, elapsed = duration(state.elapsed)),
        Some(of) => {
            let percent = (state.posts.min(of) * 100).checked_div(of).unwrap_or(100);
            let mut line =
                tr!("progress-known", doing = doing, done = state.posts, posts = of, percent = percent);
            if state.posts < of && state.elapsed.as_secs() > 0 {
                let _ = line.write_str(&tr!("progress-left", left = duration(state.left)));
            }
            line
        }
        None => {
            let size = decimal(state.bytes as f64 / 1e6, 1);
            let elapsed = duration(state.elapsed);
            tr!("progress-open", doing = doing, posts = state.posts, size = size, elapsed = elapsed)
        }
    }
}

/// A duration in its two greatest units.
fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => tr!("seconds", seconds = seconds),
        60..3600 => tr!("minutes", minutes = seconds / 60, seconds = seconds % 60),
        _ => tr!("hours", hours = seconds / 3600, minutes = seconds / 60 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(posts: u64, of: Option<u64>) -> State {
        State { posts, of, bytes: 45_230_000, elapsed: Duration::from_secs(7), left: Duration::from_secs(83) }
    }

    #[test]
    fn a_line_says_what_and_how_much_and_how_long() {
        assert_eq!(line(Doing::Reading, state(0, None)), "reading: 7 s");
        assert_eq!(line(Doing::Reading, state(1, None)), "reading: 1 post, 45.2 MB, 7 s");
        assert_eq!(line(Doing::Extracting, state(12_340, None)), "extracting: 12,340 posts, 45.2 MB, 7 s");
        assert_eq!(
            line(Doing::Analyzing, state(12_340, Some(45_000))),
            "analyzing: 12,340 of 45,000 posts (27 %), 1 min 23 s left"
        );
        assert_eq!(line(Doing::Learning, state(3, Some(3))), "learning: 3 of 3 posts (100 %)");
    }

    #[test]
    fn the_longest_line_has_room_in_80_columns() {
        let long = Duration::from_mins(60 * 999 + 59);
        for doing in [Doing::Reading, Doing::Analyzing, Doing::Extracting, Doing::Counting, Doing::Learning] {
            for of in [None, Some(999_999_999)] {
                let state = State { posts: 999_999_998, of, bytes: 1 << 50, elapsed: long, left: long };
                let line = line(doing, state);
                assert!(line.chars().count() + 2 < 80, "{line}");
            }
        }
    }
}
