//! The document: one text with its tokens, their forms and its sentences.

use super::{FormId, Forms, Sentence, Token, scan, sentence};

/// One text, cut into tokens and sentences.
#[derive(Debug)]
pub struct Document<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    forms: Vec<FormId>,
    sentences: Vec<Sentence>,
}

impl<'t> Document<'t> {
    /// Reads `text`; its forms are entered into `forms`.
    pub fn parse(text: &'t str, forms: &mut Forms) -> Self {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        scan::tokenize_into(text, &mut tokens);
        let form_ids = tokens.iter().map(|token| forms.intern(token.text(text))).collect();
        let mut sentences = Vec::new();
        sentence::sentences_into(text, &tokens, &mut sentences);
        Self { text, tokens, forms: form_ids, sentences }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The form of each token, in the order of the tokens.
    pub fn forms(&self) -> &[FormId] {
        &self.forms
    }

    /// The sentences, in order; together they hold every token once.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The token at `index` as written.
    pub fn token_text(&self, index: usize) -> &'t str {
        self.tokens[index].text(self.text)
    }
}
