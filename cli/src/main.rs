//! The program `glane`: arguments, progress, messages, exit codes. It uses the public library only.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 all well, 1 some
//! posts failed, 2 wrong usage or nothing readable, 130 stopped by Ctrl-C.

mod analyze;
mod analyzer;
mod archive_run;
mod arguments;
mod background;
mod clean_posts;
mod collocations;
mod command;
mod compare;
mod concordance;
mod constraints;
mod eval;
mod explained;
mod export;
mod extract;
mod frequencies;
mod graded_eval;
mod inputs;
mod journal;
mod labels;
mod learn;
mod line_output;
mod lock;
mod merge;
mod outcome;
mod outputs;
mod overwrite;
mod place;
mod progress;
mod saved;
mod schema;
mod selection;
mod standard_output;
mod stop;
mod summary;
mod tables;
mod terminal;
mod tokens;

use std::process::ExitCode;

use clap::Parser;

use outcome::Outcome;

/// Runs the program on the arguments of the process.
fn main() -> ExitCode {
    match command::Arguments::parse().run() {
        Ok(outcome) => outcome.into(),
        Err(error) if terminal::is_closed_pipe(&error) => Outcome::Done.into(),
        Err(error) => {
            terminal::tell(format_args!("{error:#}"));
            ExitCode::from(2)
        }
    }
}
