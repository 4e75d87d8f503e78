//! Front matter: the YAML between `---` lines or the TOML between `+++` lines at the head of a post, and
//! the heads whose opening line is missing (Hexo) or that are an object of JSON (Hugo).

use serde_json::{Map, Value};

use super::header_lines;
use super::limit::size;

/// A post's head and the rest of it.
pub(super) struct Split<'a> {
    pub(super) fields: Map<String, Value>,
    pub(super) body: &'a str,
    /// Why the head could not be read, when it could not.
    pub(super) problem: Option<String>,
}

/// Separates the front matter of `content` from its body, if it has any.
pub(super) fn split(content: &str) -> Split<'_> {
    let content = content.trim_start_matches('\u{feff}');
    for (fence, parse) in [("---", yaml as fn(&str) -> Parsed), ("+++", toml)] {
        let Some(rest) = content.strip_prefix(fence).and_then(|rest| rest.strip_prefix('\n')) else {
            continue;
        };
        let Some((head, body)) = until_fence(rest, fence) else {
            // A leading `---` may be a thematic break; what follows like a field is an unclosed head.
            if starts_with_field(rest) {
                let problem = format!("it is never closed by a line {fence}");
                return Split { fields: Map::new(), body: content, problem: Some(problem) };
            }
            continue;
        };
        if head.len() > LONGEST_HEAD {
            let problem = format!("it is longer than {}", size(LONGEST_HEAD as u64));
            return Split { fields: Map::new(), body, problem: Some(problem) };
        }
        return match parse(head) {
            Ok(fields) => Split { fields, body, problem: None },
            Err(problem) => Split { fields: Map::new(), body, problem: Some(problem) },
        };
    }
    match without_fence(content).or_else(|| header_lines::split(content)) {
        Some((fields, body)) => Split { fields, body, problem: None },
        None => Split { fields: Map::new(), body: content, problem: None },
    }
}

/// The longest head, in bytes: a parser of YAML needs a hundred times the memory.
const LONGEST_HEAD: usize = 256 << 10;

/// A head of YAML that is only closed, or one that is an object of JSON.
fn without_fence(content: &str) -> Option<(Map<String, Value>, &str)> {
    if content.starts_with('{') {
        let end = content.floor_char_boundary(LONGEST_HEAD);
        let mut values =
            serde_json::Deserializer::from_str(&content[..end]).into_iter::<Map<String, Value>>();
        let fields = values.next()?.ok()?;
        let body = content[values.byte_offset()..].trim_start_matches([';', '\n', ' ']);
        return header_lines::describes_a_post(&fields).then_some((fields, body));
    }
    if !starts_with_field(content) {
        return None;
    }
    let (head, body) = until_fence(content, "---").filter(|(head, _)| head.len() <= LONGEST_HEAD)?;
    let fields = yaml(head).ok()?;
    header_lines::describes_a_post(&fields).then_some((fields, body))
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
    fn yaml_and_toml_give_the_same_fields() {
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
    fn a_head_that_is_never_closed_is_reported() {
        let split = split("---\ntitle: x\n\nCorps");
        assert!(split.problem.is_some_and(|problem| problem.contains("never closed")));
        assert_eq!(split.body, "---\ntitle: x\n\nCorps");
    }

    #[test]
    fn a_head_may_lack_its_opening_line() {
        let split_1 = split("title: Le four\ndate: 2019-02-03 10:20:00\ntags:\n- bois\n---\nIl chauffe.");
        assert_eq!((split_1.fields["title"].as_str(), split_1.body), (Some("Le four"), "Il chauffe."));
        let split_2 = split("{\"title\": \"Le four\", \"tags\": [\"bois\"]}\n\nIl chauffe.");
        assert_eq!((split_2.fields["title"].as_str(), split_2.body), (Some("Le four"), "Il chauffe."));
        assert_eq!(split("Note: un mot\n---\nSuite").body, "Note: un mot\n---\nSuite");
    }

    #[test]
    fn a_thematic_break_is_not_front_matter() {
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
