//! Names of labels: which of them are spellings or inflections of one label.
//!
//! Names are merged when they differ in case, punctuation or accents alone, when their words are inflections of
//! the same lemmas and parts of speech by the lexicon, or when one is a misspelling of the other. Stems are not
//! compared: they join words of different meaning ("publicité", "publication"). How labels are used is left to
//! [`labels`](super::labels).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::label_words::{Slip, inflected, is_same_word, nominal_lemma, slip, without_accents, words};
use crate::french::Lexicon;

/// The greatest difference between two labels that are proposed to be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MergeReason {
    /// Case: Pain, pain.
    Case,
    /// Accents: télétravail, teletravail.
    Accents,
    /// Hyphens, apostrophes, spaces or a leading hash: jardin partagé, jardin-partagé.
    Punctuation,
    /// Number or gender of the same nouns and adjectives: tomate, tomates.
    Inflection,
    /// One letter of a long word that is not in the lexicon: accessibilité, accesibilité.
    Spelling,
}

/// Labels that are proposed to be merged.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MergeGroup {
    /// The label to keep first, then by descending number of posts.
    pub(super) labels: Vec<usize>,
    pub(super) reason: MergeReason,
    /// How sure the proposal is, 0..=1.
    pub(super) confidence: f64,
}

/// Characters of a word, at least, in which a misspelling is looked for.
const LEAST_LENGTH: usize = 7;
/// Posts of a misspelt label, at most.
const MOST_MISSPELT: usize = 2;
/// Of names outside the lexicon, the right one has this many times as many posts as the misspelt one.
const TIMES: usize = 3;
/// Characters, at least, of a name outside the lexicon that may be misspelt in any letter.
const LEAST_NAME: usize = 12;
/// Labels among which misspellings are looked for, at most: all pairs are compared.
const MOST_LABELS: usize = 5000;
/// A label in the forms in which labels are compared.
struct Name {
    /// In lower case, composed (NFC), with straight apostrophes.
    lower: String,
    /// `lower` without accents.
    bare: String,
    /// The words of `lower`.
    words: Vec<String>,
    /// The words without accents, joined: equal for names that differ in case, accents and punctuation.
    key: String,
    /// Whether one of its words is not in the lexicon.
    is_unknown: bool,
    /// Letters with accents.
    accents: usize,
    /// Whether it begins with a capital where a proper name has one, or without one where no proper name stands.
    has_its_case: bool,
    posts: usize,
}

impl Name {
    fn new(lexicon: &Lexicon<'_>, name: &str, posts: usize) -> Self {
        let lower: String = name.to_lowercase().replace('’', "'").nfc().collect();
        let words = words(&lower);
        let joined: String = words.iter().map(|word| without_accents(word)).collect();
        let bare = without_accents(&lower);
        let is_proper = words.first().is_some_and(|word| {
            let found = lexicon.lookup_exact(word);
            lexicon.readings(&found).all(|reading| reading.lemma_is_capitalised())
        });
        Self {
            key: if joined.is_empty() { bare.clone() } else { joined },
            is_unknown: words.iter().any(|word| lexicon.lookup_exact(word).is_unknown()),
            accents: lower.chars().filter(|c| !c.is_ascii()).count(),
            has_its_case: name.starts_with(char::is_uppercase) == is_proper,
            bare,
            lower,
            words,
            posts,
        }
    }

    /// The order of preference for the label to keep: spelt as in the lexicon, then more posts. Of names
    /// outside the lexicon, one with more accents comes first.
    fn preference(&self) -> impl Ord + use<> {
        let missing_accents = if self.is_unknown { Reverse(self.accents) } else { Reverse(0) };
        (
            self.is_unknown,
            missing_accents,
            Reverse(self.posts),
            Reverse(self.accents),
            Reverse(self.has_its_case),
        )
    }
}

/// The groups of names to be merged, most posts first; `posts` has the number of posts of each, and `kinds` says which
/// names may be compared with each other: those of one kind.
pub(super) fn merge_groups<K: Copy + Ord>(names: &[&str], posts: &[usize], kinds: &[K]) -> Vec<MergeGroup> {
    let lexicon = Lexicon::new();
    let names: Vec<Name> =
        names.iter().zip(posts).map(|(name, &posts)| Name::new(&lexicon, name, posts)).collect();
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&label| (names[label].preference(), label));
    // Each label is compared with the label to keep of a group, not with its other labels: similarity is not
    // transitive ("peche" is close to "pêche" and to "péché").
    let mut groups = Groups::new(names.len());
    let by_key = |label: usize| (kinds[label], names[label].key.clone());
    groups.join(&order, by_key, |kept, label| spelling(&lexicon, &names[kept], &names[label]));
    let by_beginning = |label: usize| {
        let beginnings =
            names[label].words.iter().map(|word| without_accents(word).chars().take(3).collect());
        (kinds[label], beginnings.collect::<Vec<String>>().join(" "))
    };
    groups.join(&order, by_beginning, |kept, label| inflection(&lexicon, &names[kept], &names[label]));
    if names.len() <= MOST_LABELS {
        groups.join(
            &order,
            |label| kinds[label],
            |kept, label| misspelling(&lexicon, &names[kept], &names[label]),
        );
    }
    groups.into_sorted(&names)
}

/// Why two names are one, with the confidence of it.
type Evidence = (MergeReason, f64);

/// Labels with the labels that are kept for them.
struct Groups {
    /// The label that each was joined to, and why; `None` for a label that is kept so far.
    joined: Vec<Option<(usize, Evidence)>>,
}

impl Groups {
    fn new(labels: usize) -> Self {
        Self { joined: vec![None; labels] }
    }

    /// Compares the labels that are kept so far within blocks of equal keys, in order of preference, and
    /// joins each to the first one with evidence. Labels that were joined to it before follow it.
    fn join<K: Ord>(
        &mut self,
        order: &[usize],
        key: impl Fn(usize) -> K,
        evidence: impl Fn(usize, usize) -> Option<Evidence>,
    ) {
        let mut blocks: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for &label in order {
            if self.joined[label].is_some() {
                continue;
            }
            let block = blocks.entry(key(label)).or_default();
            match block.iter().find_map(|&kept| Some((kept, evidence(kept, label)?))) {
                None => block.push(label),
                Some(found) => self.joined[label] = Some(found),
            }
        }
    }

    /// The label that is kept for a label in the end, with the weakest evidence on the way.
    fn kept(&self, mut label: usize) -> (usize, Option<Evidence>) {
        let mut weakest: Option<Evidence> = None;
        while let Some((kept, evidence)) = self.joined[label] {
            let own = weakest.unwrap_or(evidence);
            weakest = Some((own.0.max(evidence.0), own.1.min(evidence.1)));
            label = kept;
        }
        (label, weakest)
    }

    fn into_sorted(self, names: &[Name]) -> Vec<MergeGroup> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for label in 0..names.len() {
            members.entry(self.kept(label).0).or_default().push(label);
        }
        let mut groups: Vec<MergeGroup> = members
            .into_iter()
            .filter(|(_, labels)| labels.len() > 1)
            .map(|(kept, mut labels)| {
                labels.sort_by_key(|&label| (label != kept, Reverse(names[label].posts), label));
                let evidence = || labels.iter().filter_map(|&label| self.kept(label).1);
                MergeGroup {
                    reason: evidence().map(|(reason, _)| reason).max().unwrap_or(MergeReason::Case),
                    confidence: evidence().map(|(_, confidence)| confidence).fold(1.0, f64::min),
                    labels,
                }
            })
            .collect();
        let posts = |group: &MergeGroup| group.labels.iter().map(|&label| names[label].posts).sum::<usize>();
        groups.sort_by_key(|group| (Reverse(posts(group)), group.labels[0]));
        groups
    }
}

/// Whether names of equal keys are spellings of one name.
fn spelling(lexicon: &Lexicon<'_>, one: &Name, two: &Name) -> Option<Evidence> {
    if one.lower == two.lower {
        return Some((MergeReason::Case, 0.99));
    }
    let is_aligned = one.words.len() == two.words.len();
    if is_aligned && !one.words.iter().zip(&two.words).all(|(one, two)| is_same_word(lexicon, one, two)) {
        return None;
    }
    let is_sign = |name: &Name| name.words.is_empty();
    match one.bare == two.bare {
        true => Some((MergeReason::Accents, 0.97)),
        false if is_sign(one) || is_sign(two) => None,
        false => Some((MergeReason::Punctuation, 0.95)),
    }
}

/// Whether the words of two names are pairwise equal or inflections of one lemma.
fn inflection(lexicon: &Lexicon<'_>, one: &Name, two: &Name) -> Option<Evidence> {
    if one.words.len() != two.words.len() || one.words.is_empty() {
        return None;
    }
    let mut confidence: f64 = 0.95;
    for (one, two) in one.words.iter().zip(&two.words) {
        if is_same_word(lexicon, one, two) {
            continue;
        }
        confidence = confidence.min(inflected(lexicon, one, two)?);
    }
    Some((MergeReason::Inflection, confidence))
}

/// Whether a rare name is a misspelling of a common one: one word differs in a letter and is not in the
/// lexicon.
fn misspelling(lexicon: &Lexicon<'_>, kept: &Name, name: &Name) -> Option<Evidence> {
    if name.posts > MOST_MISSPELT || kept.posts < name.posts || kept.words.len() != name.words.len() {
        return None;
    }
    let mut different = kept.words.iter().zip(&name.words).filter(|(one, two)| one != two);
    let (right, wrong) = different.next()?;
    let [right_letters, wrong_letters] =
        [right, wrong].map(|word| without_accents(word).chars().collect::<Vec<char>>());
    if different.next().is_some() || wrong_letters.len() < LEAST_LENGTH {
        return None;
    }
    let slip = slip(&right_letters, &wrong_letters)?;
    if !lexicon.lookup(wrong, wrong).is_unknown() {
        return None;
    }
    if !lexicon.lookup(right, right).is_unknown() {
        return Some((MergeReason::Spelling, 0.85));
    }
    // Both are names. Short ones often differ in one letter, unless it is swapped or doubled.
    let is_slip = slip != Slip::Changed || wrong_letters.len() >= LEAST_NAME;
    (is_slip && kept.posts >= name.posts * TIMES).then_some((MergeReason::Spelling, 0.7))
}

/// The key by which a label equals a family: the lemmas of its nouns and adjectives, without accents and
/// punctuation.
pub(super) fn key(lexicon: &Lexicon<'_>, name: &str) -> String {
    let lower: String = name.to_lowercase().replace('’', "'").nfc().collect();
    let words = words(&lower);
    if words.is_empty() {
        return without_accents(&lower);
    }
    words.iter().map(|word| without_accents(&nominal_lemma(lexicon, word))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(names: &[&str], posts: &[usize]) -> Vec<MergeGroup> {
        merge_groups(names, posts, &vec![(); names.len()])
    }

    fn reason(one: &str, two: &str) -> Option<MergeReason> {
        groups(&[one, two], &[9, 1]).first().map(|group| group.reason)
    }

    #[test]
    fn spellings_and_inflections_are_merged() {
        for (one, two, expected) in [
            ("Pain", "pain", MergeReason::Case),
            ("télétravail", "teletravail", MergeReason::Accents),
            ("évènement", "événement", MergeReason::Accents),
            ("île", "ile", MergeReason::Accents),
            ("jardin partagé", "jardin-partagé", MergeReason::Punctuation),
            ("jardin partagé", "#JardinPartagé", MergeReason::Punctuation),
            ("vélo", "vélos", MergeReason::Inflection),
            ("tomate", "Tomates", MergeReason::Inflection),
            ("objet connecté", "objets connectés", MergeReason::Inflection),
            ("journal", "journaux", MergeReason::Inflection),
            ("jeu vidéo", "jeux-vidéo", MergeReason::Inflection),
            ("métier", "metiers", MergeReason::Inflection),
            ("accessibilité", "accesibilité", MergeReason::Spelling),
            ("rénovation", "renovatoin", MergeReason::Spelling),
            ("electricballroom", "electriballroom", MergeReason::Spelling),
        ] {
            assert_eq!(reason(one, two), Some(expected), "{one}, {two}");
        }
        assert_eq!(merge_groups(&["Pain", "pain"], &[1, 1], &["category", "tag"]), []);
        assert_eq!(groups(&["vie privée", "Vie privee", "vies privées"], &[3, 2, 1]).len(), 1);
    }

    #[test]
    fn words_of_one_stem_are_not_merged() {
        for (one, two) in [
            ("français", "France"),
            ("publicité", "publication"),
            ("journalisme", "journaliste"),
            ("conversion", "conversation"),
            ("voyage", "voyager"),
            ("photographie", "photographe"),
            ("informatique", "information"),
            ("écologie", "écologique"),
            ("moral", "morale"),
            ("communauté", "communication"),
        ] {
            assert_eq!(reason(one, two), None, "{one}, {two}");
            assert_eq!(reason(two, one), None, "{two}, {one}");
        }
    }

    #[test]
    fn different_names_are_not_merged() {
        for (one, two) in [
            ("ES6", "ES5"),
            ("C", "C++"),
            ("C", "C#"),
            ("net", ".NET"),
            ("web 2.0", "web 20"),
            ("pain", "bain"),
            ("2021", "2022"),
            ("vue", "vie"),
            ("php5", "php7"),
            ("marche", "marché"),
            ("mur", "mûr"),
            ("pêche", "péché"),
            ("gitlab", "github"),
        ] {
            assert_eq!(reason(one, two), None, "{one}, {two}");
        }
        assert_eq!(groups(&["bouturage", "boutorage"], &[5, 4]), []);
        assert_eq!(groups(&["", "!"], &[1, 1]), []);
        // The unaccented form joins one of two different words, and does not join them.
        let groups = groups(&["peche", "pêche", "péché"], &[3, 2, 1]);
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].labels, [1, 0]);
    }

    #[test]
    fn the_well_spelt_name_is_kept() {
        for (kept, renamed) in [
            ("vélo", "velo"),
            ("développement durable", "developpement-durable"),
            ("sécurité", "Securite"),
            ("Pokémon", "pokemon"),
            ("Village Underground", "villageunderground"),
        ] {
            let group = &groups(&[renamed, kept], &[50, 1])[0];
            assert_eq!(group.labels, [1, 0], "{kept}, {renamed}");
        }
        // Among equals, a proper name has a capital, and other words have none.
        assert_eq!(groups(&["pain", "Pain"], &[1, 1])[0].labels, [0, 1]);
        assert_eq!(groups(&["france", "France"], &[1, 1])[0].labels, [1, 0]);
        // Both are well spelt: the one with more posts is kept.
        assert_eq!(groups(&["vélo", "vélos"], &[1, 5])[0].labels, [1, 0]);
    }

    #[test]
    fn weaker_evidence_has_a_lower_confidence() {
        let confidence = |one, two| groups(&[one, two], &[9, 1])[0].confidence;
        assert!(confidence("Pain", "pain") > confidence("vélo", "vélos"));
        assert!(confidence("vélo", "vélos") > confidence("accessibilité", "accesibilité"));
    }

    #[test]
    fn the_key_is_equal_for_inflections_alone() {
        let lexicon = Lexicon::new();
        let key = |name| key(&lexicon, name);
        assert_eq!(key("Vélos-cargos"), key("vélo cargo"));
        assert_ne!(key("publicité"), key("publication"));
    }
}
