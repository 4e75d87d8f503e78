//! The tagger: its accuracy on blog text, what its tags may depend on, and the size of its tables.

use glane::tag::{Tagger, TaggerState, Upos};
use glane::text::{Document, Forms};
use proptest::prelude::*;

/// Form, tag and lemma of each token, with the margin.
fn tag_with(
    tagger: &Tagger,
    forms: &mut Forms,
    state: &mut TaggerState,
    text: &str,
) -> Vec<(String, Upos, String, f32)> {
    let mut tags = Vec::new();
    let document = Document::parse(text, forms);
    tagger.tag(&document, forms, state, &mut tags);
    assert_eq!(tags.len(), document.tokens().len());
    let token = |i: usize| document.token_text(i).to_owned();
    tags.iter()
        .enumerate()
        .map(|(i, tag)| (token(i), tag.upos, state.lemma(tag.lemma).to_owned(), tag.margin))
        .collect()
}

fn tag(text: &str) -> Vec<(String, Upos, String, f32)> {
    tag_with(&Tagger::new(), &mut Forms::new(), &mut TaggerState::new(), text)
}

/// A sentence of a CoNLL-U file: its text; form, tag and lemma of each token.
type Tagged = (String, Vec<(String, Upos, String)>);

/// The tokens of a CoNLL-U file, a list for each sentence, with the sentence's text.
fn conllu(text: &str) -> Vec<Tagged> {
    let mut sentences = Vec::new();
    for block in text.split("\n\n") {
        let mut shown = String::new();
        let mut tokens = Vec::new();
        for line in block.lines() {
            if let Some(text) = line.strip_prefix("# text = ") {
                text.clone_into(&mut shown);
            } else if !line.starts_with('#') {
                let fields: Vec<&str> = line.split('\t').collect();
                tokens.push((fields[1].to_owned(), fields[3].parse().expect("UPOS"), fields[2].to_owned()));
            }
        }
        if !tokens.is_empty() {
            sentences.push((shown, tokens));
        }
    }
    sentences
}

/// Panics when more than `wrong` tags of a sample, or more than `wrong_lemmas` lemmas of its correctly tagged
/// content words, are wrong: these are the measured numbers.
fn check_accuracy(sample: &str, wrong: usize, wrong_lemmas: usize) {
    let (mut all, mut tags, mut lemmas) = (0, Vec::new(), Vec::new());
    for (text, gold) in conllu(sample) {
        let given = tag(&text);
        assert_eq!(given.len(), gold.len(), "{text}");
        for ((form, upos, lemma), given) in gold.into_iter().zip(given) {
            assert_eq!(form, given.0);
            all += 1;
            if upos != given.1 {
                tags.push(format!("{form}: {upos}, given {}", given.1));
            } else if upos.is_content() && lemma.to_lowercase() != given.2.to_lowercase() {
                lemmas.push(format!("{form} {upos}: {lemma}, given {}", given.2));
            }
        }
    }
    assert!(all >= 300);
    assert!(tags.len() <= wrong, "{} of {all}: {tags:#?}", tags.len());
    assert!(lemmas.len() <= wrong_lemmas, "{lemmas:#?}");
}

#[test]
fn blog_text_is_tagged_like_the_gold() {
    let trained = cfg!(feature = "trained-tables");
    check_accuracy(include_str!("../../data/blog.conllu"), if trained { 4 } else { 36 }, 1);
    check_accuracy(include_str!("../../data/blog_unseen.conllu"), if trained { 3 } else { 40 }, 1);
}

#[cfg(feature = "trained-tables")]
#[test]
fn a_predicative_noun_is_tagged_as_a_noun() {
    let tags = tag("Les clients deviennent à leur tour ambassadeurs de la marque.");
    assert_eq!((tags[6].1, tags[6].2.as_str()), (Upos::Noun, "ambassadeur"));
    assert_eq!((tags[2].1, tags[2].2.as_str()), (Upos::Verb, "devenir"));
}

#[test]
fn tags_do_not_depend_on_other_posts() {
    let texts: Vec<String> =
        conllu(include_str!("../../data/blog.conllu")).into_iter().map(|(text, _)| text).collect();
    let alone: Vec<_> = texts.iter().map(|text| tag(text)).collect();
    let tagger = Tagger::new();
    let (mut forms, mut state) = (Forms::new(), TaggerState::new());
    for (text, alone) in texts.iter().zip(&alone).rev() {
        assert_eq!(&tag_with(&tagger, &mut forms, &mut state, text), alone);
    }
    for (text, alone) in texts.iter().zip(&alone) {
        assert_eq!(&tag_with(&tagger, &mut forms, &mut state, text), alone);
    }
}

#[test]
fn lemmas_do_not_depend_on_capitals_apostrophes_and_ligatures() {
    let lemma = |text: &str, at: usize| tag(text)[at].2.clone();
    assert_eq!(lemma("L'oeuvre est belle.", 1), "œuvre");
    assert_eq!(lemma("L’œuvre est belle.", 1), "œuvre");
    assert_eq!(lemma("L’œuvre est belle.", 0), "le");
    assert_eq!(lemma("Les ECOLES sont fermées.", 1), "école");
    assert_eq!(lemma("Les écoles sont fermées.", 1), "école");
    assert_eq!(lemma("Les com\u{ad}mu\u{ad}nau\u{ad}tés grandissent.", 1), "communauté");
    assert_eq!(lemma("Les collaborateur·rice·s arrivent.", 1), "collaborateur");
}

#[test]
fn the_tables_stay_under_four_megabytes() {
    let tables: usize = [
        include_bytes!("../../../src/french/tables/lexicon.fst").len(),
        include_bytes!("../../../src/french/tables/lexicon.bin").len(),
        include_bytes!("../../../src/tag/tables/weights.bin").len(),
        include_bytes!("../../../src/tag/tables/lemmas.fst").len(),
        include_bytes!("../../../src/tag/tables/lemmas.bin").len(),
    ]
    .iter()
    .sum();
    assert!(tables < 4_000_000, "{tables} bytes");
}

proptest! {
    #[test]
    fn any_text_is_tagged_without_panic(text in any::<String>()) {
        for (_, _, _, margin) in tag(&text) {
            prop_assert!((0.0..=1.0).contains(&margin));
        }
    }

    #[test]
    fn french_letters_in_any_order_are_tagged_without_panic(
        text in "([a-zàâçéèêëîïôœùûA-ZÉÀ'’·#@0-9 \u{ad}.,;:!?-]|aux |eaux |-t-il |l'|oe|ae|ées ){0,80}"
    ) {
        for (_, _, _, margin) in tag(&text) {
            prop_assert!((0.0..=1.0).contains(&margin));
        }
    }
}
