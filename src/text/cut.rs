//! The beginning of a text, cut where a character ends.

/// The first bytes of a text, `most` at the most, cut between characters.
pub(crate) fn first_bytes(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_whole_or_left_out() {
        let kept: Vec<&str> = (0..6).map(|most| first_bytes("été", most)).collect();
        assert_eq!(kept, ["", "", "é", "ét", "ét", "été"]);
    }
}
