//! What users bring: own lists, bounds, patterns, a background of their own.

use std::fs;

use crate::support::{Run, glane};
use tempfile::TempDir;

const POST: &str = "Les salariés ambassadeurs racontent leur entreprise. Un salarié ambassadeur aime \
    les Réseaux Dynamiques ; le réseau dynamique vit. Le droit à la déconnexion protège les salariés. \
    On apprend à vivre ensemble, et vivre ensemble est un art.";

fn directory() -> TempDir {
    let directory = TempDir::new().expect("a directory");
    let write = |name: &str, text: &str| fs::write(directory.path().join(name), text).expect("a file");
    write("post.txt", POST);
    write("list.txt", "# ours\nreseau dynamique # with or without accents\n\nDROITS À LA DÉCONNEXION\n");
    write("salarie.txt", "salarié\n");
    write("prepositions.txt", "à\nde\nsalariés\n");
    write("ensemble.txt", "vivre ensemble\n");
    write("bad.txt", "vélo\n***\n");
    write("empty.txt", "# nothing\n");
    directory
}

fn run(directory: &TempDir, arguments: &str) -> Run {
    let base = ["extract", "post.txt", "--fill", "-k", "50"];
    glane(directory.path(), base.into_iter().chain(arguments.split(' ').map(|part| part.trim_matches('_'))))
}

fn lemmas(directory: &TempDir, arguments: &str) -> Vec<String> {
    let run = run(directory, arguments);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments}");
    let keyphrases = run.lines()[0]["keyphrases"].as_array().expect("keyphrases").clone();
    keyphrases.iter().map(|keyphrase| keyphrase["lemma"].as_str().expect("a lemma").to_owned()).collect()
}

#[test]
fn a_vocabulary_is_all_that_comes_out() {
    let directory = directory();
    let mut found = lemmas(&directory, "--vocabulary list.txt");
    found.sort();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("droit à ") && found[1] == "réseau dynamique", "{found:?}");
    // What is no noun phrase is found too.
    assert_eq!(lemmas(&directory, "--vocabulary ensemble.txt"), ["vivre ensemble"]);
}

#[test]
fn never_takes_the_phrase_and_a_stop_list_what_holds_it() {
    let directory = directory();
    let has = |found: &[String], lemma: &str| found.iter().any(|one| one == lemma);
    let all = lemmas(&directory, "--quiet");
    assert!(has(&all, "salarié") && has(&all, "salarié ambassadeur"), "{all:?}");
    let never = lemmas(&directory, "--never salarie.txt");
    assert!(!has(&never, "salarié") && has(&never, "salarié ambassadeur"), "{never:?}");
    let stopped = lemmas(&directory, "--stop-list prepositions.txt");
    assert!(!stopped.iter().any(|lemma| lemma.contains("salarié")), "{stopped:?}");
    assert!(stopped.iter().any(|lemma| lemma.starts_with("droit à ")), "{stopped:?}");
}

#[test]
fn always_is_given_whatever_its_score() {
    let directory = directory();
    let arguments = "--always ensemble.txt --min-score 1 --min-count 9";
    assert_eq!(lemmas(&directory, arguments), ["vivre ensemble"]);
    let one = glane(directory.path(), ["extract", "post.txt", "-k", "1", "--always", "ensemble.txt"]);
    assert_eq!(one.lines()[0]["keyphrases"][0]["lemma"], "vivre ensemble");
}

#[test]
fn bounds_and_patterns_hold() {
    let directory = directory();
    let words = |lemma: &String| lemma.replace('\'', "' ").split_whitespace().count();
    let long = lemmas(&directory, "--min-words 2 --max-words 2");
    assert!(!long.is_empty() && long.iter().all(|lemma| words(lemma) == 2), "{long:?}");
    let twice = run(&directory, "--min-count 2");
    let twice = twice.lines()[0]["keyphrases"].as_array().expect("keyphrases").clone();
    assert!(!twice.is_empty() && twice.iter().all(|keyphrase| keyphrase["count"].as_u64() >= Some(2)));
    let pattern = glane(directory.path(), ["extract", "post.txt", "--fill", "--pattern", "VERB ADV"]);
    assert_eq!(pattern.lines()[0]["keyphrases"][0]["text"], "vivre ensemble", "{pattern}");
}

#[test]
fn errors_name_the_place_and_the_remedy() {
    let directory = directory();
    for (arguments, wanted) in [
        ("--never bad.txt", "bad.txt: line 2: no word in \"***\": give one phrase a line"),
        ("--vocabulary empty.txt", "empty.txt: the list has no phrase"),
        ("--always nowhere.txt", "reading the list nowhere.txt"),
        ("--pattern NOUN+ADJX", "at character 6 of the pattern \"NOUN+ADJX\""),
        ("--diversity 2", "a number from 0 to 1"),
        ("--min-words 3 --max-words 2", "--min-words 3 is above --max-words 2"),
        ("--max-words 7", "a whole number from 1 to 6"),
    ] {
        let run = run(&directory, arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments}: {run}");
        assert!(run.err.contains(wanted), "{arguments}: {run}");
    }
}

#[test]
fn backgrounds_merge_in_any_order() {
    let directory = directory();
    let line = |text: &str| format!("{}\n", serde_json::json!({ "text": text }));
    for (name, text) in [("a", "Le compost nourrit le jardin."), ("b", "Le jardin dort sous la neige.")] {
        fs::write(directory.path().join(name).with_extension("jsonl"), line(text)).expect("a file");
    }
    let background = |arguments: &str| glane(directory.path(), arguments.split(' '));
    for arguments in [
        "background build a.jsonl -o a.bg --quiet",
        "background build b.jsonl -o b.bg --quiet",
        "background build a.jsonl b.jsonl -o all.bg --quiet",
        "background merge a.bg b.bg -o ab.bg --quiet",
        "background merge b.bg a.bg -o ba.bg --quiet",
    ] {
        let run = background(arguments);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments}: {run}");
    }
    let bytes = |name: &str| fs::read(directory.path().join(name)).expect("a background");
    assert!(bytes("ab.bg") == bytes("ba.bg") && bytes("ab.bg") == bytes("all.bg"));
    let run = background("extract post.txt --background ab.bg --method tf-idf");
    assert_eq!(run.code, 0, "{run}");
    let run = background("background merge a.bg post.txt -o c.bg");
    assert!(run.code == 2 && run.err.contains("post.txt: not a background file"), "{run}");
    assert!(!directory.path().join("c.bg").exists());
}
