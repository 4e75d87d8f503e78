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

pub use abbreviations::{Abbreviation, LONGEST_ABBREVIATION, abbreviation, takes_title};
pub use analysis::{Analysis, Categories, Category, Gender, MOODS, Number};
pub use capital_cue::{CapitalCue, capital_cue};
pub use clitics::{clitic, keeps_clitic};
pub use elision::{holds_apostrophe, is_elided};
pub use inclusive::{inclusive_ending, plain_form};
pub use lexicon::{Lexicon, Reading, Trace, Word};
pub use stem::stem;
pub use stop_words::{is_stop_word, stop_words};
pub use syllables::syllables;
