//! The context of every token of a post: what the token is to its neighbours. The facts of a form are computed
//! once; the part of speech comes from the tagger.

use crate::french::Word;
use crate::tag::{Tag, Tagger, TaggerState, Upos};
use crate::text::{Document, FormId, Forms};

/// What a token is: any of the flags below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::keyphrase) struct Context {
    flags: u32,
    /// The class of its suffix; 0 for none of those that are known.
    pub(super) suffix: u8,
}

impl Context {
    pub(super) const DE: u32 = 1;
    pub(super) const POSSESSIVE: u32 = 1 << 1;
    pub(super) const DEMONSTRATIVE: u32 = 1 << 2;
    pub(super) const INDEFINITE: u32 = 1 << 3;
    pub(super) const DEFINITE: u32 = 1 << 4;
    pub(super) const QUANTIFIER: u32 = 1 << 5;
    pub(super) const COLON: u32 = 1 << 6;
    /// A comma, or "et".
    pub(super) const LIST: u32 = 1 << 7;
    pub(super) const PARENTHESIS: u32 = 1 << 8;
    pub(super) const OPENING_QUOTE: u32 = 1 << 9;
    pub(super) const CLOSING_QUOTE: u32 = 1 << 10;
    /// No letter and no digit.
    pub(super) const PUNCTUATION: u32 = 1 << 11;
    /// A form of "être", "devenir", "appeler", "nommer" or "intituler".
    pub(super) const COPULA: u32 = 1 << 12;
    /// A capital behind a small letter.
    pub(super) const INNER_CAPITAL: u32 = 1 << 13;
    const FINITE_FORM: u32 = 1 << 14;
    const PARTICIPLE_FORM: u32 = 1 << 15;
    pub(super) const PLURAL: u32 = 1 << 16;
    const KNOWN: u32 = 1 << 17;
    pub(super) const NOUN: u32 = 1 << 18;
    pub(super) const NAME: u32 = 1 << 19;
    pub(super) const ADJECTIVE: u32 = 1 << 20;
    pub(super) const FOREIGN: u32 = 1 << 21;
    pub(super) const NUMBER: u32 = 1 << 22;
    pub(super) const PARTICIPLE: u32 = 1 << 23;
    /// A finite verb or auxiliary.
    pub(super) const FINITE: u32 = 1 << 24;
    pub(super) const VERB: u32 = 1 << 25;
    pub(super) const DETERMINER: u32 = 1 << 26;
    /// A determiner, an adjective or an adverb: what may stand between a verb and its object.
    pub(super) const BEFORE_OBJECT: u32 = 1 << 27;

    pub(super) fn has(self, any: u32) -> bool {
        self.flags & any != 0
    }

    /// Whether it has no letter and no digit.
    pub(in crate::keyphrase) fn is_punctuation(self) -> bool {
        self.has(Self::PUNCTUATION)
    }

    fn of_form(written: &str, folded: &str, entry: &Word, tagger: &Tagger) -> Self {
        let is_word = written.contains(char::is_alphanumeric);
        let mut flags = Self::KNOWN | if is_word { 0 } else { Self::PUNCTUATION };
        flags |= match folded {
            "de" | "d'" => Self::DE,
            "du" => Self::DE | Self::DEFINITE,
            "des" => Self::DE | Self::INDEFINITE,
            "mon" | "ma" | "mes" | "ton" | "ta" | "tes" | "son" | "sa" | "ses" | "notre" | "nos"
            | "votre" | "vos" | "leur" | "leurs" => Self::POSSESSIVE,
            "ce" | "cet" | "cette" | "ces" => Self::DEMONSTRATIVE,
            "un" | "une" => Self::INDEFINITE,
            "le" | "la" | "les" | "l'" | "au" | "aux" => Self::DEFINITE,
            "quelques" | "plusieurs" | "chaque" | "certains" | "certaines" | "tout" | "toute" | "tous"
            | "toutes" | "aucun" | "aucune" => Self::QUANTIFIER,
            ":" => Self::COLON,
            "," | "et" => Self::LIST,
            "(" => Self::PARENTHESIS,
            "«" | "“" | "‹" | "„" => Self::OPENING_QUOTE,
            "»" | "”" | "›" => Self::CLOSING_QUOTE,
            "\"" => Self::OPENING_QUOTE | Self::CLOSING_QUOTE,
            "est" | "sont" | "était" | "étaient" | "fut" | "furent" | "être" | "sera" | "seront"
            | "serait" | "soit" | "devient" | "deviennent" | "devenu" | "devenue" | "devenir" | "appelle"
            | "appellent" | "appelé" | "appelée" | "appelés" | "appelées" | "nomme" | "nommé" | "nommée"
            | "nommés" | "intitulé" | "intitulée" => Self::COPULA,
            _ => 0,
        };
        if is_word && flags & Self::DE == 0 {
            let verb = tagger.morphology_of(entry, Upos::Verb).verb_form;
            let is = |form| verb == Some(form);
            flags |= if is("Fin") { Self::FINITE_FORM } else { 0 };
            flags |= if is("Part") { Self::PARTICIPLE_FORM } else { 0 };
            let mut characters = written.chars();
            let is_mixed = written.chars().any(char::is_lowercase)
                && characters.next().is_some()
                && characters.any(char::is_uppercase);
            flags |= if is_mixed { Self::INNER_CAPITAL } else { 0 };
            flags |= if folded.ends_with(['s', 'x']) { Self::PLURAL } else { 0 };
        }
        Self { flags, suffix: suffix(folded) }
    }

    fn with(self, tag: Upos) -> Self {
        let form = |flag: u32, then: u32| if self.flags & flag != 0 { then } else { 0 };
        let flags = match tag {
            Upos::Noun => Self::NOUN,
            Upos::Propn => Self::NAME,
            Upos::Adj => Self::ADJECTIVE | Self::BEFORE_OBJECT,
            Upos::X => Self::FOREIGN,
            Upos::Num => Self::NUMBER,
            Upos::Verb => {
                Self::VERB
                    | form(Self::PARTICIPLE_FORM, Self::PARTICIPLE)
                    | form(Self::FINITE_FORM, Self::FINITE)
            }
            Upos::Aux => form(Self::FINITE_FORM, Self::FINITE),
            Upos::Det => Self::DETERMINER | Self::BEFORE_OBJECT,
            Upos::Adv => Self::BEFORE_OBJECT,
            _ => 0,
        };
        Self { flags: self.flags | flags, ..self }
    }
}

/// Suffixes that tell what kind of word a noun is, and the number of each, from 1.
const SUFFIXES: [&str; 12] =
    ["tion", "ment", "té", "isme", "eur", "age", "ance", "ence", "ure", "ité", "iste", "ie"];

/// The number of the suffix of a word, 0 where it has none of them.
fn suffix(folded: &str) -> u8 {
    let singular = folded.strip_suffix('s').unwrap_or(folded);
    let has = |suffix: &str| singular.ends_with(suffix) && singular.len() > suffix.len() + 2;
    SUFFIXES.iter().position(|suffix| has(suffix)).map_or(0, |at| at as u8 + 1)
}

/// What is remembered of forms, by their numbers.
#[derive(Debug, Default)]
pub(in crate::keyphrase) struct ContextMemory {
    forms: Vec<Context>,
}

impl ContextMemory {
    /// Appends the contexts of the tokens of a document.
    pub(in crate::keyphrase) fn read(
        &mut self,
        document: &Document<'_>,
        forms: &Forms,
        (tagger, state): (&Tagger, &TaggerState),
        tags: &[Tag],
        contexts: &mut Vec<Context>,
    ) {
        contexts.extend(document.forms().iter().enumerate().map(|(index, &form)| {
            let of_form = match self.forms.get(form.index()) {
                Some(known) if known.has(Context::KNOWN) => *known,
                _ => self.learn(document.token_text(index), form, forms, (tagger, state)),
            };
            of_form.with(tags[index].upos)
        }));
    }

    #[cold]
    fn learn(
        &mut self,
        written: &str,
        form: FormId,
        forms: &Forms,
        (tagger, state): (&Tagger, &TaggerState),
    ) -> Context {
        if form.index() >= self.forms.len() {
            self.forms.resize(form.index() + 1, Context::default());
        }
        let folded = &forms.get(form).folded;
        let entry = tagger.entry(form, written, folded, state);
        let context = Context::of_form(written, folded, &entry, tagger);
        self.forms[form.index()] = context;
        context
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes_are_those_of_singular_and_plural() {
        assert_eq!(suffix("transition"), suffix("transitions"));
        assert_eq!(suffix("ment"), 0);
        assert_ne!(suffix("racisme"), suffix("transition"));
    }
}
