//! RAKE (Rose, Engel, Cramer and Cowley, "Automatic Keyword Extraction from Individual Documents",
//! 2010).
//!
//! The score of a word is its degree (the sum of the lengths of its phrases) divided by its
//! frequency; that of a phrase is the sum over its words. Phrases are the longest noun phrases
//! without a preposition, whereas the paper splits at stop words and so includes verbs.

use rustc_hash::FxHashMap;

use super::Candidates;
use super::phrases::{beside_the_best, is_content, longest_simple};
use crate::keyphrase::background::WordKey;

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    // Degree and frequency of each word.
    let mut figures: FxHashMap<WordKey, (u32, u32)> = FxHashMap::default();
    let longest = longest_simple(candidates);
    for &number in &longest {
        let phrase = &candidates.words[candidates.occurrences[number as usize].range()];
        for word in phrase.iter().filter(|word| is_content(word)) {
            let (degree, frequency) = figures.entry(word.key).or_default();
            *degree += phrase.len() as u32;
            *frequency += 1;
        }
    }
    let mut scores = vec![0.0; candidates.families.len()];
    for number in longest {
        let id = candidates.family_of[number as usize] as usize;
        let family = &candidates.families[id];
        let words = family.words.iter().filter_map(|word| figures.get(word));
        let each = words.map(|&(degree, frequency)| f64::from(degree) / f64::from(frequency));
        scores[id] = each.sum();
    }
    beside_the_best(scores)
}
