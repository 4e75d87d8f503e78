//! Lists of phrases of the user, and how they match the families of a post.
//!
//! A phrase of a list is known by the same keys as the words of a post: number, gender of adjectives,
//! case and accents do not count. As a list has no sentences around its phrases, a word of it stands
//! for every key that it could have; which of them a post uses is left to the post.

use rustc_hash::{FxHashMap, FxHashSet};

use super::background::{PhraseKey, WordKey};
use super::word::{Roles, Word, hashtag_words, possible_keys};
use crate::tag::{Tag, Tagger, TaggerState, Upos};
use crate::text::{Document, Forms, TokenKind};

/// A user's list of phrases, one a line; a line that begins with `#` and a space is a comment.
///
/// ```
/// use glane::keyphrase::PhraseList;
///
/// let list = PhraseList::parse("# What we write about\nréseaux dynamiques\ndroit à la déconnexion\n")?;
/// assert_eq!(list.len(), 2);
/// # Ok::<(), glane::keyphrase::PhraseListError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct PhraseList {
    entries: Vec<Entry>,
    /// The entries whose first word has the key.
    by_first: FxHashMap<WordKey, Vec<u32>>,
    /// Whole phrases, for hashtags.
    by_key: FxHashMap<PhraseKey, u32>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// The keys that each of its words could have, articles left out.
    words: Vec<Vec<WordKey>>,
}

/// A line of a list without a phrase.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: no word in {text:?}: give one phrase a line, comments behind \"# \"")]
#[non_exhaustive]
pub struct PhraseListError {
    /// The line, counted from 1.
    pub line: usize,
    /// The line, its first 40 characters.
    pub text: String,
}

impl PhraseList {
    /// Reads a list: one phrase a line. Blank lines, lines that begin with `#` and a space, and what
    /// follows a `#` between two spaces are ignored; "#télétravail" is a hashtag.
    ///
    /// # Errors
    ///
    /// [`PhraseListError`] for a line without a letter or digit, with its number.
    pub fn parse(text: &str) -> Result<Self, PhraseListError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut phrases = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let phrase = without_comment(line);
            if phrase.is_empty() {
                continue;
            }
            if !phrase.contains(char::is_alphanumeric) {
                return Err(PhraseListError { line: index + 1, text: phrase.chars().take(40).collect() });
            }
            phrases.push(phrase);
        }
        Ok(Self::new(phrases))
    }

    /// A list of phrases; what has no word in it matches nothing.
    pub fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let mut list = Self::default();
        let mut reader = Reader::default();
        for phrase in phrases {
            list.push(reader.entry(phrase));
        }
        list
    }

    fn push(&mut self, entry: Entry) {
        let number = self.entries.len() as u32;
        for &first in entry.words.first().into_iter().flatten() {
            self.by_first.entry(first).or_default().push(number);
        }
        for key in entry.phrase_keys() {
            self.by_key.entry(key).or_insert(number);
        }
        self.entries.push(entry);
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The number of the phrase that these words are; `key` is the key of all of them, or of the
    /// words of a hashtag.
    pub(super) fn position(&self, words: &[WordKey], key: PhraseKey) -> Option<usize> {
        let whole = |number: &&u32| {
            let entry = &self.entries[**number as usize];
            entry.words.len() == words.len() && entry.begins(words)
        };
        let by_words = words.first().and_then(|first| self.by_first.get(first)?.iter().find(whole));
        by_words.or_else(|| self.by_key.get(&key)).map(|&number| number as usize)
    }

    /// Whether these words contain a phrase of the list; an entry of prepositions alone never matches.
    pub(super) fn stands_in(&self, words: &[WordKey], prepositions: &[WordKey]) -> bool {
        (0..words.len()).any(|start| {
            let rest = &words[start..];
            let numbers = self.by_first.get(&rest[0]).into_iter().flatten();
            numbers.map(|&number| &self.entries[number as usize]).any(|entry| {
                entry.begins(rest)
                    && !rest[..entry.words.len()].iter().all(|word| prepositions.contains(word))
            })
        })
    }

    /// Where phrases of the list stand among the words of a post: half-open ranges of words, within
    /// a sentence; articles between the words are ignored.
    pub(super) fn find(&self, words: &[Word]) -> Vec<(u32, u32)> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut found = FxHashSet::default();
        for (start, word) in words.iter().enumerate() {
            for &number in self.by_first.get(&word.key).into_iter().flatten() {
                if let Some(end) = self.entries[number as usize].end(words, start) {
                    found.insert((start as u32, end as u32));
                }
            }
        }
        let mut found: Vec<(u32, u32)> = found.into_iter().collect();
        found.sort_unstable();
        found
    }
}

/// The limit on the keys of a whole phrase.
const PHRASE_KEYS: usize = 64;

impl Entry {
    /// The keys that a hashtag of the same words could have, the likeliest first.
    fn phrase_keys(&self) -> Vec<PhraseKey> {
        let mut phrases: Vec<PhraseKey> = Vec::new();
        for keys in &self.words {
            let begun = if phrases.is_empty() { vec![PhraseKey::EMPTY] } else { phrases };
            let ended = keys.iter().flat_map(|&key| begun.iter().map(move |begun| begun.with(key)));
            phrases = ended.take(PHRASE_KEYS).collect();
        }
        phrases
    }

    fn begins(&self, words: &[WordKey]) -> bool {
        !self.words.is_empty()
            && words.len() >= self.words.len()
            && self.words.iter().zip(words).all(|(keys, word)| keys.contains(word))
    }

    /// One past the last word of the phrase, when it begins at `start`.
    fn end(&self, words: &[Word], start: usize) -> Option<usize> {
        let sentence = words[start].sentence;
        let mut at = start;
        for keys in &self.words {
            while at > start && words.get(at).is_some_and(|word| word.roles.has(Roles::DETERMINER)) {
                at += 1;
            }
            let word = words.get(at)?;
            if word.sentence != sentence || !keys.contains(&word.key) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

/// The part of a line before its comment, without white space around it.
fn without_comment(line: &str) -> &str {
    let line = line.trim();
    if line == "#" || line.starts_with("# ") {
        return "";
    }
    line.find(" # ").map_or(line, |at| line[..at].trim_end())
}

#[derive(Default)]
struct Reader {
    tagger: Tagger,
    state: TaggerState,
    forms: Forms,
    tags: Vec<Tag>,
}

impl Reader {
    fn entry(&mut self, phrase: &str) -> Entry {
        let document = Document::parse(phrase, &mut self.forms);
        self.tagger.tag(&document, &self.forms, &mut self.state, &mut self.tags);
        let mut entry = Entry { words: Vec::new() };
        for (index, (token, tag)) in document.tokens().iter().zip(&self.tags).enumerate() {
            if matches!(token.kind, TokenKind::Punctuation | TokenKind::Emoji) {
                continue;
            }
            let form = self.forms.get(document.forms()[index]);
            // The tagger reads all words of a phrase in capitals as names, articles included.
            let article = tag.upos == Upos::Det || matches!(&*form.folded, "le" | "la" | "les" | "l'");
            if article && document.tokens().len() > 1 {
                continue;
            }
            let written = document.token_text(index);
            if token.kind == TokenKind::Hashtag {
                for part in hashtag_words(written.trim_start_matches('#')) {
                    let folded = part.to_lowercase();
                    let stem = crate::french::stem(&folded);
                    entry.words.push(possible_keys(part, &folded, &stem, &self.tagger));
                }
                continue;
            }
            entry.words.push(possible_keys(written, &form.folded, &form.stem, &self.tagger));
        }
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blank_lines_are_passed_over() {
        let list =
            PhraseList::parse("\u{feff}# a list\n\n  vélo cargo # with two wheels\n#RSE\n#\n").expect("it");
        assert_eq!(list.len(), 2);
        let error = PhraseList::parse("vélo\n--- !\n").expect_err("no phrase");
        assert_eq!((error.line, error.text.as_str()), (2, "--- !"));
    }

    #[test]
    fn a_hashtag_of_names_and_one_of_nouns_are_the_phrase() {
        let list = PhraseList::new(["Marie Curie", "transition écologique"]);
        let hashtag = |written: &str, words: [&str; 2]| {
            list.position(&[WordKey::of(written)], PhraseKey::of(&words.map(WordKey::of)))
        };
        assert_eq!(hashtag("mariecurie", ["marie", "curie"]), Some(0));
        assert_eq!(hashtag("transitionecologique", ["transition", "ecologique"]), Some(1));
        assert_eq!(hashtag("mariecurie", ["curie", "marie"]), None);
    }

    #[test]
    fn number_case_and_accents_do_not_count() {
        let keys = |phrase: &str| PhraseList::new([phrase]).entries[0].words.clone();
        let meet = |one: &str, two: &str| {
            let (one, two) = (keys(one), keys(two));
            one.len() == two.len() && one.iter().zip(&two).all(|(a, b)| a.iter().any(|key| b.contains(key)))
        };
        assert!(meet("réseaux dynamiques", "Réseau dynamique"));
        assert!(meet("ECOLES", "école"));
        assert!(meet("droit à la déconnexion", "droits à déconnexion"));
        assert!(meet("#MarqueEmployeur", "marque employeur"));
        assert!(!meet("vélo", "vélo cargo"));
    }
}
