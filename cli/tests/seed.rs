//! The post that the project started from: what a reader would name stands among the first ten.
#![allow(missing_docs)]

mod common;

use common::{glane, glane_on, root, shared};
use glane::french::is_stop_word;
use glane::text::fold;
use serde_json::Value;

/// The seed post's line, its text in it.
fn seed() -> Option<Value> {
    let path = shared("seed")?.display().to_string();
    glane(root(), ["extract", "--with-text", &path]).lines().into_iter().next()
}

fn keyphrases(line: &Value) -> Vec<&str> {
    let list = line["keyphrases"].as_array().expect("a list");
    list.iter().map(|keyphrase| keyphrase["text"].as_str().expect("a phrase")).collect()
}

#[test]
fn the_phrases_a_reader_would_name_are_among_the_first_ten() {
    let Some(line) = seed() else { return };
    let found = keyphrases(&line);
    assert!(found.len() <= 10);
    let missing: Vec<&str> = ["réseaux dynamiques", "médias sociaux", "Twitter", "IBM", "collaborateurs"]
        .into_iter()
        .filter(|wanted| !found.contains(wanted))
        .collect();
    assert!(missing.is_empty(), "{missing:?} are missing from {found:?}");
}

#[test]
fn no_verb_no_pronoun_and_no_stop_word_is_among_them() {
    let Some(line) = seed() else { return };
    let text = line["text"].as_str().expect("the text");
    let tokens =
        glane_on(text.as_bytes(), root(), ["tokens", "--input-format", "text", "--format", "json"]).lines();
    let mut checked = 0;
    for keyphrase in line["keyphrases"].as_array().expect("a list") {
        let phrase = keyphrase["text"].as_str().expect("a phrase");
        assert!(!is_stop_word(&fold(phrase)), "{phrase:?} is a stop word");
        for span in keyphrase["spans"].as_array().expect("spans") {
            let (start, end) = (span[0].as_u64(), span[1].as_u64());
            let inside: Vec<&Value> = tokens
                .iter()
                .filter(|token| token["span"][0].as_u64() >= start && token["span"][1].as_u64() <= end)
                .collect();
            assert!(!inside.is_empty(), "{phrase:?} has no tokens");
            for token in &inside {
                let upos = token["upos"].as_str().expect("a part of speech");
                assert!(!["VERB", "AUX", "PRON"].contains(&upos), "{phrase:?} has {token}");
                checked += 1;
            }
            for end in [inside[0], inside[inside.len() - 1]] {
                let word = end["text"].as_str().expect("a word");
                assert!(!is_stop_word(&fold(word)), "{phrase:?} has the stop word {word:?} at its end");
            }
        }
    }
    assert!(checked >= 10);
}
