//! `glane extract --explain`: what a person or a program sees of an explanation.

use serde_json::Value;

use crate::support::{glane, root};

#[test]
fn a_line_has_eight_features_and_the_others() {
    let run = glane(root(), ["extract", "corpora/jardin", "--explain"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for line in run.lines() {
        for keyphrase in line["keyphrases"].as_array().expect("a list") {
            let figure = |value: &Value| value.as_f64().expect("a figure");
            let why = &keyphrase["explanation"];
            let mut parts = why["parts"].as_array().expect("parts").iter();
            let added: f64 = parts.clone().map(|part| figure(&part["added"])).sum();
            assert!((figure(&why["base"]) + added - figure(&why["total"])).abs() < 1e-9, "{why}");
            let score = 1.0 / (1.0 + (-figure(&why["total"])).exp());
            assert!((score - figure(&keyphrase["score"])).abs() < 2e-4, "{keyphrase}");
            assert!(parts.by_ref().take(8).all(|part| part["value"].is_number()));
            assert_eq!(parts.next().expect("the others")["feature"], "others");
            assert!(parts.next().is_none_or(|part| part["feature"] == "diversity"));
        }
    }
    let run = glane(root(), ["extract", "corpora/jardin"]);
    assert!(!run.out.contains("explanation"));
}

#[test]
fn a_table_is_aligned_and_french() {
    let words = ["extract", "corpora/jardin", "--explain", "--format", "text", "-k", "3"];
    let english = glane(root(), words);
    assert!(english.out.contains("at the start") && english.out.contains("other features"), "{english}");
    let run = glane(root(), words.into_iter().chain(["--ui", "fr"]));
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let count = |piece: &str| run.out.matches(piece).count();
    let tables = count("au départ");
    assert!(tables >= 20, "{run}");
    assert_eq!((count("total (log-cote du score)"), count("autres traits")), (tables, tables));
    for table in run.out.split("        au départ").skip(1) {
        let end = table.find("total (log").expect("a total");
        let rows: Vec<&str> = table[..end].lines().skip(1).filter(|row| !row.trim().is_empty()).collect();
        assert!((9..=10).contains(&rows.len()), "{table}");
        assert!(rows.iter().all(|row| row.chars().count() == rows[0].chars().count()), "{table}");
    }
}
