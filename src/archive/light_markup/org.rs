//! Org: keywords such as `#+TITLE:`; drawers, comments and blocks of code are left out.

use super::Rewritten;
use super::inline::{link, replace_marks};

pub(super) fn rewrite(source: &str) -> Rewritten {
    let mut out = Rewritten::default();
    // What ends the part that is left out: the end of a block or of a drawer.
    let mut skipped: Option<String> = None;
    for line in source.lines() {
        let line = line.trim_end();
        let trimmed = line.trim_start();
        if let Some(end) = &skipped {
            if trimmed.eq_ignore_ascii_case(end) {
                skipped = None;
            }
            continue;
        }
        if let Some(keyword) = trimmed.strip_prefix("#+") {
            let lower = keyword.to_lowercase();
            match lower.strip_prefix("begin_").map(|kind| kind.split_whitespace().next().unwrap_or_default())
            {
                Some("quote" | "verse" | "center") => {}
                Some(kind) => skipped = Some(format!("#+end_{kind}")),
                None => head(&mut out, keyword),
            }
            out.line("");
            continue;
        }
        if trimmed == "#" || trimmed.starts_with("# ") {
            continue;
        }
        if trimmed.eq_ignore_ascii_case(":PROPERTIES:") || trimmed.eq_ignore_ascii_case(":LOGBOOK:") {
            skipped = Some(":END:".to_owned());
            continue;
        }
        if trimmed.starts_with("|-") {
            if out.last_row() == Some(true) {
                out.table_rule();
            }
            continue;
        }
        let title = line.trim_start_matches('*');
        let level = line.len() - title.len();
        match title.strip_prefix(' ').filter(|_| level > 0) {
            Some(title) => out.heading(level, &inline(without_labels(title))),
            None => out.line(&inline(line)),
        }
    }
    out
}

/// A keyword of the head.
fn head(out: &mut Rewritten, keyword: &str) {
    let Some((key, value)) = keyword.split_once(':') else { return };
    match key.to_lowercase().as_str() {
        "filetags" | "tags" | "keywords" | "hugo_tags" | "category" | "categories" | "hugo_categories" => {
            let list = value.trim();
            let list = if list.starts_with(':') && list.ends_with(':') {
                list.trim_matches(':').replace(':', ", ")
            } else if list.contains([',', ';']) {
                list.to_owned()
            } else {
                list.split_whitespace().collect::<Vec<_>>().join(", ")
            };
            out.field("tags", &list);
        }
        "draft" | "hugo_draft" => out.field("draft", value),
        "status" => out.field("status", value),
        "date" => out.field("date", value.trim().trim_matches(['<', '>', '[', ']'])),
        key @ ("title" | "author" | "slug" | "language") => out.field(key, value),
        _ => {}
    }
}

/// A heading without its labels and its word of state.
fn without_labels(title: &str) -> &str {
    let title = title.trim();
    let title = match title.rsplit_once(char::is_whitespace) {
        Some((text, labels)) if labels.len() > 2 && labels.starts_with(':') && labels.ends_with(':') => {
            text.trim_end()
        }
        _ => title,
    };
    title.strip_prefix("TODO ").or_else(|| title.strip_prefix("DONE ")).unwrap_or(title)
}

/// Links, emphasis and code inside a line.
fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, inside)) = rest.split_once("[[") {
        let Some((inside, after)) = inside.split_once("]]") else { break };
        out.push_str(&marks(before));
        match inside.split_once("][") {
            Some((address, text)) => out.push_str(&link(text, address)),
            None if is_image(inside) => {}
            None => out.push_str(&link(inside, inside)),
        }
        rest = after;
    }
    out.push_str(&marks(rest));
    out
}

fn marks(text: &str) -> String {
    let text = replace_marks(text, "*", "**");
    let text = replace_marks(&text, "/", "*");
    replace_marks(&replace_marks(&text, "~", "`"), "=", "`")
}

fn is_image(address: &str) -> bool {
    let end = address.rsplit('.').next().unwrap_or_default().to_lowercase();
    matches!(end.as_str(), "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_read_and_the_body_is_prose() {
        let rewritten = rewrite(
            "#+TITLE: Le four à bois\n#+DATE: <2019-02-03 dim. 10:20>\n#+AUTHOR: Odile Kerr\n#+FILETAGS: :four:bois:\n\n\
             Il /chauffe/ et *cuit*, voir [[https://a.example/x][le plan]] et ~ls -l~.\n\n* Suite :privé:\n:PROPERTIES:\n:ID: 7\n:END:\n\
             #+BEGIN_SRC sh\nrm -rf\n#+END_SRC\n[[file:a.png]]\n# commentaire\n- un\n",
        );
        assert_eq!(
            (&rewritten.fields["title"], &rewritten.fields["tags"]),
            (&"Le four à bois".into(), &"four, bois".into())
        );
        assert_eq!(rewritten.fields["date"], "2019-02-03 dim. 10:20");
        assert_eq!(
            rewritten.markdown.split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>(),
            ["Il *chauffe* et **cuit**, voir [le plan](https://a.example/x) et `ls -l`.", "# Suite", "- un"]
        );
    }

    #[test]
    fn prose_without_a_head_stays() {
        let rewritten = rewrite("Une ligne : oui.\n\nUne autre, et/ou pas.\n");
        assert!(rewritten.fields.is_empty());
        assert_eq!(rewritten.markdown, "Une ligne : oui.\n\nUne autre, et/ou pas.\n");
    }
}
