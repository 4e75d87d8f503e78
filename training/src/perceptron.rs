//! Trains the averaged perceptron (Collins 2002, "Discriminative training methods for hidden Markov models"):
//! greedy, from left to right, with hashed features.

use glane::french::Lexicon;
use glane::tag::internals::{Context, FormFeatures, History, OFFSETS, Profile, REACH, TAGS, sentence_kind};
use glane::text::fold;
use rustc_hash::FxHashMap;

use crate::augment::Supplied;
use crate::treebank::Token;

/// A sentence whose forms are numbered in [`Data`].
#[derive(Clone)]
pub struct Sentence {
    pub forms: Vec<u32>,
    pub gold: Vec<u8>,
    pub kind: u8,
}

/// The features of every form met; number 0 is the edge of a sentence.
pub struct Data<'l> {
    lexicon: &'l Lexicon<'l>,
    numbers: FxHashMap<String, u32>,
    pub features: Vec<FormFeatures>,
}

impl<'l> Data<'l> {
    pub fn new(lexicon: &'l Lexicon<'l>) -> Self {
        Self { lexicon, numbers: FxHashMap::default(), features: vec![FormFeatures::edge()] }
    }

    fn number(&mut self, form: &str) -> u32 {
        if let Some(&number) = self.numbers.get(form) {
            return number;
        }
        let number = self.features.len() as u32;
        self.features.push(FormFeatures::new(self.lexicon, form, &fold(form)));
        self.numbers.insert(form.to_owned(), number);
        number
    }

    /// A sentence of which only some tokens have a tag.
    pub fn partial(&mut self, tokens: &[Supplied]) -> Sentence {
        let forms: Vec<u32> = tokens.iter().map(|token| self.number(&token.form)).collect();
        let kind = sentence_kind(forms.iter().map(|&form| &self.features[form as usize].profile));
        Sentence {
            forms,
            gold: tokens.iter().map(|token| token.upos.map_or(UNTAGGED, |upos| upos as u8)).collect(),
            kind,
        }
    }

    pub fn sentence(&mut self, tokens: &[Token]) -> Sentence {
        let forms: Vec<u32> = tokens.iter().map(|token| self.number(&token.form)).collect();
        let kind = sentence_kind(forms.iter().map(|&form| &self.features[form as usize].profile));
        Sentence { forms, gold: tokens.iter().map(|token| token.upos as u8).collect(), kind }
    }
}

/// The gold tag of a token without one: its tag is predicted but not trained.
pub const UNTAGGED: u8 = u8::MAX;

#[derive(Clone, Debug)]
pub struct Options {
    /// The table has 2^bits rows.
    pub bits: u32,
    pub epochs: usize,
    /// The weights are updated unless the correct tag leads by this much.
    pub margin: f32,
    /// The share of the features of a token that is dropped during training, 0..1.
    pub dropout: f32,
    /// How many models, trained in different orders, are summed.
    pub seeds: u64,
}

pub struct Model {
    pub bits: u32,
    pub weights: Vec<[f32; TAGS]>,
}

/// A generator of pseudo-random numbers (xorshift64*) with a fixed seed, so that training is reproducible.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}

/// The rows of the token at `at`.
fn rows(data: &Data, sentence: &Sentence, at: usize, history: History, shift: u32, out: &mut Vec<u32>) {
    out.clear();
    let mut window: [&Profile; OFFSETS] = [&data.features[0].profile; OFFSETS];
    for (offset, slot) in window.iter_mut().enumerate() {
        let form = (at + offset).checked_sub(REACH).and_then(|i| sentence.forms.get(i)).copied().unwrap_or(0);
        let features = &data.features[form as usize];
        *slot = &features.profile;
        out.extend(features.rows[offset].iter().map(|row| row >> shift));
    }
    let context = Context { window, history, first: at == 0, sentence: sentence.kind };
    out.extend(context.rows().iter().map(|row| row >> shift));
}

#[inline]
fn scores(weights: &[[f32; TAGS]], rows: &[u32]) -> [f32; TAGS] {
    let mut scores = [0.0; TAGS];
    for &row in rows {
        let weights = &weights[row as usize];
        for t in 0..TAGS {
            scores[t] += weights[t];
        }
    }
    scores
}

fn best(scores: &[f32; TAGS]) -> usize {
    (0..TAGS).fold(0, |best, t| if scores[t] > scores[best] { t } else { best })
}

/// The sum of several models trained in different orders: an ensemble at the cost of one model.
pub fn train(data: &Data, sentences: &[Sentence], options: &Options) -> Model {
    let mut sum = train_one(data, sentences, options, 0x1234_5678_9ABC_DEF1);
    for seed in 1..options.seeds {
        let other = train_one(
            data,
            sentences,
            options,
            0x1234_5678_9ABC_DEF1_u64.wrapping_add(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed)),
        );
        for (row, other) in sum.weights.iter_mut().zip(&other.weights) {
            for (weight, other) in row.iter_mut().zip(other) {
                *weight += other;
            }
        }
    }
    sum
}

fn train_one(data: &Data, sentences: &[Sentence], options: &Options, seed: u64) -> Model {
    let size = 1usize << options.bits;
    let shift = 32 - options.bits;
    let mut weights = vec![[0f32; TAGS]; size];
    let mut totals = vec![[0f32; TAGS]; size];
    let mut step = 1.0f32;
    let mut random = Random(seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut active = Vec::new();
    for _ in 0..options.epochs {
        random.shuffle(&mut order);
        for &number in &order {
            let sentence = &sentences[number];
            let mut history = History::START;
            for at in 0..sentence.forms.len() {
                rows(data, sentence, at, history, shift, &mut active);
                if options.dropout > 0.0 {
                    active.retain(|_| random.unit() >= options.dropout);
                }
                let mut scores = scores(&weights, &active);
                let gold = usize::from(sentence.gold[at]);
                let given = best(&scores);
                history.push(given as u8);
                if sentence.gold[at] == UNTAGGED {
                    continue;
                }
                scores[gold] -= options.margin;
                let rival = best(&scores);
                if rival != gold {
                    for &row in &active {
                        let row = row as usize;
                        weights[row][gold] += 1.0;
                        weights[row][rival] -= 1.0;
                        totals[row][gold] += step;
                        totals[row][rival] -= step;
                    }
                }
            }
            step += 1.0;
        }
    }
    for (row, totals) in weights.iter_mut().zip(&totals) {
        for t in 0..TAGS {
            row[t] -= totals[t] / step;
        }
    }
    Model { bits: options.bits, weights }
}

impl Model {
    /// Tags a sentence; `leads` gets the lead of each tag over the second best.
    pub fn tag_with_leads(
        &self,
        data: &Data,
        sentence: &Sentence,
        given: &mut Vec<u8>,
        leads: &mut Vec<f32>,
    ) {
        leads.clear();
        let mut history = History::START;
        let mut active = Vec::new();
        given.clear();
        for at in 0..sentence.forms.len() {
            rows(data, sentence, at, history, 32 - self.bits, &mut active);
            let mut scores = scores(&self.weights, &active);
            let tag = best(&scores) as u8;
            let top = std::mem::replace(&mut scores[usize::from(tag)], f32::MIN);
            leads.push(top - scores[best(&scores)]);
            history.push(tag);
            given.push(tag);
        }
    }

    /// The weights as small integers; the share `top` of them, the largest, is clipped.
    pub fn quantize(&mut self, top: f32) -> Vec<[i8; TAGS]> {
        let mut sizes: Vec<f32> =
            self.weights.iter().flatten().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let top = sizes.get((sizes.len() as f32 * (1.0 - top)) as usize).copied().unwrap_or(1.0);
        let scale = 127.0 / top;
        let small: Vec<[i8; TAGS]> = self
            .weights
            .iter()
            .map(|row| row.map(|w| (w * scale).round().clamp(-127.0, 127.0) as i8))
            .collect();
        for (row, small) in self.weights.iter_mut().zip(&small) {
            *row = small.map(f32::from);
        }
        small
    }
}
