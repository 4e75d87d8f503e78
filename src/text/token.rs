//! The token: a half-open byte range of a text and the kind of thing that stands there.

use std::ops::Range;

/// What a [`Token`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum TokenKind {
    /// A word: letters, with inner hyphens, apostrophes and inclusive endings ("aujourd'hui",
    /// "franco-allemand", "collaborateur·rice·s", "A300").
    Word,
    /// An elided word with its apostrophe ("l'", "qu’").
    Elided,
    /// A clitic with its hyphen ("-t-il", "-ce", "-là").
    Clitic,
    /// A number, digits and what belongs to them ("1 000", "3,14", "19e", "20cm").
    Number,
    /// An abbreviation or initials with their dot ("M.", "etc.", "J.-C.").
    Abbreviation,
    /// A mark of punctuation or any other symbol.
    Punctuation,
    /// A URL or a domain name.
    Url,
    /// An e-mail address.
    Email,
    /// An account name ("@`AlainBenichou`").
    Mention,
    /// A hashtag ("#télétravail").
    Hashtag,
    /// One emoji, with its modifiers and joined parts.
    Emoji,
}

/// A token of a text: where it stands, in bytes, and what it is.
///
/// `&text[token.range()]` is the token as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What stands there.
    pub kind: TokenKind,
}

impl Token {
    /// The token's bytes in its text, half-open.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The token as written in `text`, the text it was scanned from.
    ///
    /// # Panics
    ///
    /// When `text` is another text, in which the token's range does not lie.
    pub fn text(self, text: &str) -> &str {
        &text[self.range()]
    }
}
