//! The head of a post without fences: `Key: value` lines (Pelican, MultiMarkdown), `.. key: value` lines
//! (Nikola), YAML or JSON that lacks its opening line (Hexo, Hugo). Front matter between fences is left to
//! `front_matter`.
//!
//! Prose can begin like a header ("Note : …"), so a head counts only where every line of it has the form
//! and one of its keys says that it describes a post.

use serde_json::{Map, Value};

use super::date;

/// The longest key, in characters.
const LONGEST_KEY: usize = 30;

/// The most bytes that a head without fences may take.
const LONGEST_HEAD: usize = 32 << 10;

/// The fields of a head and the text below it.
pub(super) type Head<'a> = (Map<String, Value>, &'a str);

/// Takes a head of `Key: value` or `.. key: value` lines off `content`, if it has one.
pub(super) fn split(content: &str) -> Option<Head<'_>> {
    let content = content.trim_start_matches(['\n', ' ']);
    nikola(content).or_else(|| key_values(content))
}

/// Takes `Key: value` lines off plain text. Prose is likelier there, so that two keys must be known.
pub(super) fn split_strictly(content: &str) -> Option<Head<'_>> {
    nikola(content)
        .or_else(|| key_values(content))
        .filter(|(fields, _)| fields.keys().filter(|key| is_known(key)).count() >= 2)
}

/// Whether a mapping without fences describes a post.
pub(super) fn describes_a_post(fields: &Map<String, Value>) -> bool {
    fields.iter().any(|(key, value)| match key.to_lowercase().as_str() {
        "date" => value.as_str().is_none_or(|text| date::parse(text).is_some()),
        "title" | "titre" | "tags" | "slug" | "categories" => true,
        _ => false,
    })
}

/// Keys that such heads have.
fn is_known(key: &str) -> bool {
    matches!(
        key.to_lowercase().as_str(),
        "title"
            | "titre"
            | "date"
            | "modified"
            | "tags"
            | "keywords"
            | "category"
            | "categories"
            | "slug"
            | "author"
            | "authors"
            | "auteur"
            | "summary"
            | "lang"
            | "status"
            | "template"
            | "subtitle"
    )
}

/// `Key: value` lines up to an empty line; indented lines continue the value above them.
fn key_values(content: &str) -> Option<Head<'_>> {
    let mut fields = Map::new();
    let mut last: Option<String> = None;
    let mut at = 0;
    for line in content.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        at += line.len();
        if at > LONGEST_HEAD {
            return None;
        }
        if line.starts_with([' ', '\t']) {
            let Some(Value::String(value)) = last.as_ref().and_then(|key| fields.get_mut(key)) else {
                return None;
            };
            value.push('\n');
            value.push_str(line.trim());
            continue;
        }
        let (key, value) = key_value(line)?;
        match fields.get_mut(key) {
            None => {
                fields.insert(key.to_owned(), value.into());
            }
            // A list may stand on several lines of one key.
            Some(Value::String(before)) if is_known(key) => before.extend([", ", value]),
            Some(_) => return None,
        }
        last = Some(key.to_owned());
    }
    describes_a_post(&fields).then(|| (fields, below(&content[at..])))
}

/// The key and the value of a line such as `Title: Le pain`.
fn key_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = key.starts_with(char::is_alphabetic)
        && key.chars().count() <= LONGEST_KEY
        && !key.ends_with([' ', '\u{a0}', '\u{202f}'])
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-'));
    let apart = value.is_empty() || value.starts_with([' ', '\t', '\n', '\r']) || is_known(key);
    let value = value.trim();
    let quoted = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|inside| !inside.contains('"'));
    (is_key && apart).then(|| (key, quoted.unwrap_or(value)))
}

/// `.. key: value` lines up to an empty line or to prose, alone or in a comment of HTML.
fn nikola(content: &str) -> Option<Head<'_>> {
    let (inside, closes) = match content.strip_prefix("<!--") {
        Some(inside) => (inside, true),
        None => (content, false),
    };
    let start = inside.len() - inside.trim_start().len();
    let mut at = start;
    let mut fields = Map::new();
    for line in inside[start..].split_inclusive('\n') {
        let Some((key, value)) =
            line.trim_start().strip_prefix(".. ").and_then(|line| key_value(line.trim_start()))
        else {
            break;
        };
        fields.insert(key.to_owned(), value.into());
        at += line.len();
    }
    let mut rest = &inside[at..];
    if closes {
        rest = rest.trim_start().strip_prefix("-->")?;
    }
    // Older versions of the generator mark drafts by a label.
    let labels = fields.get("tags").and_then(Value::as_str).unwrap_or_default();
    if labels.split(',').any(|label| matches!(label.trim(), "draft" | "private")) {
        fields.insert("status".to_owned(), "draft".into());
    }
    describes_a_post(&fields).then(|| (fields, below(rest)))
}

/// The text without the empty lines above it.
fn below(text: &str) -> &str {
    text.trim_start_matches(['\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_keys_and_values_are_a_head() {
        let text = "Title: Le four à bois\nDate: 2019-02-03 10:20\nTags: four, bois\nSummary: Un essai\n    de four.\n\nIl chauffe.";
        let (fields, body) = split(text).expect("a head");
        assert_eq!((fields["Title"].as_str(), body), (Some("Le four à bois"), "Il chauffe."));
        assert_eq!(fields["Summary"], "Un essai\nde four.");
        let (fields, body) =
            split(".. title: Le four\n.. slug: four\n.. tags:\n\nIl chauffe.").expect("a head");
        assert_eq!((fields["slug"].as_str(), body), (Some("four"), "Il chauffe."));
        let (_, body) = split("<!--\n.. title: Le four\n-->\n\nIl chauffe.").expect("a head");
        assert_eq!(body, "Il chauffe.");
    }

    #[test]
    fn prose_that_begins_like_a_head_stays_prose() {
        for text in [
            "Note: le four est chaud.\n\nOn attend.",
            "Titre : un mot\n\nSuite.",
            "Date: un samedi de mars\nLieu: la salle des fêtes\n\nVenez.",
            "Title: x\nUne ligne sans clef\n\nSuite.",
            "https://a.example/\n\nSuite.",
            "",
        ] {
            assert!(split(text).is_none(), "{text}");
        }
        assert!(split_strictly("Title: seul\n\nSuite.").is_none());
        assert!(split_strictly("Title: Le four\nDate: 2019-02-03\n\nSuite.").is_some());
    }
}
