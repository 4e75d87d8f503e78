//! Long texts: split at the ends of paragraphs, parsed in parts, joined again.
//!
//! The joined document equals the one that [`Document::parse`] makes of the whole text. How the parts are
//! parsed, and on how many threads, is left to the caller.

use std::ops::Range;

use super::document::Document;
use super::forms::{FormId, Forms};
use super::sentence::{Sentence, WRAPPED_TO};
use super::token::Token;

impl<'t> Document<'t> {
    /// Splits `text` into parts of at least `bytes` bytes each, except the last. Every part but the last ends
    /// with the line break of a paragraph, so that no token and no sentence spans two parts. A text without
    /// such line breaks is one part.
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

    /// Joins the documents of the parts of `text`, in order, each with the table that its forms were entered
    /// into. The forms are entered into `forms`. The parts must be those of [`Document::cuts`]; otherwise the
    /// offsets of the joined document are wrong.
    pub fn join<'p>(
        text: &'t str,
        forms: &mut Forms,
        parts: impl IntoIterator<Item = (Document<'p>, Forms)>,
    ) -> Self {
        let mut joined = Self::parse("", forms);
        joined.text = text;
        let mut offset = 0;
        for (part, part_forms) in parts {
            let before = joined.buffers.tokens.len() as u32;
            joined.buffers.tokens.extend(part.tokens().iter().map(|token| Token {
                start: token.start + offset,
                end: token.end + offset,
                ..*token
            }));
            joined.buffers.sentences.extend(
                part.sentences()
                    .iter()
                    .map(|sentence| Sentence { start: sentence.start + before, end: sentence.end + before }),
            );
            let mut numbers: Vec<Option<FormId>> = vec![None; part_forms.len()];
            joined.buffers.forms.extend(part.forms().iter().map(|id| {
                *numbers[id.index()].get_or_insert_with(|| forms.intern(part_forms.surface(id.index())))
            }));
            offset += part.text().len() as u32;
        }
        debug_assert_eq!(offset as usize, text.len());
        joined
    }
}

/// Whether the line break that ends at `end` ends a paragraph whatever precedes its line: a blank line
/// follows, or the line is too long to be hard-wrapped.
fn ends_paragraph(text: &str, end: usize) -> bool {
    if matches!(text.as_bytes()[end..], [b'\n', ..] | [b'\r', b'\n', ..]) {
        return true;
    }
    let line = &text[..end - 1];
    let line = line.strip_suffix('\r').unwrap_or(line);
    let Some(from) = line.len().checked_sub(WRAPPED_TO + 1) else { return false };
    !line.ends_with(char::is_whitespace) && memchr::memchr2(b'\n', b'\r', &line.as_bytes()[from..]).is_none()
}
