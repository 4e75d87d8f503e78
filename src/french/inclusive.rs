//! Inclusive writing: "étudiant·e·s", "étudiant(e)s", "tou.te.s", "collaborateur·rice·s".
//!
//! Two questions: does an inclusive ending start here, and what is the word without it? Such a word counts as
//! its plain form of the same number: "étudiant·e·s" as "étudiants".

/// The endings that follow a mark of inclusive writing, feminine or plural.
const ENDINGS: [&str; 33] = [
    "e", "es", "s", "x", "te", "tes", "ne", "nes", "le", "les", "lle", "lles", "elle", "elles", "euse",
    "euses", "rice", "rices", "trice", "trices", "ice", "ices", "ère", "ères", "ière", "ières", "ve", "ves",
    "fe", "se", "ses", "sse", "tte",
];

/// The endings that count as inclusive after a full stop or a hyphen, which have other uses as well.
const CLEAR: [&str; 12] =
    ["e", "es", "ne", "nes", "te", "tes", "rice", "rices", "trice", "trices", "euse", "euses"];

/// The marks of inclusive writing that stand between the parts of a word.
const MARKS: [char; 5] = ['·', '•', '‧', '⋅', '.'];

/// The length in bytes of the inclusive ending at the start of `rest`, the text that follows a word: "·e·s",
/// ".te.s", "(e)s". Zero when no such ending stands there.
///
/// ```
/// use glane::french::inclusive_ending;
///
/// assert_eq!(inclusive_ending("·e·s sont"), "·e·s".len());
/// assert_eq!(inclusive_ending("(e)s"), 4);
/// assert_eq!(inclusive_ending(".Le chat"), 0);
/// assert_eq!(inclusive_ending("(en anglais)"), 0);
/// ```
pub fn inclusive_ending(rest: &str) -> usize {
    if rest.starts_with('(') { parenthesis(rest) } else { marked(rest) }
}

/// "(e)", "(e)s", "(s)", "(ne)s".
fn parenthesis(rest: &str) -> usize {
    let inner = ending_length(&rest[1..]);
    let after = &rest[1 + inner..];
    if inner == 0 || !after.starts_with(')') {
        return 0;
    }
    let plural = usize::from(after[1..].starts_with(['s', 'x', 'S', 'X']));
    let length = 1 + inner + 1 + plural;
    if rest[length..].starts_with(char::is_alphanumeric) { 0 } else { length }
}

/// "·e", "·e·s", "·es", ".te.s".
fn marked(rest: &str) -> usize {
    let Some(mark) = rest.chars().next().filter(|c| MARKS.contains(c)) else { return 0 };
    let mut length = 0;
    // One ending, or two when the plural has a mark of its own.
    for _ in 0..2 {
        let Some(after) = rest[length..].strip_prefix(mark) else { break };
        let ending = ending_length(after);
        if ending == 0 {
            break;
        }
        length += mark.len_utf8() + ending;
    }
    if length == 0 || rest[length..].starts_with(char::is_alphanumeric) {
        return 0;
    }
    // After a full stop, a single ending must be an unambiguous one: in "fin.le" only a space is missing.
    if mark == '.' && rest[1..length].bytes().all(|b| b != b'.') && !CLEAR.contains(&&rest[1..length]) {
        return 0;
    }
    length
}

/// Bytes of the ending (any case) that the run of letters at the start of `text` is; zero when that run is
/// not an ending.
fn ending_length(text: &str) -> usize {
    // No ending has seven letters.
    let run = text
        .char_indices()
        .take(7)
        .find(|(_, c)| !c.is_alphabetic())
        .map_or_else(|| if text.chars().nth(7).is_some() { 0 } else { text.len() }, |(at, _)| at);
    let letters = &text[..run];
    if ENDINGS.iter().any(|ending| same_letters(letters, ending)) { run } else { 0 }
}

fn same_letters(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (a.len() == b.len() && !a.is_ascii() && a.to_lowercase() == b)
}

/// The plain form of `folded`, a word in lower case: without its inclusive ending, in the same number. `None`
/// when it has no inclusive ending.
///
/// ```
/// use glane::french::plain_form;
///
/// assert_eq!(plain_form("étudiant·e·s").as_deref(), Some("étudiants"));
/// assert_eq!(plain_form("collaborateur·rice").as_deref(), Some("collaborateur"));
/// assert_eq!(plain_form("tou.te.s").as_deref(), Some("tous"));
/// assert_eq!(plain_form("salarié-e-s").as_deref(), Some("salariés"));
/// assert_eq!(plain_form("peut-être"), None);
/// ```
pub fn plain_form(folded: &str) -> Option<String> {
    let (base, ending) = parts(folded)?;
    let is_plural = ending.ends_with(['s', 'x']) || ending.ends_with("s)");
    let mut plain = base.to_owned();
    if is_plural && !base.ends_with(['s', 'x', 'z']) {
        plain.push(if base.ends_with("eau") || base.ends_with("eu") { 'x' } else { 's' });
    }
    Some(plain)
}

/// The word before its inclusive ending, and the ending.
fn parts(folded: &str) -> Option<(&str, &str)> {
    for (at, c) in folded.char_indices().skip(1) {
        let rest = &folded[at..];
        let found = match c {
            '(' => inclusive_ending(rest) == rest.len(),
            '-' => hyphened(rest),
            _ => MARKS.contains(&c) && marked(rest) == rest.len(),
        };
        if found {
            return Some(folded.split_at(at));
        }
    }
    None
}

/// Whether `rest` is an ending with hyphens: "-e", "-es", "-e-s", "-ne-s", "-rice-s".
fn hyphened(rest: &str) -> bool {
    let Some(feminine) = rest.strip_prefix('-') else { return false };
    let feminine = feminine.strip_suffix("-s").unwrap_or(feminine);
    CLEAR.contains(&feminine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_removed_and_the_number_stays() {
        for (inclusive, plain) in [
            ("étudiant(e)s", "étudiants"),
            ("collaborateur·rice·s", "collaborateurs"),
            ("un·e", "un"),
            ("auteur.rice.s", "auteurs"),
            ("citoyen(ne)", "citoyen"),
            ("voie(s)", "voies"),
            ("nombreux·ses", "nombreux"),
            ("agriculteur-rice-s", "agriculteurs"),
        ] {
            assert_eq!(plain_form(inclusive).as_deref(), Some(plain), "{inclusive}");
        }
    }

    #[test]
    fn other_words_stay_as_they_are() {
        for word in ["", "·", "·e", "mot", "a.b", "www.exemple.fr", "c.-à-d.", "t-il", "vis-à-vis"] {
            assert_eq!(plain_form(word), None, "{word}");
        }
    }
}
