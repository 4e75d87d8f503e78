//! `glane learn` and `--ranker`: training on an archive, refusals, and errors of other files.

use std::fs;
use std::sync::LazyLock;

use crate::support::{Run, glane, root};
use glane::archive::{self, Input, ReadOptions};
use serde_json::{Value, json};
use tempfile::TempDir;

/// What an author labels posts by, who tells when and where: no ranking of subjects would choose it.
const HABIT: [&str; 12] = [
    "matin", "soir", "lundi", "samedi", "hiver", "été", "rue", "maison", "cuisine", "table", "voisin", "eau",
];

/// The posts of the demonstration archive, as lines of JSON, with other labels.
fn lines(labels: impl Fn(&str) -> Vec<String>) -> Vec<Value> {
    let folders = ["cuisine", "jardin", "velo-en-ville", "vie-de-bureau", "vie-privee"];
    let inputs = folders.map(|folder| Input::Path(root().join("corpora").join(folder)));
    let posts = archive::read(inputs.to_vec(), ReadOptions::default()).filter_map(Result::ok);
    posts
        .map(|post| {
            let labels = labels(&post.text.to_lowercase());
            json!({"id": post.id, "title": post.title, "text": post.text, "tags": labels})
        })
        .collect()
}

/// The labels of the author with the habit.
fn habit(text: &str) -> Vec<String> {
    let stands = |word: &&str| text.split(|c: char| !c.is_alphanumeric()).any(|other| other == *word);
    HABIT.into_iter().filter(stands).map(str::to_owned).collect()
}

fn write<'l>(directory: &TempDir, name: &str, lines: impl IntoIterator<Item = &'l Value>) {
    let lines: Vec<String> = lines.into_iter().map(Value::to_string).collect();
    fs::write(directory.path().join(name), lines.join("\n")).expect("a file");
}

fn run(directory: &TempDir, arguments: &str) -> Run {
    glane(directory.path(), arguments.split_whitespace())
}

/// An archive of that author, `blog.jsonl`, the ranker trained on it, `blog.ranker`, and the run of the training.
fn trained() -> (TempDir, &'static Run) {
    static TRAINING: LazyLock<(Vec<u8>, Run)> = LazyLock::new(|| {
        let directory = TempDir::new().expect("a directory");
        write(&directory, "blog.jsonl", &lines(habit));
        let training = run(&directory, "learn blog.jsonl -o blog.ranker --threads 1");
        (bytes(&directory, "blog.ranker"), training)
    });
    let (ranker, training) = &*TRAINING;
    let directory = TempDir::new().expect("a directory");
    write(&directory, "blog.jsonl", &lines(habit));
    fs::write(directory.path().join("blog.ranker"), ranker).expect("a file");
    (directory, training)
}

/// The number behind some words.
fn number(text: &str, words: &str) -> f64 {
    let rest = text.split(words).nth(1).unwrap_or_else(|| panic!("{words} in {text}"));
    let number: String =
        rest.trim_start().chars().take_while(|c| c.is_ascii_digit() || "+-.".contains(*c)).collect();
    number.parse().unwrap_or_else(|_| panic!("a number behind {words} in {text}"))
}

#[test]
fn a_ranker_is_trained_on_labels_and_used() {
    let (directory, training) = trained();
    assert_eq!((training.code, training.out.as_str()), (0, ""), "{training}");
    assert!(number(&training.err, "trained:") > 10.0, "{training}");
    assert!(training.err.contains("blog.ranker was written: use it with --ranker"), "{training}");

    // A post that was not used for training.
    let post = "Le lundi matin, la rue dort. Le voisin sort de la maison le lundi, un livre sous le bras.";
    fs::write(directory.path().join("post.txt"), post).expect("a file");
    let texts = |arguments: &str| -> Vec<String> {
        let run = run(&directory, &format!("extract post.txt -k 4 {arguments}"));
        assert_eq!(run.code, 0, "{run}");
        let keyphrases = run.lines()[0]["keyphrases"].clone();
        let keyphrases = keyphrases.as_array().expect("keyphrases");
        keyphrases.iter().map(|one| one["lemma"].as_str().expect("a lemma").to_owned()).collect()
    };
    let found = |list: &[String]| list.iter().filter(|lemma| HABIT.contains(&lemma.as_str())).count();
    let (before, after) = (texts("--fill"), texts("--fill --ranker blog.ranker"));
    assert!(found(&after) == 4 && found(&before) < 4, "{before:?} {after:?}");

    let explained = run(&directory, "extract post.txt --explain --ranker blog.ranker");
    for keyphrase in explained.lines()[0]["keyphrases"].as_array().expect("keyphrases") {
        let figure = |value: &Value| value.as_f64().expect("a figure");
        let why = &keyphrase["explanation"];
        let parts = why["parts"].as_array().expect("parts");
        let sum: f64 = parts.iter().map(|part| figure(&part["added"])).sum();
        assert!((figure(&why["base"]) + sum - figure(&why["total"])).abs() < 1e-3, "{keyphrase}");
    }
}

#[test]
fn eval_measures_with_the_ranker() {
    let (directory, _) = trained();
    let gold: Vec<Value> = lines(habit)
        .into_iter()
        .filter(|line| line["tags"].as_array().is_some_and(|tags| !tags.is_empty()))
        .map(|mut line| {
            line["keyphrases"] = line["tags"].take();
            line
        })
        .collect();
    write(&directory, "gold.jsonl", &gold);
    let f1 = |arguments: &str| {
        let run = run(&directory, &format!("eval gold.jsonl --method learned --json {arguments}"));
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run}");
        run.lines()[0]["scores"]["10"]["f1"].as_f64().expect("F1")
    };
    assert!(f1("--ranker blog.ranker") > f1("") + 10.0);
    let other = run(&directory, "eval gold.jsonl --method tf-idf --ranker blog.ranker --json");
    assert_eq!(other.out, run(&directory, "eval gold.jsonl --method tf-idf --json").out);
    // Lines of gold are used as posts with labels are.
    let training = run(&directory, "learn gold.jsonl -o gold.ranker --quiet");
    assert_eq!((training.code, training.err.as_str()), (0, ""), "{training}");
    assert!(bytes(&directory, "gold.ranker") == bytes(&directory, "blog.ranker"));
}

fn bytes(directory: &TempDir, name: &str) -> Vec<u8> {
    fs::read(directory.path().join(name)).expect("a file")
}

#[test]
fn threads_and_order_do_not_matter() {
    let (directory, _) = trained();
    write(&directory, "backwards.jsonl", lines(habit).iter().rev());
    let run = run(&directory, "learn backwards.jsonl -o backwards.ranker --threads 3");
    assert_eq!(run.code, 0, "{run}");
    // The other was trained on one thread.
    assert!(bytes(&directory, "backwards.ranker") == bytes(&directory, "blog.ranker"));
}

#[test]
fn a_training_without_gain_is_refused() {
    let directory = TempDir::new().expect("a directory");
    write(&directory, "elsewhere.jsonl", &lines(|_| vec!["zeppelin".to_owned()]));
    write(&directory, "nobody.jsonl", &lines(|_| vec!["Non classé".to_owned()]));
    write(&directory, "few.jsonl", lines(habit).iter().take(9));
    for (arguments, wanted) in [
        ("learn elsewhere.jsonl -o my.ranker", "does not help: F1@10 is 0.0 before and 0.0 after"),
        ("learn nobody.jsonl -o my.ranker", "0 French posts have labels, and a training needs at least 20"),
        ("learn few.jsonl -o my.ranker", "French posts have labels, and a training needs at least 20"),
        ("learn nowhere/ -o my.ranker", "nowhere"),
    ] {
        let run = run(&directory, arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments}: {run}");
        assert!(run.err.contains(wanted), "{arguments}: {run}");
        assert!(!directory.path().join("my.ranker").exists(), "{arguments}");
    }
}

#[test]
fn errors_of_ranker_files_have_a_remedy() {
    let (directory, _) = trained();
    let ranker = bytes(&directory, "blog.ranker");
    let file = |name: &str, bytes: &[u8]| fs::write(directory.path().join(name), bytes).expect("a file");
    file("cut.ranker", &ranker[..ranker.len() / 2]);
    let mut older = ranker.clone();
    older[12] = 0;
    file("older.ranker", &older);
    let built = run(&directory, "background build blog.jsonl -o blog.background --quiet");
    assert_eq!(built.code, 0, "{built}");
    for (arguments, wanted) in [
        ("--ranker nowhere.ranker", "reading the ranker nowhere.ranker"),
        ("--ranker blog.jsonl", "blog.jsonl: not a ranker file: give a file that a training wrote"),
        ("--ranker cut.ranker", "cut.ranker: this ranker is damaged: copy it again"),
        ("--ranker older.ranker", "older.ranker: another version of glane wrote this ranker: train it again"),
        ("--ranker blog.ranker --method yake", "--ranker needs the learned method: leave out --method yake"),
        (
            "--ranker blog.ranker --background blog.background",
            "blog.ranker: the ranker was trained with another background: use the background that it was trained with",
        ),
    ] {
        let run = run(&directory, &format!("extract blog.jsonl {arguments}"));
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments}: {run}");
        assert!(run.err.contains(wanted), "{arguments}: {run}");
    }
}

#[test]
fn a_ranker_is_used_with_the_background_of_its_training() {
    let (directory, _) = trained();
    for arguments in [
        "background build blog.jsonl -o blog.background",
        "learn blog.jsonl -o own.ranker --background blog.background",
        "labels blog.jsonl --ranker own.ranker --background blog.background",
        "analyze blog.jsonl -o report --ranker own.ranker --background blog.background",
    ] {
        let run = run(&directory, arguments);
        assert_eq!(run.code, 0, "{arguments}: {run}");
    }
}
