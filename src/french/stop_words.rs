//! Stop words: French words that carry grammar rather than a subject.

/// Whether `folded` (lower case, straight apostrophe) is a stop word.
pub fn is_stop_word(folded: &str) -> bool {
    matches!(folded, "le" | "la" | "les" | "l'" | "de" | "d'" | "des" | "du" | "un" | "une" | "et" | "à")
}
