//! HTML inside Markdown: its tags are taken off. (Whole pages are another reader's work.)

/// Elements that hold no prose.
const SILENT: [&str; 7] = ["script", "style", "pre", "svg", "iframe", "template", "noscript"];

/// Whether the tag ends a line of prose.
pub(super) fn breaks_line(tag: &str) -> bool {
    matches!(name(tag), "br" | "p" | "div" | "li" | "tr")
}

/// Whether the tag opens or closes program code, or what is typed.
pub(super) fn is_code(tag: &str) -> bool {
    matches!(name(tag), "code" | "kbd" | "samp" | "tt" | "var")
}

/// The prose of a piece of HTML, its white space folded.
pub(super) fn strip(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_folded(&mut text, &rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = rest.find('>') else {
            rest = "";
            break;
        };
        let (tag, after) = rest.split_at(end + 1);
        rest = after;
        if SILENT.contains(&name(tag)) && !tag.starts_with("</") && !tag.ends_with("/>") {
            let close = format!("</{}", name(tag));
            rest = rest.find(&close).map_or("", |at| &rest[at..]);
        } else if breaks_line(tag) && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    }
    push_folded(&mut text, rest);
    text.trim().to_owned()
}

fn name(tag: &str) -> &str {
    let inner = tag.trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    &inner[..end]
}

fn push_folded(text: &mut String, piece: &str) {
    let decoded = decode_entities(piece);
    for word in decoded.split_inclusive([' ', '\n', '\t']) {
        let bare = word.trim_matches([' ', '\n', '\t']);
        let ended = text.is_empty() || text.ends_with([' ', '\n']);
        text.push_str(bare);
        if bare.len() < word.len() && !(bare.is_empty() && ended) {
            text.push(' ');
        }
    }
}

fn decode_entities(piece: &str) -> String {
    let mut decoded = piece.to_owned();
    for (entity, character) in [
        ("&nbsp;", "\u{a0}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&rsquo;", "’"),
        ("&amp;", "&"),
    ] {
        if decoded.contains(entity) {
            decoded = decoded.replace(entity, character);
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_scripts_and_comments_go() {
        let html = "<p>Un <b>mot</b>&nbsp;!<br>\nDeux</p><script>var x = '<p>';</script><!-- non --> Fin <";
        assert_eq!(strip(html), "Un mot\u{a0}!\nDeux\nFin");
    }
}
