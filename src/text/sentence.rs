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

use super::characters::is_invisible;
use super::{Form, FormId, Forms, Token, TokenKind};
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

/// Lines of this many bytes or more may have been wrapped by hand; shorter ones are titles and items.
const WRAPPED_FROM: usize = 40;
/// Lines of more bytes than this were not wrapped by hand: such a line is a paragraph.
pub(super) const WRAPPED_TO: usize = 120;

/// What a form says of where a sentence may end, wherever it stands: kept in its number, so that most
/// tokens need no look at the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hints(u32);

impl Hints {
    /// Bits of all hints.
    pub(super) const BITS: u32 = 2;
    /// A sentence may end with it: a stop, an abbreviation.
    const ENDS: u32 = 1;
    /// A sentence may begin with it although no stop stands before it: see [`Cutter::lost_line_ends`].
    const BEGINS: u32 = 2;

    /// The hints of the form written `surface`.
    pub(super) fn of(surface: &str, form: &Form) -> Self {
        let ends = surface.ends_with('.') || is_stop(surface);
        let begins = is_dash(surface)
            || form.capital_cue != CapitalCue::Nothing
            || (is_opening(surface) && form.is_stop_word);
        Self((u32::from(ends) * Self::ENDS) | (u32::from(begins) * Self::BEGINS))
    }

    #[inline]
    fn ends(self) -> bool {
        self.0 & Self::ENDS != 0
    }

    #[inline]
    fn begins(self) -> bool {
        self.0 & Self::BEGINS != 0
    }

    pub(super) fn bits(self) -> u32 {
        self.0
    }

    /// The hints in the lowest bits of `bits`.
    #[inline]
    pub(super) fn of_bits(bits: u32) -> Self {
        Self(bits & ((1 << Self::BITS) - 1))
    }
}

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
    /// The first token from `at` on with which a sentence may end: a guess, right for one in two or so and
    /// wrong for none that ends one.
    #[allow(
        clippy::needless_bitwise_bool,
        reason = "a branch that nobody can foresee costs more than all of it"
    )]
    fn next_candidate(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let pairs = self.tokens[from..].windows(2).zip(self.ids[from..].windows(2));
        for (at, (tokens, ids)) in (from..).zip(pairs) {
            let end = tokens[0].end;
            // More than one byte of white space, or one that is no space.
            let is_break = (tokens[1].start.wrapping_sub(end) > 1) | (bytes[end as usize] < b' ');
            if is_break | ids[0].hints().ends() | ids[1].hints().begins() {
                return at;
            }
        }
        self.tokens.len() - 1
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
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation)
            && is_stop(self.word(at))
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
        let Some(first) = word.chars().find(|c| !is_invisible(*c)) else { return false };
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
        let next = self.word(at + 1);
        if is_dash(next) && !self.gap(at).is_empty() && !self.gap(at + 1).is_empty() {
            return matches!(self.word(at), ":" | ";") || self.is_opening(at + 2);
        }
        self.is_opening(at + 1) || self.is_common_opening(at)
    }

    /// Whether a word that is no name begins a sentence behind the token `at`: any with its capital behind a
    /// semicolon, those that name nothing before a word without capital or a comma.
    fn is_common_opening(&self, at: usize) -> bool {
        let Some(&id) = self.ids.get(at + 1) else { return false };
        let form = self.forms.get(id);
        if self.word(at) == ";" {
            return form.capital_cue != CapitalCue::Nothing
                || (is_opening(self.word(at + 1)) && form.is_stop_word);
        }
        form.capital_cue == CapitalCue::Manner && (self.goes_on(at + 2) || self.word(at + 2) == ",")
    }

    /// Whether the token `at` is a word of grammar with its capital, before a number or a word without.
    fn is_opening(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        matches!(token.kind, TokenKind::Word | TokenKind::Elided)
            && is_opening(self.word(at))
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

/// Whether `mark` is `.` `!` `?` `…` or a run of dots.
fn is_stop(mark: &str) -> bool {
    match mark.as_bytes() {
        [b'.' | b'!' | b'?', ..] => true,
        [0xe2, ..] => matches!(mark, "…" | "‽" | "⁈" | "⁇" | "⁉" | "‼"),
        _ => false,
    }
}

/// Whether `mark` is a dash as it stands before the lines of a dialogue and the items of a list.
fn is_dash(mark: &str) -> bool {
    matches!(mark, "-" | "–" | "—")
}

/// Whether `word` has a capital and is not written in capitals.
fn is_opening(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && (word == "À" || letters.next().is_some_and(|second| !second.is_uppercase()))
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
