//! The scanner: from text to tokens.
//!
//! The rules, in order of priority; each has a file:
//!
//! 1. [`address`]: URLs, e-mail addresses, domain names, account names and hashtags are whole.
//! 2. [`word`]: some words hold an apostrophe or a clitic inside ("aujourd'hui", "celui-ci"); the
//!    apostrophe of an elision ends its token; clitics begin with their hyphen; abbreviations and
//!    initials keep their dot; inclusive endings stay on.
//! 3. [`number`]: digits and what belongs to them.
//! 4. [`mark`]: a run of dots or hyphens and an emoji are one token, every other mark stands alone.
//!
//! [`plain`] applies them byte by byte; [`fast`] gives the same tokens from the bitmaps of
//! [`blocks`] and asks the plain scanner where a byte is not simple.

mod address;
mod blocks;
mod class;
mod emit;
mod fast;
mod mark;
mod number;
mod plain;
mod word;
#[cfg(target_arch = "x86_64")]
mod x86;

use super::Token;
pub(crate) use class::{is_apostrophe, is_hyphen, is_invisible};

/// The tokens of `text`, in order.
///
/// They do not overlap, lie on character boundaries, and what lies between them is white space.
///
/// ```
/// use glane::text::tokenize;
///
/// let text = "L’oiseau s’envole-t-il aujourd’hui ?";
/// let tokens: Vec<&str> = tokenize(text).iter().map(|token| token.text(text)).collect();
/// assert_eq!(tokens, ["L’", "oiseau", "s’", "envole", "-t-il", "aujourd’hui", "?"]);
/// ```
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenize_into(text, &mut tokens);
    tokens
}

/// Appends the tokens of `text` to `tokens`, which may be used again and again.
///
/// Offsets have 32 bits: what lies beyond four gigabytes is not read.
pub fn tokenize_into(text: &str, tokens: &mut Vec<Token>) {
    fast::tokenize_into(addressable(text), tokens);
}

/// The same tokens by the plain scanner alone: the yardstick of [`tokenize_into`], several times slower.
#[doc(hidden)]
pub fn tokenize_plainly_into(text: &str, tokens: &mut Vec<Token>) {
    let mut plain = plain::Plain::new(addressable(text));
    let mut at = 0;
    while let Some(token) = plain.next(at) {
        at = token.end as usize;
        tokens.push(token);
    }
}

/// As much of `text` as offsets of 32 bits can name.
fn addressable(text: &str) -> &str {
    let mut end = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
