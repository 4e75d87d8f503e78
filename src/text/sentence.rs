//! Sentences: consecutive ranges of tokens.

use std::ops::Range;

use super::Token;

/// A sentence: a half-open range of a document's tokens, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// Index of its first token.
    pub start: u32,
    /// One past the index of its last token.
    pub end: u32,
}

impl Sentence {
    /// The indices of its tokens, half-open.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Cuts the tokens of `text` into sentences; every token is in exactly one.
pub(crate) fn sentences_into(text: &str, tokens: &[Token], sentences: &mut Vec<Sentence>) {
    let mut start = 0;
    for (index, token) in tokens.iter().enumerate() {
        let next = tokens.get(index + 1);
        let gap = next.map_or("\n\n", |next| &text[token.range().end..next.range().start]);
        if gap.contains('\n') || matches!(token.text(text), "." | "!" | "?" | "…") {
            sentences.push(Sentence { start, end: index as u32 + 1 });
            start = index as u32 + 1;
        }
    }
}
