//! The head of a phrase: the word that says what kind of thing it is. In French the first noun.

use super::candidate::Occurrence;
use super::word::{Roles, Word};

/// The token that is the head of an occurrence: its first noun, or its first word where it has none.
pub(super) fn head(words: &[Word], occurrence: Occurrence) -> usize {
    let is_noun = |at: &usize| words[*at].roles.has(Roles::NOUN);
    occurrence.range().find(is_noun).unwrap_or(occurrence.start as usize)
}
