//! A head that is nearly YAML, read line by line: `title: Le pain : un essai`, a value that starts with `@`, tabs
//! before the items of a list. Heads that are YAML are left to `front_matter`.

use serde_json::{Map, Value};

/// The fields of a head: a name and a value on a line each, or the items of a list below the name. What is of another
/// form is left out.
pub(super) fn read(head: &str) -> Map<String, Value> {
    let mut fields: Map<String, Value> = Map::new();
    let mut last: Option<String> = None;
    for line in head.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let item = trimmed.strip_prefix("- ").map(str::trim);
        if let (Some(item), Some(name)) = (item, &last) {
            let items = fields.entry(name.clone()).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(items) = items {
                items.push(unquoted(item).into());
            }
            continue;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, value)) = trimmed.split_once(':') else { continue };
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
        if !is_name {
            continue;
        }
        let name = name.trim().to_owned();
        if let Some(value) = value_of(value.trim()) {
            fields.insert(name.clone(), value);
        }
        last = Some(name);
    }
    fields
}

/// The value on the line of its name; nothing where a list or a block of text follows.
fn value_of(value: &str) -> Option<Value> {
    if matches!(value, "" | "|" | ">" | "|-" | ">-") {
        return None;
    }
    Some(match value {
        "true" => true.into(),
        "false" => false.into(),
        _ => match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(list) => list.split(',').map(|item| Value::from(unquoted(item.trim()))).collect(),
            None => unquoted(value).into(),
        },
    })
}

/// The value without the quotation marks around all of it.
fn unquoted(value: &str) -> &str {
    let inside = ['"', '\''].into_iter().find_map(|mark| {
        value.strip_prefix(mark)?.strip_suffix(mark).filter(|inside| !inside.contains(mark))
    });
    inside.unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_yaml_is_read_by_its_lines() {
        let head = "# généré\ntitle: Le pain : un essai\nauthor: @odile\nresume: \"Un\" et deux\ntags:\n\t- four à bois\n\t- 'sel'\n\
                    list: [a, \"b\"]\ndraft: true\nnested:\n  x: y\nhttp://a.example\nsuite: |\n  texte\n";
        let fields = read(head);
        assert_eq!(
            Value::Object(fields),
            serde_json::json!({
                "title": "Le pain : un essai", "author": "@odile", "resume": "\"Un\" et deux",
                "tags": ["four à bois", "sel"], "list": ["a", "b"], "draft": true, "http": "//a.example",
            })
        );
    }
}
