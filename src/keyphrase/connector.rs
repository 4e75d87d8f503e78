//! Connectors: what a token does between the words of a name, by its form alone.

/// What a form does between other words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Connector {
    /// Nothing: an ordinary word.
    #[default]
    None,
    /// A small word inside a name: "de", "le", "of", "van".
    Joiner,
    /// An article, which can also begin a title: "la", "un", "the".
    Article,
    /// A word that joins two names as well as the parts of one: "et", "and", "à", "sur".
    Coordinator,
    /// The sign "&".
    Ampersand,
    Dot,
    Slash,
    Hyphen,
    Apostrophe,
    Comma,
    Colon,
    Equals,
    /// A quotation mark that opens, that closes, or that does either.
    QuoteOpen,
    QuoteClose,
    QuoteStraight,
    BracketOpen,
    BracketClose,
    BraceOpen,
    BraceClose,
    AngleOpen,
    AngleClose,
    /// Any other mark.
    Mark,
}

impl Connector {
    /// What the folded form does.
    pub(super) fn of(folded: &str) -> Self {
        match folded {
            "le" | "la" | "les" | "l'" | "un" | "une" | "the" | "el" => Self::Article,
            "de" | "du" | "des" | "d'" | "of" | "van" | "von" | "der" | "den" | "del" | "della" | "di"
            | "da" | "do" | "dos" | "das" | "y" | "'s" | "bin" | "ben" | "ibn" | "al" | "for" | "in"
            | "to" => Self::Joiner,
            "et" | "ou" | "and" | "or" | "à" | "au" | "aux" | "en" | "sur" | "on" | "dans" | "pour"
            | "sans" => Self::Coordinator,
            "&" => Self::Ampersand,
            "." => Self::Dot,
            "/" => Self::Slash,
            "-" | "\u{2010}" | "\u{2011}" => Self::Hyphen,
            "'" => Self::Apostrophe,
            "," => Self::Comma,
            ":" => Self::Colon,
            "=" => Self::Equals,
            "«" | "“" | "„" | "‹" => Self::QuoteOpen,
            "»" | "”" | "›" => Self::QuoteClose,
            "\"" => Self::QuoteStraight,
            "[" => Self::BracketOpen,
            "]" => Self::BracketClose,
            "{" => Self::BraceOpen,
            "}" => Self::BraceClose,
            "<" => Self::AngleOpen,
            ">" => Self::AngleClose,
            other if other.contains(char::is_alphanumeric) => Self::None,
            _ => Self::Mark,
        }
    }

    /// Whether it can stand between the words of a name.
    pub(super) fn joins_names(self) -> bool {
        matches!(self, Self::Joiner | Self::Article | Self::Coordinator | Self::Ampersand)
    }

    /// Whether it is not a word.
    pub(super) fn is_mark(self) -> bool {
        !matches!(self, Self::None | Self::Joiner | Self::Article | Self::Coordinator)
    }
}
