//! MultipartiteRank (Boudin, "Unsupervised Keyphrase Extraction with Multipartite Graphs", 2018).
//!
//! The topics of TopicRank, with candidates as nodes, each linked to the candidates of other topics.
//! The first candidate of a topic also gets the edge weights of the other candidates of its topic,
//! the more the earlier it occurs.

use super::Candidates;
use super::graph::{Link, both_ways, gathered, merged, page_rank};
use super::phrases::beside_the_best;
use super::topics::Topics;

/// The strength of the extra weight for the first candidate of a topic: the paper's α, there 1.1. A
/// smaller value gives more influence to the title.
const PULL: f64 = 0.7;

pub(super) fn scores(candidates: &Candidates<'_>) -> Vec<f64> {
    let topics = Topics::of(candidates);
    let company = topics.company();
    let links = gathered(company.flat_map(|(one, other, weight)| both_ways(one, other, weight)));
    let drawn: Vec<Link> = links
        .iter()
        .filter_map(|link| {
            // What links to a later member of a topic links to its first as well.
            let first = topics.members[topics.topic_of[link.to as usize] as usize][0];
            let family = &candidates.families[topics.families[first as usize] as usize];
            let place = candidates.occurrences[family.occurrences[0] as usize].start;
            let early = (1.0 / (1.0 + f64::from(place))).exp();
            (first != link.to).then_some(Link {
                from: link.from,
                to: first,
                weight: PULL * early * link.weight,
            })
        })
        .collect();
    let start: Vec<f64> =
        (0..topics.families.len() as u32).map(|number| topics.start(candidates, &[number])).collect();
    let ranks = page_rank(&merged([links, drawn].concat()), &start);
    let mut scores = vec![0.0; candidates.families.len()];
    for (family, rank) in topics.families.iter().zip(ranks) {
        scores[*family as usize] = rank;
    }
    beside_the_best(scores)
}
