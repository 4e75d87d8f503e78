//! The memory of a worker: what the tables say about the words that it has met. Each table is searched once for a
//! word, not once in every post. Which words a post has is in [`word_statistics`](super::word_statistics).

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::frequencies::{Frequencies, burstiness};
use super::prior::Prior;
use crate::keyphrase::background::{Background, WordKey};
use crate::keyphrase::topicality::Topicality;
use crate::keyphrase::usage::UsageTable;

/// What the tables say about a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TableFigures {
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
    /// Its topicality alone and inside of phrases, and its class: -1 for a word that was not rated.
    pub(super) alone: i8,
    pub(super) inside: i8,
    pub(super) class: i8,
}

/// Words that are remembered at most, so that memory stays bounded however many an archive has.
const MOST: usize = 1 << 17;

/// The tables of some options, and what they say about the words that were met.
#[derive(Debug, Default)]
pub(in crate::keyphrase) struct TableMemory {
    tables: Option<Tables>,
    words: FxHashMap<WordKey, TableFigures>,
    missing: Vec<(u32, WordKey)>,
}

/// The tables that words are looked up in.
#[derive(Clone, Debug)]
pub(in crate::keyphrase) struct Tables {
    pub(in crate::keyphrase) background: Arc<Background>,
    pub(in crate::keyphrase) usage: Arc<UsageTable>,
    pub(in crate::keyphrase) prior: Arc<Prior>,
}

impl Tables {
    fn are(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.background, &other.background)
            && Arc::ptr_eq(&self.usage, &other.usage)
            && Arc::ptr_eq(&self.prior, &other.prior)
    }
}

impl TableMemory {
    /// Forgets what other tables said, and all words where there are too many.
    pub(in crate::keyphrase) fn prepare(&mut self, tables: Tables) {
        let is_known = self.tables.as_ref().is_some_and(|known| known.are(&tables));
        if !is_known || self.words.len() > MOST {
            self.words.clear();
        }
        self.tables = Some(tables);
    }

    /// The figures of some words, each met once, in their order.
    pub(super) fn figures(&mut self, words: &[WordKey]) -> Vec<TableFigures> {
        self.missing.clear();
        let mut all = Vec::with_capacity(words.len());
        for (at, word) in (0..).zip(words) {
            let known = self.words.get(word);
            if known.is_none() {
                self.missing.push((at, *word));
            }
            all.push(known.copied().unwrap_or_default());
        }
        if let (false, Some(tables)) = (self.missing.is_empty(), &self.tables) {
            tables.look_up(&self.missing, &mut all);
            self.words.extend(self.missing.iter().map(|&(at, word)| (word, all[at as usize])));
        }
        all
    }
}

impl Tables {
    /// Looks up words, each table in a loop of its own: the processor waits for many look-ups at once.
    fn look_up(&self, words: &[(u32, WordKey)], all: &mut [TableFigures]) {
        let frequencies = Frequencies::of(&self.background, &self.usage);
        let ln_tokens = ln_tokens(&self.usage);
        for &(at, word) in words {
            all[at as usize].prior = self.prior.of(word);
        }
        for &(at, word) in words {
            let own = &mut all[at as usize];
            (own.alone, own.inside, own.class) = Topicality::of(word).map_or((-1, -1, -1), |rated| {
                (rated.alone.cast_signed(), rated.inside.cast_signed(), rated.class.cast_signed())
            });
        }
        let mut rest = words.iter();
        self.usage.words(words.iter().map(|(_, word)| *word), |usage| {
            let Some(&(at, word)) = rest.next() else { return };
            let own = &mut all[at as usize];
            let occurrences = usage.occurrences as f32;
            own.idf = frequencies.idf(frequencies.of_usage(usage, || self.background.word(word)));
            own.usage = occurrences;
            own.ln_share = occurrences.max(0.5).ln() - ln_tokens;
            own.burstiness = burstiness(usage);
        });
    }
}

/// The logarithm of the words of a table of usage.
pub(super) fn ln_tokens(usage: &UsageTable) -> f32 {
    (usage.tokens() as f32).max(1.0).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(background: Background) -> Tables {
        let usage = Arc::new(UsageTable::embedded());
        Tables { background: Arc::new(background), usage, prior: Arc::default() }
    }

    #[test]
    fn figures_that_are_remembered_are_those_of_the_tables_that_are_asked_for() {
        let (own, other) = (tables(Background::embedded()), tables(Background::counting()));
        let words = ["compost", "chose", "zzyzx"].map(WordKey::of);
        let (mut memory, mut fresh) = (TableMemory::default(), TableMemory::default());
        let idfs = |memory: &mut TableMemory, tables: &Tables, words: &[WordKey]| -> Vec<f32> {
            memory.prepare(tables.clone());
            memory.figures(words).into_iter().map(|figures| figures.idf).collect()
        };
        let all = idfs(&mut fresh, &own, &words);
        assert!(all[0] > all[1] && all[2] > all[0]);
        // Some of them are known, then all.
        assert_eq!(idfs(&mut memory, &own, &words[1..2]), all[1..2]);
        assert_eq!(idfs(&mut memory, &own, &words), all);
        assert_eq!(idfs(&mut memory, &own, &words), all);
        assert_eq!(idfs(&mut memory, &other, &words), [0.0; 3]);
        assert_eq!(idfs(&mut memory, &own, &words), all);
    }
}
