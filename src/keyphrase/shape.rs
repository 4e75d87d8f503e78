//! Shapes: how a word is written, what it can be in a noun phrase, and what the markup says of it.

/// What a word can be in a noun phrase: a set of the flags below.
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
    /// A noun for the loose grammar only: the tagger is sure of another reading, but the
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

/// How a word is written, and what the lexicon says of its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each holds or not, whatever the others do")]
pub(super) struct Shape {
    /// Letters in it, 255 at most.
    pub(super) letters: u8,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether it consists of two or more capitals.
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
    /// Whether a capital follows a small letter in it: "iPhone", "GitHub".
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

    /// The shape of a form, without the facts of the lexicon.
    pub(super) fn of(written: &str, folded: &str, unknown: bool) -> Self {
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

/// What the markup says of a word: a set of the flags below.
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
