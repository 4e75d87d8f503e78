//! The archive as a whole: what its posts say together.
//!
//! [`Aggregate`] counts, in integers, and can be merged in any order; [`CorpusReport`] is what the
//! counts say. One post's keyphrases are the analyzer's work; files and pages are the report's.

mod aggregate;
mod concordance;
mod report;
mod theme;

pub use aggregate::Aggregate;
pub use concordance::{Concordance, ConcordanceLine, LineOrder};
pub use report::{ArchiveKeyphrase, CorpusReport, Period, PeriodCount, PostCounts, Theme};

pub use crate::keyphrase::PhraseError;
