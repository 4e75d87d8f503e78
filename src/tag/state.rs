//! What a worker remembers of the forms it has tagged: their features, weighed once, and their
//! lemmas.

use rustc_hash::FxHashMap;

use super::model;
use crate::french::Trace;
use crate::text::FormMap;

/// The number of tags that are told apart; the seventeenth of UD, PART, is not French.
pub(super) const TAGS: usize = 16;

/// What a worker knows of a form: what is looked at for every token alone, in whole cache lines.
#[derive(Clone, Debug, Default)]
#[repr(align(64))]
pub(super) struct FormFacts {
    /// What the model has to know.
    pub(super) model: model::Facts,
    /// Whether the rest has been filled in.
    pub(super) known: bool,
}

/// What a worker knows of the lemmas of a form.
#[derive(Clone, Debug, Default)]
pub(super) struct FormLemmas {
    /// The lemma under each tag; [`LemmaId::NONE`] until it is asked for.
    pub(super) of_tags: [LemmaId; TAGS],
    /// How the lexicon found the form.
    pub(super) trace: Trace,
}

/// The number of a lemma in its [`TaggerState`]: equal numbers, equal lemmas.
///
/// Meaningless in any other state, and dependent on the order of reading: nothing that is given out
/// may depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LemmaId(u32);

impl LemmaId {
    pub(super) const NONE: Self = Self(0);

    /// The number itself, from 1 to the number of lemmas met.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A worker's memory: facts about the forms met so far and the lemmas given.
///
/// One state goes with one [`Forms`](crate::text::Forms) table; when that is replaced, so is the
/// state. It takes some 300 bytes for each form.
#[derive(Clone, Debug, Default)]
pub struct TaggerState {
    pub(super) facts: FormMap<FormFacts>,
    pub(super) form_lemmas: FormMap<FormLemmas>,
    /// The buffers of the sentence at hand.
    pub(super) buffers: model::Buffers,
    lemmas: Vec<Box<str>>,
    ids: FxHashMap<Box<str>, LemmaId>,
}

impl TaggerState {
    /// A state that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The lemma of a number that this state gave; empty for any other.
    pub fn lemma(&self, id: LemmaId) -> &str {
        id.index().checked_sub(1).and_then(|index| self.lemmas.get(index)).map_or("", |lemma| lemma)
    }

    /// How many distinct lemmas have been met.
    pub fn lemma_count(&self) -> usize {
        self.lemmas.len()
    }

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
