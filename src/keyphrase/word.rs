//! One token as the grammar of candidates sees it. How it is made of a tagged token is in `word_memory`.

use super::background::WordKey;
use super::connector::Connector;
use super::cue::Cue;
use crate::text::{FormId, TokenKind};

pub(super) use super::hashtag::{hashtag_words, lemma_of_hashtag};
pub(super) use super::keys::{contracted, possible_keys};
pub(super) use super::shape::{Markup, Roles, Shape};
pub(super) use super::word_memory::WordMemory;

/// One token as the grammar sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) roles: Roles,
    pub(super) key: WordKey,
    /// The key that families use: the same for all words of the post with the same shown form.
    pub(super) shared_key: WordKey,
    pub(super) form: FormId,
    pub(super) shape: Shape,
    pub(super) markup: Markup,
    pub(super) kind: TokenKind,
    pub(super) connector: Connector,
    pub(super) cue: Cue,
    /// Whether no white space stands before it.
    pub(super) glued: bool,
    /// The number of the sentence; those of the body follow those of the title.
    pub(super) sentence: u32,
}

impl Word {
    /// Whether it is "et", "ou" or "&".
    pub(super) fn is_conjunction(&self) -> bool {
        self.connector == Connector::Ampersand
            || (self.connector == Connector::Coordinator && self.roles == Roles::default())
    }

    /// Whether it can be the number of a version, and no year.
    pub(super) fn is_version(&self) -> bool {
        self.shape.is_dotted_number || self.shape.digits <= 2
    }

    /// Whether it is a word and not a mark: letters or digits.
    pub(super) fn is_word(&self) -> bool {
        self.kind != TokenKind::Punctuation && self.kind != TokenKind::Emoji && !self.connector.is_mark()
    }
}
