//! The spellings of a phrase to look for: as it was typed, with its hyphens taken for spaces, and without the marks between
//! its words. They are what [`phrase_matcher`](super::phrase_matcher) needs of a phrase, whatever other phrases it looks
//! for, and are computed once for phrases that posts share.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use smallvec::SmallVec;

use super::background::WordKey;
use super::phrase_word_memory::PhraseWordMemory;
use super::phrase_words::WordKeys;
use crate::text::Forms;

/// The limit on the words of a phrase to look for.
const MOST_WORDS: usize = 30;

/// Why a phrase cannot be searched for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PhraseError {
    /// The phrase, which is given, has no word.
    #[error("\"{0}\" has no word to look for: give a phrase, as in \"réseau dynamique\"")]
    NoWord(String),
    /// The phrase has more than 30 words; says how many.
    #[error("the phrase has {0} words: {MOST_WORDS} can be looked for at most")]
    TooLong(usize),
}

/// One spelling of a phrase.
#[derive(Debug)]
pub(super) struct Spelling {
    pub(super) words: SmallVec<[SpelledWord; 3]>,
    /// What two of its words or more make that are written as one: "prérequis".
    pub(super) joined: Vec<Joined>,
}

/// A word of a spelling.
#[derive(Debug)]
pub(super) struct SpelledWord {
    pub(super) keys: SmallVec<[WordKey; 2]>,
    /// Equal where keys and bare form are.
    pub(super) hash: u64,
}

/// Words of a spelling that are written as one.
#[derive(Debug)]
pub(super) struct Joined {
    pub(super) first: usize,
    /// One past the last.
    pub(super) end: usize,
    pub(super) key: WordKey,
}

/// Finds the spellings of phrases; keeps what is known of words of earlier ones.
#[derive(Debug)]
pub(super) struct Speller {
    word_keys: WordKeys,
    words: PhraseWordMemory,
    forms: Forms,
}

impl Speller {
    pub(super) fn new() -> Self {
        Self { word_keys: WordKeys::new(), words: PhraseWordMemory::default(), forms: Forms::new() }
    }

    /// The spellings of a phrase.
    pub(super) fn spell(&mut self, phrase: &str) -> Result<Vec<Spelling>, PhraseError> {
        self.forms.trim();
        self.words.trim();
        let Self { word_keys, words, forms } = self;
        let mut words_of =
            |phrase: &str| WordKeys::words_of(phrase, forms, |word| words.get(word_keys, word).is_determiner);
        let mut spellings = words_of(phrase).to_vec();
        if spellings[0].is_empty() {
            return Err(PhraseError::NoWord(phrase.to_owned()));
        }
        let hyphens = ['-', '\u{2010}', '\u{2011}'];
        if phrase.contains(hyphens) {
            spellings.extend(words_of(&phrase.replace(hyphens, " ")));
        }
        let longest = spellings.iter().map(Vec::len).max().unwrap_or(0);
        if longest > MOST_WORDS {
            return Err(PhraseError::TooLong(longest));
        }
        spellings.sort_unstable();
        spellings.dedup();
        Ok(spellings.iter().filter(|words| !words.is_empty()).map(|words| self.spelling(words)).collect())
    }

    /// The spelling that is these words.
    fn spelling(&mut self, words: &[String]) -> Spelling {
        let Self { word_keys, words: known, .. } = self;
        let mut spelled = SmallVec::new();
        for word in words {
            let word = known.get(word_keys, word);
            spelled.push(SpelledWord { keys: SmallVec::from_slice(&word.keys), hash: word.hash });
        }
        let mut joined = Vec::new();
        let mut whole = String::new();
        for first in 0..words.len() {
            whole.clear();
            whole.push_str(&known.get(word_keys, &words[first]).bare);
            for (last, word) in words.iter().enumerate().skip(first + 1) {
                let bare = &known.get(word_keys, word).bare;
                if bare.is_empty() {
                    break;
                }
                whole.push_str(bare);
                joined.push(Joined { first, end: last + 1, key: WordKey::of(&whole) });
            }
        }
        Spelling { words: spelled, joined }
    }
}

/// The spellings of the phrases met so far; none for a phrase that cannot be looked for.
#[derive(Debug)]
pub(super) struct SpellingMemory {
    speller: Speller,
    known: HashMap<String, Vec<Spelling>, FxBuildHasher>,
}

impl Default for SpellingMemory {
    fn default() -> Self {
        Self { speller: Speller::new(), known: HashMap::default() }
    }
}

impl SpellingMemory {
    /// The number of phrases above which the memory is emptied: some megabytes.
    const LIMIT: usize = 1 << 14;

    /// The spellings of a phrase.
    pub(super) fn of(&mut self, phrase: &str) -> &[Spelling] {
        if self.known.len() >= Self::LIMIT && !self.known.contains_key(phrase) {
            self.known.clear();
        }
        self.known.entry_ref(phrase).or_insert_with(|| self.speller.spell(phrase).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_met_again_has_the_spellings_of_a_new_one() {
        let mut memory = SpellingMemory::default();
        for phrase in
            ["vélo-cargo", "le droit à la déconnexion", "#VéloCargo", "…", "vélo-cargo", "Object.assign"]
        {
            let new = Speller::new().spell(phrase).unwrap_or_default();
            assert_eq!(format!("{:?}", memory.of(phrase)), format!("{new:?}"), "{phrase}");
        }
        assert_eq!(memory.known.len(), 5);
        assert!(memory.of("…").is_empty() && memory.of("vélo-cargo").len() > 1);
    }
}
