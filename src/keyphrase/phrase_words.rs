//! The keys of words: which word of a text stands for which word of a phrase.
//!
//! A word of a text stands for a word of a phrase when both have a key in common: their bare form, or
//! the lemma of a reading as a noun, an adjective or a participle; an infinitive in the phrase stands for
//! all forms of its verb. The form decides, not the sentence: "porte" also matches "il porte".

use smallvec::SmallVec;

use super::background::WordKey;
use super::word::{contracted, hashtag_words};
use super::word_facts::WordFacts;
use crate::french::{Categories, Category, Lexicon, Reading, Word, lemma};
use crate::tag::{Tagger, TaggerState};
use crate::text::{Document, FormId, Forms, Token, TokenKind, fold, match_key};
use crate::{Annotation, AnnotationKind};

/// Bytes of the longest token that can be a word of a phrase.
const LONGEST_WORD: usize = 100;

const NOMINAL: Categories = Categories::of(&[Category::Noun, Category::Adjective]);
const VERBAL: Categories = Categories::of(&[
    Category::FiniteVerb,
    Category::Auxiliary,
    Category::Infinitive,
    Category::PastParticiple,
    Category::PresentParticiple,
]);

/// Whether a token can be a word of a phrase, or a mark inside one.
pub(super) fn is_word(token: Token) -> bool {
    token.kind != TokenKind::Emoji && token.range().len() <= LONGEST_WORD
}

/// Whether each token stands in code, where nothing is a mention; empty for a text without code.
pub(super) fn in_code(tokens: &[Token], annotations: &[Annotation]) -> Vec<bool> {
    let mut marked = Vec::new();
    for annotation in annotations.iter().filter(|annotation| annotation.kind == AnnotationKind::Code) {
        marked.resize(tokens.len(), false);
        let first = tokens.partition_point(|token| token.range().end <= annotation.range.start);
        let after = tokens.partition_point(|token| token.range().start < annotation.range.end);
        marked.get_mut(first..after).into_iter().for_each(|marked| marked.fill(true));
    }
    marked
}

/// What gives words their keys.
#[derive(Debug)]
pub(super) struct WordKeys {
    lexicon: Lexicon<'static>,
}

impl WordKeys {
    pub(super) fn new() -> Self {
        Self { lexicon: Lexicon::new() }
    }

    /// The words of a phrase that count: no determiners, unless there is nothing else; and the same with the marks
    /// between them, as in "Object.assign".
    /// `is_determiner` is [`is_determiner`](Self::is_determiner), or a memory of it.
    pub(super) fn words_of(
        phrase: &str,
        forms: &mut Forms,
        mut is_determiner: impl FnMut(&str) -> bool,
    ) -> [Vec<String>; 2] {
        let document = Document::parse(phrase, forms);
        let words: Vec<&str> = (0..document.tokens().len())
            .filter(|&index| is_word(document.tokens()[index]))
            .flat_map(|index| match document.token_text(index).strip_prefix('#') {
                Some(tag) => hashtag_words(tag),
                None => vec![document.token_text(index)],
            })
            .collect();
        let has_letter = |word: &&str| word.contains(char::is_alphanumeric);
        let mut kept: Vec<&str> = words.iter().copied().filter(|word| !is_determiner(word)).collect();
        if !kept.iter().any(has_letter) {
            kept = words;
        }
        let first = kept.iter().position(has_letter).unwrap_or(kept.len());
        let after = kept.iter().rposition(has_letter).map_or(first, |last| last + 1);
        let with_marks = kept[first..after].iter().map(|&word| word.to_owned()).collect();
        [kept.into_iter().filter(has_letter).map(str::to_owned).collect(), with_marks]
    }

    pub(super) fn is_determiner(&self, written: &str) -> bool {
        let folded = fold(written);
        self.is_determiner_of(&folded, &self.lexicon.lookup_exact(&folded))
    }

    /// The same for a word by its comparison form, and its entry under exactly this form.
    fn is_determiner_of(&self, folded: &str, exact: &Word) -> bool {
        const DETERMINERS: Categories = Categories::of(&[Category::Determiner, Category::Possessive]);
        const NAMES: Categories = Categories::of(&[Category::Noun, Category::Adjective, Category::Numeral]);
        if matches!(folded, "l'" | "le" | "la" | "les" | "un" | "une") {
            return true;
        }
        let is = |wanted| self.lexicon.readings(exact).any(|r| r.analysis.categories.meets(wanted));
        contracted(folded).is_none() && is(DETERMINERS) && !is(NAMES)
    }

    /// Whether a word is a preposition, by its comparison form and its entry under exactly this form.
    fn is_preposition_of(&self, folded: &str, exact: &Word) -> bool {
        let is_preposition =
            |reading: Reading<'_>| reading.analysis.categories.contains(Category::Preposition);
        contracted(folded).is_some() || self.lexicon.readings(exact).any(is_preposition)
    }

    /// The facts of a form of a text.
    pub(super) fn facts(&self, written: &str) -> WordFacts {
        let folded = fold(written);
        let exact = self.lexicon.lookup_exact(&folded);
        self.facts_of(written, &folded, (&self.lexicon.lookup(written, &folded), &exact))
    }

    /// The same for a form that was tagged.
    pub(super) fn facts_of_tagged(
        &self,
        form: FormId,
        (written, folded): (&str, &str),
        (tagger, state): (&Tagger, &TaggerState),
    ) -> WordFacts {
        let entry = tagger.entry(form, written, folded, state);
        // A word that is unknown in any spelling is unknown in its own.
        if entry.is_unknown() || entry.only_spelling() == Some(folded) {
            return self.facts_of(written, folded, (&entry, &entry));
        }
        self.facts_of(written, folded, (&entry, &self.lexicon.lookup_exact(folded)))
    }

    /// The facts of a form by its entry and its entry under exactly its comparison form.
    fn facts_of(&self, written: &str, folded: &str, (entry, exact): (&Word, &Word)) -> WordFacts {
        WordFacts {
            keys: self.of_text_entry(written, folded, entry).into(),
            parts: self.of_parts(written).into_iter().map(SmallVec::from).collect(),
            joined: WordKey::of(match_key(folded).trim_start_matches('#')),
            determiner: self.is_determiner_of(folded, exact),
            preposition: self.is_preposition_of(folded, exact),
        }
    }

    /// The keys of a word of a phrase, in order. Accents that were not typed may stand anywhere.
    pub(super) fn of_phrase_word(&self, written: &str) -> Vec<WordKey> {
        let folded = fold(written);
        let typed_plain = folded.is_ascii();
        let capitals = written.to_uppercase();
        let written = if typed_plain { &capitals } else { written };
        self.keys(written, &folded, &self.lexicon.lookup(written, &folded), |categories| {
            [
                (categories.meets(NOMINAL), "noun"),
                (categories.contains(Category::PastParticiple), "participle"),
                (categories.contains(Category::Infinitive), "verb"),
            ]
        })
    }

    /// The keys of a word of a text, in order.
    pub(super) fn of_text_word(&self, written: &str) -> Vec<WordKey> {
        let folded = fold(written);
        self.of_text_entry(written, &folded, &self.lexicon.lookup(written, &folded))
    }

    fn of_text_entry(&self, written: &str, folded: &str, entry: &Word) -> Vec<WordKey> {
        self.keys(written, folded, entry, |categories| {
            [
                (categories.meets(NOMINAL), "noun"),
                (categories.contains(Category::PastParticiple), "participle"),
                (categories.meets(VERBAL), "verb"),
            ]
        })
    }

    /// The keys of each part of a compound or a hashtag; none for a simple word.
    pub(super) fn of_parts(&self, written: &str) -> Vec<Vec<WordKey>> {
        let parts: Vec<&str> = match written.strip_prefix('#') {
            Some(tag) => hashtag_words(tag),
            None => written.split(['-', '\u{2010}', '\u{2011}']).filter(|part| !part.is_empty()).collect(),
        };
        let is_compound = written.starts_with('#') || parts.len() > 1;
        parts.into_iter().filter(|_| is_compound).map(|part| self.of_text_word(part)).collect()
    }

    fn keys<'n>(
        &self,
        written: &str,
        folded: &str,
        entry: &Word,
        kinds: impl Fn(Categories) -> [(bool, &'n str); 3],
    ) -> Vec<WordKey> {
        let own = match_key(folded);
        let own = own.trim_start_matches(['#', '@']);
        // The match key of a mark can be empty.
        let mut keys = vec![WordKey::of(if own.is_empty() { folded } else { own })];
        keys.extend(contracted(folded).map(|word| WordKey::of(&match_key(word))));
        for reading in self.lexicon.readings(entry) {
            let lemma = match_key(&reading.lemma());
            for (_, kind) in kinds(reading.analysis.categories).into_iter().filter(|(is, _)| *is) {
                // Nouns and adjectives meet each other and the bare form; verbs are kept apart.
                keys.push(match kind {
                    "noun" => WordKey::of(&lemma),
                    _ => WordKey::of(&format!("{lemma} {kind}")),
                });
            }
        }
        if entry.is_unknown() {
            for kind in [lemma::Kind::Noun, lemma::Kind::Adjective] {
                keys.push(WordKey::of(&match_key(&lemma::lemma(&self.lexicon, written, folded, kind))));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// The form of a word that is written as one with its neighbours: without spaces, hyphens, apostrophes, accents and
/// case.
pub(super) fn bare(written: &str) -> String {
    let key = match_key(&fold(written));
    key.trim_start_matches('#').to_owned()
}
