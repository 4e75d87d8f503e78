//! `glane eval`: the same figures as the public script gives for the same predictions.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{BLOGS, glane, root, shared, skipped};
use serde_json::{Value, json};
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
        skipped("python3 with snowballstemmer is missing");
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

/// The keyphrases of a reader and the posts of `corpora/` as gold for `eval`.
fn gold() -> Vec<Value> {
    let mut posts = HashMap::new();
    for blog in BLOGS {
        for line in glane(root(), ["extract", "--with-text", blog]).lines() {
            let name = blog.trim_start_matches("corpora/");
            posts.insert(format!("{name}/{}", line["id"].as_str().expect("an id")), line);
        }
    }
    let lines = fs::read_to_string(root().join("tests/data/reader_gold.jsonl")).expect("gold");
    let gold = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    gold.map(|gold| {
        let post = &posts[gold["post"].as_str().expect("a path")];
        let (title, text) = (&post["title"], &post["text"]);
        json!({"id": gold["post"], "title": title, "text": text, "keyphrases": gold["keyphrases"]})
    })
    .collect()
}

fn stems(phrase: &Value) -> Vec<String> {
    let lower = phrase.as_str().expect("a phrase").to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| waken_snowball::stem(waken_snowball::Algorithm::French, word).into_owned()).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// Precision, recall and F1 of the first phrases of a line, by the rules of the public script.
fn by_the_rules(gold: &Value, predicted: &Value, cutoff: usize) -> [f64; 3] {
    let mut ranked: Vec<Vec<String>> = Vec::new();
    for key in list(&predicted["keyphrases"]).iter().map(stems) {
        if !key.is_empty() && !ranked.contains(&key) {
            ranked.push(key);
        }
    }
    ranked.truncate(cutoff);
    let wanted = list(&gold["keyphrases"]);
    let hit = |forms: &&Value| list(forms).iter().any(|form| ranked.contains(&stems(form)));
    let hits = wanted.iter().filter(hit).count() as f64;
    let (precision, recall) = (hits / ranked.len().max(1) as f64, hits / wanted.len() as f64);
    [precision, recall, if hits > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }]
}

/// The counterpart of the test with the public script, on texts that are always there.
#[test]
fn the_figures_are_those_of_the_predictions() {
    let gold = gold();
    let directory = TempDir::new().expect("a directory");
    let lines: Vec<String> = gold.iter().map(Value::to_string).collect();
    fs::write(directory.path().join("gold.jsonl"), lines.join("\n")).expect("a file");
    for method in ["learned", "tf-idf"] {
        let arguments = ["eval", "gold.jsonl", "--method", method, "--predictions", "p.jsonl"];
        let run = glane(directory.path(), arguments);
        let predictions = fs::read_to_string(directory.path().join("p.jsonl")).expect("predictions");
        let predictions: Vec<Value> =
            predictions.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert!(predictions.iter().map(|line| &line["id"]).eq(gold.iter().map(|line| &line["id"])));
        let mut expected = Vec::new();
        for cutoff in [5, 10, 15] {
            let mut means = [0.0; 3];
            for (gold, predicted) in gold.iter().zip(&predictions) {
                for (mean, figure) in means.iter_mut().zip(by_the_rules(gold, predicted, cutoff)) {
                    *mean += 100.0 * figure / predictions.len() as f64;
                }
            }
            expected.extend(means);
        }
        let ours = figures(run.out.lines().nth(1).expect("a row"));
        assert_eq!(ours.len(), expected.len());
        for (ours, expected) in ours.iter().zip(&expected) {
            // A row has two digits.
            assert!((ours - expected).abs() < 0.0051, "{method}: {ours} is not {expected}\n{run}");
        }
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
