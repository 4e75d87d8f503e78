//! The analysis of an archive as a whole.
//!
//! [`Aggregate`] holds integer counts that can be merged in any order; [`CorpusReport`] is computed from
//! them. The keyphrases of a single post come from [`Analyzer`](crate::Analyzer); files and pages are
//! written by [`output`](crate::output).

mod aggregate;
mod assemble;
pub(crate) mod bytes;
mod canonical;
mod collocation;
mod communities;
mod compare;
mod concordance;
mod contribution;
mod cooccurrence;
mod distribution;
mod excerpts;
mod file;
mod form_table;
mod frequency;
mod index;
pub(crate) mod interner;
mod keyness;
mod kinds;
mod label_names;
mod label_words;
mod labels;
mod lemmas;
#[cfg(feature = "page")]
mod page_counts;
mod period;
mod phrase_search;
mod posts;
mod presence;
mod report;
mod runs;
mod spool_file;
mod statistics;
mod summaries;
mod theme;
mod theme_stop_list;
mod trend;
mod units;
mod word_store;

pub use aggregate::Aggregate;
pub use collocation::{Collocate, CollocationCounts, Collocations};
pub use compare::{ComparedArchive, Comparison, compare, try_compare, try_compare_lemmas};
pub use concordance::{Concordance, ConcordanceLine, LineOrder};
pub use contribution::Contribution;
pub use distribution::{Distribution, TextDistributions, WORDS_PER_MINUTE};
pub use file::AggregateError;
pub use frequency::{Frequencies, Frequency, Unit};
pub use keyness::{Keyness, KeynessGroup, TypicalPhrase};
pub use labels::{LabelAudit, LabelKind, LabelMerge, LabelUse, MergeReason, MissingLabel, UnlabelledTheme};
pub use lemmas::LemmaCounts;
pub use period::{Period, PeriodLength};
pub use report::{
    ArchiveKeyphrase, CorpusReport, KeyphraseLink, PeriodCount, PostCounts, Theme, ThemeMember,
    ThemeNeighbour,
};
pub use summaries::{Excerpt, NameCount, NamePresence, RankedPost};
pub use trend::{Movement, MovementKind, Subject, Trends};

pub use crate::keyphrase::PhraseError;
