//! Marks: punctuation, symbols and emoji.

use super::class::{char_at, is_word_at, run_end, work};
use crate::text::characters::is_invisible;
use crate::text::token::TokenKind;

/// The end of the run of dots at `at`, which is one token.
pub(super) fn dots_end(text: &str, at: usize) -> usize {
    let run = text.as_bytes()[at..].iter().take_while(|&&b| b == b'.').count();
    work::add(run);
    at + run
}

/// The end and kind of the token that begins with an apostrophe of `length` bytes at `at`: it includes the
/// "s" of "Wendy's" and the "n" of "rock'n roll", and is the apostrophe alone otherwise.
pub(super) fn apostrophe_end(text: &str, at: usize, length: usize) -> (usize, TokenKind) {
    let after = at + length;
    let end = run_end(text, after);
    match &text[after..end] {
        "s" | "n" | "N" | "S" => (end, TokenKind::Word),
        _ => (after, TokenKind::Punctuation),
    }
}

/// The end and kind of the token that begins with `c`, a character beyond ASCII that does not begin a word.
pub(super) fn wide(text: &str, at: usize, c: char) -> (usize, TokenKind) {
    let after = at + c.len_utf8();
    if is_emoji(c) {
        return (emoji_end(text, at, c), TokenKind::Emoji);
    }
    if c == '°' && matches!(text.as_bytes().get(after), Some(b'C' | b'F')) && !is_word_at(text, after + 1) {
        return (after + 1, TokenKind::Word);
    }
    if is_invisible(c) {
        let rest = text[after..].char_indices().find(|&(_, c)| !is_invisible(c));
        return (rest.map_or(text.len(), |(length, _)| after + length), TokenKind::Punctuation);
    }
    (after, TokenKind::Punctuation)
}

/// Whether `c` can begin an emoji.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{231a}'..='\u{231b}' | '\u{23e9}'..='\u{23fa}'
        | '\u{2b05}'..='\u{2b07}' | '\u{2b1b}'..='\u{2b1c}' | '\u{2b50}' | '\u{2b55}' | '\u{3030}' | '\u{303d}'
        | '\u{3297}' | '\u{3299}' | '\u{25aa}' | '\u{25ab}' | '\u{25b6}' | '\u{25c0}' | '\u{25fb}'..='\u{25fe}')
        && !matches!(c, '\u{2776}'..='\u{2793}' | '\u{276e}'..='\u{2775}')
}

/// The end of the emoji sequence (UTS #51) at `at`: flags of two regional indicators, skin tones, variation
/// selectors, keycaps, tags, and parts attached by zero-width joiners.
fn emoji_end(text: &str, at: usize, first: char) -> usize {
    let mut end = at + first.len_utf8();
    if is_regional(first)
        && let Some(second) = char_at(text, end).filter(|&c| is_regional(c))
    {
        return end + second.len_utf8();
    }
    while let Some(c) = char_at(text, end) {
        match c {
            '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}' => {}
            '\u{200d}' => {
                if let Some(joined) =
                    char_at(text, end + c.len_utf8()).filter(|&c| is_emoji(c) || c == '♀' || c == '♂')
                {
                    end += joined.len_utf8();
                }
            }
            _ => break,
        }
        end += c.len_utf8();
    }
    end
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}
