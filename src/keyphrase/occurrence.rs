//! One place where a candidate stands, and how long it can be.

use super::sources::Sources;

/// The longest candidate, in tokens.
pub(super) const LONGEST: usize = 6;

/// One place where a candidate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// The index of its first word.
    pub(super) start: u32,
    /// One past the index of its last word.
    pub(super) end: u32,
    /// Whether it lies inside a longer candidate.
    pub(super) nested: bool,
    /// The rules that found it.
    pub(super) sources: Sources,
}

impl Occurrence {
    /// The indices of its words, half-open.
    pub(super) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
