//! Counts of the kinds of names, from which the table is written.

#![cfg(feature = "internals")]

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::{GIVEN_NAME, KINDS, MAGIC, NO_KIND, number};
use crate::french::stem;
use crate::keyphrase::kind::Kind;
use crate::keyphrase::phrase_key::{PhraseKey, WordKey};
use crate::text::{fold, match_key};

/// In how many texts a name has each kind by its evidence, and in how many it has none.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    words: u32,
    unknown: u32,
    /// Texts among the unknown ones with a preposition of place before it.
    placed: u32,
    of_kind: [u32; KINDS.len()],
}

/// Texts that must show the kind.
const TEXTS_AT_LEAST: u32 = 3;
/// Texts with a preposition of place that must be there for a place of which no text shows more.
const PLACED_AT_LEAST: u32 = 10;

impl Counts {
    /// The number of the kind, where nine in ten of the texts that show one show it, and enough of all texts do.
    ///
    /// A preposition of place stands before firms too ("à Microsoft"), and a work or a product often bears a common
    /// name, so these need a greater share of texts that show the kind.
    fn kind(&self) -> Option<u8> {
        let shown: u32 = self.of_kind.iter().sum();
        let (at, &count) = self.of_kind.iter().enumerate().max_by_key(|(_, count)| **count)?;
        let is_plain = match KINDS[at] {
            Kind::Person | Kind::Organisation => true,
            Kind::Place => self.words > 1,
            _ => false,
        };
        let part = match KINDS[at] {
            _ if is_plain => 12,
            // News tell much of what they give or say "à Google".
            Kind::Place => 3,
            _ => 5,
        };
        let all = shown + self.unknown;
        let is_clear = 10 * count >= 9 * shown && part * count >= all;
        if count >= TEXTS_AT_LEAST && is_clear {
            return Some(at as u8);
        }
        // "Canada" mostly stands behind "au", which in one text alone proves nothing.
        let place = KINDS.iter().position(|kind| *kind == Kind::Place)?;
        let placed = self.placed + self.of_kind[place];
        let is_place =
            placed >= PLACED_AT_LEAST && 5 * placed >= 2 * all && 10 * self.of_kind[place] >= 8 * shown;
        is_place.then_some(place as u8)
    }
}

/// The numbers of a name of one word: a post that has it among its nouns knows it by its stem.
fn numbers_of(folded: &str) -> [u32; 2] {
    let number_of = |key: &str| number(PhraseKey::of(&[WordKey::of(&match_key(key))]));
    [number_of(folded), number_of(&stem(folded))]
}

/// The kinds of names in some texts, lists of given names and of places, and names with a rated kind.
#[derive(Clone, Debug, Default)]
pub struct NameCounts {
    counts: FxHashMap<u32, Counts>,
    given_names: BTreeSet<u32>,
    places: BTreeSet<u32>,
    /// Names with a rated kind, with its number: by themselves, and by their stems.
    rated: BTreeMap<u32, u8>,
    rated_stems: BTreeMap<u32, u8>,
}

impl NameCounts {
    /// Counts a name of one text: the key, the number of its words, the kind by its evidence, and whether a preposition
    /// of place stands before it.
    pub fn add(&mut self, name: PhraseKey, words: usize, kind: Kind, is_placed: bool) {
        let counts = self.counts.entry(number(name)).or_default();
        counts.words = words as u32;
        if let Some(at) = KINDS.iter().position(|other| *other == kind) {
            counts.of_kind[at] += 1;
        } else {
            counts.unknown += 1;
            counts.placed += u32::from(is_placed);
        }
    }

    /// Adds a given name of a list.
    pub fn add_given_name(&mut self, name: &str) {
        let folded = fold(name);
        self.given_names.extend(numbers_of(&folded));
    }

    /// Adds a name of one word with its kind, whatever was counted; a given name of the list has none.
    pub fn add_kind(&mut self, name: &str, kind: Kind) {
        if let Some(at) = KINDS.iter().position(|other| *other == kind) {
            let [own, stem] = numbers_of(&fold(name));
            self.rated.insert(own, at as u8);
            self.rated_stems.insert(stem, at as u8);
        }
    }

    /// Adds a place of a list; what was counted is worth more.
    pub fn add_place(&mut self, name: &str) {
        let words: Vec<WordKey> =
            name.split_whitespace().map(|word| WordKey::of(&match_key(&fold(word)))).collect();
        self.places.insert(number(PhraseKey::of(&words)));
    }

    /// Adds what was counted in other texts.
    pub fn merge(&mut self, other: &Self) {
        for (&name, more) in &other.counts {
            let counts = self.counts.entry(name).or_default();
            counts.words = more.words;
            counts.unknown += more.unknown;
            counts.placed += more.placed;
            for (count, more) in counts.of_kind.iter_mut().zip(more.of_kind) {
                *count += more;
            }
        }
        self.given_names.extend(&other.given_names);
        self.places.extend(&other.places);
        self.rated.extend(&other.rated);
        self.rated_stems.extend(&other.rated_stems);
    }

    /// The table of the names whose kind is clear.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut kinds: BTreeMap<u32, u8> =
            self.counts.iter().filter_map(|(&name, counts)| Some((name, counts.kind()?))).collect();
        let place = KINDS.iter().position(|kind| *kind == Kind::Place).unwrap_or_default() as u8;
        for &name in self.places.difference(&self.given_names) {
            kinds.entry(name).or_insert(place);
        }
        // The stem of "Amazonie" is another name.
        let rated = self.rated_stems.iter().chain(&self.rated);
        for (&name, &kind) in rated.filter(|(name, _)| !self.given_names.contains(name)) {
            kinds.insert(name, kind);
        }
        for &name in &self.given_names {
            *kinds.entry(name).or_insert(NO_KIND) |= GIVEN_NAME;
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend((kinds.len() as u32).to_le_bytes());
        bytes.extend(kinds.keys().flat_map(|name| name.to_le_bytes()));
        bytes.extend(kinds.values());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyphrase::known_names::NameTable;

    #[test]
    fn a_table_has_the_names_whose_kind_is_clear() {
        let mut counts = NameCounts::default();
        let [town, firm, rare, country] = [1, 2, 3, 4].map(|name| PhraseKey(name << 32));
        for _ in 0..3 {
            counts.add(town, 1, Kind::Place, false);
            counts.add(town, 1, Kind::Name, true);
            counts.add(firm, 1, Kind::Place, false);
            counts.add(firm, 1, Kind::Organisation, false);
        }
        counts.add(rare, 1, Kind::Person, false);
        for number in 0..20 {
            counts.add(country, 1, Kind::Name, number % 2 == 0);
        }
        let table = NameTable::parse(counts.to_bytes().leak()).expect("a table");
        let place = Some(Kind::Place);
        assert_eq!([1, 2, 3, 4].map(|name| table.kind(name)), [place, None, None, place]);
        let mut listed = counts.clone();
        listed.add_given_name("Linda");
        listed.add_place("Costa Rica");
        let listed = NameTable::parse(listed.to_bytes().leak()).expect("a table");
        let key = |words: &[&str]| {
            number(PhraseKey::of(&words.iter().map(|word| WordKey::of(word)).collect::<Vec<_>>()))
        };
        assert_eq!(listed.kind(key(&["costa", "rica"])), place);
        assert!(listed.is_given_name(key(&["linda"])) && !listed.is_given_name(key(&["costa"])));
        assert!(listed.kind(key(&["linda"])).is_none());
        let mut rated = counts.clone();
        rated.add_given_name("Linda");
        rated.add_kind("Linda", Kind::Place);
        rated.add_kind("Ubuntu", Kind::Product);
        let rated = NameTable::parse(rated.to_bytes().leak()).expect("a table");
        assert_eq!(rated.kind(key(&["ubuntu"])), Some(Kind::Product));
        assert!(rated.kind(key(&["linda"])).is_none());
        let mut twice = counts.clone();
        twice.merge(&counts);
        assert_eq!(
            NameTable::parse(twice.to_bytes().leak()).and_then(|table| table.kind(1)),
            Some(Kind::Place)
        );
    }
}
