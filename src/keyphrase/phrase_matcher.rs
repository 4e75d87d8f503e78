//! The phrase matcher: finds all variants of phrases in a text. It is the one definition of a mention.
//!
//! Many phrases are matched at once: their words make a tree, which is walked from each word of a text. Which word
//! stands for which is decided in `phrase_words`. Callers decide what to show of a match.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::background::WordKey;
use super::key_filter::{KeyFilter, KeySketch};
use super::phrase_spelling::{Joined, PhraseError, SpelledWord, Speller, Spelling};
use super::phrase_words::{WordKeys, in_code, is_word};
use super::word_facts::WordFacts;
use crate::Annotation;
use crate::text::{Document, FormMap};

/// Phrases to look for, numbered from 0. A phrase is found in several spellings: as it was typed, with its hyphens taken
/// for spaces, and without the marks between its words.
#[derive(Debug)]
pub(crate) struct PhraseSet {
    word_keys: WordKeys,
    speller: Speller,
    phrases: u32,
    /// The phrases that end at each node; node 0 is the root.
    ends: Vec<SmallVec<[u32; 1]>>,
    /// Where a word with a key leads from a node.
    edges: Edges,
    /// Where two words or more that are written as one lead from a node: "prérequis".
    joined: Edges,
    /// The keys of all edges of both sorts.
    keys: FxHashSet<WordKey>,
    joined_keys: FxHashSet<WordKey>,
    /// The same keys, to say quickly that a word has none of them.
    filter: KeyFilter,
    /// The node of each word behind each node, by a hash of the word.
    known: FxHashMap<(u32, u64), u32>,
}

type Edges = FxHashMap<(u32, WordKey), SmallVec<[u32; 1]>>;

const ROOT: u32 = 0;

/// What a form of a text can be in the phrases of a set.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextWord {
    keys: SmallVec<[WordKey; 2]>,
    /// The keys of its parts, when it is a compound or a hashtag all of whose parts are words of phrases.
    parts: Vec<SmallVec<[WordKey; 2]>>,
    joined: Option<WordKey>,
    determiner: bool,
    preposition: bool,
    /// Whether a phrase can begin here.
    pub(super) begins: bool,
}

impl PhraseSet {
    /// A set without a phrase.
    pub(crate) fn new() -> Self {
        Self {
            word_keys: WordKeys::new(),
            speller: Speller::new(),
            phrases: 0,
            ends: vec![SmallVec::new()],
            edges: Edges::default(),
            joined: Edges::default(),
            keys: FxHashSet::default(),
            joined_keys: FxHashSet::default(),
            filter: KeyFilter::default(),
            known: FxHashMap::default(),
        }
    }

    /// The number of phrases.
    pub(crate) fn len(&self) -> usize {
        self.phrases as usize
    }

    /// Adds a phrase; its number is the number of phrases before. A phrase that cannot be looked for has a number as
    /// well, and is never found.
    pub(crate) fn push(&mut self, phrase: &str) -> Result<(), PhraseError> {
        let number = self.next_number();
        let spellings = self.speller.spell(phrase)?;
        for spelling in &spellings {
            self.add(spelling, number);
        }
        Ok(())
    }

    /// Adds a phrase of which the spellings are known.
    pub(super) fn push_spelled(&mut self, spellings: &[Spelling]) {
        let number = self.next_number();
        for spelling in spellings {
            self.add(spelling, number);
        }
    }

    fn next_number(&mut self) -> u32 {
        self.phrases += 1;
        self.phrases - 1
    }

    /// Adds a spelling of a phrase.
    fn add(&mut self, spelling: &Spelling, phrase: u32) {
        let mut path: SmallVec<[u32; 8]> = smallvec::smallvec![ROOT];
        for word in &spelling.words {
            path.push(self.node(path[path.len() - 1], word));
        }
        for &Joined { first, end, key } in &spelling.joined {
            self.joined_keys.insert(key);
            self.filter.add(key);
            insert(self.joined.entry((path[first], key)).or_default(), path[end]);
        }
        insert(&mut self.ends[path[spelling.words.len()] as usize], phrase);
    }

    /// The node behind another one that a word of a phrase leads to.
    fn node(&mut self, from: u32, word: &SpelledWord) -> u32 {
        let next = self.ends.len() as u32;
        let node = *self.known.entry((from, word.hash)).or_insert(next);
        if node == next {
            self.ends.push(SmallVec::new());
            for &key in &word.keys {
                self.keys.insert(key);
                self.filter.add(key);
                insert(self.edges.entry((from, key)).or_default(), node);
            }
        }
        node
    }

    /// Whether a form with these keys may be anything in these phrases: where it says no, [`word_of`](Self::word_of)
    /// finds nothing.
    #[inline]
    pub(super) fn may_have(&self, sketch: &KeySketch) -> bool {
        self.filter.may_have(sketch)
    }

    /// What a form of a text can be in these phrases; nothing for most forms.
    pub(crate) fn word(&self, written: &str) -> Option<Box<TextWord>> {
        self.word_of(&self.word_keys.facts(written)).map(Box::new)
    }

    /// The same for a form of which the facts are known.
    pub(super) fn word_of(&self, facts: &WordFacts) -> Option<TextWord> {
        let of_phrases = |keys: &[WordKey]| -> SmallVec<[WordKey; 2]> {
            keys.iter().copied().filter(|key| self.keys.contains(key)).collect()
        };
        let keys = of_phrases(&facts.keys);
        let mut parts: Vec<_> = facts.parts.iter().map(|part| of_phrases(part)).collect();
        if parts.iter().any(SmallVec::is_empty) {
            parts.clear();
        }
        let joined = Some(facts.joined).filter(|key| self.joined_keys.contains(key));
        let determiner = facts.determiner;
        if keys.is_empty() && parts.is_empty() && joined.is_none() && !determiner {
            return None;
        }
        let leads = |edges: &Edges, key: &WordKey| edges.contains_key(&(ROOT, *key));
        let begins = keys.iter().chain(parts.iter().flatten()).any(|key| leads(&self.edges, key))
            || joined.is_some_and(|key| leads(&self.joined, &key));
        Some(TextWord { keys, parts, joined, determiner, preposition: facts.preposition, begins })
    }

    /// Removes all phrases.
    pub(super) fn clear(&mut self) {
        let Self { word_keys: _, speller: _, phrases, ends, edges, joined, keys, joined_keys, filter, known } =
            self;
        *phrases = 0;
        ends.clear();
        ends.push(SmallVec::new());
        edges.clear();
        joined.clear();
        keys.clear();
        joined_keys.clear();
        filter.clear();
        known.clear();
    }

    /// Calls `found` for every place where a phrase of the set stands in a sentence, with the number of the phrase and
    /// its words, in order of their starts. No place of a phrase overlaps another one of the same phrase; of several
    /// that start together the longest counts.
    pub(crate) fn find(
        &self,
        sentence: &[Option<&TextWord>],
        memory: &mut MatchMemory,
        mut found: impl FnMut(u32, Range<usize>),
    ) {
        memory.begin_sentence(self.len());
        for (at, word) in sentence.iter().enumerate() {
            if !word.is_some_and(|word| word.begins) {
                continue;
            }
            self.matches_at(sentence, at, memory);
            let MatchMemory { here, reached, sentence: number, .. } = memory;
            // The longest of each phrase first.
            here.sort_unstable_by_key(|&(phrase, end)| (phrase, std::cmp::Reverse(end)));
            here.dedup_by_key(|(phrase, _)| *phrase);
            for &(phrase, end) in &*here {
                let reached = &mut reached[phrase as usize];
                if reached.0 == *number && reached.1 as usize > at {
                    continue;
                }
                *reached = (*number, end);
                found(phrase, at..end as usize);
            }
        }
    }

    /// Collects the phrases that start at a word, with their ends.
    fn matches_at(&self, sentence: &[Option<&TextWord>], start: usize, memory: &mut MatchMemory) {
        let MatchMemory { here, now, next, second, .. } = memory;
        here.clear();
        now.clear();
        next.clear();
        second.clear();
        now.push(ROOT);
        let mut at = start;
        while !(now.is_empty() && next.is_empty()) {
            let Some(&word) = sentence.get(at) else { break };
            if let Some(word) = word {
                let skips = word.preposition
                    && sentence.get(at + 1).is_some_and(|next| next.is_some_and(|next| next.determiner));
                for &node in &*now {
                    self.each_after(node, word, |node| {
                        let ends = &self.ends[node as usize];
                        here.extend(ends.iter().map(|&phrase| (phrase, at as u32 + 1)));
                        insert(next, node);
                        // "droit à la déconnexion" is a variant of "droit à déconnexion".
                        if skips {
                            insert(second, node);
                        }
                    });
                }
            }
            now.clear();
            std::mem::swap(now, next);
            std::mem::swap(next, second);
            at += 1;
        }
    }

    /// Calls `each` for the nodes that a word of a text leads to from a node, some more than once.
    fn each_after(&self, node: u32, word: &TextWord, mut each: impl FnMut(u32)) {
        let after = |edges: &'_ Edges, node: u32, key: WordKey, each: &mut dyn FnMut(u32)| {
            edges.get(&(node, key)).into_iter().flatten().for_each(|&node| each(node));
        };
        for &key in &word.keys {
            after(&self.edges, node, key, &mut each);
        }
        if let Some(key) = word.joined {
            after(&self.joined, node, key, &mut each);
        }
        if !word.parts.is_empty() {
            let mut nodes: SmallVec<[u32; 4]> = smallvec::smallvec![node];
            for part in &word.parts {
                let mut behind = SmallVec::new();
                for &node in &nodes {
                    for &key in part {
                        after(&self.edges, node, key, &mut |node| insert(&mut behind, node));
                    }
                }
                nodes = behind;
            }
            nodes.into_iter().for_each(each);
        }
    }
}

/// Adds a number to a short list that does not have it.
fn insert<L: AsRef<[u32]> + Extend<u32>>(list: &mut L, number: u32) {
    if !list.as_ref().contains(&number) {
        list.extend([number]);
    }
}

/// The memory of a search, for reuse.
#[derive(Debug, Default)]
pub(crate) struct MatchMemory {
    /// The number of the sentence, and for each phrase the sentence in which it was last found, and its end there.
    sentence: u32,
    reached: Vec<(u32, u32)>,
    /// The phrases that start at a word, with their ends.
    here: Vec<(u32, u32)>,
    /// The nodes before the word that is looked at, before the next one and before the one after that.
    now: Vec<u32>,
    next: Vec<u32>,
    second: Vec<u32>,
}

impl MatchMemory {
    fn begin_sentence(&mut self, phrases: usize) {
        if self.reached.len() != phrases || self.sentence == u32::MAX {
            self.reached.clear();
            self.reached.resize(phrases, (0, 0));
            self.sentence = 0;
        }
        self.sentence += 1;
    }
}

/// What a form can be in the phrase, if anything.
#[derive(Debug)]
struct Known(Option<Box<TextWord>>);

/// A matcher for the variants of one phrase; it keeps the facts that it computed for each form.
#[derive(Debug)]
pub(crate) struct PhraseMatcher {
    set: PhraseSet,
    memory: MatchMemory,
    /// What is known of the forms met.
    forms: FormMap<Option<Known>>,
}

impl PhraseMatcher {
    /// The matcher of a phrase as it was typed.
    pub(crate) fn new(phrase: &str) -> Result<Self, PhraseError> {
        let mut set = PhraseSet::new();
        set.push(phrase)?;
        Ok(Self { set, memory: MatchMemory::default(), forms: FormMap::default() })
    }

    /// Discards the facts about forms: their numbers are not valid any more.
    pub(crate) fn forget(&mut self) {
        self.forms.clear();
    }

    /// Every place outside code where a variant stands, as ranges of tokens, in order; none overlaps the one before.
    pub(crate) fn find(&mut self, document: &Document<'_>, annotations: &[Annotation]) -> Vec<Range<usize>> {
        let Self { set, memory, forms } = self;
        for (index, &form) in document.forms().iter().enumerate() {
            forms.get_mut(form).get_or_insert_with(|| Known(set.word(document.token_text(index))));
        }
        let in_code = in_code(document.tokens(), annotations);
        let word = |index: usize| -> Option<&TextWord> {
            let is_out = !is_word(document.tokens()[index]) || in_code.get(index).is_some_and(|is| *is);
            forms.get(document.forms()[index])?.as_ref()?.0.as_deref().filter(|_| !is_out)
        };
        let (mut found, mut sentence_words) = (Vec::new(), Vec::new());
        for sentence in document.sentences() {
            let range = sentence.range();
            sentence_words.clear();
            sentence_words.extend(range.clone().map(word));
            set.find(&sentence_words, memory, |_, words| {
                found.push(range.start + words.start..range.start + words.end);
            });
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_the_filter_leaves_out_is_no_word_of_a_phrase() {
        let mut set = PhraseSet::new();
        for phrase in
            ["réseau dynamique", "prérequis", "droit à la déconnexion", "React-Native", "#VéloCargo"]
        {
            set.push(phrase).expect("a phrase");
        }
        let word_keys = WordKeys::new();
        let text = "Les réseaux dynamiques et les pré-requis du droit à la déconnexion ; React Native, un vélo-cargo \
            roule par la ville, sans bruit, le long des quais et des arbres, vers la gare de Lyon.";
        let (mut left_out, mut found) = (0, 0);
        for written in text.split([' ', ',', '.', ';']).filter(|word| !word.is_empty()) {
            let facts = word_keys.facts(written);
            if set.may_have(&KeySketch::of(&facts)) {
                found += u32::from(set.word_of(&facts).is_some());
            } else {
                assert!(set.word_of(&facts).is_none(), "{written}");
                left_out += 1;
            }
        }
        assert!(left_out >= 10 && found >= 8, "{left_out} left out, {found} found");
    }
}
