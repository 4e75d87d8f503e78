//! The head of a post and its body, rewritten as Markdown.

use serde_json::{Map, Value};

/// The head of a post and its body in Markdown.
#[derive(Default)]
pub(super) struct Rewritten {
    pub(super) fields: Map<String, Value>,
    pub(super) markdown: String,
}

impl Rewritten {
    /// Adds a field of the head; one that repeats is joined to the first, as a list of labels is.
    pub(super) fn field(&mut self, key: &str, value: &str) {
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

    pub(super) fn line(&mut self, line: &str) {
        self.markdown.push_str(line);
        self.markdown.push('\n');
    }

    /// Adds the rule below the head of a table, after a row of it.
    pub(super) fn table_rule(&mut self) {
        let row = self.markdown.trim_end().rsplit('\n').next().unwrap_or_default();
        let cells = row.trim().trim_matches('|').matches('|').count() + 1;
        let rule = format!("|{}", "---|".repeat(cells));
        self.line(&rule);
    }

    /// Whether the last line is a row of a table, and whether that row is the first.
    pub(super) fn last_row(&self) -> Option<bool> {
        let mut lines = self.markdown.trim_end_matches('\n').rsplit('\n');
        lines.next().filter(|line| line.starts_with('|'))?;
        Some(!self.markdown.ends_with("\n\n") && lines.next().is_none_or(|line| !line.starts_with('|')))
    }

    pub(super) fn heading(&mut self, level: usize, title: &str) {
        self.line("");
        self.line(&format!("{} {}", "#".repeat(level.clamp(1, 6)), title.trim()));
        self.line("");
    }
}
