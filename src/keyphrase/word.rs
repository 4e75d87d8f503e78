//! Words as the grammar of candidates sees them: what each token can be in a noun phrase, and the
//! key under which its variants meet.

use rustc_hash::FxHashMap;

use super::background::{PhraseKey, WordKey};
use crate::french::{Categories, Category, bare, stem};
use crate::tag::{Tag, Tagger, TaggerState, Upos};
use crate::text::{Document, FormId, Forms, TokenKind};

/// What a word can be in a noun phrase: any of the flags below, or nothing at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(pub(super) u8);

impl Roles {
    pub(super) const NOUN: Self = Self(1);
    pub(super) const ADJECTIVE: Self = Self(2);
    pub(super) const PREPOSITION: Self = Self(4);
    pub(super) const DETERMINER: Self = Self(8);
    pub(super) const NUMBER: Self = Self(16);
    /// A noun by the lexicon alone: the tagger read the word otherwise, and was not sure.
    pub(super) const DOUBTFUL: Self = Self(32);
    pub(super) const PROPER: Self = Self(64);
    /// An adjective that the tagger read as a verb: a past participle.
    pub(super) const PARTICIPLE: Self = Self(128);

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One token as the grammar sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) roles: Roles,
    pub(super) key: WordKey,
    pub(super) form: FormId,
    pub(super) shape: Shape,
    pub(super) markup: Markup,
    /// The number of the sentence, counted on through title and body.
    pub(super) sentence: u32,
}

/// How a word is written, and what kind of word that makes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each holds or not, whatever the others do")]
pub(super) struct Shape {
    /// Letters in it, 255 at most.
    pub(super) letters: u8,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether it is capitals throughout, two or more.
    pub(super) acronym: bool,
    /// Whether there is a digit in it.
    pub(super) digit: bool,
    /// Whether the lexicon lacks it.
    pub(super) unknown: bool,
    /// Whether it is in the first or second person: "je", "notre".
    pub(super) person: bool,
}

/// Pronouns and possessives of the first and the second person, and "on", which is both.
const PERSONS: [&str; 22] = [
    "je", "j'", "me", "m'", "moi", "mon", "ma", "mes", "nous", "notre", "nos", "tu", "te", "t'", "toi",
    "ton", "ta", "tes", "vous", "votre", "vos", "on",
];

impl Shape {
    fn of(written: &str, folded: &str, unknown: bool) -> Self {
        let letters = written.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = written.chars().filter(|c| c.is_uppercase()).count();
        Self {
            letters: letters.min(255) as u8,
            capital: written.starts_with(char::is_uppercase),
            acronym: letters >= 2 && capitals == letters,
            digit: written.contains(|c: char| c.is_ascii_digit()),
            unknown,
            person: PERSONS.contains(&folded),
        }
    }
}

/// What the markup says of a word: any of the flags below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Markup(pub(super) u8);

impl Markup {
    pub(super) const HEADING: Self = Self(1);
    pub(super) const EMPHASIS: Self = Self(2);
    pub(super) const LINK: Self = Self(4);
    pub(super) const CODE: Self = Self(8);

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A doubtful tag: below this margin, a noun reading in the lexicon counts.
const DOUBT: f32 = 0.4;

/// What is remembered of forms and lemmas, so that each is worked out once.
#[derive(Debug, Default)]
pub(super) struct WordMemory {
    /// Keys of lemmas, by their number.
    lemma_keys: Vec<Option<WordKey>>,
    /// Facts about forms, by their number.
    forms: Vec<Option<FormFacts>>,
    /// The words of hashtags that are several.
    pub(super) hashtags: FxHashMap<FormId, PhraseKey>,
    /// Lemmas as they are shown, accents and all, by their number.
    shown_lemmas: Vec<Option<WordKey>>,
    /// What words of the post at hand are shown as, with the key of each and whether a noun gave it.
    keys: FxHashMap<WordKey, (WordKey, bool)>,
    /// The words of the post, with what they are shown as.
    shown: Vec<(u32, WordKey)>,
    /// Whether some of them are shown alike under different keys.
    differ: bool,
}

#[derive(Clone, Copy, Debug)]
struct FormFacts {
    /// The key of the noun that the form can be, whatever its tag.
    noun: Option<WordKey>,
    /// The key of the adjective or participle that the form can be.
    adjective: WordKey,
    folded: WordKey,
    /// The key of the stem, for nouns that the lexicon lacks.
    stem: WordKey,
    participle: bool,
    stop: bool,
    shape: Shape,
    /// What the form is shown as where it is no noun and no adjective.
    shown: WordKey,
}

impl WordMemory {
    /// Appends the words of a document.
    #[expect(clippy::too_many_arguments, reason = "one pass over parallel tables")]
    pub(super) fn read(
        &mut self,
        document: &Document<'_>,
        forms: &Forms,
        tagger: &Tagger,
        state: &TaggerState,
        tags: &[Tag],
        first_sentence: u32,
        words: &mut Vec<Word>,
    ) {
        for (number, sentence) in document.sentences().iter().enumerate() {
            for index in sentence.range() {
                let (token, form, tag) = (document.tokens()[index], document.forms()[index], tags[index]);
                let facts = self.facts(document.token_text(index), form, forms, tagger);
                let (roles, key) = self.roles(token.kind, tag, facts, state);
                let is_named = roles.has(Roles::NOUN.and(Roles::ADJECTIVE));
                if is_named && token.kind != TokenKind::Hashtag {
                    self.note(words.len(), key, tag, facts, state);
                }
                words.push(Word {
                    roles,
                    key,
                    form,
                    shape: facts.shape,
                    markup: Markup::default(),
                    sentence: first_sentence + number as u32,
                });
            }
        }
    }

    /// Notes what a word is shown as, for [`settle`](Self::settle).
    fn note(&mut self, index: usize, key: WordKey, tag: Tag, facts: FormFacts, state: &TaggerState) {
        let shown = match tag.upos {
            Upos::Noun | Upos::Adj => self.shown_lemma(tag, state),
            _ => facts.shown,
        };
        let is_noun = tag.upos == Upos::Noun;
        let known = self.keys.entry(shown).or_insert((key, is_noun));
        self.differ |= known.0 != key;
        if is_noun && !known.1 {
            *known = (key, true);
        }
        self.shown.push((index as u32, shown));
    }

    /// Ends a post: words that are shown alike have one key, that of their first noun.
    ///
    /// The readings of a word have keys of their own, since a name has no lemma and a noun that the lexicon
    /// lacks only the stem of its form: "kimchi", read as a noun here and as a name there, would be two
    /// families of one look.
    pub(super) fn settle(&mut self, words: &mut [Word]) {
        if self.differ {
            for &(index, shown) in &self.shown {
                if let Some(&(key, _)) = self.keys.get(&shown) {
                    words[index as usize].key = key;
                }
            }
        }
        self.keys.clear();
        self.shown.clear();
        self.differ = false;
    }

    fn shown_lemma(&mut self, tag: Tag, state: &TaggerState) -> WordKey {
        let index = tag.lemma.index();
        if index >= self.shown_lemmas.len() {
            self.shown_lemmas.resize(index + 1, None);
        }
        *self.shown_lemmas[index].get_or_insert_with(|| WordKey::of(&state.lemma(tag.lemma).to_lowercase()))
    }

    fn roles(
        &mut self,
        kind: TokenKind,
        tag: Tag,
        facts: FormFacts,
        state: &TaggerState,
    ) -> (Roles, WordKey) {
        let none = Roles::default();
        match kind {
            TokenKind::Word | TokenKind::Elided => {}
            TokenKind::Hashtag => return (Roles::NOUN, facts.folded),
            TokenKind::Number if facts.shape.letters > 0 && tag.upos != Upos::Num => {
                return (Roles::NOUN, facts.folded);
            }
            TokenKind::Number => return (Roles::NUMBER, facts.folded),
            TokenKind::Abbreviation if facts.shape.letters >= 2 && tag.upos == Upos::Propn => {
                return (Roles::NOUN.and(Roles::PROPER), facts.folded);
            }
            _ => return (none, facts.folded),
        }
        let lemma = |memory: &mut Self| memory.lemma_key(tag, state);
        match tag.upos {
            Upos::Noun | Upos::Propn | Upos::X if facts.stop || facts.shape.letters < 2 => {
                (none, facts.folded)
            }
            Upos::Noun => (Roles::NOUN, facts.noun.unwrap_or(facts.stem)),
            Upos::Propn | Upos::X => (Roles::NOUN.and(Roles::PROPER), facts.folded),
            Upos::Adj if facts.stop => (none, facts.folded),
            Upos::Adj => {
                let doubtful = tag.margin < DOUBT && facts.noun.is_some();
                (if doubtful { Roles::ADJECTIVE.and(Roles::NOUN) } else { Roles::ADJECTIVE }, facts.adjective)
            }
            Upos::Verb if facts.participle => (Roles::ADJECTIVE.and(Roles::PARTICIPLE), facts.adjective),
            Upos::Adp => (Roles::PREPOSITION, facts.folded),
            Upos::Det => (Roles::DETERMINER, facts.folded),
            Upos::Verb | Upos::Adv if tag.margin < DOUBT && !facts.stop => match facts.noun {
                Some(noun) => (Roles::NOUN.and(Roles::DOUBTFUL), noun),
                None => (none, lemma(self)),
            },
            _ => (none, facts.folded),
        }
    }

    fn lemma_key(&mut self, tag: Tag, state: &TaggerState) -> WordKey {
        let index = tag.lemma.index();
        if index >= self.lemma_keys.len() {
            self.lemma_keys.resize(index + 1, None);
        }
        *self.lemma_keys[index].get_or_insert_with(|| WordKey::of(&bare(state.lemma(tag.lemma))))
    }

    fn facts(&mut self, written: &str, form: FormId, forms: &Forms, tagger: &Tagger) -> FormFacts {
        let index = form.index();
        if index >= self.forms.len() {
            self.forms.resize(index + 1, None);
        }
        if let Some(facts) = self.forms[index] {
            return facts;
        }
        let known = forms.get(form);
        let facts = facts_of(written, &known.folded, &known.stem, known.is_stop_word, tagger);
        if written.starts_with('#') {
            self.hashtags.insert(form, hashtag_key(written, tagger));
        }
        self.forms[index] = Some(facts);
        facts
    }
}

fn facts_of(written: &str, folded: &str, stem: &str, stop: bool, tagger: &Tagger) -> FormFacts {
    let lexicon = tagger.lexicon();
    let entry = lexicon.lookup(written, folded);
    let nouns = Categories::of(&[Category::Noun]);
    let participles = Categories::of(&[Category::PastParticiple]);
    let adjectives = Categories::of(&[Category::Adjective]);
    let lemma_of = |wanted: Categories| {
        lexicon
            .readings(&entry)
            .find(|reading| reading.analysis.categories.meets(wanted))
            .map(|reading| WordKey::of(&bare(&reading.lemma())))
    };
    let own = WordKey::of(bare(folded).trim_start_matches('#'));
    let participle = lemma_of(participles);
    FormFacts {
        noun: lemma_of(nouns),
        // A participle meets its adjective under the infinitive, however it was tagged.
        adjective: participle
            .or_else(|| lemma_of(adjectives))
            .unwrap_or_else(|| WordKey::of(bare(folded).trim_end_matches('s').trim_end_matches('e'))),
        folded: contracted(folded).map_or(own, WordKey::of),
        stem: WordKey::of(&bare(stem)),
        participle: participle.is_some(),
        stop,
        shape: Shape::of(written, folded, lexicon.readings(&entry).next().is_none()),
        shown: WordKey::of(folded),
    }
}

/// Every key under which a word could stand in some post, the one it has in a hashtag first.
pub(super) fn possible_keys(written: &str, folded: &str, stem: &str, tagger: &Tagger) -> Vec<WordKey> {
    let facts = facts_of(written, folded, stem, false, tagger);
    let bare = bare(folded);
    let singular = bare.strip_suffix(['s', 'x']).unwrap_or(&bare);
    let mut keys = vec![facts.noun.unwrap_or(facts.stem)];
    for key in [facts.stem, facts.adjective, facts.folded, WordKey::of(&bare), WordKey::of(singular)] {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// The preposition that a folded form stands for.
pub(super) fn contracted(folded: &str) -> Option<&'static str> {
    match folded {
        "de" | "d'" | "du" | "des" => Some("de"),
        "à" | "au" | "aux" | "a" => Some("à"),
        _ => None,
    }
}

/// The key of the phrase that a hashtag's words make: "#MarqueEmployeur" is "marque employeur".
fn hashtag_key(written: &str, tagger: &Tagger) -> PhraseKey {
    let mut key = PhraseKey::EMPTY;
    for word in hashtag_words(written.trim_start_matches('#')) {
        let folded = word.to_lowercase();
        let facts = facts_of(&folded, &folded, &stem(&folded), false, tagger);
        key = key.with(facts.noun.unwrap_or(facts.stem));
    }
    key
}

/// The words of a hashtag: cut at capitals that follow small letters, and at underscores.
pub(super) fn hashtag_words(tag: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut small) = (0, false);
    for (at, character) in tag.char_indices() {
        if character == '_' || (character.is_uppercase() && small) {
            words.push(&tag[start..at]);
            start = at + usize::from(character == '_');
        }
        small = character.is_lowercase();
    }
    words.push(&tag[start..]);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::hashtag_words;

    #[test]
    fn hashtags_are_cut_into_their_words() {
        assert_eq!(hashtag_words("MarqueEmployeur"), ["Marque", "Employeur"]);
        assert_eq!(hashtag_words("télétravail"), ["télétravail"]);
        assert_eq!(hashtag_words("RSE"), ["RSE"]);
        assert_eq!(hashtag_words("zéro_déchet"), ["zéro", "déchet"]);
    }
}
