//! A prefix of a text, cut at a character boundary.

/// The longest prefix of `text` that has at most `limit` bytes and ends at a character boundary.
pub(crate) fn first_bytes(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_cut() {
        let kept: Vec<&str> = (0..6).map(|limit| first_bytes("été", limit)).collect();
        assert_eq!(kept, ["", "", "é", "ét", "ét", "été"]);
    }
}
