//! How often the stems differ from those of the current version of Snowball, and why.
//!
//! Snowball's own vocabulary is beside the repository. The words of `corpora/` have the same test, against a
//! Rust port of the current Snowball.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use glane::french::stem;

use super::texts_of_ours;
use crate::support::shared;

/// Why the stem of a word differs.
fn cause(word: &str, ours: &str, theirs: &str) -> &'static str {
    if word.contains('\'') {
        "elided article, a token of its own here"
    } else if word.contains(['œ', 'æ', 'ë', 'ï', 'ü']) {
        "diaeresis or ligature"
    } else if theirs.len() < ours.len() {
        "Snowball's stems are shorter"
    } else if theirs.len() > ours.len() {
        "Snowball's stems are longer"
    } else {
        "other letters"
    }
}

/// How many words differ from Snowball for each cause, of words with their stems.
fn differences<'w>(pairs: impl IntoIterator<Item = (&'w str, &'w str)>) -> BTreeMap<&'static str, usize> {
    let mut causes = BTreeMap::new();
    for (word, theirs) in pairs {
        let ours = stem(word);
        if ours != theirs {
            *causes.entry(cause(word, &ours, theirs)).or_default() += 1;
        }
    }
    causes
}

#[test]
fn the_differences_from_snowball_are_known() {
    let Some(folder) = shared("stemming") else { return };
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a vocabulary");
    let (words, stems) = (read("voc.txt"), read("output.txt"));
    assert_eq!(words.lines().count(), 21_655);
    let known = [
        // ï and ë count as vowels in the current version: "héroïque" and "héros" have one stem.
        ("diaeresis or ligature", 85),
        ("elided article, a token of its own here", 801),
        // "calais" and "palais" are not verbs; "nier" keeps its ending.
        ("Snowball's stems are longer", 14),
        // "-aise" is treated like "-ais": "française" and "français" have one stem.
        ("Snowball's stems are shorter", 12),
    ];
    assert_eq!(differences(words.lines().zip(stems.lines())), BTreeMap::from(known));
}

#[test]
fn the_differences_from_snowball_are_known_on_the_demonstration_archive() {
    let texts = texts_of_ours();
    let lower = texts.iter().map(|text| text.to_lowercase()).collect::<Vec<_>>();
    let words: BTreeSet<&str> = lower
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphabetic()))
        .filter(|word| word.len() > 1)
        .collect();
    let stems: Vec<_> =
        words.iter().map(|word| waken_snowball::stem(waken_snowball::Algorithm::French, word)).collect();
    let pairs = words.iter().copied().zip(stems.iter().map(AsRef::as_ref));
    let known = [
        ("diaeresis or ligature", 1),
        ("Snowball's stems are longer", 1),
        ("Snowball's stems are shorter", 1),
    ];
    assert_eq!((words.len(), differences(pairs)), (4810, BTreeMap::from(known)));
}
