//! The lemma of a form under a part of speech: what the treebanks teach, else what the lexicon and
//! the rules of [`french`](crate::french) say.

use super::Upos;
use crate::french::{Categories, Category, Lexicon, Trace, Word, lemma};

/// The tables of lemmas.
#[derive(Clone, Debug)]
pub(super) struct Lemmatizer {
    /// Lemmas of forms where treebanks differ from the lexicon, in the format of a lexicon.
    taught: Lexicon<'static>,
}

impl Lemmatizer {
    pub(super) fn new() -> Self {
        Self { taught: tables().unwrap_or_else(Lexicon::empty) }
    }

    /// The lemma of the form `written`, folded `folded` and found by `trace`, as `upos`.
    pub(super) fn lemma(
        &self,
        lexicon: &Lexicon<'_>,
        (written, folded, trace): (&str, &str, Trace),
        upos: Upos,
    ) -> String {
        let (written, folded) = inside_hashtag(written, folded);
        taught(&self.taught, folded, upos).unwrap_or_else(|| {
            let word = lexicon.recall(trace, written, folded);
            if upos == Upos::Det && is_possessive(lexicon, &word) {
                return POSSESSIVE.to_owned();
            }
            ruled_of(lexicon, &word, (written, folded), upos)
        })
    }
}

/// The lemma that French treebanks give to every possessive determiner. Their table lacks the forms that they
/// do not contain ("ta", "tes").
const POSSESSIVE: &str = "son";

fn is_possessive(lexicon: &Lexicon<'_>, word: &Word) -> bool {
    lexicon.readings(word).any(|reading| reading.analysis.categories.contains(Category::Possessive))
}

/// A hashtag is read by what stands behind its mark.
pub fn inside_hashtag<'s>(written: &'s str, folded: &'s str) -> (&'s str, &'s str) {
    match (written.strip_prefix('#'), folded.strip_prefix('#')) {
        (Some(written), Some(folded)) if !written.is_empty() && !folded.is_empty() => (written, folded),
        _ => (written, folded),
    }
}

#[cfg(feature = "trained-tables")]
fn tables() -> Option<Lexicon<'static>> {
    Lexicon::from_bytes(include_bytes!("tables/lemmas.fst"), include_bytes!("tables/lemmas.bin"))
}

#[cfg(not(feature = "trained-tables"))]
fn tables() -> Option<Lexicon<'static>> {
    None
}

fn taught(table: &Lexicon<'_>, folded: &str, upos: Upos) -> Option<String> {
    let wanted = Categories::of(&[category(upos)?]);
    let word = table.lookup_exact(folded);
    table
        .readings(&word)
        .find(|reading| reading.analysis.categories.meets(wanted))
        .map(|reading| reading.lemma())
}

/// The category under which the taught table has the lemma of a part of speech.
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

/// The lemma by lexicon and rules alone.
pub fn ruled(lexicon: &Lexicon<'_>, written: &str, folded: &str, upos: Upos) -> String {
    ruled_of(lexicon, &lexicon.lookup(written, folded), (written, folded), upos)
}

fn ruled_of(lexicon: &Lexicon<'_>, word: &Word, (written, folded): (&str, &str), upos: Upos) -> String {
    let kind = match upos {
        Upos::Noun => lemma::Kind::Noun,
        Upos::Adj => lemma::Kind::Adjective,
        Upos::Verb | Upos::Aux => lemma::Kind::Verb,
        Upos::Propn | Upos::X | Upos::Sym | Upos::Punct | Upos::Part => return written.to_owned(),
        _ => lemma::Kind::Other,
    };
    lemma::lemma_of(lexicon, word, folded, kind)
}
