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

use super::{Token, first_bytes};

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

/// As much of `text` as offsets of 32 bits can name, the greatest left to stand for none.
fn addressable(text: &str) -> &str {
    first_bytes(text, u32::MAX as usize - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that the rules look at, for `piece` written again and again to fill `bytes`.
    fn work(piece: &str, bytes: usize) -> usize {
        let text = piece.repeat(bytes / piece.len());
        let mut tokens = Vec::new();
        class::work::take();
        tokenize_into(&text, &mut tokens);
        let fast = class::work::take();
        tokens.clear();
        tokenize_plainly_into(&text, &mut tokens);
        fast.max(class::work::take())
    }

    #[test]
    fn work_grows_with_the_text_and_no_faster() {
        let pieces = [
            "'",
            "’",
            "-",
            ".",
            "…",
            "1",
            "\u{301}",
            "\u{ad}",
            "(",
            ")",
            "é",
            "@",
            "#",
            "/",
            ":",
            "&",
            "~",
            "_",
            "\u{a0}",
            "http://",
            "http://(",
            "http://. ",
            "www.",
            "www.a",
            "a.",
            "a.b",
            "aa.b",
            "a@",
            "a@b",
            "@a",
            "@a@b",
            "a-",
            "-le",
            "a-le",
            "-t-il",
            "l'",
            "l’",
            "qu'",
            "d'l'on",
            "1 000 ",
            "1 0",
            "1.",
            "1/",
            "1-",
            "20h",
            "·e",
            "(e)",
            "a(e)s",
            "a·",
            "A.",
            "J.-",
            "mailto:",
            "a+",
            "a+b.",
            "a..b.fr",
            "x@y.",
            "👍\u{200d}",
            "🇫",
            "\u{200d}",
            "\u{200d}'",
            "!",
            "! ",
            "?)",
            "l'«",
            "n°",
            "R&D",
            "IIb/IIIa",
            "'s",
            "a'",
            "c'est-à-dire",
            "#a",
            "#1",
            "##",
            "10'000",
            "-1 (-1",
        ];
        for piece in pieces {
            let (once, twice) = (work(piece, 1 << 15), work(piece, 1 << 16));
            assert!(twice <= 2 * once + 200, "{piece:?}: {once}, then {twice}");
            assert!(once <= 12 << 15, "{piece:?}: {once} for {} bytes", 1 << 15);
        }
    }

    #[test]
    fn a_million_of_anything_is_read() {
        for piece in ["'", "-", ".", "1", "\u{301}", "(", "é", "@", "#", "http://"] {
            let text = piece.repeat(1_000_000);
            assert!(tokenize(&text).last().is_some_and(|last| last.range().end == text.len()), "{piece:?}");
        }
    }
}
