//! What the program that trains the tagger shares with it, so that both compute the same features and lemmas.
//! No stable interface.

#[cfg(feature = "trained-tables")]
pub use super::features::{
    CONTEXT_ROWS, Context, FormFeatures, History, OFFSETS, Profile, REACH, sentence_kind,
};
pub use super::lemma::{category, lemma_by_rules};
pub use super::upos::TAGS;
