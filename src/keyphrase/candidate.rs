//! Candidates: every span of a sentence that the grammar of noun phrases accepts.
//!
//! The grammar is `A? N+ A* (P D? A? N+ A*)?`, where N is a noun or a name, A an adjective or a
//! past participle (a number may follow a noun as one: "Falcon 9"), P a preposition and D a
//! determiner. All spans of up to six words that it accepts are candidates, not the longest alone.

use super::background::WordKey;
use super::word::{Roles, Word};

/// The longest candidate, in tokens.
pub(super) const LONGEST: usize = 6;

/// One place where a candidate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// The index of its first word.
    pub(super) start: u32,
    /// One past the index of its last word.
    pub(super) end: u32,
    /// Whether it lies inside a longer candidate.
    pub(super) nested: bool,
}

impl Occurrence {
    /// The indices of its words, half-open.
    pub(super) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// States of the grammar, one bit each; several are possible at once, for a word can be several
/// things.
mod state {
    pub(super) const START: u16 = 1;
    pub(super) const ADJECTIVE_FIRST: u16 = 2;
    pub(super) const NOUN: u16 = 4;
    pub(super) const ADJECTIVE: u16 = 8;
    pub(super) const PREPOSITION: u16 = 16;
    pub(super) const DETERMINER: u16 = 32;
    pub(super) const SECOND_ADJECTIVE_FIRST: u16 = 64;
    pub(super) const SECOND_NOUN: u16 = 128;
    pub(super) const SECOND_ADJECTIVE: u16 = 256;
    pub(super) const ACCEPTING: u16 = NOUN | ADJECTIVE | SECOND_NOUN | SECOND_ADJECTIVE;
}

fn step(states: u16, roles: Roles) -> u16 {
    use state::{
        ADJECTIVE, ADJECTIVE_FIRST, DETERMINER, NOUN, PREPOSITION, SECOND_ADJECTIVE, SECOND_ADJECTIVE_FIRST,
        SECOND_NOUN, START,
    };
    let from = |sources: u16, target: u16| if states & sources != 0 { target } else { 0 };
    let mut next = 0;
    if roles.has(Roles::NOUN) {
        next |= from(START | ADJECTIVE_FIRST | NOUN, NOUN);
        next |= from(PREPOSITION | DETERMINER | SECOND_ADJECTIVE_FIRST | SECOND_NOUN, SECOND_NOUN);
    }
    if roles.has(Roles::ADJECTIVE) {
        next |= from(START, ADJECTIVE_FIRST);
        next |= from(NOUN | ADJECTIVE, ADJECTIVE);
        next |= from(PREPOSITION | DETERMINER, SECOND_ADJECTIVE_FIRST);
        next |= from(SECOND_NOUN | SECOND_ADJECTIVE, SECOND_ADJECTIVE);
    }
    if roles.has(Roles::NUMBER) {
        next |= from(NOUN, ADJECTIVE) | from(SECOND_NOUN, SECOND_ADJECTIVE);
    }
    if roles.has(Roles::PREPOSITION) {
        next |= from(NOUN | ADJECTIVE, PREPOSITION);
    }
    if roles.has(Roles::DETERMINER) {
        next |= from(PREPOSITION, DETERMINER);
    }
    next
}

/// Whether a preposition can stand inside a candidate.
fn joins(key: WordKey, prepositions: &[WordKey]) -> bool {
    prepositions.contains(&key)
}

/// Prepositions that make phrases, not adverbials: "gestion de projet", "droit à la déconnexion".
pub(super) fn prepositions() -> Vec<WordKey> {
    ["de", "à", "en", "pour", "sur", "contre", "par", "sans", "entre"].map(WordKey::of).to_vec()
}

/// Notes anew which occurrences, in the order of their first and then of their last word, lie inside
/// a longer one.
pub(super) fn mark_nested(occurrences: &mut [Occurrence]) {
    let mut covered = 0;
    for same_start in occurrences.chunk_by_mut(|one, two| one.start == two.start) {
        if let Some((last, shorter)) = same_start.split_last_mut() {
            for occurrence in shorter {
                occurrence.nested = true;
            }
            last.nested = last.end <= covered;
            covered = covered.max(last.end);
        }
    }
}

/// Finds every candidate of `words`, in the order of their first and then of their last word.
pub(super) fn find(words: &[Word], prepositions: &[WordKey], occurrences: &mut Vec<Occurrence>) {
    occurrences.clear();
    // The furthest end of the candidates that start further left.
    let mut covered = 0;
    for start in 0..words.len() {
        if !words[start].roles.has(Roles(Roles::NOUN.0 | Roles::ADJECTIVE.0)) {
            continue;
        }
        let first = occurrences.len();
        let mut states = state::START;
        for (length, word) in words[start..].iter().take(LONGEST).enumerate() {
            if word.sentence != words[start].sentence
                || (word.roles.has(Roles::PREPOSITION) && !joins(word.key, prepositions))
            {
                break;
            }
            states = step(states, word.roles);
            if states == 0 {
                break;
            }
            if states & state::ACCEPTING != 0 {
                let end = (start + length + 1) as u32;
                occurrences.push(Occurrence { start: start as u32, end, nested: end <= covered });
            }
        }
        if let Some((last, shorter)) = occurrences[first..].split_last_mut() {
            for occurrence in shorter {
                occurrence.nested = true;
            }
            covered = covered.max(last.end);
        }
    }
}
