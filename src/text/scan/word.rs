//! Words: how a word continues after a run of letters.
//!
//! Elision, clitics, compounds, abbreviations and inclusive endings. The facts about French words are in
//! [`french`]; the rules about their surroundings are here.

use super::address::{self, Searched};
use super::class::{
    apostrophe_at, char_at, char_before, hyphen_at, is_word_at, is_word_before, run_end, work,
};
use super::number;
use crate::french::{self, Abbreviation};
use crate::text::characters::is_apostrophe;
use crate::text::token::TokenKind;

/// The most clitics that can follow one word: "donne-le-moi" has two.
const MOST_CLITICS: usize = 3;

/// The end and kind of the token whose first letter stands at `at`.
pub(super) fn word(text: &str, at: usize, searched: &mut Searched) -> (usize, TokenKind) {
    if number::is_hour_mark(text, at) {
        return (at + 1, TokenKind::Word);
    }
    let end = run_end(text, at);
    if address::may_be_address(text, end)
        && let Some(found) = address::address(text, at, end, searched)
    {
        return found;
    }
    // "a t-elle", which lacks its first hyphen.
    if matches!(&text[at..end], "t" | "T")
        && text.as_bytes().get(end) == Some(&b'-')
        && let Some(clitic) = french::clitic(&text[at..])
        && !is_attached(text, at + clitic.len())
    {
        return (at + clitic.len(), TokenKind::Clitic);
    }
    let (longer, kind) = word_from(text, at, end);
    // A compound may begin an address: "over-blog.com".
    if longer > end
        && address::may_be_address(text, longer)
        && let Some(found) = address::address(text, at, longer, searched)
    {
        return found;
    }
    (longer, kind)
}

/// The same, for a word whose first run of letters is `at..end` and does not begin an address.
fn word_from(text: &str, at: usize, mut end: usize) -> (usize, TokenKind) {
    let bytes = text.as_bytes();
    loop {
        let Some(&next) = bytes.get(end) else { return (end, TokenKind::Word) };
        let longer = match next {
            b'\'' => match apostrophe(text, at, end, 1) {
                Apostrophe::Ends(elided) => return (elided, TokenKind::Elided),
                Apostrophe::Inside(longer) => longer,
                Apostrophe::Apart => end,
            },
            b'-' => compound(text, at, end, 1),
            b'.' => match dot(text, at, end) {
                Dot::Abbreviation(longer) => return (longer, TokenKind::Abbreviation),
                Dot::Inclusive(longer) => longer,
                Dot::Apart => end,
            },
            b'(' => end + french::inclusive_ending(&text[end..]),
            // A word broken off, in transcripts of speech: "j~".
            b'~' if !is_word_at(text, end + 1) => return (end + 1, TokenKind::Word),
            b'/' => slash(text, at, end),
            b'&' => ampersand(text, at, end),
            0x80.. => match wide(text, at, end) {
                Apostrophe::Ends(elided) => return (elided, TokenKind::Elided),
                Apostrophe::Inside(longer) => longer,
                Apostrophe::Apart => end,
            },
            _ => end,
        };
        if longer == end {
            return (end, TokenKind::Word);
        }
        end = longer;
    }
}

/// How a word continues at an apostrophe or another character beyond ASCII.
enum Apostrophe {
    /// The word is an elided one, which ends here.
    Ends(usize),
    /// The character is inside the word, which continues up to here.
    Inside(usize),
    /// The character does not belong to the word.
    Apart,
}

/// How the word `at..end` continues at the apostrophe of `length` bytes that follows it.
fn apostrophe(text: &str, at: usize, end: usize, length: usize) -> Apostrophe {
    let after = end + length;
    let last_run = last_run(text, at, end);
    if !is_word_at(text, after) {
        let is_elision = french::is_elided(last_run) && last_run.len() == end - at && opens(text, after);
        return if is_elision { Apostrophe::Ends(after) } else { Apostrophe::Apart };
    }
    let after_end = run_end(text, after);
    if french::holds_apostrophe(last_run, &text[after..after_end]) {
        return Apostrophe::Inside(after_end);
    }
    if last_run.len() < end - at {
        // Inside a compound: "main-d'œuvre", "Val-d'Oise". Only "d" and "l" are elided there.
        return if matches!(last_run, "d" | "l" | "D" | "L") {
            Apostrophe::Inside(after_end)
        } else {
            Apostrophe::Apart
        };
    }
    if french::is_elided(last_run) {
        return match whole_phrase_end(text, at) {
            Some(whole) => Apostrophe::Inside(whole),
            None => Apostrophe::Ends(after),
        };
    }
    // An Irish name: O'Hara.
    if last_run == "O" && char_at(text, after).is_some_and(char::is_uppercase) {
        return Apostrophe::Inside(after_end);
    }
    Apostrophe::Apart
}

/// The end of "c'est-à-dire" at `at`, the only word that begins with an elision.
fn whole_phrase_end(text: &str, at: usize) -> Option<usize> {
    if !matches!(text.as_bytes()[at], b'c' | b'C') {
        return None;
    }
    let apostrophe = apostrophe_at(text, at + 1)?;
    let rest = text.get(at + 1 + apostrophe..)?;
    let end =
        ["est-à-dire", "EST-À-DIRE", "est-a-dire"].iter().find(|phrase| rest.starts_with(**phrase))?.len();
    let end = at + 1 + apostrophe + end;
    (!is_word_at(text, end)).then_some(end)
}

/// The letters since the last hyphen of `at..end`.
pub(super) fn last_run(text: &str, at: usize, end: usize) -> &str {
    let word = &text[at..end];
    // Only short runs are elided, and the cost must not grow with the word.
    let from = word.len().saturating_sub(8);
    match word.as_bytes()[from..].iter().rposition(|&b| b == b'-') {
        Some(hyphen) => &word[from + hyphen + 1..],
        None => word,
    }
}

/// Whether an elided word can be followed by the character at `at`, which is not a letter: an opening
/// quotation mark or bracket, or a superfluous space ("l' imaginaire").
fn opens(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(|c| {
        matches!(c, '"' | '«' | '“' | '‘' | '„' | '‹' | '(' | '[' | '*' | '_' | '@' | '#')
            || is_apostrophe(c)
            || (c == ' ' && is_word_at(text, at + 1))
    })
}

/// The end of the word `at..end` when a hyphen of `length` bytes follows it: before the hyphen if a clitic
/// follows, after the next run of letters otherwise.
fn compound(text: &str, at: usize, end: usize, length: usize) -> usize {
    let after = end + length;
    let is_apart = clitics_end(text, at, end).is_some() || elided_clitic_end(text, end).is_some();
    if !is_word_at(text, after) || is_apart {
        return end;
    }
    run_end(text, after)
}

/// The end of the first of the clitics that follow the word `at..end`, if there are any: nothing else may be
/// attached after them, and the word must not be one that contains them ("celui-ci").
fn clitics_end(text: &str, at: usize, end: usize) -> Option<usize> {
    let first = clitic_end(text, end)?;
    let hyphen = hyphen_at(text, end)?;
    if french::keeps_clitic(last_run(text, at, end), &text[end + hyphen..first]) {
        return None;
    }
    // A capitalized clitic follows a word in capitals only: "DIT-IL", but not "Jean-Il".
    let is_capital = char_at(text, end + hyphen).is_some_and(char::is_uppercase);
    if is_capital && char_before(text, end).is_some_and(char::is_lowercase) {
        return None;
    }
    Some(first)
}

/// The end of the clitic whose hyphen stands at `at`, provided that only further clitics are attached to it.
pub(super) fn clitic_end(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    let mut first = None;
    for _ in 0..MOST_CLITICS {
        let hyphen = hyphen_at(text, end)?;
        let clitic = french::clitic(&text[end + hyphen..])?;
        end += hyphen + clitic.len();
        first = first.or(Some(end));
        if !is_attached(text, end) {
            return first;
        }
    }
    None
}

/// The end of the elided clitic whose hyphen stands at `at`: the "-t'" of "va-t'en".
fn elided_clitic_end(text: &str, at: usize) -> Option<usize> {
    let letter = at + hyphen_at(text, at)?;
    if !matches!(text.as_bytes().get(letter)? | 0x20, b'm' | b't' | b's' | b'l') {
        return None;
    }
    let end = letter + 1 + apostrophe_at(text, letter + 1)?;
    let length = match text.as_bytes().get(end)? | 0x20 {
        b'y' => 1,
        b'e' if matches!(text.as_bytes().get(end + 1), Some(b'n' | b'N')) => 2,
        _ => return None,
    };
    (!is_word_at(text, end + length)).then_some(end)
}

/// Whether the character at `at` continues the word before it.
fn is_attached(text: &str, at: usize) -> bool {
    is_word_at(text, at)
        || hyphen_at(text, at).is_some_and(|hyphen| is_word_at(text, at + hyphen))
        || apostrophe_at(text, at).is_some_and(|apostrophe| is_word_at(text, at + apostrophe))
        || text.as_bytes().get(at) == Some(&b'@')
}

/// The end and kind of the token that begins with the hyphen at `at` of `length` bytes.
pub(super) fn hyphen(text: &str, at: usize, length: usize) -> (usize, TokenKind) {
    let after = at + length;
    if number::is_minus(text, at, length) {
        return (number::number_end(text, after), TokenKind::Number);
    }
    if is_word_before(text, at) {
        if let Some(end) = clitic_end(text, at) {
            return (end, TokenKind::Clitic);
        }
        if let Some(end) = elided_clitic_end(text, at) {
            return (end, TokenKind::Elided);
        }
    }
    // A run of hyphens is one dash.
    let run = text.as_bytes()[at..].iter().take_while(|&&b| b == b'-').count();
    work::add(run);
    (at + run.max(length), TokenKind::Punctuation)
}

/// How a word continues at a dot.
enum Dot {
    /// The dot belongs to an abbreviation or initials, which end here.
    Abbreviation(usize),
    /// The dot is a mark of inclusive writing; the ending ends here.
    Inclusive(usize),
    /// The dot does not belong to the word.
    Apart,
}

/// How the word `at..end` continues at the dot that follows it.
fn dot(text: &str, at: usize, end: usize) -> Dot {
    let after = end + 1;
    let inclusive = french::inclusive_ending(&text[end..]);
    if inclusive > 0 && end - at > 1 {
        return Dot::Inclusive(end + inclusive);
    }
    if let Some(longer) = initials(text, at, end) {
        return Dot::Abbreviation(longer);
    }
    let next = char_at(text, after);
    // Two dots are an ellipsis.
    if next == Some('.') {
        return Dot::Apart;
    }
    let is_kept = match french::abbreviation(&text[at..end]) {
        Some(Abbreviation::Always) => true,
        Some(Abbreviation::BeforeName) => after_space(text, after).is_some_and(char::is_uppercase),
        Some(Abbreviation::BeforeNumber) => {
            after_space(text, after).is_some_and(|c| c.is_ascii_digit())
                // "p. ex."
                || (matches!(&text[at..end], "p" | "P") && follows(text, after, "ex."))
        }
        None => false,
    };
    if is_kept { Dot::Abbreviation(after) } else { Dot::Apart }
}

/// The end of the initials that begin with the letter `at..end` and its dot: "P.I.B.", "J.-C.", or a single
/// capital before a space and the capital of a name.
fn initials(text: &str, at: usize, end: usize) -> Option<usize> {
    let is_letter = |at: usize, end: usize| {
        let mut letters = text[at..end].chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    if !is_letter(at, end) {
        return None;
    }
    let mut last = end + 1;
    let mut count = 1;
    loop {
        let from = last + usize::from(text[last..].starts_with('-'));
        let Some(letter) = char_at(text, from).filter(|c| c.is_alphabetic()) else { break };
        let to = from + letter.len_utf8();
        if text.as_bytes().get(to) != Some(&b'.') {
            break;
        }
        last = to + 1;
        count += 1;
    }
    let is_capital = char_at(text, at).is_some_and(char::is_uppercase);
    let is_name = is_capital
        && after_space(text, last).is_some_and(char::is_uppercase)
        && !(count == 1 && begins_sentence(text, last));
    (count > 1 || is_name).then_some(last)
}

/// Whether a capitalized function word and then a lower-case letter follow the space at `at`. A name after an
/// initial does not continue like this ("Dagobert I. Il régna", but "J. Le Bris", "J. Verne").
fn begins_sentence(text: &str, at: usize) -> bool {
    let Some(start) = char_at(text, at).map(|space| at + space.len_utf8()) else { return false };
    let end = run_end(text, start);
    let is_small = |at| char_at(text, at).is_some_and(char::is_lowercase);
    if let Some(apostrophe) = apostrophe_at(text, end) {
        return french::is_elided(&text[start..end]) && is_small(end + apostrophe);
    }
    let word = &text[start..end];
    let has_lowercase = word == "À" || word.chars().nth(1).is_some_and(char::is_lowercase);
    has_lowercase
        && char_at(text, end) == Some(' ')
        && is_small(end + 1)
        && french::is_stop_word(&word.to_lowercase())
}

/// Whether a space stands at `at`, and `word` after it.
fn follows(text: &str, at: usize, word: &str) -> bool {
    text[at..].strip_prefix([' ', '\u{a0}', '\u{202f}']).is_some_and(|rest| rest.starts_with(word))
}

/// The character after the space at `at`, if a space stands there.
fn after_space(text: &str, at: usize) -> Option<char> {
    let space = char_at(text, at).filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'))?;
    char_at(text, at + space.len_utf8())
}

/// The end of the word `at..end` when a slash follows it: "IIb/IIIa" is one token, "et/ou" is three.
fn slash(text: &str, at: usize, end: usize) -> usize {
    let after = run_end(text, end + 1);
    if is_roman_with_letter(&text[at..end]) && is_roman_with_letter(&text[end + 1..after]) {
        after
    } else {
        end
    }
}

/// Whether `run` ends with a Roman numeral and a letter: "`IIb`", "`GPIIb`", "`IIIa`".
fn is_roman_with_letter(run: &str) -> bool {
    matches!(run.as_bytes(), [.., b'I' | b'V' | b'X', last] if last.is_ascii_lowercase()) && run.len() <= 6
}

/// The end of the word `at..end` when an ampersand follows it: "R&D" and "AT&T" are one token each.
fn ampersand(text: &str, at: usize, end: usize) -> usize {
    let after = run_end(text, end + 1);
    let is_short = |run: &str| (1..=3).contains(&run.len()) && run.bytes().all(|b| b.is_ascii_uppercase());
    if is_short(&text[at..end]) && is_short(&text[end + 1..after]) { after } else { end }
}

/// How the word `at..end` continues at the character beyond ASCII that follows it: one of the other
/// apostrophes and hyphens, the middle dot of inclusive writing, the degree sign of "n°".
fn wide(text: &str, at: usize, end: usize) -> Apostrophe {
    let Some(c) = char_at(text, end) else { return Apostrophe::Apart };
    let longer = match c {
        c if is_apostrophe(c) => return apostrophe(text, at, end, c.len_utf8()),
        '\u{2010}' | '\u{2011}' => compound(text, at, end, c.len_utf8()),
        '·' | '•' | '‧' | '⋅' => end + french::inclusive_ending(&text[end..]),
        '°' if matches!(&text[at..end], "n" | "N") => end + c.len_utf8(),
        _ => end,
    };
    if longer == end { Apostrophe::Apart } else { Apostrophe::Inside(longer) }
}
