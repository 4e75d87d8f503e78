//! The run over an archive as a library call: the same report as the steps one by one, errors as data, cancellation,
//! inputs that change, and inputs that can be read only once.

mod order;
mod parts;

use std::fs;

use crate::support::{BLOGS, BROKEN, root};
use glane::archive::{self, Input, ReadOptions};
use glane::clean::CleanOptions;
use glane::corpus::Aggregate;
use glane::run::{Cancellation, Event, Run, RunError};
use glane::{Analyzer, Post};
use tempfile::{TempDir, tempdir};

fn analyzer(threads: usize) -> Analyzer {
    Analyzer::builder().threads(threads).build().expect("an analyzer")
}

fn demonstration() -> Vec<Input> {
    BLOGS.iter().map(|blog| Input::Path(root().join(blog))).collect()
}

fn bytes(aggregate: &Aggregate) -> Vec<u8> {
    let mut bytes = Vec::new();
    aggregate.write_to(&mut bytes).expect("an aggregate");
    bytes
}

/// A directory with a text file for each of some posts.
fn archive_of(posts: &[(&str, &str)]) -> (TempDir, Vec<Input>) {
    let directory = tempdir().expect("a directory");
    for (name, text) in posts {
        fs::write(directory.path().join(name), text).expect("a file");
    }
    let inputs = vec![Input::Path(directory.path().to_owned())];
    (directory, inputs)
}

const POSTS: [(&str, &str); 3] = [
    ("a.txt", "Le vélo cargo remplace la voiture. Un vélo cargo porte deux enfants."),
    ("b.txt", "La piste cyclable longe le canal, et le vélo cargo y roule."),
    ("c.txt", "La piste cyclable longe le canal, et le vélo cargo y roule."),
];

#[test]
fn one_call_equals_the_passes_one_by_one_on_any_number_of_threads() {
    let (mut read, mut announced, mut analyzed) = (0, 0, 0);
    let run = Run::new(demonstration());
    let archive = run
        .analyze(&analyzer(1), |event| match event {
            Event::Read { .. } => read += 1,
            Event::SecondPass { posts } => announced = posts,
            Event::Analyzed { .. } => analyzed += 1,
            _ => {}
        })
        .expect("a run");
    assert_eq!((read, read - analyzed), (announced, archive.cleaner.duplicate_count()));
    let two = run.analyze(&analyzer(2), |_| ()).expect("a run");
    assert!(bytes(&archive.aggregate) == bytes(&two.aggregate));

    let mut cleaned = run.first_pass(|_| ()).expect("a first pass");
    let (analyzer, mut aggregate) = (analyzer(1), Aggregate::new());
    let mut second_pass = cleaned.second_pass().expect("a second pass");
    for post in second_pass.by_ref() {
        aggregate.add(&post, &analyzer.analyze(&post));
    }
    second_pass.finish().expect("the same posts");
    assert!(bytes(&archive.aggregate) == bytes(&aggregate));
}

#[test]
fn without_cleaning_the_posts_are_those_of_the_readers() {
    let options = CleanOptions::default().boilerplate(false).duplicates(false);
    let mut cleaned = Run::new(demonstration()).clean(options).first_pass(|_| ()).expect("a first pass");
    let clean: Vec<Post> = cleaned.second_pass().expect("a second pass").collect();
    let read: Vec<Post> =
        archive::read(demonstration(), ReadOptions::default()).filter_map(Result::ok).collect();
    assert_eq!(clean, read);
    assert_eq!(cleaned.posts(), read.len() as u64);
}

#[test]
fn posts_that_cannot_be_read_are_data() {
    let (_directory, mut inputs) = archive_of(&POSTS);
    inputs.push(Input::Path(root().join(BROKEN)));
    let mut told = Vec::new();
    let archive = Run::new(inputs)
        .analyze(&analyzer(1), |event| {
            if let Event::Failed(error) = event {
                told.push(error.clone());
            }
        })
        .expect("a run");
    assert!(!told.is_empty());
    assert_eq!(archive.errors, told);
    assert!(archive.aggregate.report().posts.read >= 2);
    assert_eq!(archive.cleaner.duplicate_count(), 1);
}

#[test]
fn a_cancelled_run_says_so() {
    let cancellation = Cancellation::new();
    let run = Run::new(demonstration()).cancellation(&cancellation);
    let in_second_pass = run.analyze(&analyzer(1), |event| {
        if matches!(event, Event::SecondPass { .. }) {
            cancellation.cancel();
        }
    });
    assert!(matches!(in_second_pass, Err(RunError::Cancelled)), "{in_second_pass:?}");
    let before = run.first_pass(|_| ());
    assert!(matches!(before, Err(RunError::Cancelled)), "{before:?}");
}

#[test]
fn an_archive_that_changes_between_the_passes_is_an_error() {
    for (change, text) in
        [("d.txt", "Un billet de plus."), ("a.txt", "Un billet d’un autre texte."), ("a.txt", "")]
    {
        let (directory, inputs) = archive_of(&POSTS);
        let changed = Run::new(inputs).analyze(&analyzer(1), |event| {
            if matches!(event, Event::SecondPass { .. }) {
                fs::write(directory.path().join(change), text).expect("a file");
            }
        });
        let is_expected = match (change, text) {
            ("d.txt", _) => matches!(changed, Err(RunError::Changed { before: 3, after: 4 })),
            (_, "") => matches!(changed, Err(RunError::Changed { before: 3, after: 2 })),
            _ => matches!(changed, Err(RunError::Edited)),
        };
        assert!(is_expected, "{change}: {changed:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_input_that_can_be_read_only_once_is_copied_to_the_named_file() {
    let (directory, _) = archive_of(&POSTS);
    let path = |name: &str| directory.path().join(name);
    // A pipe, which the run reads while a thread writes.
    let pipe = || {
        let made = std::process::Command::new("mkfifo").arg(path("pipe.jsonl")).status();
        assert!(made.expect("mkfifo runs").success());
        let (directory, pipe) = (directory.path().to_owned(), path("pipe.jsonl"));
        std::thread::spawn(move || {
            let mut lines = Vec::new();
            for (name, _) in POSTS {
                let text = fs::read_to_string(directory.join(name)).expect("a file");
                let line = serde_json::json!({"id": name, "text": text, "other": {"nested": [1]}});
                lines.extend(format!("{line}\n").into_bytes());
            }
            fs::write(pipe, lines)
        })
    };
    let writer = pipe();
    let run = Run::new(vec![Input::Path(path("pipe.jsonl"))]);
    let refused = run.first_pass(|_| ());
    assert!(matches!(&refused, Err(RunError::ReadOnce(name)) if name.ends_with("pipe.jsonl")), "{refused:?}");

    let run = run.spool(path("copy.part"));
    let piped = run.analyze(&analyzer(1), |_| ()).expect("a run");
    writer.join().expect("no panic").expect("all is read");
    assert_eq!(piped.aggregate.report().posts.read, 2);
    assert!(!path("copy.part").exists(), "the copy is removed");

    // Never over a file that stands there.
    fs::write(path("copy.part"), "a file of the user").expect("a file");
    let refused = run.first_pass(|_| ());
    assert!(matches!(refused, Err(RunError::Spool { action: "writing", .. })), "{refused:?}");
    assert_eq!(fs::read(path("copy.part")).expect("the file"), b"a file of the user");
}
