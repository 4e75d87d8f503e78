//! How a command ended, and the exit code that says so.

use std::process::ExitCode;

/// How a command ended that ran to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All posts were read.
    Done,
    /// Some posts failed; the results of the others are complete.
    SomeFailed,
    /// No post could be read.
    NothingReadable,
    /// The command was stopped by Ctrl-C.
    Stopped,
}

/// The exit code of a stopped run, by the convention of shells: 128 and the number of SIGINT.
pub(super) const STOPPED: u8 = 130;

impl Outcome {
    /// The outcome of a reading with this many posts and errors.
    pub(super) fn of_reading(posts: u64, errors: usize) -> Self {
        match (posts, errors) {
            (0, _) => Self::NothingReadable,
            (_, 0) => Self::Done,
            _ => Self::SomeFailed,
        }
    }

    /// Whether there are results to be written.
    pub(super) fn has_results(self) -> bool {
        matches!(self, Self::Done | Self::SomeFailed)
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::SomeFailed => Self::from(1),
            Outcome::NothingReadable => Self::from(2),
            Outcome::Stopped => Self::from(STOPPED),
        }
    }
}
