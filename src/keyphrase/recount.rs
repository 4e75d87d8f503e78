//! The mentions of the keyphrases of a post: their occurrences by the phrase matcher, which is the one definition of a
//! mention. The grammar of candidates finds phrases, and its own count of them leaves out places inside longer phrases.
//!
//! Which phrases are keyphrases is decided before, in [`extractor`](super::extractor).

use std::cmp::Reverse;

use super::key_filter::KeySketch;
use super::phrase::{Keyphrase, Span, Variant, shown};
use super::phrase_matcher::{MatchMemory, PhraseSet, TextWord};
use super::phrase_spelling::SpellingMemory;
use super::phrase_words::{WordKeys, in_code, is_word};
use super::word_facts::WordFacts;
use crate::Annotation;
use crate::tag::{Tagger, TaggerState};
use crate::text::{Document, FormMap, Forms, fetch};

/// Tokens by which the facts of forms are fetched ahead.
const AHEAD: usize = 24;

/// What a token can be in the phrases: 0 for nothing, else twice its position in `words`, counted from 1, and the lowest
/// bit where a phrase can begin.
type Place = u32;
const BEGINS: Place = 1;

/// Counts mentions; keeps what it knows of the forms of a worker.
#[derive(Debug)]
pub(super) struct MentionCounter {
    word_keys: WordKeys,
    forms: FormMap<KnownForm>,
    call: u32,
    words: Vec<TextWord>,
    /// The place of each token.
    places: Vec<Place>,
    spellings: SpellingMemory,
    set: PhraseSet,
    memory: MatchMemory,
}

/// What is known of a form.
#[derive(Debug, Default)]
struct KnownForm {
    /// The call in which it was last met, and what it can be there.
    call: u32,
    place: Place,
    /// Its facts, and their keys in short.
    facts: Option<Box<WordFacts>>,
    sketch: KeySketch,
}

impl Default for MentionCounter {
    fn default() -> Self {
        Self {
            word_keys: WordKeys::new(),
            forms: FormMap::default(),
            call: 0,
            words: Vec::new(),
            places: Vec::new(),
            spellings: SpellingMemory::default(),
            set: PhraseSet::new(),
            memory: MatchMemory::default(),
        }
    }
}

/// The places of a keyphrase and its variants there, each with the place of its first occurrence.
#[derive(Default)]
struct Found {
    title_spans: Vec<Span>,
    spans: Vec<Span>,
    variants: Vec<(Variant, usize)>,
}

impl MentionCounter {
    /// Gives keyphrases of a post the occurrences of their texts, which stay. One whose text cannot be looked for keeps
    /// what it has. The documents belong to one table of forms in all calls.
    pub(super) fn recount(
        &mut self,
        (title, body): (&Document<'_>, &Document<'_>),
        annotations: &[Annotation],
        forms: &Forms,
        tagger: (&Tagger, &TaggerState),
        keyphrases: &mut [Keyphrase],
    ) {
        if keyphrases.is_empty() {
            return;
        }
        if self.call == u32::MAX {
            (self.call, self.forms) = (0, FormMap::default());
        }
        self.call += 1;
        self.words.clear();
        self.set.clear();
        for keyphrase in &*keyphrases {
            // A phrase that cannot be looked for has a number as well, and is never found.
            self.set.push_spelled(self.spellings.of(&keyphrase.text));
        }
        let mut found: Vec<Found> = keyphrases.iter().map(|_| Found::default()).collect();
        for (document, annotations, in_title) in [(title, &[][..], true), (body, annotations, false)] {
            self.find(document, annotations, forms, tagger, |phrase, span| {
                found[phrase as usize].add(document, span, in_title);
            });
        }
        for (keyphrase, found) in keyphrases.iter_mut().zip(found) {
            found.give(keyphrase);
        }
    }

    /// Calls `found` with every mention outside code: the number of the phrase and its bytes.
    fn find(
        &mut self,
        document: &Document<'_>,
        annotations: &[Annotation],
        forms: &Forms,
        tagger: (&Tagger, &TaggerState),
        mut found: impl FnMut(u32, Span),
    ) {
        self.places.clear();
        self.places.reserve(document.forms().len());
        for (index, &form) in document.forms().iter().enumerate() {
            if let Some(ahead) = document.forms().get(index + AHEAD).and_then(|&form| self.forms.get(form)) {
                fetch(ahead);
            }
            let known = self.forms.get_mut(form);
            if known.call != self.call {
                (known.call, known.place) = (self.call, 0);
                let facts = known.facts.get_or_insert_with(|| {
                    let spelled = (document.token_text(index), &*forms.get(form).folded);
                    let facts = self.word_keys.facts_of_tagged(form, spelled, tagger);
                    known.sketch = KeySketch::of(&facts);
                    Box::new(facts)
                });
                let may_be_word = self.set.may_have(&known.sketch);
                if let Some(found) = may_be_word.then(|| self.set.word_of(facts)).flatten() {
                    let begins = if found.begins { BEGINS } else { 0 };
                    self.words.push(found);
                    known.place = (self.words.len() as Place) << 1 | begins;
                }
            }
            self.places.push(known.place);
        }
        let in_code = in_code(document.tokens(), annotations);
        let mut sentence_words: Vec<Option<&TextWord>> = Vec::new();
        for sentence in document.sentences() {
            let range = sentence.range();
            // No phrase begins in most sentences.
            let all = self.places[range.clone()].iter().fold(0, |all, place| all | place);
            if all & BEGINS == 0 {
                continue;
            }
            sentence_words.clear();
            sentence_words.extend(range.clone().map(|index| {
                let word = self.words.get((self.places[index] as usize >> 1).checked_sub(1)?)?;
                let is_out = !is_word(document.tokens()[index]) || in_code.get(index).is_some_and(|is| *is);
                (!is_out).then_some(word)
            }));
            self.set.find(&sentence_words, &mut self.memory, |phrase, words| {
                let [first, last] =
                    [words.start, words.end - 1].map(|at| document.tokens()[range.start + at].range());
                found(phrase, Span(first.start, last.end));
            });
        }
    }
}

impl Found {
    fn add(&mut self, document: &Document<'_>, span: Span, in_title: bool) {
        let text = shown(&document.text()[span.range()]);
        if in_title { &mut self.title_spans } else { &mut self.spans }.push(span);
        match self.variants.iter_mut().find(|(variant, _)| variant.text == text) {
            Some((variant, _)) => variant.count += 1,
            None => self.variants.push((Variant { text, count: 1 }, self.variants.len())),
        }
    }

    fn give(mut self, keyphrase: &mut Keyphrase) {
        // Of two hashtags in a row, the grammar takes the first for words, and the matcher the second.
        if !self.variants.iter().any(|(variant, _)| variant.text == keyphrase.text) {
            return;
        }
        // As the grammar orders them: the commonest first, which is shown.
        self.variants.sort_by_key(|(variant, at)| {
            let is_hashtag = variant.text.starts_with('#');
            (Reverse(variant.count), is_hashtag, variant.text != keyphrase.text, *at)
        });
        keyphrase.text.clone_from(&self.variants[0].0.text);
        let short_forms = keyphrase.mentions.saturating_sub(keyphrase.count);
        keyphrase.variants = self.variants.into_iter().map(|(variant, _)| variant).collect();
        keyphrase.count = keyphrase.variants.iter().map(|variant| variant.count).sum();
        keyphrase.mentions = keyphrase.count.saturating_add(short_forms);
        (keyphrase.spans, keyphrase.title_spans) = (self.spans, self.title_spans);
    }
}
