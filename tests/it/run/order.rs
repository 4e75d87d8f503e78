//! Law 3: the order in which posts are read decides nothing.
#![allow(clippy::format_collect)]

use glane::Analyzer;
use glane::archive::Input;
use glane::clean::Duplicate;
use glane::corpus::Aggregate;
use glane::run::Run;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Posts of one blog: with copies of other dates, copies that share an id, near copies, a line that repeats, and posts of
/// the same title.
pub(super) fn posts() -> Vec<Value> {
    let topics = ["le levain", "la haie", "le vélo cargo", "la piste cyclable", "le compost", "la citerne"];
    let mut posts = Vec::new();
    for number in 0..30 {
        let (one, other) = (topics[number % 6], topics[(number + 1 + number / 6) % 6]);
        let author = ["Anne", "Luc"][number % 2];
        let sentences: String = (0..6)
            .map(|at| format!("La note {number} dit au point {at} comment {one} change {other} en ville. "))
            .collect();
        posts.push(json!({
            "id": format!("n{number}"),
            "title": format!("Note {number} sur {one}"),
            "text": format!("{sentences}\nPartager sur Twitter"),
            "date": (number % 5 > 0).then(|| format!("20{:02}-05-{:02}", 15 + number % 5, number % 28 + 1)),
            "author": author,
            "tags": [one, other],
        }));
    }
    // Copies: with an earlier date, without a date, with another title, with the id of another post.
    for (number, change) in [
        (3, json!({"id": "copie", "date": "2001-01-01"})),
        (4, json!({"id": "n4", "date": null, "author": "Zoé"})),
        (7, json!({"id": "n8", "title": "Autre titre"})),
        (7, json!({"id": "n7", "title": "Encore un titre", "tags": ["divers"]})),
    ] {
        let mut copy = posts[number].clone();
        for (field, value) in change.as_object().expect("an object") {
            copy[field] = value.clone();
        }
        posts.push(copy);
    }
    // Nearly the same.
    for (number, end) in [(10, "Fin de la note."), (11, "Publié aussi ailleurs."), (11, "Publié aussi ici.")]
    {
        let mut copy = posts[number].clone();
        copy["id"] = json!(format!("n{number}"));
        copy["text"] = json!(format!("{}\n{end}", copy["text"].as_str().expect("a text").repeat(2)));
        posts.push(copy.clone());
        copy["text"] = json!(format!("{} {end}", copy["text"].as_str().expect("a text")));
        posts.push(copy);
    }
    posts
}

/// Everything that a run says of an archive, whose posts stand in these files.
fn results(files: &[Vec<Value>]) -> (String, Vec<u8>, Vec<String>, Vec<Duplicate>, String) {
    let directory = tempfile::tempdir().expect("a directory");
    for (number, posts) in files.iter().enumerate() {
        let lines: String = posts.iter().map(|post| format!("{post}\n")).collect();
        std::fs::write(directory.path().join(format!("{number}.jsonl")), lines).expect("a file");
    }
    let analyzer = Analyzer::builder().threads(1).build().expect("an analyzer");
    let mut archive =
        Run::new(vec![Input::Path(directory.path().into())]).first_pass(|_| ()).expect("it can be read");
    let (mut aggregate, mut lines) = (Aggregate::new(), Vec::new());
    archive
        .second_pass()
        .expect("it can be read again")
        .analyze(
            &analyzer,
            &mut aggregate,
            |post, report, _| {
                format!("{} {} {:?} {:?}", post.id, post.title, post.published, report.keyphrases)
            },
            |_, post, _, line| {
                lines.push(format!("{line} {}", post.text));
                Ok::<(), glane::run::RunError>(())
            },
        )
        .expect("it can be analyzed");
    lines.sort();
    let mut file = Vec::new();
    aggregate.write_to(&mut file).expect("memory");
    let mut duplicates = archive.cleaner().duplicates();
    for name in duplicates.iter_mut().flat_map(|of| std::iter::once(&mut of.kept).chain(&mut of.others)) {
        name.source = None;
    }
    let report = serde_json::to_string(&aggregate.report()).expect("JSON");
    (report, file, lines, duplicates, format!("{:?}", archive.cleaner().repeated_lines()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn a_shuffled_archive_gives_the_same_results(
        shuffled in Just(posts()).prop_shuffle(), cut in any::<prop::sample::Index>(),
    ) {
        let plain = results(&[posts()]);
        prop_assert!(plain.3.len() >= 5 && plain.4.contains("Partager"), "{:?} {}", plain.3, plain.4);
        let (one, other) = shuffled.split_at(cut.index(shuffled.len()));
        let again = results(&[one.to_vec(), other.to_vec()]);
        prop_assert_eq!(&again.2, &plain.2);
        prop_assert_eq!(again.3, plain.3);
        prop_assert_eq!(again.4, plain.4);
        prop_assert!(again.0 == plain.0 && again.1 == plain.1);
    }
}

#[test]
fn of_copies_the_one_with_the_earliest_date_counts() {
    let (_, _, lines, duplicates, _) = results(&[posts()]);
    let of = |id: &str| duplicates.iter().find(|of| of.kept.id == id).map(|of| of.others.len());
    assert_eq!(of("copie"), Some(1), "{duplicates:?}");
    assert!(lines.iter().any(|line| line.starts_with("copie ")));
    // Two posts have this id; each has its own in the end.
    assert!(lines.iter().filter(|line| line.starts_with("n8 ") || line.starts_with("n8#2 ")).count() >= 1);
}
