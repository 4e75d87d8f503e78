//! Families: the candidates of a post, gathered by the keys of their words.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::background::{PhraseKey, WordKey};
use super::candidate::{LONGEST, Occurrence, mark_nested};
use super::sources::Sources;
use super::word::{Markup, Roles, Word, WordMemory};
use crate::text::TokenKind;

/// All variants of one phrase in a post, and the figures that rankers ask for.
#[derive(Clone, Debug)]
pub(super) struct Family {
    pub(super) key: PhraseKey,
    /// Its occurrences, by their numbers, in order.
    pub(super) occurrences: SmallVec<[u32; 4]>,
    /// The words of its first occurrence that count: no determiners.
    pub(super) words: SmallVec<[WordKey; LONGEST]>,
    /// Occurrences in text and title, at least 1.
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
    /// Occurrences in headings, in emphasis and in links.
    pub(super) in_headings: u32,
    pub(super) emphasised: u32,
    pub(super) in_links: u32,
    /// The rules that found its occurrences.
    pub(super) sources: Sources,
    last_sentence: u32,
}

/// The families of a post.
#[derive(Debug, Default)]
pub(super) struct Families {
    /// In the order of their first occurrence.
    pub(super) list: Vec<Family>,
    /// The family of each occurrence.
    pub(super) of: Vec<u32>,
    by_key: FxHashMap<PhraseKey, u32>,
}

impl Families {
    /// Gathers occurrences into families, in place of those of another post.
    pub(super) fn gather(
        &mut self,
        words: &[Word],
        body_start: usize,
        occurrences: &[Occurrence],
        memory: &WordMemory,
    ) {
        let Self { list, of, by_key } = self;
        list.clear();
        of.clear();
        by_key.clear();
        for ((number, occurrence), key) in
            occurrences.iter().enumerate().zip(keys(words, occurrences, memory))
        {
            let id = *by_key.entry(key).or_insert_with(|| {
                list.push(Family::new(key, &words[occurrence.range()]));
                list.len() as u32 - 1
            });
            list[id as usize].add(number as u32, *occurrence, words, body_start);
            of.push(id);
        }
    }
}

/// Takes out the phrases of several words that stand nowhere but as parts of longer names: "Rights Watch" of
/// "Human Rights Watch". Of a thousand such phrases, people gave two.
pub(super) fn drop_parts_of_names(words: &[Word], memory: &WordMemory, occurrences: &mut Vec<Occurrence>) {
    if !occurrences.iter().any(|occurrence| is_part_of_name(words, *occurrence)) {
        return;
    }
    let keys: Vec<PhraseKey> = keys(words, occurrences, memory).collect();
    let mut whole: FxHashSet<PhraseKey> = FxHashSet::default();
    whole.extend(
        occurrences
            .iter()
            .zip(&keys)
            .filter(|(here, _)| !is_part_of_name(words, **here))
            .map(|(_, key)| *key),
    );
    let mut keys = keys.into_iter();
    occurrences.retain(|_| keys.next().is_some_and(|key| whole.contains(&key)));
    mark_nested(occurrences);
}

/// Whether the occurrence has several words, and begins or ends between two names.
fn is_part_of_name(words: &[Word], occurrence: Occurrence) -> bool {
    let Range { start, end } = occurrence.range();
    let is_cut = |at: usize| match (at.checked_sub(1).map(|before| words[before]), words.get(at)) {
        (Some(before), Some(behind)) => {
            before.sentence == behind.sentence
                && before.roles.has(Roles::PROPER)
                && behind.roles.has(Roles::PROPER)
        }
        _ => false,
    };
    end - start > 1 && (is_cut(start) || is_cut(end))
}

/// The key of each occurrence.
fn keys<'a>(
    words: &'a [Word],
    occurrences: &'a [Occurrence],
    memory: &'a WordMemory,
) -> impl Iterator<Item = PhraseKey> + 'a {
    // Occurrences with the same start follow each other, each longer than the last: so does their key.
    let (mut start, mut end, mut running) = (u32::MAX, 0, PhraseKey::EMPTY);
    occurrences.iter().map(move |occurrence| {
        if occurrence.start != start {
            (start, end, running) = (occurrence.start, occurrence.start, PhraseKey::EMPTY);
        }
        running = content(&words[end as usize..occurrence.end as usize])
            .fold(running, |key, word| with_word(key, word, memory));
        end = occurrence.end;
        running
    })
}

/// The key of a phrase with one word more at its end, or with those of a hashtag.
#[inline]
fn with_word(key: PhraseKey, word: &Word, memory: &WordMemory) -> PhraseKey {
    match memory.hashtag_keys(word.form) {
        None => key.with(word.shared_key),
        Some(words) => words.iter().fold(key, |key, &word| key.with(word)),
    }
}

/// The words of a span that count for its identity: no determiners, no marks.
fn content(span: &[Word]) -> impl Iterator<Item = &Word> {
    span.iter().filter(|word| word.kind != TokenKind::Punctuation && !word.roles.has(Roles::DETERMINER))
}

impl Family {
    fn new(key: PhraseKey, span: &[Word]) -> Self {
        Self {
            key,
            occurrences: SmallVec::new(),
            words: content(span).map(|word| word.key).collect(),
            count: 0,
            in_title: 0,
            nested: 0,
            first: u32::MAX,
            last: 0,
            sentences: 0,
            in_headings: 0,
            emphasised: 0,
            in_links: 0,
            sources: Sources::default(),
            last_sentence: u32::MAX,
        }
    }

    fn add(&mut self, number: u32, occurrence: Occurrence, words: &[Word], body_start: usize) {
        self.occurrences.push(number);
        self.count += 1;
        self.nested += u32::from(occurrence.nested);
        self.sources = self.sources.and(occurrence.sources);
        let start = occurrence.start as usize;
        if start < body_start {
            self.in_title += 1;
            self.first = 0;
        } else {
            let at = (start - body_start) as u32;
            self.first = self.first.min(at);
            self.last = self.last.max(at);
        }
        let word = words[start];
        self.in_headings += u32::from(word.markup.has(Markup::HEADING));
        self.emphasised += u32::from(word.markup.has(Markup::EMPHASIS));
        self.in_links += u32::from(word.markup.has(Markup::LINK));
        if word.sentence != self.last_sentence {
            self.last_sentence = word.sentence;
            self.sentences += 1;
        }
    }
}
