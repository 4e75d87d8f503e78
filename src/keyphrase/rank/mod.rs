//! Rankers, one file a method: each gives every family a score in 0..=1, higher is better.

mod first_phrases;
mod graph;
mod kp_miner;
pub mod learned;
mod multipartite_rank;
mod phrases;
mod position_rank;
mod rake;
mod single_rank;
mod text_rank;
mod tf_idf;
mod topic_rank;
mod topics;
mod yake;

use super::Options;
use super::background::Background;
use super::candidate::Occurrence;
use super::family::Family;
use super::method::Method;
use super::usage::UsageTable;
use super::word::Word;
use learned::context::Context;
use learned::prior::Prior;

/// What a ranker may look at: one post's words, its candidates and their families.
pub(super) struct Candidates<'a> {
    /// The words of the title, then those of the text.
    pub(super) words: &'a [Word],
    /// Where the words of the text start.
    pub(super) body_start: usize,
    /// Sentences of the title and the text.
    pub(super) sentences: u32,
    pub(super) occurrences: &'a [Occurrence],
    /// The family of each occurrence.
    pub(super) family_of: &'a [u32],
    pub(super) families: &'a [Family],
    /// The context of each word.
    pub(super) contexts: &'a [Context],
    /// The number of the line of each sentence, counted on through title and body.
    pub(super) lines: &'a [u32],
    pub(super) background: &'a Background,
    pub(super) usage: &'a UsageTable,
    pub(super) prior: &'a Prior,
}

impl Candidates<'_> {
    /// Words of the text, at least 1.
    pub(super) fn length(&self) -> usize {
        (self.words.len() - self.body_start).max(1)
    }

    /// The words of a family's first occurrence.
    pub(super) fn span(&self, family: &Family) -> &[Word] {
        &self.words[self.occurrences[family.occurrences[0] as usize].range()]
    }
}

/// The scores that the method gives the families, in their order.
pub(super) fn scores(candidates: &Candidates<'_>, options: &Options) -> Vec<f64> {
    match options.method {
        Method::Learned => learned::scores(candidates, &options.model),
        Method::TfIdf => tf_idf::scores(candidates),
        Method::FirstPhrases => first_phrases::scores(candidates),
        Method::KpMiner => kp_miner::scores(candidates),
        Method::Yake => yake::scores(candidates),
        Method::Rake => rake::scores(candidates),
        Method::TextRank => text_rank::scores(candidates),
        Method::SingleRank => single_rank::scores(candidates),
        Method::PositionRank => position_rank::scores(candidates),
        Method::TopicRank => topic_rank::scores(candidates),
        Method::MultipartiteRank => multipartite_rank::scores(candidates),
    }
}
