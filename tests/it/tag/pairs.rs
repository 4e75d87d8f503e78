//! Forms with two parts of speech: the tagger gives the right one, with its lemma, in a sentence for each.

use glane::tag::{Tagger, TaggerState, Upos};
use glane::text::{Document, Forms};

#[test]
fn ambiguous_forms_are_tagged_by_their_context() {
    let tagger = Tagger::new();
    let (mut forms, mut state, mut tags) = (Forms::new(), TaggerState::new(), Vec::new());
    let mut wrong = Vec::new();
    let lines = include_str!("../../data/tag_pairs.tsv").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let [upos, lemma, marked] = fields[..] else { panic!("three fields: {line}") };
        let upos: Upos = upos.parse().expect("a part of speech");
        let start = marked.find('[').expect("a bracket");
        let text = marked.replace(['[', ']'], "");
        let document = Document::parse(&text, &mut forms);
        tagger.tag(&document, &forms, &mut state, &mut tags);
        let at = document.tokens().iter().position(|token| token.range().start == start).expect("a token");
        let given = (tags[at].upos, state.lemma(tags[at].lemma));
        if given != (upos, lemma) {
            wrong.push(format!("{marked}: {upos} {lemma}, given {} {}", given.0, given.1));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
