//! Figures of the words of a post, and of the words of each family.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::Candidates;
use super::context::Context;
use crate::keyphrase::background::WordKey;
use crate::keyphrase::candidate::{LONGEST, Occurrence};
use crate::keyphrase::topicality::Topicality;
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

/// The natural logarithm of a figure plus one.
pub(super) fn ln_1p_of(figure: f32) -> f32 {
    let count = figure as u32;
    if figure.to_bits() == (count as f32).to_bits() { ln_1p(count) } else { figure.ln_1p() }
}

/// The logarithm of the occurrences of a word or phrase in a text that has it.
pub(super) fn burstiness(usage: Usage) -> f32 {
    if (usage.occurrences, usage.documents) == (0, 0) {
        return 0.0;
    }
    ((usage.occurrences as f32 + 0.5) / (usage.documents as f32 + 0.5)).ln()
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
    /// The logarithm of its share of the words of the table, of one half at least.
    pub(super) ln_share: f32,
    /// The logarithm of its occurrences in a text that has it.
    pub(super) burstiness: f32,
    /// The first sentence with it.
    pub(super) first_sentence: u32,
    /// Whether the title has it.
    pub(super) in_title: bool,
    /// Its number among the words of the post.
    pub(super) number: u32,
    /// Its topicality alone and inside of phrases, and its class: -1 for a word that was not rated.
    pub(super) alone: i8,
    pub(super) inside: i8,
    pub(super) class: i8,
}

/// Figures of all words of a post.
pub(super) struct PostWords {
    /// The figures by number; punctuation has none.
    figures: Vec<WordFigures>,
    /// The number of each token, the same for tokens of one key, with a bit for [`PUNCTUATION`].
    numbers: Vec<u32>,
    /// How much more often each token and the next one are neighbours than chance has it, in logarithms; not a
    /// number where they are no two words of a sentence, and where no candidate is near.
    affinity: Vec<f32>,
    /// How many distinct words there are, and the sum over them, in the order in which they come.
    distinct: usize,
    idf_sum: f32,
    /// The logarithm of the words of the table of usage.
    pub(super) ln_tokens: f32,
}

/// Marks the number of a token without a letter or digit.
const PUNCTUATION: u32 = 1 << 31;

impl PostWords {
    pub(super) fn of(candidates: &Candidates<'_>, idf: impl Fn(WordKey, Usage) -> f32) -> Self {
        const NEAR: usize = 4;
        let mut by_key: FxHashMap<WordKey, u32> = FxHashMap::default();
        // Room for the words of an ordinary post; a long one repeats its words.
        let room = (candidates.words.len() / 2).min(1 << 12);
        by_key.reserve(room);
        let mut figures: Vec<WordFigures> = Vec::with_capacity(room);
        let mut numbers = Vec::with_capacity(candidates.words.len());
        // The words in the order in which they come, by their numbers, and under which the table counts them.
        let mut distinct: Vec<(u32, WordKey)> = Vec::with_capacity(room);
        let mut last: Option<(usize, &Word)> = None;
        for (at, word) in candidates.words.iter().enumerate() {
            let number = *by_key.entry(word.key).or_insert_with(|| {
                figures.push(WordFigures::default());
                figures.len() as u32 - 1
            });
            if candidates.contexts[at].has(Context::PUNCTUATION) {
                numbers.push(number | PUNCTUATION);
                continue;
            }
            numbers.push(number);
            let own = &mut figures[number as usize];
            if own.count == 0 {
                distinct.push((number, word.key));
                own.first_sentence = word.sentence;
                own.in_title = at < candidates.body_start;
            }
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
                figures[numbers[before] as usize].company += 1;
            }
            last = Some((at, word));
        }
        let ln_tokens = (candidates.usage.tokens() as f32).max(1.0).ln();
        // Each table in a loop of its own: the processor waits for many look-ups at once.
        for &(number, key) in &distinct {
            figures[number as usize].prior = candidates.prior.of(key);
        }
        for &(number, key) in &distinct {
            let own = &mut figures[number as usize];
            own.number = number;
            (own.alone, own.inside, own.class) = Topicality::of(key).map_or((-1, -1, -1), |rated| {
                (rated.alone.cast_signed(), rated.inside.cast_signed(), rated.class.cast_signed())
            });
        }
        let mut idf_sum = 0.0;
        let mut rest = distinct.iter();
        candidates.usage.words(distinct.iter().map(|(_, key)| *key), |usage| {
            let Some(&(number, key)) = rest.next() else { return };
            let occurrences = usage.occurrences as f32;
            let idf = idf(key, usage);
            idf_sum += idf;
            let own = &mut figures[number as usize];
            own.idf = idf;
            own.usage = occurrences;
            own.ln_share = occurrences.max(0.5).ln() - ln_tokens;
            own.burstiness = burstiness(usage);
        });
        let affinity = affinity(candidates, &figures, &numbers);
        Self { figures, numbers, affinity, distinct: distinct.len(), idf_sum, ln_tokens }
    }

    /// The mean inverse document frequency of the distinct words.
    pub(super) fn mean_idf(&self) -> f32 {
        self.idf_sum / self.distinct.max(1) as f32
    }

    /// How many numbers tokens have.
    pub(super) fn count(&self) -> usize {
        self.figures.len()
    }

    /// The number of a token, the same for all tokens of its key.
    pub(super) fn number(&self, token: usize) -> u32 {
        self.numbers[token] & !PUNCTUATION
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
        for figures in tokens.filter_map(|at| self.get(at)).take(LONGEST) {
            phrase.figures[phrase.length] = *figures;
            phrase.length += 1;
        }
        phrase
    }

    /// The figures of the word of a token; none for punctuation.
    pub(super) fn get(&self, token: usize) -> Option<&WordFigures> {
        self.figures.get(self.numbers[token] as usize)
    }

    /// The affinity of a token and the next one; none where they are no two words of a sentence. One of the two must
    /// belong to a candidate.
    pub(super) fn affinity(&self, token: usize) -> Option<f32> {
        self.affinity.get(token).copied().filter(|affinity| !affinity.is_nan())
    }
}

/// Pointwise mutual information of each token and the next one (Church and Hanks 1990), where one of them belongs to a
/// candidate; 0 where the table of usage lacks one of the words.
fn affinity(candidates: &Candidates<'_>, figures: &[WordFigures], numbers: &[u32]) -> Vec<f32> {
    let tokens = candidates.usage.tokens() as f32;
    let words = candidates.words;
    let mut affinity = vec![f32::NAN; words.len().saturating_sub(1)];
    let mut places: Vec<u32> = Vec::with_capacity(affinity.len());
    let mut from = 0;
    for occurrence in candidates.occurrences {
        let range = from.max((occurrence.start as usize).saturating_sub(1))..occurrence.end as usize;
        from = from.max(range.end);
        for at in range {
            let Some(&next) = numbers.get(at + 1) else { break };
            if (numbers[at] | next) & PUNCTUATION != 0 || words[at].sentence != words[at + 1].sentence {
                continue;
            }
            let (one, two) = (figures[numbers[at] as usize].usage, figures[next as usize].usage);
            affinity[at] = 0.0;
            if one != 0.0 && two != 0.0 {
                places.push(at as u32);
            }
        }
    }
    let pairs = places.iter().map(|&at| (words[at as usize].key, words[at as usize + 1].key));
    let mut rest = places.iter();
    candidates.usage.pairs(pairs, |together| {
        let Some(&at) = rest.next() else { return };
        let at = at as usize;
        let (one, two) = (figures[numbers[at] as usize].usage, figures[numbers[at + 1] as usize].usage);
        affinity[at] = ((together as f32 + 0.5) * tokens / (one * two + 1.0)).ln();
    });
    affinity
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

    /// The greatest of a rating over the words, or over all but that of a number; -1 where no word was rated.
    pub(super) fn greatest_rated(&self, but: Option<u32>, rating: impl Fn(&WordFigures) -> i8) -> f32 {
        let words = self.iter().filter(|word| but != Some(word.number));
        f32::from(words.map(rating).max().unwrap_or(-1))
    }

    /// The least of a rating over the words that were rated; -1 where none was.
    pub(super) fn least_rated(&self, rating: impl Fn(&WordFigures) -> i8) -> f32 {
        f32::from(self.iter().map(rating).filter(|rating| *rating >= 0).min().unwrap_or(-1))
    }

    /// The least of a figure; 1 for no words.
    pub(super) fn least(&self, figure: impl Fn(&WordFigures) -> f32) -> f32 {
        self.iter().map(figure).reduce(f32::min).unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_by_table_are_those_of_the_function() {
        for figure in [0.0, 0.5, 1.0, 1.5, 2047.0, 2048.0, 1e9, 1e10] {
            let figure: f32 = figure;
            assert_eq!(ln_1p_of(figure).to_bits(), figure.ln_1p().to_bits(), "{figure}");
        }
    }
}
