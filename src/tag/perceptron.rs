//! The trained model: a greedy averaged perceptron (Collins 2002, "Discriminative training methods
//! for hidden Markov models: theory and experiments with perceptron algorithms").
//!
//! Each token from left to right gets the tag whose weights add up highest over the features of
//! [`features`](super::features); no decision is taken back. The weights of a form by itself are
//! summed once for each distinct form. Where the forms alone are sure of a token, as they are of three
//! in four, that is the tag; the others cost the 32 rows of their context.

use super::Upos;
use super::features::{Context, FormFeatures, History, OFFSETS, Profile, REACH, sentence_kind};
use super::state::TAGS;
use super::weights::{Sums, Weights};
use crate::french::{Lexicon, Trace};

/// A form's features, its own weights summed for each offset from which it can be seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    sums: [Sums; OFFSETS],
    profile: Profile,
}

/// The lead by which forms alone settle a tag, in units of the lead that makes a margin of one half.
const SURE: f32 = 1.25;

/// The model in the binary.
#[derive(Clone, Debug)]
pub(super) struct Model {
    weights: Weights,
    /// The lead at which the context of a token is not asked.
    sure_lead: i32,
    edge: Facts,
}

impl Model {
    pub(super) fn new() -> Self {
        let weights = Weights::new();
        let edge = weigh(&weights, &FormFeatures::edge());
        let sure_lead = (weights.even_lead as f32 * SURE) as i32;
        Self { weights, sure_lead, edge }
    }

    /// What the model has to know of a form, and how the lexicon found it.
    pub(super) fn facts(&self, lexicon: &Lexicon<'_>, written: &str, folded: &str) -> (Facts, Trace) {
        let features = FormFeatures::new(lexicon, written, folded);
        (weigh(&self.weights, &features), features.trace)
    }

    /// Tags a sentence of `length` tokens: `facts` are those of its tokens by their index, `fixed`
    /// the tags that need no model, and `give` takes each tag with its margin, in order.
    pub(super) fn tag_sentence<'f>(
        &'f self,
        length: usize,
        facts: impl Fn(usize) -> &'f Facts,
        fixed: impl Fn(usize) -> Option<Upos>,
        mut give: impl FnMut(Upos, f32),
    ) {
        let kind = sentence_kind((0..length).map(|at| &facts(at).profile));
        let facts = |at: usize| if at < length { facts(at) } else { &self.edge };
        let mut history = History::START;
        let mut window: [&Facts; OFFSETS] = [&self.edge; OFFSETS];
        for at in 0..REACH {
            window[REACH + 1 + at] = facts(at);
        }
        for at in 0..length {
            window.rotate_left(1);
            window[OFFSETS - 1] = facts(at + REACH);
            let (upos, margin) = if let Some(upos) = fixed(at) {
                (upos, 1.0)
            } else {
                let (best, lead) = self.decide(&window, history, at == 0, kind);
                (Upos::ALL[best], lead as f32 / (lead + self.weights.even_lead) as f32)
            };
            history.push(upos as u8);
            give(upos, margin);
        }
    }

    /// The best tag and its lead: by the forms alone where that settles it, else by their context too.
    ///
    /// Where the forms alone lead by [`SURE`], the context overrules them in 1 of 7,000 tokens.
    #[inline]
    fn decide(
        &self,
        window: &[&Facts; OFFSETS],
        history: History,
        first: bool,
        sentence: u8,
    ) -> (usize, i32) {
        let mut sums: Sums = [0; TAGS];
        for (offset, facts) in window.iter().enumerate() {
            for (sum, &own) in sums.iter_mut().zip(&facts.sums[offset]) {
                *sum = sum.wrapping_add(own);
            }
        }
        let (best, lead) = best_of(&sums);
        if lead >= self.sure_lead {
            return (best, lead);
        }
        let profiles: [&Profile; OFFSETS] = window.map(|facts| &facts.profile);
        for feature in (Context { window: profiles, history, first, sentence }).rows() {
            self.weights.add(feature, &mut sums);
        }
        best_of(&sums)
    }
}

/// Sums the weights of a form's own features, for each offset.
fn weigh(weights: &Weights, features: &FormFeatures) -> Facts {
    let mut facts = Facts { profile: features.profile, ..Facts::default() };
    for (sums, rows) in facts.sums.iter_mut().zip(&features.rows) {
        for &feature in rows {
            weights.add(feature, sums);
        }
    }
    facts
}

/// The best tag, the first of equals, and its lead over the second. Without a branch: nobody can foresee
/// which tag it is.
#[inline]
fn best_of(sums: &Sums) -> (usize, i32) {
    let top = sums.iter().copied().fold(i16::MIN, i16::max);
    let best = sums.iter().enumerate().rev().fold(0, |best, (tag, &sum)| if sum == top { tag } else { best });
    let mut others = *sums;
    others[best] = i16::MIN;
    let second = others.iter().copied().fold(i16::MIN, i16::max);
    (best, i32::from(top) - i32::from(second))
}
