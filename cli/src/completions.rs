//! `glane completions`: completions of commands and options, made by clap, with the help in the language of the user.

use std::io::Write as _;

use anyhow::Context;
use clap::{Args, Command};
use clap_complete::Shell;

use super::catalogue::tr;
use super::help;
use super::outcome::Outcome;
use super::standard_output::standard_output;

#[derive(Args, Debug)]
pub(super) struct CompletionsOptions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Writes the completions of `command`, which is the program.
pub(super) fn run(options: &CompletionsOptions, command: Command) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut help::localized(command), "glane", &mut script);
    standard_output()?.write_all(&script).with_context(|| tr!("writing-output"))?;
    Ok(Outcome::Done)
}
