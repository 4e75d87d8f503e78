//! Words whose capital marks the beginning of a sentence, because they are not names.
//!
//! Facts about single words. Whether a sentence begins at one is decided in [`text`](crate::text).

use std::sync::LazyLock;

use super::analysis::{Categories, Category};
use super::lexicon::Lexicon;

/// What the capital of a word says, where no full stop before it explains the capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum CapitalCue {
    /// Nothing: the word may be a name or a title, or the lexicon lacks it.
    Nothing,
    /// The word is not a name, but titles and institutions are written with such words ("Conseil").
    Common,
    /// The word is an adverb or a present participle and nothing else ("Naturellement"), so it cannot be a
    /// name. An infinitive may be a family name.
    Manner,
}

/// Readings as a name.
const NAMES: Categories =
    Categories::of(&[Category::ProperNoun, Category::GivenName, Category::FamilyName, Category::Title]);
/// Readings of words that cannot be names.
const MANNERS: Categories = Categories::of(&[
    Category::Adverb,
    Category::Negation,
    Category::InterrogativeAdverb,
    Category::PresentParticiple,
]);

/// What a capital would say about `folded`, a word in lower case.
pub(crate) fn capital_cue(folded: &str) -> CapitalCue {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adverbs_words_and_names_are_told_apart() {
        assert_eq!(capital_cue("naturellement"), CapitalCue::Manner);
        assert_eq!(capital_cue("conseil"), CapitalCue::Common);
        assert_eq!(capital_cue("marseille"), CapitalCue::Nothing);
    }
}
