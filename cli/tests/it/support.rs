//! What the tests of the program share: the real binary, run on real files.

use std::fmt;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

#[path = "../../../tests/it/support.rs"]
mod of_both_packages;
pub(crate) use of_both_packages::{BLOGS, BROKEN, FORMATS, POSTS, root, shared, shown, skipped};

/// How a run ended, and what it said where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// The lines of standard output as JSON.
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }
}

impl fmt::Display for Run {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "exit {}\n--- stdout\n{}--- stderr\n{}", self.code, self.out, self.err)
    }
}

/// Runs the program in a directory, with nothing on standard input.
pub(crate) fn glane<S: AsRef<std::ffi::OsStr>>(
    directory: &Path,
    arguments: impl IntoIterator<Item = S>,
) -> Run {
    glane_on(b"", directory, arguments)
}

/// Runs the program in a directory, with these bytes on standard input.
pub(crate) fn glane_on<S: AsRef<std::ffi::OsStr>>(
    input: &[u8],
    directory: &Path,
    arguments: impl IntoIterator<Item = S>,
) -> Run {
    glane_with(&[("LC_ALL", "C")], input, directory, arguments)
}

/// The same with these variables of the environment.
pub(crate) fn glane_with<S: AsRef<std::ffi::OsStr>>(
    variables: &[(&str, &str)],
    input: &[u8],
    directory: &Path,
    arguments: impl IntoIterator<Item = S>,
) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_glane"))
        .current_dir(directory)
        .env_remove("COLUMNS")
        .env("NO_COLOR", "1")
        .envs(variables.iter().copied())
        .args(arguments)
        .write_stdin(input)
        .output()
        .expect("the program runs");
    Run {
        code: output.status.code().expect("an exit code, and no signal"),
        out: String::from_utf8(output.stdout).expect("results in UTF-8"),
        err: String::from_utf8(output.stderr).expect("messages in UTF-8"),
    }
}
