//! Families: the candidates of a post, gathered by the keys of their words.

use rustc_hash::FxHashMap;

use super::background::{Background, PhraseKey, WordKey};
use super::candidate::Occurrence;
use super::word::{Roles, Word, WordMemory};
use crate::text::TokenKind;

/// All variants of one phrase in a post, and the figures that rankers ask for.
#[derive(Clone, Debug)]
pub(super) struct Family {
    pub(super) key: PhraseKey,
    /// Its occurrences, by their numbers, in order.
    pub(super) occurrences: Vec<u32>,
    /// The words of its first occurrence that count: no determiners.
    pub(super) words: Vec<WordKey>,
    /// Occurrences in text and title.
    pub(super) count: u32,
    /// Occurrences in the title.
    pub(super) in_title: u32,
    /// Occurrences inside a longer candidate.
    pub(super) nested: u32,
    /// Where it first stands in the text, in tokens; 0 when in the title.
    pub(super) first: u32,
    /// Where it last stands in the text, in tokens.
    pub(super) last: u32,
    /// Sentences it stands in.
    pub(super) sentences: u32,
    /// Words, determiners not counted.
    pub(super) length: u32,
    /// Background texts that have the phrase.
    pub(super) background: u32,
    /// Whether every word is a noun by the lexicon alone.
    pub(super) doubtful: bool,
    /// Whether a word of it is a name.
    pub(super) proper: bool,
    last_sentence: u32,
}

/// Gathers occurrences into families, in the order of their first occurrence.
pub(super) fn gather(
    words: &[Word],
    body_start: usize,
    kinds: impl Fn(usize) -> TokenKind,
    occurrences: &[Occurrence],
    memory: &WordMemory,
    background: &Background,
) -> Vec<Family> {
    let mut by_key: FxHashMap<PhraseKey, u32> = FxHashMap::default();
    let mut families: Vec<Family> = Vec::new();
    for (number, occurrence) in occurrences.iter().enumerate() {
        let (start, end) = (occurrence.start as usize, occurrence.end as usize);
        let span = &words[start..end];
        let key = match memory.hashtags.get(&span[0].form) {
            Some(&key) if span.len() == 1 && kinds(start) == TokenKind::Hashtag => key,
            _ => content(span).fold(PhraseKey::EMPTY, |key, word| key.with(word.key)),
        };
        let id = *by_key.entry(key).or_insert_with(|| {
            families.push(Family::new(key, span, background));
            families.len() as u32 - 1
        });
        let family = &mut families[id as usize];
        family.add(number as u32, *occurrence, words, body_start);
    }
    families
}

/// The words of a span that count for its identity.
pub(super) fn content(span: &[Word]) -> impl Iterator<Item = &Word> {
    span.iter().filter(|word| !word.roles.has(Roles::DETERMINER))
}

impl Family {
    fn new(key: PhraseKey, span: &[Word], background: &Background) -> Self {
        let words: Vec<WordKey> = content(span).map(|word| word.key).collect();
        Self {
            key,
            occurrences: Vec::new(),
            count: 0,
            in_title: 0,
            nested: 0,
            first: u32::MAX,
            last: 0,
            sentences: 0,
            length: words.len() as u32,
            words,
            background: background.phrase(key),
            doubtful: span.iter().all(|word| word.roles.has(Roles::DOUBTFUL)),
            proper: span.iter().any(|word| word.roles.has(Roles::PROPER)),
            last_sentence: u32::MAX,
        }
    }

    fn add(&mut self, number: u32, occurrence: Occurrence, words: &[Word], body_start: usize) {
        self.occurrences.push(number);
        self.count += 1;
        self.nested += u32::from(occurrence.nested);
        let start = occurrence.start as usize;
        if start < body_start {
            self.in_title += 1;
            self.first = 0;
        } else {
            let at = (start - body_start) as u32;
            self.first = self.first.min(at);
            self.last = self.last.max(at);
        }
        let sentence = words[start].sentence;
        if sentence != self.last_sentence {
            self.last_sentence = sentence;
            self.sentences += 1;
        }
    }
}
