//! The second pass: what the ranker sees of a family once the first pass has scored all of them. How its score
//! compares with those of the families around it, inside it and with a word of it.

use smallvec::SmallVec;

use super::frequencies::ln_1p;
use super::matrix::Matrix;
use super::nesting::{Around, Nesting};
use super::outline::{Outlines, first};
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

/// How the families of a post that the passes see relate to one another. Each has a column of the matrix.
#[derive(Clone, Debug)]
pub(in crate::keyphrase) struct Relations {
    /// Of all families of the post.
    nesting: Nesting,
    /// The number of the family of each column, in order.
    families: Vec<u32>,
    /// The column of each family of the post, or [`NO_COLUMN`].
    columns: Vec<u32>,
    /// The number of the head of each.
    heads: Vec<u32>,
    /// The numbers of the content words of each, each once.
    words: Vec<SmallVec<[u32; 4]>>,
    word_count: usize,
}

/// Stands for a family that the passes do not see.
const NO_COLUMN: u32 = u32::MAX;

impl Relations {
    /// Of some families of a post, which are in order.
    pub(super) fn of(outlines: &Outlines<'_>, nesting: Nesting, families: &[usize]) -> Self {
        let (candidates, post_words) = (outlines.candidates, &outlines.words);
        let small = Roles(Roles::DETERMINER.0 | Roles::PREPOSITION.0);
        let words_of = |family: usize| {
            let mut words: SmallVec<[u32; 4]> = SmallVec::new();
            let first = first(candidates, &candidates.families[family]);
            for at in first.range().filter(|&at| !candidates.words[at].roles.has(small)) {
                let number = post_words.number(at);
                if !words.contains(&number) {
                    words.push(number);
                }
            }
            words
        };
        let head_of = |family: usize| post_words.number(outlines.heads[family] as usize);
        let numbers: Vec<u32> = families.iter().map(|&family| family as u32).collect();
        Self {
            nesting,
            columns: columns(&numbers, candidates.families.len()),
            heads: families.iter().map(|&family| head_of(family)).collect(),
            words: families.iter().map(|&family| words_of(family)).collect(),
            families: numbers,
            word_count: post_words.count(),
        }
    }

    /// The same for some of the columns alone, which are in order.
    pub(super) fn only(&self, columns_kept: &[usize]) -> Self {
        let families: Vec<u32> = columns_kept.iter().map(|&column| self.families[column]).collect();
        Self {
            nesting: self.nesting.clone(),
            columns: columns(&families, self.columns.len()),
            families,
            heads: columns_kept.iter().map(|&column| self.heads[column]).collect(),
            words: columns_kept.iter().map(|&column| self.words[column].clone()).collect(),
            word_count: self.word_count,
        }
    }

    /// The column of a family.
    pub(super) fn column(&self, family: u32) -> Option<usize> {
        self.columns
            .get(family as usize)
            .filter(|column| **column != NO_COLUMN)
            .map(|column| *column as usize)
    }

    /// What is around a family of the post.
    pub(super) fn around(&self, family: usize) -> Around {
        self.nesting.around[family]
    }

    /// The columns of the families around that of a column.
    fn longer(&self, column: usize) -> impl Iterator<Item = usize> + '_ {
        self.nesting.longer(self.families[column]).filter_map(|family| self.column(family))
    }

    /// The columns of the families inside that of a column.
    fn parts(&self, column: usize) -> impl Iterator<Item = usize> + '_ {
        self.nesting.parts(self.families[column]).filter_map(|family| self.column(family))
    }
}

/// The column of each family of a post with so many.
fn columns(families: &[u32], count: usize) -> Vec<u32> {
    let mut columns = vec![NO_COLUMN; count];
    for (column, &family) in (0..).zip(families) {
        columns[family as usize] = column;
    }
    columns
}

/// The places of figures, the greatest first; of equals, the first.
pub(super) fn descending(figures: &[f32]) -> Vec<u32> {
    let mut keys = keys(figures);
    keys.sort_unstable();
    keys.into_iter().map(|key| key as u32).collect()
}

/// The places of the greatest figures, at most so many, in order; of equals, the first are taken.
pub(super) fn greatest(figures: &[f32], most: usize) -> Vec<usize> {
    let mut keys = keys(figures);
    if most < keys.len() {
        keys.select_nth_unstable(most);
        keys.truncate(most);
    }
    let mut places: Vec<usize> = keys.into_iter().map(|key| key as u32 as usize).collect();
    places.sort_unstable();
    places
}

/// The figures with their places, as numbers that are in order when the figures fall.
fn keys(figures: &[f32]) -> Vec<u64> {
    // The order of the bits of floating-point numbers, as `f32::total_cmp` has it, turned around.
    let key = |figure: f32| {
        let bits = figure.to_bits();
        if bits >> 31 == 0 { !bits & 0x7fff_ffff } else { bits }
    };
    (0..).zip(figures).map(|(at, &figure)| u64::from(key(figure)) << 32 | at).collect()
}

/// The two best families with a word, how many there are and how many were met.
#[derive(Clone, Copy, Default)]
struct WithWord {
    best: Option<u32>,
    second: Option<u32>,
    count: u32,
}

/// Sets the features of the second pass, from the row `at` on, by the log-odds that the first pass gives the families.
pub(super) fn fill(matrix: &mut Matrix, at: usize, odds: &[f32], relations: &Relations) {
    let order = descending(odds);
    let mut with_word = vec![WithWord::default(); relations.word_count];
    let mut with_head = vec![0u32; relations.word_count];
    // Rank, better families with a word and with the head, words that a better family has.
    let mut met = vec![(0u32, 0u32, 0u32, 0u32); odds.len()];
    for (rank, &column) in order.iter().enumerate() {
        let at = column as usize;
        let (mut better, mut covered) = (0, 0);
        for &word in &relations.words[at] {
            let word = &mut with_word[word as usize];
            better += word.count;
            covered += u32::from(word.count > 0);
            word.count += 1;
            match (word.best, word.second) {
                (None, _) => word.best = Some(column),
                (_, None) => word.second = Some(column),
                _ => {}
            }
        }
        let heads = &mut with_head[relations.heads[at] as usize];
        met[at] = (rank as u32, better, *heads, covered);
        *heads += 1;
    }
    let probability = |odds: f32| 1.0 / (1.0 + (-odds).exp());
    let ten_best: f32 = order.iter().take(10).map(|&column| probability(odds[column as usize])).sum();
    let best = |others: &mut dyn Iterator<Item = usize>| others.map(|other| odds[other]).reduce(f32::max);
    for (column, &own) in odds.iter().enumerate() {
        let (rank, better, same_head, covered) = met[column];
        let words = &relations.words[column];
        let longer = best(&mut relations.longer(column));
        let part = best(&mut relations.parts(column));
        let other = |word: &u32| {
            let word = with_word[*word as usize];
            let other = if word.best == Some(column as u32) { word.second } else { word.best };
            other.map(|other| other as usize)
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
        let numbers: Vec<u32> = (0..families as u32).collect();
        Self {
            nesting: Nesting::empty(),
            columns: numbers.clone(),
            families: numbers,
            heads: vec![0; families],
            words: vec![SmallVec::new(); families],
            word_count: 1,
        }
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
        for most in 0..=figures.len() + 1 {
            let mut places: Vec<usize> = order.iter().take(most).map(|place| *place as usize).collect();
            places.sort_unstable();
            assert_eq!(greatest(&figures, most), places);
        }
    }
}
