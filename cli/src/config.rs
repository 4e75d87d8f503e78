//! The file of options, `glane.toml`: options of an archive by their long names, for every command that has them, or
//! below the name of one command. Options of the command line are stronger.
//!
//! A file that is found, and not named, comes with an archive that may be of other people: its paths stay inside its
//! directory.

use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use clap::builder::ValueParser;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory as _};
use toml::de::{DeTable, DeValue};

use super::catalogue::tr;
use super::command::Arguments;
use super::usage_error;

/// The name of the file.
const NAME: &str = "glane.toml";

/// Options that a file cannot set.
const COMMAND_LINE_ONLY: [&str; 7] = ["help", "version", "ui", "config", "no-config", "resume", "force"];

/// A file of options.
#[derive(Debug)]
pub(super) struct Config {
    path: PathBuf,
    settings: Vec<Setting>,
}

/// An option with its values.
#[derive(Debug)]
struct Setting {
    /// The command that it is for, or every command that has it.
    command: Option<String>,
    option: String,
    values: Vec<String>,
}

/// The file of options for these words: the one that they name, that of the current directory, or that of the one
/// directory that is read.
pub(super) fn of(words: &[OsString]) -> anyhow::Result<Option<Config>> {
    let Ok(matches) = Arguments::command().ignore_errors(true).try_get_matches_from(words) else {
        return Ok(None);
    };
    let flag = |name| matches.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false);
    let Some((name, below)) = matches.subcommand() else { return Ok(None) };
    if flag("no_config") || ["completions", "man", "schema"].contains(&name) {
        return Ok(None);
    }
    if let Some(path) = matches.try_get_one::<PathBuf>("config").ok().flatten() {
        return Config::read(path, true).map(Some);
    }
    let here = PathBuf::from(NAME);
    let found = if here.is_file() { Some(here) } else { in_input(below).filter(|path| path.is_file()) };
    found.map(|path| Config::read(&path, false)).transpose()
}

/// Where the file is in the one directory that is read.
fn in_input(matches: &ArgMatches) -> Option<PathBuf> {
    let mut matches = matches;
    while let Some((_, below)) = matches.subcommand() {
        matches = below;
    }
    let mut inputs = matches.try_get_many::<PathBuf>("inputs").ok().flatten()?;
    match (inputs.next(), inputs.next()) {
        (Some(directory), None) if directory.is_dir() => Some(directory.join(NAME)),
        _ => None,
    }
}

impl Config {
    /// Reads a file; `is_named` where the user names it.
    fn read(path: &Path, is_named: bool) -> anyhow::Result<Self> {
        let text = fs::read_to_string(path).with_context(|| tr!("reading", path = path.display()))?;
        let reader = Reader { path, is_named, text: &text, root: Arguments::command() };
        Ok(Self { path: path.to_owned(), settings: reader.settings()? })
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The command with the options of the file as defaults, which options of the command line replace.
    pub(super) fn apply(&self, command: Command) -> Command {
        let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
        names.into_iter().fold(command, |command, name| {
            command.mut_subcommand(&name, |below| {
                // What stands below the name of the command is stronger.
                let own = self.settings.iter().filter(|setting| setting.command.as_deref() == Some(&name));
                let general = self.settings.iter().filter(|setting| setting.command.is_none());
                general.chain(own).fold(below, set)
            })
        })
    }
}

/// Sets an option of a command, and of those below it, where they have it.
fn set(command: Command, setting: &Setting) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let command = names
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |below| set(below, setting)));
    let Some(arg) = command.get_arguments().find(|arg| name_of(arg) == Some(&setting.option)) else {
        return command;
    };
    // Commands may have options of one name with other values: `format` of `extract` and of `export`.
    if arg.get_action().takes_values() && setting.values.iter().any(|value| parse(arg, value).is_err()) {
        return command;
    }
    let id = arg.get_id().clone();
    command.mut_arg(id, |arg| {
        if arg.get_action().takes_values() {
            arg.default_values(setting.values.clone()).required(false)
        } else {
            arg.default_value(setting.values.concat())
        }
    })
}

/// The name of an option in the file: its long name, or its only one.
fn name_of(arg: &Arg) -> Option<&str> {
    arg.get_long().or_else(|| arg.get_short().is_some().then(|| arg.get_id().as_str()))
}

/// Parses a value as the command line would.
fn parse(arg: &Arg, value: &str) -> Result<(), clap::Error> {
    let alone = Arg::new("alone").long("alone").value_parser(arg.get_value_parser().clone());
    Command::new("glane").arg(alone).try_get_matches_from(["glane", &format!("--alone={value}")]).map(|_| ())
}

/// Whether some command takes a value for an option.
fn is_taken(command: &Command, name: &str, value: &str) -> bool {
    let mut own = command.get_arguments().filter(|arg| name_of(arg) == Some(name));
    own.any(|arg| parse(arg, value).is_ok())
        || command.get_subcommands().any(|below| is_taken(below, name, value))
}

/// Finds an option in a command, or in those below it.
fn find<'c>(command: &'c Command, name: &str) -> Option<&'c Arg> {
    let own = command.get_arguments().find(|arg| name_of(arg) == Some(name));
    own.or_else(|| command.get_subcommands().find_map(|below| find(below, name)))
}

/// Reads the settings of a file.
struct Reader<'f> {
    path: &'f Path,
    is_named: bool,
    text: &'f str,
    root: Command,
}

impl Reader<'_> {
    fn settings(&self) -> anyhow::Result<Vec<Setting>> {
        let table = DeTable::parse(self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.error(at, tr!("config-toml", reason = error.message()))
        })?;
        let mut settings = Vec::new();
        for (key, value) in table.get_ref() {
            let at = key.span().start;
            if let DeValue::Table(below) = value.get_ref() {
                let Some(command) = self.root.find_subcommand(key.get_ref().as_ref()) else {
                    bail!(self.unknown(at, key.get_ref()));
                };
                for (key, value) in below {
                    let at = key.span().start;
                    let Some(arg) = find(command, key.get_ref()) else {
                        if find(&self.root, key.get_ref()).is_some() {
                            let text = tr!(
                                "config-other-command",
                                command = command.get_name(),
                                key = key.get_ref().as_ref()
                            );
                            bail!(self.error(at, text));
                        }
                        bail!(self.unknown(at, key.get_ref()));
                    };
                    settings.extend(self.setting(at, Some(command.get_name()), arg, value.get_ref())?);
                }
            } else {
                let Some(arg) = find(&self.root, key.get_ref()) else {
                    bail!(self.unknown(at, key.get_ref()));
                };
                settings.extend(self.setting(at, None, arg, value.get_ref())?);
            }
        }
        Ok(settings)
    }

    /// The setting of an option; `None` for a switch that is off.
    fn setting(
        &self,
        at: usize,
        command: Option<&str>,
        arg: &Arg,
        value: &DeValue,
    ) -> anyhow::Result<Option<Setting>> {
        let option = name_of(arg).unwrap_or_default().to_owned();
        if COMMAND_LINE_ONLY.contains(&option.as_str()) {
            bail!(self.error(at, tr!("config-command-line", key = &option)));
        }
        let setting =
            |values| Setting { command: command.map(str::to_owned), option: option.clone(), values };
        if !arg.get_action().takes_values() {
            return match value {
                DeValue::Boolean(true) => Ok(Some(setting(vec!["true".to_owned()]))),
                DeValue::Boolean(false) => Ok(None),
                _ => Err(self.kind(at, &option, tr!("config-kind-switch"))),
            };
        }
        let takes_many = matches!(arg.get_action(), ArgAction::Append);
        let mut values = match (value, scalar(value)) {
            (_, Some(value)) => vec![value],
            (DeValue::Array(values), None) if takes_many => {
                let values: Option<Vec<String>> =
                    values.iter().map(|value| scalar(value.get_ref())).collect();
                values.ok_or_else(|| self.kind(at, &option, tr!("config-kind-list")))?
            }
            _ if takes_many => return Err(self.kind(at, &option, tr!("config-kind-list"))),
            _ => return Err(self.kind(at, &option, tr!("config-kind-value"))),
        };
        if arg.get_value_parser().type_id() == ValueParser::path_buf().type_id() {
            for value in &mut values {
                *value = self.path(at, &option, value)?;
            }
        }
        for value in &values {
            let of = command.and_then(|name| self.root.find_subcommand(name)).unwrap_or(&self.root);
            if !is_taken(of, &option, value) {
                self.check(at, &option, arg, value)?;
            }
        }
        Ok(Some(setting(values)))
    }

    /// A path of the file, from the directory of the file on.
    fn path(&self, at: usize, option: &str, value: &str) -> anyhow::Result<String> {
        let path = Path::new(value);
        let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !self.is_named && !inside {
            bail!(self.error(at, tr!("config-outside", key = option)));
        }
        let path = self.path.parent().unwrap_or(Path::new("")).join(path);
        Ok(path.to_string_lossy().into_owned())
    }

    /// An error where a value is refused.
    fn check(&self, at: usize, option: &str, arg: &Arg, value: &str) -> anyhow::Result<()> {
        let Err(error) = parse(arg, value) else { return Ok(()) };
        let reason = if error.kind() == ErrorKind::ValueValidation {
            Some(usage_error::reason(&error))
        } else {
            let values = arg.get_possible_values();
            let names: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
            (!names.is_empty()).then(|| tr!("config-one-of", values = names.join(", ")))
        };
        Err(self.error(
            at,
            match reason {
                Some(reason) => {
                    tr!("config-value", value = value, key = option, reason = reason)
                }
                None => tr!("config-value-plain", value = value, key = option),
            },
        ))
    }

    fn kind(&self, at: usize, option: &str, kind: String) -> anyhow::Error {
        self.error(at, tr!("config-kind", key = option, kind = kind))
    }

    fn unknown(&self, at: usize, key: &str) -> anyhow::Error {
        let similar = key.replace('_', "-").to_lowercase();
        let text = if find(&self.root, &similar).is_some() {
            tr!("config-unknown-similar", key = key, similar = similar)
        } else {
            tr!("config-unknown", key = key, example = "keep-boilerplate = true")
        };
        self.error(at, text)
    }

    /// An error at a byte of the file.
    fn error(&self, at: usize, reason: String) -> anyhow::Error {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        anyhow!(tr!("config-line", path = self.path.display(), line = line.to_string(), reason = reason))
    }
}

/// A text, a number or a date as the command line has it.
fn scalar(value: &DeValue) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Datetime(date) => Some(date.to_string()),
        _ => None,
    }
}
