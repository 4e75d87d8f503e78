//! Front matter: the YAML between `---` lines or the TOML between `+++` lines at the head of a post, and
//! the heads whose opening line is missing (Hexo) or that are an object of JSON (Hugo). What is nearly YAML is left to
//! `yaml_lines`.

use serde_json::{Map, Value};

use super::limit::size;
use super::{header_lines, yaml_lines};

/// A post's head and the rest of it.
pub(super) struct Split<'a> {
    pub(super) fields: Map<String, Value>,
    pub(super) body: &'a str,
    /// Why the head could not be read, when it could not.
    pub(super) problem: Option<String>,
}

/// The warning about a head that could not be read.
pub(super) fn warning(problem: &str) -> String {
    format!("the front matter could not be read ({problem})")
}

/// Separates the front matter of `content` from its body, if it has any.
pub(super) fn split(content: &str) -> Split<'_> {
    let content = content.trim_start_matches('\u{feff}');
    let start = content.trim_start_matches(['\n', ' ']);
    if let Some((opening, rest)) = start.split_once('\n') {
        let (fence, parse) = match opening.trim_end() {
            "---" | "---yaml" | "---yml" => ("---", yaml as fn(&str) -> Parsed),
            "---toml" => ("---", toml as _),
            "---json" => ("---", json as _),
            "+++" => ("+++", toml as _),
            _ => return without_opening(content, start),
        };
        return match until_fence(rest, fence) {
            Some((head, body)) => read(parse, head, body),
            // A leading `---` may be a thematic break; what follows like a field is an unclosed head.
            None if starts_with_field(rest) => {
                let problem = format!("it is never closed by a line {fence}");
                Split { fields: Map::new(), body: content, problem: Some(problem) }
            }
            None => without_opening(content, start),
        };
    }
    without_opening(content, start)
}

/// A head that was cut out.
fn read<'a>(parse: fn(&str) -> Parsed, head: &str, body: &'a str) -> Split<'a> {
    if head.len() > LONGEST_HEAD {
        let problem = format!("it is longer than {}", size(LONGEST_HEAD as u64));
        return Split { fields: Map::new(), body, problem: Some(problem) };
    }
    match parse(head) {
        Ok(fields) => Split { fields, body, problem: None },
        Err(problem) => {
            // Authors write what is nearly YAML, as in `title: Le pain : un essai`.
            let fields = yaml_lines::read(head);
            let problem = if header_lines::describes_a_post(&fields) {
                format!("{problem}; it was read line by line")
            } else {
                problem
            };
            Split { fields, body, problem: Some(problem) }
        }
    }
}

fn without_opening<'a>(content: &'a str, start: &'a str) -> Split<'a> {
    match without_fence(start).or_else(|| header_lines::split(start)) {
        Some((fields, body)) => Split { fields, body, problem: None },
        None => Split { fields: Map::new(), body: content, problem: None },
    }
}

/// The longest head, in bytes: a parser of YAML needs a hundred times the memory.
const LONGEST_HEAD: usize = 256 << 10;

/// A head of YAML that is only closed, or one that is JSON: an object, or the inside of one up to a line `;;;`.
fn without_fence(content: &str) -> Option<(Map<String, Value>, &str)> {
    if content.starts_with('{') {
        let end = content.floor_char_boundary(LONGEST_HEAD);
        let mut values =
            serde_json::Deserializer::from_str(&content[..end]).into_iter::<Map<String, Value>>();
        let fields = values.next()?.ok()?;
        let body = content[values.byte_offset()..].trim_start_matches([';', '\n', ' ']);
        return header_lines::describes_a_post(&fields).then_some((fields, body));
    }
    if content.starts_with('"') {
        let (head, body) = until_fence(content, ";;;").filter(|(head, _)| head.len() <= LONGEST_HEAD)?;
        let fields = json(&format!("{{{head}}}")).ok()?;
        return header_lines::describes_a_post(&fields).then_some((fields, body));
    }
    if !content.lines().find(|line| !line.starts_with('#')).is_some_and(starts_with_field) {
        return None;
    }
    let (head, body) = until(content, |line| line.len() >= 3 && line.bytes().all(|byte| byte == b'-'))
        .filter(|(head, _)| head.len() <= LONGEST_HEAD)?;
    // What is no YAML may be read by its lines, but is prose where a line of it has no form of a field.
    let fields = yaml(head).ok().or_else(|| is_lines_of_fields(head).then(|| yaml_lines::read(head)))?;
    header_lines::describes_a_post(&fields).then_some((fields, body))
}

/// Whether each line is a field, an item of a list, or empty.
fn is_lines_of_fields(head: &str) -> bool {
    head.lines().all(|line| {
        let trimmed = line.trim();
        trimmed.is_empty()
            || trimmed.starts_with('-')
            || starts_with_field(line)
            || line.starts_with([' ', '\t', '#'])
    })
}

type Parsed = Result<Map<String, Value>, String>;

/// Whether the first line is a field: `title: …`, `title = …`.
fn starts_with_field(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let name = line.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
    name.len() < line.len() && (name.starts_with(": ") || name == ":" || name.trim_start().starts_with('='))
}

fn until_fence<'a>(text: &'a str, fence: &str) -> Option<(&'a str, &'a str)> {
    until(text, |line| line == fence || (fence == "---" && line == "..."))
}

/// What stands before the first line that ends a head, and behind it.
fn until(text: &str, ends: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if ends(line.trim_end()) {
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

fn json(head: &str) -> Parsed {
    serde_json::from_str(head).map_err(|error| one_line(&error.to_string()))
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
        let broken = split("---\ntitle: [a\n---\nCorps");
        assert_eq!(broken.body, "Corps");
        assert!(broken.problem.is_some());
        let colon = split("---\ntitle: Le pain : un essai\ntags:\n- sel\n---\nCorps");
        assert_eq!((colon.fields["title"].as_str(), colon.body), (Some("Le pain : un essai"), "Corps"));
        assert_eq!(colon.fields["tags"], serde_json::json!(["sel"]));
        assert!(colon.problem.is_some_and(|problem| problem.ends_with("line by line")));
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
        let json = split("\"title\": \"Le four\",\n\"tags\": [\"bois\"]\n;;;\nIl chauffe.");
        assert_eq!((json.fields["title"].as_str(), json.body), (Some("Le four"), "Il chauffe."));
        for prose in ["Note: un mot\n---\nSuite", "Titre : un mot\nUne ligne.\n---\nSuite"] {
            assert_eq!(split(prose).body, prose);
        }
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
