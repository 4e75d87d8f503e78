//! The law of explanations: base and parts make the log-odds of the score, over the demonstration
//! archive; explaining changes nothing else. And what a person or a program sees of it.
#![allow(missing_docs)]

mod common;

use common::{BLOGS, glane, root};
use glane::archive::{self, Input, ReadOptions};
use glane::keyphrase::{Explanation, Part};
use glane::{Analyzer, Method, Post};
use serde_json::Value;

fn posts() -> Vec<Post> {
    let inputs = BLOGS.iter().map(|blog| Input::Path(root().join(blog))).collect();
    archive::read(inputs, ReadOptions::default()).filter_map(Result::ok).collect()
}

fn sum(parts: &[Part]) -> f64 {
    parts.iter().map(|part| part.added).sum()
}

#[test]
fn base_and_parts_make_the_log_odds_of_every_score() {
    let explaining = Analyzer::builder().keyphrases(20).fill(true).explain(true).build().expect("one");
    let plain = Analyzer::builder().keyphrases(20).fill(true).build().expect("one");
    let mut lowered = 0;
    for post in posts() {
        let mut report = explaining.analyze(&post);
        for keyphrase in &mut report.keyphrases {
            let Explanation { base, mut parts, total } = keyphrase.explanation.take().expect("one");
            assert!((base + sum(&parts) - total).abs() < 1e-9 * total.abs().max(1.0));
            let score = 1.0 / (1.0 + (-total).exp());
            assert!((score - keyphrase.score).abs() < 1e-4 * score, "{keyphrase:?}");
            // Before the rule of diversity: what the model said.
            let diversity = parts.pop_if(|part| part.feature == Explanation::DIVERSITY);
            let factor = diversity.and_then(|part| part.value).unwrap_or(1.0);
            lowered += usize::from(factor < 1.0);
            let probability = keyphrase.score / factor;
            let log_odds = (probability / (1.0 - probability)).ln();
            let told = base + sum(&parts);
            assert!((told - log_odds).abs() < 1e-4 * log_odds.abs().max(1.0), "{told} {log_odds}");
            assert!(parts.is_sorted_by(|one, two| one.added.abs() >= two.added.abs()));
        }
        assert_eq!(report, plain.analyze(&post), "{}", post.id);
    }
    assert!(lowered > 50, "the rule of diversity was met {lowered} times alone");
}

#[test]
fn other_methods_explain_nothing() {
    let post = &posts()[0];
    for method in Method::ALL.into_iter().filter(|method| *method != Method::Learned) {
        let analyzer = Analyzer::builder().method(method).explain(true).build().expect("an analyzer");
        assert!(analyzer.analyze(post).keyphrases.iter().all(|keyphrase| keyphrase.explanation.is_none()));
    }
}

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
    let run = glane(root(), ["extract", "corpora/jardin", "--explain", "--format", "text", "-k", "3"]);
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
