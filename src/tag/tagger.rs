//! The tagger: from the tokens of a document to their parts of speech and lemmas.
//!
//! Facts about a form by itself are computed once and kept in the worker's [`TaggerState`]. Which of its
//! parts of speech a form has in a sentence is left to the model: the trained one, or the rules (see
//! [`TagModel`]).

use std::ops::Range;

use super::lemma;
use super::model::Model;
use super::model::TagModel;
use super::morphology::Morphology;
#[cfg(feature = "trained-tables")]
use super::perceptron;
use super::rules;
use super::state::{FormFacts, FormLemmas, LemmaId, Memory, TaggerState};
use super::upos::Upos;
use crate::french::{Lexicon, Trace, Word};
use crate::text::{Document, FormId, FormMap, Forms, TokenKind, fetch};

/// The longest sentence, in tokens, that a model tags as a whole: it needs two hundred and twenty bytes a token. Longer
/// ones are no sentences of prose, and are tagged in pieces.
const LONGEST: usize = 4096;

/// The tag of one token.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Tag {
    /// The part of speech.
    pub upos: Upos,
    /// How certain it is, 0..=1: the lead over the second best tag. 0 when another tag was as good. In
    /// cross-validation on French-GSD, about 90 % of the tags at 0.5 and 99 % of those above 0.6 are right.
    pub margin: f32,
    /// The lemma, as its number in the [`TaggerState`].
    pub lemma: LemmaId,
}

/// A tagger that reads the tables in the binary. Making one takes microseconds; all workers can share it.
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
    /// There where the trained model is in use; the rules are otherwise.
    #[cfg(feature = "trained-tables")]
    trained: Option<perceptron::Model>,
}

impl Tagger {
    /// The tagger with the default model.
    pub fn new() -> Self {
        Self::with_model(TagModel::default())
    }

    /// The tagger with a model; with the rules where the model is not compiled in.
    pub fn with_model(model: TagModel) -> Self {
        Self {
            lexicon: Lexicon::new(),
            lemmas: lemma::Lemmatizer::new(model),
            #[cfg(feature = "trained-tables")]
            trained: (model == TagModel::Trained).then(perceptron::Model::new),
        }
    }

    /// The lexicon that the tagger uses.
    pub fn lexicon(&self) -> &Lexicon<'static> {
        &self.lexicon
    }

    /// Tags the tokens of `document`: replaces the content of `tags` by one [`Tag`] per token.
    ///
    /// `forms` is the table that the document was parsed with, and `state` belongs to it. The tags of a
    /// document depend on its text alone.
    ///
    /// # Panics
    ///
    /// When `forms` is another table and lacks a form of the document.
    pub fn tag(&self, document: &Document<'_>, forms: &Forms, state: &mut TaggerState, tags: &mut Vec<Tag>) {
        self.tag_without_lemmas(document, forms, state, tags);
        self.add_lemmas(document, forms, state, 0..tags.len(), tags);
    }

    /// The same without the lemmas, which [`add_lemmas`](Self::add_lemmas) adds where they are needed.
    pub(crate) fn tag_without_lemmas(
        &self,
        document: &Document<'_>,
        forms: &Forms,
        state: &mut TaggerState,
        tags: &mut Vec<Tag>,
    ) {
        tags.clear();
        tags.reserve(document.tokens().len());
        let TaggerState { form_lemmas, .. } = state;
        #[cfg(feature = "trained-tables")]
        if let Some(trained) = &self.trained {
            self.tag_by(trained, document, forms, (&mut state.trained, form_lemmas), tags);
            return;
        }
        self.tag_by(&rules::Model, document, forms, (&mut state.rules, form_lemmas), tags);
    }

    /// Tags a document by one of the models.
    fn tag_by<M: Model>(
        &self,
        model: &M,
        document: &Document<'_>,
        forms: &Forms,
        (memory, form_lemmas): (&mut Memory<M>, &mut FormMap<FormLemmas>),
        tags: &mut Vec<Tag>,
    ) {
        self.learn_forms(model, document, forms, (memory, form_lemmas));
        let Memory { facts, buffers, .. } = memory;
        for sentence in document.sentences() {
            let range = sentence.range();
            let (ids, tokens) = (&document.forms()[range.clone()], &document.tokens()[range.clone()]);
            for (number, (ids, tokens)) in ids.chunks(LONGEST).zip(tokens.chunks(LONGEST)).enumerate() {
                // What stands behind a sentence is read soon, too.
                let behind = &document.forms()[range.start + number * LONGEST..];
                model.tag_sentence(
                    buffers,
                    ids.len(),
                    |at| &facts[ids[at]].0,
                    |at| behind.get(at).map(|&form| &facts[form].0),
                    |at| by_kind(tokens[at].kind),
                    |upos, margin| tags.push(Tag { upos, margin, lemma: LemmaId::NONE }),
                );
            }
        }
    }

    /// Fetches the lemmas of a form.
    #[inline]
    pub(crate) fn fetch_lemmas(form: FormId, state: &TaggerState) {
        if let Some(lemmas) = state.form_lemmas.get(form) {
            fetch(lemmas);
        }
    }

    /// Adds the lemmas to the tags of the tokens in `range`, indices of a tagged document.
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

    /// The lemma of the token number `index` of a tagged document, as `upos`.
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

    /// The entry of the form `written`, whose comparison form is `folded`, in the lexicon, as
    /// [`Lexicon::lookup`] gives it. One that was tagged is not looked up again where the lexicon has it as it is.
    pub(crate) fn entry(&self, form: FormId, written: &str, folded: &str, state: &TaggerState) -> Word {
        let trace = if lemma::is_plain(written) { state.trace(form) } else { Trace::Variant };
        self.lexicon.recall(trace, written, folded)
    }

    /// Gender, number, mood, tense and person of the form `written`, whose comparison form is `folded`, as
    /// `upos`: each only where all readings of the lexicon agree. Looks the form up in the lexicon on every
    /// call.
    pub fn morphology(&self, written: &str, folded: &str, upos: Upos) -> Morphology {
        Morphology::of(&self.lexicon, written, folded, upos)
    }

    /// The same for an entry of the lexicon.
    pub(crate) fn morphology_of(&self, entry: &Word, upos: Upos) -> Morphology {
        Morphology::of_entry(&self.lexicon, entry, upos)
    }

    /// Computes the facts about the forms not met before.
    fn learn_forms<M: Model>(
        &self,
        model: &M,
        document: &Document<'_>,
        forms: &Forms,
        (Memory { facts, known, .. }, form_lemmas): (&mut Memory<M>, &mut FormMap<FormLemmas>),
    ) {
        for (index, &form) in document.forms().iter().enumerate() {
            if !known.has(form) {
                let folded = &forms.get(form).folded;
                let (of_form, trace) = model.facts(&self.lexicon, document.token_text(index), folded);
                *facts.get_mut(form) = FormFacts(of_form);
                known.add(form);
                *form_lemmas.get_mut(form) = FormLemmas { trace, ..FormLemmas::default() };
            }
        }
    }
}

impl Default for Tagger {
    fn default() -> Self {
        Self::new()
    }
}

/// The part of speech of tokens whose kind determines it.
fn by_kind(kind: TokenKind) -> Option<Upos> {
    match kind {
        TokenKind::Mention => Some(Upos::Propn),
        TokenKind::Url | TokenKind::Email | TokenKind::Emoji => Some(Upos::Sym),
        _ => None,
    }
}
