//! Lemmas: the dictionary form of a word whose part of speech is known, from the lexicon and, for words that
//! it lacks, from the endings of French.
//!
//! The conventions are those of the French treebanks of Universal Dependencies: the infinitive of a verb,
//! participles included; the masculine singular of an adjective, participles used as adjectives included; the
//! singular of a noun, which keeps its gender.

use super::analysis::{Categories, Category};
use super::lexicon::{Lexicon, Word};

/// The kind of word whose lemma is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The singular of a noun.
    Noun,
    /// The masculine singular of an adjective.
    Adjective,
    /// The infinitive.
    Verb,
    /// The base form of any other word, as the lexicon has it.
    Other,
}

impl Kind {
    /// The categories of this kind, in order of preference.
    fn categories(self) -> &'static [Categories] {
        const NOUN: Categories = Categories::of(&[Category::Noun]);
        const TITLE: Categories = Categories::of(&[Category::Title]);
        const ADJECTIVE: Categories = Categories::of(&[Category::Adjective]);
        const NUMERAL: Categories = Categories::of(&[Category::Numeral]);
        const VERB: Categories = Categories::of(&[
            Category::Infinitive,
            Category::PastParticiple,
            Category::PresentParticiple,
            Category::FiniteVerb,
        ]);
        const OTHER: Categories = Categories(
            !(NOUN.0
                | ADJECTIVE.0
                | VERB.0
                | Categories::of(&[Category::ProperNoun, Category::GivenName, Category::FamilyName]).0),
        );
        match self {
            Self::Noun => &[NOUN, TITLE, ADJECTIVE, NUMERAL],
            Self::Adjective => &[ADJECTIVE, NOUN],
            Self::Verb => &[VERB],
            Self::Other => &[OTHER],
        }
    }
}

/// The lemma of the word `written`, whose comparison form is `folded`, as a word of `kind`.
///
/// # Examples
///
/// ```
/// use glane::french::{Lexicon, lemma};
///
/// let lexicon = Lexicon::new();
/// assert_eq!(lemma::lemma(&lexicon, "réseaux", "réseaux", lemma::Kind::Noun), "réseau");
/// assert_eq!(lemma::lemma(&lexicon, "retweetait", "retweetait", lemma::Kind::Verb), "retweeter");
/// ```
pub fn lemma(lexicon: &Lexicon<'_>, written: &str, folded: &str, kind: Kind) -> String {
    lemma_of(lexicon, &lexicon.lookup(written, folded), folded, kind)
}

/// The lemma of a word that has been looked up.
pub(crate) fn lemma_of(lexicon: &Lexicon<'_>, word: &Word, folded: &str, kind: Kind) -> String {
    if let Some(lemma) = known(lexicon, word, kind) {
        return lemma;
    }
    if kind == Kind::Other {
        return word.only_spelling().unwrap_or(folded).to_owned();
    }
    if let Some((first, last)) =
        folded.rsplit_once('-').filter(|(first, last)| !first.is_empty() && last.len() > 1)
    {
        // A compound inflects its last part ("franco-allemandes"), and its first as well when both are nouns
        // in the plural ("mots-clés").
        let base = known(lexicon, &lexicon.lookup(last, last), kind).unwrap_or_else(|| guess(last, kind));
        let first = if kind == Kind::Noun && base != last && !first.contains('-') {
            known(lexicon, &lexicon.lookup(first, first), kind).unwrap_or_else(|| first.to_owned())
        } else {
            first.to_owned()
        };
        return format!("{first}-{base}");
    }
    guess(folded, kind)
}

fn known(lexicon: &Lexicon<'_>, word: &Word, kind: Kind) -> Option<String> {
    kind.categories().iter().find_map(|&wanted| {
        lexicon
            .readings(word)
            .find(|reading| reading.analysis.categories.meets(wanted))
            .map(|reading| reading.lemma())
    })
}

/// Endings of plural nouns and adjectives, and their endings in the singular.
const PLURALS: &[(&str, &str)] = &[
    ("eaux", "eau"),
    ("eux", "eux"),
    ("oux", "ou"),
    ("aux", "al"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("as", "as"),
    ("s", ""),
];

/// Endings of feminine adjectives, and their endings in the masculine.
const FEMININES: &[(&str, &str)] = &[
    ("elle", "el"),
    ("ienne", "ien"),
    ("onne", "on"),
    ("enne", "en"),
    ("ive", "if"),
    ("euse", "eux"),
    ("trice", "teur"),
    ("ière", "ier"),
    ("ère", "er"),
    ("ale", "al"),
    ("ée", "é"),
    ("aise", "ais"),
    ("oise", "ois"),
    ("ante", "ant"),
    ("ente", "ent"),
    ("aine", "ain"),
    ("ine", "in"),
    ("ie", "i"),
    ("ue", "u"),
];

/// Endings of verbs, the longest first, and the endings of their infinitives.
const VERBS: &[(&str, &str)] = &[
    ("eraient", "er"),
    ("issaient", "ir"),
    ("issions", "ir"),
    ("issent", "ir"),
    ("issait", "ir"),
    ("issant", "ir"),
    ("issons", "ir"),
    ("issez", "ir"),
    ("issais", "ir"),
    ("eront", "er"),
    ("erait", "er"),
    ("erais", "er"),
    ("erons", "er"),
    ("erez", "er"),
    ("èrent", "er"),
    ("aient", "er"),
    ("irent", "ir"),
    ("irait", "ir"),
    ("iront", "ir"),
    ("assent", "er"),
    ("ions", "er"),
    ("erai", "er"),
    ("eras", "er"),
    ("era", "er"),
    ("ira", "ir"),
    ("geant", "ger"),
    ("çant", "cer"),
    ("geait", "ger"),
    ("geons", "ger"),
    ("ait", "er"),
    ("ais", "er"),
    ("ant", "er"),
    ("ées", "er"),
    ("iez", "er"),
    ("ons", "er"),
    ("ent", "er"),
    ("ies", "ir"),
    ("ée", "er"),
    ("és", "er"),
    ("ez", "er"),
    ("es", "er"),
    ("ât", "er"),
    ("ie", "ir"),
    ("is", "ir"),
    ("it", "ir"),
    ("er", "er"),
    ("ir", "ir"),
    ("re", "re"),
    ("é", "er"),
    ("e", "er"),
    ("a", "er"),
    ("i", "ir"),
];

/// The lemma of a word that the lexicon lacks.
fn guess(folded: &str, kind: Kind) -> String {
    match kind {
        Kind::Verb => replace_ending(folded, VERBS, 2),
        Kind::Noun => replace_ending(folded, PLURALS, 2),
        Kind::Adjective => replace_ending(&replace_ending(folded, PLURALS, 2), FEMININES, 2),
        Kind::Other => folded.to_owned(),
    }
}

/// Replaces the first ending that `word` has and that leaves `least` letters before it.
fn replace_ending(word: &str, endings: &[(&str, &str)], least: usize) -> String {
    for (from, to) in endings {
        if let Some(stem) = word.strip_suffix(from)
            && stem.chars().count() >= least
        {
            return format!("{stem}{to}");
        }
    }
    word.to_owned()
}
