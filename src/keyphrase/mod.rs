//! Keyphrases: candidates, families of variants, rankers (one file a method), the final list.
//!
//! A *candidate* is a noun phrase, a name or a title in the text; a *family* is all its variants (réseau
//! dynamique, réseaux dynamiques); a *keyphrase* is a family that a ranker puts on the list. This module knows
//! one post at a time: other posts reach it through the background alone.

mod background;
mod candidate;
mod connector;
mod constraints;
mod cue;
mod digest;
mod extractor;
mod family;
mod hashtag;
mod keys;
mod kind;
mod list;
mod loose;
mod mentions;
mod method;
mod names;
mod parts;
mod pattern;
mod phrase;
mod phrase_matcher;
mod rank;
mod ranker;
mod residue;
mod select;
mod shape;
mod sources;
mod trained;
mod word;

pub use background::{Background, PhraseKey, WordKey};
pub use constraints::Constraints;
pub(crate) use digest::digest;
#[doc(hidden)]
pub use extractor::TrainingExample;
pub use extractor::{Extractor, Options, Source};
pub use kind::Kind;
pub use list::{PhraseList, PhraseListError};
pub use method::Method;
pub use pattern::{Pattern, PatternError};
pub(crate) use phrase::shown;
pub use phrase::{Keyphrase, Span, Variant};
pub use phrase_matcher::PhraseError;
pub(crate) use phrase_matcher::PhraseMatcher;
#[doc(hidden)]
pub use rank::learned;
pub use rank::learned::explanation::{Explanation, Part};
pub use ranker::{CandidateView, PostView, Ranker};
#[doc(hidden)]
pub use sources::Sources;
pub use trained::{TrainedRanker, TrainedRankerError};
