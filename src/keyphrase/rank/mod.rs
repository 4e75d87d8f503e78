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
use super::word::Word;
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
    pub(super) background: &'a Background,
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

/// What a method says of the families, in their order.
pub(super) struct Judgement {
    /// By these they are ranked.
    pub(super) scores: Vec<f64>,
    /// How likely each is a keyphrase, by the learned method; no other knows.
    pub(super) probabilities: Vec<f64>,
}

impl From<Vec<f64>> for Judgement {
    fn from(scores: Vec<f64>) -> Self {
        Self { scores, probabilities: Vec::new() }
    }
}

/// What the method says of the families.
pub(super) fn judge(candidates: &Candidates<'_>, options: &Options) -> Judgement {
    let scores = match options.method {
        Method::Learned => return learned::judge(candidates, &options.model, options.leave_out_count),
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
    };
    scores.into()
}
