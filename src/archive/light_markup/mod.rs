//! The light markup languages of static sites besides Markdown: reStructuredText, AsciiDoc and Org. Each file
//! here reads the head of a post and rewrites its body as Markdown; what Markdown becomes is left to
//! `markdown`.
//!
//! The rewriting covers what posts use: headings, emphasis, links, code, lists, quotations. What holds no
//! prose (directives, blocks of code, comments, images) is left out.

mod asciidoc;
mod inline;
mod org;
mod rst;

use serde_json::{Map, Value};

use super::options::ReadOptions;
use super::stream::{PostStream, Reader, one};
use super::{fields, markdown, whole};
use crate::Post;

/// The head of a post and its body in Markdown.
#[derive(Default)]
struct Rewritten {
    fields: Map<String, Value>,
    markdown: String,
}

/// The post of a file in reStructuredText.
pub(super) fn read_rst(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    read(reader, name, id, options, rst::rewrite)
}

/// The post of a file in AsciiDoc.
pub(super) fn read_asciidoc(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    read(reader, name, id, options, asciidoc::rewrite)
}

/// The post of a file in Org.
pub(super) fn read_org(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    read(reader, name, id, options, org::rewrite)
}

fn read(
    reader: Reader,
    name: &str,
    id: &str,
    options: &ReadOptions,
    rewrite: impl FnOnce(&str) -> Rewritten,
) -> PostStream {
    one(whole::post(reader, name, options, |text| {
        let rewritten = rewrite(text.trim_start_matches('\u{feff}'));
        let mut post = Post::new(id, "");
        fields::apply(rewritten.fields, &mut post);
        markdown::read_into(&mut post, &rewritten.markdown, options);
        post
    }))
}

impl Rewritten {
    /// Adds a field of the head; one that repeats is joined to the first, as a list of labels is.
    fn field(&mut self, key: &str, value: &str) {
        let key = key.trim().to_lowercase();
        let value = value.trim();
        match self.fields.get_mut(&key) {
            Some(Value::String(before)) => {
                before.push_str(", ");
                before.push_str(value);
            }
            _ if value.is_empty() => {}
            _ => {
                self.fields.insert(key, value.into());
            }
        }
    }

    fn line(&mut self, line: &str) {
        self.markdown.push_str(line);
        self.markdown.push('\n');
    }

    /// Adds the rule below the head of a table, after a row of it.
    fn table_rule(&mut self) {
        let row = self.markdown.trim_end().rsplit('\n').next().unwrap_or_default();
        let cells = row.trim().trim_matches('|').matches('|').count() + 1;
        let rule = format!("|{}", "---|".repeat(cells));
        self.line(&rule);
    }

    /// Whether the last line is a row of a table, and whether that row is the first.
    fn last_row(&self) -> Option<bool> {
        let mut lines = self.markdown.trim_end_matches('\n').rsplit('\n');
        lines.next().filter(|line| line.starts_with('|'))?;
        Some(!self.markdown.ends_with("\n\n") && lines.next().is_none_or(|line| !line.starts_with('|')))
    }

    fn heading(&mut self, level: usize, title: &str) {
        self.line("");
        self.line(&format!("{} {}", "#".repeat(level.clamp(1, 6)), title.trim()));
        self.line("");
    }
}
