//! Sentences: consecutive ranges of tokens.
//!
//! Rules over tokens rather than the boundaries of UAX #29, which knows no abbreviations and no lines: the
//! dot of an abbreviation belongs to its token and is never taken for a full stop. Two things end a sentence:
//! a terminator (`.` `!` `?` `…`) with the closing marks after it, when a sentence can begin with what
//! follows; and a line break that ends a paragraph, a title or a list item, or a place where such a line
//! break was lost. A line break inside a hard-wrapped paragraph does not end a sentence.
//!
//! Every decision looks at nearby tokens only. So a text that is split at the end of a paragraph has the same
//! sentences as the whole.

use std::ops::Range;

use super::characters::is_invisible;
use super::forms::{FormId, Forms};
use super::hints::{is_capitalized, is_dash, is_stop};
use super::token::{Token, TokenKind};
use crate::french::{self, CapitalCue};

/// A sentence: a half-open range of a document's tokens, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// Index of its first token.
    pub start: u32,
    /// One past the index of its last token.
    pub end: u32,
}

impl Sentence {
    /// The indices of its tokens, half-open.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A line of at least this many bytes may be part of a hard-wrapped paragraph; shorter ones are titles and
/// items.
const WRAPPED_FROM: usize = 40;
/// A line of more bytes than this is not hard-wrapped: it is a paragraph.
pub(super) const WRAPPED_TO: usize = 120;

/// Cuts the tokens of `text` into sentences; every token is in exactly one.
pub(crate) fn sentences_into(
    text: &str,
    tokens: &[Token],
    (forms, ids): (&Forms, &[FormId]),
    sentences: &mut Vec<Sentence>,
) {
    let cutter = Cutter { text, tokens, forms, ids };
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        at = cutter.next_candidate(at);
        let (next, ends) = cutter.step(start, at);
        if ends || next == tokens.len() {
            sentences.push(Sentence { start: start as u32, end: next as u32 });
            start = next;
        }
        at = next;
    }
}

struct Cutter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    forms: &'a Forms,
    /// The form of each token.
    ids: &'a [FormId],
}

impl<'a> Cutter<'a> {
    /// The first token from `from` on with which a sentence may end. About half of these candidates do end
    /// one; no token that ends a sentence is skipped.
    #[allow(
        clippy::needless_bitwise_bool,
        reason = "an unpredictable branch would cost more than the whole test"
    )]
    fn next_candidate(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let pairs = self.tokens[from..].windows(2).zip(self.ids[from..].windows(2));
        for (at, (tokens, ids)) in (from..).zip(pairs) {
            let end = tokens[0].end;
            // More than one byte of white space, or a control character such as a line break.
            let is_break = (tokens[1].start.wrapping_sub(end) > 1) | (bytes[end as usize] < b' ');
            if is_break | ids[0].hints().ends() | ids[1].hints().begins() {
                return at;
            }
        }
        self.tokens.len() - 1
    }

    /// One past the token `at` and, if it is a terminator, past the closing marks after it; and whether the
    /// sentence that began at the token `start` ends there.
    #[inline]
    fn step(&self, start: usize, at: usize) -> (usize, bool) {
        let may_stop = match self.tokens[at].kind {
            TokenKind::Punctuation => self.is_stop(at),
            TokenKind::Abbreviation => true,
            _ => false,
        };
        if !may_stop {
            return (at + 1, self.line_ends(at) || self.lost_line_ends(at));
        }
        let end = self.closed(at);
        (end, self.stop_ends(start, at, end) || self.line_ends(end - 1))
    }

    /// The token `at` as written; empty after the last token.
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range()])
    }

    /// Whether the token `at` is a stop word.
    fn is_function_word(&self, at: usize) -> bool {
        self.ids.get(at).is_some_and(|&id| self.forms.get(id).is_stop_word)
    }

    /// Whether `at` is `.` `!` `?` `…` or a run of dots.
    fn is_stop(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation)
            && is_stop(self.word(at))
    }

    /// The white space between the tokens `at` and `at + 1`; after the last token, a blank line.
    fn gap(&self, at: usize) -> &'a str {
        match self.tokens.get(at + 1) {
            Some(next) => &self.text[self.tokens[at].end as usize..next.start as usize],
            None => "\n\n",
        }
    }

    /// Whether the terminator or abbreviation `at`, with closing marks up to `end`, ends the sentence that
    /// began at `start`.
    fn stop_ends(&self, start: usize, at: usize, end: usize) -> bool {
        if end == self.tokens.len() {
            return true;
        }
        // "(?)" and "(!)" comment on a word and do not end a sentence, nor does the number of a list item,
        // "1.".
        let Some(before) = at.checked_sub(1).filter(|&before| before >= start) else { return false };
        let is_remark =
            matches!(self.word(before), "(" | "[") && !(at + 1..end).any(|index| self.is_stop(index));
        if is_remark || (before == start && self.tokens[before].kind == TokenKind::Number) {
            return false;
        }
        match self.tokens[at].kind {
            TokenKind::Abbreviation => self.abbreviation_ends(at, end),
            _ => newlines(self.gap(end - 1)) > 0 || self.begins(at, end),
        }
    }

    /// One past the closing marks that belong to the terminator `at`: further terminators, closing quotation
    /// marks and brackets, and emoji on the same line.
    fn closed(&self, at: usize) -> usize {
        let mut end = at + 1;
        while let Some(token) = self.tokens.get(end) {
            let gap = self.gap(end - 1);
            let belongs = match self.word(end) {
                "»" | "”" | ")" | "]" | "›" | "}" => true,
                "\"" | "'" | "’" | "*" | "_" => gap.is_empty(),
                _ => self.is_stop(end) || token.kind == TokenKind::Emoji,
            };
            if !belongs || newlines(gap) > 0 {
                break;
            }
            end += 1;
        }
        end
    }

    /// Whether a sentence can begin with the token `next` after the terminator `at`.
    fn begins(&self, at: usize, next: usize) -> bool {
        let word = self.word(next);
        let Some(first) = word.chars().find(|c| !is_invisible(*c)) else { return false };
        if first.is_lowercase() {
            return self.begins_lowercase(at, next);
        }
        match self.tokens[next].kind {
            // Joining marks continue a sentence; opening marks and dashes begin one unless a lower-case word
            // follows.
            TokenKind::Punctuation => match first {
                ',' | ';' | ':' | '/' | '%' | '=' | '+' => false,
                '-' | '–' | '—' if self.word(at) == "." => true,
                '-' | '–' | '—' | '(' | '[' | '"' | '«' | '“' => !self.is_lowercase_word(next + 1),
                _ => true,
            },
            TokenKind::Clitic => false,
            _ => true,
        }
    }

    /// Whether the token `at` begins with a lower-case letter.
    fn is_lowercase_word(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_lowercase)
    }

    /// Whether a sentence can begin with the lower-case word `next` after the terminator `at`: after a full
    /// stop that follows a word of three letters or more, and with a function word after a question mark.
    fn begins_lowercase(&self, at: usize, next: usize) -> bool {
        // A terminator inside a quotation does not end the sentence around it: « Viens ! » dit-il.
        if next > at + 1 && matches!(self.word(next - 1), "»" | "”" | "\"") {
            return false;
        }
        if self.tokens.get(next + 1).is_some_and(|after| after.kind == TokenKind::Clitic)
            && self.word(at) != "."
        {
            return false;
        }
        if self.gap(next - 1).is_empty() {
            return false;
        }
        let Some(before) = at.checked_sub(1) else { return false };
        let word = self.word(before);
        match self.word(at) {
            "." if next == at + 1 => match self.tokens[before].kind {
                TokenKind::Word => word.chars().count() >= 3 || self.is_function_word(before),
                TokenKind::Clitic => true,
                TokenKind::Punctuation => matches!(word, ")" | "]" | "»" | "”" | "\"" | "%"),
                TokenKind::Number => self.is_function_word(next),
                _ => false,
            },
            "?" if next == at + 1 => self.is_function_word(next),
            _ => false,
        }
    }

    /// Whether a sentence ends with the abbreviation `at`, with closing marks up to `next`: never after a
    /// title; after "etc." before any capital; after other abbreviations before a capitalized function word
    /// ("avant J.-C. Les Romains"); after an initial only if that function word is not part of a name ("J. Le
    /// Bris").
    fn abbreviation_ends(&self, at: usize, next: usize) -> bool {
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let word = self.word(at);
        let bare = &word[..word.len() - 1];
        let is_initial = bare.chars().nth(1).is_none();
        if french::abbreviation(bare) == Some(french::Abbreviation::BeforeName) {
            return false;
        }
        if is_initial {
            return self.is_sentence_start(next);
        }
        let following = self.word(next);
        if bare.eq_ignore_ascii_case("etc") || next > at + 1 {
            return capital(following)
                || matches!(self.tokens[next].kind, TokenKind::Url | TokenKind::Hashtag)
                || newlines(self.gap(next - 1)) > 0;
        }
        capital(following) && self.is_function_word(next)
    }

    /// Whether a line break follows the token `at` and ends a paragraph, a title or an item.
    #[inline]
    fn line_ends(&self, at: usize) -> bool {
        let gap = self.gap(at);
        match gap.as_bytes() {
            [] | [b' '] => false,
            _ => match newlines(gap) {
                0 => false,
                1 => !self.is_wrapped(at),
                _ => true,
            },
        }
    }

    /// Whether a line break was lost after the token `at`, as in flattened pages after titles and list items:
    /// a capitalized function word follows, and no terminator explains its capital.
    fn lost_line_ends(&self, at: usize) -> bool {
        let may_end = match self.tokens[at].kind {
            TokenKind::Punctuation => match self.word(at) {
                // "12 février 1996 : La police perquisitionne" is one item of a chronology.
                ":" => at.checked_sub(1).is_none_or(|before| self.tokens[before].kind != TokenKind::Number),
                ";" | ")" => true,
                _ => false,
            },
            TokenKind::Word => !self.is_function_word(at) && !french::takes_title(self.word(at)),
            TokenKind::Number | TokenKind::Url => true,
            _ => false,
        };
        if !may_end {
            return false;
        }
        // The dash of a list item.
        let next = self.word(at + 1);
        if is_dash(next) && !self.gap(at).is_empty() && !self.gap(at + 1).is_empty() {
            return matches!(self.word(at), ":" | ";") || self.is_sentence_start(at + 2);
        }
        self.is_sentence_start(at + 1) || self.is_common_start(at)
    }

    /// Whether a capitalized word that is not a name begins a sentence after the token `at`: any after a
    /// semicolon, adverbs and participles before a lower-case word or a comma.
    fn is_common_start(&self, at: usize) -> bool {
        let Some(&id) = self.ids.get(at + 1) else { return false };
        let form = self.forms.get(id);
        if self.word(at) == ";" {
            return form.capital_cue != CapitalCue::Nothing
                || (is_capitalized(self.word(at + 1)) && form.is_stop_word);
        }
        form.capital_cue == CapitalCue::Manner && (self.is_lowercase_word(at + 2) || self.word(at + 2) == ",")
    }

    /// Whether the token `at` is a capitalized function word before a number or a lower-case word.
    fn is_sentence_start(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        matches!(token.kind, TokenKind::Word | TokenKind::Elided)
            && is_capitalized(self.word(at))
            && (self.is_lowercase_word(at + 1)
                || self.tokens.get(at + 1).is_some_and(|after| after.kind == TokenKind::Number))
            && self.is_function_word(at)
    }

    /// Whether the single line break after the token `at` lies inside a hard-wrapped paragraph: the line is
    /// as long as wrapped lines are, and the next one begins in lower case, or the line ends with a comma or
    /// a function word.
    fn is_wrapped(&self, at: usize) -> bool {
        let end = self.tokens[at].end as usize;
        let length = line_length_before(self.text, end);
        if !(WRAPPED_FROM..=WRAPPED_TO).contains(&length) {
            return false;
        }
        let next = &self.tokens[at + 1];
        if matches!(next.kind, TokenKind::Punctuation | TokenKind::Emoji)
            && !matches!(self.word(at + 1), "«" | "(" | "\"")
        {
            return false;
        }
        let last = self.word(at);
        self.is_lowercase_word(at + 1)
            || last == ","
            || matches!(self.tokens[at].kind, TokenKind::Elided)
            || (self.tokens[at].kind == TokenKind::Word && self.is_function_word(at))
    }
}

/// The number of line breaks in `gap`; 2 for the end of a paragraph or a page.
fn newlines(gap: &str) -> usize {
    let mut count = 0;
    let mut previous = '\0';
    for c in gap.chars() {
        count += usize::from(match c {
            '\n' => previous != '\r',
            '\r' | '\u{2028}' | '\u{85}' => true,
            // A paragraph separator and a form feed count as a blank line.
            '\u{2029}' | '\u{c}' => return 2,
            _ => false,
        });
        previous = c;
    }
    count
}

/// Bytes of the line that ends at `end`; of a line longer than [`WRAPPED_TO`], one byte more than that.
fn line_length_before(text: &str, end: usize) -> usize {
    let from = end.saturating_sub(WRAPPED_TO + 1);
    let line = &text.as_bytes()[from..end];
    line.iter()
        .rposition(|b| matches!(b, b'\n' | b'\r'))
        .map_or(line.len(), |newline| line.len() - newline - 1)
}
