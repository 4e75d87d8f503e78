//! What a reading of a word says: its lexical categories, gender, number, moods and persons.
//!
//! Plain values, packed as the tables of the lexicon store them. Which readings a word has is decided in
//! [`lexicon`](super::lexicon).

/// A lexical category, finer than a part of speech: one bit of [`Categories`] each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum Category {
    /// A common noun.
    Noun,
    /// A proper noun: a place, a company, a work.
    ProperNoun,
    /// A given name.
    GivenName,
    /// A family name.
    FamilyName,
    /// A title before a name ("Mme").
    Title,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
    /// An adverb of negation ("ne", "pas").
    Negation,
    /// An interrogative adverb ("comment").
    InterrogativeAdverb,
    /// An infinitive.
    Infinitive,
    /// A past participle.
    PastParticiple,
    /// A present participle.
    PresentParticiple,
    /// A finite form of a verb, the imperative included.
    FiniteVerb,
    /// A form of "être" or "avoir".
    Auxiliary,
    /// An article or another determiner.
    Determiner,
    /// A possessive determiner ("mon").
    Possessive,
    /// A subject pronoun ("je").
    SubjectPronoun,
    /// An object pronoun ("me", "le").
    ObjectPronoun,
    /// Any other pronoun.
    Pronoun,
    /// A relative pronoun.
    RelativePronoun,
    /// An interrogative pronoun or determiner.
    InterrogativePronoun,
    /// A preposition.
    Preposition,
    /// A coordinating conjunction.
    Coordination,
    /// A subordinating conjunction.
    Subordination,
    /// An interjection.
    Interjection,
    /// A numeral.
    Numeral,
    /// A symbol or a punctuation mark.
    Symbol,
    /// A prefix, a suffix, or a word to which the source gives no category.
    Other,
}

/// A set of [`Category`] values: bit `n` stands for the category with discriminant `n`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Categories(pub u32);

impl Categories {
    /// The set of `categories`.
    pub const fn of(categories: &[Category]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < categories.len() {
            bits |= 1 << categories[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    /// Whether `category` is in the set.
    pub const fn contains(self, category: Category) -> bool {
        self.0 & (1 << category as u32) != 0
    }

    /// Whether the two sets intersect.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gender {
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Number {
    /// Singular.
    Singular,
    /// Plural.
    Plural,
}

/// What one reading says about a word, apart from its lemma.
///
/// Packed as in the table: eight bytes, equal for equal analyses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Analysis {
    /// The categories of the word in this reading: several when the source gives them the same lemma.
    pub categories: Categories,
    /// Bit 0: masculine, bit 1: feminine; both for a form of either gender.
    pub genders: u8,
    /// Bit 0: singular, bit 1: plural; both for an invariable form.
    pub numbers: u8,
    /// Moods and tenses of a finite verb, one bit each, in the order of [`MOODS`].
    pub moods: u8,
    /// Persons of a finite verb: bits 0 to 2 for the singular, bits 3 to 5 for the plural.
    pub persons: u8,
}

/// The names of the bits of [`Analysis::moods`], as the source spells them: present, imperfect,
/// simple past and future of the indicative, conditional, present and imperfect of the
/// subjunctive, imperative.
pub const MOODS: [&str; 8] = ["ipre", "iimp", "ipsi", "ifut", "cond", "spre", "simp", "impe"];

impl Analysis {
    /// The eight bytes that the table stores.
    pub fn to_bytes(self) -> [u8; 8] {
        let [a, b, c, d] = self.categories.0.to_le_bytes();
        [a, b, c, d, self.genders, self.numbers, self.moods, self.persons]
    }

    /// The inverse of [`to_bytes`](Self::to_bytes).
    pub fn from_bytes([a, b, c, d, genders, numbers, moods, persons]: [u8; 8]) -> Self {
        Self { categories: Categories(u32::from_le_bytes([a, b, c, d])), genders, numbers, moods, persons }
    }

    /// The gender, unless the form has both or none.
    pub fn gender(self) -> Option<Gender> {
        match self.genders {
            1 => Some(Gender::Masculine),
            2 => Some(Gender::Feminine),
            _ => None,
        }
    }

    /// The number, unless the form has both or none.
    pub fn number(self) -> Option<Number> {
        match self.numbers {
            1 => Some(Number::Singular),
            2 => Some(Number::Plural),
            _ => None,
        }
    }
}
