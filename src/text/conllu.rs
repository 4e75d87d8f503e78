//! CoNLL-U, the format of the treebanks: a token a line, a blank line after each sentence.

use std::fmt;

use super::Document;

/// Writes `document` as CoNLL-U: surface tokens with `SpaceAfter=No`, `# text =` before each sentence.
/// `facts` gives the lemma and the part of speech of the token with an index; "_" stands for unknown.
///
/// ```
/// use glane::text::{Document, Forms, write_conllu};
///
/// let mut forms = Forms::new();
/// let document = Document::parse("L'été !", &mut forms);
/// let mut out = String::new();
/// write_conllu(&document, &mut out, |_| ("_", "_"))?;
/// assert!(out.starts_with("# text = L'été !\n1\tL'\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tété\t"));
/// # Ok::<(), std::fmt::Error>(())
/// ```
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write_conllu<'f>(
    document: &Document<'_>,
    out: &mut impl fmt::Write,
    facts: impl Fn(usize) -> (&'f str, &'f str),
) -> fmt::Result {
    let (text, tokens) = (document.text(), document.tokens());
    for sentence in document.sentences() {
        let range = sentence.range();
        let shown = &text[tokens[range.start].range().start..tokens[range.end - 1].range().end];
        out.write_str("# text = ")?;
        for c in shown.chars() {
            out.write_char(if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' { ' ' } else { c })?;
        }
        out.write_char('\n')?;
        for (number, index) in range.enumerate() {
            let (lemma, upos) = facts(index);
            let end = tokens[index].range().end;
            let is_glued = tokens.get(index + 1).is_some_and(|next| next.range().start == end);
            let misc = if is_glued { "SpaceAfter=No" } else { "_" };
            let form = document.token_text(index);
            writeln!(out, "{}\t{form}\t{lemma}\t{upos}\t_\t_\t_\t_\t_\t{misc}", number + 1)?;
        }
        out.write_char('\n')?;
    }
    Ok(())
}
