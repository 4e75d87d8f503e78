//! Sources: the rules by which a span of words became a candidate, as a set of bits.

/// The rules that found a candidate: a set, because several can find one span.
///
/// Each occurrence of a candidate has the set of the rules that found it; its family has the union.
/// [`Options::sources`](super::Options) says which rules are in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sources(u16);

impl Sources {
    /// The grammar of noun phrases: `A? N+ A* (P D? A? N+ A*)?`.
    pub const GRAMMAR: Self = Self(1);
    /// A run of capitalised words, with small words and initials inside: "Ursula K. Le Guin".
    pub const NAME: Self = Self(2);
    /// A whole quotation that is written like a title: « Le Meilleur des mondes ».
    pub const QUOTATION: Self = Self(4);
    /// Emphasized text that is written like a title.
    pub const EMPHASIS: Self = Self(8);
    /// Words joined by dots or slashes, without spaces: "go.mod", "GNU/Linux".
    pub const DOTTED: Self = Self(16);
    /// The grammar, with words in the place of nouns that the tagger read otherwise: "le numérique".
    pub const LOOSE: Self = Self(32);
    /// The grammar with a second prepositional phrase: "capacité de rétention d'eau".
    pub const DEEP: Self = Self(64);
    /// The grammar with a conjunction: "sciences humaines et sociales", "fruits et légumes".
    pub const COORDINATION: Self = Self(128);
    /// A pattern or a list of the user.
    pub const CONSTRAINT: Self = Self(256);

    /// Every rule, each by its name.
    pub const NAMED: [(Self, &str); 9] = [
        (Self::GRAMMAR, "grammar"),
        (Self::NAME, "name"),
        (Self::QUOTATION, "quotation"),
        (Self::EMPHASIS, "emphasis"),
        (Self::DOTTED, "dotted"),
        (Self::LOOSE, "loose"),
        (Self::DEEP, "deep"),
        (Self::COORDINATION, "coordination"),
        (Self::CONSTRAINT, "constraint"),
    ];

    /// Every rule but those of the user.
    pub const WIDE: Self = Self(255);

    /// The rules that the built-in ranker was trained with.
    pub const BUILT_IN: Self = Self::WIDE;

    /// The set as bits.
    pub(super) const fn bits(self) -> u16 {
        self.0
    }

    /// Whether one of the rules of `other` is in the set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The rules of both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The rules that are in both sets.
    #[must_use]
    pub const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether there is no rule in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::Sources;

    #[test]
    fn every_rule_is_a_bit_of_its_own() {
        let mut seen = Sources::default();
        for (source, name) in Sources::NAMED {
            assert!(!seen.has(source), "{name}");
            seen = seen.and(source);
        }
        assert_eq!(seen, Sources::WIDE.and(Sources::CONSTRAINT));
        assert!(Sources::WIDE.has(Sources::BUILT_IN));
        assert!(Sources::default().is_empty());
    }
}
