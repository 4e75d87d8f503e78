//! The body of a WordPress post as HTML, without the comments of the block editor and without shortcodes.

use rustc_hash::FxHashSet;

/// Shortcodes without prose between their tags.
const SILENT: [&str; 14] = [
    "audio",
    "code",
    "contact-form",
    "embed",
    "gallery",
    "googlemaps",
    "html",
    "php",
    "playlist",
    "raw",
    "sourcecode",
    "soundcloud",
    "video",
    "youtube",
];

/// Whether the classic editor wrote this, in which a line break of the source is one of the text.
pub(super) fn is_classic(body: &str) -> bool {
    !body.contains("<!-- wp:")
}

/// The body without shortcodes; their content is kept where it is prose, as the text of a `[caption]`.
///
/// Brackets may be the author's: `[sic]`, `[…]`. A shortcode has attributes, or ends with `/`, or has an end tag,
/// or a name that no word has (`mon_widget`, `contact-form-7`).
pub(super) fn strip(body: &str) -> String {
    let closed: FxHashSet<&str> = tags(body).filter(|tag| tag.closes).map(|tag| tag.name).collect();
    let mut kept = String::with_capacity(body.len());
    let mut from = 0;
    // The open shortcode without prose.
    let mut silent: Option<&str> = None;
    for tag in tags(body) {
        if let Some(name) = silent {
            if tag.closes && tag.name == name {
                silent = None;
                from = tag.end;
            }
            continue;
        }
        if tag.start < from {
            continue;
        }
        if tag.escaped {
            // `[[gallery]]` shows `[gallery]`.
            kept.push_str(&body[from..tag.start]);
            kept.push_str(&body[tag.start + 1..tag.end - 1]);
            from = tag.end;
            continue;
        }
        let has_end = closed.contains(tag.name);
        if !(has_end || tag.has_attributes || tag.is_empty || is_a_name_only(tag.name)) {
            continue;
        }
        kept.push_str(&body[from..tag.start]);
        from = tag.end;
        if has_end && !tag.closes && !tag.is_empty && SILENT.contains(&tag.name) {
            silent = Some(tag.name);
        }
        // The output of a shortcode is separate from the text around it.
        if matches!(tag.name, "caption" | "wp_caption") {
            kept.push_str("\n\n");
        }
    }
    if silent.is_none() {
        kept.push_str(&body[from..]);
    }
    kept
}

/// The body without the marks of captions alone: in Markdown other brackets are links.
pub(super) fn strip_captions(body: &str) -> String {
    let mut kept = String::with_capacity(body.len());
    let mut from = 0;
    for tag in tags(body).filter(|tag| matches!(tag.name, "caption" | "wp_caption") && !tag.escaped) {
        if tag.has_attributes || tag.closes {
            kept.push_str(&body[from..tag.start]);
            kept.push_str("\n\n");
            from = tag.end;
        }
    }
    kept.push_str(&body[from..]);
    kept
}

fn is_a_name_only(name: &str) -> bool {
    name.contains('_') || matches!(name, "gallery" | "playlist" | "audio" | "video" | "embed" | "toc") || {
        let parts = name.split('-').count();
        parts > 1 && name.bytes().any(|byte| byte.is_ascii_digit())
    }
}

#[expect(clippy::struct_excessive_bools, reason = "four facts of a tag, each read on its own")]
struct Tag<'a> {
    name: &'a str,
    start: usize,
    end: usize,
    closes: bool,
    is_empty: bool,
    has_attributes: bool,
    escaped: bool,
}

/// What looks like a shortcode, in order.
fn tags(body: &str) -> impl Iterator<Item = Tag<'_>> {
    memchr::memchr_iter(b'[', body.as_bytes()).filter_map(move |at| {
        // An escaped shortcode is recognized at its first bracket.
        if at > 0 && body.as_bytes()[at - 1] == b'[' {
            return None;
        }
        let escaped = body[at + 1..].starts_with('[');
        let inside = &body[at + 1 + usize::from(escaped)..];
        let closes = inside.starts_with('/');
        let inside = inside.strip_prefix('/').unwrap_or(inside);
        let length = inside
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
            .count();
        let name = &inside[..length];
        if length == 0 || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return None;
        }
        let close = closing_bracket(&inside[length..])?;
        let attributes = &inside[length..length + close];
        if !(attributes.is_empty() || attributes.starts_with([' ', '\n', '\t', '/', '\u{a0}'])) {
            return None;
        }
        let end = body.len() - inside.len() + length + close + 1;
        let escaped_end = escaped && body[end..].starts_with(']');
        if escaped && !escaped_end {
            return None;
        }
        Some(Tag {
            name,
            start: at,
            end: end + usize::from(escaped),
            closes,
            is_empty: attributes.trim_end().ends_with('/'),
            has_attributes: attributes.contains('='),
            escaped,
        })
    })
}

/// Where the bracket closes; brackets inside quotes do not count. Tags are short, so the search is bounded.
fn closing_bracket(rest: &str) -> Option<usize> {
    const LONGEST: usize = 4096;
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().take(LONGEST) {
        match (quote, byte) {
            (None, b']') => return Some(at),
            (None, b'[') => return None,
            (None, b'"') => quote = Some(b'"'),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcodes_are_removed_and_prose_is_kept() {
        for (body, kept) in [
            ("Il a dit [sic] cela […] et [1] puis [note].", "Il a dit [sic] cela […] et [1] puis [note]."),
            ("a [gallery ids=\"1,2\"] b", "a  b"),
            ("a [gallery] b [mon_widget /] c [contact-form-7 id=1] d", "a  b  c  d"),
            ("[b]gras[/b] et [embed]https://a.fr[/embed].", "gras et ."),
            ("[sourcecode language='rust']let x = [1];[/sourcecode]Fin", "Fin"),
            ("[[gallery]] montre", "[gallery] montre"),
            ("[x title=\"a ] b\"]c", "c"),
            ("[ouvert sans fin", "[ouvert sans fin"),
            ("[code]reste", "[code]reste"),
        ] {
            assert_eq!(strip(body), kept, "{body}");
        }
        let caption =
            "[caption id=\"a\" align=\"left\"]<img src=\"a.png\" /> Le jardin en mai[/caption]Suite";
        assert_eq!(strip(caption), "\n\n<img src=\"a.png\" /> Le jardin en mai\n\nSuite");
    }
}
