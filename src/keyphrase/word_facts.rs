//! What a form of a text can be in any phrase: computed once for each form, whatever phrases are looked for. How it is
//! computed is in [`phrase_words`](super::phrase_words).

use smallvec::SmallVec;

use super::background::WordKey;

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
