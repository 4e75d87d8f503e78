//! The text of a post inside of data (JSON, tables), where nothing tells whether it is HTML, Markdown or plain
//! text. The guess keeps a margin: what is not clearly markup stays plain text.

use std::borrow::Cow;

use super::html::fragment;
use super::options::{Markup, ReadOptions};
use super::{fields, front_matter, markdown, shortcodes};
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
    let body = without_head(post, body, hint, options.markup);
    let (markup, body) = match (hint, options.markup) {
        (Hint::Certain(markup), _) | (_, Some(markup)) => (markup, body),
        (Hint::LikelyHtml, None) if has_sure_tag(&body) => (Markup::Html, body),
        _ => match guess(&body) {
            Markup::Plain => match escaped_tags(&body) {
                Some(html) => (Markup::Html, html),
                None => (Markup::Plain, body),
            },
            markup => (markup, body),
        },
    };
    match markup {
        Markup::Html => fragment::read_into(post, &shortcodes::strip(&body), options),
        Markup::Markdown => markdown::read_into(post, &body, options),
        Markup::Plain => post.text = body,
    }
}

/// The text without the head of a Markdown file, where it begins with one; the post takes from the head what it lacks.
fn without_head(post: &mut Post, body: String, hint: Hint, told: Option<Markup>) -> String {
    let is_plain = told == Some(Markup::Plain) || hint == Hint::Certain(Markup::Plain);
    if is_plain || !(body.starts_with("---\n") || body.starts_with("---\r\n")) {
        return body;
    }
    let split = front_matter::split(&body);
    if split.fields.is_empty() || split.problem.is_some() {
        return body;
    }
    let mut head = Post::new("", "");
    fields::apply(split.fields, &mut head);
    if post.title.is_empty() {
        post.title = head.title;
    }
    post.published = post.published.or(head.published);
    post.author = post.author.take().or(head.author);
    if post.labels.is_empty() {
        (post.labels, post.categories) = (head.labels, head.categories);
    }
    split.body.to_owned()
}

/// Whether the text contains a tag that ends a paragraph or a line.
fn has_sure_tag(body: &str) -> bool {
    let start = body.trim_start();
    ["</p>", "<br", "</div>", "</li>"].iter().any(|sign| body.contains(sign))
        || start.starts_with("<p>")
        || start.starts_with("<!--")
}

/// The HTML of a text whose tags were escaped once too often (`&lt;p&gt;Le four.&lt;/p&gt;`). A text that shows tags
/// does not begin with one of a paragraph and end with one.
pub(super) fn escaped_tags(body: &str) -> Option<String> {
    let text = body.trim();
    if !text.starts_with("&lt;") || !text.ends_with("&gt;") || text.contains('<') {
        return None;
    }
    let html = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let start = html.to_ascii_lowercase();
    let is_block = ["<p", "<div", "<ul", "<ol", "<h", "<blockquote", "<!--", "<article", "<section"]
        .iter()
        .any(|tag| start.starts_with(tag));
    (is_block && self::html(&html) != Html::None).then_some(html)
}

/// What a text most likely is.
pub(super) fn guess(text: &str) -> Markup {
    let prose = without_code(text);
    match (html(&prose), is_markdown(text, &prose)) {
        (Html::Blocks, _) | (Html::Inline, false) => Markup::Html,
        // Markdown may hold tags of HTML.
        (_, true) => Markup::Markdown,
        (Html::None, false) => Markup::Plain,
    }
}

/// The text without blocks of code between fences and code between backticks, which may hold anything.
fn without_code(text: &str) -> Cow<'_, str> {
    if !has(text, b'`') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut in_block = false;
    for line in text.split_inclusive('\n') {
        if is_fence(line) {
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
    Cow::Owned(out)
}

/// Whether a text has a sign of ASCII.
fn has(text: &str, sign: u8) -> bool {
    memchr::memchr(sign, text.as_bytes()).is_some()
}

/// The HTML in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Html {
    None,
    /// Tags that texts in Markdown have too.
    Inline,
    /// Tags of paragraphs, lists or headings.
    Blocks,
}

/// Whether tags of HTML open and close in the text. A text that names a tag or two has no pairs.
fn html(text: &str) -> Html {
    let mut open = [0_u32; ELEMENTS.len()];
    let (mut pairs, mut alone, mut breaks, mut is_sure, mut has_blocks) = (0, 0, 0, false, false);
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
            ("br" | "img" | "hr", false) => {
                alone += 1;
                breaks += usize::from(name == "br");
                // A tag that a text speaks of stands between spaces.
                is_sure |= name == "br" && text[..at].ends_with(|c: char| !c.is_whitespace() && c != '`');
            }
            (_, false) => open[element] += 1,
            (name, true) if open[element] > 0 => {
                open[element] -= 1;
                pairs += 1;
                let is_block = matches!(name, "p" | "li" | "h1" | "h2" | "h3" | "h4" | "blockquote");
                has_blocks |= is_block;
                is_sure |= is_block || matches!(name, "strong" | "em" | "a");
            }
            (_, true) => {}
        }
    }
    // Tags tell where all lines end.
    has_blocks |= breaks > 0 && breaks >= text.trim().matches('\n').count();
    let start = text.trim_start();
    let starts_with_tag = start.starts_with('<')
        && (pairs > 0 || alone > 0)
        && start[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
    match (starts_with_tag || is_sure || pairs + alone >= 2, has_blocks) {
        (false, _) => Html::None,
        (true, false) => Html::Inline,
        (true, true) => Html::Blocks,
    }
}

/// Whether signs of Markdown stand where only Markdown has them. Most texts have none of the signs that a rule looks for,
/// and are not read line by line.
fn is_markdown(text: &str, prose: &str) -> bool {
    let bytes = prose.as_bytes();
    (memchr::memchr3(b'*', b'_', b'#', bytes).is_some() && (has_emphasis(prose) || has_headings(prose)))
        || (memchr::memchr2(b'[', b'|', bytes).is_some()
            && (has_links(prose) || has_table(prose) || has_definition(prose)))
        || has_underlined_heading(prose)
        || ((has(text, b'`') || has(text, b'~')) && text.lines().filter(|line| is_fence(line)).count() >= 2)
}

/// Whether words stand between marks that stress them.
fn has_emphasis(prose: &str) -> bool {
    let strong = |line: &str| strong_between(line, "**") + strong_between(line, "__") > 0;
    // One word between stars may be how a letter stresses it.
    let emphasized =
        || -> usize { prose.lines().map(|line| emphasized(line, '*') + emphasized(line, '_')).sum() };
    (has(prose, b'*') || has(prose, b'_')) && (prose.lines().any(strong) || emphasized() >= 2)
}

/// Whether the text has a link.
fn has_links(prose: &str) -> bool {
    prose.match_indices("](").any(|(at, _)| is_link(prose, at))
}

/// Whether a line opens or closes a block of code.
fn is_fence(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("```") || line.starts_with("~~~")
}

/// Whether a short line between empty ones is underlined by `=` signs, or the first line of all by hyphens.
fn has_underlined_heading(prose: &str) -> bool {
    // An underline has three signs at least.
    let may_be = |underline: &[u8]| memchr::memmem::find(prose.as_bytes(), underline).is_some();
    if !(may_be(b"\n---") || (has(prose, b'=') && may_be(b"\n==="))) {
        return false;
    }
    let lines: Vec<&str> = prose.trim().lines().map(str::trim_end).collect();
    (1..lines.len()).any(|at| {
        let (title, underline) = (lines[at - 1], lines[at]);
        let is_alone =
            (at < 2 || lines[at - 2].is_empty()) && lines.get(at + 1).is_none_or(|below| below.is_empty());
        let sign = underline.as_bytes().first().copied();
        underline.len() >= 3
            && (sign == Some(b'=') || (sign == Some(b'-') && at == 1 && lines.len() > 2))
            && underline.bytes().all(|byte| Some(byte) == sign)
            && is_alone
            && title.starts_with(|c: char| c.is_alphanumeric())
            && title.chars().count() <= LONGEST_HEADING
    })
}

/// Whether a row of cells has the rule below it that makes it the head of a table.
fn has_table(prose: &str) -> bool {
    let mut above = "";
    prose.lines().any(|line| {
        let is_rule = line.contains("--")
            && line.contains('|')
            && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\r'));
        let is_table = is_rule && above.contains('|') && above.chars().any(char::is_alphanumeric);
        above = line;
        is_table
    })
}

/// Whether a line defines a reference or a note (`[1]: https://…`, `[^1]: …`) that the text has.
fn has_definition(prose: &str) -> bool {
    prose.lines().any(|line| {
        let Some((label, rest)) = line.trim_start().strip_prefix('[').and_then(|line| line.split_once("]: "))
        else {
            return false;
        };
        let is_address =
            rest.trim_start_matches('<').split_once("://").is_some_and(|(scheme, _)| scheme.len() < 9)
                || rest.starts_with(['/', '#']);
        let reference = format!("[{label}]");
        !label.is_empty()
            && (label.starts_with('^') || is_address)
            && prose.match_indices(&reference).take(2).count() == 2
    })
}

/// Whether the text begins with a heading, or has two below the first level, each between empty lines. (Lines of
/// code begin with `#` too.)
fn has_headings(prose: &str) -> bool {
    if !has(prose, b'#') {
        return false;
    }
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

/// How many words or groups of words stand between two such marks, `**` or `__`, on a line.
fn strong_between(line: &str, mark: &str) -> usize {
    let mut count = 0;
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(mark) {
        let Some((inside, behind)) = after.split_once(mark) else { break };
        // Names of programs have such underscores (`__init__`); stars hide letters of words (`m**e`).
        let is_word = !before.ends_with(char::is_alphanumeric)
            && (mark == "**"
                || (!inside.is_ascii() || inside.contains(' '))
                    && !behind.starts_with(char::is_alphanumeric));
        let is_strong = inside.starts_with(char::is_alphanumeric)
            && !inside.ends_with(char::is_whitespace)
            && !behind.starts_with(&mark[..1])
            && is_word;
        if is_strong {
            count += 1;
            rest = behind;
        } else {
            rest = after;
        }
    }
    count
}

/// How many words or groups of words stand between two single marks on a line.
fn emphasized(line: &str, mark: char) -> usize {
    const LONGEST: usize = 80;
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != mark);
    let is_inside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != mark);
    let (mut count, mut open) = (0, None);
    for (at, _) in line.match_indices(mark) {
        let (before, behind) = (line[..at].chars().next_back(), line[at + 1..].chars().next());
        match open {
            Some(start) if is_inside(before) && is_edge(behind) && at - start <= LONGEST => {
                let inside = &line[start + 1..at];
                // Names of programs have such underscores.
                count += usize::from(mark == '*' || !inside.is_ascii() || inside.contains(' '));
                open = None;
            }
            _ if is_edge(before) && is_inside(behind) => open = Some(at),
            _ => {}
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
            "Le <strong>four</strong> chauffe.",
            "Le *four* chauffe,<br>et la *pierre*<br>aussi.",
            "Il chauffe.<br>Il cuit.",
            "Voir <a href=\"https://a.example\">le plan</a>.",
        ] {
            assert_eq!(guess(html), Markup::Html, "{html}");
        }
    }

    #[test]
    fn tags_that_were_escaped_are_told_from_tags_that_are_shown() {
        let escaped = "&lt;p class=&quot;x&quot;&gt;Le four &amp;amp; le pain.&lt;/p&gt;";
        assert_eq!(escaped_tags(escaped).as_deref(), Some("<p class=\"x\">Le four &amp; le pain.</p>"));
        for shown in [
            "Tapez &lt;p&gt;x&lt;/p&gt;",
            "&lt;p&gt; ouvre un paragraphe, fermé par &lt;/p&gt;.",
            "<p>&lt;p&gt;</p>",
        ] {
            assert_eq!(escaped_tags(shown), None, "{shown}");
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
            "Le four\n=======\n\nIl chauffe.",
            "Le __four à bois__ chauffe.",
            "Le **four** <em>chauffe</em>.",
            "Le *four* à bois, le _four à gaz_ et le *poêle*.",
            "Un [four](/x)<br>\n\n<div>x</div>",
            "Ainsi :\n\n~~~\nls\n~~~\n",
            "| Four | Pain |\n|------|:----:|\n| bois | seigle |",
            "Le [four][1] chauffe.\n\n[1]: https://a.example/x",
            "Le four[^1] chauffe.\n\n[^1]: À bois.",
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
            "Le m**e mot, le m**e jour.",
            "Un *seul* mot.",
            "2*3*4 et a * b * c, *args, **kwargs, _x_ et _y_",
            "* un * deux\n* trois",
            "Voir [1] (page 3).",
            "#jardin #pain",
            "Le premier\n# deux",
            "Un.\n\n# ls -l\n\n# ps\n\nDeux.",
            "Un cadre <div class='x'></div> vide.",
            "f(x)[0](y) rend",
            "La méthode __init__ et __str__ de la classe.",
            "Un retour à la ligne s'écrit <br> en HTML.",
            "Premier\n\n=====\n\nDeuxième",
            "[1]: une note sans renvoi",
            "a | b | c",
            "&lt;p&gt; ouvre un paragraphe",
            "Cher <odile@a.example>, bonjour",
            "",
        ] {
            assert_eq!(guess(plain), Markup::Plain, "{plain}");
        }
    }
}
