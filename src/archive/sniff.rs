//! The format of a stream, recognized by its first bytes where its name does not tell.

use super::format::Format;
use super::{decode, dotclear, movable_type, table};

/// How many bytes are looked at. The exports of WordPress open with a page of comments.
pub(super) const HEAD: usize = 16 << 10;

/// The format of a stream that starts like this; `None` for JSON or XML without posts.
pub(super) fn format_of(head: &[u8]) -> Option<Format> {
    let head = decode::head(head);
    let head = head.trim_start();
    if head.starts_with('<') {
        markup(head)
    } else if let Some(rest) = head.strip_prefix('[') {
        let rest = rest.trim_start();
        Some(if rest.starts_with(['{', ']']) { Format::Json } else { Format::Text })
    } else if head.starts_with('{') && !head.starts_with("{%") && !head.starts_with("{{") {
        Some(object(head))
    } else if ["---\n", "---\r\n", "+++\n", "+++\r\n", "# "].iter().any(|sign| head.starts_with(sign)) {
        Some(Format::Markdown)
    } else if let Some(export) = export_of(head) {
        Some(export)
    } else if table::begins_with_header(head) {
        Some(Format::Csv)
    } else {
        Some(Format::Text)
    }
}

/// The export that a stream is, where a name would make it plain text.
pub(super) fn text_export(head: &[u8]) -> Option<Format> {
    export_of(decode::head(head).trim_start_matches('\u{feff}'))
}

fn export_of(head: &str) -> Option<Format> {
    if head.starts_with(dotclear::MARK) {
        Some(Format::Dotclear)
    } else {
        movable_type::is_export(head).then_some(Format::MovableType)
    }
}

/// Whether Glane wrote this: a report that was left inside an archive.
pub(super) fn is_own_output(head: &[u8]) -> bool {
    const PAGE: &[u8] = br#"<meta name="generator" content="Glane "#;
    if head.starts_with(b"<!doctype html>") && head.windows(PAGE.len()).take(256).any(|part| part == PAGE) {
        return true;
    }
    let object = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    object
        .and_then(|object| object.strip_prefix(br#""schema":"#))
        .is_some_and(|schema| schema.trim_ascii_start().starts_with(br#""glane."#))
}

/// A JSON object: one of many on lines of their own, a feed, an export, or one post.
fn object(head: &str) -> Format {
    let has = |sign: &str| head.contains(sign);
    let first_line = head.lines().next().unwrap_or_default().trim_end();
    // A whole object on the first line, or a line longer than the bytes that are read here.
    let on_a_line = first_line.len() > 1 && (first_line.ends_with('}') || first_line.len() + 1 >= head.len());
    let names_posts =
        ["\"posts\"", "\"orderedItems\"", "\"items\"", "\"entries\"", "\"articles\"", "\"billets\""]
            .iter()
            .any(|name| has(name) && !has("\"text\""));
    if has("jsonfeed.org/version/") {
        Format::JsonFeed
    } else if has("\"db\"") && (has("\"data\"") || !has("\"text\"")) {
        Format::Ghost
    } else if has("\"orderedItems\"") || (names_posts && first_line.len() + 1 >= head.len()) {
        Format::Json
    } else if on_a_line {
        Format::JsonLines
    } else {
        Format::Json
    }
}

fn markup(head: &str) -> Option<Format> {
    let (root, whole) = root(head)?;
    let root = root.to_ascii_lowercase();
    match root.rsplit(':').next().unwrap_or(&root) {
        "rss" if head.contains("wordpress.org/export/") || head.contains("wp:wxr_version") => {
            Some(Format::WordPress)
        }
        "rss" | "feed" | "rdf" => Some(Format::Feed),
        "root" if head.contains("<posts") || head.contains("<post>") => Some(Format::OverBlog),
        "!doctype" => starts_with(whole, "<!doctype html").then_some(Format::Html),
        "html" | "head" | "body" | "main" | "article" | "section" | "header" | "div" | "p" | "h1" | "h2"
        | "h3" | "ul" | "ol" | "blockquote" | "figure" | "span" | "a" | "b" | "i" | "em" | "strong"
        | "img" | "table" | "br" | "hr" | "meta" | "title" => Some(Format::Html),
        _ => None,
    }
}

/// The name of the first element (or `!doctype`, where that of HTML comes before), after declarations,
/// instructions and comments, and all that starts there.
fn root(head: &str) -> Option<(&str, &str)> {
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        let (close, inside) = if let Some(comment) = rest.strip_prefix("<!--") {
            ("-->", comment)
        } else if let Some(instruction) = rest.strip_prefix("<?") {
            ("?>", instruction)
        } else if rest.starts_with("<!") && !starts_with(rest, "<!doctype html") {
            // A DOCTYPE may hold declarations in brackets.
            let end = rest.find('>').unwrap_or(rest.len());
            (if rest[..end].contains('[') { "]>" } else { ">" }, rest)
        } else {
            let name = rest.strip_prefix('<')?;
            let end = name.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(name.len());
            return Some((&name[..end], rest));
        };
        rest = &inside[inside.find(close)? + close.len()..];
    }
}

/// Whether `head` starts with `sign`, in any case.
fn starts_with(head: &str, sign: &str) -> bool {
    head.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_recognized_by_content() {
        for (head, format) in [
            ("Le compost.", Some(Format::Text)),
            ("# Le compost", Some(Format::Markdown)),
            ("---\ntitle: x\n---\n", Some(Format::Markdown)),
            ("{\"text\": \"x\"}\n", Some(Format::JsonLines)),
            ("{\"text\": \"x\"}", Some(Format::JsonLines)),
            ("{\n  \"text\": \"x\"\n}", Some(Format::Json)),
            ("[\n{\"text\": \"x\"}]", Some(Format::Json)),
            ("[1] note", Some(Format::Text)),
            ("{% include x %}\nTexte", Some(Format::Text)),
            ("id,title,text\n1,Le sol,Il vit.\n", Some(Format::Csv)),
            ("\"Titre\";\"Texte\"\r\n", Some(Format::Csv)),
            ("date\tcontenu\n", Some(Format::Csv)),
            ("Un texte, une date, un titre : le sol.", Some(Format::Text)),
            ("Texte, images et date", Some(Format::Text)),
            ("text\n", Some(Format::Text)),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"}", Some(Format::JsonFeed)),
            ("{\"db\":[{\"meta\":{},\"data\":{\"posts\":[]}}]}", Some(Format::Ghost)),
            (
                "<?xml version=\"1.0\"?><!-- x --><rss xmlns:wp=\"http://wordpress.org/export/1.2/\">",
                Some(Format::WordPress),
            ),
            ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Some(Format::Feed)),
            ("<?xml-stylesheet href='a'?><feed xmlns='http://www.w3.org/2005/Atom'>", Some(Format::Feed)),
            ("<!-- x --><!DOCTYPE HTML><html>", Some(Format::Html)),
            ("<p>Un.</p>", Some(Format::Html)),
            ("<!DOCTYPE rss [<!ENTITY a \"b\"> ]>\n<rss>", Some(Format::Feed)),
            ("<!DOCTYPE rss [\n<!ENTITY a \"b\">\n]>\n<rss>", Some(Format::Feed)),
            ("<project><modelVersion>4", None),
            ("<urlset>", None),
        ] {
            assert_eq!(format_of(head.as_bytes()), format, "{head}");
        }
    }

    #[test]
    fn output_of_glane_is_recognized() {
        assert!(is_own_output(b"{\"schema\":\"glane.post/2\",\"id\":1}"));
        assert!(is_own_output(b"{\n  \"schema\": \"glane.report/1\""));
        assert!(is_own_output(
            b"<!doctype html>\n<html lang=\"fr\">\n<meta name=\"generator\" content=\"Glane 1.0\">"
        ));
        assert!(!is_own_output(b"<!doctype html>\n<html lang=\"fr\">\n<title>Glane</title>"));
        assert!(!is_own_output(b"{\"text\":\"\\\"schema\\\":\\\"glane.\"}"));
    }
}
