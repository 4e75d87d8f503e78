//! The second pass: what the ranker sees of a family once the first pass has scored all of them. How its score
//! compares with those of the families around it, inside it and with a word of it.

use smallvec::SmallVec;

use super::super::Candidates;
use super::matrix::Matrix;
use super::nesting::Nesting;
use super::word_statistics::{PostWords, ln_1p};
use crate::keyphrase::word::Roles;

/// How many features the second pass adds.
pub const SECOND_COUNT: usize = 16;
/// Their names, in their order, behind those of the first pass.
pub const SECOND_NAMES: [&str; SECOND_COUNT] = [
    "first pass: score",
    "first pass: probability",
    "first pass: rank",
    "first pass: rank beside candidates",
    "first pass: best longer phrase",
    "first pass: lead over the best longer phrase",
    "first pass: best part",
    "first pass: lead over the best part",
    "first pass: best phrase with a word of it",
    "first pass: lead over the best phrase with a word of it",
    "first pass: better phrases with a word of it",
    "first pass: phrases with a word of it",
    "first pass: better phrases with its head",
    "first pass: words that a better phrase has",
    "first pass: least of the best scores of its words",
    "first pass: sum of the ten best probabilities",
];

/// What a family has where it lacks a relation.
const NONE: f32 = 9.0;

/// How the families of a post relate to one another.
#[derive(Clone, Debug)]
pub(in crate::keyphrase) struct Relations {
    nesting: Nesting,
    /// The number of the head of each family.
    heads: Vec<u32>,
    /// The numbers of the content words of each family, each once.
    words: Vec<SmallVec<[u32; 4]>>,
    word_count: usize,
}

impl Relations {
    /// `heads` are the tokens that are the heads of the families.
    pub(super) fn of(
        candidates: &Candidates<'_>,
        nesting: Nesting,
        heads: &[usize],
        post_words: &PostWords,
    ) -> Self {
        let small = Roles(Roles::DETERMINER.0 | Roles::PREPOSITION.0);
        let words = candidates
            .families
            .iter()
            .map(|family| {
                let mut words: SmallVec<[u32; 4]> = SmallVec::new();
                let first = candidates.occurrences[family.occurrences[0] as usize];
                for at in first.range().filter(|&at| !candidates.words[at].roles.has(small)) {
                    let number = post_words.number(at);
                    if !words.contains(&number) {
                        words.push(number);
                    }
                }
                words
            })
            .collect();
        let heads = heads.iter().map(|&head| post_words.number(head)).collect();
        Self { nesting, heads, words, word_count: post_words.count() }
    }
}

/// The places of figures, the greatest first; of equals, the first.
pub(super) fn descending(figures: &[f32]) -> Vec<u32> {
    // The order of the bits of floating-point numbers, as `f32::total_cmp` has it, turned around.
    let key = |figure: f32| {
        let bits = figure.to_bits();
        if bits >> 31 == 0 { !bits & 0x7fff_ffff } else { bits }
    };
    let mut keys: Vec<u64> =
        (0..).zip(figures).map(|(at, &figure)| u64::from(key(figure)) << 32 | at).collect();
    keys.sort_unstable();
    keys.into_iter().map(|key| key as u32).collect()
}

/// The two best families with a word, how many there are and how many were met.
#[derive(Clone, Copy, Default)]
struct WithWord {
    best: Option<u32>,
    second: Option<u32>,
    count: u32,
}

/// Sets the features of the second pass for some families, the columns of `matrix`, by the log-odds that the
/// first pass gives all families.
pub(super) fn fill(matrix: &mut Matrix, at: usize, families: &[usize], odds: &[f32], relations: &Relations) {
    let order = descending(odds);
    let mut with_word = vec![WithWord::default(); relations.word_count];
    let mut with_head = vec![0u32; relations.word_count];
    // Rank, better families with a word and with the head, words that a better family has.
    let mut met = vec![(0u32, 0u32, 0u32, 0u32); odds.len()];
    for (rank, &family) in order.iter().enumerate() {
        let at = family as usize;
        let (mut better, mut covered) = (0, 0);
        for &word in &relations.words[at] {
            let word = &mut with_word[word as usize];
            better += word.count;
            covered += u32::from(word.count > 0);
            word.count += 1;
            match (word.best, word.second) {
                (None, _) => word.best = Some(family),
                (_, None) => word.second = Some(family),
                _ => {}
            }
        }
        let heads = &mut with_head[relations.heads[at] as usize];
        met[at] = (rank as u32, better, *heads, covered);
        *heads += 1;
    }
    let probability = |odds: f32| 1.0 / (1.0 + (-odds).exp());
    let ten_best: f32 = order.iter().take(10).map(|&family| probability(odds[family as usize])).sum();
    let best =
        |others: &mut dyn Iterator<Item = u32>| others.map(|other| odds[other as usize]).reduce(f32::max);
    for (column, &family) in families.iter().enumerate() {
        let own = odds[family];
        let (rank, better, same_head, covered) = met[family];
        let words = &relations.words[family];
        let longer = best(&mut relations.nesting.longer(family as u32));
        let part = best(&mut relations.nesting.parts(family as u32));
        let other = |word: &u32| {
            let word = with_word[*word as usize];
            if word.best == Some(family as u32) { word.second } else { word.best }
        };
        let sharing = best(&mut words.iter().filter_map(other));
        let all: u32 = words.iter().map(|&word| with_word[word as usize].count - 1).sum();
        let best_of_word =
            |word: &u32| with_word[*word as usize].best.map_or(own, |best| odds[best as usize]);
        let least = words.iter().map(best_of_word).reduce(f32::min).unwrap_or(own);
        let beside = |other: Option<f32>| [other.unwrap_or(-NONE), other.map_or(NONE, |other| own - other)];
        let [longer, lead_over_longer] = beside(longer);
        let [part, lead_over_part] = beside(part);
        let [sharing, lead_over_sharing] = beside(sharing);
        let values: [f32; SECOND_COUNT] = [
            own,
            probability(own),
            ln_1p(rank),
            rank as f32 / odds.len() as f32,
            longer,
            lead_over_longer,
            part,
            lead_over_part,
            sharing,
            lead_over_sharing,
            ln_1p(better),
            ln_1p(all),
            ln_1p(same_head),
            covered as f32 / words.len().max(1) as f32,
            least,
            ten_best,
        ];
        matrix.set_column(at, column, &values);
    }
}

#[cfg(test)]
impl Relations {
    /// No relations.
    pub(super) fn empty(families: usize) -> Self {
        let words = vec![SmallVec::new(); families];
        Self { nesting: Nesting::empty(), heads: vec![0; families], words, word_count: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_figures_is_that_of_a_total_comparison() {
        let figures = [
            0.0,
            -0.0,
            1.5,
            -1.5,
            1.5,
            f32::MIN,
            f32::MAX,
            f32::INFINITY,
            f32::NAN,
            -f32::NAN,
            1e-40,
            -1e-40,
        ];
        let mut order: Vec<u32> = (0..figures.len() as u32).collect();
        order.sort_by(|&one, &two| {
            figures[two as usize].total_cmp(&figures[one as usize]).then(one.cmp(&two))
        });
        assert_eq!(descending(&figures), order);
    }
}
