//! Figures of the words of a post, and of the words of each family.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::super::Candidates;
use super::context::Context;
use super::table_memory::{TableFigures, TableMemory, ln_tokens};
use crate::keyphrase::background::WordKey;
use crate::keyphrase::candidate::{LONGEST, Occurrence};
use crate::keyphrase::word::{Roles, Word};

/// Figures of a word of the post.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordFigures {
    /// Its occurrences.
    pub(super) count: u32,
    /// How often a content word stands within four words of it, in its sentence.
    pub(super) company: u32,
    /// What the tables say about it.
    pub(super) tables: TableFigures,
    /// The first sentence with it.
    pub(super) first_sentence: u32,
    /// Whether the title has it.
    pub(super) in_title: bool,
    /// Its number among the words of the post.
    pub(super) number: u32,
}

impl std::ops::Deref for WordFigures {
    type Target = TableFigures;

    fn deref(&self) -> &TableFigures {
        &self.tables
    }
}

/// Figures of all words of a post.
pub(super) struct PostWords {
    /// The figures by number; punctuation has none.
    figures: Vec<WordFigures>,
    /// The number of each token, the same for tokens of one key, with a bit for [`PUNCTUATION`].
    numbers: Vec<u32>,
    /// How many distinct words there are, and the sum over them, in the order in which they come.
    distinct: usize,
    idf_sum: f32,
    /// The logarithm of the words of the table of usage.
    pub(super) ln_tokens: f32,
}

/// Marks the number of a token without a letter or digit.
const PUNCTUATION: u32 = 1 << 31;

impl PostWords {
    pub(super) fn of(candidates: &Candidates<'_>, memory: &mut TableMemory) -> Self {
        const NEAR: usize = 4;
        let mut by_key: FxHashMap<WordKey, u32> = FxHashMap::default();
        // Room for the words of an ordinary post; a long one repeats its words.
        let room = (candidates.words.len() / 2).min(1 << 12);
        by_key.reserve(room);
        let mut figures: Vec<WordFigures> = Vec::with_capacity(room);
        let mut numbers = Vec::with_capacity(candidates.words.len());
        // The words in the order in which they come: their numbers and keys.
        let mut distinct: Vec<u32> = Vec::with_capacity(room);
        let mut keys: Vec<WordKey> = Vec::with_capacity(room);
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
                distinct.push(number);
                keys.push(word.key);
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
        let mut idf_sum = 0.0;
        for (&number, tables) in distinct.iter().zip(memory.figures(&keys)) {
            let own = &mut figures[number as usize];
            idf_sum += tables.idf;
            own.number = number;
            own.tables = tables;
        }
        let ln_tokens = ln_tokens(candidates.usage);
        Self { figures, numbers, distinct: distinct.len(), idf_sum, ln_tokens }
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
    pub(super) fn of_phrase(&self, candidates: &Candidates<'_>, occurrence: Occurrence) -> PhraseWords<'_> {
        let small = Roles(Roles::DETERMINER.0 | Roles::PREPOSITION.0);
        let is_content = |at: &usize| !candidates.words[*at].roles.has(small);
        let content = self.phrase(occurrence.range().filter(is_content));
        if content.is_empty() { self.phrase(occurrence.range()) } else { content }
    }

    fn phrase(&self, tokens: impl Iterator<Item = usize>) -> PhraseWords<'_> {
        PhraseWords(tokens.filter_map(|at| self.get(at)).take(LONGEST).collect())
    }

    /// The figures of the word of a token; none for punctuation.
    pub(super) fn get(&self, token: usize) -> Option<&WordFigures> {
        self.figures.get(self.numbers[token] as usize)
    }
}

/// Figures of the words of one family.
pub(super) struct PhraseWords<'a>(SmallVec<[&'a WordFigures; LONGEST]>);

impl<'a> std::ops::Deref for PhraseWords<'a> {
    type Target = [&'a WordFigures];

    fn deref(&self) -> &[&'a WordFigures] {
        &self.0
    }
}

impl PhraseWords<'_> {
    /// The sum of a figure over the words.
    pub(super) fn sum(&self, figure: impl Fn(&WordFigures) -> f32) -> f32 {
        self.iter().copied().map(figure).sum()
    }

    /// The mean of a figure over the words; 0 for no words.
    pub(super) fn mean(&self, figure: impl Fn(&WordFigures) -> f32) -> f32 {
        self.sum(figure) / self.len().max(1) as f32
    }

    /// The greatest of a figure; `nothing` for no words.
    pub(super) fn greatest(&self, nothing: f32, figure: impl Fn(&WordFigures) -> f32) -> f32 {
        self.iter().copied().map(figure).fold(nothing, f32::max)
    }

    /// The greatest of a rating over the words, or over all but that of a number; -1 where no word was rated.
    pub(super) fn greatest_rated(&self, but: Option<u32>, rating: impl Fn(&WordFigures) -> i8) -> f32 {
        let words = self.iter().copied().filter(|word| but != Some(word.number));
        f32::from(words.map(rating).max().unwrap_or(-1))
    }

    /// The least of a rating over the words that were rated; -1 where none was.
    pub(super) fn least_rated(&self, rating: impl Fn(&WordFigures) -> i8) -> f32 {
        f32::from(self.iter().copied().map(rating).filter(|rating| *rating >= 0).min().unwrap_or(-1))
    }

    /// The least of a figure; 1 for no words.
    pub(super) fn least(&self, figure: impl Fn(&WordFigures) -> f32) -> f32 {
        self.iter().copied().map(figure).reduce(f32::min).unwrap_or(1.0)
    }
}
