//! Parts of speech and lemmas: the tags, the tagger and its tables.
//!
//! What a word can be by itself is asked of [`french`](crate::french); what it is in its sentence
//! is decided here. Which words make a keyphrase is left to the modules above.

#[cfg(feature = "trained-tables")]
#[doc(hidden)]
pub mod features;
#[doc(hidden)]
pub mod lemma;
mod model;
mod morphology;
#[cfg(feature = "trained-tables")]
mod perceptron;
mod rules;
mod state;
mod tagger;
mod upos;
#[cfg(feature = "trained-tables")]
mod weights;
#[cfg(feature = "trained-tables")]
mod wide;

pub use model::TagModel;
pub use morphology::Morphology;
pub use state::{LemmaId, TaggerState};
pub use tagger::{Tag, Tagger};
pub use upos::{UnknownUpos, Upos};
