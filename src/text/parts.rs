//! Long texts: cut at the ends of paragraphs, read in parts, joined again.
//!
//! The joined document is the one that a single reading gives, tokens, sentences and forms alike. Who
//! reads the parts, on how many threads, is left to the caller.

use std::ops::Range;

use super::sentence::WRAPPED_TO;
use super::{Document, FormId, Forms, Sentence, Token};

impl<'t> Document<'t> {
    /// Cuts `text` into parts of `bytes` bytes or somewhat more, each but the last ending with a line break
    /// behind which the scanner looks back for nothing. A text without such line breaks is one part.
    ///
    /// ```
    /// use glane::text::{Document, Forms};
    ///
    /// let text = "Un paragraphe.\n\nUn autre, plus loin.\n\nEt le dernier.";
    /// let mut forms = Forms::new();
    /// let parts = Document::cuts(text, 10).into_iter().map(|part| {
    ///     let mut forms = Forms::new();
    ///     (Document::parse(&text[part], &mut forms), forms)
    /// });
    /// let joined = Document::join(text, &mut forms, parts);
    /// assert_eq!(joined.tokens(), Document::parse(text, &mut Forms::new()).tokens());
    /// ```
    pub fn cuts(text: &str, bytes: usize) -> Vec<Range<usize>> {
        let mut cuts = Vec::new();
        let mut start = 0;
        while let Some(length) = text.as_bytes().get(start + bytes.max(1)..).and_then(|_| {
            let from = start + bytes.max(1);
            memchr::memchr_iter(b'\n', &text.as_bytes()[from..])
                .map(|newline| from + newline + 1 - start)
                .find(|length| ends_paragraph(text, start + length))
        }) {
            cuts.push(start..start + length);
            start += length;
        }
        cuts.push(start..text.len());
        cuts
    }

    /// Joins the parts of `text`, in order, each with the table its forms were entered into; together they
    /// must be the text. The forms are entered into `forms`.
    pub fn join<'p>(
        text: &'t str,
        forms: &mut Forms,
        parts: impl IntoIterator<Item = (Document<'p>, Forms)>,
    ) -> Self {
        let mut joined = Self::parse("", forms);
        joined.text = text;
        let mut offset = 0;
        for (part, part_forms) in parts {
            let before = joined.parts.tokens.len() as u32;
            joined.parts.tokens.extend(part.tokens().iter().map(|token| Token {
                start: token.start + offset,
                end: token.end + offset,
                ..*token
            }));
            joined.parts.sentences.extend(
                part.sentences()
                    .iter()
                    .map(|sentence| Sentence { start: sentence.start + before, end: sentence.end + before }),
            );
            let mut numbers: Vec<Option<FormId>> = vec![None; part_forms.len()];
            joined.parts.forms.extend(part.forms().iter().map(|id| {
                *numbers[id.index()].get_or_insert_with(|| forms.intern(part_forms.surface(id.index())))
            }));
            offset += part.text().len() as u32;
        }
        debug_assert_eq!(offset as usize, text.len());
        joined
    }
}

/// Whether the line break that ends at `end` ends a paragraph wherever the text is read from: a blank line
/// follows, or the line was longer than any that was wrapped by hand.
fn ends_paragraph(text: &str, end: usize) -> bool {
    if matches!(text.as_bytes()[end..], [b'\n', ..] | [b'\r', b'\n', ..]) {
        return true;
    }
    let line = &text[..end - 1];
    let line = line.strip_suffix('\r').unwrap_or(line);
    let Some(from) = line.len().checked_sub(WRAPPED_TO + 1) else { return false };
    !line.ends_with(char::is_whitespace) && memchr::memchr2(b'\n', b'\r', &line.as_bytes()[from..]).is_none()
}
