//! The candidates of one post, as a ranking method sees them.

use super::learned::context::Context;
use super::learned::prior::Prior;
use crate::keyphrase::background::Background;
use crate::keyphrase::candidate::Occurrence;
use crate::keyphrase::family::Family;
use crate::keyphrase::usage::UsageTable;
use crate::keyphrase::word::Word;

/// What a ranker may look at: one post's words, its candidates and their families.
pub(in crate::keyphrase) struct Candidates<'a> {
    /// The words of the title, then those of the text.
    pub(in crate::keyphrase) words: &'a [Word],
    /// Where the words of the text start.
    pub(in crate::keyphrase) body_start: usize,
    /// Sentences of the title and the text.
    pub(in crate::keyphrase) sentences: u32,
    pub(in crate::keyphrase) occurrences: &'a [Occurrence],
    /// The family of each occurrence.
    pub(in crate::keyphrase) family_of: &'a [u32],
    pub(in crate::keyphrase) families: &'a [Family],
    /// The context of each word.
    pub(in crate::keyphrase) contexts: &'a [Context],
    /// The number of the line of each sentence, counted on through title and body.
    pub(in crate::keyphrase) lines: &'a [u32],
    pub(in crate::keyphrase) background: &'a Background,
    pub(in crate::keyphrase) usage: &'a UsageTable,
    pub(in crate::keyphrase) prior: &'a Prior,
}

impl Candidates<'_> {
    /// Words of the text, at least 1.
    pub(in crate::keyphrase) fn length(&self) -> usize {
        (self.words.len() - self.body_start).max(1)
    }

    /// The words of a family's first occurrence.
    pub(in crate::keyphrase) fn span(&self, family: &Family) -> &[Word] {
        &self.words[self.occurrences[family.occurrences[0] as usize].range()]
    }
}
