//! Facts about French words: elision, clitics, abbreviations, inclusive writing, stop words, syllables,
//! stems, the lexicon and lemmas.
//!
//! Functions and tables over single words (`&str`). Tokens, sentences and documents are left to
//! [`text`](crate::text) and the modules above it.

mod abbreviations;
mod accents;
mod analysis;
mod capital_cue;
mod clitics;
mod elision;
mod inclusive;
pub mod lemma;
mod lexicon;
mod stem;
mod stop_words;
mod syllables;

pub use abbreviations::{Abbreviation, abbreviation};
pub(crate) use abbreviations::{LONGEST_ABBREVIATION, takes_title};
pub use analysis::{Analysis, Categories, Category, Gender, MOODS, Number};
pub(crate) use capital_cue::{CapitalCue, capital_cue};
pub use clitics::clitic;
pub(crate) use clitics::keeps_clitic;
pub(crate) use elision::holds_apostrophe;
pub use elision::is_elided;
pub use inclusive::{inclusive_ending, plain_form};
pub(crate) use lexicon::Trace;
pub use lexicon::{Lexicon, Reading, Word};
pub use stem::stem;
pub use stop_words::{is_stop_word, stop_words};
pub use syllables::syllables;
