//! The command line: arguments, progress, messages, exit codes. Uses the public library alone.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 all well, 1 some
//! posts failed, 2 wrong usage or nothing readable, 130 stopped by Ctrl-C.

mod aggregates;
mod analyze;
mod archive_run;
mod arguments;
mod background;
mod compare;
mod concordance;
mod constraints;
mod eval;
mod explained;
mod export;
mod extract;
mod inputs;
mod journal;
mod labels;
mod learn;
mod line_output;
mod merge;
mod outputs;
mod progress;
mod schema;
mod spool;
mod stop;
mod summary;
mod tables;
mod tokens;

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// How a command ended, when it ended well enough to say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All well.
    Done,
    /// Some posts failed; the others came out.
    SomeFailed,
    /// Not one post could be read.
    NothingReadable,
    /// It was stopped by Ctrl-C.
    Stopped,
}

/// Runs the program on the arguments of the process.
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Command::Extract(options) => extract::run(options),
        Command::Analyze(options) => analyze::run(options),
        Command::Merge(options) => merge::run(options),
        Command::Compare(options) => compare::run(options),
        Command::Labels(options) => labels::run(options),
        Command::Learn(options) => learn::run(options),
        Command::Tokens(options) => tokens::run(options),
        Command::Eval(options) => eval::run(options),
        Command::Background(options) => background::run(options),
        Command::Concordance(options) => concordance::run(options),
        Command::Export(options) => export::run(options),
        Command::Schema(options) => schema::run(options),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Ok(Outcome::NothingReadable) => ExitCode::from(2),
        Ok(Outcome::Stopped) => ExitCode::from(stop::STOPPED),
        Err(error) if closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell(format_args!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Says something on standard error. Whether anybody listens is not our business: with
/// `2>&1 | head` nobody may.
fn tell(message: impl Display) {
    let _ = writeln!(anstream::stderr(), "glane: {message}");
}

/// A piece of a post as a terminal may have it: without control characters, which move the cursor or worse,
/// and without those that turn the direction of what follows.
fn printable(piece: &str) -> String {
    let hidden = |c: &char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    piece.chars().filter(|c| !hidden(c)).collect()
}

/// Whether the reader of our output went away (`glane extract … | head`), which is no error.
fn closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
