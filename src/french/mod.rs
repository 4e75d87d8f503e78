//! What is French about words: elision, clitics, abbreviations, stop words, stems, the lexicon.
//!
//! Functions and tables over single words (`&str`). Nothing here knows what a token, a sentence or
//! a document is; `text` and everything above it build on this module.

pub mod lemma;
mod lexicon;
mod stem;
mod stop_words;

pub use lexicon::{Analysis, Categories, Category, Gender, Lexicon, MOODS, Number, Reading, Word};
pub use stem::stem;
pub use stop_words::is_stop_word;
