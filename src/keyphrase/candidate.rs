//! Candidates: the spans of a sentence that can be keyphrases.
//!
//! The grammar is `A? N+ A* (P D? A? N+ A*)?`, where N is a noun or a name, A an adjective or a
//! past participle (a number may follow a noun as one: "Falcon 9"), P a preposition and D a
//! determiner. All spans of up to six words that it accepts are candidates, not only the longest.
//!
//! [`Sources`] widens it: a second prepositional phrase, a conjunction, words that are nouns only by their
//! place. Names, quotations and dotted names are found by [`names`](super::names).

use super::background::WordKey;
use super::connector::Connector;
use super::names;
use super::sources::Sources;
use super::word::{Roles, Word};

pub(super) use super::occurrence::{LONGEST, Occurrence};

/// States of the grammar, one bit each. Several are possible at once, because a word can have several
/// roles.
mod state {
    pub(super) const START: u32 = 1;
    pub(super) const ADJECTIVE_FIRST: u32 = 1 << 1;
    pub(super) const NOUN: u32 = 1 << 2;
    pub(super) const ADJECTIVE: u32 = 1 << 3;
    pub(super) const PREPOSITION: u32 = 1 << 4;
    pub(super) const DETERMINER: u32 = 1 << 5;
    pub(super) const SECOND_ADJECTIVE_FIRST: u32 = 1 << 6;
    pub(super) const SECOND_NOUN: u32 = 1 << 7;
    pub(super) const SECOND_ADJECTIVE: u32 = 1 << 8;
    pub(super) const ACCEPTING: u32 = NOUN | ADJECTIVE | SECOND_NOUN | SECOND_ADJECTIVE;

    // Beyond the plain grammar: a second prepositional phrase.
    pub(super) const SECOND_PREPOSITION: u32 = 1 << 9;
    pub(super) const SECOND_DETERMINER: u32 = 1 << 10;
    pub(super) const THIRD_NOUN: u32 = 1 << 11;
    pub(super) const THIRD_ADJECTIVE: u32 = 1 << 12;
    pub(super) const ACCEPTING_DEEP: u32 = THIRD_NOUN | THIRD_ADJECTIVE;

    // A conjunction between two nouns or two adjectives.
    pub(super) const BETWEEN_NOUNS: u32 = 1 << 13;
    pub(super) const BETWEEN_ADJECTIVES: u32 = 1 << 14;
    pub(super) const OTHER_NOUN: u32 = 1 << 15;
    pub(super) const OTHER_ADJECTIVE: u32 = 1 << 16;
    pub(super) const ACCEPTING_COORDINATION: u32 = OTHER_NOUN | OTHER_ADJECTIVE;
}

fn step(states: u32, roles: Roles) -> u32 {
    use state::{
        ADJECTIVE, ADJECTIVE_FIRST, DETERMINER, NOUN, PREPOSITION, SECOND_ADJECTIVE, SECOND_ADJECTIVE_FIRST,
        SECOND_NOUN, START,
    };
    let from = |sources: u32, target: u32| if states & sources != 0 { target } else { 0 };
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

/// The states beyond the plain grammar that a word leads to.
fn step_beyond(states: u32, word: &Word) -> u32 {
    use state::{
        ADJECTIVE, BETWEEN_ADJECTIVES, BETWEEN_NOUNS, NOUN, OTHER_ADJECTIVE, OTHER_NOUN, SECOND_ADJECTIVE,
        SECOND_DETERMINER, SECOND_NOUN, SECOND_PREPOSITION, THIRD_ADJECTIVE, THIRD_NOUN,
    };
    let from = |sources: u32, target: u32| if states & sources != 0 { target } else { 0 };
    let mut next = 0;
    if word.roles.has(Roles::NOUN) {
        next |= from(SECOND_PREPOSITION | SECOND_DETERMINER | THIRD_NOUN, THIRD_NOUN);
        next |= from(BETWEEN_NOUNS | OTHER_NOUN, OTHER_NOUN);
    }
    if word.roles.has(Roles::ADJECTIVE) {
        next |= from(THIRD_NOUN | THIRD_ADJECTIVE, THIRD_ADJECTIVE);
        next |= from(OTHER_NOUN | OTHER_ADJECTIVE | BETWEEN_ADJECTIVES, OTHER_ADJECTIVE);
    }
    if word.roles.has(Roles::PREPOSITION) {
        next |= from(SECOND_NOUN | SECOND_ADJECTIVE, SECOND_PREPOSITION);
    }
    if word.roles.has(Roles::DETERMINER) {
        next |= from(SECOND_PREPOSITION, SECOND_DETERMINER);
    }
    if word.is_conjunction() {
        next |= from(NOUN, BETWEEN_NOUNS) | from(ADJECTIVE | SECOND_ADJECTIVE, BETWEEN_ADJECTIVES);
    }
    next
}

/// The same word with its looser reading.
fn loosened(roles: Roles) -> Roles {
    if roles.has(Roles::LOOSE) { roles.and(Roles::NOUN) } else { roles }
}

/// Whether a preposition can stand inside a candidate.
fn joins(key: WordKey, prepositions: &[WordKey]) -> bool {
    prepositions.contains(&key)
}

/// Prepositions that make phrases, not adverbials: "gestion de projet", "droit à la déconnexion".
pub(super) fn prepositions() -> Vec<WordKey> {
    ["de", "à", "en", "pour", "sur", "contre", "par", "sans", "entre"].map(WordKey::of).to_vec()
}

/// Marks again which occurrences, in the order of their first and then of their last word, lie inside
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

/// Finds every candidate of `words` by the rules of `wanted`, in the order of their first and then of their
/// last word.
pub(super) fn find(
    words: &[Word],
    prepositions: &[WordKey],
    wanted: Sources,
    occurrences: &mut Vec<Occurrence>,
) {
    occurrences.clear();
    let is_wide = wanted != Sources::GRAMMAR;
    let begins = if wanted.has(Sources::LOOSE) {
        Roles::NOUN.and(Roles::ADJECTIVE).and(Roles::LOOSE)
    } else {
        Roles::NOUN.and(Roles::ADJECTIVE)
    };
    for start in 0..words.len() {
        if !words[start].roles.has(begins) {
            continue;
        }
        let (mut states, mut loose) = (state::START, state::START);
        for (length, word) in words[start..].iter().take(LONGEST).enumerate() {
            if word.sentence != words[start].sentence
                || (word.roles.has(Roles::PREPOSITION) && !joins(word.key, prepositions))
            {
                break;
            }
            let before = states;
            states = step(before, word.roles);
            let mut found =
                if states & state::ACCEPTING != 0 { Sources::GRAMMAR } else { Sources::default() };
            if is_wide {
                states |= step_beyond(before, word);
                loose = step(loose, loosened(word.roles));
                let mut add = |is_accepted: bool, source: Sources| {
                    if is_accepted && found.is_empty() && wanted.has(source) {
                        found = source;
                    }
                };
                add(loose & state::ACCEPTING != 0, Sources::LOOSE);
                add(states & state::ACCEPTING_DEEP != 0, Sources::DEEP);
                add(states & state::ACCEPTING_COORDINATION != 0, Sources::COORDINATION);
                if states | loose == 0 {
                    break;
                }
            } else if states == 0 {
                break;
            }
            if !found.is_empty() {
                let end = (start + length + 1) as u32;
                occurrences.push(Occurrence { start: start as u32, end, nested: false, sources: found });
            }
        }
    }
    if is_wide {
        names::find(words, wanted, occurrences);
        merge(occurrences);
    }
    occurrences.retain(|occurrence| can_stand(&words[occurrence.range()]));
    mark_nested(occurrences);
}

/// Sorts occurrences by their first and then by their last word, and merges those of one span.
pub(super) fn merge(occurrences: &mut Vec<Occurrence>) {
    occurrences.sort_by_key(|occurrence| (occurrence.start, occurrence.end));
    occurrences.dedup_by(|next, kept| {
        let is_same = (next.start, next.end) == (kept.start, kept.end);
        if is_same {
            kept.sources = kept.sources.and(next.sources);
        }
        is_same
    });
}

/// Whether the words can be a phrase of their own: a unit of measure behind its number cannot ("20 euros"), with
/// or without the number, nor can single letters.
fn can_stand(span: &[Word]) -> bool {
    let content = |word: &&Word| {
        !word.roles.has(Roles::NUMBER) && !word.connector.is_mark() && word.connector != Connector::Article
    };
    let mut content = span.iter().filter(content);
    match (content.next(), content.next()) {
        (None, _) => false,
        (Some(only), None) => {
            !only.roles.has(Roles::UNIT) && (only.shape.letters >= 2 || only.shape.digit || span.len() > 1)
        }
        _ => true,
    }
}
