//! What is known of the words of phrases to look for, computed once for each word: phrases share their words.

use std::hash::BuildHasher;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::background::WordKey;
use super::phrase_words::{WordKeys, bare};

/// The facts of a word of a phrase.
#[derive(Debug)]
pub(super) struct PhraseWord {
    pub(super) keys: Vec<WordKey>,
    /// The form that decides what can be written as one.
    pub(super) bare: String,
    /// Equal where keys and bare form are.
    pub(super) hash: u64,
    pub(super) is_determiner: bool,
}

impl PhraseWord {
    fn of(word_keys: &WordKeys, written: &str) -> Self {
        let (keys, bare) = (word_keys.of_phrase_word(written), bare(written));
        let is_determiner = word_keys.is_determiner(written);
        Self { hash: FxBuildHasher.hash_one((&keys, bare.as_str())), keys, bare, is_determiner }
    }
}

/// The words met so far.
#[derive(Debug, Default)]
pub(super) struct PhraseWordMemory {
    words: HashMap<String, PhraseWord, FxBuildHasher>,
}

impl PhraseWordMemory {
    /// The number of words above which [`trim`](Self::trim) empties the memory: some megabytes.
    const LIMIT: usize = 1 << 14;

    /// The facts of a word, as it is written.
    pub(super) fn get(&mut self, word_keys: &WordKeys, written: &str) -> &PhraseWord {
        self.words.entry_ref(written).or_insert_with(|| PhraseWord::of(word_keys, written))
    }

    /// Empties a memory of very many words.
    pub(super) fn trim(&mut self) {
        if self.words.len() > Self::LIMIT {
            self.words.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_met_again_has_the_facts_of_a_new_one() {
        let word_keys = WordKeys::new();
        let mut memory = PhraseWordMemory::default();
        for written in ["réseaux", "Réseaux", "déconnexion", "reseaux", "réseaux"] {
            let new = PhraseWord::of(&word_keys, written);
            let known = memory.get(&word_keys, written);
            assert_eq!((&known.keys, &known.bare, known.hash), (&new.keys, &new.bare, new.hash));
            assert_eq!(known.is_determiner, new.is_determiner);
        }
        assert_eq!(memory.words.len(), 4);
    }
}
