//! YAKE! (Campos, Mangaravite, Pasquali, Jorge, Nunes and Jatowt, "YAKE! Keyword extraction from
//! single documents using multiple local features", 2020).
//!
//! A word is scored by its case, its position, its frequency, the number of different neighbours and
//! the number of its sentences; a phrase by its words and its frequency. In the paper lower is
//! better: a score here is 1 / (1 + the paper's). Candidates are noun phrases without a preposition,
//! so they contain no stop word; words are compared by their lemmas, and an elided word is a word.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Candidates;
use super::phrases::{is_content, is_simple, is_word};
use crate::keyphrase::background::WordKey;
use crate::keyphrase::family::Family;

/// What is counted of a word.
#[derive(Default)]
struct Term {
    count: u32,
    acronyms: u32,
    /// With a capital where no sentence begins.
    names: u32,
    /// The sentence of each occurrence, in order.
    sentences: Vec<u32>,
    before: Neighbours,
    after: Neighbours,
    content: bool,
}

/// The words on one side of a word.
#[derive(Clone, Copy, Default)]
struct Neighbours {
    all: u32,
    different: u32,
}

impl Neighbours {
    /// High for a word that stands beside anything, as stop words do.
    fn spread(self) -> f64 {
        if self.all == 0 { 0.0 } else { f64::from(self.different) / f64::from(self.all) }
    }
}

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    let terms = Terms::of(candidates);
    let weights = terms.weights(f64::from(candidates.sentences.max(1)));
    let score = |family: &Family| {
        let span = candidates.span(family);
        if !is_simple(span) {
            return 0.0;
        }
        let known = span.iter().filter_map(|word| terms.numbers.get(&word.key));
        let (product, sum) = known.fold((1.0, 0.0), |(product, sum), &number| {
            let weight = weights[number as usize];
            (product * weight, sum + weight)
        });
        1.0 / (1.0 + product / (f64::from(family.count) * (1.0 + sum)))
    };
    candidates.families.iter().map(score).collect()
}

struct Terms {
    numbers: FxHashMap<WordKey, u32>,
    terms: Vec<Term>,
}

impl Terms {
    fn of(candidates: &Candidates<'_>) -> Self {
        let mut numbers = FxHashMap::default();
        let mut terms: Vec<Term> = Vec::new();
        let mut pairs: FxHashSet<(u32, u32)> = FxHashSet::default();
        let mut before: Option<(u32, u32)> = None;
        let mut sentence = u32::MAX;
        for word in candidates.words {
            if !is_word(word) {
                before = None;
                continue;
            }
            let opens = word.sentence != sentence;
            sentence = word.sentence;
            let number = *numbers.entry(word.key).or_insert_with(|| {
                terms.push(Term::default());
                terms.len() as u32 - 1
            });
            let term = &mut terms[number as usize];
            term.count += 1;
            term.acronyms += u32::from(word.shape.acronym);
            term.names += u32::from(word.shape.capital && !opens);
            term.sentences.push(word.sentence);
            term.content |= is_content(word);
            if let Some((left, _)) = before.filter(|(_, other)| *other == word.sentence) {
                let new = u32::from(pairs.insert((left, number)));
                terms[number as usize].before.all += 1;
                terms[number as usize].before.different += new;
                terms[left as usize].after.all += 1;
                terms[left as usize].after.different += new;
            }
            before = Some((number, word.sentence));
        }
        Self { numbers, terms }
    }

    /// The paper's S(t) of each word; lower is better.
    fn weights(&self, sentences: f64) -> Vec<f64> {
        let counts: Vec<f64> =
            self.terms.iter().filter(|term| term.content).map(|term| f64::from(term.count)).collect();
        let number = counts.len().max(1) as f64;
        let mean = counts.iter().sum::<f64>() / number;
        let spread = (counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / number).sqrt();
        let most = self.terms.iter().map(|term| term.count).max().unwrap_or(1);
        let weight = |term: &Term| {
            let count = f64::from(term.count);
            let case = f64::from(term.acronyms.max(term.names)) / (1.0 + count.ln());
            let place = (3.0 + median(&term.sentences)).ln().ln();
            let frequency = count / (mean + spread).max(1.0);
            let related = 1.0 + (term.before.spread() + term.after.spread()) * count / f64::from(most);
            let mut different = term.sentences.clone();
            different.dedup();
            let different = different.len() as f64 / sentences;
            related * place / (case + frequency / related + different / related)
        };
        self.terms.iter().map(weight).collect()
    }
}

/// The middle one of ordered numbers.
fn median(ordered: &[u32]) -> f64 {
    let middle = ordered.len() / 2;
    match ordered.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => f64::from(ordered[middle]),
        _ => f64::midpoint(f64::from(ordered[middle - 1]), f64::from(ordered[middle])),
    }
}
