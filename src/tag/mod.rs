//! Parts of speech and lemmas: the tags, the tagger and its tables.
//!
//! What a word can be by itself is asked of [`french`](crate::french); what it is in its sentence
//! is decided here. Which words make a keyphrase is left to the modules above.

#[doc(hidden)]
pub mod features;
#[doc(hidden)]
pub mod lemma;
mod state;
mod tagger;
mod upos;
mod weights;

pub use state::{LemmaId, TaggerState};
pub use tagger::{Tag, Tagger};
pub use upos::{UnknownUpos, Upos};
