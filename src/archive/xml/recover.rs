//! The fields of a post that is not well-formed: the text between the tags of each field, up to the end tag of
//! the field. Recovery fails where a field has no end tag.

use memchr::memmem;

/// An element below the post: its name, its attributes as they are written, and its text.
pub(super) type Found<'a> = (&'a str, &'a str, String);

/// The elements directly below the root of `xml`; `None` where they cannot be told apart.
pub(super) fn fields(xml: &str) -> Option<Vec<Found<'_>>> {
    let mut rest = &xml[xml.find('>')? + 1..];
    let mut found = Vec::new();
    loop {
        rest = &rest[rest.find('<')?..];
        if rest.starts_with("</") {
            return (!found.is_empty()).then_some(found);
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")? + 3..];
            continue;
        }
        let tag = &rest[1..rest.find('>')?];
        rest = &rest[tag.len() + 2..];
        let is_closed = tag.ends_with('/');
        let tag = tag.trim_end_matches('/');
        let end = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(end);
        if name.is_empty() || name.starts_with(['!', '?']) {
            return None;
        }
        if is_closed {
            found.push((name, attributes, String::new()));
            continue;
        }
        let (inside, after) = inside(rest, name)?;
        found.push((name, attributes, text(inside)));
        rest = after;
    }
}

/// The content of an element up to its end tag, and what follows it. An element that opens with CDATA ends
/// with an end tag that follows `]]>`.
fn inside<'a>(rest: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let end_tag = format!("</{name}");
    let is_cdata = rest.trim_start().starts_with("<![CDATA[");
    memmem::find_iter(rest.as_bytes(), end_tag.as_bytes()).find_map(|at| {
        let behind = rest[at + end_tag.len()..].trim_start().strip_prefix('>')?;
        let inside = &rest[..at];
        (!is_cdata || inside.trim_end().ends_with("]]>")).then_some((inside, behind))
    })
}

/// The text of an element: without the marks of CDATA, or with its entities decoded where it holds no tags.
fn text(inside: &str) -> String {
    let trimmed = inside.trim();
    if let Some(cdata) = trimmed.strip_prefix("<![CDATA[").and_then(|text| text.strip_suffix("]]>")) {
        return if cdata.contains("<![CDATA[") {
            cdata.replace("<![CDATA[", "").replace("]]>", "")
        } else {
            cdata.to_owned()
        };
    }
    if trimmed.contains('<') {
        return trimmed.to_owned();
    }
    quick_xml::escape::unescape(trimmed).map_or_else(|_| trimmed.to_owned(), Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_goes_up_to_its_end_tag() {
        let found = fields(
            "<item><title>A &amp; B</title><body><![CDATA[un ]]> deux]]></body><x/><y>1 <br> 2</y></item>",
        )
        .expect("fields");
        let texts: Vec<(&str, &str)> = found.iter().map(|(name, _, text)| (*name, text.as_str())).collect();
        assert_eq!(texts, [("title", "A & B"), ("body", "un ]]> deux"), ("x", ""), ("y", "1 <br> 2")]);
        let nested = fields("<item><b><![CDATA[un <![CDATA[deux]]> trois]]></b></item>").expect("fields");
        assert_eq!(nested[0].2, "un deux trois");
    }

    #[test]
    fn a_field_without_an_end_tag_is_not_recovered() {
        for xml in
            ["<item><title>x</titre></item>", "<item>", "", "<item><a>", "<item><a><![CDATA[x</a></item>"]
        {
            assert!(fields(xml).is_none(), "{xml}");
        }
    }
}
