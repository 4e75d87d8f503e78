//! Fuzzes the targets of `targets.rs` for as long as it is told:
//!
//! ```text
//! cargo run --release --example fuzz --features internals -- [--seconds N] [--runs N] [--from N] [--stack KB] [TARGET]...
//! ```
//!
//! Every input is made from its number. An input that fails is written to `fuzz/found/TARGET-NUMBER` and its number is
//! told; `--from NUMBER --runs 1 TARGET` runs it again. Where the process itself ends (a stack overflow, no memory),
//! `fuzz/found/TARGET.at` has a number shortly before; `--from` it with `--trace` tells each number before it runs.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

mod mutate;
mod targets;
mod words;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

/// How often the number is written down.
const STEP: u64 = 1024;

struct Wanted {
    seconds: u64,
    runs: u64,
    from: u64,
    stack: usize,
    trace: bool,
    targets: Vec<String>,
}

fn main() -> ExitCode {
    let Some(wanted) = wanted() else {
        eprintln!(
            "usage: fuzz [--seconds N] [--runs N] [--from N] [--stack KB] [--trace] [TARGET]...\ntargets: {}",
            targets::names().join(" ")
        );
        return ExitCode::from(2);
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = root.join("fuzz/found");
    fs::create_dir_all(&found).expect("a directory for what is found");
    let mut failed = false;
    for name in &wanted.targets {
        let Some(target) = targets::target(name, root) else {
            eprintln!("no target {name:?}; there are {}", targets::names().join(" "));
            return ExitCode::from(2);
        };
        let (wanted, found) = (&wanted, &found);
        let ended = thread::scope(|scope| {
            let thread = thread::Builder::new().stack_size(wanted.stack << 10);
            thread.spawn_scoped(scope, move || fuzz(target, wanted, found)).expect("a thread").join()
        });
        failed |= ended.unwrap_or(true);
    }
    ExitCode::from(u8::from(failed))
}

fn wanted() -> Option<Wanted> {
    let mut wanted =
        Wanted { seconds: u64::MAX, runs: 2_000_000, from: 0, stack: 256, trace: false, targets: Vec::new() };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next()?.parse::<u64>().ok();
        match argument.as_str() {
            "--seconds" => wanted.seconds = number()?,
            "--runs" => wanted.runs = number()?,
            "--from" => wanted.from = number()?,
            "--stack" => wanted.stack = number()? as usize,
            "--trace" => wanted.trace = true,
            option if option.starts_with('-') => return None,
            target => wanted.targets.push(target.to_owned()),
        }
    }
    if wanted.targets.is_empty() {
        wanted.targets = targets::names().into_iter().map(str::to_owned).collect();
    }
    Some(wanted)
}

/// Runs one target; returns whether an input failed.
fn fuzz(mut target: targets::Target, wanted: &Wanted, found: &Path) -> bool {
    let at: PathBuf = found.join(format!("{}.at", target.name));
    let (start, mut failures, mut slowest) = (Instant::now(), 0, (Duration::ZERO, 0));
    let mut number = wanted.from;
    while number - wanted.from < wanted.runs && start.elapsed().as_secs() < wanted.seconds {
        if number.is_multiple_of(STEP) {
            let _ = fs::write(&at, number.to_string());
        }
        if wanted.trace {
            eprintln!("{} {number}", target.name);
        }
        let input = mutate::input(&target.seeds, &target.words, &mut mutate::Chance::of(number));
        let before = Instant::now();
        if catch_unwind(AssertUnwindSafe(|| (target.run)(&input))).is_err() {
            failures += 1;
            eprintln!("{} {number} fails", target.name);
            let _ = fs::write(found.join(format!("{}-{number}", target.name)), &input);
            if failures >= 20 {
                break;
            }
        }
        slowest = slowest.max((before.elapsed(), number));
        number += 1;
    }
    let _ = fs::remove_file(at);
    println!(
        "{:<14} {:>9} runs {:>6} s, {failures} failures, slowest {:?} (number {})",
        target.name,
        number - wanted.from,
        start.elapsed().as_secs(),
        slowest.0,
        slowest.1
    );
    failures > 0
}
