//! Keys of words: the key under which the variants of a word meet, computed from its form.

use smallvec::SmallVec;

use super::background::WordKey;
use super::cue::Cue;
use crate::french::{Categories, Category, Reading, Word};
use crate::tag::Tagger;
use crate::text::match_key;

/// The keys under which a form can stand.
#[expect(clippy::struct_excessive_bools, reason = "independent facts about a form")]
pub(super) struct Keys {
    /// The key of the form as a noun, if the lexicon has one, whatever its tag.
    pub(super) noun: Option<WordKey>,
    /// The key of the form as an adjective or a participle.
    pub(super) adjective: WordKey,
    pub(super) folded: WordKey,
    /// That of the stem, for nouns that the lexicon lacks.
    pub(super) stem: WordKey,
    pub(super) is_participle: bool,
    /// Whether the lexicon lacks the form.
    pub(super) is_unknown: bool,
    pub(super) is_given_name: bool,
    pub(super) is_family_name: bool,
    pub(super) is_proper_noun: bool,
    pub(super) is_capital_only: bool,
    pub(super) is_infinitive: bool,
    pub(super) cue: Cue,
}

impl Keys {
    /// The keys of a form.
    pub(super) fn of(written: &str, folded: &str, stem: &str, tagger: &Tagger) -> Self {
        Self::of_entry(&tagger.lexicon().lookup(written, folded), (written, folded, stem), tagger)
    }

    /// The keys of a form, given also by its entry in the lexicon.
    pub(super) fn of_entry(
        entry: &Word,
        (written, folded, stem): (&str, &str, &str),
        tagger: &Tagger,
    ) -> Self {
        let lexicon = tagger.lexicon();
        let readings: SmallVec<[Reading<'_>; 8]> = lexicon.readings(entry).collect();
        let meets = |reading: &Reading<'_>, wanted: &[Category]| {
            reading.analysis.categories.meets(Categories::of(wanted))
        };
        let lemma_of = |wanted: Category| {
            let reading = readings.iter().find(|reading| meets(reading, &[wanted]));
            reading.map(|reading| WordKey::of(&match_key(&reading.lemma())))
        };
        let has = |wanted: Category| readings.iter().any(|reading| meets(reading, &[wanted]));
        let is_nominal = |reading: &&Reading<'_>| {
            meets(
                reading,
                &[
                    Category::Noun,
                    Category::Adjective,
                    Category::ProperNoun,
                    Category::GivenName,
                    Category::FamilyName,
                ],
            )
        };
        let own = WordKey::of(match_key(folded).trim_start_matches('#'));
        let participle = lemma_of(Category::PastParticiple);
        Self {
            noun: lemma_of(Category::Noun),
            // A participle and its adjective have the key of the infinitive, whatever the tag.
            adjective: participle.or_else(|| lemma_of(Category::Adjective)).unwrap_or_else(|| {
                WordKey::of(match_key(folded).trim_end_matches('s').trim_end_matches('e'))
            }),
            folded: contracted(folded).map_or(own, WordKey::of),
            stem: WordKey::of(&match_key(stem)),
            is_participle: participle.is_some(),
            is_unknown: readings.is_empty(),
            is_given_name: has(Category::GivenName)
                // "Ronan-Jim": the first part of a compound decides.
                || folded.split_once('-').is_some_and(|(first, _)| {
                    let first = lexicon.lookup_exact(first);
                    written.starts_with(char::is_uppercase)
                        && lexicon.readings(&first).any(|reading| meets(&reading, &[Category::GivenName]))
                }),
            is_family_name: has(Category::FamilyName),
            is_proper_noun: has(Category::ProperNoun),
            is_capital_only: readings.iter().any(|reading| is_nominal(&reading))
                && readings.iter().filter(is_nominal).all(Reading::lemma_is_capitalised),
            is_infinitive: has(Category::Infinitive),
            cue: Cue::of(folded, || readings.iter().map(|reading| reading.lemma().to_lowercase())),
        }
    }

    /// The key of the noun, or that of the stem.
    pub(super) fn noun_or_stem(&self) -> WordKey {
        self.noun.unwrap_or(self.stem)
    }
}

/// Every key under which a word could stand in some post, the one it has in a hashtag first.
pub(super) fn possible_keys(written: &str, folded: &str, stem: &str, tagger: &Tagger) -> Vec<WordKey> {
    let known = Keys::of(written, folded, stem, tagger);
    let bare = match_key(folded);
    let singular = bare.strip_suffix(['s', 'x']).unwrap_or(&bare);
    let mut keys = vec![known.noun_or_stem()];
    for key in [known.stem, known.adjective, known.folded, WordKey::of(&bare), WordKey::of(singular)] {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// The preposition that a folded form stands for.
pub(super) fn contracted(folded: &str) -> Option<&'static str> {
    match folded {
        "de" | "d'" | "du" | "des" => Some("de"),
        "à" | "au" | "aux" | "a" => Some("à"),
        _ => None,
    }
}
