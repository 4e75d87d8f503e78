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
            post.published = scalar(value).as_deref().and_then(date::parse);
            post.published.is_some()
        }
        "author" | "authors" | "byline" | "auteur" | "auteurs" if post.author.is_none() => {
            post.author = author(value);
            post.author.is_some()
        }
        "labels" | "tags" | "categories" | "category" | "keywords" | "étiquettes" | "etiquettes"
        | "catégories" | "catégorie" | "mots-clés" => match labels(value) {
            Some(found) => {
                for label in found {
                    if !post.labels.contains(&label) {
                        post.labels.push(label);
                    }
                }
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

/// A list of labels, or one string with commas between them, or semicolons.
fn labels(value: &Value) -> Option<Vec<String>> {
    let found: Vec<String> = match value {
        Value::Array(items) => {
            items.iter().filter_map(|item| scalar(item.get("name").unwrap_or(item))).collect()
        }
        Value::String(list) => {
            let sign = if list.contains(',') { ',' } else { ';' };
            list.split(sign).map(str::to_owned).collect()
        }
        _ => return None,
    };
    Some(found.into_iter().map(|label| label.trim().to_owned()).filter(|label| !label.is_empty()).collect())
}
