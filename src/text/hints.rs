//! Hints: what a form by itself says about where a sentence may end.
//!
//! They are computed once for each distinct form and kept in its number, so that most tokens are decided
//! without a look at the text. [`sentence`](super::sentence) makes the decisions.

use super::form::Form;
use crate::french::CapitalCue;

/// What a form says about the end of a sentence, wherever the form stands.
///
/// A superset: a sentence ends at a token only if the token or the next one has a hint, or a line break
/// follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hints(u32);

impl Hints {
    /// The number of bits that hold all hints.
    pub(super) const BITS: u32 = 2;
    /// A sentence may end with it: a full stop or an abbreviation.
    const ENDS: u32 = 1;
    /// A sentence may begin with it although no full stop precedes it.
    const BEGINS: u32 = 2;

    /// The hints of the form written `surface`.
    pub(super) fn of(surface: &str, form: &Form) -> Self {
        let ends = surface.ends_with('.') || is_stop(surface);
        let begins = is_dash(surface)
            || form.capital_cue != CapitalCue::Nothing
            || (is_capitalized(surface) && form.is_stop_word);
        Self((u32::from(ends) * Self::ENDS) | (u32::from(begins) * Self::BEGINS))
    }

    /// Whether a sentence may end with the form.
    #[inline]
    pub(super) fn ends(self) -> bool {
        self.0 & Self::ENDS != 0
    }

    /// Whether a sentence may begin with the form although no full stop precedes it.
    #[inline]
    pub(super) fn begins(self) -> bool {
        self.0 & Self::BEGINS != 0
    }

    /// The hints as the lowest [`Hints::BITS`] bits of a number.
    pub(super) fn bits(self) -> u32 {
        self.0
    }

    /// The hints in the lowest bits of `bits`.
    #[inline]
    pub(super) fn of_bits(bits: u32) -> Self {
        Self(bits & ((1 << Self::BITS) - 1))
    }
}

/// Whether `mark` ends sentences: `.` `!` `?` `…` or a run of dots.
pub(super) fn is_stop(mark: &str) -> bool {
    match mark.as_bytes() {
        [b'.' | b'!' | b'?', ..] => true,
        [0xe2, ..] => matches!(mark, "…" | "‽" | "⁈" | "⁇" | "⁉" | "‼"),
        _ => false,
    }
}

/// Whether `mark` is a dash as it precedes the lines of a dialogue and the items of a list.
pub(super) fn is_dash(mark: &str) -> bool {
    matches!(mark, "-" | "–" | "—")
}

/// Whether `word` begins with a capital and is not all capitals.
pub(super) fn is_capitalized(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && (word == "À" || letters.next().is_some_and(|second| !second.is_uppercase()))
}
