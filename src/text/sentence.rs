//! Sentences: consecutive ranges of tokens.
//!
//! Cut on the tokens, so that an abbreviation's dot is never taken for a stop. Two things end a
//! sentence: a stop (`.` `!` `?` `…`), with the closing marks behind it, when what follows can begin
//! one; and a line break that ends a paragraph, a title or a list item, or did before it was lost. A
//! line break inside a paragraph that was wrapped by hand ends nothing.
//!
//! Every decision looks at the tokens near it only, so sentences cut in two parts of a text, parted
//! at the end of a paragraph, are the sentences of the whole.

use std::ops::Range;

use super::{FormId, Forms, Token, TokenKind};
use crate::french;

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

/// Lines of this many bytes or more may have been wrapped by hand; shorter ones are titles and items.
const WRAPPED_FROM: usize = 40;
/// Lines of more bytes than this were not wrapped by hand: such a line is a paragraph.
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
        if !cutter.may_end(at) {
            at += 1;
            continue;
        }
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
    /// Whether a sentence may end with the token `at`: a guess without a branch, right for one token in
    /// ten or so and wrong for none that ends one.
    #[inline]
    #[allow(
        clippy::needless_bitwise_bool,
        reason = "a branch that nobody can foresee costs more than all of it"
    )]
    fn may_end(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let Some(&[token, next]) = self.tokens.get(at..at + 2) else { return true };
        let (first, capital) = (bytes[token.start as usize], bytes[next.start as usize]);
        let is_stop = matches!(token.kind, TokenKind::Punctuation)
            & ((first == b'.') | (first == b'!') | (first == b'?') | (first == 0xe2));
        let gap = next.start - token.end;
        let is_break = (gap > 1) | ((gap == 1) & (bytes[token.end as usize] != b' '));
        let is_capital = capital.is_ascii_uppercase() | (capital == 0xc3);
        let is_mark = (first == b':') | (first == b';') | (capital == b'-') | (capital == 0xe2);
        is_stop | is_break | is_capital | is_mark | matches!(token.kind, TokenKind::Abbreviation)
    }

    /// One past the token `at`, with the closing marks behind it if it is a stop, and whether the sentence
    /// that began at the token `start` ends there.
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

    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range()])
    }

    /// Whether the token `at` is a stop word.
    fn is_grammar(&self, at: usize) -> bool {
        self.ids.get(at).is_some_and(|&id| self.forms.get(id).is_stop_word)
    }

    /// Whether `at` is `.` `!` `?` `…` or a run of dots.
    fn is_stop(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.kind == TokenKind::Punctuation) else {
            return false;
        };
        match self.text.as_bytes()[token.start as usize] {
            b'.' | b'!' | b'?' => true,
            0xe2 => matches!(&self.text[token.range()], "…" | "‽" | "⁈" | "⁇" | "⁉" | "‼"),
            _ => false,
        }
    }

    /// What lies between the tokens `at` and `at + 1`.
    fn gap(&self, at: usize) -> &'a str {
        match self.tokens.get(at + 1) {
            Some(next) => &self.text[self.tokens[at].end as usize..next.start as usize],
            None => "\n\n",
        }
    }

    /// Whether the stop or abbreviation `at`, closing marks up to `end`, ends the sentence that began at
    /// `start`.
    fn stop_ends(&self, start: usize, at: usize, end: usize) -> bool {
        if end == self.tokens.len() {
            return true;
        }
        // "(?)", "(!)" remark on a word and end nothing, nor does the number of a list item, "1.".
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

    /// One past the closing marks that belong to the stop at `at`: further stops, closing quotation marks
    /// and brackets, and emoji on the same line.
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

    /// Whether the token `next` can begin a sentence after the stop at `at`.
    fn begins(&self, at: usize, next: usize) -> bool {
        let word = self.word(next);
        let Some(first) = word.chars().find(|c| !super::scan::is_invisible(*c)) else { return false };
        if first.is_lowercase() {
            return self.begins_small(at, next);
        }
        match self.tokens[next].kind {
            // What joins goes on; what opens, a dash and an item begin with what they hold.
            TokenKind::Punctuation => match first {
                ',' | ';' | ':' | '/' | '%' | '=' | '+' => false,
                '-' | '–' | '—' if self.word(at) == "." => true,
                '-' | '–' | '—' | '(' | '[' | '"' | '«' | '“' => !self.goes_on(next + 1),
                _ => true,
            },
            TokenKind::Clitic => false,
            _ => true,
        }
    }

    /// Whether the token at `at` is a word in small letters.
    fn goes_on(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_lowercase)
    }

    /// Whether a word in small letters can begin a sentence after the stop at `at`: a full stop after a
    /// plain word of three letters or more, and a question mark before a word of grammar.
    fn begins_small(&self, at: usize, next: usize) -> bool {
        // A stop inside a quotation leaves the sentence around it open: « Viens ! » dit-il.
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
                TokenKind::Word => word.chars().count() >= 3 || self.is_grammar(before),
                TokenKind::Clitic => true,
                TokenKind::Punctuation => matches!(word, ")" | "]" | "»" | "”" | "\"" | "%"),
                TokenKind::Number => self.is_grammar(next),
                _ => false,
            },
            "?" if next == at + 1 => self.is_grammar(next),
            _ => false,
        }
    }

    /// Whether the sentence ends with the abbreviation `at`, closing marks up to `next`: never after a
    /// title, before any capital after "etc.", before a word of grammar with its capital after the others
    /// ("avant J.-C. Les Romains"), which a name must not follow after an initial ("J. Le Bris").
    fn abbreviation_ends(&self, at: usize, next: usize) -> bool {
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let word = self.word(at);
        let bare = &word[..word.len() - 1];
        let is_initial = bare.chars().nth(1).is_none();
        if french::abbreviation(bare) == Some(french::Abbreviation::BeforeName) {
            return false;
        }
        if is_initial {
            return self.is_opening(next);
        }
        let following = self.word(next);
        if bare.eq_ignore_ascii_case("etc") || next > at + 1 {
            return capital(following)
                || matches!(self.tokens[next].kind, TokenKind::Url | TokenKind::Hashtag)
                || newlines(self.gap(next - 1)) > 0;
        }
        capital(following) && self.is_grammar(next)
    }

    /// Whether the line break behind the token `at`, if there is one, ends a paragraph, a title or an item.
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

    /// Whether a line break was lost behind the token `at`, as flattened pages lose them behind titles and
    /// the items of lists: a word of grammar begins with a capital there that no stop explains.
    fn lost_line_ends(&self, at: usize) -> bool {
        let may_end = match self.tokens[at].kind {
            TokenKind::Punctuation => match self.word(at) {
                // "12 février 1996 : La police perquisitionne" is one item of a chronology.
                ":" => at.checked_sub(1).is_none_or(|before| self.tokens[before].kind != TokenKind::Number),
                ";" | ")" => true,
                _ => false,
            },
            TokenKind::Word => !self.is_grammar(at) && !french::takes_title(self.word(at)),
            TokenKind::Number | TokenKind::Url => true,
            _ => false,
        };
        if !may_end {
            return false;
        }
        // The dash of an item goes with it.
        match self.word(at + 1) {
            "-" | "–" | "—" if !self.gap(at).is_empty() && !self.gap(at + 1).is_empty() => {
                matches!(self.word(at), ":" | ";") || self.is_opening(at + 2)
            }
            _ => self.is_opening(at + 1),
        }
    }

    /// Whether the token `at` is a word of grammar with its capital, before a number or a word without.
    fn is_opening(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let word = self.word(at);
        matches!(token.kind, TokenKind::Word | TokenKind::Elided)
            && word.starts_with(char::is_uppercase)
            && (word == "À" || word.chars().nth(1).is_some_and(|second| !second.is_uppercase()))
            && (self.goes_on(at + 1)
                || self.tokens.get(at + 1).is_some_and(|after| after.kind == TokenKind::Number))
            && self.is_grammar(at)
    }

    /// Whether the single line break behind the token `at` stands inside a wrapped paragraph: the line is
    /// as long as wrapped lines are, and the next one goes on in small letters, or the line ends with a
    /// word or a comma that cannot end anything.
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
        self.goes_on(at + 1)
            || last == ","
            || matches!(self.tokens[at].kind, TokenKind::Elided)
            || (self.tokens[at].kind == TokenKind::Word && self.is_grammar(at))
    }
}

/// How many line breaks `gap` holds.
fn newlines(gap: &str) -> usize {
    let mut count = 0;
    let mut previous = '\0';
    for c in gap.chars() {
        count += usize::from(match c {
            '\n' => previous != '\r',
            '\r' | '\u{2028}' | '\u{85}' => true,
            // The end of a paragraph or of a page is as good as a blank line.
            '\u{2029}' | '\u{c}' => return 2,
            _ => false,
        });
        previous = c;
    }
    count
}

/// Bytes of the line that ends at `end`, counted to just beyond [`WRAPPED_TO`] at most.
fn line_length_before(text: &str, end: usize) -> usize {
    let from = end.saturating_sub(WRAPPED_TO + 1);
    let line = &text.as_bytes()[from..end];
    line.iter()
        .rposition(|b| matches!(b, b'\n' | b'\r'))
        .map_or(line.len(), |newline| line.len() - newline - 1)
}
