//! The token: a half-open byte range of a text, and its kind.

use std::ops::Range;

/// The kind of a [`Token`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum TokenKind {
    /// A word: letters, with the hyphens, apostrophes and inclusive endings inside it ("aujourd'hui",
    /// "franco-allemand", "collaborateur·rice·s", "A300").
    Word,
    /// An elided word with its apostrophe ("l'", "qu’").
    Elided,
    /// A clitic with its hyphen ("-t-il", "-ce", "-là").
    Clitic,
    /// A number: digits with their separators, and the letters attached to them ("1 000", "3,14", "19e",
    /// "20cm").
    Number,
    /// An abbreviation or initials, with the dot ("M.", "etc.", "J.-C.").
    Abbreviation,
    /// A punctuation mark or any other symbol.
    Punctuation,
    /// A URL or a domain name.
    Url,
    /// An e-mail address.
    Email,
    /// An account name ("@`AlainBenichou`").
    Mention,
    /// A hashtag ("#télétravail").
    Hashtag,
    /// One emoji, with its modifiers and the parts that zero-width joiners attach (an emoji sequence of UTS
    /// #51).
    Emoji,
}

impl TokenKind {
    /// The name in JSON lines and in Python: "word", "url".
    ///
    /// ```
    /// use glane::text::TokenKind;
    ///
    /// assert_eq!(TokenKind::Abbreviation.as_str(), "abbreviation");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Elided => "elided",
            Self::Clitic => "clitic",
            Self::Number => "number",
            Self::Abbreviation => "abbreviation",
            Self::Punctuation => "punctuation",
            Self::Url => "url",
            Self::Email => "email",
            Self::Mention => "mention",
            Self::Hashtag => "hashtag",
            Self::Emoji => "emoji",
        }
    }
}

/// A token of a text: its place, in bytes, and its kind.
///
/// `&text[token.range()]` is the token as written.
// The scanner writes several tokens at once, and relies on the order of the fields in memory.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Offset of its first byte.
    pub start: u32,
    /// Offset one past its last byte.
    pub end: u32,
    /// Its kind.
    pub kind: TokenKind,
}

impl Token {
    /// The byte range of the token in its text, half-open.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The token as written in `text`, the text it was scanned from.
    ///
    /// # Panics
    ///
    /// When `text` is another text and the range of the token is out of bounds or splits a character.
    pub fn text(self, text: &str) -> &str {
        &text[self.range()]
    }
}
