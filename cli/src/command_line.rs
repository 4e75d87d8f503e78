//! From the words of the command line to a command: the language, the file of options, the help, wrong usage.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{Error, ErrorKind};
use clap::{ArgMatches, Command, CommandFactory as _, FromArgMatches as _};

use super::catalogue::tr;
use super::command::Arguments;
use super::config::{self, Config};
use super::terminal::tell;
use super::{help, usage_error};

/// Why no command is run.
pub(super) enum Ended {
    /// The help, or wrong usage, was shown.
    Shown(ExitCode),
    /// The file of options cannot be used.
    Failed(anyhow::Error),
}

/// The command that the words name, with the options of a file where there is one.
pub(super) fn parse(words: &[OsString]) -> Result<Arguments, Ended> {
    let config = config::of(words).map_err(Ended::Failed)?;
    let command = |mut command: Command| {
        if let Some(config) = &config {
            command = config.apply(command);
        }
        command
    };
    let parsed = command(Arguments::command())
        .try_get_matches_from(words)
        .and_then(|matches| Ok((Arguments::from_arg_matches(&matches)?, matches)));
    match parsed {
        Ok((arguments, matches)) => {
            if let Some(config) = &config
                && !is_quiet(&matches)
            {
                tell_config(config);
            }
            Ok(arguments)
        }
        // The help and the error are made again, in the language of the user.
        Err(first) => {
            let again = help::command(command(Arguments::command())).try_get_matches_from(words);
            Err(Ended::Shown(show(&again.err().unwrap_or(first))))
        }
    }
}

fn tell_config(config: &Config) {
    tell(tr!("config-read", path = config.path().display()));
}

/// Whether the command has the option to be quiet.
fn is_quiet(matches: &ArgMatches) -> bool {
    let mut matches = matches;
    while let Some((_, below)) = matches.subcommand() {
        matches = below;
    }
    matches.try_get_one::<bool>("quiet").ok().flatten().copied().unwrap_or(false)
}

/// Shows the help, the version, or what is wrong.
fn show(error: &Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(2)
        }
        _ => {
            use std::io::Write as _;
            // The listener may be gone.
            let _ = write!(anstream::stderr(), "{}", usage_error::render(error));
            ExitCode::from(2)
        }
    }
}
