//! Tags of HTML inside a paragraph of Markdown: those that matter. (`html` reads blocks.)

/// Whether the tag ends a line of prose.
pub(super) fn breaks_line(tag: &str) -> bool {
    matches!(name(tag), "br" | "p" | "div" | "li" | "tr")
}

/// Whether the tag opens or closes program code, or what is typed.
pub(super) fn is_code(tag: &str) -> bool {
    matches!(name(tag), "code" | "kbd" | "samp" | "tt" | "var")
}

fn name(tag: &str) -> &str {
    let inner = tag.trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    &inner[..end]
}
