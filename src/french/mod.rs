//! What is French about words: elision, clitics, abbreviations, stop words, stems, the lexicon.
//!
//! Functions and tables over single words (`&str`). Nothing here knows what a token, a sentence or
//! a document is; `text` and everything above it build on this module.

mod abbreviations;
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
pub use capital_cue::{CapitalCue, capital_cue};
pub use clitics::{clitic, keeps_clitic};
pub use elision::{holds_apostrophe, is_elided};
pub use inclusive::{inclusive_ending, plain_form};
pub use lexicon::{Analysis, Categories, Category, Gender, Lexicon, MOODS, Number, Reading, Trace, Word};
pub use stem::stem;
pub use stop_words::{is_stop_word, stop_words};
pub use syllables::syllables;
