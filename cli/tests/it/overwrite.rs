//! Nothing is lost or overwritten: locks, files of the user, inputs, edited archives, and names that are hard to write.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Run, glane};
use serde_json::json;
use tempfile::TempDir;

const TEXT: &str = "Le vélo cargo remplace la voiture. Un vélo cargo porte deux enfants et leurs cartables.";

fn lines(posts: usize) -> String {
    let line = |post: usize| {
        format!("{}\n", json!({"id": format!("{post}"), "text": format!("{TEXT} Jour {post}.")}))
    };
    (0..posts).map(line).collect()
}

fn directory() -> TempDir {
    let directory = TempDir::new().expect("a directory");
    fs::write(directory.path().join("a.jsonl"), lines(40)).expect("a file");
    directory
}

fn refused(run: &Run, wanted: &str) {
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run}");
    assert!(run.err.contains(wanted), "{run}");
}

/// A run that has its output open, and waits for posts on standard input.
fn waiting(path: &Path, arguments: &[&str], lock: &str) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_glane"))
        .env("LC_ALL", "C")
        .args(arguments)
        .current_dir(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let start = Instant::now();
    while !fs::read_to_string(path.join(lock)).is_ok_and(|holder| !holder.is_empty()) {
        assert!(start.elapsed() < Duration::from_mins(1), "no lock");
        assert!(child.try_wait().expect("a state").is_none(), "it ended");
        std::thread::sleep(Duration::from_millis(10));
    }
    child
}

#[test]
fn of_two_runs_into_one_output_the_second_is_refused() {
    let directory = directory();
    let path = directory.path();
    for (first, lock, second) in [
        (&["analyze", "-", "-o", "out"][..], "out/.glane.lock", &["analyze", "a.jsonl", "-o", "out"][..]),
        (&["extract", "-", "-o", "out.jsonl"], ".out.jsonl.lock", &["extract", "a.jsonl", "-o", "out.jsonl"]),
    ] {
        let mut child = waiting(path, first, lock);
        let run = glane(path, second);
        refused(&run, &format!("is being written by another run (process {})", child.id()));
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        // The lock ends with its process.
        assert_eq!(glane(path, second).code, 0);
        assert!(!path.join(lock).exists());
    }
}

#[test]
fn files_of_the_user_are_replaced_only_by_force() {
    let directory = directory();
    let path = directory.path();
    fs::create_dir(path.join("site")).expect("a directory");
    fs::write(path.join("post.md"), TEXT).expect("a file");
    fs::write(path.join("site/index.html"), "<!doctype html>\n<p>Mon site</p>").expect("a file");
    for (arguments, file) in [
        ("extract a.jsonl -o post.md", "post.md"),
        ("export --format conllu a.jsonl -o post.md", "post.md"),
        ("background build a.jsonl -o post.md", "post.md"),
        ("learn a.jsonl -o post.md", "post.md"),
        ("analyze a.jsonl -o site", "site/index.html"),
        ("analyze a.jsonl -o out --save post.md", "post.md"),
    ] {
        let before = fs::read(path.join(file)).expect("a file");
        refused(&glane(path, arguments.split(' ')), "has no mark of glane");
        assert!(before == fs::read(path.join(file)).expect("a file"), "{arguments}");
        assert!(!path.join("out").exists(), "{arguments}");
    }
    for arguments in
        ["extract a.jsonl -o post.md --force", "analyze a.jsonl -o site --force", "analyze a.jsonl -o site"]
    {
        let run = glane(path, arguments.split(' '));
        assert_eq!(run.code, 0, "{arguments}: {run}");
    }
}

#[test]
fn an_input_is_never_an_output() {
    let directory = directory();
    let path = directory.path();
    assert_eq!(glane(path, ["analyze", "a.jsonl", "-o", "out", "--save", "a.glane"]).code, 0);
    let before = fs::read(path.join("out/posts.jsonl")).expect("lines");
    for arguments in [
        "extract a.jsonl -o a.jsonl --force",
        "analyze out/posts.jsonl -o out --force",
        "merge a.glane -o merged --save a.glane --force",
    ] {
        refused(&glane(path, arguments.split(' ')), "is an input");
    }
    assert!(before == fs::read(path.join("out/posts.jsonl")).expect("lines"));
    assert_eq!(fs::read_to_string(path.join("a.jsonl")).expect("lines"), lines(40));
}

#[test]
fn tables_of_an_earlier_run_are_named() {
    let directory = directory();
    let path = directory.path();
    let run = glane(path, ["analyze", "a.jsonl", "-o", "out", "--csv"]);
    assert!(run.code == 0 && !run.err.contains("earlier run"), "{run}");
    let run = glane(path, ["analyze", "a.jsonl", "-o", "out"]);
    let wanted = "out: posts.csv, keyphrases.csv, themes.csv, trends.csv are of an earlier run";
    assert!(run.code == 0 && run.err.contains(wanted), "{run}");
}

/// Starts a run, and kills it when lines are on the disk.
fn kill_with_lines(path: &Path, arguments: &[&str], part: &str) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_glane"))
        .env("LC_ALL", "C")
        .args(arguments)
        .current_dir(path)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let start = Instant::now();
    while !fs::metadata(path.join(part)).is_ok_and(|part| part.len() > 0) {
        assert!(start.elapsed() < Duration::from_mins(1), "no lines");
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
}

#[test]
fn extract_resumes_only_the_lines_of_posts_that_are_the_same() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path();
    let posts = lines(6000);
    fs::write(path.join("a.jsonl"), &posts).expect("a file");
    let arguments = ["extract", "a.jsonl", "-o", "out.jsonl", "--resume"];
    kill_with_lines(path, &arguments, ".out.jsonl.part");
    assert!(!path.join("out.jsonl").exists());
    // The same id, another text.
    let edited = posts.replacen("Jour 3.", "Une pompe à vélo manque.", 1);
    fs::write(path.join("a.jsonl"), edited).expect("a file");
    let part = path.join(".out.jsonl.part");
    for damage in [false, true] {
        if damage {
            kill_with_lines(path, &["extract", "a.jsonl", "-o", "out.jsonl", "--force"], ".out.jsonl.part");
            let mut written = fs::read(&part).expect("lines");
            written[9] = b'X';
            fs::write(&part, written).expect("lines");
        }
        assert_eq!(glane(path, arguments).code, 0);
        let whole = glane(path, ["extract", "a.jsonl"]);
        assert!(fs::read_to_string(path.join("out.jsonl")).expect("lines") == whole.out, "{damage}");
    }
}

#[test]
fn a_resumed_run_with_edited_lists_says_why_it_cannot() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path();
    fs::write(path.join("a.jsonl"), lines(6000)).expect("a file");
    fs::write(path.join("never.txt"), "voiture\n").expect("a file");
    let arguments = ["extract", "a.jsonl", "-o", "out.jsonl", "--never", "never.txt", "--resume"];
    kill_with_lines(path, &arguments, ".out.jsonl.part");
    fs::write(path.join("never.txt"), "cartable\n").expect("a file");
    refused(&glane(path, arguments), "the stopped run had other options");
}

#[cfg(unix)]
#[test]
fn long_names_and_names_that_are_not_utf_8_are_written() {
    use std::os::unix::ffi::OsStringExt as _;
    let directory = directory();
    let path = directory.path();
    for name in [vec![b'a'; 252], b"caf\xe9.jsonl".to_vec()] {
        let name = OsString::from_vec(name);
        let arguments = ["extract", "a.jsonl", "-o"].map(OsString::from).into_iter().chain([name.clone()]);
        let run = glane(path, arguments);
        assert_eq!(run.code, 0, "{run}");
        assert_eq!(fs::read_to_string(path.join(&name)).expect("lines").lines().count(), 40);
    }
    assert_eq!(fs::read_dir(path).expect("a directory").count(), 3, "nothing else is left");
}

#[cfg(unix)]
#[test]
fn links_in_the_place_of_staged_files_are_not_followed() {
    let directory = directory();
    let path = directory.path();
    fs::write(path.join("mine"), "keep").expect("a file");
    fs::create_dir(path.join("out")).expect("a directory");
    for name in [".report.json.part", ".posts.jsonl.part", ".run.json", ".posts.journal", ".posts.copy.part"]
    {
        std::os::unix::fs::symlink(path.join("mine"), path.join("out").join(name)).expect("a link");
    }
    let run = glane(path, ["analyze", "a.jsonl", "-o", "out"]);
    assert_eq!(run.code, 0, "{run}");
    assert_eq!(fs::read_to_string(path.join("mine")).expect("a file"), "keep");
}
