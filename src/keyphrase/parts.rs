//! Parts: phrases that occur only inside a longer name or a title. They are not candidates.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::background::PhraseKey;
use super::candidate::{Occurrence, mark_nested};
use super::family::keys;
use super::sources::Sources;
use super::word::{Roles, Word, WordMemory};

/// Removes the phrases of several words that occur only as parts of longer names ("Rights Watch" of
/// "Human Rights Watch") or of titles ("Petits Nègres" of « Dix petits nègres »). Of a thousand such phrases,
/// readers named two as keyphrases.
pub(super) fn drop_parts(words: &[Word], memory: &WordMemory, occurrences: &mut Vec<Occurrence>) {
    let mut is_part: Vec<bool> =
        occurrences.iter().map(|occurrence| is_part_of_name(words, *occurrence)).collect();
    mark_parts_of_titles(occurrences, &mut is_part);
    if !is_part.contains(&true) {
        return;
    }
    let keys: Vec<PhraseKey> = keys(words, occurrences, memory).collect();
    let mut whole: FxHashSet<PhraseKey> = FxHashSet::default();
    whole.extend(keys.iter().zip(&is_part).filter(|(_, is_part)| !**is_part).map(|(key, _)| *key));
    let mut keys = keys.into_iter();
    occurrences.retain(|_| keys.next().is_some_and(|key| whole.contains(&key)));
    mark_nested(occurrences);
}

/// Whether the occurrence has several words, and begins or ends between two names.
fn is_part_of_name(words: &[Word], occurrence: Occurrence) -> bool {
    let Range { start, end } = occurrence.range();
    let is_cut = |at: usize| match (at.checked_sub(1).map(|before| &words[before]), words.get(at)) {
        (Some(before), Some(behind)) => {
            before.sentence == behind.sentence
                && before.roles.has(Roles::PROPER)
                && behind.roles.has(Roles::PROPER)
        }
        _ => false,
    };
    end - start > 1 && (is_cut(start) || is_cut(end))
}

/// Marks the occurrences of several words that lie inside a title and are not the whole title.
fn mark_parts_of_titles(occurrences: &[Occurrence], is_part: &mut [bool]) {
    let is_title =
        |occurrence: &&Occurrence| occurrence.sources.has(Sources::QUOTATION) && occurrence.range().len() > 2;
    for title in occurrences.iter().filter(is_title) {
        let first = occurrences.partition_point(|other| other.start < title.start);
        for (number, other) in occurrences.iter().enumerate().skip(first) {
            if other.start >= title.end {
                break;
            }
            let is_whole = other.start <= title.start + 1 && other.end == title.end;
            is_part[number] |= other.end <= title.end && !is_whole && other.range().len() > 1;
        }
    }
}
