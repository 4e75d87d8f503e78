//! Which kind of JSON a text begins like.

/// Whether each line is an object.
pub(in crate::archive) fn is_lines(head: &str) -> bool {
    kind(head) == Some(Kind::Lines)
}

/// Whether this is an array of posts, or an object that holds or is a post.
pub(in crate::archive) fn is_document(head: &str) -> bool {
    kind(head) == Some(Kind::Document)
}

/// Whether this is a JSON Feed.
pub(in crate::archive) fn is_feed(head: &str) -> bool {
    kind(head) == Some(Kind::Feed)
}

/// Whether this is an export of Ghost.
pub(in crate::archive) fn is_ghost(head: &str) -> bool {
    kind(head) == Some(Kind::Ghost)
}

#[derive(PartialEq, Eq)]
enum Kind {
    Lines,
    Document,
    Feed,
    Ghost,
}

fn kind(head: &str) -> Option<Kind> {
    if let Some(rest) = head.strip_prefix('[') {
        let rest = rest.trim_start();
        return rest.starts_with(['{', ']']).then_some(Kind::Document);
    }
    // Tags of templates open with a brace too.
    (head.starts_with('{') && !head.starts_with("{%") && !head.starts_with("{{")).then(|| object(head))
}

/// A JSON object: one of many on lines of their own, a feed, an export, or one post.
fn object(head: &str) -> Kind {
    let has = |sign: &str| head.contains(sign);
    let first_line = head.lines().next().unwrap_or_default().trim_end();
    // A whole object on the first line, or a line longer than the bytes that are read here.
    let on_a_line = first_line.len() > 1 && (first_line.ends_with('}') || first_line.len() + 1 >= head.len());
    let names_posts =
        ["\"posts\"", "\"orderedItems\"", "\"items\"", "\"entries\"", "\"articles\"", "\"billets\""]
            .iter()
            .any(|name| has(name) && !has("\"text\""));
    if has("jsonfeed.org/version/") {
        Kind::Feed
    } else if has("\"db\"") && (has("\"data\"") || !has("\"text\"")) {
        Kind::Ghost
    } else if has("\"orderedItems\"") || (names_posts && first_line.len() + 1 >= head.len()) {
        Kind::Document
    } else if on_a_line {
        Kind::Lines
    } else {
        Kind::Document
    }
}
