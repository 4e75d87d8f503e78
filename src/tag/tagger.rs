//! The tagger: from the tokens of a document to their parts of speech and lemmas.
//!
//! A greedy averaged perceptron (Collins 2002, "Discriminative training methods for hidden Markov
//! models") over the features of [`features`](super::features): each token from left to right gets
//! the tag whose weights add up highest, and no decision is taken back. The weights of a form by
//! itself are summed once for each distinct form; a token costs the 32 rows of its context.

use super::features::{Context, FormFeatures, History, OFFSETS, Profile, REACH, sentence_kind};
use super::state::{FormFacts, LemmaId, Sums, TAGS, TaggerState};
use super::weights::Weights;
use super::{Upos, lemma};
use crate::french::Lexicon;
use crate::text::{Document, Forms, TokenKind};

/// What the tagger says of one token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tag {
    /// The part of speech.
    pub upos: Upos,
    /// How sure it is, in 0..=1: 0 when another tag was as good, one half where the lead is such
    /// that about one tag in ten is wrong.
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
    weights: Weights,
    edge: FormFacts,
}

impl Tagger {
    /// The tagger in the binary.
    pub fn new() -> Self {
        let weights = Weights::new();
        let edge = weigh(&weights, &FormFeatures::edge());
        Self { lexicon: Lexicon::new(), lemmas: lemma::Lemmatizer::new(), weights, edge }
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
        tags.clear();
        self.learn_forms(document, forms, state);
        for sentence in document.sentences() {
            self.tag_sentence(document, sentence.range(), state, tags);
        }
        self.add_lemmas(document, forms, state, tags);
    }

    /// Works out the facts of the forms not met before.
    fn learn_forms(&self, document: &Document<'_>, forms: &Forms, state: &mut TaggerState) {
        for (index, &form) in document.forms().iter().enumerate() {
            let at = form.index();
            if at >= state.facts.len() {
                state.facts.resize_with(at + 1, FormFacts::default);
            }
            if !state.facts[at].known {
                let features =
                    FormFeatures::new(&self.lexicon, document.token_text(index), &forms.get(form).folded);
                state.facts[at] = weigh(&self.weights, &features);
            }
        }
    }

    fn tag_sentence(
        &self,
        document: &Document<'_>,
        range: std::ops::Range<usize>,
        state: &TaggerState,
        tags: &mut Vec<Tag>,
    ) {
        let forms = &document.forms()[range.clone()];
        let facts = |at: usize| forms.get(at).map_or(&self.edge, |form| &state.facts[form.index()]);
        let kind = sentence_kind(forms.iter().map(|form| &state.facts[form.index()].profile));
        let mut history = History::START;
        let mut window: [&FormFacts; OFFSETS] = [&self.edge; OFFSETS];
        for at in 0..REACH {
            window[REACH + 1 + at] = facts(at);
        }
        for at in 0..forms.len() {
            window.rotate_left(1);
            window[OFFSETS - 1] = facts(at + REACH);
            let mut sums: Sums = [0; TAGS];
            for (offset, facts) in window.iter().enumerate() {
                for (sum, &own) in sums.iter_mut().zip(&facts.sums[offset]) {
                    *sum = sum.wrapping_add(own);
                }
            }
            let profiles: [&Profile; OFFSETS] = window.map(|facts| &facts.profile);
            let context = Context { window: profiles, history, first: at == 0, sentence: kind };
            for feature in context.rows() {
                self.weights.add(feature, &mut sums);
            }
            let (best, lead) = decide(&sums);
            let (upos, margin) = match by_kind(document.tokens()[range.start + at].kind) {
                Some(upos) => (upos, 1.0),
                None => (Upos::ALL[best], lead as f32 / (lead + self.weights.even_lead) as f32),
            };
            history.push(upos as u8);
            tags.push(Tag { upos, margin, lemma: LemmaId::NONE });
        }
    }

    fn add_lemmas(&self, document: &Document<'_>, forms: &Forms, state: &mut TaggerState, tags: &mut [Tag]) {
        for (index, (tag, &form)) in tags.iter_mut().zip(document.forms()).enumerate() {
            let slot = tag.upos as usize;
            let known = state.facts[form.index()].lemmas[slot];
            tag.lemma = if known == LemmaId::NONE {
                let trace = state.facts[form.index()].trace;
                let spelled = (document.token_text(index), &*forms.get(form).folded, trace);
                let lemma = self.lemmas.lemma(&self.lexicon, spelled, tag.upos);
                let id = state.intern(&lemma);
                state.facts[form.index()].lemmas[slot] = id;
                id
            } else {
                known
            };
        }
    }
}

impl Default for Tagger {
    fn default() -> Self {
        Self::new()
    }
}

/// Sums the weights of a form's own features, for each offset.
fn weigh(weights: &Weights, features: &FormFeatures) -> FormFacts {
    let mut facts =
        FormFacts { profile: features.profile, trace: features.trace, known: true, ..FormFacts::default() };
    for (sums, rows) in facts.sums.iter_mut().zip(&features.rows) {
        for &feature in rows {
            weights.add(feature, sums);
        }
    }
    facts
}

/// The best tag, the first of equals, and its lead over the second.
#[inline]
fn decide(sums: &Sums) -> (usize, i32) {
    let (mut best, mut second) = (0, i32::MIN);
    let mut top = i32::from(sums[0]);
    for (tag, &sum) in sums.iter().enumerate().skip(1) {
        let sum = i32::from(sum);
        if sum > top {
            second = top;
            (best, top) = (tag, sum);
        } else if sum > second {
            second = sum;
        }
    }
    (best, top - second)
}

/// The tag that the kind of a token settles.
fn by_kind(kind: TokenKind) -> Option<Upos> {
    match kind {
        TokenKind::Mention => Some(Upos::Propn),
        TokenKind::Url | TokenKind::Email | TokenKind::Emoji => Some(Upos::Sym),
        _ => None,
    }
}
