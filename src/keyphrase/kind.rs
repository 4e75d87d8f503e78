//! Kinds: the class of the thing that a keyphrase names (person, place and so on). Which one a phrase has is decided in
//! `kind_evidence`.

use serde::{Deserialize, Serialize};

/// The class of the thing that a keyphrase names.
///
/// The finer kinds are given only where the post shows them: a civility or a given name before a surname, a common
/// noun beside the name ("la ville de", "le logiciel", "le roman"), a preposition of place, quotation marks; or where
/// the name is known: by the same evidence, counted over French news and blogs, or by the rating of a common name. A proper name without
/// evidence is a [`Name`](Self::Name), a common phrase a [`Term`](Self::Term).
///
/// ```
/// use glane::keyphrase::Kind;
///
/// assert_eq!(Kind::Organisation.as_str(), "organisation");
/// assert!(!Kind::Term.is_name() && Kind::Work.is_name());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// A common phrase: a topic.
    #[default]
    Term,
    /// A person.
    Person,
    /// A place.
    Place,
    /// An association, a firm, an institution.
    Organisation,
    /// A work with a title: a book, a film, a song, a game.
    Work,
    /// A program, a device, a brand of either.
    Product,
    /// A proper name of which the post does not show the class.
    Name,
}

impl Kind {
    /// The name of the kind in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Person => "person",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Work => "work",
            Self::Product => "product",
            Self::Name => "name",
        }
    }

    /// Whether it is a proper name of any kind.
    pub fn is_name(self) -> bool {
        self != Self::Term
    }
}
