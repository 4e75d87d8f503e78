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

/// F1@10 and nDCG@10 of a list by the formulas of the field, for entries that are written as the lists write them.
fn graded(entries: &[(&[&str], u32)], list: &[&str]) -> (f64, f64) {
    let list = &list[..list.len().min(10)];
    let is_hit = |forms: &[&str]| list.iter().any(|phrase| forms.contains(phrase));
    let main: Vec<_> = entries.iter().filter(|(_, grade)| *grade >= 2).collect();
    let hits = main.iter().filter(|(forms, _)| is_hit(forms)).count() as f64;
    let f1 = 2.0 * hits / (list.len() + main.len()) as f64;
    let gain = |grade: u32, rank: usize| (f64::from(1_u32 << grade) - 1.0) / (rank as f64 + 2.0).log2();
    let grade_of =
        |phrase: &&str| entries.iter().find(|(forms, _)| forms.contains(phrase)).map(|entry| entry.1);
    let found = list.iter().enumerate().filter_map(|(rank, phrase)| Some(gain(grade_of(phrase)?, rank)));
    let mut grades: Vec<u32> = entries.iter().map(|(_, grade)| *grade).collect();
    grades.sort_unstable_by(|one, other| other.cmp(one));
    let ideal: f64 = grades.iter().take(10).enumerate().map(|(rank, &grade)| gain(grade, rank)).sum();
    (100.0 * f1, 100.0 * found.sum::<f64>() / ideal)
}

#[test]
fn grades_give_ndcg_and_how_phrases_relate_to_the_gold() {
    let directory = TempDir::new().expect("a directory");
    let text = "Le compost nourrit le jardin partagé. Une haie borde le jardin partagé et le verger.";
    let entries: [(&[&str], u32); 4] =
        [(&["jardin partagé"], 3), (&["haie", "haie vive"], 1), (&["verger"], 2), (&["potager"], 2)];
    let forms: Vec<&[&str]> = entries.iter().map(|entry| entry.0).collect();
    let grades: Vec<u32> = entries.iter().map(|entry| entry.1).collect();
    let gold = json!({"id": "1", "text": text, "keyphrases": forms, "grades": grades});
    fs::write(directory.path().join("g.jsonl"), format!("{gold}\n")).expect("a file");
    let arguments =
        ["eval", "g.jsonl", "--json", "--fill", "--predictions", "p.jsonl", "--method", "learned"];
    let run = glane(directory.path(), arguments);
    assert!(run.code == 0 && run.err.contains("the built-in ranker was trained on graded gold"), "{run}");
    let row = &run.lines()[0];
    let predictions = fs::read_to_string(directory.path().join("p.jsonl")).expect("predictions");
    let predictions: Value = serde_json::from_str(&predictions).expect("one line");
    let list: Vec<&str> =
        predictions["keyphrases"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(list.contains(&"jardin partagé") && list.contains(&"compost"), "{list:?}");
    let (f1, ndcg) = graded(&entries, &list);
    let mean = |field: &str| row[field]["mean"].as_f64().expect("a figure");
    assert!(
        (mean("f1_at_10") - f1).abs() < 0.01 && (mean("ndcg_at_10") - ndcg).abs() < 0.01,
        "{row} {f1} {ndcg}"
    );
    let named = list.iter().filter(|phrase| forms.iter().any(|forms| forms.contains(phrase))).count();
    let share = 100.0 * named as f64 / list.len() as f64;
    assert!((row["phrases"]["named"].as_f64().expect("a share") - share).abs() < 0.01, "{row}");
    let table = glane(directory.path(), ["eval", "g.jsonl", "--method", "tf-idf"]);
    assert!(
        table.err.is_empty() && table.out.starts_with("gold ") && table.out.contains("nDCG@10"),
        "{table}"
    );
}

#[test]
fn graded_figures_are_those_of_the_public_script() {
    let Some(eval) = shared("eval") else { return };
    if !has_python() {
        skipped("python3 with snowballstemmer is missing");
        return;
    }
    let directory = TempDir::new().expect("a directory");
    let posts = fs::read_to_string(eval.join("reader/open.jsonl")).expect("gold");
    let posts: String = posts.split_inclusive('\n').step_by(6).collect();
    fs::write(directory.path().join("g.jsonl"), posts).expect("a file");
    let arguments = ["eval", "g.jsonl", "--json", "--predictions", "p.jsonl", "--method", "tf-idf"];
    let run = glane(directory.path(), arguments);
    let row = &run.lines()[0];
    let script = Command::new("python3")
        .arg(eval.join("reader_eval.py"))
        .args(["g.jsonl", "--predicted", "p.jsonl"])
        .current_dir(directory.path())
        .output()
        .expect("the script");
    let theirs = String::from_utf8(script.stdout).expect("text");
    let figure_behind = |name: &str| -> f64 {
        let rest = &theirs[theirs.find(name).unwrap_or_else(|| panic!("{name} in {theirs}")) + name.len()..];
        let figure = rest.split_whitespace().next().expect("a figure");
        figure.trim_end_matches(',').parse().expect("a number")
    };
    for (ours, name) in [
        (&row["f1_at_5"]["mean"], "F1@5"),
        (&row["f1_at_10"]["mean"], "F1@10"),
        (&row["ndcg_at_10"]["mean"], "nDCG@10"),
        (&row["length"], "length"),
        (&row["phrases"]["named"], "named"),
        (&row["phrases"]["part"], "part"),
        (&row["phrases"]["longer"], "longer"),
        (&row["phrases"]["shares"], "shares"),
        (&row["phrases"]["unrelated"], "unrelated"),
    ] {
        let (ours, theirs) = (ours.as_f64().expect("a figure"), figure_behind(name));
        // The script rounds to one digit.
        assert!((ours - theirs).abs() < 0.051, "{name}: {ours} is not {theirs}");
    }
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
