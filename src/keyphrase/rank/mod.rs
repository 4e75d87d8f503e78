//! Rankers, one file a method: each gives every family a score in 0..=1, higher is better.

mod candidates;
mod first_phrases;
mod graph;
mod kp_miner;
#[cfg_attr(not(feature = "internals"), allow(dead_code, reason = "the training uses the rest"))]
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
use super::method::Method;
use learned::table_memory::TableMemory;

pub(super) use candidates::Candidates;

/// The scores that the method gives the families, in their order.
pub(super) fn scores(candidates: &Candidates<'_>, options: &Options, memory: &mut TableMemory) -> Vec<f64> {
    match options.method {
        Method::Learned => learned::scores(candidates, &options.model, memory),
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
