//! The universal parts of speech.

use std::fmt;
use std::str::FromStr;

/// The number of tags that the tagger distinguishes: all of [`Upos`] except [`Upos::Part`], which French does
/// not have.
#[cfg_attr(not(feature = "internals"), allow(unreachable_pub, reason = "public with `internals`"))]
pub const TAGS: usize = 16;

/// A part of speech of Universal Dependencies (<https://universaldependencies.org/u/pos/>).
///
/// # Examples
///
/// ```
/// use glane::tag::Upos;
///
/// assert_eq!("NOUN".parse(), Ok(Upos::Noun));
/// assert_eq!(Upos::Noun.as_str(), "NOUN");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Upos {
    /// Adjective, including ordinal numbers.
    Adj,
    /// Preposition, including the contractions "du", "des", "au", "aux".
    Adp,
    /// Adverb, including negation.
    Adv,
    /// Auxiliary and copula.
    Aux,
    /// Coordinating conjunction.
    Cconj,
    /// Determiner.
    Det,
    /// Interjection.
    Intj,
    /// Common noun.
    Noun,
    /// Cardinal number.
    Num,
    /// Pronoun.
    Pron,
    /// Proper noun.
    Propn,
    /// Punctuation.
    Punct,
    /// Subordinating conjunction.
    Sconj,
    /// Symbol, including emoji, URLs and e-mail addresses.
    Sym,
    /// Verb.
    Verb,
    /// Anything else: words of other languages.
    X,
    /// Particle; the tagger never gives it, because French has none.
    Part,
}

impl Upos {
    /// All parts of speech, in the order of their discriminants.
    pub const ALL: [Self; 17] = [
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Aux,
        Self::Cconj,
        Self::Det,
        Self::Intj,
        Self::Noun,
        Self::Num,
        Self::Pron,
        Self::Propn,
        Self::Punct,
        Self::Sconj,
        Self::Sym,
        Self::Verb,
        Self::X,
        Self::Part,
    ];

    /// The name in Universal Dependencies: "NOUN".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Adj => "ADJ",
            Self::Adp => "ADP",
            Self::Adv => "ADV",
            Self::Aux => "AUX",
            Self::Cconj => "CCONJ",
            Self::Det => "DET",
            Self::Intj => "INTJ",
            Self::Noun => "NOUN",
            Self::Num => "NUM",
            Self::Pron => "PRON",
            Self::Propn => "PROPN",
            Self::Punct => "PUNCT",
            Self::Sconj => "SCONJ",
            Self::Sym => "SYM",
            Self::Verb => "VERB",
            Self::X => "X",
            Self::Part => "PART",
        }
    }

    /// Whether words of this part of speech are content words: NOUN, PROPN, ADJ, VERB, ADV.
    pub const fn is_content(self) -> bool {
        matches!(self, Self::Noun | Self::Propn | Self::Adj | Self::Verb | Self::Adv)
    }
}

impl fmt::Display for Upos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The error of parsing a [`Upos`] from another name than the seventeen of Universal Dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a part of speech of Universal Dependencies")]
pub struct UnknownUpos;

impl FromStr for Upos {
    type Err = UnknownUpos;

    fn from_str(name: &str) -> Result<Self, UnknownUpos> {
        Self::ALL.into_iter().find(|upos| upos.as_str() == name).ok_or(UnknownUpos)
    }
}
