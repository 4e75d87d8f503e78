//! The plain scanner: one `match` on the class of a byte, which calls the rules.
//!
//! The token at a place depends on the text alone, never on the tokens before it. So the fast scanner can
//! call this one for any place.

use super::address::{self, Searched};
use super::class::{CLASS, Class, apostrophe_at, char_at, hyphen_at, is_word_char, run_end, work};
use super::{mark, number, word};
use crate::text::characters::is_invisible;
use crate::text::token::{Token, TokenKind};

/// The plain scanner of a text.
#[derive(Debug)]
pub(super) struct Plain<'t> {
    text: &'t str,
    searched: Searched,
}

impl<'t> Plain<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, searched: Searched::default() }
    }

    /// Pushes the tokens from `from` on, a token boundary, until one ends after `past`; returns where that
    /// one ends, or the end of the text.
    pub(super) fn read_past(&mut self, past: usize, from: usize, tokens: &mut Vec<Token>) -> usize {
        let mut at = from;
        while at <= past {
            let Some(token) = self.next(at) else { return self.text.len() };
            at = token.end as usize;
            tokens.push(token);
        }
        at
    }

    /// The first token that begins at or after `at`, which is a character boundary.
    pub(super) fn next(&mut self, mut at: usize) -> Option<Token> {
        loop {
            work::add(1);
            let byte = *self.text.as_bytes().get(at)?;
            let (end, kind) = match CLASS[byte as usize] {
                Class::Space => {
                    at += 1;
                    continue;
                }
                Class::Letter => word::word(self.text, at, &mut self.searched),
                Class::Digit => self.number(at),
                Class::Dot => (mark::dots_end(self.text, at), TokenKind::Punctuation),
                Class::Hyphen => word::hyphen(self.text, at, 1),
                Class::Apostrophe => mark::apostrophe_end(self.text, at, 1),
                Class::At => self.sign(at, address::mention_end(self.text, at), TokenKind::Mention),
                Class::Hash => self.sign(at, address::hashtag_end(self.text, at), TokenKind::Hashtag),
                Class::Mark => (at + 1, TokenKind::Punctuation),
                Class::Wide => match self.wide(at)? {
                    Wide::Space(after) => {
                        at = after;
                        continue;
                    }
                    Wide::Token(end, kind) => (end, kind),
                },
            };
            return Some(Token { start: at as u32, end: end as u32, kind });
        }
    }

    /// The end and kind of the number at `at`, or of the address that it begins ("20minutes.fr").
    fn number(&mut self, at: usize) -> (usize, TokenKind) {
        let run = run_end(self.text, at);
        if address::may_be_address(self.text, run)
            && let Some(found) = address::address(self.text, at, run, &mut self.searched)
        {
            return found;
        }
        (number::number_end(self.text, at), TokenKind::Number)
    }

    /// The name after the sign @ or # at `at`, up to `end`; without an end, the sign alone.
    fn sign(&self, at: usize, end: Option<usize>, kind: TokenKind) -> (usize, TokenKind) {
        debug_assert!(self.text.is_char_boundary(at));
        end.map_or((at + 1, TokenKind::Punctuation), |end| (end, kind))
    }

    /// What stands at `at`, a character beyond ASCII.
    fn wide(&mut self, at: usize) -> Option<Wide> {
        let c = char_at(self.text, at)?;
        if c.is_whitespace() {
            return Some(Wide::Space(at + c.len_utf8()));
        }
        if c.is_alphabetic()
            || (is_word_char(c) && !is_invisible(c) && c.is_alphanumeric())
            || self.hides_word(at, c)
        {
            let (end, kind) = word::word(self.text, at, &mut self.searched);
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

    /// Whether invisible characters at `at` precede a letter or digit, and so begin a word.
    fn hides_word(&self, at: usize, c: char) -> bool {
        is_invisible(c) && {
            let after = self.text[at..].char_indices().find(|&(_, c)| !is_invisible(c));
            work::add(after.map_or(self.text.len() - at, |(length, _)| length));
            after.is_some_and(|(_, c)| c.is_alphanumeric())
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
