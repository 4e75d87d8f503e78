//! Mentions: short forms of a full name, resolved to it inside a post.
//!
//! A post that names "Robert Louis Stevenson" later writes "Stevenson", or "Robert". Such a short form is a
//! mention of the full name where the post has one full name for it, and where the text treats it as the name of a
//! person: no determiner and no preposition of place stands before it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::background::{PhraseKey, WordKey};
use super::candidate::{Occurrence, mark_nested};
use super::connector::Connector;
use super::cue::Cue;
use super::family::{Families, Family};
use super::sources::Sources;
use super::word::{Roles, Word};

/// The last words of the full names of persons in a post, whose first words are given names by the lexicon or another
/// list.
pub(super) fn surnames(
    words: &[Word],
    families: &Families,
    occurrences: &[Occurrence],
    is_listed: fn(&Word) -> bool,
) -> FxHashSet<WordKey> {
    let is_given_name = |word: &Word| word.shape.given_name || is_listed(word);
    let full_names =
        families.list.iter().filter(|family| is_full_name(words, occurrences, family, is_given_name));
    full_names.filter_map(|family| family.words.last().copied()).collect()
}

/// How often a full name is mentioned by a short form.
pub(super) type Mentions = FxHashMap<PhraseKey, u32>;

/// A full name for a short form; none where the post has several.
enum FullName {
    One(usize),
    Several,
}

/// Removes the occurrences of short forms, and gives the number of those that stand outside of their full
/// name, by the key of the full name.
pub(super) fn resolve(
    words: &[Word],
    families: &Families,
    occurrences: &mut Vec<Occurrence>,
) -> Option<Mentions> {
    let mut full_names: FxHashMap<WordKey, FullName> = FxHashMap::default();
    for (id, family) in families.list.iter().enumerate() {
        if !is_full_name(words, occurrences, family, |word| word.shape.given_name) {
            continue;
        }
        let edges = [family.words.last(), family.words.first()];
        for edge in edges.into_iter().flatten() {
            full_names
                .entry(*edge)
                .and_modify(|known| *known = longer(known, id, &families.list))
                .or_insert(FullName::One(id));
        }
    }
    if full_names.is_empty() {
        return None;
    }
    let mut mentions = Mentions::default();
    let mut short = vec![false; families.list.len()];
    for (id, family) in families.list.iter().enumerate() {
        let [word] = family.words[..] else { continue };
        let Some(FullName::One(full)) = full_names.get(&word) else { continue };
        let full = &families.list[*full];
        let is_last = full.words.last() == Some(&word);
        if let Some(outside) = mentions_outside(words, occurrences, family, full, is_last) {
            short[id] = true;
            *mentions.entry(full.key).or_default() += outside;
        }
    }
    if !short.contains(&true) {
        return None;
    }
    let mut of = families.of.iter();
    occurrences.retain(|_| of.next().is_none_or(|&family| !short[family as usize]));
    mark_nested(occurrences);
    Some(mentions)
}

/// Whether the family is the full name of a person: two words or more with capitals, the first a given name.
fn is_full_name(
    words: &[Word],
    occurrences: &[Occurrence],
    family: &Family,
    is_given_name: impl Fn(&Word) -> bool,
) -> bool {
    if !(2..=4).contains(&family.words.len()) {
        return false;
    }
    let span = &words[occurrences[family.occurrences[0] as usize].range()];
    let (Some(first), Some(last)) = (span.first(), span.last()) else { return false };
    // A preposition can join a person to an organisation: "Alice Martin d'Altinity".
    let is_name_word = |word: &Word| {
        (word.shape.capital && !word.roles.has(Roles::PREPOSITION))
            || (word.connector == Connector::Joiner && !word.roles.has(Roles::PREPOSITION))
    };
    span.iter().all(is_name_word)
        && is_given_name(first)
        && !first.shape.acronym
        && last.shape.capital
        && !last.shape.acronym
        && !last.shape.given_name_alone()
        && matches!(last.cue, Cue::None | Cue::Venue)
}

/// Of two full names for one short form, the longer one where it holds the words of the other.
fn longer(known: &FullName, id: usize, families: &[Family]) -> FullName {
    let FullName::One(known) = *known else { return FullName::Several };
    let (one, two) = (&families[known], &families[id]);
    let holds = |whole: &Family, part: &Family| part.words.iter().all(|word| whole.words.contains(word));
    if holds(one, two) {
        FullName::One(known)
    } else if holds(two, one) {
        FullName::One(id)
    } else {
        FullName::Several
    }
}

/// How many occurrences of a short form stand outside of its full name; none where one of them does not look like
/// the name of a person, or a user wants the short form.
fn mentions_outside(
    words: &[Word],
    occurrences: &[Occurrence],
    short: &Family,
    full: &Family,
    is_last: bool,
) -> Option<u32> {
    let mut outside = 0;
    for &number in &short.occurrences {
        let here = occurrences[number as usize];
        if here.sources.has(Sources::CONSTRAINT) {
            return None;
        }
        let word = &words[here.start as usize];
        // A given name that is a word as well ("Rose"), or a short form in small letters, is something else.
        if !word.shape.capital || (!is_last && !word.shape.given_name) {
            return None;
        }
        let at = full.occurrences.partition_point(|&other| occurrences[other as usize].start <= here.start);
        let is_inside = at
            .checked_sub(1)
            .is_some_and(|before| occurrences[full.occurrences[before] as usize].end >= here.end);
        if is_inside {
            continue;
        }
        let before = (here.start as usize)
            .checked_sub(1)
            .map(|at| &words[at])
            .filter(|before| before.sentence == word.sentence);
        if before.is_some_and(|before| before.roles.has(Roles::DETERMINER) || before.cue == Cue::In) {
            return None;
        }
        // "Marie Dupont" is no mention of "Jean Dupont".
        let in_other_name = before
            .is_some_and(|before| before.shape.capital && before.roles.has(Roles::PROPER))
            || words.get(here.end as usize).is_some_and(|behind| {
                behind.sentence == word.sentence && behind.shape.capital && behind.roles.has(Roles::PROPER)
            });
        if in_other_name {
            return None;
        }
        outside += 1;
    }
    Some(outside)
}
