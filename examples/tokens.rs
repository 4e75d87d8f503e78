//! The layers below keyphrases: the sentences of a text, and the part of speech and lemma of each token.
//!
//! ```text
//! cargo run --example tokens
//! ```

use std::io::{self, Write};

use glane::tag::{Tagger, TaggerState};
use glane::text::{Document, Forms};

fn main() -> io::Result<()> {
    run(&mut io::stdout().lock())
}

/// The example itself. It writes to `out`, so that its test can read the result.
pub(crate) fn run(out: &mut impl Write) -> io::Result<()> {
    // Facts about words are computed once per distinct form. So a program keeps one `Forms`, one
    // `TaggerState` and one vector of tags per thread, and uses them for all texts; the tagger itself can be
    // shared by all threads.
    let tagger = Tagger::new();
    let mut forms = Forms::new();
    let mut state = TaggerState::new();
    let mut tags = Vec::new();

    for text in ["L’été arrive, M. Durand. Qu’il est doux !", "Les réseaux dynamiques changent le travail."]
    {
        let document = Document::parse(text, &mut forms);
        tagger.tag(&document, &forms, &mut state, &mut tags);

        // Sentences are ranges of tokens, and tokens are byte ranges of the text.
        for sentence in document.sentences() {
            for index in sentence.range() {
                let form = forms.get(document.forms()[index]);
                let morphology =
                    tagger.morphology(document.token_text(index), &form.folded, tags[index].upos);
                writeln!(
                    out,
                    "{}\t{}\t{}\t{morphology}",
                    document.token_text(index),
                    tags[index].upos,
                    state.lemma(tags[index].lemma),
                )?;
            }
            writeln!(out)?;
        }

        // Between texts: when the table is full, it is emptied, and what belongs to it is replaced.
        if forms.trim() {
            state = TaggerState::new();
        }
    }
    Ok(())
}
