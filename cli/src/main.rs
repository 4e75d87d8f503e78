//! The program `glane`: arguments, progress, messages, exit codes. It uses the public library only.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 all well, 1 some
//! posts failed, 2 wrong usage or nothing readable, 130 stopped by Ctrl-C.

mod analyze;
mod analyzer;
mod archive_run;
mod arguments;
mod background;
mod catalogue;
mod clean_posts;
mod collocations;
mod command;
mod command_line;
mod compare;
mod completions;
mod concordance;
mod config;
mod constraints;
mod eval;
mod explained;
mod export;
mod extract;
mod failure;
mod frequencies;
mod graded_eval;
mod help;
mod inputs;
mod journal;
mod labels;
mod language;
mod learn;
mod library_texts;
mod line_output;
mod lock;
mod manual;
mod merge;
mod outcome;
mod outputs;
mod overwrite;
mod own;
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
mod usage_error;
#[cfg(feature = "xlsx")]
mod workbook;

use std::env;
use std::process::ExitCode;

use command_line::Ended;
use outcome::Outcome;

/// Runs the program on the arguments of the process.
fn main() -> ExitCode {
    language::set(language::choose(env::args_os().skip(1), |name| env::var_os(name)));
    let ended = command_line::parse(&env::args_os().collect::<Vec<_>>()).and_then(|arguments| {
        let outcome = arguments.run();
        outcome.map_err(Ended::Failed)
    });
    match ended {
        Ok(outcome) => outcome.into(),
        Err(Ended::Shown(code)) => code,
        Err(Ended::Failed(error)) if terminal::is_closed_pipe(&error) => Outcome::Done.into(),
        Err(Ended::Failed(error)) => {
            terminal::tell(failure::of(&error));
            ExitCode::from(2)
        }
    }
}
