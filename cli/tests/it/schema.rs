//! The JSON Schemas: every JSON output of the real program is what its schema says.

use std::fs;

use crate::support::{BROKEN, FORMATS, glane, root};
use jsonschema::Validator;
use serde_json::Value;
use tempfile::TempDir;

fn schema(contract: &str) -> Value {
    let run = glane(root(), ["schema", contract]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    serde_json::from_str(&run.out).expect("a schema is JSON")
}

fn validator(contract: &str) -> Validator {
    let schema = schema(contract);
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::draft202012::new(&schema).expect("a schema of the draft")
}

#[track_caller]
fn holds(validator: &Validator, value: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn posts_are_what_their_schema_says() {
    let validator = validator("post");
    for arguments in
        [&["extract", "corpora"][..], &["extract", "corpora", "--with-text", "-k", "30", "--fill"]]
    {
        let run = glane(root(), arguments);
        assert!(run.lines().len() > 40);
        for line in run.lines() {
            holds(&validator, &line);
        }
    }
    let mut wrong = glane(root(), ["extract", "corpora"]).lines().remove(0);
    wrong["schema"] = "glane.post/1".into();
    assert!(!validator.is_valid(&wrong), "the version is part of the contract");
}

#[test]
fn a_report_is_what_its_schema_says() {
    let validator = validator("report");
    let error = self::validator("error");
    let out = TempDir::new().expect("a directory");
    let mut errors = 0;
    for inputs in
        [&["corpora", FORMATS][..], &["corpora/divers/hello-from-the-road.md"], &["corpora/jardin", BROKEN]]
    {
        let directory = out.path().display().to_string();
        glane(root(), [&["analyze", "-o", &directory, "--quiet"], inputs].concat());
        let report = fs::read_to_string(out.path().join("report.json")).expect("a report");
        let report: Value = serde_json::from_str(&report).expect("JSON");
        holds(&validator, &report);
        for record in report["errors"].as_array().expect("a list") {
            holds(&error, record);
            errors += 1;
        }
    }
    assert_eq!(errors, 2, "the schema of errors was tested");
    let saved = out.path().join("jardin.glane").display().to_string();
    let directory = out.path().join("merged").display().to_string();
    glane(root(), ["analyze", "corpora/jardin", "-o", &directory, "--quiet", "--save", &saved]);
    let run = glane(root(), ["merge", &saved, "-o", &directory, "--quiet"]);
    assert_eq!(run.code, 0, "{run}");
    let report = fs::read_to_string(out.path().join("merged/report.json")).expect("a report");
    holds(&validator, &serde_json::from_str(&report).expect("JSON"));
}

#[test]
fn lines_of_a_concordance_are_what_their_schema_says() {
    let validator = validator("concordance");
    let run = glane(root(), ["concordance", "télétravail", "corpora", "--format", "json"]);
    assert!(run.lines().len() > 5);
    for line in run.lines() {
        holds(&validator, &line);
    }
}

#[test]
fn a_comparison_is_what_its_schema_says() {
    let run = glane(root(), ["compare", "corpora/jardin", "corpora/cuisine", "--format", "json", "--quiet"]);
    assert_eq!(run.code, 0, "{run}");
    holds(&validator("compare"), &serde_json::from_str(&run.out).expect("JSON"));
}

#[test]
fn frequencies_and_collocations_are_what_their_schemas_say() {
    for (contract, arguments) in [
        ("frequencies", &["frequencies", "corpora/jardin", "--unit", "lemma", "--top", "50"][..]),
        ("frequencies", &["frequencies", "corpora/jardin", "--top", "50"]),
        ("collocations", &["collocations", "tomate", "corpora/jardin"]),
    ] {
        let run = glane(root(), [arguments, &["--format", "json"]].concat());
        assert_eq!(run.code, 0, "{run}");
        holds(&validator(contract), &serde_json::from_str(&run.out).expect("JSON"));
    }
}

/// A fresh reader needs nothing but the schema: every field says what it is.
#[test]
fn every_field_is_described() {
    for contract in ["post", "report", "error", "concordance", "compare", "frequencies", "collocations"] {
        let schema = schema(contract);
        let mut bare = Vec::new();
        undescribed(&schema, contract, &mut bare);
        assert!(bare.is_empty(), "no description: {}", bare.join(", "));
    }
}

fn undescribed(schema: &Value, at: &str, bare: &mut Vec<String>) {
    if let Some(fields) = schema["properties"].as_object() {
        for (name, field) in fields {
            if field["description"].as_str().is_none_or(str::is_empty) {
                bare.push(format!("{at}.{name}"));
            }
        }
    }
    for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
        undescribed(definition, name, bare);
    }
}

#[test]
fn the_list_names_every_contract() {
    let run = glane(root(), ["schema"]);
    assert_eq!(run.out.lines().count(), 7);
    for line in run.out.lines() {
        let name = line.split_whitespace().next().expect("a name");
        assert_eq!(glane(root(), ["schema", name]).code, 0);
    }
}
