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

/// What a worker knows about a form and its model needs for every token, in whole cache lines.
#[derive(Clone, Debug, Default)]
#[repr(align(64))]
pub(super) struct FormFacts<F>(pub(super) F);

/// A set of forms, one bit each: all forms of a worker take few kilobytes, which stay in the cache.
#[derive(Clone, Debug, Default)]
pub(super) struct FormSet(Vec<u64>);

impl FormSet {
    /// Whether it has a form.
    #[inline]
    pub(super) fn has(&self, form: FormId) -> bool {
        let (word, bit) = Self::place(form);
        self.0.get(word).is_some_and(|bits| bits >> bit & 1 != 0)
    }

    /// Adds a form.
    pub(super) fn add(&mut self, form: FormId) {
        let (word, bit) = Self::place(form);
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << bit;
    }

    fn place(form: FormId) -> (usize, usize) {
        (form.index() / 64, form.index() % 64)
    }
}

/// What a worker remembers for one model.
#[derive(Clone, Debug)]
pub(super) struct Memory<M: Model> {
    pub(super) facts: FormMap<FormFacts<M::Facts>>,
    /// The forms whose facts were computed.
    pub(super) known: FormSet,
    /// Buffers for one sentence.
    pub(super) buffers: M::Buffers,
}

impl<M: Model<Buffers: Default>> Default for Memory<M> {
    fn default() -> Self {
        Self { facts: FormMap::default(), known: FormSet::default(), buffers: M::Buffers::default() }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Forms;

    #[test]
    fn a_set_has_the_forms_that_were_added() {
        let mut forms = Forms::new();
        let all: Vec<FormId> = (0..200).map(|number| forms.intern(&format!("mot{number}"))).collect();
        let mut set = FormSet::default();
        for form in all.iter().step_by(7) {
            set.add(*form);
        }
        for (number, form) in all.iter().enumerate() {
            assert_eq!(set.has(*form), number % 7 == 0, "{number}");
        }
    }
}
