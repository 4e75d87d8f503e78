//! The memory of a worker: facts about the forms that it has tagged, computed once per form, and their
//! lemmas.

use rustc_hash::FxHashMap;

use super::model::Model;
#[cfg(feature = "trained-tables")]
use super::perceptron;
use super::rules;
use super::upos::TAGS;
use crate::french::Trace;
use crate::text::{FormId, FormMap};

/// What a worker knows about a form and needs for every token, in whole cache lines.
#[derive(Clone, Debug, Default)]
#[repr(align(64))]
pub(super) struct FormFacts<F> {
    /// What the model needs.
    pub(super) model: F,
    /// Whether the facts were computed.
    pub(super) known: bool,
}

/// What a worker remembers for one model.
#[derive(Clone, Debug)]
pub(super) struct Memory<M: Model> {
    pub(super) facts: FormMap<FormFacts<M::Facts>>,
    /// Buffers for one sentence.
    pub(super) buffers: M::Buffers,
}

impl<M: Model<Buffers: Default>> Default for Memory<M> {
    fn default() -> Self {
        Self { facts: FormMap::default(), buffers: M::Buffers::default() }
    }
}

/// What a worker knows about the lemmas of a form.
#[derive(Clone, Debug, Default)]
pub(super) struct FormLemmas {
    /// The lemma for each tag; [`LemmaId::NONE`] until it is needed.
    pub(super) of_tags: [LemmaId; TAGS],
    /// How the lexicon found the form.
    pub(super) trace: Trace,
}

/// The number of a lemma in its [`TaggerState`]: two numbers are equal if and only if the lemmas are.
///
/// It means nothing in any other state. It depends on the order in which texts are tagged, so no output may
/// depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LemmaId(u32);

impl LemmaId {
    pub(super) const NONE: Self = Self(0);

    /// The number, from 1 to [`TaggerState::lemma_count`]; 0 for a tag without a lemma.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The memory of a worker: facts about the forms met so far, and the lemmas given.
///
/// A state belongs to one [`Forms`](crate::text::Forms) table and one tagger; it is replaced when that table is
/// emptied or the tagger is another one. It takes about 300 bytes per form.
#[derive(Clone, Debug, Default)]
pub struct TaggerState {
    /// One of the two is in use: that of the tagger's model.
    #[cfg(feature = "trained-tables")]
    pub(super) trained: Memory<perceptron::Model>,
    pub(super) rules: Memory<rules::Model>,
    pub(super) form_lemmas: FormMap<FormLemmas>,
    lemmas: Vec<Box<str>>,
    ids: FxHashMap<Box<str>, LemmaId>,
}

impl TaggerState {
    /// An empty state.
    pub fn new() -> Self {
        Self::default()
    }

    /// The lemma with the number `id`, which this state gave; empty for other numbers.
    pub fn lemma(&self, id: LemmaId) -> &str {
        id.index().checked_sub(1).and_then(|index| self.lemmas.get(index)).map_or("", |lemma| lemma)
    }

    /// How the lexicon found a form that was tagged; [`Trace::Variant`] for any other.
    pub(super) fn trace(&self, form: FormId) -> Trace {
        self.form_lemmas.get(form).map_or(Trace::Variant, |lemmas| lemmas.trace)
    }

    /// The number of distinct lemmas met so far.
    pub fn lemma_count(&self) -> usize {
        self.lemmas.len()
    }

    /// The number of `lemma`.
    pub(super) fn intern(&mut self, lemma: &str) -> LemmaId {
        if let Some(&id) = self.ids.get(lemma) {
            return id;
        }
        self.lemmas.push(lemma.into());
        let id = LemmaId(self.lemmas.len() as u32);
        self.ids.insert(lemma.into(), id);
        id
    }
}
