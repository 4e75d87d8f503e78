//! Keyphrases: candidates, families of variants, rankers (one file a method), the final list.
//!
//! A *candidate* is a noun phrase, a name or a title in the text; a *family* is all its variants (réseau
//! dynamique, réseaux dynamiques); a *keyphrase* is a family that a ranker puts on the list. This module knows
//! one post at a time: other posts reach it through the background alone.

mod background;
mod buckets;
mod candidate;
mod connector;
mod constraints;
mod cue;
#[cfg_attr(
    not(feature = "internals"),
    allow(dead_code, unreachable_pub, reason = "used and public with `internals`")
)]
mod example;
#[cfg_attr(not(feature = "internals"), allow(unreachable_pub, reason = "public with `internals`"))]
mod extractor;
mod family;
mod hashtag;
mod head;
mod key_filter;
mod keys;
mod kind;
mod kind_evidence;
mod known_names;
mod list;
mod loose;
mod mentions;
mod method;
mod names;
mod occurrence;
#[cfg_attr(not(feature = "internals"), allow(unreachable_pub, reason = "public with `internals`"))]
mod options;
mod parts;
mod pattern;
mod phrase;
mod phrase_key;
mod phrase_matcher;
mod phrase_spelling;
mod phrase_word_memory;
mod phrase_words;
#[cfg_attr(not(feature = "internals"), allow(unreachable_pub, reason = "public with `internals`"))]
mod rank;
mod ranker;
mod recount;
mod residue;
mod select;
mod shape;
#[cfg_attr(
    not(feature = "internals"),
    allow(dead_code, unreachable_pub, reason = "used and public with `internals`")
)]
mod sources;
#[cfg_attr(
    not(feature = "internals"),
    allow(dead_code, unreachable_pub, reason = "used and public with `internals`")
)]
mod topicality;
mod trained;
#[cfg_attr(
    not(feature = "internals"),
    allow(dead_code, unreachable_pub, reason = "used and public with `internals`")
)]
mod usage;
mod word;
mod word_facts;
mod word_memory;
mod word_sequence;
#[cfg(feature = "page")]
mod word_variants;

pub use background::{Background, BackgroundError, PhraseKey, WordKey};
pub use constraints::Constraints;
pub use kind::Kind;
pub use list::{PhraseList, PhraseListError};
pub use method::Method;
pub(crate) use options::default_length;
pub use pattern::{Pattern, PatternError};
pub(crate) use phrase::shown;
pub use phrase::{Keyphrase, Span, Variant};
pub(crate) use phrase_matcher::{MatchMemory, PhraseMatcher, PhraseSet, TextWord};
pub use phrase_spelling::PhraseError;
pub use rank::learned::explanation::{Explanation, Part};
pub use ranker::{CandidateView, PostView, Ranker};
pub use trained::{TrainedRanker, TrainedRankerError};
pub(crate) use word_sequence::{SequenceRecorder, SequenceToken, WordSequence};
#[cfg(feature = "page")]
pub(crate) use word_variants::{determiners, index_key, word_variants};

/// The same and more, for the program that trains the ranking, and for tests. No stable interface.
#[cfg(feature = "internals")]
pub use {
    example::TrainingExample,
    extractor::{Extractor, Source},
    known_names::NameCounts,
    options::Options,
    rank::learned,
    sources::Sources,
    topicality::Topicality,
    usage::{Usage, UsageCounts, UsageTable},
};
/// What the pipeline and the training take from here.
#[cfg(not(feature = "internals"))]
pub(crate) use {
    example::TrainingExample,
    extractor::{Extractor, Source},
    options::Options,
    rank::learned,
};
