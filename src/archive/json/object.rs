//! A JSON object that is a post, in any kind of file.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::adapt::{Adapted, adapt};
use crate::Post;
use crate::archive::body::{self, Hint};
use crate::archive::error::ErrorKind;
use crate::archive::fields;
use crate::archive::options::{Markup, ReadOptions};

/// The fields that hold the text of a post, with what their names say of its markup. The first that is there
/// counts.
const BODIES: [(&str, Hint); 10] = [
    ("text", Hint::Unknown),
    ("content_html", Hint::Certain(Markup::Html)),
    ("html", Hint::Certain(Markup::Html)),
    ("body_html", Hint::Certain(Markup::Html)),
    ("content", Hint::LikelyHtml),
    ("body", Hint::LikelyHtml),
    ("content_text", Hint::Certain(Markup::Plain)),
    ("plaintext", Hint::Certain(Markup::Plain)),
    ("texte", Hint::Unknown),
    ("contenu", Hint::LikelyHtml),
];

/// Other forms of the same text, which are dropped.
const OTHER_FORMS: [&str; 6] =
    ["content_text", "plaintext", "mobiledoc", "lexical", "comment_id", "excerpt_html"];

/// Why an object is not a post: the kind and the reason.
pub(super) type Wrong = (ErrorKind, String);

/// The object that a piece of JSON is, and a warning where it had to be mended.
pub(super) fn object(text: &str) -> Result<(Map<String, Value>, Option<String>), serde_json::Error> {
    match serde_json::from_str(text) {
        Ok(object) => Ok((object, None)),
        Err(error) => match without_lone_surrogates(text) {
            Cow::Borrowed(_) => Err(error),
            Cow::Owned(mended) => Ok((
                serde_json::from_str(&mended)?,
                Some("an unpaired surrogate escape became the sign U+FFFD".to_owned()),
            )),
        },
    }
}

/// The post that an object is, or `None` where the options leave it out; `id` names it where it does not name
/// itself.
pub(super) fn post(
    object: Map<String, Value>,
    id: String,
    options: &ReadOptions,
) -> Result<Option<Post>, Wrong> {
    let Adapted::Post(mut object) = adapt(object, options.include) else { return Ok(None) };
    let named = BODIES.iter().find(|(name, _)| object.get(*name).is_some_and(|value| !value.is_null()));
    let Some((name, hint)) = named.copied() else {
        return Err((ErrorKind::Field, "no field \"text\"".to_owned()));
    };
    let (body, hint) = match object.remove(name).unwrap_or_default() {
        Value::String(text) => (text, hint),
        Value::Object(mut inner) if inner.get("rendered").is_some_and(Value::is_string) => {
            match inner.remove("rendered") {
                Some(Value::String(html)) => (html, Hint::Certain(Markup::Html)),
                _ => return Err((ErrorKind::Field, format!("\"{name}\" is an object, not a string"))),
            }
        }
        other => return Err((ErrorKind::Field, format!("\"{name}\" is {}", kind_of(&other)))),
    };
    if !matches!(hint, Hint::Certain(Markup::Plain) | Hint::Unknown) {
        object.retain(|name, _| !OTHER_FORMS.contains(&name.as_str()));
    }
    let mut post = Post::new(id, "");
    fields::apply(object, &mut post);
    body::fill(&mut post, body, hint, options);
    if post.text.trim().is_empty() && post.title.is_empty() {
        return Err((ErrorKind::Empty, format!("the post {:?} has no text", post.id)));
    }
    Ok(Some(post))
}

/// The text with `\ufffd` for each escape of half a pair (`\ud83d` alone), which JSON does not know.
fn without_lone_surrogates(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let escape = |at: usize| -> Option<u16> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut mended = String::new();
    let (mut done, mut at) = (0, 0);
    while let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
        at += found;
        match escape(at) {
            Some(0xD800..=0xDBFF) if matches!(escape(at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => {
                mended.push_str(&text[done..at]);
                mended.push_str("\\ufffd");
                at += 6;
                done = at;
            }
            Some(_) => at += 6,
            None => at = (at + 2).min(bytes.len()),
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    mended.push_str(&text[done..]);
    Cow::Owned(mended)
}

/// The message of serde_json without its line number, which counts from the start of the piece.
pub(super) fn no_object(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    match error.column() {
        0 => format!("not a JSON object ({message})"),
        column => format!("not a JSON object ({message}, column {column})"),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null, not a string",
        Value::Bool(_) => "true or false, not a string",
        Value::Number(_) => "a number, not a string",
        Value::String(_) => "a string",
        Value::Array(_) => "a list, not a string",
        Value::Object(_) => "an object, not a string",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_pair_is_mended_and_a_pair_is_not() {
        assert_eq!(without_lone_surrogates(r#"{"a": "x\ud83d y"}"#), r#"{"a": "x\ufffd y"}"#);
        assert_eq!(without_lone_surrogates(r#""\udc00\ud83d\u0041""#), r#""\ufffd\ufffd\u0041""#);
        for sound in [r#""\ud83d\ude00""#, r#""\\ud83d""#, r#""\u00e9""#, "\"é\\\\", "\\"] {
            assert!(matches!(without_lone_surrogates(sound), Cow::Borrowed(_)), "{sound}");
        }
    }
}
