//! The first element of XML or HTML, by which formats of them are recognized.

/// The name of the first element in small letters without a prefix (or `!doctype`, where that of HTML comes before),
/// after declarations, instructions and comments.
pub(super) fn name(head: &str) -> Option<String> {
    let name = root(head)?.to_ascii_lowercase();
    Some(name.rsplit(':').next().unwrap_or(&name).to_owned())
}

fn root(head: &str) -> Option<&str> {
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
            return Some(&name[..end]);
        };
        rest = &inside[inside.find(close)? + close.len()..];
    }
}

/// Whether `head` starts with `sign`, in any case.
fn starts_with(head: &str, sign: &str) -> bool {
    head.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign))
}
