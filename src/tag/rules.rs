//! The model without trained tables: the readings of the lexicon, and rules over the neighbours of a word
//! that has several.
//!
//! For builds that cannot carry the licences of the treebanks. About 90 % of its tags are right, against 97 %
//! of those of the trained model.

#![allow(clippy::match_same_arms, reason = "the rules stand in their order of precedence, a word at a time")]

use super::lemma::inside_hashtag;
use super::model;
use super::upos::Upos;
use crate::french::{Categories, Category, Lexicon, Trace};

/// The rules need no buffers.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffers;

/// What the rules need to know about a form.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facts {
    class: Categories,
    shape: Shape,
    word: Word,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shape {
    #[default]
    Lower,
    Capital,
    Number,
    Mark,
    Symbol,
}

/// Words with their own rules, and unknown words by their ending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Word {
    #[default]
    Other,
    /// "le", "la", "les", "l'", "leur".
    Article,
    /// "un", "une".
    One,
    /// "du", "au", "aux".
    Contraction,
    /// "des".
    Des,
    En,
    Que,
    /// A form of "être".
    Be,
    /// A form of "avoir".
    Have,
    /// Unknown, in -ment.
    Adverb,
    /// Unknown, in -er or -ir.
    Infinitive,
    /// Unknown, in -é, -ée, -és, -ées.
    Participle,
    /// Unknown, in -ique, -if, -able and the like.
    Adjective,
}

const NOUNS: Categories = Categories::of(&[Category::Noun, Category::Title]);
const NAMES: Categories = Categories::of(&[Category::ProperNoun, Category::GivenName, Category::FamilyName]);
/// Words that a capital inside a sentence makes a name ("la France", "la Société générale").
const NAMED: Categories = Categories(NAMES.0 | NOUNS.0 | Categories::of(&[Category::Adjective]).0);
const FINITE: Categories = Categories::of(&[Category::FiniteVerb]);
const PARTICIPLE: Categories = Categories::of(&[Category::PastParticiple]);
const VERBS: Categories = Categories::of(&[
    Category::FiniteVerb,
    Category::Infinitive,
    Category::PastParticiple,
    Category::PresentParticiple,
]);
const PRONOUNS: Categories = Categories::of(&[
    Category::SubjectPronoun,
    Category::ObjectPronoun,
    Category::Pronoun,
    Category::RelativePronoun,
    Category::InterrogativePronoun,
]);
const CLITICS: Categories = Categories::of(&[Category::ObjectPronoun, Category::Negation]);
const DETERMINERS: Categories = Categories::of(&[Category::Determiner, Category::Possessive]);
const ADVERBS: Categories =
    Categories::of(&[Category::Adverb, Category::Negation, Category::InterrogativeAdverb]);

/// The rules; they have no state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model;

impl model::Model for Model {
    type Facts = Facts;
    type Buffers = Buffers;

    fn facts(&self, lexicon: &Lexicon<'_>, written: &str, folded: &str) -> (Facts, Trace) {
        let (written, folded) = inside_hashtag(written, folded);
        let found = lexicon.lookup(written, folded);
        let mut class = Categories::default();
        let mut lemma = String::new();
        for reading in lexicon.readings(&found) {
            class.0 |= reading.analysis.categories.0;
            if reading.analysis.categories.contains(Category::Auxiliary) {
                lemma = reading.lemma();
            }
        }
        let word = match folded {
            "le" | "la" | "les" | "l'" | "leur" => Word::Article,
            "un" | "une" => Word::One,
            "du" | "au" | "aux" => Word::Contraction,
            "des" => Word::Des,
            "en" => Word::En,
            "que" | "qu'" => Word::Que,
            _ if lemma == "être" => Word::Be,
            _ if lemma == "avoir" => Word::Have,
            _ if class.is_empty() => by_ending(folded),
            _ => Word::Other,
        };
        (Facts { class, shape: shape(written), word }, found.trace(folded))
    }

    fn tag_sentence<'f>(
        &'f self,
        _buffers: &mut Buffers,
        length: usize,
        facts: impl Fn(usize) -> &'f Facts,
        _ahead: impl Fn(usize) -> Option<&'f Facts>,
        fixed: impl Fn(usize) -> Option<Upos>,
        mut give: impl FnMut(Upos, f32),
    ) {
        let mut last = Upos::Punct;
        for at in 0..length {
            let ahead =
                |steps: usize| if at + steps < length { *facts(at + steps) } else { Facts::default() };
            let (upos, margin) = match fixed(at) {
                Some(upos) => (upos, 1.0),
                None => decide(*facts(at), last, at == 0, ahead),
            };
            // An adverb between an auxiliary and its participle is skipped.
            if !(upos == Upos::Adv && last == Upos::Aux) {
                last = upos;
            }
            give(upos, margin);
        }
    }
}

/// The margin of a word with one part of speech, and of one that a rule decided.
const SURE: f32 = 0.9;
const RULED: f32 = 0.4;

fn decide(facts: Facts, last: Upos, first: bool, ahead: impl Fn(usize) -> Facts) -> (Upos, f32) {
    let next = ahead(1);
    match facts.shape {
        Shape::Mark => return (Upos::Punct, SURE),
        Shape::Symbol => return (Upos::Sym, SURE),
        Shape::Number => return (Upos::Num, SURE),
        Shape::Capital if !first && (facts.class.is_empty() || facts.class.meets(NAMED)) => {
            return (Upos::Propn, RULED);
        }
        Shape::Capital | Shape::Lower => {}
    }
    let before_verb = next.class.meets(Categories(FINITE.0 | CLITICS.0)) && !next.class.meets(NOUNS);
    let upos = match facts.word {
        Word::Article if before_verb || last == Upos::Pron => Upos::Pron,
        Word::Article | Word::One => Upos::Det,
        Word::Contraction => Upos::Adp,
        Word::Des if matches!(last, Upos::Punct | Upos::Verb | Upos::Cconj) => Upos::Det,
        Word::Des => Upos::Adp,
        Word::En if before_verb || last == Upos::Pron => Upos::Pron,
        Word::En => Upos::Adp,
        Word::Que if matches!(last, Upos::Noun | Upos::Pron | Upos::Propn) => Upos::Pron,
        Word::Que => Upos::Sconj,
        Word::Be if last == Upos::Det && facts.class.meets(NOUNS) => Upos::Noun,
        Word::Be => Upos::Aux,
        Word::Have if last == Upos::Det && facts.class.meets(NOUNS) => Upos::Noun,
        // "A" may stand for "À".
        Word::Have if facts.class.contains(Category::Preposition) => Upos::Adp,
        Word::Have if (1..4).any(|steps| ahead(steps).class.meets(PARTICIPLE)) => Upos::Aux,
        Word::Have => Upos::Verb,
        Word::Adverb => Upos::Adv,
        Word::Infinitive | Word::Participle => Upos::Verb,
        Word::Adjective => Upos::Adj,
        Word::Other => return open(facts, last, first, next),
    };
    (upos, RULED)
}

/// The part of speech of a word without its own rule.
fn open(facts: Facts, last: Upos, first: bool, next: Facts) -> (Upos, f32) {
    let class = facts.class;
    if class.is_empty() {
        return (if facts.shape == Shape::Capital { Upos::Propn } else { Upos::Noun }, RULED);
    }
    let noun = class.meets(NOUNS);
    let verb = class.meets(VERBS);
    let adjective = class.contains(Category::Adjective);
    let closed = [
        (Categories::of(&[Category::Negation]), Upos::Adv),
        (Categories::of(&[Category::Preposition]), Upos::Adp),
        (DETERMINERS, Upos::Det),
        (Categories::of(&[Category::Coordination]), Upos::Cconj),
        (Categories::of(&[Category::Subordination]), Upos::Sconj),
        (PRONOUNS, Upos::Pron),
        (ADVERBS, Upos::Adv),
        (Categories::of(&[Category::Numeral]), Upos::Num),
    ];
    let margin = if u32::from(noun) + u32::from(verb) + u32::from(adjective) == 1 { SURE } else { RULED };
    if !(noun && after_determiner(last)) {
        for (categories, upos) in closed {
            let before_noun = (next.class.meets(NOUNS) || next.class.contains(Category::Adjective))
                && !matches!(next.word, Word::Be | Word::Have);
            if class.meets(categories) && (upos != Upos::Det || before_noun || !class.meets(PRONOUNS)) {
                return (upos, margin);
            }
        }
    }
    let upos = match last {
        Upos::Pron | Upos::Aux if verb => Upos::Verb,
        Upos::Det | Upos::Num | Upos::Adp if adjective && next.class.meets(NOUNS) && !verb => Upos::Adj,
        Upos::Det | Upos::Num | Upos::Adp if noun => Upos::Noun,
        Upos::Adp if verb => Upos::Verb,
        Upos::Noun | Upos::Propn if class.meets(PARTICIPLE) && next.class.contains(Category::Preposition) => {
            Upos::Verb
        }
        Upos::Noun | Upos::Propn | Upos::Aux if adjective => Upos::Adj,
        Upos::Noun | Upos::Propn if verb => Upos::Verb,
        _ if noun && !(first && class.contains(Category::Infinitive)) => Upos::Noun,
        _ if adjective && !class.meets(FINITE) => Upos::Adj,
        _ if verb => Upos::Verb,
        _ if adjective => Upos::Adj,
        _ if class.meets(NAMES) => Upos::Propn,
        _ if class.contains(Category::Interjection) => Upos::Intj,
        _ if class.contains(Category::Symbol) => Upos::Sym,
        _ => Upos::X,
    };
    (upos, margin)
}

fn after_determiner(last: Upos) -> bool {
    matches!(last, Upos::Det | Upos::Adj | Upos::Num | Upos::Adp)
}

fn shape(written: &str) -> Shape {
    let mut chars = written.chars();
    match chars.next() {
        Some(c) if c.is_numeric() => Shape::Number,
        Some('-' | '+') if chars.next().is_some_and(char::is_numeric) => Shape::Number,
        // A word in capitals only says nothing: headings are written like this.
        Some(c) if c.is_uppercase() && !chars.next().is_some_and(char::is_uppercase) => Shape::Capital,
        _ if written.contains(char::is_alphanumeric) => Shape::Lower,
        Some('%' | '€' | '$' | '£' | '°' | '+' | '=' | '<' | '>' | '&' | '§' | '©' | '→') => {
            Shape::Symbol
        }
        _ => Shape::Mark,
    }
}

fn by_ending(folded: &str) -> Word {
    let ends = |endings: &[&str]| endings.iter().any(|ending| folded.ends_with(ending));
    if ends(&["ment"]) {
        Word::Adverb
    } else if ends(&["er", "ir"]) {
        Word::Infinitive
    } else if ends(&["é", "ée", "és", "ées"]) {
        Word::Participle
    } else if ends(&["ique", "iques", "if", "ifs", "ive", "ives", "able", "ables", "eux", "euse", "euses"]) {
        Word::Adjective
    } else {
        Word::Other
    }
}
