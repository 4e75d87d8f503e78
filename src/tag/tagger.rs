//! The tagger: from the tokens of a document to their parts of speech and lemmas.
//!
//! What a form is by itself is worked out once, in the worker's [`TaggerState`]; which of its parts of
//! speech it has in a sentence is left to the model: the trained one, or the rules where the crate is
//! built without `trained-tables`.

use std::ops::Range;

use super::model::Model;
use super::state::{FormFacts, FormLemmas, LemmaId, TaggerState};
use super::{Morphology, Upos, lemma};
use crate::french::Lexicon;
use crate::text::{Document, Forms, TokenKind};

/// What the tagger says of one token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tag {
    /// The part of speech.
    pub upos: Upos,
    /// How sure it is, in 0..=1: the lead of the tag over the second best, 0 when another was as good, one
    /// half where about nine such tags in ten are right (in cross-validation on French-GSD), and above
    /// 0.6 where some 99 in 100 are.
    pub margin: f32,
    /// The lemma, by its number in the [`TaggerState`].
    pub lemma: LemmaId,
}

/// A tagger over the tables in the binary: made in microseconds, shared by all workers.
///
/// # Examples
///
/// ```
/// use glane::tag::{Tagger, TaggerState, Upos};
/// use glane::text::{Document, Forms};
///
/// let tagger = Tagger::new();
/// let (mut forms, mut state, mut tags) = (Forms::new(), TaggerState::new(), Vec::new());
/// let document = Document::parse("Les réseaux dynamiques changent le travail.", &mut forms);
/// tagger.tag(&document, &forms, &mut state, &mut tags);
/// assert_eq!(tags[1].upos, Upos::Noun);
/// assert_eq!(state.lemma(tags[1].lemma), "réseau");
/// ```
#[derive(Clone, Debug)]
pub struct Tagger {
    lexicon: Lexicon<'static>,
    lemmas: lemma::Lemmatizer,
    model: Model,
}

impl Tagger {
    /// The tagger in the binary.
    pub fn new() -> Self {
        Self { lexicon: Lexicon::new(), lemmas: lemma::Lemmatizer::new(), model: Model::new() }
    }

    /// The lexicon that the tagger consults.
    pub fn lexicon(&self) -> &Lexicon<'static> {
        &self.lexicon
    }

    /// Tags the tokens of `document`, one [`Tag`] a token in `tags`, whose content is replaced.
    ///
    /// `forms` is the table the document was read with, and `state` has seen no other. The tags of
    /// a document depend on nothing but its text.
    pub fn tag(&self, document: &Document<'_>, forms: &Forms, state: &mut TaggerState, tags: &mut Vec<Tag>) {
        self.tag_without_lemmas(document, forms, state, tags);
        self.add_lemmas(document, forms, state, 0..tags.len(), tags);
    }

    /// The same, but for the lemmas: [`add_lemmas`](Self::add_lemmas) has them where they are wanted.
    pub(crate) fn tag_without_lemmas(
        &self,
        document: &Document<'_>,
        forms: &Forms,
        state: &mut TaggerState,
        tags: &mut Vec<Tag>,
    ) {
        tags.clear();
        tags.reserve(document.tokens().len());
        self.learn_forms(document, forms, state);
        let TaggerState { facts, buffers, .. } = state;
        for sentence in document.sentences() {
            let range = sentence.range();
            let (ids, tokens) = (&document.forms()[range.clone()], &document.tokens()[range]);
            self.model.tag_sentence(
                buffers,
                ids.len(),
                |at| &facts[ids[at]].model,
                |at| by_kind(tokens[at].kind),
                |upos, margin| tags.push(Tag { upos, margin, lemma: LemmaId::NONE }),
            );
        }
    }

    /// Gives the tags of some tokens of a document, by their indices, their lemmas.
    pub(crate) fn add_lemmas(
        &self,
        document: &Document<'_>,
        forms: &Forms,
        state: &mut TaggerState,
        range: Range<usize>,
        tags: &mut [Tag],
    ) {
        for index in range {
            tags[index].lemma = self.lemma(document, forms, state, index, tags[index].upos);
        }
    }

    /// The lemma of the token `index` of a tagged document as `upos`.
    fn lemma(
        &self,
        document: &Document<'_>,
        forms: &Forms,
        state: &mut TaggerState,
        index: usize,
        upos: Upos,
    ) -> LemmaId {
        let (form, slot) = (document.forms()[index], upos as usize);
        let known = &state.form_lemmas[form];
        if known.of_tags[slot] != LemmaId::NONE {
            return known.of_tags[slot];
        }
        let spelled = (document.token_text(index), &*forms.get(form).folded, known.trace);
        let lemma = self.lemmas.lemma(&self.lexicon, spelled, upos);
        let id = state.intern(&lemma);
        state.form_lemmas.get_mut(form).of_tags[slot] = id;
        id
    }

    /// Gender, number, mood, tense and person of the form `written`, folded `folded`, as `upos`, as far
    /// as the lexicon is sure of them. Looks the form up: meant for output, not for every token.
    pub fn morphology(&self, written: &str, folded: &str, upos: Upos) -> Morphology {
        Morphology::of(&self.lexicon, written, folded, upos)
    }

    /// Works out the facts of the forms not met before.
    fn learn_forms(&self, document: &Document<'_>, forms: &Forms, state: &mut TaggerState) {
        for (index, &form) in document.forms().iter().enumerate() {
            if state.facts.get(form).is_none_or(|facts| !facts.known) {
                let folded = &forms.get(form).folded;
                let (model, trace) = self.model.facts(&self.lexicon, document.token_text(index), folded);
                *state.facts.get_mut(form) = FormFacts { model, known: true };
                *state.form_lemmas.get_mut(form) = FormLemmas { trace, ..FormLemmas::default() };
            }
        }
    }
}

impl Default for Tagger {
    fn default() -> Self {
        Self::new()
    }
}

/// The tag that the kind of a token settles.
fn by_kind(kind: TokenKind) -> Option<Upos> {
    match kind {
        TokenKind::Mention => Some(Upos::Propn),
        TokenKind::Url | TokenKind::Email | TokenKind::Emoji => Some(Upos::Sym),
        _ => None,
    }
}
