//! The archive as a whole: what its posts say together.
//!
//! [`Aggregate`] counts, in integers, and can be merged in any order; [`CorpusReport`] is what the
//! counts say. One post's keyphrases are the analyzer's work; files and pages are the report's.

mod aggregate;
mod assemble;
mod communities;
mod compare;
mod concordance;
mod contribution;
mod distribution;
mod excerpts;
mod file;
mod graph;
mod keyness;
mod label_names;
mod labels;
pub(crate) mod names;
mod naming;
mod ordered;
mod period;
mod posts;
mod references;
mod report;
mod statistics;
mod theme;
mod trend;
mod view;

pub use aggregate::Aggregate;
pub use compare::{ComparedArchive, Comparison, compare};
pub use concordance::{Concordance, ConcordanceLine, LineOrder};
pub use contribution::Contribution;
pub use distribution::{Distribution, TextFigures, WORDS_PER_MINUTE};
pub use file::AggregateError;
pub use keyness::{Keyness, KeynessGroup, TypicalPhrase};
pub use labels::{LabelAudit, LabelMerge, LabelUse, MergeReason, MissingLabel, UnlabelledTheme};
pub use period::{Period, PeriodLength};
pub use references::{Excerpt, NameCount, RankedPost};
pub use report::{
    ArchiveKeyphrase, CorpusReport, KeyphraseLink, PeriodCount, PostCounts, Theme, ThemeMember,
    ThemeNeighbour,
};
pub use trend::{Movement, MovementKind, Subject, Trends};

pub use crate::keyphrase::PhraseError;
