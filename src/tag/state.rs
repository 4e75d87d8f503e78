//! The memory of a worker: facts about the forms that it has tagged, computed once per form, and their
//! lemmas.

use rustc_hash::FxHashMap;

use super::model;
use super::upos::TAGS;
use crate::french::Trace;
use crate::text::FormMap;

/// What a worker knows about a form and needs for every token, in whole cache lines.
#[derive(Clone, Debug, Default)]
#[repr(align(64))]
pub(super) struct FormFacts {
    /// What the model needs.
    pub(super) model: model::Facts,
    /// Whether the facts were computed.
    pub(super) known: bool,
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
/// A state belongs to one [`Forms`](crate::text::Forms) table and is replaced when that table is emptied. It
/// takes about 300 bytes per form.
#[derive(Clone, Debug, Default)]
pub struct TaggerState {
    pub(super) facts: FormMap<FormFacts>,
    pub(super) form_lemmas: FormMap<FormLemmas>,
    /// Buffers for one sentence.
    pub(super) buffers: model::Buffers,
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
