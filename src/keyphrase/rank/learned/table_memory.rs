//! The memory of a worker: what the tables say about the words that it has met. Each table is searched once for a
//! word, not once in every post. Which words a post has is in [`word_statistics`](super::word_statistics).

use std::sync::Arc;

use super::frequencies::{Frequencies, burstiness};
use super::prior::Prior;
use crate::keyphrase::background::{Background, WordKey};
use crate::keyphrase::topicality::Topicality;
use crate::keyphrase::usage::UsageTable;
use crate::text::fetch;

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
const MOST: usize = 1 << 16;
/// Words by which the memory is fetched ahead.
const AHEAD: usize = 8;

/// The tables of some options, and what they say about the words that were met.
#[derive(Debug, Default)]
pub(in crate::keyphrase) struct TableMemory {
    tables: Option<Tables>,
    words: Remembered,
    missing: Vec<(u32, WordKey)>,
}

/// Figures by word: open addressing with linear probing, half of the slots free at least. The standard map cannot
/// fetch ahead.
#[derive(Debug, Default)]
struct Remembered {
    /// As many as a power of two, or none.
    slots: Vec<(WordKey, TableFigures)>,
    count: usize,
}

/// Marks a free slot; the word with this key is not remembered.
const FREE: WordKey = WordKey(0);
/// Slots that are looked at for a word. A text that is made to fill them costs look-ups in the tables, not more time
/// for each.
const PROBES: usize = 32;

impl Remembered {
    /// The slots in which a word may be.
    fn places(&self, word: WordKey) -> impl Iterator<Item = usize> + use<> {
        let mask = self.slots.len().wrapping_sub(1);
        let probes = PROBES.min(self.slots.len());
        (0..probes).map(move |step| (word.0 as usize).wrapping_add(step) & mask)
    }

    fn fetch(&self, word: WordKey) {
        if let Some(first) = self.places(word).next() {
            fetch(&self.slots[first]);
        }
    }

    fn get(&self, word: WordKey) -> Option<&TableFigures> {
        let at = self.places(word).find(|&at| self.slots[at].0 == word || self.slots[at].0 == FREE)?;
        let (known, figures) = &self.slots[at];
        (*known != FREE).then_some(figures)
    }

    /// Enters a word that it lacks, where there is room for it.
    fn insert(&mut self, word: WordKey, figures: TableFigures) {
        if self.slots.len() < 2 * (self.count + 1) {
            let grown = vec![(FREE, TableFigures::default()); (2 * self.slots.len()).max(1 << 10)];
            self.count = 0;
            for (word, figures) in std::mem::replace(&mut self.slots, grown) {
                self.occupy(word, figures);
            }
        }
        self.occupy(word, figures);
    }

    fn occupy(&mut self, word: WordKey, figures: TableFigures) {
        if word == FREE {
            return;
        }
        if let Some(at) = self.places(word).find(|&at| self.slots[at].0 == FREE) {
            self.slots[at] = (word, figures);
            self.count += 1;
        }
    }
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
        if !is_known || self.words.count > MOST {
            self.words = Remembered::default();
        }
        self.tables = Some(tables);
    }

    /// The figures of some words, each met once, in their order.
    pub(super) fn figures(&mut self, words: &[WordKey]) -> Vec<TableFigures> {
        self.missing.clear();
        let mut all = Vec::with_capacity(words.len());
        for (at, &word) in words.iter().enumerate() {
            if let Some(&ahead) = words.get(at + AHEAD) {
                self.words.fetch(ahead);
            }
            let known = self.words.get(word);
            if known.is_none() {
                self.missing.push((at as u32, word));
            }
            all.push(known.copied().unwrap_or_default());
        }
        if let (false, Some(tables)) = (self.missing.is_empty(), &self.tables) {
            tables.look_up(&self.missing, &mut all);
            for &(at, word) in &self.missing {
                self.words.insert(word, all[at as usize]);
            }
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
    fn words_are_remembered_whatever_their_keys() {
        let mut memory = Remembered::default();
        let figures = |number: usize| TableFigures { usage: number as f32, ..TableFigures::default() };
        // Keys that begin at one slot, more than are looked at; then keys all over.
        let alike = (0..PROBES as u64 + 9).map(|number| WordKey(number << 40 | 5));
        let words: Vec<WordKey> = alike.chain((1..5000).map(|n| WordKey::of(&n.to_string()))).collect();
        for (number, &word) in words.iter().enumerate() {
            assert!(memory.get(word).is_none());
            memory.insert(word, figures(number));
        }
        let found = |number: usize| memory.get(words[number]).map(|figures| figures.usage as usize);
        let wrong = (0..words.len()).filter(|&number| found(number) != Some(number)).count();
        assert!((9..=9 + PROBES).contains(&wrong), "{wrong} are not remembered");
        assert!((0..words.len()).all(|number| found(number).is_none_or(|usage| usage == number)));
        assert!(memory.get(FREE).is_none());
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
