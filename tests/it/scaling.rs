//! Law 8 without a clock: the instructions of a job of N, 2N and 4N parts, as callgrind counts them. Work that grows with
//! the square of its parts needs sixteen times as many for 4N as for N; what is linear needs four times as many.
//!
//! The test runs itself again under valgrind, where valgrind is there. It runs with all features alone, for one of the
//! runs of `.ci/run` is enough.

use std::env;
use std::process::Command;

use glane::archive::{self, ReadOptions};
use glane::corpus::{Aggregate, PeriodLength};
use glane::{Analyzer, Post};

use crate::hostile::pieces;
use crate::support::skipped;

/// Each job with its N.
const JOBS: [(&str, usize); 8] = [
    ("ids", 2000),
    ("labels", 2000),
    ("errors", 2000),
    ("nesting", 2000),
    ("attributes", 2000),
    ("heads", 2000),
    ("months", 300),
    ("keyphrases", 1500),
];
/// The most that 4N may need beside N, and 2N beside N.
const MOST: [f64; 2] = [2.8, 6.5];

fn work(job: &str, parts: usize) {
    let read = |name: &str, text: String| {
        let read = archive::read_bytes(name, text.into_bytes(), ReadOptions::default());
        std::hint::black_box(read.count());
    };
    match job {
        "ids" => read("a.jsonl", "{\"id\":\"a\",\"text\":\"mot\"}\n".repeat(parts)),
        "labels" => {
            let labels = pieces(parts, |number| format!("\"l{number}\","));
            read("a.jsonl", format!("{{\"text\":\"mot\",\"labels\":[{labels}\"fin\"]}}"));
        }
        "errors" => read("a.jsonl", "non\n".repeat(parts)),
        "nesting" => read("a.html", format!("{}mot", "<div><p><b>".repeat(parts))),
        "attributes" => read("a.html", format!("<a{}>mot</a>", " x=\"v\"".repeat(parts))),
        "heads" => read(
            "a.zip",
            "PK\u{3}\u{4}\u{14}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\u{1}\0\0\0a".repeat(parts),
        ),
        "months" => months(parts),
        "keyphrases" => {
            let text = pieces(parts, |number| format!("Le zorbec{number} arrive. "));
            let analyzer =
                Analyzer::builder().keyphrases(1_000_000).fill(true).threads(1).build().expect("an analyzer");
            std::hint::black_box(analyzer.analyze(&Post::new("a", text)));
        }
        _ => {}
    }
}

/// An archive of so many months, with one post each.
fn months(count: usize) {
    let analyzer = Analyzer::builder().threads(1).build().expect("an analyzer");
    let post = Post::new("a", "Le vélo cargo remplace la voiture. Le vélo cargo dure.");
    let report = analyzer.analyze(&post);
    let mut aggregate = Aggregate::new();
    for month in 0..count {
        let day = format!("{:04}-{:02}-03", 1950 + month / 12, month % 12 + 1).parse().expect("a day");
        aggregate.add(&post.clone().with_published(day), &report);
    }
    analyzer.install(|| std::hint::black_box(aggregate.report_by(Some(PeriodLength::Month))));
}

#[test]
#[ignore = "the test below runs it under valgrind"]
fn job() {
    let variable = |name: &str| env::var(name).unwrap_or_default();
    work(&variable("JOB"), variable("PARTS").parse().unwrap_or(0));
}

#[test]
fn four_times_the_parts_need_no_more_than_four_times_the_instructions() {
    if Command::new("valgrind").arg("--version").output().is_err() {
        skipped("there is no valgrind");
        return;
    }
    for (job, parts) in JOBS {
        let base = instructions("", 0).max(if matches!(job, "months" | "keyphrases") {
            instructions(job, 1)
        } else {
            0
        });
        let counts = [1, 2, 4].map(|times| instructions(job, parts * times).saturating_sub(base).max(1));
        for (count, most) in counts[1..].iter().zip(MOST) {
            let ratio = *count as f64 / counts[0] as f64;
            assert!(ratio < most, "{job}: {counts:?} instructions for N, 2N and 4N, N = {parts}");
        }
    }
}

/// The instructions that a job needs, with those of the start of the test.
fn instructions(job: &str, parts: usize) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().expect("this test"))
        .args(["--exact", "scaling::job", "--ignored", "--test-threads=1"])
        .env("JOB", job)
        .env("PARTS", parts.to_string())
        .output()
        .expect("valgrind runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    let count = told.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    count.unwrap_or_else(|| panic!("no count in {told}"))
}
