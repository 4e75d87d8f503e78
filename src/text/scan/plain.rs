//! The plain scanner: one `match` on the class of a byte, handing over to the rules.
//!
//! It knows nothing but the place it stands at: what it gives for a place never depends on how it
//! came there, which is what lets the fast scanner leave it the hard places and nothing else.

use super::super::characters::is_invisible;
use super::super::{Token, TokenKind};
use super::address::{self, Looked};
use super::class::{CLASS, Class, apostrophe_at, char_at, hyphen_at, is_word_char, run_end, work};
use super::{mark, number, word};

/// Reads tokens off a text, one at a time.
#[derive(Debug)]
pub(super) struct Plain<'t> {
    text: &'t str,
    looked: Looked,
}

impl<'t> Plain<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, looked: Looked::default() }
    }

    /// Pushes the tokens from `from` on, a boundary of tokens, until one ends behind `past`; gives its end.
    pub(super) fn read_past(&mut self, past: usize, (tokens, from): (&mut Vec<Token>, usize)) -> usize {
        let mut at = from;
        while at <= past {
            let Some(token) = self.next(at) else { return self.text.len() };
            at = token.end as usize;
            tokens.push(token);
        }
        at
    }

    /// The first token at or behind `at`, which is a character boundary.
    pub(super) fn next(&mut self, mut at: usize) -> Option<Token> {
        loop {
            work::add(1);
            let byte = *self.text.as_bytes().get(at)?;
            let (end, kind) = match CLASS[byte as usize] {
                Class::Space => {
                    at += 1;
                    continue;
                }
                Class::Letter => word::word(self.text, at, &mut self.looked),
                Class::Digit => self.number(at),
                Class::Dot => (mark::dots_end(self.text, at), TokenKind::Punctuation),
                Class::Hyphen => word::hyphen(self.text, at, 1),
                Class::Apostrophe => mark::apostrophe_end(self.text, at, 1),
                Class::At => self.sign(at, address::mention_end(self.text, at), TokenKind::Mention),
                Class::Hash => self.sign(at, address::hashtag_end(self.text, at), TokenKind::Hashtag),
                Class::Mark => (at + 1, TokenKind::Punctuation),
                Class::Wide => match self.wide(at)? {
                    Wide::Space(behind) => {
                        at = behind;
                        continue;
                    }
                    Wide::Token(end, kind) => (end, kind),
                },
            };
            return Some(Token { start: at as u32, end: end as u32, kind });
        }
    }

    /// A number, unless it begins an address ("20minutes.fr").
    fn number(&mut self, at: usize) -> (usize, TokenKind) {
        let run = run_end(self.text, at);
        if address::may_be_address(self.text, run)
            && let Some(found) = address::address(self.text, at, run, &mut self.looked)
        {
            return found;
        }
        (number::number_end(self.text, at), TokenKind::Number)
    }

    /// A name behind its sign, @ or #, or the sign alone.
    fn sign(&self, at: usize, end: Option<usize>, kind: TokenKind) -> (usize, TokenKind) {
        debug_assert!(self.text.is_char_boundary(at));
        end.map_or((at + 1, TokenKind::Punctuation), |end| (end, kind))
    }

    /// A character beyond ASCII.
    fn wide(&mut self, at: usize) -> Option<Wide> {
        let c = char_at(self.text, at)?;
        if c.is_whitespace() {
            return Some(Wide::Space(at + c.len_utf8()));
        }
        if c.is_alphabetic()
            || (is_word_char(c) && !is_invisible(c) && c.is_alphanumeric())
            || self.hides_word(at, c)
        {
            let (end, kind) = word::word(self.text, at, &mut self.looked);
            return Some(Wide::Token(end, kind));
        }
        let (end, kind) = if let Some(length) = apostrophe_at(self.text, at) {
            mark::apostrophe_end(self.text, at, length)
        } else if let Some(length) = hyphen_at(self.text, at) {
            word::hyphen(self.text, at, length)
        } else {
            mark::wide(self.text, at, c)
        };
        Some(Wide::Token(end, kind))
    }

    /// Whether invisible characters at `at` stand before a letter, and so begin a word.
    fn hides_word(&self, at: usize, c: char) -> bool {
        is_invisible(c) && {
            let behind = self.text[at..].char_indices().find(|&(_, c)| !is_invisible(c));
            work::add(behind.map_or(self.text.len() - at, |(length, _)| length));
            behind.is_some_and(|(_, c)| c.is_alphanumeric())
        }
    }
}

/// What stands at a character beyond ASCII.
enum Wide {
    /// White space, up to here.
    Space(usize),
    /// A token.
    Token(usize, TokenKind),
}
