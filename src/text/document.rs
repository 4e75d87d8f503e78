//! The document: one text with its tokens, their forms and its sentences.

use super::{FormId, Forms, Sentence, Token, scan, sentence};

/// One text, cut into tokens and sentences.
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
    pub(super) parts: Buffers,
}

/// The vectors of a document, to be used again for the next one: see [`Document::parse_with`].
#[derive(Debug, Default)]
pub struct Buffers {
    pub(super) tokens: Vec<Token>,
    pub(super) forms: Vec<FormId>,
    pub(super) sentences: Vec<Sentence>,
}

impl<'t> Document<'t> {
    /// Reads `text`; its forms are entered into `forms`.
    pub fn parse(text: &'t str, forms: &mut Forms) -> Self {
        Self::parse_with(text, forms, Buffers::default())
    }

    /// The same, with the vectors of a document that is no longer needed: nothing is allocated once they
    /// have grown.
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
        Self { text, parts: buffers }
    }

    /// The vectors, for the next document.
    pub fn into_buffers(self) -> Buffers {
        self.parts
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.parts.tokens
    }

    /// The form of each token, in the order of the tokens.
    pub fn forms(&self) -> &[FormId] {
        &self.parts.forms
    }

    /// The sentences, in order; together they hold every token once.
    pub fn sentences(&self) -> &[Sentence] {
        &self.parts.sentences
    }

    /// The token at `index` as written.
    pub fn token_text(&self, index: usize) -> &'t str {
        self.parts.tokens[index].text(self.text)
    }

    /// The tokens of `sentence` as written, in order.
    pub fn words(&self, sentence: Sentence) -> impl Iterator<Item = &'t str> {
        self.parts.tokens[sentence.range()].iter().map(|token| token.text(self.text))
    }
}
