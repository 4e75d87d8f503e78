//! What is French about words: elision, clitics, abbreviations, stop words, stems, the lexicon.
//!
//! Functions and tables over single words (`&str`). Nothing here knows what a token, a sentence or
//! a document is; `text` and everything above it build on this module.

mod stem;
mod stop_words;

pub use stem::stem;
pub use stop_words::is_stop_word;
