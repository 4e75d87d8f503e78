//! Figures of the words of a post, and of the words of each family.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::Candidates;
use super::context::Context;
use crate::keyphrase::background::WordKey;
use crate::keyphrase::candidate::{LONGEST, Occurrence};
use crate::keyphrase::usage::Usage;
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
    /// Its occurrences in the table of usage.
    pub(super) usage: f32,
    /// The logarithm of its occurrences in a text that has it.
    pub(super) burstiness: f32,
    /// The first sentence with it.
    pub(super) first_sentence: u32,
    /// Whether the title has it.
    pub(super) in_title: bool,
}

/// Figures of all words of a post.
pub(super) struct PostWords {
    figures: Vec<WordFigures>,
    /// The number of the word of each token; [`NO_WORD`] for punctuation.
    ids: Vec<u32>,
    /// How much more often each token and the next one are neighbours than chance has it, in logarithms; not a
    /// number where they are no two words of a sentence.
    affinity: Vec<f32>,
    /// The sum over the distinct words, in the order in which they come.
    idf_sum: f32,
}

const NO_WORD: u32 = u32::MAX;

impl PostWords {
    pub(super) fn of(candidates: &Candidates<'_>, idf: impl Fn(WordKey, Usage) -> f32) -> Self {
        const NEAR: usize = 4;
        let mut numbers: FxHashMap<WordKey, u32> = FxHashMap::default();
        // Room for the words of an ordinary post; a long one repeats its words.
        let room = (candidates.words.len() / 2).min(1 << 12);
        numbers.reserve(room);
        let mut figures: Vec<WordFigures> = Vec::with_capacity(room);
        let mut ids = Vec::with_capacity(candidates.words.len());
        let mut idf_sum = 0.0;
        let mut last: Option<(usize, &Word)> = None;
        for (at, word) in candidates.words.iter().enumerate() {
            if candidates.contexts[at].has(Context::PUNCTUATION) {
                ids.push(NO_WORD);
                continue;
            }
            let id = *numbers.entry(word.key).or_insert_with(|| {
                let usage = candidates.usage.word(word.key);
                let idf = idf(word.key, usage);
                idf_sum += idf;
                figures.push(WordFigures {
                    count: 0,
                    company: 0,
                    idf,
                    prior: candidates.prior.of(word.key),
                    usage: usage.occurrences as f32,
                    burstiness: ((usage.occurrences as f32 + 0.5) / (usage.documents as f32 + 0.5)).ln(),
                    first_sentence: word.sentence,
                    in_title: at < candidates.body_start,
                });
                figures.len() as u32 - 1
            });
            ids.push(id);
            figures[id as usize].count += 1;
            if !word.roles.has(Roles(Roles::NOUN.0 | Roles::ADJECTIVE.0)) {
                continue;
            }
            if let Some((before, other)) = last
                && at - before <= NEAR
                && other.sentence == word.sentence
                && other.key != word.key
            {
                figures[id as usize].company += 1;
                figures[ids[before] as usize].company += 1;
            }
            last = Some((at, word));
        }
        let affinity = affinity(candidates, &figures, &ids);
        Self { figures, ids, affinity, idf_sum }
    }

    /// The mean inverse document frequency of the distinct words.
    pub(super) fn mean_idf(&self) -> f32 {
        self.idf_sum / self.figures.len().max(1) as f32
    }

    /// The figures of the words of an occurrence, without prepositions and determiners where there are others.
    pub(super) fn of_phrase(&self, candidates: &Candidates<'_>, occurrence: Occurrence) -> PhraseWords {
        let small = Roles(Roles::DETERMINER.0 | Roles::PREPOSITION.0);
        let is_content = |at: &usize| !candidates.words[*at].roles.has(small);
        let content = self.phrase(occurrence.range().filter(is_content));
        if content.is_empty() { self.phrase(occurrence.range()) } else { content }
    }

    fn phrase(&self, tokens: impl Iterator<Item = usize>) -> PhraseWords {
        let mut phrase = PhraseWords { figures: [WordFigures::default(); LONGEST], length: 0 };
        for id in tokens.map(|at| self.ids[at]).filter(|id| *id != NO_WORD).take(LONGEST) {
            phrase.figures[phrase.length] = self.figures[id as usize];
            phrase.length += 1;
        }
        phrase
    }

    /// The figures of the word of a token; none for punctuation.
    pub(super) fn get(&self, token: usize) -> Option<&WordFigures> {
        self.figures.get(self.ids[token] as usize)
    }

    /// The affinity of a token and the next one; none where they are no two words of a sentence.
    pub(super) fn affinity(&self, token: usize) -> Option<f32> {
        self.affinity.get(token).copied().filter(|affinity| !affinity.is_nan())
    }
}

/// Pointwise mutual information of each token and the next one (Church and Hanks 1990); 0 where the table of
/// usage lacks one of the words.
fn affinity(candidates: &Candidates<'_>, figures: &[WordFigures], ids: &[u32]) -> Vec<f32> {
    let tokens = candidates.usage.tokens() as f32;
    let words = candidates.words;
    (0..words.len().saturating_sub(1))
        .map(|at| {
            let (one, two) = (ids[at], ids[at + 1]);
            if one == NO_WORD || two == NO_WORD || words[at].sentence != words[at + 1].sentence {
                return f32::NAN;
            }
            let (one, two) = (figures[one as usize].usage, figures[two as usize].usage);
            if one == 0.0 || two == 0.0 {
                return 0.0;
            }
            let together = candidates.usage.pair(words[at].key, words[at + 1].key) as f32;
            ((together + 0.5) * tokens / (one * two + 1.0)).ln()
        })
        .collect()
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

    /// The mean of a figure over the words; 0 for no words.
    pub(super) fn mean(&self, figure: impl Fn(&WordFigures) -> f32) -> f32 {
        self.sum(figure) / self.len().max(1) as f32
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
