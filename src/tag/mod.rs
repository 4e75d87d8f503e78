//! Parts of speech, lemmas and morphology, by the conventions of Universal Dependencies for French
//! (<https://universaldependencies.org/fr/>).
//!
//! What a word can be by itself comes from [`french`](crate::french); what it is in its sentence is decided
//! here. Which words make a keyphrase is left to the modules above.
//!
//! With the feature `trained-tables` (on by default) a perceptron trained on treebanks decides, without it
//! rules over the lexicon do: see NOTICE for the licences of the treebanks.

#[cfg(feature = "trained-tables")]
#[cfg_attr(not(feature = "internals"), allow(unreachable_pub, reason = "public with `internals`"))]
mod features;
#[cfg(feature = "internals")]
pub mod internals;
#[cfg_attr(not(feature = "internals"), allow(unreachable_pub, reason = "public with `internals`"))]
mod lemma;
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
