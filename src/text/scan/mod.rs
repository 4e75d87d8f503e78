//! The scanner: from a text to its tokens.
//!
//! The rules, in order of priority; each has its file:
//!
//! 1. [`address`]: a URL, an e-mail address, a domain name, an account name or a hashtag is one token.
//! 2. [`word`]: some words contain an apostrophe or a clitic ("aujourd'hui", "celui-ci"); the apostrophe of
//!    an elision ends its token; clitics begin with their hyphen; abbreviations and initials keep their dot;
//!    inclusive endings belong to their word.
//! 3. [`number`]: digits with their separators and the letters attached to them.
//! 4. [`mark`]: a run of dots, a run of hyphens or an emoji is one token; every other mark is a token by
//!    itself.
//!
//! [`plain`] applies them byte by byte. [`fast`] gives the same tokens from the bitmaps of [`blocks`] and
//! falls back to the plain scanner wherever a byte is not simple. [`x86`] and [`avx512`] make the bitmaps.

mod address;
#[cfg(test)]
mod agreement;
mod ahead;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod blocks;
mod boundaries;
mod class;
mod dispatch;
mod emit;
mod fast;
mod mark;
mod number;
mod plain;
mod simple;
mod word;
#[cfg(target_arch = "x86_64")]
mod x86;

use super::cut::first_bytes;
use super::token::Token;

/// The tokens of `text`, in order.
///
/// They do not overlap and lie on character boundaries, and only white space lies between them. Time is
/// linear in the length of the text, whatever it contains.
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

/// Appends the tokens of `text` to `tokens`, so that a vector can be reused.
///
/// Offsets have 32 bits: text beyond the first four gigabytes is ignored.
pub fn tokenize_into(text: &str, tokens: &mut Vec<Token>) {
    dispatch::tokenize_into(addressable(text), tokens);
}

/// The same tokens by the plain scanner alone: the reference for [`tokenize_into`], several times slower.
#[cfg(any(test, feature = "internals"))]
pub fn tokenize_plainly_into(text: &str, tokens: &mut Vec<Token>) {
    let mut plain = plain::Plain::new(addressable(text));
    let mut at = 0;
    while let Some(token) = plain.next(at) {
        at = token.end as usize;
        tokens.push(token);
    }
}

/// The prefix of `text` that offsets of 32 bits can address; the greatest offset is reserved for "no token".
fn addressable(text: &str) -> &str {
    first_bytes(text, u32::MAX as usize - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that the rules look at in `bytes` bytes of `piece`, repeated.
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
    fn the_work_is_linear_in_the_text() {
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
    fn a_million_repetitions_are_scanned_to_the_end() {
        for piece in ["'", "-", ".", "1", "\u{301}", "(", "é", "@", "#", "http://"] {
            let text = piece.repeat(1_000_000);
            assert!(tokenize(&text).last().is_some_and(|last| last.range().end == text.len()), "{piece:?}");
        }
    }
}
