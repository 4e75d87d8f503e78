//! Runs that are killed at random moments, and resumed: their output has the bytes of an undisturbed run.
//!
//! `KILL_ROUNDS=200 cargo test --release -p glane-cli --test it -- kill --ignored --nocapture` takes some minutes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Numbers that look like chance (splitmix64).
struct Chance(u64);

impl Chance {
    /// A number in 0..1.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn archive(posts: usize) -> String {
    let words =
        ["four", "pain", "levain", "vélo", "jardin", "quartier", "atelier", "compost", "marché", "chemin"];
    let mut lines = String::new();
    for post in 0..posts {
        let word = |at: usize| words[(post * 7 + at * 3 + post / 10) % words.len()];
        let mut text = String::new();
        for at in 0..30 {
            write!(text, "Le {} du {} numéro {} dure. ", word(at), word(at + 1), (post + at) % 97)
                .expect("a string");
        }
        writeln!(lines, "{{\"id\":\"b{post}\",\"text\":\"{text}\",\"date\":\"20{:02}-03-05\"}}", post % 20)
            .expect("a string");
    }
    lines
}

/// The program, quietly, in a directory.
fn glane(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glane"));
    command.env("LC_ALL", "C");
    command.args(arguments).arg("--quiet").current_dir(directory).stderr(Stdio::null());
    command
}

/// The files of an output, hidden ones too, and their bytes.
fn bytes(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    if path.is_file() {
        return vec![(PathBuf::new(), fs::read(path).expect("a file"))];
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(path).expect("a directory").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let named = |file: PathBuf| {
        (file.file_name().map(PathBuf::from).unwrap_or_default(), fs::read(&file).expect("a file"))
    };
    files.into_iter().map(named).collect()
}

fn rounds(command: &str, rounds: usize) {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path();
    fs::write(path.join("a.jsonl"), archive(400)).expect("a file");
    let start = Instant::now();
    assert!(glane(path, &[command, "a.jsonl", "-o", "whole"]).status().expect("it runs").success());
    let whole = start.elapsed();
    let expected = bytes(&path.join("whole"));
    let mut chance = Chance(7);
    let mut kills = 0;
    for round in 0..rounds {
        let name = format!("out{round}");
        let mut arguments = vec![command, "a.jsonl", "-o", &name];
        for _ in 0..3 {
            let mut child = glane(path, &arguments).spawn().expect("it runs");
            std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * chance.share()));
            kills += usize::from(child.try_wait().expect("a state").is_none());
            child.kill().expect("it is killed");
            child.wait().expect("it ends");
            if arguments.len() == 4 {
                arguments.push("--resume");
            }
        }
        let ended = glane(path, &arguments).status().expect("it runs");
        assert!(ended.success(), "{command}, round {round}");
        assert!(bytes(&path.join(&name)) == expected, "{command}, round {round}: other bytes");
        let _ = fs::remove_dir_all(path.join(&name)).or_else(|_| fs::remove_file(path.join(&name)));
    }
    let told = format_args!("{command}: {rounds} rounds, {kills} kills\n");
    std::io::Write::write_fmt(&mut std::io::stderr(), told).expect("standard error");
}

fn wanted() -> usize {
    std::env::var("KILL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(200)
}

#[test]
#[ignore = "takes minutes; archive_run.rs and overwrite.rs kill a run at fixed places"]
fn extract_that_is_killed_at_random_moments_resumes_to_the_same_bytes() {
    rounds("extract", wanted());
}

#[test]
#[ignore = "takes minutes; archive_run.rs and overwrite.rs kill a run at fixed places"]
fn analyze_that_is_killed_at_random_moments_resumes_to_the_same_bytes() {
    rounds("analyze", wanted());
}
