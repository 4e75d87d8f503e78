//! What the README shows is what the program says.
//!
//! Every block of the README that starts with ```` ```console ```` holds a command after `$ ` and what
//! it says. When the output has changed for good reason, `UPDATE_README=1 cargo test -p glane-cli --test it readme`
//! writes it anew.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use crate::support::root;
use tempfile::TempDir;

const OPEN: &str = "```console\n$ ";
const CLOSE: &str = "```\n";

#[test]
fn the_readme_shows_real_output() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).expect("the README");
    let place = TempDir::new().expect("a directory");
    copy(&root().join("corpora"), &place.path().join("corpora"));
    let mut real = String::new();
    let mut rest = readme.as_str();
    let mut commands = 0;
    while let Some(at) = rest.find(OPEN) {
        let (before, block) = rest.split_at(at + OPEN.len());
        let (command, after) = block.split_once('\n').expect("a command on a line");
        let end = after.find(CLOSE).expect("the end of the block");
        let _ = write!(real, "{before}{command}\n{}", run(command, place.path()));
        rest = &after[end..];
        commands += 1;
    }
    real.push_str(rest);
    assert!(commands >= 3, "the README shows the commands");
    if env::var_os("UPDATE_README").is_some() {
        fs::write(&path, &real).expect("the README is written");
    } else if real != readme {
        let changed = real.lines().zip(readme.lines()).find(|(real, shown)| real != shown);
        panic!(
            "the README shows other output than the program's; UPDATE_README=1 writes it anew: {changed:#?}"
        );
    }
}

/// What a command says, its long lines of JSON broken for the eye.
fn run(command: &str, directory: &Path) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_glane")).parent().expect("a directory");
    let path = format!("{}:{}", programs.display(), env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}; }} 2>&1")])
        .current_dir(directory)
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .env("LC_ALL", "")
        .env("LANG", "C")
        .output()
        .expect("a shell");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let mut shown = String::new();
    for line in said.trim_end().lines() {
        let mut line = line.to_owned();
        if line.starts_with("{\"schema\"") {
            for field in ["\"language\"", "\"keyphrases\"", "\"variants\"", "\"spans\""] {
                line = line.replace(&format!(",{field}"), &format!(",\n {field}"));
            }
        }
        let _ = writeln!(shown, "{line}");
    }
    shown
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("a directory") {
        let entry = entry.expect("an entry");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a copy");
        }
    }
}

#[test]
fn the_two_commands_stand_on_lines_of_their_own() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    for command in ["cargo test", "cargo run --release -- analyze corpora/ -o report/"] {
        assert!(readme.lines().any(|line| line == command), "{command}: .ci/run looks for it");
    }
}
