//! reStructuredText: a title over or under a line of signs, then fields such as `:date:`; directives are left
//! out.

use super::Rewritten;
use super::inline::{link, outside_code};
use crate::archive::header_lines;

/// The signs that underline a title.
const SIGNS: &[u8] = b"=-~^\"'`#*+.:_<>";

pub(super) fn rewrite(source: &str) -> Rewritten {
    let mut out = Rewritten::default();
    let mut source = source;
    if let Some((fields, body)) = header_lines::split(source).filter(|_| source.starts_with("..")) {
        out.fields = fields;
        source = body;
    }
    let lines: Vec<&str> = source.lines().collect();
    // The kinds of underlines, in the order in which they came: the level of a heading is its place.
    let mut levels: Vec<(u8, bool)> = Vec::new();
    let mut in_head = true;
    // The indentation of a directive, of which deeper lines are left out.
    let mut skipped: Option<usize> = None;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        at += 1;
        if let Some(depth) = skipped {
            if line.trim().is_empty() || indentation(line) > depth {
                continue;
            }
            skipped = None;
        }
        let overline = underline(line)
            .filter(|sign| lines.get(at + 1).and_then(|line| underline(line)) == Some(*sign))
            .filter(|_| lines.get(at).is_some_and(|title| !title.trim().is_empty()));
        if let Some(sign) = overline {
            heading(&mut out, &mut levels, (sign, true), lines[at], in_head);
            at += 2;
            continue;
        }
        let below = lines.get(at).and_then(|below| underline(below).map(|sign| (sign, below.trim_end())));
        if let Some((sign, below)) = below
            && !line.trim().is_empty()
            && !line.starts_with(char::is_whitespace)
            && below.chars().count() + 1 >= line.trim_end().chars().count()
        {
            heading(&mut out, &mut levels, (sign, false), line, in_head);
            at += 1;
            continue;
        }
        if in_head {
            if line.trim().is_empty() {
                continue;
            }
            if let Some((key, value)) = field(line) {
                let mut value = value.to_owned();
                while lines
                    .get(at)
                    .is_some_and(|more| more.starts_with([' ', '\t']) && !more.trim().is_empty())
                {
                    value.push(' ');
                    value.push_str(lines[at].trim());
                    at += 1;
                }
                out.field(key, &value);
                continue;
            }
            in_head = line.starts_with(".. ");
        }
        if line.trim_start().starts_with(".. ") || line.trim() == ".." {
            skipped = Some(indentation(line));
            continue;
        }
        if let Some(text) = line.trim_end().strip_suffix("::").filter(|_| !line.trim_start().starts_with(':'))
        {
            // A block of code follows.
            if !text.trim().is_empty() {
                out.line(&inline(&format!("{}\u{a0}:", text.trim_end())).replace("\u{a0}:", ":"));
            }
            skipped = Some(indentation(line));
            continue;
        }
        if line.starts_with('+') && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=')) {
            // A rule of a table of cells in a grid.
            match out.last_row() {
                Some(true) => out.table_rule(),
                Some(false) => {}
                None => out.line(""),
            }
            continue;
        }
        if underline(line).is_some() {
            out.line("");
            continue;
        }
        let line = inline(line);
        match line.trim_start().strip_prefix("#. ") {
            Some(item) => out.line(&format!("1. {item}")),
            None if indentation(&line) > 0
                && lines.get(at.wrapping_sub(2)).is_some_and(|above| above.trim().is_empty())
                && !is_item(&line) =>
            {
                out.line(&format!("> {}", line.trim_start()));
            }
            // A continuation of the line above: four spaces would make it code in Markdown.
            None if indentation(&line) > 0 && !is_item(&line) => out.line(line.trim_start()),
            None => out.line(&line),
        }
    }
    if let Some(title) = out.fields.remove("title_of_text") {
        out.fields.entry("title").or_insert(title);
    }
    out
}

/// The first heading is the title; later ones have the level of their kind.
fn heading(out: &mut Rewritten, levels: &mut Vec<(u8, bool)>, kind: (u8, bool), title: &str, in_head: bool) {
    let level = levels.iter().position(|known| *known == kind).unwrap_or_else(|| {
        levels.push(kind);
        levels.len() - 1
    });
    if in_head && out.markdown.trim().is_empty() && !out.fields.contains_key("title_of_text") {
        out.field("title_of_text", title);
    } else {
        out.heading(level + 1, &inline(title));
    }
}

/// The sign of a line that is nothing but one sign, four times or more.
fn underline(line: &str) -> Option<u8> {
    let line = line.trim_end().as_bytes();
    let sign = *line.first()?;
    (line.len() >= 3 && SIGNS.contains(&sign) && line.iter().all(|byte| *byte == sign)).then_some(sign)
}

/// The name and the value of a field such as `:date: 2021-03-15`.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix(':')?.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
    (is_key && (value.is_empty() || value.starts_with(' '))).then_some((key, value))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['-', '*', '+', '•', '|']) || line.starts_with(|c: char| c.is_ascii_digit())
}

/// Links, roles and code inside a line; emphasis is the same in Markdown.
fn inline(line: &str) -> String {
    let line = line.replace("``", "\u{0}");
    let mut out = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some((before, inside)) = rest.split_once('`') {
        let Some((inside, after)) = inside.split_once('`') else { break };
        // The name of a role before the mark, as in :ref:`x`.
        let kept = match before.strip_suffix(':').and_then(|role| role.rfind(':').map(|at| (at, role))) {
            Some((at, role)) if role[at + 1..].chars().all(|c| c.is_alphanumeric() || c == '-') => {
                &before[..at]
            }
            _ => before,
        };
        out.push_str(kept);
        let after = after.strip_prefix("__").or_else(|| after.strip_prefix('_')).unwrap_or(after);
        match inside.strip_suffix('>').and_then(|inside| inside.rsplit_once('<')) {
            Some((text, address)) => out.push_str(&link(text, address)),
            None => out.push_str(inside),
        }
        rest = after;
    }
    out.push_str(rest);
    let out = out.replace('\u{0}', "`");
    outside_code(&out, without_notes)
}

/// The text without the marks of footnotes, `[1]_` and `[#]_`.
fn without_notes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.find("]_") {
        let Some(start) = rest[..end].rfind('[') else { break };
        let note = &rest[start + 1..end];
        if note.len() <= 4 && note.chars().all(|c| c.is_ascii_digit() || matches!(c, '#' | '*')) {
            out.push_str(rest[..start].trim_end());
        } else {
            out.push_str(&rest[..=end]);
        }
        rest = &rest[end + 2..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_read_and_the_body_is_prose() {
        let rewritten = rewrite(
            "==========\nLe four à bois\n==========\n\n:date: 2019-02-03 10:20\n:tags: four, bois\n:summary: Un essai\n  de four.\n\n\
             Il *chauffe*, voir `le plan <https://a.example/x>`_ et ``ls -l`` [1]_.\n\n.. image:: a.png\n   :alt: un four\n\n\
             Suite\n-----\n\nAinsi::\n\n    rm -rf\n\nFin de :ref:`partie`.\n",
        );
        assert_eq!(rewritten.fields["title"], "Le four à bois");
        assert_eq!(
            (&rewritten.fields["tags"], &rewritten.fields["summary"]),
            (&"four, bois".into(), &"Un essai de four.".into())
        );
        assert_eq!(
            rewritten.markdown.split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>(),
            [
                "Il *chauffe*, voir [le plan](https://a.example/x) et `ls -l`.",
                "## Suite",
                "Ainsi:",
                "Fin de partie."
            ]
        );
    }

    #[test]
    fn prose_without_a_head_stays() {
        let rewritten = rewrite("Une ligne.\nUne autre : oui.\n");
        assert!(rewritten.fields.is_empty());
        assert_eq!(rewritten.markdown, "Une ligne.\nUne autre : oui.\n");
    }
}
