//! Families: the candidates of a post, grouped by the keys of their words.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::background::{PhraseKey, WordKey};
use super::candidate::{LONGEST, Occurrence, mark_nested};
use super::connector::Connector;
use super::sources::Sources;
use super::word::{Markup, Roles, Word, WordMemory};
use crate::text::TokenKind;

/// All variants of one phrase in a post, and the counts that rankers use.
#[derive(Clone, Debug)]
pub(super) struct Family {
    pub(super) key: PhraseKey,
    /// Its occurrences, by their numbers, in order.
    pub(super) occurrences: SmallVec<[u32; 4]>,
    /// The words of its first occurrence that count: no determiners.
    pub(super) words: SmallVec<[WordKey; LONGEST]>,
    /// Occurrences in text and title, at least 1.
    pub(super) count: u32,
    /// Occurrences, and short forms of the name that stand for it: at least `count`.
    pub(super) mentions: u32,
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
    /// Groups occurrences into families; the families of the previous post are dropped.
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
            // "Le Bon Coin" and "Bon Coin" in it are one family, which counts the place once.
            let family = &mut list[id as usize];
            let last = family.occurrences.last().map(|&last| occurrences[last as usize]);
            if last.is_none_or(|last| last.end <= occurrence.start) {
                family.add(number as u32, *occurrence, words, body_start);
            }
            of.push(id);
        }
    }

    /// Adds the mentions of full names by short forms: how many, by the key of the full name.
    pub(super) fn add_mentions(&mut self, mentions: &FxHashMap<PhraseKey, u32>) {
        for (key, more) in mentions {
            if let Some(&id) = self.by_key.get(key) {
                self.list[id as usize].mentions += more;
            }
        }
    }
}

/// The most families of a post, and the most occurrences: those of a text of a megabyte and more. The rankings need more
/// than a thousand bytes a family.
const MOST_FAMILIES: usize = 1 << 16;
const MOST_OCCURRENCES: usize = 1 << 19;

/// Leaves the occurrences that are too many for one post out: in a very long text, those of the phrases that come last.
pub(super) fn leave_out_surplus(words: &[Word], occurrences: &mut Vec<Occurrence>, memory: &WordMemory) {
    if occurrences.len() <= MOST_FAMILIES {
        return;
    }
    occurrences.truncate(MOST_OCCURRENCES);
    let mut known: FxHashSet<PhraseKey> = FxHashSet::default();
    let stays = |key| known.contains(&key) || (known.len() < MOST_FAMILIES && known.insert(key));
    let stays: Vec<bool> = keys(words, occurrences, memory).map(stays).collect();
    let mut stays = stays.into_iter();
    occurrences.retain(|_| stays.next() == Some(true));
    mark_nested(occurrences);
}

/// The key of each occurrence.
pub(super) fn keys<'a>(
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
        running = content(&words[end as usize..occurrence.end as usize], end == occurrence.start)
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

/// The words of a span that count for its identity: no determiners, no marks, and where the span is the beginning
/// of a phrase, not the article of a title ("Le Bon Coin").
fn content(span: &[Word], is_beginning: bool) -> impl Iterator<Item = &Word> {
    let has_article = is_beginning && span.first().is_some_and(|first| first.connector == Connector::Article);
    let counts = |word: &&Word| word.kind != TokenKind::Punctuation && !word.roles.has(Roles::DETERMINER);
    span.iter().skip(usize::from(has_article)).filter(counts)
}

impl Family {
    fn new(key: PhraseKey, span: &[Word]) -> Self {
        Self {
            key,
            occurrences: SmallVec::new(),
            words: content(span, true).map(|word| word.key).collect(),
            count: 0,
            mentions: 0,
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
        self.mentions += 1;
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
