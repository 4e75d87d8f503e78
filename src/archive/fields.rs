//! Named fields of a post, from front matter or from a JSON object: which names mean what.

use serde_json::{Map, Value};

use super::date;
use crate::Post;

/// Moves what `fields` says into `post`; what no name below claims stays under `meta`.
pub(super) fn apply(fields: Map<String, Value>, post: &mut Post) {
    for (name, value) in fields {
        if !claim(&name, &value, post) && !value.is_null() {
            post.meta.insert(name, value);
        }
    }
}

/// Whether fields that no name below claims say that the post is not published: `draft: true`, `published: false`,
/// `status: draft`.
pub(super) fn is_draft(meta: &Map<String, Value>) -> bool {
    meta.iter().any(|(name, value)| {
        let Some(value) = scalar(value).or_else(|| value.as_bool().map(|truth| truth.to_string())) else {
            return false;
        };
        let value = value.trim().to_lowercase();
        match name.to_lowercase().as_str() {
            "draft" => !matches!(value.as_str(), "" | "false" | "no" | "non" | "0" | "off" | "nil"),
            "published" => matches!(value.as_str(), "false" | "no" | "non" | "0" | "off"),
            "status" => {
                matches!(
                    value.as_str(),
                    "draft" | "brouillon" | "pending" | "private" | "future" | "scheduled"
                )
            }
            _ => false,
        }
    })
}

/// Whether the field was understood, and so taken.
fn claim(name: &str, value: &Value, post: &mut Post) -> bool {
    // Names in any case, and French ones.
    match name.to_lowercase().as_str() {
        "id" => scalar(value).map(|id| post.id = id).is_some(),
        "title" | "titre" => scalar(value).map(|title| post.title = title.trim().to_owned()).is_some(),
        "date" | "published" | "published_at" | "date_published" | "pubdate" | "publishdate"
        | "post_date" | "created_at"
            if post.published.is_none() =>
        {
            let Some(text) = scalar(value) else { return false };
            if date::is_zero(&text) {
                post.warnings.push(date::zero_warning(text.trim()));
                return true;
            }
            post.published = date::of_field(&text);
            post.published.is_some()
        }
        // Zola and Grav group the labels.
        "taxonomies" | "taxonomy" if value.is_object() => {
            for (name, value) in value.as_object().into_iter().flatten() {
                add_labels(&name.to_lowercase(), labels(value).unwrap_or_default(), post);
            }
            true
        }
        "author" | "authors" | "byline" | "auteur" | "auteurs" if post.author.is_none() => {
            post.author = author(value);
            post.author.is_some()
        }
        "labels" | "tags" | "categories" | "category" | "keywords" | "étiquettes" | "etiquettes"
        | "catégories" | "catégorie" | "mots-clés" => match labels(value) {
            Some(found) => {
                add_labels(&name.to_lowercase(), found, post);
                true
            }
            None => false,
        },
        "url" | "link" | "permalink" | "lien" if post.url.is_none() => {
            post.url = value.as_str().map(str::to_owned);
            post.url.is_some()
        }
        _ => false,
    }
}

/// Adds the labels of a field, which are categories by the name of the field, or tags.
fn add_labels(field: &str, labels: Vec<String>, post: &mut Post) {
    match field {
        "categories" | "category" | "catégories" | "catégorie" => {
            for label in labels {
                post.add_category(label);
            }
        }
        _ => post.labels.extend(labels),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A name, a list of names, or objects with a `name`.
fn author(value: &Value) -> Option<String> {
    let names: Vec<String> = match value {
        Value::Array(items) => items.iter().filter_map(author).collect(),
        Value::Object(object) => object.get("name").and_then(scalar).into_iter().collect(),
        _ => scalar(value).into_iter().collect(),
    };
    let joined = names.join(", ");
    (!joined.trim().is_empty()).then(|| joined.trim().to_owned())
}

/// A list of labels, or one string of them.
fn labels(value: &Value) -> Option<Vec<String>> {
    let found: Vec<String> = match value {
        Value::Array(items) => items
            .iter()
            .flat_map(|item| match item {
                // A category and those below it.
                Value::Array(_) => labels(item).unwrap_or_default(),
                _ => scalar(item.get("name").unwrap_or(item)).into_iter().collect(),
            })
            .collect(),
        Value::String(list) => return Some(split_labels(list)),
        _ => return None,
    };
    Some(found.into_iter().map(|label| label.trim().to_owned()).filter(|label| !label.is_empty()).collect())
}

/// The labels of one string, separated by line breaks, bars, semicolons or commas: by the first of these that
/// it holds, so that a label may hold those that come later. Quotation marks around a label are removed.
pub(super) fn split_labels(list: &str) -> Vec<String> {
    if let Some(labels) = quoted_labels(list) {
        return labels;
    }
    let separator = ['\n', '|', ';', ','].into_iter().find(|sign| list.trim().contains(*sign)).unwrap_or(',');
    list.split(separator)
        .map(|label| {
            let label = label.trim().trim_end_matches([',', ';']).trim_end();
            let quoted = ['"', '\''].iter().find_map(|mark| label.strip_prefix(*mark)?.strip_suffix(*mark));
            quoted.unwrap_or(label).trim().to_owned()
        })
        .filter(|label| !label.is_empty())
        .collect()
}

/// The labels of a list in which some stand in quotation marks, and so may hold commas: `"Lyon, France",Metz`.
fn quoted_labels(list: &str) -> Option<Vec<String>> {
    let mut labels = Vec::new();
    let mut rest = list.trim();
    if !rest.contains('"') {
        return None;
    }
    while !rest.is_empty() {
        let (label, behind) = match rest.strip_prefix('"') {
            Some(inside) => {
                let (label, behind) = inside.split_once('"')?;
                (label, behind.trim_start())
            }
            None => rest.split_at(rest.find(',').unwrap_or(rest.len())),
        };
        let label = label.trim();
        let quoted = label.strip_prefix('\'').and_then(|label| label.strip_suffix('\''));
        labels.push(quoted.unwrap_or(label).to_owned());
        rest = if behind.is_empty() { behind } else { behind.strip_prefix(',')?.trim_start() };
    }
    labels.retain(|label| !label.is_empty());
    Some(labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_split_by_bars_semicolons_commas_and_lines() {
        for list in
            ["pain, four", "pain;four", "pain | four", "pain\nfour\n", "pain,\nfour", "\"pain\", 'four'"]
        {
            assert_eq!(split_labels(list), ["pain", "four"], "{list:?}");
        }
        assert_eq!(split_labels("Lyon, France; Metz, France"), ["Lyon, France", "Metz, France"]);
        assert_eq!(
            split_labels("\"Lyon, France\",Metz, \"four à bois\""),
            ["Lyon, France", "Metz", "four à bois"]
        );
        assert_eq!(split_labels("le \"vrai\" pain, sel"), ["le \"vrai\" pain", "sel"]);
        assert!(split_labels(" , ").is_empty());
    }

    #[test]
    fn drafts_are_told_by_what_heads_call_them() {
        let is = |fields: Value| is_draft(fields.as_object().expect("an object"));
        for draft in [
            serde_json::json!({"draft": true}),
            serde_json::json!({"Draft": "True"}),
            serde_json::json!({"published": false}),
            serde_json::json!({"Status": "draft"}),
        ] {
            assert!(is(draft.clone()), "{draft}");
        }
        for published in [
            serde_json::json!({"draft": false, "published": true, "status": "published"}),
            serde_json::json!({"draft": "", "status": ["draft"], "drafts": true}),
            serde_json::json!({"published": "2014-06-02"}),
        ] {
            assert!(!is(published.clone()), "{published}");
        }
    }

    #[test]
    fn taxonomies_are_labels_and_zero_dates_are_dropped_with_a_warning() {
        let fields = serde_json::json!({
            "taxonomies": {"tags": ["pain"], "categories": ["four"]}, "date": "0001-01-01T00:00:00Z"
        });
        let mut post = Post::new("x", "");
        apply(fields.as_object().expect("an object").clone(), &mut post);
        assert_eq!((post.labels.len(), post.published, post.warnings.len()), (2, None, 1));
    }
}
