//! What the light markup languages share inside a line: marks around words, and links.

/// The line with every `mark…mark` around words replaced by `with…with`: where the first mark follows no
/// letter and precedes no space, and the last precedes no letter and follows no space.
pub(super) fn replace_marks(line: &str, mark: &str, with: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(mark) {
        let (before, after) = (&rest[..at], &rest[at + mark.len()..]);
        let opens =
            !before.chars().next_back().or(out.chars().next_back()).is_some_and(char::is_alphanumeric)
                && after.starts_with(|c: char| !c.is_whitespace());
        let close = opens.then(|| closing(after, mark)).flatten();
        out.push_str(before);
        if let Some(close) = close {
            out.extend([with, &after[..close], with]);
            rest = &after[close + mark.len()..];
        } else {
            out.push_str(mark);
            rest = after;
            if opens {
                // Nothing closes this mark, so nothing closes a later one.
                break;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Where the mark stands that closes a range.
fn closing(text: &str, mark: &str) -> Option<usize> {
    text.match_indices(mark).map(|(at, _)| at).find(|&at| {
        at > 0
            && !text[..at].ends_with(char::is_whitespace)
            && !text[at + mark.len()..].starts_with(char::is_alphanumeric)
    })
}

/// Applies `rewrite` to what stands outside of backticks; code in backticks stays as it is.
pub(super) fn outside_code(line: &str, rewrite: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, code)) = rest.split_once('`') {
        let Some((code, after)) = code.split_once('`') else { break };
        out.push_str(&rewrite(before));
        out.extend(["`", code, "`"]);
        rest = after;
    }
    out.push_str(&rewrite(rest));
    out
}

/// A link of Markdown.
pub(super) fn link(text: &str, address: &str) -> String {
    let address = address.trim().replace([' ', '(', ')', '<', '>'], "");
    format!("[{}]({address})", text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_around_words_alone() {
        assert_eq!(replace_marks("/un mot/ et 1/2 ou 3/4", "/", "*"), "*un mot* et 1/2 ou 3/4");
        assert_eq!(replace_marks("*gras*, a*b et * seul", "*", "**"), "**gras**, a*b et * seul");
        assert_eq!(replace_marks("*ouvert", "*", "**"), "*ouvert");
        assert_eq!(outside_code("a/b/ `c/d/` /e/", |text| text.replace('/', "!")), "a!b! `c/d/` !e!");
    }
}
