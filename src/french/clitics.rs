//! Clitics: pronouns and particles that a hyphen attaches to the word before them ("dit-il", "a-t-on", "cet
//! homme-là").
//!
//! Facts about what follows a hyphen. The scanner decides where a clitic may stand.

/// The clitic at the start of `rest`, the text that follows a hyphen: the pronoun or particle, with the
/// euphonic "t-" if there is one. What follows the clitic is left to the caller.
///
/// ```
/// use glane::french::clitic;
///
/// assert_eq!(clitic("t-il venu"), Some("t-il"));
/// assert_eq!(clitic("là-bas"), Some("là"));
/// assert_eq!(clitic("être"), None);
/// ```
pub fn clitic(rest: &str) -> Option<&str> {
    // Fast path: most words that follow a hyphen begin with another letter.
    if !matches!(
        rest.as_bytes().first()? | 0x20,
        b'i' | b'e' | b'o' | b'j' | b't' | b'n' | b'v' | b'c' | b'm' | b'y' | b'l'
    ) {
        return None;
    }
    let length = word_length(rest);
    let word = &rest[..length];
    if word.eq_ignore_ascii_case("t") {
        let after = rest[length..].strip_prefix(['-', '\'', '’', '\u{2011}'])?;
        let subject = &after[..word_length(after)];
        return any(subject, &["il", "elle", "on", "ils", "elles"])
            .then(|| &rest[..rest.len() - after.len() + subject.len()]);
    }
    is_clitic(word).then_some(word)
}

/// Whether `word` (any case, without its hyphen) is a clitic.
fn is_clitic(word: &str) -> bool {
    match word.len() {
        1 => any(word, &["y"]),
        2 => any(word, &["il", "on", "je", "tu", "ce", "en", "le", "la", "ci"]),
        3 => any(word, &["ils", "moi", "toi", "les", "lui"]) || matches!(word, "là" | "LÀ" | "Là"),
        4 => any(word, &["elle", "nous", "vous", "leur"]),
        5 => any(word, &["elles"]),
        _ => false,
    }
}

/// Whether `-clitic` is part of the word `base-clitic` rather than a clitic on it: "celui-ci",
/// "rendez-vous", "jusque-là".
pub(crate) fn keeps_clitic(base: &str, clitic: &str) -> bool {
    match clitic.len() {
        2 | 3 if any(clitic, &["ci"]) || matches!(clitic, "là" | "LÀ" | "Là") => {
            any(base, &["celui", "celle", "ceux", "celles", "jusque", "par", "de"])
        }
        3 => any(clitic, &["moi", "toi", "lui"]) && any(base, &["chez", "quant-à"]),
        4 if any(clitic, &["vous"]) => any(base, &["rendez", "chez", "sauvez"]),
        4 => any(base, &["chez", "entre"]) && any(clitic, &["nous"]),
        _ => false,
    }
}

fn any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| word.eq_ignore_ascii_case(entry))
}

/// Bytes of the letters and digits at the start of `text`; seven or more when they are longer than any
/// clitic.
fn word_length(text: &str) -> usize {
    let mut length = 0;
    // A clitic has at most five letters.
    while length < 7 {
        match text.as_bytes().get(length) {
            Some(byte) if byte.is_ascii_alphanumeric() => length += 1,
            Some(0x80..) => match text[length..].chars().next().filter(|c| c.is_alphanumeric()) {
                Some(c) => length += c.len_utf8(),
                None => break,
            },
            _ => break,
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_hyphens_are_inside_a_word() {
        assert!(keeps_clitic("Celle", "là") && keeps_clitic("rendez", "vous"));
        assert!(!keeps_clitic("dites", "vous") && !keeps_clitic("année", "là"));
    }

    #[test]
    fn a_euphonic_t_belongs_to_its_clitic() {
        assert_eq!(clitic("t-elles donc"), Some("t-elles"));
        assert_eq!(clitic("T-IL"), Some("T-IL"));
        assert_eq!(clitic("t-shirt"), None);
        assert_eq!(clitic("t"), None);
    }

    #[test]
    fn other_words_are_not_clitics() {
        for rest in ["", "bas", "même", "Luc", "ilot", "lenteur", "vousvousvousvous"] {
            assert_eq!(clitic(rest), None, "{rest}");
        }
    }
}
