//! AsciiDoc: `= Title`, a line of the author and one of the revision, attributes such as `:tags:`; blocks of
//! code, images and comments are left out.

use super::Rewritten;
use super::inline::{link, outside_code, replace_marks};

pub(super) fn rewrite(source: &str) -> Rewritten {
    let mut out = Rewritten::default();
    let mut lines = source.lines().peekable();
    head(&mut out, &mut lines);
    // The line that ends the block that is left out.
    let mut block: Option<&str> = None;
    let mut is_code = false;
    let mut in_table = false;
    for line in lines {
        let line = line.trim_end();
        if let Some(end) = block {
            if line == end {
                block = None;
            }
            continue;
        }
        match line {
            "////" => block = Some("////"),
            "----" | "...." | "++++" => {
                block = Some(if line == "...." {
                    "...."
                } else if line == "----" {
                    "----"
                } else {
                    "++++"
                });
            }
            "|===" => {
                in_table = !in_table;
                out.line("");
            }
            _ if in_table && line.starts_with('|') => {
                out.line(&format!("{}|", inline(line)));
                if out.last_row() == Some(true) {
                    out.table_rule();
                }
            }
            _ if in_table => {}
            "____" | "====" | "****" | "--" => out.line(""),
            _ if line.starts_with("//") => {}
            _ if line.starts_with("image::")
                || line.starts_with("include::")
                || line.starts_with("video::") =>
            {
                out.line("");
            }
            _ if line.starts_with('[') && line.ends_with(']') => {
                is_code = line.starts_with("[source") || line.starts_with("[listing");
            }
            _ if line.starts_with(':') && attribute(line).is_some() => {}
            _ if line.starts_with('=') => {
                let title = line.trim_start_matches('=');
                match title.strip_prefix(' ') {
                    Some(title) => out.heading(line.len() - title.len() - 1, &inline(title)),
                    None => out.line(&inline(line)),
                }
            }
            _ if is_code && !line.is_empty() => {}
            _ => {
                is_code = false;
                let item = line.trim_start_matches(['*', '.', '-']);
                let signs = line.len() - item.len();
                match item.strip_prefix(' ').filter(|_| (1..=5).contains(&signs)) {
                    Some(item) => {
                        let sign = if line.starts_with('.') { "1." } else { "-" };
                        out.line(&format!("{}{sign} {}", "   ".repeat(signs - 1), inline(item)));
                    }
                    // The title of a block.
                    None if signs == 1 && line.starts_with('.') => out.line(&inline(item)),
                    None if line == "+" => out.line(""),
                    None => out.line(&inline(line.strip_suffix(" +").unwrap_or(line))),
                }
            }
        }
    }
    out
}

/// Reads the head: the title, the author, the revision and the attributes, up to an empty line.
fn head<'a>(out: &mut Rewritten, lines: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) {
    let mut has_title = false;
    let mut plain = 0;
    while let Some(line) = lines.peek().map(|line| line.trim_end()) {
        if let Some(title) = line.strip_prefix("= ").filter(|_| !has_title) {
            out.field("title", title);
            has_title = true;
        } else if let Some((key, value)) = attribute(line) {
            match key {
                "jbake-tags" | "page-tags" | "tags" | "keywords" | "page-categories" | "categories"
                | "jbake-category" | "category" => {
                    out.field("tags", value);
                }
                "revdate" | "jbake-date" | "page-date" | "docdate" | "date" | "published_at" | "hp-date" => {
                    out.field("date", value);
                }
                "author" | "authors" | "jbake-author" => out.field("author", value),
                "page-link" | "page-url" | "link" | "url" => out.field("url", value),
                "title" | "doctitle" if !has_title => out.field("title", value),
                "page-slug" | "slug" => out.field("slug", value),
                // An attribute without a value is set.
                "draft" | "page-draft" | "hp-draft" => {
                    out.field("draft", if value.is_empty() { "true" } else { value });
                }
                "published" | "page-published" => out.field("published", value),
                "status" | "page-status" | "jbake-status" => out.field("status", value),
                _ => {}
            }
        } else if line.is_empty() {
            if has_title || !out.fields.is_empty() {
                break;
            }
        } else if line.starts_with("//") {
        } else if has_title && plain < 2 && out.fields.len() < 12 {
            plain += 1;
            // The line of the author, then that of the revision: `v1.0, 2021-03-15`.
            let date = line.split([',', ' ']).find(|part| crate::archive::date::parse(part).is_some());
            match date {
                Some(date) => out.field("date", date),
                None if plain == 1 => {
                    let names =
                        line.split(';').map(|author| author.split('<').next().unwrap_or(author).trim());
                    out.field("author", &names.collect::<Vec<_>>().join(", "));
                }
                None => {}
            }
        } else {
            break;
        }
        lines.next();
    }
}

/// The name and the value of a line such as `:tags: pain, four`.
fn attribute(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix(':')?.split_once(':')?;
    let is_key =
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '!'));
    (is_key && (value.is_empty() || value.starts_with(' '))).then_some((key, value.trim()))
}

/// Links, emphasis and code inside a line.
fn inline(line: &str) -> String {
    outside_code(line, |text| {
        // `_emphasis_` and `**strong**` are the same in Markdown.
        links(&replace_marks(text, "*", "**").replace("****", "**"))
    })
}

/// `https://a.example[text]`, `link:a.html[text]` and images.
fn links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let (before, inside) = (&rest[..open], &rest[open + 1..]);
        let Some(close) = inside.find(']') else { break };
        let start = before
            .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '’' | '\'' | '«'))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let target = &before[start..];
        let label = inside[..close].split(',').next().unwrap_or_default().trim_end_matches('^');
        let address = ["link:", "xref:", "mailto:"].iter().find_map(|scheme| target.strip_prefix(scheme));
        if target.starts_with("image:") || target.starts_with("footnote:") || target.starts_with("icon:") {
            out.push_str(before[..start].trim_end());
        } else if target.starts_with("http://") || target.starts_with("https://") || address.is_some() {
            out.push_str(&before[..start]);
            out.push_str(&link(
                if inside[..close].contains(',') { label } else { &inside[..close] },
                address.unwrap_or(target),
            ));
        } else {
            out.push_str(&rest[..=open + 1 + close]);
        }
        rest = &inside[close + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_read_and_the_body_is_prose() {
        let rewritten = rewrite(
            "= Le four à bois\nOdile Kerr <o@a.example>\nv1.0, 2019-02-03\n:tags: four, bois\n:toc:\n\n\
             Il _chauffe_ et *cuit*, voir https://a.example/x[le plan] et `ls -l`.\n\n== Suite\n\n[source,sh]\n----\nrm -rf\n----\n\n\
             image::a.png[un four]\n\n* un\n* deux\n",
        );
        assert_eq!(
            (&rewritten.fields["title"], &rewritten.fields["author"]),
            (&"Le four à bois".into(), &"Odile Kerr".into())
        );
        assert_eq!(
            (&rewritten.fields["date"], &rewritten.fields["tags"]),
            (&"2019-02-03".into(), &"four, bois".into())
        );
        assert_eq!(
            rewritten.markdown.split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>(),
            [
                "Il _chauffe_ et **cuit**, voir [le plan](https://a.example/x) et `ls -l`.",
                "## Suite",
                "- un",
                "- deux"
            ]
        );
    }

    #[test]
    fn prose_without_a_head_stays() {
        let rewritten = rewrite("Une ligne : oui.\n\nUne autre [sic].\n");
        assert!(rewritten.fields.is_empty());
        assert_eq!(rewritten.markdown, "Une ligne : oui.\n\nUne autre [sic].\n");
    }
}
