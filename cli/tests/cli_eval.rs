//! `glane eval`: the same figures as the public script gives for the same predictions.
#![allow(missing_docs)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{glane, root, shared};
use serde_json::Value;
use tempfile::TempDir;

/// The figures of a row: P, R and F1 at 5, 10 and 15.
fn figures(row: &str) -> Vec<f64> {
    row.split_whitespace().skip(2).take(9).map(|figure| figure.parse().expect("a figure")).collect()
}

#[test]
fn a_table_by_hand() {
    let directory = TempDir::new().expect("a directory");
    let text = "Le compost nourrit le jardin.";
    let gold = serde_json::json!({"id": "1", "text": text, "keyphrases": ["composts", ["potager", "jardins"], "haie"]});
    fs::write(directory.path().join("jardin.jsonl"), format!("{gold}\n")).expect("a file");
    let run = glane(
        directory.path(),
        ["eval", "jardin.jsonl", "--method", "first-phrases", "--predictions", "p.jsonl"],
    );
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 2, "{run}");
    assert!(lines[1].starts_with("jardin "));
    // Both nouns are found, and both are gold: P 100, R 2 of 3, F1 80.
    assert_eq!(figures(lines[1])[..3], [100.0, 66.67, 80.0]);
    let predictions = fs::read_to_string(directory.path().join("p.jsonl")).expect("predictions");
    let predictions: Value = serde_json::from_str(&predictions).expect("one line");
    assert_eq!(predictions, serde_json::json!({"id": "1", "keyphrases": ["compost", "jardin"]}));
}

#[test]
fn rows_tell_how_sure_they_are() {
    let directory = TempDir::new().expect("a directory");
    let line = |text: &str, gold: &str| serde_json::json!({"id": text, "text": text, "keyphrases": [gold]});
    let lines = [line("Le compost nourrit le jardin.", "jardin"), line("La neige tombe.", "vent")];
    fs::write(directory.path().join("g.jsonl"), lines.map(|line| format!("{line}\n")).concat())
        .expect("a file");
    let run = glane(
        directory.path(),
        ["eval", "g.jsonl", "--json", "--method", "tf-idf", "--method", "first-phrases"],
    );
    assert_eq!(run.code, 0, "{run}");
    let rows = run.lines();
    assert_eq!((rows.len(), &rows[0]["method"], &rows[0]["documents"]), (2, &"tf-idf".into(), &2.into()));
    assert_eq!(rows[0]["f1_at_10"]["low"], 0.0, "{run}");
    assert_eq!(rows[0]["beside_the_first"], serde_json::json!({"mean": 0.0, "low": 0.0, "high": 0.0}));
    assert!(rows[1]["scores"]["10"]["f1"].is_number(), "{run}");
    let missing = glane(directory.path(), ["eval", "nope.jsonl"]);
    assert!(missing.code == 2 && missing.err.contains("name a file of gold documents"), "{missing}");
}

#[test]
fn every_method_is_compared_when_none_is_named() {
    let directory = TempDir::new().expect("a directory");
    fs::write(
        directory.path().join("g.jsonl"),
        "{\"id\": \"1\", \"text\": \"Le compost.\", \"keyphrases\": [\"compost\"]}\n",
    )
    .expect("a file");
    let run = glane(directory.path(), ["eval", "g.jsonl"]);
    assert!(run.code == 0 && run.out.lines().count() >= 3, "{run}");
    for row in run.out.lines().skip(1) {
        assert_eq!(figures(row).len(), 9, "{row}");
    }
}

#[test]
fn the_figures_are_those_of_the_public_script() {
    let Some(eval) = shared("eval") else { return };
    if !has_python() {
        #[expect(clippy::print_stderr, reason = "a test that skips says so")]
        {
            eprintln!("skipped: python3 with snowballstemmer is not there");
        }
        return;
    }
    let directory = TempDir::new().expect("a directory");
    for name in ["blog", "wikinews", "taln", "papyrus"] {
        let gold = eval.join(format!("{name}.jsonl"));
        let predictions = directory.path().join("predictions.jsonl");
        let run = glane(
            root(),
            [
                "eval".as_ref(),
                gold.as_os_str(),
                "--method".as_ref(),
                "tf-idf".as_ref(),
                "--predictions".as_ref(),
                predictions.as_os_str(),
            ],
        );
        let ours = figures(run.out.lines().nth(1).expect("a row"));
        let theirs = script(&eval.join("score.py"), &gold, &predictions);
        for (ours, theirs) in ours.iter().zip(&theirs) {
            // Both are rounded to two digits; only a tie may fall to either side.
            assert!((ours - theirs).abs() < 0.011, "{name}: {ours} is not {theirs}\n{run}\n{theirs:?}");
        }
        assert_eq!(ours.len(), theirs.len());
    }
}

fn has_python() -> bool {
    Command::new("python3")
        .args(["-c", "import snowballstemmer"])
        .output()
        .is_ok_and(|run| run.status.success())
}

fn script(score: &Path, gold: &Path, predictions: &Path) -> Vec<f64> {
    let run =
        Command::new("python3").arg(score).args([gold, predictions]).arg("--json").output().expect("python3");
    let scores: Value = serde_json::from_slice(&run.stdout).expect("figures as JSON");
    ["5", "10", "15"]
        .iter()
        .flat_map(|cutoff| ["P", "R", "F1"].map(|figure| scores[cutoff][figure].as_f64().expect("a figure")))
        .collect()
}
