//! What a form of a text can be in any phrase: computed once for each form, whatever phrases are looked for.

use smallvec::SmallVec;

use super::background::WordKey;
use super::phrase_words::{WordKeys, bare};

/// The facts of a form that the phrase matcher needs.
#[derive(Clone, Debug)]
pub(super) struct WordFacts {
    pub(super) keys: SmallVec<[WordKey; 2]>,
    /// The keys of each part of a compound or a hashtag; none for a simple word.
    pub(super) parts: Vec<SmallVec<[WordKey; 2]>>,
    /// The key of its bare form.
    pub(super) joined: WordKey,
    pub(super) determiner: bool,
    pub(super) preposition: bool,
}

impl WordFacts {
    pub(super) fn of(word_keys: &WordKeys, written: &str) -> Self {
        Self {
            keys: word_keys.of_text_word(written).into(),
            parts: word_keys.of_parts(written).into_iter().map(SmallVec::from).collect(),
            joined: WordKey::of(&bare(written)),
            determiner: word_keys.is_determiner(written),
            preposition: word_keys.is_preposition(written),
        }
    }
}
