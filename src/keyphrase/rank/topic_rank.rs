//! TopicRank (Bougouin, Boudin and Daille, "TopicRank: Graph-Based Topic Ranking for Keyphrase
//! Extraction", 2013; by French authors and measured on French from the start).
//!
//! Candidates that share words form a topic. Topics are linked by the inverse distances of their
//! occurrences and ranked by PageRank. Each topic gives one keyphrase: its first in the post. The
//! walk restarts more often at topics of the title; `topics.rs` lists the other adaptations.

use super::Candidates;
use super::graph::{both_ways, gathered, page_rank};
use super::phrases::beside_the_best;
use super::topics::Topics;

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    let topics = Topics::of(candidates);
    let topic_of = |number: u32| topics.topic_of[number as usize];
    let links =
        topics.company().flat_map(|(one, other, weight)| both_ways(topic_of(one), topic_of(other), weight));
    let start: Vec<f64> = topics.members.iter().map(|members| topics.start(candidates, members)).collect();
    let ranks = page_rank(&gathered(links), &start);
    let mut scores = vec![0.0; candidates.families.len()];
    for (members, rank) in topics.members.iter().zip(ranks) {
        scores[topics.families[members[0] as usize] as usize] = rank;
    }
    beside_the_best(scores)
}
