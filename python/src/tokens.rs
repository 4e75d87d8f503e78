//! Tokens of a text with their parts of speech and lemmas. How they are found is decided in the library.

use glane::tag::{Tagger, TaggerState};
use glane::text::{Document, Forms};
use pyo3::prelude::*;

use crate::post::code_points;

/// A token: ``text``, ``lemma``, ``upos``, ``kind``, ``feats`` (Universal Dependencies), ``sentence`` (from 1), and its
/// ``span`` in code points (``start``, ``end``).
#[pyclass(frozen, get_all, module = "glane")]
pub(crate) struct Token {
    text: String,
    lemma: String,
    upos: &'static str,
    kind: &'static str,
    feats: String,
    sentence: usize,
    start: u32,
    end: u32,
}

#[pymethods]
impl Token {
    #[getter]
    fn span(&self) -> (u32, u32) {
        (self.start, self.end)
    }

    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self) -> String {
        format!("Token({:?}, {}, lemma={:?})", self.text, self.upos, self.lemma)
    }
}

/// The tokens of a text, in order.
pub(crate) fn of(text: &str) -> Vec<Token> {
    let (tagger, mut state, mut forms, mut tags) =
        (Tagger::new(), TaggerState::new(), Forms::new(), Vec::new());
    let document = Document::parse(text, &mut forms);
    tagger.tag(&document, &forms, &mut state, &mut tags);
    let bytes: Vec<usize> =
        document.tokens().iter().flat_map(|token| [token.range().start, token.range().end]).collect();
    let points = code_points(text, &bytes);
    let mut tokens = Vec::with_capacity(tags.len());
    for (sentence, range) in document.sentences().iter().map(|sentence| sentence.range()).enumerate() {
        for index in range {
            let folded = &forms.get(document.forms()[index]).folded;
            let written = document.token_text(index);
            tokens.push(Token {
                text: written.to_owned(),
                lemma: state.lemma(tags[index].lemma).to_owned(),
                upos: tags[index].upos.as_str(),
                kind: document.tokens()[index].kind.as_str(),
                feats: tagger.morphology(written, folded, tags[index].upos).to_string(),
                sentence: sentence + 1,
                start: points[2 * index],
                end: points[2 * index + 1],
            });
        }
    }
    tokens
}
