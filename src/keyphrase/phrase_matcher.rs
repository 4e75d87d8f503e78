//! The phrase matcher: finds all variants of one phrase in a text, by the same keys as families.
//!
//! A word of the text stands for a word of the phrase when both have a key in common: their bare form, or
//! the lemma of a reading as a noun, an adjective or a participle; an infinitive in the phrase stands for
//! all forms of its verb. The form decides, not the sentence: "porte" also matches "il porte".
//! Callers decide what to show of a match.

use std::ops::Range;

use super::background::WordKey;
use super::word::{contracted, hashtag_words};
use crate::french::{Categories, Category, Lexicon, lemma};
use crate::text::{Document, FormId, FormMap, Forms, TokenKind, fold, match_key};

/// The limit on the words of a phrase to look for.
const MOST_WORDS: usize = 30;

/// Why a phrase cannot be searched for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PhraseError {
    /// The phrase, which is given, has no word.
    #[error("\"{0}\" has no word to look for: give a phrase, as in \"réseau dynamique\"")]
    NoWord(String),
    /// The phrase has more than 30 words; says how many.
    #[error("the phrase has {0} words: {MOST_WORDS} can be looked for at most")]
    TooLong(usize),
}

/// A matcher for the variants of a phrase; it keeps the facts that it computed for each form.
#[derive(Debug)]
pub(crate) struct PhraseMatcher {
    lexicon: Lexicon<'static>,
    /// The keys that each word can have; the words of all spellings of the phrase, one behind the other.
    words: Vec<Vec<WordKey>>,
    /// The bare form of each word.
    bare: Vec<String>,
    /// The spellings: the phrase as typed, and with its hyphens taken for spaces.
    spellings: Vec<Range<usize>>,
    /// What is known of the forms met.
    forms: FormMap<Option<FormMatch>>,
}

/// Which words of the pattern a form stands for.
#[derive(Clone, Debug, Default)]
struct FormMatch {
    /// The words that it can be, one bit each.
    words: u64,
    /// The same for each of its parts, when it is a compound or a hashtag.
    parts: Vec<u64>,
    /// Words of the pattern that are written as one in it: the first, and how many.
    joined: Vec<(usize, usize)>,
    determiner: bool,
    preposition: bool,
}

impl PhraseMatcher {
    /// The pattern of a phrase as it was typed.
    pub(crate) fn new(phrase: &str) -> Result<Self, PhraseError> {
        let mut pattern = Self {
            lexicon: Lexicon::new(),
            words: Vec::new(),
            bare: Vec::new(),
            spellings: Vec::new(),
            forms: FormMap::default(),
        };
        let typed = pattern.words_of(phrase);
        let parted = pattern.words_of(&phrase.replace(['-', '\u{2010}', '\u{2011}'], " "));
        if typed.is_empty() {
            return Err(PhraseError::NoWord(phrase.to_owned()));
        }
        if typed.len().max(parted.len()) > MOST_WORDS {
            return Err(PhraseError::TooLong(typed.len().max(parted.len())));
        }
        pattern.add(&typed);
        if parted != typed {
            pattern.add(&parted);
        }
        Ok(pattern)
    }

    /// The words of a phrase that count: no determiners, unless there is nothing else.
    fn words_of(&self, phrase: &str) -> Vec<String> {
        let mut forms = Forms::new();
        let document = Document::parse(phrase, &mut forms);
        let words: Vec<&str> = (0..document.tokens().len())
            .filter(|&index| is_word(document.tokens()[index].kind))
            .flat_map(|index| match document.token_text(index).strip_prefix('#') {
                Some(tag) => hashtag_words(tag),
                None => vec![document.token_text(index)],
            })
            .filter(|word| word.contains(char::is_alphanumeric))
            .collect();
        let content: Vec<&str> = words.iter().copied().filter(|word| !self.is_determiner(word)).collect();
        let kept = if content.is_empty() { words } else { content };
        kept.into_iter().map(str::to_owned).collect()
    }

    fn add(&mut self, words: &[String]) {
        let start = self.words.len();
        for word in words {
            self.words.push(self.keys_of_phrase_word(word));
            self.bare.push(match_key(&fold(word)));
        }
        self.spellings.push(start..self.words.len());
    }

    fn is_determiner(&self, written: &str) -> bool {
        const DETERMINERS: Categories = Categories::of(&[Category::Determiner, Category::Possessive]);
        const NAMES: Categories = Categories::of(&[Category::Noun, Category::Adjective, Category::Numeral]);
        let folded = fold(written);
        if matches!(&*folded, "l'" | "le" | "la" | "les" | "un" | "une") {
            return true;
        }
        let entry = self.lexicon.lookup_exact(&folded);
        let is = |wanted| self.lexicon.readings(&entry).any(|r| r.analysis.categories.meets(wanted));
        contracted(&folded).is_none() && is(DETERMINERS) && !is(NAMES)
    }

    /// The keys of a word of the phrase. Accents that were not typed may stand anywhere.
    fn keys_of_phrase_word(&self, written: &str) -> Vec<WordKey> {
        let folded = fold(written);
        let typed_plain = folded.is_ascii();
        let capitals = written.to_uppercase();
        let mut keys = self.keys(if typed_plain { &capitals } else { written }, &folded, |categories| {
            [
                (categories.meets(NOMINAL), "noun"),
                (categories.contains(Category::PastParticiple), "participle"),
                (categories.contains(Category::Infinitive), "verb"),
            ]
        });
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The keys of a word of the text.
    fn keys_of_text_word(&self, written: &str) -> Vec<WordKey> {
        self.keys(written, &fold(written), |categories| {
            [
                (categories.meets(NOMINAL), "noun"),
                (categories.contains(Category::PastParticiple), "participle"),
                (categories.meets(VERBAL), "verb"),
            ]
        })
    }

    fn keys<'n>(
        &self,
        written: &str,
        folded: &str,
        kinds: impl Fn(Categories) -> [(bool, &'n str); 3],
    ) -> Vec<WordKey> {
        let entry = self.lexicon.lookup(written, folded);
        let own = match_key(folded);
        let own = own.trim_start_matches(['#', '@']);
        let mut keys = vec![WordKey::of(own)];
        keys.extend(contracted(folded).map(|word| WordKey::of(&match_key(word))));
        for reading in self.lexicon.readings(&entry) {
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
        keys
    }

    /// Discards the facts about forms: their numbers are not valid any more.
    pub(crate) fn forget(&mut self) {
        self.forms.clear();
    }

    /// Every place where a variant stands, as ranges of tokens, in order; none overlaps the one before.
    pub(crate) fn find(&mut self, document: &Document<'_>, forms: &Forms) -> Vec<Range<usize>> {
        for (index, &form) in document.forms().iter().enumerate() {
            self.learn(form, document.token_text(index), document.tokens()[index].kind, forms);
        }
        let mut found = Vec::new();
        for sentence in document.sentences() {
            let range = sentence.range();
            let ids = &document.forms()[range.clone()];
            let mut at = 0;
            while at < ids.len() {
                let end = self.spellings.iter().filter_map(|words| self.end(ids, at, words.clone())).max();
                if let Some(end) = end {
                    found.push(range.start + at..range.start + end);
                }
                at = end.unwrap_or(at + 1);
            }
        }
        found
    }

    /// The end of the variant of these words that starts at the form `at`.
    fn end(&self, ids: &[FormId], at: usize, words: Range<usize>) -> Option<usize> {
        if words.is_empty() {
            return Some(at);
        }
        let form = self.form(*ids.get(at)?)?;
        let rest = |count: usize| {
            let left = words.start + count..words.end;
            let next = at + 1;
            self.end(ids, next, left.clone()).or_else(|| {
                // "droit à la déconnexion" is a variant of "droit à déconnexion".
                let skips = form.preposition && !left.is_empty();
                (skips && self.form(*ids.get(next)?)?.determiner).then(|| self.end(ids, next + 1, left))?
            })
        };
        if form.words & (1 << words.start) != 0
            && let Some(end) = rest(1)
        {
            return Some(end);
        }
        let parts = form.parts.len();
        if parts > 0
            && parts <= words.len()
            && form.parts.iter().zip(words.clone()).all(|(part, word)| part & (1 << word) != 0)
            && let Some(end) = rest(parts)
        {
            return Some(end);
        }
        form.joined
            .iter()
            .filter(|&&(first, count)| first == words.start && count <= words.len())
            .find_map(|&(_, count)| rest(count))
    }

    fn form(&self, id: FormId) -> Option<&FormMatch> {
        self.forms.get(id)?.as_ref()
    }

    fn learn(&mut self, id: FormId, written: &str, kind: TokenKind, forms: &Forms) {
        if self.form(id).is_some() {
            return;
        }
        let mut form = FormMatch::default();
        if is_word(kind) {
            let folded = &forms.get(id).folded;
            form.words = self.words_met(&self.keys_of_text_word(written));
            let parts: Vec<&str> = match written.strip_prefix('#') {
                Some(tag) => hashtag_words(tag),
                None => {
                    written.split(['-', '\u{2010}', '\u{2011}']).filter(|part| !part.is_empty()).collect()
                }
            };
            if written.starts_with('#') || parts.len() > 1 {
                form.parts = parts.iter().map(|part| self.words_met(&self.keys_of_text_word(part))).collect();
            }
            form.joined = self.joined(&match_key(folded));
            form.determiner = self.is_determiner(written);
            form.preposition = contracted(folded).is_some() || {
                let entry = self.lexicon.lookup_exact(folded);
                let mut readings = self.lexicon.readings(&entry);
                readings.any(|reading| reading.analysis.categories.contains(Category::Preposition))
            };
        }
        *self.forms.get_mut(id) = Some(form);
    }

    /// The words of the pattern that have one of `keys`, one bit each.
    fn words_met(&self, keys: &[WordKey]) -> u64 {
        let meets = |word: &Vec<WordKey>| word.iter().any(|key| keys.contains(key));
        self.words.iter().enumerate().filter(|(_, word)| meets(word)).map(|(at, _)| 1 << at).sum()
    }

    /// Two words or more of the pattern that a form is when their spaces are left out: "prérequis".
    fn joined(&self, bare: &str) -> Vec<(usize, usize)> {
        let mut joined = Vec::new();
        for words in &self.spellings {
            for first in words.clone() {
                let mut rest = bare.trim_start_matches('#');
                for last in first..words.end {
                    match rest.strip_prefix(self.bare[last].as_str()) {
                        Some("") if last > first => joined.push((first, last + 1 - first)),
                        Some(more) if !self.bare[last].is_empty() => rest = more,
                        _ => break,
                    }
                }
            }
        }
        joined
    }
}

const NOMINAL: Categories = Categories::of(&[Category::Noun, Category::Adjective]);
const VERBAL: Categories = Categories::of(&[
    Category::FiniteVerb,
    Category::Auxiliary,
    Category::Infinitive,
    Category::PastParticiple,
    Category::PresentParticiple,
]);

fn is_word(kind: TokenKind) -> bool {
    !matches!(kind, TokenKind::Punctuation | TokenKind::Emoji)
}
