//! Objects of services that are no plain posts: answers of the WordPress REST API and activities of
//! ActivityPub (Mastodon). They become the fields that `object` reads.

use serde_json::{Map, Value};

use crate::archive::html::fragment;
use crate::archive::options::Include;

/// What an object is.
pub(super) enum Adapted {
    /// The fields of a post.
    Post(Map<String, Value>),
    /// A post that the options do not include, or something that is not a post of this author.
    LeftOut,
}

/// The fields of a post, whichever service wrote the object.
pub(super) fn adapt(object: Map<String, Value>, include: Include) -> Adapted {
    if rendered(&object, "content").is_some() {
        wordpress(object, include)
    } else if is_activity(&object) {
        activity(object, include)
    } else {
        Adapted::Post(object)
    }
}

fn rendered<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name)?.get("rendered")?.as_str()
}

/// A post of the WordPress REST API. Its authors and labels are numbers; their names are below `_embedded`.
fn wordpress(mut object: Map<String, Value>, include: Include) -> Adapted {
    let is = |name: &str, wanted: &str| {
        object.get(name).and_then(Value::as_str).is_none_or(|value| value == wanted)
    };
    if !(is("status", "publish") || include.drafts)
        || !(is("type", "post") || is("type", "page") && include.pages)
    {
        return Adapted::LeftOut;
    }
    let is_number = |value: &Value| {
        value.is_number() || value.as_array().is_some_and(|all| all.iter().all(Value::is_number))
    };
    for name in ["author", "categories", "tags"] {
        if object.get(name).is_some_and(is_number) {
            object.remove(name);
        }
    }
    let embedded = object.remove("_embedded");
    if let Some(Value::Object(embedded)) = &embedded {
        let names = |value: &Value| value.get("name").and_then(Value::as_str).map(fragment::line);
        let all = |name: &str| embedded.get(name).and_then(Value::as_array).into_iter().flatten();
        let authors: Vec<String> = all("author").filter_map(names).collect();
        if !authors.is_empty() {
            object.insert("author".to_owned(), authors.join(", ").into());
        }
        for (field, taxonomies) in
            [("categories", &[Some("category")][..]), ("labels", &[None, Some("post_tag")])]
        {
            let terms = all("wp:term").filter_map(Value::as_array).flatten();
            let terms =
                terms.filter(|term| taxonomies.contains(&term.get("taxonomy").and_then(Value::as_str)));
            let names: Vec<Value> = terms.filter_map(names).map(Value::from).collect();
            if !names.is_empty() {
                object.insert(field.to_owned(), names.into());
            }
        }
    }
    for name in ["title", "excerpt"] {
        if let Some(html) = rendered(&object, name) {
            let line = fragment::line(html);
            object.insert(name.to_owned(), line.into());
        }
    }
    // Fields that only serve the site are dropped.
    object.retain(|name, value| {
        !name.starts_with('_')
            && !matches!(name.as_str(), "guid" | "meta" | "class_list")
            && value.as_str() != Some("")
    });
    Adapted::Post(object)
}

fn type_of(object: &Map<String, Value>) -> Option<&str> {
    object.get("type")?.as_str()
}

/// Whether this is an activity, or an object of one, by the fields that they have.
fn is_activity(object: &Map<String, Value>) -> bool {
    match type_of(object) {
        Some("Create" | "Announce" | "Update" | "Like" | "Delete" | "Follow" | "Undo") => {
            object.contains_key("object") && object.contains_key("actor")
        }
        Some("Note" | "Article") => object.contains_key("attributedTo") || object.contains_key("to"),
        _ => false,
    }
}

/// The post that an activity creates. One that shares the post of another account is left out, and so is one
/// that is not public, unless the options include drafts.
fn activity(mut object: Map<String, Value>, include: Include) -> Adapted {
    let mut actor = None;
    if object.contains_key("actor") {
        if type_of(&object) != Some("Create") {
            return Adapted::LeftOut;
        }
        actor = object.remove("actor");
        match object.remove("object") {
            Some(Value::Object(inner)) => object = inner,
            _ => return Adapted::LeftOut,
        }
    }
    let is_post = matches!(type_of(&object), Some("Note" | "Article" | "Page" | "Question"));
    let is_public = ["to", "cc"].iter().filter_map(|name| object.get(*name)).any(|value| match value {
        Value::Array(all) => all.iter().any(is_public_address),
        other => is_public_address(other),
    });
    if !is_post || !(is_public || include.drafts) {
        return Adapted::LeftOut;
    }
    let text = |name: &str| object.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let mut post = Map::new();
    for (field, name) in
        [("id", "id"), ("url", "url"), ("published", "published"), ("content_html", "content")]
    {
        if let Some(value) = text(name) {
            post.insert(field.to_owned(), value.into());
        }
    }
    if !post.contains_key("content_html") {
        // The text by languages.
        let map = object.get("contentMap").and_then(Value::as_object);
        let content = map.and_then(|map| map.get("fr").or_else(|| map.values().next()));
        if let Some(content) = content.filter(|content| content.is_string()) {
            post.insert("content_html".to_owned(), content.clone());
        }
    }
    if let Some(title) = text("name") {
        post.insert("title".to_owned(), fragment::line(title).into());
    }
    // The summary of a note warns about its content.
    if let Some(summary) = text("summary") {
        post.insert("summary".to_owned(), fragment::line(summary).into());
    }
    let tags = object.get("tag").and_then(Value::as_array).into_iter().flatten();
    let hashtags = tags.filter(|tag| tag.get("type").and_then(Value::as_str) == Some("Hashtag"));
    let labels: Vec<Value> = hashtags
        .filter_map(|tag| tag.get("name").and_then(Value::as_str))
        .map(|name| name.trim_start_matches('#').into())
        .collect();
    post.insert("labels".to_owned(), labels.into());
    if let Some(author) = object.get("attributedTo").or(actor.as_ref()).and_then(account) {
        post.insert("author".to_owned(), author.into());
    }
    Adapted::Post(post)
}

fn is_public_address(value: &Value) -> bool {
    matches!(value.as_str(), Some("https://www.w3.org/ns/activitystreams#Public" | "as:Public" | "Public"))
}

/// The name of an account: its own, or the last part of its address.
fn account(value: &Value) -> Option<&str> {
    match value {
        Value::String(address) => {
            address.trim_end_matches('/').rsplit('/').next().map(|name| name.trim_start_matches('@'))
        }
        Value::Object(actor) => {
            ["name", "preferredUsername"].iter().find_map(|name| actor.get(*name)?.as_str())
        }
        Value::Array(all) => account(all.first()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adapted(object: Value) -> Option<Map<String, Value>> {
        let Value::Object(object) = object else { return None };
        match adapt(object, Include::default()) {
            Adapted::Post(post) => Some(post),
            Adapted::LeftOut => None,
        }
    }

    #[test]
    fn names_of_an_answer_of_wordpress_come_from_what_is_embedded() {
        let object = serde_json::json!({
            "id": 7, "status": "publish", "type": "post", "title": {"rendered": "Le four &amp; le pain"},
            "content": {"rendered": "<p>Il cuit.</p>"}, "author": 3, "categories": [4], "tags": [],
            "_embedded": {"author": [{"name": "Odile"}], "wp:term": [[{"name": "Pain", "taxonomy": "category"}], [], [{"name": "x", "taxonomy": "post_format"}]]}
        });
        let post = adapted(object.clone()).expect("a post");
        assert_eq!((&post["author"], &post["title"]), (&"Odile".into(), &"Le four & le pain".into()));
        assert_eq!(post["categories"], serde_json::json!(["Pain"]));
        let mut bare = object.clone();
        bare.as_object_mut().expect("an object").remove("_embedded");
        let post = adapted(bare).expect("a post");
        assert!(["author", "categories", "tags", "labels"].iter().all(|name| !post.contains_key(*name)));
        let mut draft = object;
        draft["status"] = "draft".into();
        assert!(adapted(draft).is_none());
    }

    #[test]
    fn public_notes_of_an_outbox_are_posts_and_shares_are_not() {
        let note = serde_json::json!({
            "type": "Create", "actor": "https://a.example/users/odile", "object": {
                "id": "https://a.example/1", "type": "Note", "published": "2022-05-03T08:00:00Z", "content": "<p>Le four.</p>",
                "to": ["https://www.w3.org/ns/activitystreams#Public"], "tag": [{"type": "Hashtag", "name": "#four"}, {"type": "Mention", "name": "@x"}]
            }
        });
        let post = adapted(note.clone()).expect("a post");
        assert_eq!((&post["author"], &post["labels"]), (&"odile".into(), &serde_json::json!(["four"])));
        let mut private = note.clone();
        private["object"]["to"] = serde_json::json!(["https://a.example/users/paul"]);
        assert!(adapted(private).is_none());
        let mut share = note;
        share["type"] = "Announce".into();
        assert!(adapted(share).is_none());
    }
}
