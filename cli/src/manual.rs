//! `glane man`: manual pages, made by clap. One page goes to standard output, in the language of the user; into a directory
//! go the pages of all commands, in both languages.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, Command};
use clap_mangen::Man;

use super::catalogue::tr;
use super::help;
use super::language::{self, Language};
use super::outcome::Outcome;
use super::outputs::StagedFile;
use super::place;
use super::standard_output::standard_output;

#[derive(Args, Debug)]
pub(super) struct ManualOptions {
    /// The command whose page is written
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
    /// Directory for the pages of all commands
    #[arg(short, long, value_name = "DIR", conflicts_with = "command")]
    output: Option<PathBuf>,
}

/// Writes manual pages of `program`.
pub(super) fn run(options: &ManualOptions, program: &Command) -> anyhow::Result<Outcome> {
    if let Some(directory) = &options.output {
        for (language, pages) in [(Language::English, "man1"), (Language::French, "fr/man1")] {
            let directory = directory.join(pages);
            place::make_directory(&directory)?;
            let command = language::while_in(language, || help::localized(program.clone()));
            for (name, page) in pages_of(command, language)? {
                let mut staged = StagedFile::create(&directory, OsStr::new(&format!("{name}.1")))?;
                staged.file.write_all(&page).with_context(|| staged.doing())?;
                staged.move_into_place()?;
            }
        }
        return Ok(Outcome::Done);
    }
    let name = ["glane"].into_iter().chain(options.command.iter().map(String::as_str));
    let name = name.collect::<Vec<_>>().join("-");
    let pages = pages_of(help::localized(program.clone()), language::language())?;
    let Some((_, page)) = pages.into_iter().find(|(page, _)| *page == name) else {
        bail!(tr!("man-unknown", command = options.command.join(" ")));
    };
    standard_output()?.write_all(&page).with_context(|| tr!("writing-output"))?;
    Ok(Outcome::Done)
}

/// The pages of a command and of those below it, by name.
fn pages_of(mut command: Command, language: Language) -> io::Result<Vec<(String, Vec<u8>)>> {
    command.build();
    let mut pages = Vec::new();
    add(&command, "glane", language, &mut pages)?;
    Ok(pages)
}

fn add(
    command: &Command,
    name: &str,
    language: Language,
    pages: &mut Vec<(String, Vec<u8>)>,
) -> io::Result<()> {
    let mut page = Vec::new();
    // No date, which would differ from day to day.
    let titled = command.clone().name(name.to_owned()).disable_help_subcommand(true);
    Man::new(titled).title(name.to_uppercase()).section("1").render(&mut page)?;
    pages.push((name.to_owned(), headed(page, language)));
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        add(below, &format!("{name}-{}", below.get_name()), language, pages)?;
    }
    Ok(())
}

/// The headings that clap writes in English, in French where the page is.
const HEADINGS: [(&str, &str); 6] = [
    (".SH NAME", ".SH NOM"),
    (".SH SYNOPSIS", ".SH SYNOPSIS"),
    (".SH DESCRIPTION", ".SH DESCRIPTION"),
    (".SH SUBCOMMANDS", ".SH COMMANDES"),
    (".SH EXTRA", ".SH EXEMPLES"),
    (".SH VERSION", ".SH VERSION"),
];

fn headed(page: Vec<u8>, language: Language) -> Vec<u8> {
    let Ok(text) = String::from_utf8(page) else { return Vec::new() };
    let lines =
        text.lines().map(|line| match (language, HEADINGS.iter().find(|(english, _)| line == *english)) {
            (Language::French, Some((_, french))) => french,
            (Language::English, Some((".SH EXTRA", _))) => ".SH EXAMPLES",
            _ => line,
        });
    let mut headed = lines.collect::<Vec<_>>().join("\n");
    headed.push('\n');
    headed.into_bytes()
}
