//! Words as the grammar of candidates sees them: what each token can be in a noun phrase, and the
//! key under which its variants meet.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::background::WordKey;
use super::candidate::LONGEST;
use super::connector::Connector;
use super::cue::Cue;
use crate::french::{Categories, Category, match_key, stem};
use crate::tag::{Tag, Tagger, TaggerState, Upos};
use crate::text::{Document, FormId, Forms, TokenKind, fold};

/// What a word can be in a noun phrase: any of the flags below, or nothing at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(pub(super) u16);

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
    /// A noun only where candidates are taken widely: the tagger is sure of another reading, but the
    /// place or the form of the word speaks for a noun.
    pub(super) const LOOSE: Self = Self(256);
    /// A unit of measure behind a number.
    pub(super) const UNIT: Self = Self(512);

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One token as the grammar sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) roles: Roles,
    pub(super) key: WordKey,
    /// The key that it gives to families: that of all words of the post that are shown like it.
    pub(super) shared_key: WordKey,
    pub(super) form: FormId,
    pub(super) shape: Shape,
    pub(super) markup: Markup,
    pub(super) kind: TokenKind,
    pub(super) connector: Connector,
    pub(super) cue: Cue,
    /// Whether no white space stands before it.
    pub(super) glued: bool,
    /// The number of the sentence, counted on through title and body.
    pub(super) sentence: u32,
}

impl Word {
    /// Whether it is "et", "ou" or "&".
    pub(super) fn is_conjunction(&self) -> bool {
        self.connector == Connector::Ampersand
            || (self.connector == Connector::Coordinator && self.roles == Roles::default())
    }

    /// Whether it can be the number of a version, and no year.
    pub(super) fn is_version(&self) -> bool {
        self.shape.is_dotted_number || self.shape.digits <= 2
    }

    /// Whether it is a word and not a mark: letters or digits.
    pub(super) fn is_word(&self) -> bool {
        self.kind != TokenKind::Punctuation && self.kind != TokenKind::Emoji && !self.connector.is_mark()
    }
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
    /// Digits in it, 255 at most.
    pub(super) digits: u8,
    /// Whether it is digits and dots: "2.1".
    pub(super) is_dotted_number: bool,
    /// Whether the lexicon lacks it.
    pub(super) unknown: bool,
    /// Whether it is in the first or second person: "je", "notre".
    pub(super) person: bool,
    /// Whether dots join its parts, and nothing but letters, digits and hyphens stands beside them.
    pub(super) is_dotted_name: bool,
    /// Whether the lexicon has it as a common noun.
    pub(super) noun: bool,
    /// Whether a capital stands behind a small letter in it: "iPhone", "GitHub".
    pub(super) mixed: bool,
    /// Whether it can be an infinitive.
    pub(super) infinitive: bool,
    /// Whether it is a stop word.
    pub(super) stop: bool,
    /// Whether the lexicon has it as a given name, as a family name.
    pub(super) given_name: bool,
    pub(super) family_name: bool,
    /// Whether the lexicon has it as any other proper noun.
    pub(super) proper_noun: bool,
    /// Whether the lexicon has it with its capital alone: "France", "Victor".
    pub(super) capital_only: bool,
}

/// Pronouns and possessives of the first and the second person, and "on", which is both.
const PERSONS: [&str; 22] = [
    "je", "j'", "me", "m'", "moi", "mon", "ma", "mes", "nous", "notre", "nos", "tu", "te", "t'", "toi",
    "ton", "ta", "tes", "vous", "votre", "vos", "on",
];

impl Shape {
    /// Whether the lexicon has it as a given name, and as no other name.
    pub(super) fn given_name_alone(self) -> bool {
        self.given_name && !self.family_name && !self.proper_noun
    }

    fn of(written: &str, folded: &str, unknown: bool) -> Self {
        let letters = written.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = written.chars().filter(|c| c.is_uppercase()).count();
        Self {
            letters: letters.min(255) as u8,
            capital: written.starts_with(char::is_uppercase),
            acronym: letters >= 2 && capitals == letters,
            digit: written.contains(|c: char| c.is_ascii_digit()),
            digits: written.bytes().filter(u8::is_ascii_digit).count().min(255) as u8,
            is_dotted_number: written.contains('.')
                && written.bytes().all(|b| b.is_ascii_digit() || b == b'.'),
            unknown,
            person: PERSONS.contains(&folded),
            mixed: written
                .chars()
                .zip(written.chars().skip(1))
                .any(|(one, two)| one.is_lowercase() && two.is_uppercase()),
            is_dotted_name: written.contains('.')
                && written.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-')),
            ..Self::default()
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
    /// What markup and code left in the text: shortcodes, attributes, identifiers.
    pub(super) const RESIDUE: Self = Self(16);
    /// No phrase holds it.
    pub(super) const HIDDEN: Self = Self(Self::CODE.0 | Self::RESIDUE.0);

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
    forms: Vec<FormFacts>,
    /// The words of hashtags.
    hashtags: FxHashMap<FormId, HashtagWords>,
    /// The hashtags of the post at hand, and when it is settled, the keys of their words.
    hashtags_here: Vec<FormId>,
    /// The parts of words with hyphens, and those of the post at hand.
    compounds: FxHashMap<FormId, HashtagWords>,
    compounds_here: Vec<FormId>,
    hashtag_keys: FxHashMap<FormId, SmallVec<[WordKey; 2]>>,
    /// Lemmas as they are shown, accents and all, by their number.
    shown_lemmas: Vec<Option<WordKey>>,
    /// What words of the post at hand are shown as, with the key of each and whether a noun gave it.
    keys: FxHashMap<WordKey, (WordKey, bool)>,
    /// The words of the post, with what they are shown as.
    shown: Vec<(u32, WordKey)>,
    /// Whether some of them are shown alike under different keys.
    differ: bool,
}

/// What each word of a hashtag is shown as, and the key that it has where the post has it nowhere else.
type HashtagWords = SmallVec<[(WordKey, WordKey); 2]>;

/// What every token asks of its form: one cache line.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct FormFacts {
    /// The key of the noun that the form can be, whatever its tag; of the stem where the lexicon has none.
    noun: WordKey,
    /// The key of the adjective or participle that the form can be.
    adjective: WordKey,
    folded: WordKey,
    /// What the form is shown as where it is no noun and no adjective.
    shown: WordKey,
    shape: Shape,
    flags: Flags,
    connector: Connector,
    cue: Cue,
}

/// What else is known of a form: any of the flags below.
#[derive(Clone, Copy, Debug, Default)]
struct Flags(u8);

impl Flags {
    /// The facts have been filled in.
    const KNOWN: Self = Self(1);
    /// The lexicon has it as a noun.
    const NOUN: Self = Self(2);
    const PARTICIPLE: Self = Self(4);
    const STOP: Self = Self(8);
    /// Hyphens join its parts.
    const COMPOUND: Self = Self(16);

    fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn when(self, truth: bool) -> u8 {
        if truth { self.0 } else { 0 }
    }
}

impl WordMemory {
    /// Appends the words of a document; the tags whose lemmas were needed get them.
    #[expect(clippy::too_many_arguments, reason = "one pass over parallel tables")]
    pub(super) fn read(
        &mut self,
        document: &Document<'_>,
        forms: &Forms,
        tagger: &Tagger,
        state: &mut TaggerState,
        tags: &mut [Tag],
        first_sentence: u32,
        words: &mut Vec<Word>,
    ) {
        words.reserve(document.tokens().len());
        let mut end = u32::MAX;
        let first_word = words.len();
        for (number, sentence) in document.sentences().iter().enumerate() {
            let sentence_number = first_sentence + number as u32;
            for index in sentence.range() {
                let (token, form) = (document.tokens()[index], document.forms()[index]);
                let facts = *self.facts(document, index, forms, tagger);
                let (roles, key) = roles(token.kind, tags[index], &facts);
                let is_named =
                    roles.has(Roles::NOUN.and(Roles::ADJECTIVE)) && token.kind != TokenKind::Hashtag;
                let shows_lemma = is_named && matches!(tags[index].upos, Upos::Noun | Upos::Adj);
                if shows_lemma || key.is_none() {
                    tagger.add_lemmas(document, forms, state, index..index + 1, tags);
                }
                let key = key.unwrap_or_else(|| self.lemma_key(tags[index], state));
                if token.kind == TokenKind::Hashtag {
                    self.hashtags_here.push(form);
                } else if facts.flags.has(Flags::COMPOUND) {
                    self.compounds_here.push(form);
                }
                if is_named {
                    let shown = if shows_lemma { self.shown_lemma(tags[index], state) } else { facts.shown };
                    self.note(words.len(), key, shown, tags[index].upos == Upos::Noun);
                }
                words.push(Word {
                    roles,
                    key,
                    shared_key: key,
                    form,
                    shape: facts.shape,
                    markup: Markup::default(),
                    kind: token.kind,
                    connector: facts.connector,
                    cue: facts.cue,
                    glued: token.start == end,
                    sentence: sentence_number,
                });
                end = token.end;
            }
        }
        loosen(&mut words[first_word..], tags);
    }

    /// Notes what a word is shown as, for [`settle`](Self::settle).
    fn note(&mut self, index: usize, key: WordKey, shown: WordKey, is_noun: bool) {
        let known = self.keys.entry(shown).or_insert((key, is_noun));
        self.differ |= known.0 != key;
        if is_noun && !known.1 {
            *known = (key, true);
        }
        self.shown.push((index as u32, shown));
    }

    /// Ends a post: words that are shown alike give their families one key, that of their first noun.
    ///
    /// The readings of a word have keys of their own, since a name has no lemma and a noun that the lexicon
    /// lacks only the stem of its form: "kimchi", read as a noun here and as a name there, would be two
    /// families of one look. So would "#Twitter" and "Twitter": the words of a hashtag go with those of the text.
    pub(super) fn settle(&mut self, words: &mut [Word]) {
        self.hashtag_keys.clear();
        for form in self.hashtags_here.drain(..) {
            let words = self.hashtags.get(&form).into_iter().flatten();
            let keys = words.map(|(shown, alone)| self.keys.get(shown).map_or(*alone, |(key, _)| *key));
            self.hashtag_keys.insert(form, keys.collect());
        }
        let compounds = std::mem::take(&mut self.compounds_here);
        if self.differ {
            for &(index, shown) in &self.shown {
                if let Some(&(key, _)) = self.keys.get(&shown) {
                    words[index as usize].shared_key = key;
                }
            }
        }
        self.expand_compounds(compounds, words);
        self.keys.clear();
        self.shown.clear();
        self.differ = false;
    }

    /// Gives words with hyphens the keys of their parts where the post also has the parts as words of their own:
    /// "React-Native" goes with "React Native".
    fn expand_compounds(&mut self, mut compounds: Vec<FormId>, words: &[Word]) {
        compounds.sort_unstable();
        compounds.dedup();
        let mut by_first: FxHashMap<WordKey, SmallVec<[(FormId, SmallVec<[WordKey; 2]>); 1]>> =
            FxHashMap::default();
        for form in compounds.drain(..) {
            let Some(parts) = self.compounds.get(&form) else { continue };
            let keys =
                |(shown, alone): &(WordKey, WordKey)| self.keys.get(shown).map_or(*alone, |(key, _)| *key);
            let parts: SmallVec<[WordKey; 2]> = parts.iter().map(keys).collect();
            by_first.entry(parts[0]).or_default().push((form, parts));
        }
        self.compounds_here = compounds;
        if by_first.is_empty() {
            return;
        }
        for (start, word) in words.iter().enumerate() {
            for (form, parts) in by_first.get(&word.shared_key).into_iter().flatten() {
                let here = words[start..].iter().take(parts.len());
                let is_same = here.clone().map(|word| word.shared_key).eq(parts.iter().copied())
                    && here.clone().all(|other| other.sentence == word.sentence);
                if is_same {
                    self.hashtag_keys.entry(*form).or_insert_with(|| parts.clone());
                }
            }
        }
    }

    /// The keys of the words of a hashtag of this post, which is settled, or of the parts of a word with hyphens;
    /// none for other forms.
    pub(super) fn hashtag_keys(&self, form: FormId) -> Option<&[WordKey]> {
        if self.hashtag_keys.is_empty() {
            return None;
        }
        self.hashtag_keys.get(&form).map(SmallVec::as_slice)
    }

    fn shown_lemma(&mut self, tag: Tag, state: &TaggerState) -> WordKey {
        let index = tag.lemma.index();
        if index >= self.shown_lemmas.len() {
            self.shown_lemmas.resize(index + 1, None);
        }
        *self.shown_lemmas[index].get_or_insert_with(|| WordKey::of(&state.lemma(tag.lemma).to_lowercase()))
    }

    fn lemma_key(&mut self, tag: Tag, state: &TaggerState) -> WordKey {
        let index = tag.lemma.index();
        if index >= self.lemma_keys.len() {
            self.lemma_keys.resize(index + 1, None);
        }
        *self.lemma_keys[index].get_or_insert_with(|| WordKey::of(&match_key(state.lemma(tag.lemma))))
    }

    /// The facts of the form of a token.
    #[inline]
    fn facts(&mut self, document: &Document<'_>, index: usize, forms: &Forms, tagger: &Tagger) -> &FormFacts {
        let form = document.forms()[index];
        let is_known = self.forms.get(form.index()).is_some_and(|facts| facts.flags.has(Flags::KNOWN));
        if !is_known {
            self.learn(document.token_text(index), form, forms, tagger);
        }
        &self.forms[form.index()]
    }

    /// Works out the facts of a form.
    #[cold]
    fn learn(&mut self, written: &str, form: FormId, forms: &Forms, tagger: &Tagger) {
        if form.index() >= self.forms.len() {
            self.forms.resize_with(form.index() + 1, FormFacts::default);
        }
        let known = forms.get(form);
        if written.starts_with('#') {
            self.hashtags.insert(form, words_of_hashtag(written, tagger));
        }
        let parts: Vec<&str> = known.folded.split(['-', '\u{2010}', '\u{2011}']).collect();
        let is_compound = (2..=LONGEST).contains(&parts.len())
            && parts.iter().all(|part| part.chars().all(char::is_alphanumeric) && !part.is_empty());
        if is_compound {
            self.compounds.insert(form, parts.into_iter().map(|part| keys_of_part(part, tagger)).collect());
        }
        let keys = Keys::of(written, &known.folded, &known.stem, tagger);
        let mut shape = Shape::of(written, &known.folded, keys.is_unknown);
        shape.stop = known.is_stop_word;
        shape.given_name = keys.is_given_name;
        shape.family_name = keys.is_family_name;
        shape.proper_noun = keys.is_proper_noun;
        shape.capital_only = keys.is_capital_only;
        shape.noun = keys.noun.is_some();
        shape.infinitive = keys.is_infinitive;
        self.forms[form.index()] = FormFacts {
            noun: keys.noun_or_stem(),
            adjective: keys.adjective,
            folded: keys.folded,
            shown: WordKey::of(&known.folded),
            shape,
            connector: Connector::of(&known.folded),
            cue: keys.cue,
            flags: Flags(
                Flags::KNOWN.0
                    | Flags::NOUN.when(keys.noun.is_some())
                    | Flags::PARTICIPLE.when(keys.is_participle)
                    | Flags::STOP.when(known.is_stop_word)
                    | Flags::COMPOUND.when(is_compound),
            ),
        };
    }
}

/// Notes which words can stand for nouns where candidates are taken widely.
///
/// The tagger misreads foreign words and nouns made of adjectives ("le numérique", "le processus archiver",
/// "xfce"). What follows a determiner and ends its phrase, what the lexicon lacks, and what mixes letters and
/// digits can be a noun whatever the tag.
fn loosen(words: &mut [Word], tags: &[Tag]) {
    for index in 0..words.len() {
        let word = words[index];
        let behind_number = index > 0
            && words[index - 1].sentence == word.sentence
            && (words[index - 1].kind == TokenKind::Number || tags[index - 1].upos == Upos::Num);
        if word.cue == Cue::UnitSymbol || (word.cue == Cue::Unit && behind_number) {
            words[index].roles = word.roles.and(Roles::UNIT);
            continue;
        }
        if word.roles.has(Roles::NOUN) || word.shape.letters == 0 {
            continue;
        }
        let is_in_sentence = |other: &&Word| other.sentence == word.sentence;
        let before = index.checked_sub(1).map(|at| &words[at]).filter(is_in_sentence);
        let behind = words.get(index + 1).filter(is_in_sentence);
        let behind_determiner = before.is_some_and(|before| before.roles.has(Roles::DETERMINER));
        let behind_noun = before.is_some_and(|before| before.roles.has(Roles::NOUN));
        let ends = !behind.is_some_and(|behind| behind.roles.has(Roles::NOUN.and(Roles::ADJECTIVE)));
        let is_loose = match word.kind {
            TokenKind::Url => word.shape.is_dotted_name,
            // "Mistral AI", "Le Bon Accueil": a stop word by its form, a word of a name by its capital.
            TokenKind::Word if word.shape.stop => {
                let is_nominal = matches!(tags[index].upos, Upos::Noun | Upos::Propn | Upos::X | Upos::Adj);
                is_nominal
                    && word.connector == Connector::None
                    && word.shape.letters >= 2
                    && (word.shape.acronym || (word.shape.capital && before.is_some()))
            }
            TokenKind::Word | TokenKind::Number => match tags[index].upos {
                _ if word.shape.letters == 1 && !word.shape.digit => word.shape.capital && behind_noun,
                Upos::Adj => (behind_determiner && ends) || word.shape.unknown || word.shape.capital,
                Upos::Verb => {
                    word.shape.unknown
                        || (behind_determiner && ends && !word.roles.has(Roles::PARTICIPLE))
                        || (word.shape.infinitive && behind_noun)
                        || (word.shape.noun && before.is_some_and(|before| is_plain_adjective(before)))
                }
                Upos::Num => word.shape.letters > 0 && (word.shape.digit || word.cue == Cue::Zero),
                Upos::Noun | Upos::Propn | Upos::X => word.shape.letters >= 2 || word.shape.digit,
                Upos::Adv | Upos::Intj | Upos::Sym => word.shape.unknown && word.shape.letters >= 3,
                _ => false,
            },
            _ => false,
        };
        if is_loose {
            words[index].roles = word.roles.and(Roles::LOOSE);
        }
    }
}

fn is_plain_adjective(word: &Word) -> bool {
    word.roles.has(Roles::ADJECTIVE) && !word.roles.has(Roles::NOUN.and(Roles::PARTICIPLE))
}

/// What a token can be in a noun phrase, and its key; none where that is the key of its lemma.
#[inline]
fn roles(kind: TokenKind, tag: Tag, facts: &FormFacts) -> (Roles, Option<WordKey>) {
    let none = Roles::default();
    let (folded, adjective) = (Some(facts.folded), Some(facts.adjective));
    let is = |flag| facts.flags.has(flag);
    match kind {
        TokenKind::Word | TokenKind::Elided => {}
        TokenKind::Hashtag => return (Roles::NOUN, folded),
        TokenKind::Number if facts.shape.letters > 0 && tag.upos != Upos::Num => {
            return (Roles::NOUN, folded);
        }
        TokenKind::Number => return (Roles::NUMBER, folded),
        TokenKind::Abbreviation if facts.shape.letters >= 2 && tag.upos == Upos::Propn => {
            return (Roles::NOUN.and(Roles::PROPER), folded);
        }
        _ => return (none, folded),
    }
    match tag.upos {
        Upos::Noun | Upos::Propn | Upos::X if is(Flags::STOP) || facts.shape.letters < 2 => (none, folded),
        Upos::Noun => (Roles::NOUN, Some(facts.noun)),
        Upos::Propn | Upos::X => (Roles::NOUN.and(Roles::PROPER), folded),
        Upos::Adj if is(Flags::STOP) => (none, folded),
        Upos::Adj if tag.margin < DOUBT && is(Flags::NOUN) => (Roles::ADJECTIVE.and(Roles::NOUN), adjective),
        Upos::Adj => (Roles::ADJECTIVE, adjective),
        Upos::Verb if is(Flags::PARTICIPLE) => (Roles::ADJECTIVE.and(Roles::PARTICIPLE), adjective),
        Upos::Adp => (Roles::PREPOSITION, folded),
        Upos::Det => (Roles::DETERMINER, folded),
        Upos::Verb | Upos::Adv if tag.margin < DOUBT && !is(Flags::STOP) => {
            if is(Flags::NOUN) {
                (Roles::NOUN.and(Roles::DOUBTFUL), Some(facts.noun))
            } else {
                (none, None)
            }
        }
        _ => (none, folded),
    }
}

/// The keys under which a form can stand.
struct Keys {
    /// That of the noun that it can be, whatever its tag.
    noun: Option<WordKey>,
    /// That of the adjective or participle that it can be.
    adjective: WordKey,
    folded: WordKey,
    /// That of the stem, for nouns that the lexicon lacks.
    stem: WordKey,
    is_participle: bool,
    /// Whether the lexicon lacks the form.
    is_unknown: bool,
    is_given_name: bool,
    is_family_name: bool,
    is_proper_noun: bool,
    is_capital_only: bool,
    is_infinitive: bool,
    cue: Cue,
}

impl Keys {
    fn of(written: &str, folded: &str, stem: &str, tagger: &Tagger) -> Self {
        let lexicon = tagger.lexicon();
        let entry = lexicon.lookup(written, folded);
        let nouns = Categories::of(&[Category::Noun]);
        let participles = Categories::of(&[Category::PastParticiple]);
        let adjectives = Categories::of(&[Category::Adjective]);
        let lemma_of = |wanted: Categories| {
            lexicon
                .readings(&entry)
                .find(|reading| reading.analysis.categories.meets(wanted))
                .map(|reading| WordKey::of(&match_key(&reading.lemma())))
        };
        let has = |wanted: &[Category]| {
            let wanted = Categories::of(wanted);
            lexicon.readings(&entry).any(|reading| reading.analysis.categories.meets(wanted))
        };
        let own = WordKey::of(match_key(folded).trim_start_matches('#'));
        let participle = lemma_of(participles);
        Self {
            noun: lemma_of(nouns),
            // A participle meets its adjective under the infinitive, however it was tagged.
            adjective: participle.or_else(|| lemma_of(adjectives)).unwrap_or_else(|| {
                WordKey::of(match_key(folded).trim_end_matches('s').trim_end_matches('e'))
            }),
            folded: contracted(folded).map_or(own, WordKey::of),
            stem: WordKey::of(&match_key(stem)),
            is_participle: participle.is_some(),
            is_unknown: lexicon.readings(&entry).next().is_none(),
            is_given_name: has(&[Category::GivenName]),
            is_family_name: has(&[Category::FamilyName]),
            is_proper_noun: has(&[Category::ProperNoun]),
            is_capital_only: lexicon.readings(&entry).next().is_some()
                && lexicon.readings(&lexicon.lookup_exact(folded)).next().is_none(),
            is_infinitive: has(&[Category::Infinitive]),
            cue: Cue::of(folded, || lexicon.readings(&entry).map(|reading| reading.lemma().to_lowercase())),
        }
    }

    fn noun_or_stem(&self) -> WordKey {
        self.noun.unwrap_or(self.stem)
    }
}

/// Every key under which a word could stand in some post, the one it has in a hashtag first.
pub(super) fn possible_keys(written: &str, folded: &str, stem: &str, tagger: &Tagger) -> Vec<WordKey> {
    let known = Keys::of(written, folded, stem, tagger);
    let bare = match_key(folded);
    let singular = bare.strip_suffix(['s', 'x']).unwrap_or(&bare);
    let mut keys = vec![known.noun_or_stem()];
    for key in [known.stem, known.adjective, known.folded, WordKey::of(&bare), WordKey::of(singular)] {
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

/// The words of the phrase that a hashtag makes: "#MarqueEmployeur" is "marque employeur".
fn words_of_hashtag(written: &str, tagger: &Tagger) -> HashtagWords {
    let words = hashtag_words(written.trim_start_matches('#')).into_iter().map(fold);
    words.map(|word| keys_of_part(&word, tagger)).collect()
}

/// What a part of a hashtag or a compound is shown as, and the key that it has where the post has it nowhere else.
fn keys_of_part(folded: &str, tagger: &Tagger) -> (WordKey, WordKey) {
    let shown = WordKey::of(&lemma_in_hashtag(folded, tagger));
    (shown, Keys::of(folded, folded, &stem(folded), tagger).noun_or_stem())
}

/// The lemmas of the phrase that a hashtag makes: "#MarquesEmployeurs" is "marque employeur".
pub(super) fn lemma_of_hashtag(written: &str, tagger: &Tagger) -> String {
    let words = hashtag_words(written.trim_start_matches('#')).into_iter().map(fold);
    let lemmas: Vec<String> = words.map(|word| lemma_in_hashtag(&word, tagger)).collect();
    lemmas.join(" ")
}

/// The lemma of a folded word of a hashtag, which is read as a noun where the lexicon has it as one.
fn lemma_in_hashtag(folded: &str, tagger: &Tagger) -> String {
    let lexicon = tagger.lexicon();
    let entry = lexicon.lookup(folded, folded);
    let nouns = Categories::of(&[Category::Noun]);
    let noun = lexicon.readings(&entry).find(|reading| reading.analysis.categories.meets(nouns));
    noun.map_or_else(|| folded.to_owned(), |reading| reading.lemma().to_lowercase())
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
