//! What the tests of the command line share: the real binary, run on real files.
#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    reason = "each test crate uses its own part of this module"
)]

use std::fmt;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

/// How a run ended, and what it said where.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The lines of standard output as JSON.
    pub fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }
}

impl fmt::Display for Run {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "exit {}\n--- stdout\n{}--- stderr\n{}", self.code, self.out, self.err)
    }
}

/// Runs the program in a directory, with nothing on standard input.
pub fn glane<S: AsRef<std::ffi::OsStr>>(directory: &Path, arguments: impl IntoIterator<Item = S>) -> Run {
    glane_on(b"", directory, arguments)
}

/// Runs the program in a directory, with these bytes on standard input.
pub fn glane_on<S: AsRef<std::ffi::OsStr>>(
    input: &[u8],
    directory: &Path,
    arguments: impl IntoIterator<Item = S>,
) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_glane"))
        .current_dir(directory)
        .env_remove("COLUMNS")
        .env("NO_COLOR", "1")
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

/// The demonstration archive without [`FORMATS`]: every post once.
pub const BLOGS: [&str; 6] = [
    "corpora/cuisine",
    "corpora/divers",
    "corpora/jardin",
    "corpora/velo-en-ville",
    "corpora/vie-de-bureau",
    "corpora/vie-privee",
];

/// Twelve posts of these blogs in every format, an archive each.
pub const FORMATS: &str = "corpora/vitrine-des-formats";

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace around the package")
}

/// A directory of the data beside the project, or nothing and a word about it.
pub fn shared(part: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(part);
    if path.exists() {
        return Some(path);
    }
    #[expect(clippy::print_stderr, reason = "a test that skips says so")]
    {
        eprintln!("skipped: ../shared/{part} does not stand beside the project");
    }
    None
}

/// A piece of text as keyphrases show it: white space folded, soft hyphens and characters without
/// width left out. Written here a second time, as the law's own words.
pub fn shown(piece: &str) -> String {
    let visible: String = piece
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}'))
        .collect();
    let mut folded = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    // A phrase does not end in white space, but a test that trims would not see it if one did.
    if visible.ends_with(char::is_whitespace) {
        folded.push(' ');
    }
    folded
}
