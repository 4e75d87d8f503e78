//! Words that a capital says something about: with it they begin a sentence, for they are no names.
//!
//! Facts about single words; whether a sentence begins there is for the text layer to say.

use std::sync::LazyLock;

use super::lexicon::{Categories, Category, Lexicon};

/// What the capital of a word tells, where no stop before it explains the capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CapitalCue {
    /// Nothing: a name or a title may be written so, or the word is not known.
    Nothing,
    /// The word is no name, but titles, offices and bodies are written with such words ("Conseil").
    Common,
    /// The word is an adverb or a present participle and nothing else ("Naturellement"): it names nothing.
    /// An infinitive may be the name of a family.
    Manner,
}

/// Readings as a name.
const NAMES: Categories =
    Categories::of(&[Category::ProperNoun, Category::GivenName, Category::FamilyName, Category::Title]);
/// Readings of words that name nothing.
const MANNERS: Categories = Categories::of(&[
    Category::Adverb,
    Category::Negation,
    Category::InterrogativeAdverb,
    Category::PresentParticiple,
]);

/// What a capital would tell of `folded`, a word in lower case.
///
/// ```
/// use glane::french::{CapitalCue, capital_cue};
///
/// assert_eq!(capital_cue("naturellement"), CapitalCue::Manner);
/// assert_eq!(capital_cue("conseil"), CapitalCue::Common);
/// assert_eq!(capital_cue("marseille"), CapitalCue::Nothing);
/// ```
pub fn capital_cue(folded: &str) -> CapitalCue {
    static LEXICON: LazyLock<Lexicon<'static>> = LazyLock::new(Lexicon::new);
    let entry = LEXICON.lookup_exact(folded);
    let all = LEXICON.readings(&entry).fold(0, |all, reading| all | reading.analysis.categories.0);
    if all == 0 || Categories(all).meets(NAMES) {
        CapitalCue::Nothing
    } else if all & !MANNERS.0 == 0 {
        CapitalCue::Manner
    } else {
        CapitalCue::Common
    }
}
