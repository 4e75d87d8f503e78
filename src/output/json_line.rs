//! JSON lines: one value a line, however a reader splits lines. What the values are is decided elsewhere.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

/// Writes a value as JSON on one line, with its line break.
///
/// U+0085, U+2028 and U+2029, which many readers take for line breaks (`str.splitlines` of Python, regular
/// expressions of JavaScript), are escaped.
///
/// ```
/// let mut out = Vec::new();
/// glane::output::write_json_line(&mut out, &["a\u{2028}b\nc"])?;
/// assert_eq!(out, b"[\"a\\u2028b\\nc\"]\n");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// Those of `out`, and those of values that cannot be written as JSON.
pub fn write_json_line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    write_without_break(out, value)?;
    out.write_all(b"\n")
}

/// The same without the line break.
pub(super) fn write_without_break(out: &mut impl Write, value: &impl Serialize) -> serde_json::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, OneLine))
}

struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut done = 0;
        // The first bytes of the three characters.
        for at in memchr::memchr2_iter(0xC2, 0xE2, fragment.as_bytes()) {
            let escape = match fragment[at..].chars().next() {
                Some('\u{85}') => "\\u0085",
                Some('\u{2028}') => "\\u2028",
                Some('\u{2029}') => "\\u2029",
                _ => continue,
            };
            CompactFormatter.write_string_fragment(out, &fragment[done..at])?;
            out.write_all(escape.as_bytes())?;
            done = at + if escape == "\\u0085" { 2 } else { 3 };
        }
        CompactFormatter.write_string_fragment(out, &fragment[done..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_of_unicode_are_escaped_in_keys_and_values_and_come_back() {
        let value = serde_json::json!({
            "a\u{2029}": "\u{85}x\u{2028}\u{2028}é’\u{a0}« y\u{c}\u{1e}\n", "b": ["\u{2028}", "", "sans"]
        });
        let mut out = Vec::new();
        write_json_line(&mut out, &value).expect("memory");
        let line = String::from_utf8(out).expect("UTF-8");
        let breaks = |c: char| {
            matches!(
                c,
                '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
            )
        };
        assert_eq!(line.find(breaks), Some(line.len() - 1), "{line}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&line).expect("JSON"), value);
    }
}
