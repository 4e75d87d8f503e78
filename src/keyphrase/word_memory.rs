//! Words: the tokens of a post as the grammar of candidates sees them, and the memory of what each form is.
//!
//! How a form is written is in [`shape`](super::shape), its keys in [`keys`](super::keys).

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::background::WordKey;
use super::connector::Connector;
use super::cue::Cue;
use super::hashtag::{HashtagWords, words_of_hashtag};
use super::keys::Keys;
use super::loose::loosen;
use super::occurrence::LONGEST;
use super::shape::{Markup, Roles, Shape};
use super::word::Word;
use crate::tag::{Tag, Tagger, TaggerState, Upos};
use crate::text::{Document, FormId, FormMap, Forms, TokenKind, fetch, match_key};

/// A doubtful tag: below this margin, a noun reading in the lexicon counts.
const DOUBT: f32 = 0.4;
/// Tokens by which facts are fetched ahead.
const AHEAD: usize = 8;

/// The facts about forms and lemmas, each computed once.
#[derive(Debug, Default)]
pub(super) struct WordMemory {
    /// Keys of lemmas, by their number.
    lemma_keys: Vec<Option<WordKey>>,
    /// Facts about forms.
    forms: FormMap<FormFacts>,
    /// The words of hashtags.
    hashtags: FxHashMap<FormId, HashtagWords>,
    /// The hashtags of the current post and, after `settle`, the keys of their words.
    hashtags_here: Vec<FormId>,
    /// The parts of words with hyphens, and the words with hyphens of the current post.
    compounds: FxHashMap<FormId, SmallVec<[WordKey; 2]>>,
    compounds_here: Vec<FormId>,
    hashtag_keys: FxHashMap<FormId, SmallVec<[WordKey; 2]>>,
    /// Lemmas as they are shown, accents and all, by their number.
    shown_lemmas: Vec<Option<WordKey>>,
    /// What the words of the current post are shown as, with the key of each and whether a noun gave it.
    keys: FxHashMap<WordKey, (WordKey, bool)>,
    /// The words of the post, with what they are shown as.
    shown: Vec<(u32, WordKey)>,
    /// The key of each capitalised form of the current post, and whether a name or a noun gave it.
    names: FxHashMap<FormId, (WordKey, bool)>,
    /// Whether some of them are shown alike under different keys.
    differ: bool,
}

/// The facts that every token needs of its form: one cache line.
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

/// Further facts about a form: a set of the flags below.
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
                if let Some(&ahead) = document.forms().get(index + AHEAD) {
                    if let Some(facts) = self.forms.get(ahead) {
                        fetch(facts);
                    }
                    Tagger::fetch_lemmas(ahead, state);
                }
                let facts = *self.facts(document, index, forms, (tagger, state));
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
    /// families that look alike. So would "#Twitter" and "Twitter": the words of a hashtag go with those of the text.
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
        self.unify_names(words);
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
        let mut by_first: FxHashMap<WordKey, SmallVec<[FormId; 1]>> = FxHashMap::default();
        for form in compounds.drain(..) {
            if let Some(first) = self.compounds.get(&form).and_then(|parts| parts.first()) {
                by_first.entry(*first).or_default().push(form);
            }
        }
        self.compounds_here = compounds;
        if by_first.is_empty() {
            return;
        }
        // Forms are compared, not lemmas: the tagger may read the parts differently in each place.
        let folded = |word: &Word| self.forms[word.form].folded;
        for (start, word) in words.iter().enumerate() {
            for form in by_first.get(&folded(word)).into_iter().flatten() {
                let parts = &self.compounds[form];
                let here = words[start..].iter().take(parts.len());
                let is_same = here.clone().map(folded).eq(parts.iter().copied())
                    && here.clone().all(|other| other.sentence == word.sentence);
                if is_same {
                    let keys = || here.clone().map(|word| word.shared_key).collect();
                    self.hashtag_keys.entry(*form).or_insert_with(keys);
                }
            }
        }
    }

    /// Gives the capitalised words of one form the key of the first of them that is a name or a noun, however the
    /// tagger reads the others: "Native" in "React Native" is now a name, now an adjective.
    fn unify_names(&mut self, words: &mut [Word]) {
        let can_be_named = Roles::NOUN.and(Roles::ADJECTIVE).and(Roles::LOOSE);
        let is_name = |word: &Word| word.shape.capital && word.roles.has(can_be_named);
        self.names.clear();
        for word in words.iter().filter(|word| is_name(word)) {
            let is_noun = word.roles.has(Roles::NOUN);
            let known = self.names.entry(word.form).or_insert((word.shared_key, is_noun));
            if is_noun && !known.1 {
                *known = (word.shared_key, true);
            }
        }
        for word in words.iter_mut().filter(|word| is_name(word)) {
            if let Some(&(key, _)) = self.names.get(&word.form) {
                word.shared_key = key;
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
    fn facts(
        &mut self,
        document: &Document<'_>,
        index: usize,
        forms: &Forms,
        tagger: (&Tagger, &TaggerState),
    ) -> &FormFacts {
        let form = document.forms()[index];
        let is_known = self.forms.get(form).is_some_and(|facts| facts.flags.has(Flags::KNOWN));
        if !is_known {
            self.learn(document.token_text(index), form, forms, tagger);
        }
        &self.forms[form]
    }

    /// Works out the facts of a form.
    #[cold]
    fn learn(
        &mut self,
        written: &str,
        form: FormId,
        forms: &Forms,
        (tagger, state): (&Tagger, &TaggerState),
    ) {
        let known = forms.get(form);
        if written.starts_with('#') {
            self.hashtags.insert(form, words_of_hashtag(written, tagger));
        }
        let parts: Vec<&str> = known.folded.split(['-', '\u{2010}', '\u{2011}']).collect();
        let is_compound = (2..=LONGEST).contains(&parts.len())
            && parts.iter().all(|part| part.chars().all(char::is_alphanumeric) && !part.is_empty());
        if is_compound {
            self.compounds
                .insert(form, parts.into_iter().map(|part| WordKey::of(&match_key(part))).collect());
        }
        let entry = tagger.entry(form, written, &known.folded, state);
        let keys = Keys::of_entry(&entry, (written, &known.folded, &known.stem), tagger);
        let mut shape = Shape::of(written, &known.folded, keys.is_unknown);
        shape.stop = known.is_stop_word;
        shape.given_name = keys.is_given_name;
        shape.family_name = keys.is_family_name;
        shape.proper_noun = keys.is_proper_noun;
        shape.capital_only = keys.is_capital_only;
        shape.noun = keys.noun.is_some();
        shape.infinitive = keys.is_infinitive;
        *self.forms.get_mut(form) = FormFacts {
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
