//! The lemma of a form as a part of speech: from the table made of the treebanks, else from the lexicon and
//! the rules of [`french`](crate::french).

use super::model::TagModel;
use super::upos::Upos;
use crate::french::{Categories, Category, Lexicon, Trace, Word, lemma};
use crate::text::{is_apostrophe, is_invisible};

/// The tables of lemmas.
#[derive(Clone, Debug)]
pub(super) struct Lemmatizer {
    /// Lemmas of the forms where treebanks differ from lexicon and rules, in the format of a lexicon.
    trained: Lexicon<'static>,
}

impl Lemmatizer {
    pub(super) fn new(model: TagModel) -> Self {
        let tables = if model == TagModel::Trained { tables() } else { None };
        Self { trained: tables.unwrap_or_else(Lexicon::empty) }
    }

    /// The lemma of the form `written`, with the comparison form `folded` and the lexicon entry `trace`, as
    /// `upos`.
    pub(super) fn lemma(
        &self,
        lexicon: &Lexicon<'_>,
        (written, folded, trace): (&str, &str, Trace),
        upos: Upos,
    ) -> String {
        let (written, folded) = inside_hashtag(written, folded);
        trained(&self.trained, folded, upos).unwrap_or_else(|| {
            let word = lexicon.recall(trace, written, folded);
            if upos == Upos::Det && is_possessive(lexicon, &word) {
                return POSSESSIVE.to_owned();
            }
            by_rules(lexicon, &word, (written, folded), upos)
        })
    }
}

/// The lemma that French treebanks give to every possessive determiner. Their table lacks the forms that they
/// do not contain ("ta", "tes").
const POSSESSIVE: &str = "son";

fn is_possessive(lexicon: &Lexicon<'_>, word: &Word) -> bool {
    lexicon.readings(word).any(|reading| reading.analysis.categories.contains(Category::Possessive))
}

/// The word of a hashtag, in both forms, without its `#`; any other word as it is.
pub(super) fn inside_hashtag<'s>(written: &'s str, folded: &'s str) -> (&'s str, &'s str) {
    match (written.strip_prefix('#'), folded.strip_prefix('#')) {
        (Some(written), Some(folded)) if !written.is_empty() && !folded.is_empty() => (written, folded),
        _ => (written, folded),
    }
}

/// Whether a form is looked up in the lexicon as it is written: no hashtag, and without invisible characters and
/// apostrophes, which are made plain.
pub(super) fn is_plain(written: &str) -> bool {
    !written.starts_with('#')
        && (written.is_ascii() || !written.contains(|c| is_invisible(c) || is_apostrophe(c)))
}

#[cfg(feature = "trained-tables")]
fn tables() -> Option<Lexicon<'static>> {
    Lexicon::parse(include_bytes!("tables/lemmas.fst"), include_bytes!("tables/lemmas.bin"))
}

#[cfg(not(feature = "trained-tables"))]
fn tables() -> Option<Lexicon<'static>> {
    None
}

/// The lemma in the table made of the treebanks.
fn trained(table: &Lexicon<'_>, folded: &str, upos: Upos) -> Option<String> {
    let wanted = Categories::of(&[category(upos)?]);
    let word = table.lookup_exact(folded);
    table
        .readings(&word)
        .find(|reading| reading.analysis.categories.meets(wanted))
        .map(|reading| reading.lemma())
}

/// The category that stands for a part of speech in the table made of the treebanks; `None` for those whose
/// lemma is the form itself.
pub fn category(upos: Upos) -> Option<Category> {
    Some(match upos {
        Upos::Adj => Category::Adjective,
        Upos::Adp => Category::Preposition,
        Upos::Adv => Category::Adverb,
        Upos::Aux => Category::Auxiliary,
        Upos::Cconj => Category::Coordination,
        Upos::Det => Category::Determiner,
        Upos::Intj => Category::Interjection,
        Upos::Noun => Category::Noun,
        Upos::Num => Category::Numeral,
        Upos::Pron => Category::Pronoun,
        Upos::Sconj => Category::Subordination,
        Upos::Verb => Category::FiniteVerb,
        Upos::Propn | Upos::Punct | Upos::Sym | Upos::X | Upos::Part => return None,
    })
}

/// The lemma by lexicon and rules alone, without the table made of the treebanks.
#[cfg(feature = "internals")]
pub fn lemma_by_rules(lexicon: &Lexicon<'_>, written: &str, folded: &str, upos: Upos) -> String {
    by_rules(lexicon, &lexicon.lookup(written, folded), (written, folded), upos)
}

fn by_rules(lexicon: &Lexicon<'_>, word: &Word, (written, folded): (&str, &str), upos: Upos) -> String {
    let kind = match upos {
        Upos::Noun => lemma::Kind::Noun,
        Upos::Adj => lemma::Kind::Adjective,
        Upos::Verb | Upos::Aux => lemma::Kind::Verb,
        Upos::Propn | Upos::X | Upos::Sym | Upos::Punct | Upos::Part => return written.to_owned(),
        _ => lemma::Kind::Other,
    };
    lemma::lemma_of(lexicon, word, folded, kind)
}
