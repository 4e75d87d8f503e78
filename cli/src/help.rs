//! The help in the language of the user: texts of the catalogue in place of those of the code, options in groups, the
//! frequent ones first. What an option does is decided in the file of its command.

use clap::builder::{PossibleValue, Styles};
use clap::{Arg, ArgAction, Command};

use super::catalogue::{find, tr};
use super::language::{Language, language};

/// The groups of arguments in their order, each with the ids of its arguments in theirs.
pub(super) const GROUPS: [(&str, &[&str]); 9] = [
    ("group-input", &["phrase", "inputs", "gold", "parts", "files", "contract", "shell", "command"]),
    (
        "group-output",
        &[
            "output",
            "format",
            "json",
            "unit",
            "window",
            "least",
            "all_words",
            "top",
            "context",
            "sort",
            "limit",
            "with_text",
            "period",
            "save",
            "predictions",
            "resume",
            "force",
        ],
    ),
    (
        "group-keyphrases",
        &[
            "k",
            "fill",
            "method",
            "methods",
            "explain",
            "stop_list",
            "never",
            "always",
            "vocabulary",
            "min_score",
            "min_count",
            "min_words",
            "max_words",
            "pattern",
            "diversity",
            "background",
            "ranker",
        ],
    ),
    ("group-selection", &["from", "to", "author", "label", "lang", "keep_boilerplate", "keep_duplicates"]),
    ("group-tables", &["xlsx", "csv", "csv_dialect", "csv_bom", "parquet", "sqlite", "sqlite_text"]),
    ("group-page", &["title", "subtitle", "logo", "edits", "page_texts", "page_index"]),
    ("group-reading", &["input_format", "encoding", "text_column", "markup", "include", "follow"]),
    (
        "group-limits",
        &[
            "max_post_size",
            "max_depth",
            "max_unpacked_size",
            "max_unpacked_ratio",
            "max_container_depth",
            "max_held_size",
        ],
    ),
    ("group-general", &["quiet", "threads", "ui", "config", "no_config", "help", "version"]),
];

/// The command of the program with its help in the language of the run, ready to parse.
pub(super) fn command(command: Command) -> Command {
    let mut command = localized(command);
    // From here on it has the command `help`, which clap adds.
    command.build();
    name_help(&mut command);
    command
}

/// The command of the program with its texts in the language of the run.
pub(super) fn localized(command: Command) -> Command {
    at_path(command, "")
}

/// The command at a path, as in `background-build`, with its groups and texts, and those below it.
fn at_path(command: Command, path: &str) -> Command {
    let name = path.trim_start_matches('-').to_owned();
    let is_root = name.is_empty();
    let mut command = command.disable_help_flag(true).arg(flag("help", 'h', ArgAction::Help));
    if is_root {
        command = command.disable_version_flag(true).arg(flag("version", 'V', ArgAction::Version));
    }
    // Headings come in the order of the arguments.
    let mut sorted: Vec<Arg> = command.get_arguments().map(|arg| argument(arg.clone(), &name)).collect();
    sorted.sort_by_key(|arg| place(arg.get_id().as_str()));
    let mut sorted = sorted.into_iter();
    command = command.mut_args(|arg| sorted.next().unwrap_or(arg));
    let about = if is_root { find("command") } else { find(&format!("command-{name}")) };
    if let Some(about) = about {
        command = command.about(about);
    }
    let examples = if is_root { find("examples") } else { find(&format!("examples-{name}")) };
    if let Some(examples) = examples {
        command = command.after_help(examples);
    }
    let usage = Styles::default();
    let usage = usage.get_usage();
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{usage}{}{usage:#} {{usage}}\n\n{{all-args}}{{after-help}}",
        tr!("usage")
    );
    command = command
        .help_template(template)
        .subcommand_help_heading(headed(tr!("commands")))
        .subcommand_value_name(tr!("name-command"));
    let paths: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    for below in paths {
        let path = format!("{path}-{below}");
        command = command.mut_subcommand(below, |command| at_path(command, &path));
    }
    command
}

fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    Arg::new(name).long(name).short(short).action(action)
}

/// The texts of the command `help`, and of those below it.
fn name_help(command: &mut Command) {
    for below in command.get_subcommands_mut() {
        if below.get_name() == "help" {
            *below = std::mem::take(below).about(tr!("command-help"));
        } else {
            name_help(below);
        }
    }
}

/// Where an argument stands: its group and its place in it. An argument that is in no group comes last.
fn place(id: &str) -> (usize, usize) {
    let mut places = GROUPS
        .iter()
        .enumerate()
        .filter_map(|(group, (_, ids))| ids.iter().position(|known| *known == id).map(|at| (group, at)));
    places.next().unwrap_or((GROUPS.len(), 0))
}

/// An argument with its texts.
fn argument(arg: Arg, command: &str) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let (group, at) = place(&id);
    let heading = GROUPS.get(group).unwrap_or(&GROUPS[GROUPS.len() - 1]).0;
    let mut help = text_of("help", command, &id).unwrap_or_default();
    let takes_values = arg.get_action().takes_values();
    let defaults: Vec<String> = arg
        .get_default_values()
        .iter()
        .filter(|_| takes_values)
        .map(|value| value.to_string_lossy().into_owned())
        .collect();
    let values: Vec<PossibleValue> = arg.get_possible_values().into_iter().filter(|_| takes_values).collect();
    if !defaults.is_empty() {
        help = format!("{help} {}", tr!("default", value = defaults.join(", ")));
    }
    let mut long = help.clone();
    if !values.is_empty() {
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        let described: Vec<(&str, String)> = names
            .iter()
            .filter_map(|name| Some((*name, text_of("value", command, &format!("{id}-{name}"))?)))
            .collect();
        let width = names.iter().map(|name| name.len()).max().unwrap_or(0);
        help = format!("{help} {}", tr!("values", values = names.join(", ")));
        long = if described.len() == names.len() {
            described.iter().fold(long, |long, (name, of)| format!("{long}\n  {name:<width$}  {of}"))
        } else {
            help.clone()
        };
    }
    let names: Vec<String> = arg
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .filter(|_| takes_values)
        .map(|name| find(&format!("name-{}", name.to_lowercase())).unwrap_or_else(|| name.to_string()))
        .collect();
    let mut arg = arg
        .help(help)
        .help_heading(headed(find(heading).unwrap_or_default()))
        .display_order(group * 100 + at);
    if takes_values {
        arg = arg.hide_default_value(true).hide_possible_values(true);
    }
    if !names.is_empty() {
        arg = arg.value_names(names);
    }
    let is_limit = heading == "group-limits";
    arg.long_help(long).hide_short_help(is_limit)
}

/// A heading, to which clap adds a colon.
fn headed(heading: String) -> String {
    match language() {
        Language::English => heading,
        Language::French => heading + "\u{a0}",
    }
}

/// The text of an argument of this command, or that of every command with this argument.
fn text_of(kind: &str, command: &str, id: &str) -> Option<String> {
    ids_of(kind, command, id).into_iter().find_map(|id| find(&id))
}

/// The ids under which the text of an argument is looked up.
fn ids_of(kind: &str, command: &str, id: &str) -> [String; 2] {
    let id = id.replace('_', "-");
    [format!("{kind}-{command}-{id}"), format!("{kind}-{id}")]
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;
    use fluent_bundle::FluentArgs;

    use super::*;
    use crate::catalogue::text_in;
    use crate::command::Arguments;

    /// Every id that the help uses of those that are in the catalogue; a panic names a command, an argument or a value
    /// without a text, or without a group.
    pub(crate) fn ids_of_help() -> BTreeSet<String> {
        let mut used = BTreeSet::new();
        walk(&Arguments::command(), "", &mut used);
        for name in ["help", "version"] {
            used.insert(format!("help-{name}"));
        }
        for name in ["command-help", "name-command"] {
            used.insert(name.to_owned());
        }
        used.extend(GROUPS.iter().map(|(group, _)| (*group).to_owned()));
        used
    }

    fn has(id: &str) -> bool {
        let arguments = FluentArgs::new();
        let texts = [Language::English, Language::French].map(|language| text_in(language, id, &arguments));
        assert_eq!(texts[0].is_some(), texts[1].is_some(), "{id} is in one language only");
        texts.iter().all(|text| text.as_ref().is_some_and(|text| !text.is_empty()))
    }

    fn walk(command: &Command, path: &str, used: &mut BTreeSet<String>) {
        let about = if path.is_empty() { "command".to_owned() } else { format!("command-{path}") };
        assert!(has(&about), "add {about} to help.ftl in both languages");
        used.insert(about);
        let examples = if path.is_empty() { "examples".to_owned() } else { format!("examples-{path}") };
        if has(&examples) {
            used.insert(examples);
        }
        for arg in command.get_arguments() {
            let id = arg.get_id().as_str();
            assert!(place(id).0 < GROUPS.len(), "add {id} of {path} to a group in help.rs");
            let [own, general] = ids_of("help", path, id);
            let found = [own.clone(), general].into_iter().find(|id| has(id));
            used.insert(found.unwrap_or_else(|| panic!("add {own} to help.ftl in both languages")));
            for name in arg.get_value_names().unwrap_or_default() {
                if arg.get_action().takes_values() {
                    let name = format!("name-{}", name.to_lowercase());
                    assert!(has(&name), "add {name} to help.ftl in both languages");
                    used.insert(name);
                }
            }
            for value in arg.get_possible_values() {
                let ids = ids_of("value", path, &format!("{id}-{}", value.get_name()));
                used.extend(ids.into_iter().find(|id| has(id)));
            }
        }
        for below in command.get_subcommands() {
            let path = format!("{path}-{}", below.get_name());
            walk(below, path.trim_start_matches('-'), used);
        }
    }

    #[test]
    fn every_argument_of_a_group_exists_once() {
        let ids: Vec<&str> = GROUPS.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an argument is in two groups");
    }
}
