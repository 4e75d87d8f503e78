//! One oblivious tree: it asks one question a level, so that bit `d` of a leaf's number says whether the feature of
//! level `d` lies above its threshold.

/// Questions a tree asks.
pub const DEPTH: usize = 6;
/// Leaves of a tree.
pub const LEAVES: usize = 1 << DEPTH;

/// One tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// The feature and the threshold of each level.
    pub splits: [(u8, f32); DEPTH],
    /// What each leaf adds to the log-odds.
    pub leaves: [f32; LEAVES],
}
