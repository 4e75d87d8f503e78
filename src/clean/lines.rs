//! One post as the passes read it: its words as hashes, and its lines as ranges of them.
//!
//! Letter case, accents, punctuation and markup make no difference between words, so that one post
//! from two exports gives equal words.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::Post;
use crate::text::is_invisible;

/// A word by its hash. The lowest bit says whether it is a number.
pub(super) type WordHash = u64;

/// Stands for every number in a line: "12 commentaires" is "7 commentaires".
const NUMBER: WordHash = 0x51_7c_c1_b7_27_22_0a_95;
/// Stands for the post's title in a line: "L’article … est apparu en premier sur …".
const TITLE: WordHash = 0x9e_37_79_b9_7f_4a_7c_14;

/// The initial value of the hash of a word.
const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The words of a post and its lines.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) title: Vec<WordHash>,
    /// The words that were read of the lines; each line tells whether these are all.
    pub(super) words: Vec<WordHash>,
    /// The lines that have words.
    pub(super) lines: Vec<Line>,
}

/// One line: where it stands, and its words.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Bytes of the text, without the line break.
    pub(super) bytes: Range<usize>,
    /// Indices of the words.
    pub(super) words: Range<usize>,
    /// Whether these are all its words.
    pub(super) is_whole: bool,
}

/// Which lines are of interest: short ones, and those at the ends of a post.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interest {
    /// The most bytes of a short line.
    pub(super) short: usize,
    /// Lines at the beginning and at the end.
    pub(super) first: usize,
    pub(super) last: usize,
    /// The most words of any line.
    pub(super) words: usize,
}

impl Lines {
    /// Reads all words of a post in place of those of the post before.
    pub(super) fn read(&mut self, post: &Post) {
        self.read_title(post);
        self.read_lines(post, |line, _, words, _| words_into(line, usize::MAX, words));
    }

    /// The same, but of other lines only their first word.
    pub(super) fn read_with(&mut self, interest: Interest, post: &Post) {
        self.read_title(post);
        self.read_lines(post, |line, at, words, _| {
            let is_of_interest = at < interest.first || line.len() <= interest.short;
            words_into(line, if is_of_interest { interest.words } else { 1 }, words)
        });
        let end = self.lines.len().saturating_sub(interest.last).max(interest.first.min(self.lines.len()));
        for line in &mut self.lines[end..] {
            if !line.is_whole && line.bytes.len() > interest.short {
                let first = self.words.len();
                line.is_whole = words_into(&post.text[line.bytes.clone()], interest.words, &mut self.words);
                line.words = first..self.words.len();
            }
        }
    }

    /// The same, but at most `most` words of each line, and only the first word of a line with another beginning than
    /// these.
    pub(super) fn read_like(&mut self, beginnings: &Beginnings, most: usize, post: &Post) {
        self.read_title(post);
        self.read_lines(post, |line, _, words, title| {
            let first = words.len();
            let is_whole = words_into(line, 1, words);
            match words.get(first) {
                Some(&word) if !is_whole && beginnings.have(word, title) => {
                    words.truncate(first);
                    words_into(line, most, words)
                }
                _ => is_whole,
            }
        });
    }

    pub(super) fn read_title(&mut self, post: &Post) {
        self.title.clear();
        words_into(&post.title, usize::MAX, &mut self.title);
    }

    /// Reads every line of a post with `read`, which is given the line, the number of lines with words before it and the
    /// title; it appends words and returns whether these are all.
    fn read_lines(
        &mut self,
        post: &Post,
        read: impl Fn(&str, usize, &mut Vec<WordHash>, &[WordHash]) -> bool,
    ) {
        self.words.clear();
        self.lines.clear();
        let mut start = 0;
        while start < post.text.len() {
            let end = memchr::memchr(b'\n', &post.text.as_bytes()[start..])
                .map_or(post.text.len(), |at| start + at);
            let first = self.words.len();
            let is_whole = read(&post.text[start..end], self.lines.len(), &mut self.words, &self.title);
            if self.words.len() > first {
                self.lines.push(Line { bytes: start..end, words: first..self.words.len(), is_whole });
            }
            start = end + 1;
        }
    }

    /// The hash of a line in which all numbers are equal and all titles are equal. A line that is only the title keeps
    /// its words.
    pub(super) fn hash_of(&self, line: &Line) -> u64 {
        let words = &self.words[line.words.clone()];
        let plain = words.iter().copied().map(plain);
        let Some(at) = self.title_in(words) else { return hash_words(plain) };
        hash_words(plain.clone().take(at).chain([TITLE]).chain(plain.skip(at + self.title.len())))
    }

    /// The first word of those that [`hash_of`](Self::hash_of) combines.
    pub(super) fn beginning_of(&self, line: &Line) -> WordHash {
        let words = &self.words[line.words.clone()];
        if self.title_in(words) == Some(0) { TITLE } else { words.first().copied().map_or(0, plain) }
    }

    /// Where the title stands among the words of a line.
    fn title_in(&self, words: &[WordHash]) -> Option<usize> {
        let first = self.title.first().filter(|_| self.title.len() < words.len())?;
        words.windows(self.title.len()).position(|some| some[0] == *first && some == self.title)
    }

    /// Whether a line has only numbers.
    pub(super) fn is_number(&self, line: &Line) -> bool {
        self.words[line.words.clone()].iter().all(|&word| is_number(word))
    }
}

fn is_number(word: WordHash) -> bool {
    word & 1 == 1
}

/// A word as it counts in a line.
fn plain(word: WordHash) -> WordHash {
    if is_number(word) { NUMBER } else { word }
}

/// The first words of some lines.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Beginnings {
    /// As [`Lines::beginning_of`] gives them.
    words: FxHashSet<WordHash>,
}

impl Beginnings {
    /// Whether a line with this first word, in a post of this title, may be one of them (a superset: no false negatives).
    fn have(&self, first: WordHash, title: &[WordHash]) -> bool {
        self.words.contains(&plain(first)) || (title.first() == Some(&first) && self.words.contains(&TITLE))
    }
}

impl FromIterator<WordHash> for Beginnings {
    fn from_iter<I: IntoIterator<Item = WordHash>>(beginnings: I) -> Self {
        Self { words: beginnings.into_iter().collect() }
    }
}

/// One hash of many.
pub(super) fn hash_words(words: impl IntoIterator<Item = WordHash>) -> u64 {
    words.into_iter().fold(0x24_3f_6a_88_85_a3_08_d3, join)
}

/// A hash of two.
pub(super) fn join(one: u64, other: u64) -> u64 {
    let product = u128::from(one ^ 0x9e37_79b9_7f4a_7c15) * u128::from(other ^ 0xd6e8_feb8_6659_fd93);
    (product as u64) ^ ((product >> 64) as u64).rotate_left(23) ^ other
}

/// The class of a character: [`BREAK`], [`NOTHING`], or the letter that represents it.
const BREAK: u32 = 0;
const NOTHING: u32 = 1;

/// Characters that are looked up at once: up to the general punctuation, where apostrophes and dashes are.
const FEW: usize = 0x2070;
static FOLDED: LazyLock<[u32; FEW]> = LazyLock::new(|| {
    std::array::from_fn(|code| u32::try_from(code).ok().and_then(char::from_u32).map_or(BREAK, fold))
});

/// The letter or digit that represents a character: in lower case, without its accent.
fn fold(character: char) -> u32 {
    if is_combining_mark(character) || is_invisible(character) {
        return NOTHING;
    }
    if !character.is_alphanumeric() {
        return BREAK;
    }
    let mut base = None;
    decompose_canonical(character, |part| {
        base.get_or_insert(part);
    });
    base.unwrap_or(character).to_lowercase().next().map_or(BREAK, u32::from)
}

/// Appends the hashes of the words of `text`, at most `most`; returns whether these are all.
pub(super) fn words_into(text: &str, most: usize, words: &mut Vec<WordHash>) -> bool {
    let folded = &*FOLDED;
    let room = words.len().saturating_add(most);
    let mut at = 0;
    while at < text.len() {
        let mut word = Word::new();
        at = word.read(text, at, folded);
        if word.length > 0 {
            if words.len() == room {
                return false;
            }
            words.push(word.finish());
        }
    }
    true
}

/// An estimate of the number of letters and digits of a text: equal for the same French words, whatever separates
/// them and however their accents are encoded.
pub(super) fn count_letters(text: &str) -> u64 {
    // Two bytes that begin so are a letter, in the scripts of Europe and the Near East, but for accents that
    // combine.
    let of_two_bytes = |byte: u8| matches!(byte, 0xc3..=0xdb) && !matches!(byte, 0xcc | 0xcd);
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || of_two_bytes(byte);
    // Sums of a byte each, of many bytes at once.
    let sum = |bytes: &[u8]| bytes.iter().fold(0_u8, |sum, &byte| sum + u8::from(is_letter(byte)));
    let letters: u64 = text.as_bytes().chunks(u8::MAX.into()).map(|bytes| u64::from(sum(bytes))).sum();
    let signs = ["×", "÷"].map(|sign| memmem::find_iter(text.as_bytes(), sign).count() as u64);
    letters - signs[0] - signs[1]
}

/// Eight bytes from `at` on, the first in the lowest, with zeros for those behind the end.
fn eight_at(bytes: &[u8], at: usize) -> u64 {
    let rest = &bytes[at..];
    rest.first_chunk().copied().map_or_else(
        || rest.iter().rev().fold(0, |eight, &byte| eight << 8 | u64::from(byte)),
        u64::from_le_bytes,
    )
}

/// In every byte of a number.
const fn in_each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The letters and digits of ASCII that eight bytes of text begin with, small, and how many there are.
fn ascii_run(eight: u64) -> (u64, usize) {
    const TOP: u64 = in_each(0x80);
    let small = eight | in_each(0x20);
    // A sum of seven bits sets the top bit of its byte, and none of the next: from `first` on, or past `last`.
    let seven = small & !TOP;
    let from = |first: u8| seven + in_each(0x80 - first);
    let past = |last: u8| seven + in_each(0x7f - last);
    let letters = from(b'a') & !past(b'z');
    // With the bit of small letters set, control characters look like digits: those are asked themselves.
    let digits = from(b'0') & !past(b'9') & (eight << 2);
    let others = !((letters | digits) & !eight) & TOP;
    let run = others.trailing_zeros() as usize / 8;
    let kept = if run == 8 { u64::MAX } else { (1 << (run * 8)) - 1 };
    (small & kept, run)
}

/// A word while it is read. Its letters are hashed eight at a time, those of several bytes one at a time.
struct Word {
    hash: u64,
    /// The letters since the last eight, a byte each, the first in the lowest.
    waiting: u64,
    length: usize,
    /// The bits that any letter has.
    bits: u64,
}

impl Word {
    fn new() -> Self {
        Self { hash: START, waiting: 0, length: 0, bits: 0 }
    }

    /// Adds the letters of `text` from `at` up to the next break; where the text goes on behind it.
    fn read(&mut self, text: &str, mut at: usize, folded: &[u32; FEW]) -> usize {
        let bytes = text.as_bytes();
        while at < bytes.len() {
            let (letters, run) = ascii_run(eight_at(bytes, at));
            self.push_ascii(letters, run);
            at += run;
            if run == 8 {
                continue;
            }
            // What is no letter of ASCII, but ASCII, is a break.
            let Some(character) = text[at..].chars().next() else { break };
            at += character.len_utf8();
            match folded.get(character as usize).copied().unwrap_or_else(|| fold(character)) {
                BREAK => break,
                NOTHING => {}
                letter => self.push(letter),
            }
        }
        at
    }

    /// Adds up to eight letters of ASCII.
    fn push_ascii(&mut self, letters: u64, length: usize) {
        let place = self.length % 8 * 8;
        self.bits |= letters;
        self.waiting |= letters << place;
        self.length += length;
        if place + length * 8 >= 64 {
            self.close_eight();
            // Those that found no place in the eight.
            self.waiting = letters.checked_shr(64 - place as u32).unwrap_or(0);
        }
    }

    fn push(&mut self, letter: u32) {
        // All letters but the digits have this bit or one of those above.
        self.bits |= if letter < 64 { 0 } else { 64 };
        if letter <= 0xff {
            self.waiting |= u64::from(letter) << (self.length % 8 * 8);
        } else {
            self.close_eight();
            self.hash = join(self.hash, u64::from(letter));
        }
        self.length += 1;
        if self.length.is_multiple_of(8) {
            self.close_eight();
        }
    }

    fn close_eight(&mut self) {
        self.hash = join(self.hash, self.waiting);
        self.waiting = 0;
    }

    fn finish(self) -> WordHash {
        let is_number = self.bits & in_each(64) == 0;
        join(self.hash, self.waiting) & !1 | u64::from(is_number)
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert_eq, proptest};

    use super::*;

    fn lines(title: &str, text: &str) -> Lines {
        let mut lines = Lines::default();
        lines.read(&Post::new("x", text).with_title(title));
        lines
    }

    #[test]
    fn case_accents_and_marks_make_no_difference() {
        let one = lines("", "« L’ÉTÉ », dit-il :\n\n* le re\u{301}seau, 12 fois");
        let other = lines("", "l'été dit il\nle **réseau** 12\u{a0}fois");
        assert_eq!(one.words, other.words);
        assert_eq!(one.lines.len(), 2);
        assert_ne!(one.words, lines("", "l'été dit il le réseau 13 fois").words);
    }

    #[test]
    fn eight_bytes_at_once_are_read_as_one_by_one() {
        let one_by_one = |text: &str| {
            let (mut words, mut word) = (Vec::new(), Word::new());
            for letter in text.chars().map(fold).chain([BREAK]) {
                match letter {
                    BREAK => {
                        let read = std::mem::replace(&mut word, Word::new());
                        words.extend((read.length > 0).then(|| read.finish()));
                    }
                    NOTHING => {}
                    letter => word.push(letter),
                }
            }
            words
        };
        let few: Vec<char> = "\0\n\u{11} '-09:@AZ[`az{\u{7f}é\u{301}\u{ad}œЖ€😀".chars().collect();
        proptest!(|(picks in proptest::collection::vec(0..few.len() * 2, 0..60))| {
            // Half of them letters, for words of several eights.
            let text: String = picks.iter().map(|&at| few.get(at).copied().unwrap_or('e')).collect();
            let mut words = Vec::new();
            words_into(&text, usize::MAX, &mut words);
            prop_assert_eq!(words, one_by_one(&text), "{:?}", text);
        });
    }

    #[test]
    fn letters_of_two_bytes_do_not_run_into_each_other() {
        let words = |text: &str| lines("", text).words;
        assert_ne!(words("\u{4e00}\u{4e01}"), words("\u{4f00}\u{4e00}"));
        assert_ne!(words("abcdefg\u{4e00}"), words("abcdefg\u{4f00}"), "the eighth letter");
    }

    #[test]
    fn numbers_and_the_title_are_like_any_other_in_a_line() {
        let hash = |title: &str, text: &str| {
            let lines = lines(title, text);
            lines.hash_of(&lines.lines[0])
        };
        assert_eq!(hash("Un", "12 commentaires"), hash("Deux", "7 commentaires"));
        assert_eq!(
            hash("Le vélo", "L’article Le vélo est paru"),
            hash("Un pain", "L’article Un pain est paru")
        );
        assert_ne!(hash("Le vélo", "Le vélo"), hash("Un pain", "Un pain"));
    }
}
