//! The trained model: a greedy averaged perceptron (Collins 2002, "Discriminative training methods
//! for hidden Markov models: theory and experiments with perceptron algorithms").
//!
//! From left to right, each token gets the tag with the highest sum of weights over its
//! [`features`](super::features); decisions are never revised. The weights of a form by itself are summed
//! once per distinct form. For three tokens in four, the forms alone have a sufficient lead. For the others,
//! the near rows of their context are added, those of tags and classes, whose weights stay in the cache; and
//! if the lead is still too small, the far rows, those of the words themselves, whose weights are scattered
//! over the table.
//!
//! Compared with all rows for every token, this changes 1 tag in 7,800 of posts, papers and speech.

#![allow(clippy::inline_always, reason = "compiled once per instruction set")]

use super::features::{
    Context, FAR_ROWS, FormFeatures, History, NEAR_ROWS, OFFSETS, Profile, REACH, sentence_kind,
};
use super::model;
use super::upos::{TAGS, Upos};
use super::weights::{Sums, Weights};
#[cfg(target_arch = "x86_64")]
use super::wide::Avx2;
use super::wide::{Lanes, Plain, Work};
use crate::french::{Lexicon, Trace};
use crate::text::fetch;

/// The features of a form, with the weights of the form by itself summed for each offset.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    sums: [Sums; OFFSETS],
    profile: Profile,
}

/// The lead from which the forms alone decide a tag, in units of the lead that gives a margin of one half.
/// The context would change 1 in 11,000 of these tags.
const SURE: f32 = 1.25;
/// The lead from which the forms and the near rows decide a tag, in the same units. The far rows would change
/// 1 in 19,000 of these tags.
const NEARLY_SURE: f32 = 0.75;

/// How many tokens ahead facts are prefetched.
const AHEAD: usize = 12;
/// How many open tokens ahead near rows are prefetched.
const NEAR_AHEAD: usize = 3;

/// The model in the binary.
#[derive(Clone, Debug)]
pub(super) struct Model {
    weights: Weights,
    /// The leads of [`SURE`] and [`NEARLY_SURE`].
    sure_lead: i32,
    near_lead: i32,
    edge: Facts,
    #[cfg(target_arch = "x86_64")]
    avx2: Option<Avx2>,
}

/// Buffers for one sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffers {
    /// The best tag of each token so far.
    best: Vec<u8>,
    /// Its lead; [`FIXED`] where no model is needed.
    leads: Vec<i32>,
    /// The tokens whose context is needed, in order; those after them are left from earlier sentences.
    open: Vec<Open>,
}

/// A token that the forms alone do not decide.
#[derive(Clone, Debug)]
struct Open {
    at: usize,
    /// The history that its near rows and its sums assume.
    history: History,
    /// Whether the near rows do not decide it either.
    is_far: bool,
    /// The sums over the forms.
    of_forms: Sums,
    /// The sums over the forms and the near rows.
    with_near: Sums,
    near_rows: [u32; NEAR_ROWS],
    far_rows: [u32; FAR_ROWS],
}

impl Default for Open {
    fn default() -> Self {
        Self {
            at: 0,
            history: History::START,
            is_far: false,
            of_forms: [0; TAGS],
            with_near: [0; TAGS],
            near_rows: [0; NEAR_ROWS],
            far_rows: [0; FAR_ROWS],
        }
    }
}

/// The lead of a tag for which no model is needed.
const FIXED: i32 = i32::MAX;

impl Model {
    /// The model in the binary.
    pub(super) fn new() -> Self {
        let weights = Weights::new();
        let edge = weigh(&weights, &FormFeatures::edge());
        let lead = |units: f32| (weights.even_lead as f32 * units) as i32;
        Self {
            weights,
            sure_lead: lead(SURE),
            near_lead: lead(NEARLY_SURE),
            edge,
            #[cfg(target_arch = "x86_64")]
            avx2: Avx2::detect(),
        }
    }

    /// Does work by the widest instructions there are.
    fn run<W: Work>(&self, work: W) -> W::Output {
        #[cfg(target_arch = "x86_64")]
        if let Some(avx2) = self.avx2 {
            return avx2.run(work);
        }
        work.with(Plain)
    }
}

impl model::Model for Model {
    type Facts = Facts;
    type Buffers = Buffers;

    fn facts(&self, lexicon: &Lexicon<'_>, written: &str, folded: &str) -> (Facts, Trace) {
        let features = FormFeatures::new(lexicon, written, folded);
        (weigh(&self.weights, &features), features.trace)
    }

    fn tag_sentence<'f>(
        &'f self,
        buffers: &mut Buffers,
        length: usize,
        facts: impl Fn(usize) -> &'f Facts,
        ahead: impl Fn(usize) -> Option<&'f Facts>,
        fixed: impl Fn(usize) -> Option<Upos>,
        mut give: impl FnMut(Upos, f32),
    ) {
        let sentence = Sentence { model: self, length, facts, ahead };
        self.run(Decide { sentence, buffers: &mut *buffers, fixed });
        for (&best, &lead) in buffers.best.iter().zip(&buffers.leads) {
            let margin =
                if lead == FIXED { 1.0 } else { lead as f32 / (lead + self.weights.even_lead) as f32 };
            give(Upos::ALL[usize::from(best)], margin);
        }
    }
}

/// The work of finding the best tag of each token of a sentence, and its lead.
struct Decide<'f, 'b, F, A, X> {
    sentence: Sentence<'f, F, A>,
    buffers: &'b mut Buffers,
    fixed: X,
}

impl<'f, F, A, X> Work for Decide<'f, '_, F, A, X>
where
    F: Fn(usize) -> &'f Facts,
    A: Fn(usize) -> Option<&'f Facts>,
    X: Fn(usize) -> Option<Upos>,
{
    type Output = ();

    #[inline(always)]
    fn with<L: Lanes>(self, lanes: L) {
        self.sentence.decide(lanes, self.buffers, self.fixed);
    }
}

/// A sentence to tag.
struct Sentence<'f, F, A> {
    model: &'f Model,
    length: usize,
    facts: F,
    ahead: A,
}

impl<'f, F: Fn(usize) -> &'f Facts, A: Fn(usize) -> Option<&'f Facts>> Sentence<'f, F, A> {
    /// Finds the best tag of each token and its lead: by the forms alone where these decide, else with the
    /// near rows of the context, else with its far rows too.
    ///
    /// The near rows of all tokens are added before the far rows of any, under the assumption that the near
    /// rows decide the tags before a token, as they mostly do. So no token waits for the one before it. Where
    /// the assumption proves wrong, the sums are computed again. In the same way, the near rows are chosen and
    /// prefetched under the assumption that the forms decide the tags before a token, or the near rows where
    /// these are added already.
    #[inline(always)]
    fn decide<L: Lanes>(&self, lanes: L, buffers: &mut Buffers, fixed: impl Fn(usize) -> Option<Upos>) {
        let open = self.decide_by_forms(lanes, buffers, fixed);
        let Buffers { best, leads, open: all } = buffers;
        let open = &mut all[..open];
        if open.is_empty() {
            return;
        }
        let kind = sentence_kind((0..self.length).map(|at| &self.facts(at).profile));
        let (mut reader, mut assumed) = (Reader::default(), Reader::default());
        for number in 0..open.len() + NEAR_AHEAD {
            if let Some(token) = open.get_mut(number) {
                self.choose_near_rows(token, assumed.up_to(token.at, best), kind);
                for &row in &token.near_rows {
                    fetch(self.model.weights.row(row));
                }
            }
            if let Some(token) = number.checked_sub(NEAR_AHEAD).and_then(|number| open.get_mut(number)) {
                let history = reader.up_to(token.at, best);
                if history != token.history {
                    self.choose_near_rows(token, history, kind);
                }
                (best[token.at], leads[token.at]) = self.add_near_rows(lanes, token, kind);
            }
        }
        let mut reader = Reader::default();
        for token in &mut *open {
            let history = reader.up_to(token.at, best);
            if history != token.history {
                self.choose_near_rows(token, history, kind);
                (best[token.at], leads[token.at]) = self.add_near_rows(lanes, token, kind);
            }
            if token.is_far {
                let mut sums = lanes.load(&token.with_near);
                for &row in &token.far_rows {
                    sums = lanes.add_row(sums, self.model.weights.row(row));
                }
                (best[token.at], leads[token.at]) = lanes.best(sums);
            }
        }
    }

    /// Decides the tags that the forms alone can; returns how many tokens are left open.
    #[inline(always)]
    fn decide_by_forms<L: Lanes>(
        &self,
        lanes: L,
        buffers: &mut Buffers,
        fixed: impl Fn(usize) -> Option<Upos>,
    ) -> usize {
        let Buffers { best, leads, open } = buffers;
        best.clear();
        best.resize(self.length, 0);
        leads.clear();
        leads.resize(self.length, FIXED);
        if open.len() < self.length {
            open.resize_with(self.length, Open::default);
        }
        let mut count = 0;
        let edge = &self.model.edge;
        let (mut back, mut before) = (edge, edge);
        let (mut own, mut next) = (self.facts(0), self.facts(1));
        for (at, (best, lead)) in best.iter_mut().zip(leads).enumerate() {
            let far = self.facts(at + REACH);
            // The sums of two offsets fill one cache line.
            if let Some(ahead) = (self.ahead)(at + AHEAD) {
                for offset in [0, 2, 4] {
                    fetch(&ahead.sums[offset]);
                }
            }
            if let Some(upos) = fixed(at) {
                *best = upos as u8;
            } else {
                let mut sums = lanes.load(&back.sums[0]);
                for (facts, offset) in [(before, 1), (own, 2), (next, 3), (far, 4)] {
                    sums = lanes.add(sums, &facts.sums[offset]);
                }
                (*best, *lead) = lanes.best(sums);
                // Which tokens are open is unpredictable, so every one is written, without a branch.
                let token = &mut open[count];
                token.at = at;
                lanes.store(sums, &mut token.of_forms);
                count += usize::from(*lead < self.model.sure_lead);
            }
            (back, before, own, next) = (before, own, next, far);
        }
        count
    }

    /// The context of a token.
    #[inline(always)]
    fn context(&self, token: &Open, kind: u8) -> Context<'f> {
        let at = token.at;
        // Before the first token the index wraps around and is past the end, which gives the edge as well.
        let profile = |at: usize| -> &'f Profile { &self.facts(at).profile };
        let window = [
            profile(at.wrapping_sub(2)),
            profile(at.wrapping_sub(1)),
            profile(at),
            profile(at + 1),
            profile(at + 2),
        ];
        Context { window, history: token.history, first: at == 0, sentence: kind }
    }

    /// Chooses the near rows of a token by a history.
    #[inline(always)]
    fn choose_near_rows(&self, token: &mut Open, history: History, kind: u8) {
        token.history = history;
        token.near_rows = self.context(token, kind).near_rows();
    }

    /// Adds the near rows of a token; where they do not decide it, prefetches its far rows.
    #[inline(always)]
    fn add_near_rows<L: Lanes>(&self, lanes: L, token: &mut Open, kind: u8) -> (u8, i32) {
        let Model { weights, near_lead, .. } = self.model;
        let mut sums = lanes.load(&token.of_forms);
        for &row in &token.near_rows {
            sums = lanes.add_row(sums, weights.row(row));
        }
        let (tag, lead) = lanes.best(sums);
        token.is_far = lead < *near_lead;
        if token.is_far {
            lanes.store(sums, &mut token.with_near);
            token.far_rows = self.context(token, kind).far_rows();
            for &row in &token.far_rows {
                fetch(weights.row(row));
            }
        }
        (tag, lead)
    }

    /// The facts of the token `at`; those of the edge outside of the sentence.
    #[inline(always)]
    fn facts(&self, at: usize) -> &'f Facts {
        if at < self.length { (self.facts)(at) } else { &self.model.edge }
    }
}

/// The history of a sentence, tag by tag from left to right.
struct Reader {
    history: History,
    read: usize,
}

impl Default for Reader {
    fn default() -> Self {
        Self { history: History::START, read: 0 }
    }
}

impl Reader {
    /// The history before the token `at`, which is at or after that of the previous call.
    #[inline(always)]
    fn up_to(&mut self, at: usize, tags: &[u8]) -> History {
        for &tag in &tags[self.read..at] {
            self.history.push(tag);
        }
        self.read = at;
        self.history
    }
}

/// Sums the weights of a form's own features, for each offset.
fn weigh(weights: &Weights, features: &FormFeatures) -> Facts {
    let mut facts = Facts { profile: features.profile, ..Facts::default() };
    // The rows are scattered over the table: all are fetched before the first is added.
    for &feature in features.rows.iter().flatten() {
        fetch(weights.row(feature));
    }
    for (sums, rows) in facts.sums.iter_mut().zip(&features.rows) {
        for &feature in rows {
            *sums = Plain.add_row(*sums, weights.row(feature));
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_before_any_token_is_that_of_all_tags_before_it() {
        let tags: Vec<u8> = (0..40).map(|at| (at * 7 % TAGS) as u8).collect();
        let mut reader = Reader::default();
        let mut history = History::START;
        for (at, &tag) in tags.iter().enumerate() {
            if at % 3 == 0 {
                assert_eq!(reader.up_to(at, &tags), history);
            }
            history.push(tag);
        }
    }
}
