//! The scanner: from text to tokens. (Placeholder of the real one, which replaces this file.)

use super::{Token, TokenKind};

/// The tokens of `text`, in order.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenize_into(text, &mut tokens);
    tokens
}

/// Appends the tokens of `text` to `tokens`.
pub(crate) fn tokenize_into(text: &str, tokens: &mut Vec<Token>) {
    let mut word: Option<usize> = None;
    let mut push = |start: usize, end: usize, kind| {
        tokens.push(Token { start: start as u32, end: end as u32, kind });
    };
    for (at, character) in text.char_indices() {
        if character.is_alphanumeric() || (character == '-' && word.is_some()) {
            word.get_or_insert(at);
            continue;
        }
        if matches!(character, '\'' | '’') {
            if let Some(start) = word.take() {
                push(start, at + character.len_utf8(), TokenKind::Elided);
                continue;
            }
        }
        if let Some(start) = word.take() {
            push(start, at, TokenKind::Word);
        }
        if !character.is_whitespace() {
            push(at, at + character.len_utf8(), TokenKind::Punctuation);
        }
    }
    if let Some(start) = word {
        push(start, text.len(), TokenKind::Word);
    }
}
