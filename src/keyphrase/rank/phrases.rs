//! What several of the classic rankers share: which words count, which candidates they rank.

use super::Candidates;
use crate::keyphrase::word::{Roles, Word};

/// A noun or an adjective.
pub(super) fn is_content(word: &Word) -> bool {
    word.roles.has(Roles(Roles::NOUN.0 | Roles::ADJECTIVE.0))
}

/// A word, and no mark of punctuation.
pub(super) fn is_word(word: &Word) -> bool {
    word.shape.letters > 0 || word.shape.digit
}

/// Whether a candidate begins with a noun.
pub(super) fn begins_with_noun(words: &[Word]) -> bool {
    words.first().is_some_and(|word| word.roles.has(Roles::NOUN))
}

/// Whether a candidate is nouns, adjectives and numbers alone, without a preposition.
pub(super) fn is_simple(words: &[Word]) -> bool {
    words.iter().all(|word| is_content(word) || word.roles.has(Roles::NUMBER))
}

/// The longest candidates that begin with a noun and are nouns and adjectives alone, by their
/// numbers: those that lie in no other of them.
///
/// A participle that was tagged as a verb and a noun by the lexicon alone end them: an uncertain
/// reading must not extend a phrase that a method takes whole or not at all.
pub(super) fn longest_simple(candidates: &Candidates<'_>) -> Vec<u32> {
    let sure =
        |word: &Word| is_content(word) && !word.roles.has(Roles(Roles::PARTICIPLE.0 | Roles::DOUBTFUL.0));
    let mut longest: Vec<u32> = Vec::new();
    // Candidates are in the order of their first words, then of their last.
    let (mut start, mut covered) = (u32::MAX, 0);
    for (number, occurrence) in candidates.occurrences.iter().enumerate() {
        let words = &candidates.words[occurrence.range()];
        if occurrence.end <= covered || !begins_with_noun(words) || !words.iter().all(sure) {
            continue;
        }
        if occurrence.start == start {
            longest.pop();
        }
        longest.push(number as u32);
        (start, covered) = (occurrence.start, occurrence.end);
    }
    longest
}

/// The families of some occurrences: whether each is one of them.
pub(super) fn families_of(candidates: &Candidates<'_>, occurrences: &[u32]) -> Vec<bool> {
    let mut among = vec![false; candidates.families.len()];
    for &number in occurrences {
        among[candidates.family_of[number as usize] as usize] = true;
    }
    among
}

/// Scores as shares of the best: 0..=1.
pub(super) fn beside_the_best(mut raw: Vec<f64>) -> Vec<f64> {
    let best = raw.iter().copied().fold(0.0, f64::max);
    for score in &mut raw {
        *score = if best > 0.0 { (*score / best).max(0.0) } else { 0.0 };
    }
    raw
}
