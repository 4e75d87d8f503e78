//! The help, as users see it.

use crate::support::{glane, root};
use insta::assert_snapshot;

#[test]
fn help() {
    for (name, arguments) in [
        ("help", "--help"),
        ("help_extract", "extract --help"),
        ("help_analyze", "analyze --help"),
        ("help_tokens", "tokens --help"),
        ("help_learn", "learn --help"),
        ("help_eval", "eval --help"),
        ("help_concordance", "concordance --help"),
        ("help_export", "export --help"),
        ("help_schema", "schema --help"),
    ] {
        let run = glane(root(), arguments.split(' '));
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert_snapshot!(name, without_some(&run.out));
    }
}

/// The help without the lines that list the methods, which come and go with the rankers, and without the options
/// of features that are not in every build.
pub(crate) fn without_some(help: &str) -> String {
    let mut kept = Vec::new();
    let mut skipping = false;
    for line in help.lines() {
        let starts_option = line.trim_start().starts_with('-');
        if starts_option {
            let left_out = ["--method", "--parquet", "--sqlite", "--xlsx"];
            skipping = left_out.iter().any(|option| line.trim_start().starts_with(option));
        }
        skipping &= line.is_empty() || line.starts_with(' ');
        if !skipping {
            kept.push(line);
        }
    }
    kept.join("\n")
}

#[test]
fn the_version_is_the_package_s() {
    let run = glane(root(), ["--version"]);
    assert_eq!(run.out, format!("glane {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn no_command_at_all_shows_the_help() {
    let run = glane(root(), [] as [&str; 0]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("Examples:"), "{}", run.err);
}
