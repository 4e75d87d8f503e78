//! What the features are made of: figures of the words of a post, and the longer candidates around
//! each family.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::Candidates;
use crate::keyphrase::background::WordKey;
use crate::keyphrase::candidate::LONGEST;
use crate::keyphrase::word::{Roles, Word};

/// The natural logarithm of a count plus one.
pub(super) fn ln_1p(count: u32) -> f32 {
    /// Most counts of a post are small, and a logarithm costs more than all else of a feature.
    const SMALL: usize = 2048;
    static TABLE: LazyLock<Vec<f32>> =
        LazyLock::new(|| (0..SMALL).map(|count| (count as f32).ln_1p()).collect());
    TABLE.get(count as usize).copied().unwrap_or_else(|| (count as f32).ln_1p())
}

/// Figures of a word of the post.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordFigures {
    /// Its occurrences.
    pub(super) count: u32,
    /// How often a content word stands within four words of it, in its sentence.
    pub(super) company: u32,
    /// Its inverse document frequency.
    pub(super) idf: f32,
    /// The prior of the word.
    pub(super) prior: f32,
}

/// Figures of all words of a post that have a role.
pub(super) struct PostWords {
    figures: FxHashMap<WordKey, WordFigures>,
    /// The sum over the distinct words, in the order in which they come.
    idf_sum: f32,
}

impl PostWords {
    pub(super) fn of(candidates: &Candidates<'_>, idf: impl Fn(WordKey) -> f32) -> Self {
        const NEAR: usize = 4;
        let mut figures: FxHashMap<WordKey, WordFigures> = FxHashMap::default();
        figures.reserve(candidates.words.len() / 2);
        let mut idf_sum = 0.0;
        let mut last: Option<(usize, &Word)> = None;
        for (at, word) in candidates.words.iter().enumerate() {
            if word.roles == Roles::default() {
                continue;
            }
            let own = figures.entry(word.key).or_insert_with(|| {
                let idf = idf(word.key);
                idf_sum += idf;
                WordFigures { count: 0, company: 0, idf, prior: candidates.prior.of(word.key) }
            });
            own.count += 1;
            if !word.roles.has(Roles(Roles::NOUN.0 | Roles::ADJECTIVE.0)) {
                continue;
            }
            if let Some((before, other)) = last
                && at - before <= NEAR
                && other.sentence == word.sentence
                && other.key != word.key
            {
                own.company += 1;
                figures.entry(other.key).or_default().company += 1;
            }
            last = Some((at, word));
        }
        Self { figures, idf_sum }
    }

    /// The mean inverse document frequency of the distinct words.
    pub(super) fn mean_idf(&self) -> f32 {
        self.idf_sum / self.figures.len().max(1) as f32
    }

    /// The figures of the words of a family.
    pub(super) fn of_phrase(&self, words: &[WordKey]) -> PhraseWords {
        let unknown = WordFigures { count: 1, ..WordFigures::default() };
        let mut phrase = PhraseWords { figures: [unknown; LONGEST], length: words.len().min(LONGEST) };
        for (figures, word) in phrase.figures.iter_mut().zip(words) {
            if let Some(&known) = self.figures.get(word) {
                *figures = known;
            }
        }
        phrase
    }
}

/// Figures of the words of one family.
pub(super) struct PhraseWords {
    figures: [WordFigures; LONGEST],
    length: usize,
}

impl std::ops::Deref for PhraseWords {
    type Target = [WordFigures];

    fn deref(&self) -> &[WordFigures] {
        &self.figures[..self.length]
    }
}

impl PhraseWords {
    /// The sum of a figure over the words.
    pub(super) fn sum(&self, figure: impl Fn(&WordFigures) -> f32) -> f32 {
        self.iter().map(figure).sum()
    }

    /// The greatest of a figure; `nothing` for no words.
    pub(super) fn greatest(&self, nothing: f32, figure: impl Fn(&WordFigures) -> f32) -> f32 {
        self.iter().map(figure).fold(nothing, f32::max)
    }

    /// The least of a figure; 1 for no words.
    pub(super) fn least(&self, figure: impl Fn(&WordFigures) -> f32) -> f32 {
        self.iter().map(figure).reduce(f32::min).unwrap_or(1.0)
    }
}

/// The longer candidates around a family's occurrences.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// Occurrences of the commonest.
    pub(super) greatest: u32,
    /// How many different ones.
    pub(super) distinct: u32,
    /// The sum of their occurrences.
    pub(super) total: u32,
}

/// What lies around each family.
pub(super) fn around(candidates: &Candidates<'_>) -> Vec<Around> {
    let occurrences = candidates.occurrences;
    // Inner and outer family in one number, which sorts faster than a pair.
    let mut pairs: Vec<u64> = Vec::with_capacity(2 * occurrences.len());
    let mut from = 0;
    for (one, &inner) in occurrences.iter().zip(candidates.family_of) {
        while occurrences[from].start + (LONGEST as u32) < one.end {
            from += 1;
        }
        if !one.nested {
            continue;
        }
        for (other, &outer) in occurrences[from..].iter().zip(&candidates.family_of[from..]) {
            if other.start > one.start {
                break;
            }
            if other.end >= one.end && inner != outer {
                pairs.push(u64::from(inner) << 32 | u64::from(outer));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut around = vec![Around::default(); candidates.families.len()];
    for pair in pairs {
        let count = candidates.families[pair as u32 as usize].count;
        let entry = &mut around[(pair >> 32) as usize];
        entry.greatest = entry.greatest.max(count);
        entry.distinct += 1;
        entry.total += count;
    }
    around
}
