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
mod example;
mod extractor;
mod family;
mod hashtag;
mod head;
mod keys;
mod kind;
mod list;
mod loose;
mod mentions;
mod method;
mod names;
mod occurrence;
mod options;
mod parts;
mod pattern;
mod phrase;
mod phrase_key;
mod phrase_matcher;
mod phrase_words;
mod rank;
mod ranker;
mod residue;
mod select;
mod shape;
mod sources;
mod trained;
mod usage;
mod word;
mod word_memory;
mod word_sequence;

pub use background::{Background, PhraseKey, WordKey};
pub use constraints::Constraints;
#[doc(hidden)]
pub use example::TrainingExample;
pub use extractor::{Extractor, Source};
pub use kind::Kind;
pub use list::{PhraseList, PhraseListError};
pub use method::Method;
pub use options::Options;
pub(crate) use options::default_length;
pub use pattern::{Pattern, PatternError};
pub(crate) use phrase::shown;
pub use phrase::{Keyphrase, Span, Variant};
pub use phrase_matcher::PhraseError;
pub(crate) use phrase_matcher::{MatchMemory, PhraseMatcher, PhraseSet, TextWord};
#[doc(hidden)]
pub use rank::learned;
pub use rank::learned::explanation::{Explanation, Part};
pub use ranker::{CandidateView, PostView, Ranker};
#[doc(hidden)]
pub use sources::Sources;
pub use trained::{TrainedRanker, TrainedRankerError};
#[doc(hidden)]
pub use usage::{Usage, UsageCounts, UsageTable};
pub(crate) use word_sequence::{SequenceRecorder, SequenceToken, WordSequence};
