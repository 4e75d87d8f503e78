//! Front matter: the YAML between `---` lines or the TOML between `+++` lines at the head of a post.

use serde_json::{Map, Value};

/// A post's head and the rest of it.
pub(super) struct Split<'a> {
    pub(super) fields: Map<String, Value>,
    pub(super) body: &'a str,
    /// Why the head could not be read, when it could not.
    pub(super) problem: Option<String>,
}

/// Takes the front matter off `content`, if it has any.
pub(super) fn split(content: &str) -> Split<'_> {
    let content = content.trim_start_matches('\u{feff}');
    for (fence, parse) in [("---", yaml as fn(&str) -> Parsed), ("+++", toml)] {
        let Some(rest) = content.strip_prefix(fence).and_then(|rest| rest.strip_prefix('\n')) else {
            continue;
        };
        let Some((head, body)) = until_fence(rest, fence) else {
            // A rule at the head of a text is none; what starts as fields do was meant as some.
            if starts_with_field(rest) {
                let problem = format!("it is never closed by a line {fence}");
                return Split { fields: Map::new(), body: content, problem: Some(problem) };
            }
            continue;
        };
        return match parse(head) {
            Ok(fields) => Split { fields, body, problem: None },
            Err(problem) => Split { fields: Map::new(), body, problem: Some(problem) },
        };
    }
    Split { fields: Map::new(), body: content, problem: None }
}

type Parsed = Result<Map<String, Value>, String>;

/// Whether the first line is a field: `title: …`, `title = …`.
fn starts_with_field(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let name = line.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
    name.len() < line.len() && (name.starts_with(": ") || name == ":" || name.trim_start().starts_with('='))
}

fn until_fence<'a>(text: &'a str, fence: &str) -> Option<(&'a str, &'a str)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
            return Some((&text[..at], &text[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

fn yaml(head: &str) -> Parsed {
    if head.trim().is_empty() {
        return Ok(Map::new());
    }
    serde_saphyr::from_str::<Map<String, Value>>(head).map_err(|error| one_line(&error.to_string()))
}

fn toml(head: &str) -> Parsed {
    let table: toml::Table = toml::from_str(head).map_err(|error| one_line(error.message()))?;
    Ok(table.into_iter().map(|(name, value)| (name, from_toml(value))).collect())
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(name, value)| (name, from_toml(value))).collect())
        }
    }
}

fn one_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn yaml_and_toml_say_the_same() {
        for content in [
            "---\ntitle: \"Pain : le levain\"\ndate: 2021-09-14\ntags: [pain, levain]\n---\nCorps",
            "+++\ntitle = \"Pain : le levain\"\ndate = 2021-09-14\ntags = [\"pain\", \"levain\"]\n+++\nCorps",
        ] {
            let split = split(content);
            assert_eq!(split.problem, None);
            assert_eq!(split.body, "Corps");
            assert_eq!(split.fields["title"], "Pain : le levain");
            assert_eq!(split.fields["date"], "2021-09-14");
            assert_eq!(split.fields["tags"], serde_json::json!(["pain", "levain"]));
        }
    }

    #[test]
    fn a_broken_head_keeps_the_body() {
        let split = split("---\ntitle: [a\n---\nCorps");
        assert_eq!(split.body, "Corps");
        assert!(split.problem.is_some());
    }

    #[test]
    fn a_head_that_is_never_closed_is_told() {
        let split = split("---\ntitle: x\n\nCorps");
        assert!(split.problem.is_some_and(|problem| problem.contains("never closed")));
        assert_eq!(split.body, "---\ntitle: x\n\nCorps");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(split("---\n\nCorps").body, "---\n\nCorps");
        assert_eq!(split("Corps\n---\nsuite").body, "Corps\n---\nsuite");
    }

    #[test]
    fn aliases_that_grow_without_end_are_refused() {
        let mut head = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for level in 1..12 {
            let below = format!("*a{},", level - 1).repeat(9);
            let _ = writeln!(head, "a{level}: &a{level} [{}]", below.trim_end_matches(','));
        }
        assert!(split(&format!("---\n{head}---\nCorps")).problem.is_some());
    }
}
