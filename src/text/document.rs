//! The document: one text with its tokens, their forms and its sentences.
//!
//! Splitting a long text and joining the parts again is left to [`parts`](super::parts).

use super::forms::{FormId, Forms};
use super::scan;
use super::sentence::{self, Sentence};
use super::token::Token;

/// One text with its tokens, the form of each, and its sentences.
///
/// ```
/// use glane::text::{Document, Forms};
///
/// let mut forms = Forms::new();
/// let document = Document::parse("L'été arrive. Qu'il est doux !", &mut forms);
/// assert_eq!(document.sentences().len(), 2);
/// assert_eq!(document.words(document.sentences()[0]).collect::<Vec<_>>(), ["L'", "été", "arrive", "."]);
/// ```
#[derive(Debug)]
pub struct Document<'t> {
    pub(super) text: &'t str,
    pub(super) buffers: Buffers,
}

/// The vectors of a document, for reuse by the next one: see [`Document::parse_with`].
#[derive(Debug, Default)]
pub struct Buffers {
    pub(super) tokens: Vec<Token>,
    pub(super) forms: Vec<FormId>,
    pub(super) sentences: Vec<Sentence>,
}

impl<'t> Document<'t> {
    /// Splits `text` into tokens and sentences; its forms are entered into `forms`.
    pub fn parse(text: &'t str, forms: &mut Forms) -> Self {
        Self::parse_with(text, forms, Buffers::default())
    }

    /// Like [`Document::parse`], with the vectors of a document that is no longer needed: once they have
    /// grown, parsing allocates only for new forms.
    ///
    /// ```
    /// # use glane::text::{Buffers, Document, Forms};
    /// let mut forms = Forms::new();
    /// let mut buffers = Buffers::default();
    /// for text in ["Un.", "Deux."] {
    ///     let document = Document::parse_with(text, &mut forms, buffers);
    ///     assert_eq!(document.tokens().len(), 2);
    ///     buffers = document.into_buffers();
    /// }
    /// ```
    pub fn parse_with(text: &'t str, forms: &mut Forms, mut buffers: Buffers) -> Self {
        buffers.tokens.clear();
        buffers.forms.clear();
        buffers.sentences.clear();
        scan::tokenize_into(text, &mut buffers.tokens);
        forms.intern_all(text, &buffers.tokens, &mut buffers.forms);
        sentence::sentences_into(text, &buffers.tokens, (forms, &buffers.forms), &mut buffers.sentences);
        Self { text, buffers }
    }

    /// The vectors of this document, for the next one.
    pub fn into_buffers(self) -> Buffers {
        self.buffers
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.buffers.tokens
    }

    /// The form of each token, parallel to [`Document::tokens`].
    pub fn forms(&self) -> &[FormId] {
        &self.buffers.forms
    }

    /// The sentences, in order; every token is in exactly one.
    pub fn sentences(&self) -> &[Sentence] {
        &self.buffers.sentences
    }

    /// The token number `index` as written.
    ///
    /// # Panics
    ///
    /// When there are not as many tokens.
    pub fn token_text(&self, index: usize) -> &'t str {
        self.buffers.tokens[index].text(self.text)
    }

    /// The tokens of `sentence` as written, in order.
    ///
    /// # Panics
    ///
    /// When `sentence` is from another document and out of bounds here.
    pub fn words(&self, sentence: Sentence) -> impl Iterator<Item = &'t str> {
        self.buffers.tokens[sentence.range()].iter().map(|token| token.text(self.text))
    }
}
