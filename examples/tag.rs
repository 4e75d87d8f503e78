//! Reads a text from the standard input and prints its tokens with lemma and part of speech as CoNLL-U.

use std::io::{Read, Write};

use glane::tag::{Tagger, TaggerState};
use glane::text::{Document, Forms, write_conllu};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let (mut forms, mut state, mut tags) = (Forms::new(), TaggerState::new(), Vec::new());
    let document = Document::parse(&text, &mut forms);
    Tagger::new().tag(&document, &forms, &mut state, &mut tags);
    let mut out = String::new();
    write_conllu(&document, &mut out, |index| (state.lemma(tags[index].lemma), tags[index].upos.as_str()))?;
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(())
}
