//! The text of a post inside of data (JSON, tables), where nothing tells whether it is HTML, Markdown or plain
//! text. The guess keeps a margin: what is not clearly markup stays plain text.

use super::html::fragment;
use super::markdown;
use super::options::{Markup, ReadOptions};
use crate::Post;

/// Elements whose tags count as HTML.
const ELEMENTS: [&str; 30] = [
    "p",
    "br",
    "div",
    "span",
    "a",
    "strong",
    "em",
    "b",
    "i",
    "u",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "img",
    "figure",
    "table",
    "tr",
    "td",
    "th",
    "hr",
    "section",
    "article",
    "sup",
];

/// The longest heading, in characters.
const LONGEST_HEADING: usize = 120;

/// What the name of a field says of the markup of its text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    /// The text has this markup.
    Certain(Markup),
    /// Programs write HTML into such a field: one sure tag is enough.
    LikelyHtml,
    /// Nothing.
    Unknown,
}

/// Gives a post its text.
pub(super) fn fill(post: &mut Post, body: String, hint: Hint, options: &ReadOptions) {
    let markup = match (hint, options.markup) {
        (Hint::Certain(markup), _) | (_, Some(markup)) => markup,
        (Hint::LikelyHtml, None) if has_sure_tag(&body) => Markup::Html,
        _ => guess(&body),
    };
    match markup {
        Markup::Html => fragment::read_into(post, &body, options),
        Markup::Markdown => markdown::read_into(post, &body, options),
        Markup::Plain => post.text = body,
    }
}

/// Whether the text contains a tag that ends a paragraph or a line.
fn has_sure_tag(body: &str) -> bool {
    let start = body.trim_start();
    ["</p>", "<br", "</div>", "</li>"].iter().any(|sign| body.contains(sign))
        || start.starts_with("<p>")
        || start.starts_with("<!--")
}

/// What a text most likely is.
pub(super) fn guess(text: &str) -> Markup {
    let prose = without_code(text);
    if is_html(&prose) {
        Markup::Html
    } else if is_markdown(text, &prose) {
        Markup::Markdown
    } else {
        Markup::Plain
    }
}

/// The text without blocks of code between fences and code between backticks, which may hold anything.
fn without_code(text: &str) -> String {
    if !text.contains('`') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut in_block = false;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            let mut parts = line.split('`').peekable();
            let mut is_code = false;
            while let Some(part) = parts.next() {
                // The last part is code only if a backtick closes it.
                if !is_code || parts.peek().is_none() {
                    out.push_str(part);
                }
                is_code = !is_code;
            }
        }
    }
    out
}

/// Whether tags of HTML open and close in the text. A text that names a tag or two has no pairs.
fn is_html(text: &str) -> bool {
    let mut open = [0_u32; ELEMENTS.len()];
    let (mut pairs, mut alone, mut paragraphs) = (0, 0, false);
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = &text[at + 1..];
        let (closes, rest) = match rest.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let end = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let is_tag = rest[end..].starts_with(['>', ' ', '\n', '\t', '/']);
        let name = rest[..end].to_ascii_lowercase();
        let Some(element) = ELEMENTS.iter().position(|known| *known == name).filter(|_| is_tag) else {
            continue;
        };
        match (ELEMENTS[element], closes) {
            ("br" | "img" | "hr", false) => alone += 1,
            (_, false) => open[element] += 1,
            (name, true) if open[element] > 0 => {
                open[element] -= 1;
                pairs += 1;
                paragraphs |= matches!(name, "p" | "li" | "h1" | "h2" | "h3" | "h4" | "blockquote");
            }
            (_, true) => {}
        }
    }
    let start = text.trim_start();
    let starts_with_tag = start.starts_with('<')
        && (pairs > 0 || alone > 0)
        && start[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
    starts_with_tag || paragraphs || pairs + alone >= 2
}

/// Whether signs of Markdown stand where only Markdown has them.
fn is_markdown(text: &str, prose: &str) -> bool {
    let fences = text.lines().filter(|line| line.trim_start().starts_with("```")).count();
    let links = prose.match_indices("](").filter(|(at, _)| is_link(prose, *at)).count();
    let strong: usize = prose.lines().map(strong_words).sum();
    fences >= 2 || links > 0 || strong > 0 || has_headings(prose)
}

/// Whether the text begins with a heading, or has two below the first level, each between empty lines. (Lines of
/// code begin with `#` too.)
fn has_headings(prose: &str) -> bool {
    let (mut count, mut number, mut is_below_blank) = (0, 0, true);
    let mut lines = prose.trim().lines().peekable();
    while let Some(line) = lines.next() {
        let title = line.trim_start_matches('#');
        let level = line.len() - title.len();
        let is_alone = is_below_blank && lines.peek().is_none_or(|below| below.trim().is_empty());
        let is_short = title.chars().count() <= LONGEST_HEADING && !title.trim().is_empty();
        if is_alone && is_short && (1..=6).contains(&level) && title.starts_with(' ') {
            match (number, level) {
                (0, _) if lines.peek().is_some() => return true,
                (_, 2..) => count += 1,
                _ => {}
            }
        }
        is_below_blank = line.trim().is_empty();
        number += 1;
    }
    count >= 2
}

/// Whether `](` at that place belongs to a link: a label before it on the line, an address behind it.
fn is_link(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    let address = &text[at + 2..];
    let end = address.find([')', '\n']).filter(|end| address[*end..].starts_with(')'));
    let is_address = end.is_some_and(|end| {
        let address = address[..end].split(" \"").next().unwrap_or_default();
        !address.is_empty()
            && !address.contains(' ')
            && (address.starts_with(['/', '#', '.', '<']) || address.contains(['.', ':', '/']))
    });
    is_address && line.rfind('[').is_some_and(|open| open + 1 < line.len() || line.ends_with("!["))
}

/// How many words or groups of words stand between `**` and `**` on a line.
fn strong_words(line: &str) -> usize {
    let mut count = 0;
    let mut rest = line;
    while let Some((_, after)) = rest.split_once("**") {
        let Some((inside, behind)) = after.split_once("**") else { break };
        let is_strong = inside.starts_with(char::is_alphanumeric)
            && !inside.ends_with(char::is_whitespace)
            && !behind.starts_with('*');
        if is_strong {
            count += 1;
            rest = behind;
        } else {
            rest = after;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_told_by_pairs_of_tags() {
        for html in [
            "<p>Le four.</p>",
            "Le <b>four</b> et le <i>pain</i>.",
            "Un.<br>Deux.<br/>Trois.",
            "<!-- wp:paragraph --><p>Un.</p>",
            "<img src=a.png> Le four",
            "Le four.<p class='x'>Il chauffe.</p>",
        ] {
            assert_eq!(guess(html), Markup::Html, "{html}");
        }
    }

    #[test]
    fn markdown_is_told_by_links_headings_code_and_strong_words() {
        for markdown in [
            "# Le four\n\nIl chauffe.",
            "Le [four](https://a.example/x) chauffe.",
            "Le **four** chauffe.",
            "Ainsi :\n\n```\n<p>x</p><p>y</p>\n```\n",
            "Un.\n\n## Deux\n\nTrois.\n\n## Quatre\n\nCinq.",
            "![](a.png)\n\nLe four.",
        ] {
            assert_eq!(guess(markdown), Markup::Markdown, "{markdown}");
        }
    }

    #[test]
    fn plain_text_stays_plain() {
        for plain in [
            "Le four chauffe.",
            "La balise <p> ouvre un paragraphe.",
            "5 < 6 et 7 > 6",
            "- un\n- deux",
            "* un\n* deux",
            "Un mot* et une note.\n\n* la note",
            "2 ** 3 = 8 et 2 ** 4",
            "Voir [1] (page 3).",
            "#jardin #pain",
            "Le premier\n# deux",
            "Un.\n\n# ls -l\n\n# ps\n\nDeux.",
            "Un cadre <div class='x'></div> vide.",
            "f(x)[0](y) rend",
            "Cher <odile@a.example>, bonjour",
            "",
        ] {
            assert_eq!(guess(plain), Markup::Plain, "{plain}");
        }
    }
}
