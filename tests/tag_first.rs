//! The tagger on sentences that stand for what it must never get wrong.
#![allow(missing_docs)]

use glane::tag::{Tagger, TaggerState, Upos};
use glane::text::{Document, Forms};

fn tags(text: &str) -> Vec<(String, Upos, String)> {
    let tagger = Tagger::new();
    let (mut forms, mut state, mut tags) = (Forms::new(), TaggerState::new(), Vec::new());
    let document = Document::parse(text, &mut forms);
    tagger.tag(&document, &forms, &mut state, &mut tags);
    (0..tags.len())
        .map(|i| (document.token_text(i).to_owned(), tags[i].upos, state.lemma(tags[i].lemma).to_owned()))
        .collect()
}

#[test]
fn the_seed_post_is_read() {
    let tags = tags("Les clients deviennent à leur tour ambassadeurs de la marque.");
    assert_eq!(tags[2], ("deviennent".to_owned(), Upos::Verb, "devenir".to_owned()));
}
