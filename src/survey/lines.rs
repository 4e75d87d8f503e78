//! One post as the survey sees it: its words as hashes, and its lines as ranges of them.
//!
//! Letter case, accents, punctuation and markup make no difference between words, so that one post
//! from two exports gives equal words.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::Post;

/// A word by its hash. The lowest bit says whether it is a number.
pub(super) type WordHash = u64;

/// Stands for every number in a line: "12 commentaires" is "7 commentaires".
const NUMBER: WordHash = 0x51_7c_c1_b7_27_22_0a_95;
/// Stands for the post's title in a line: "L’article … est apparu en premier sur …".
const TITLE: WordHash = 0x9e_37_79_b9_7f_4a_7c_14;

/// What the hash of a word begins with.
const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The words of a post and its lines.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) title: Vec<WordHash>,
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

impl Lines {
    /// Reads a post; what was read before is forgotten.
    pub(super) fn read(&mut self, post: &Post) {
        self.read_up_to(usize::MAX, post);
    }

    /// The same, but at most so many words of a line.
    pub(super) fn read_up_to(&mut self, most: usize, post: &Post) {
        self.title.clear();
        self.words.clear();
        self.lines.clear();
        words_into(&post.title, usize::MAX, &mut self.title);
        let mut start = 0;
        while start < post.text.len() {
            let end = memchr::memchr(b'\n', &post.text.as_bytes()[start..])
                .map_or(post.text.len(), |at| start + at);
            let first = self.words.len();
            let is_whole = words_into(&post.text[start..end], most, &mut self.words);
            if self.words.len() > first {
                self.lines.push(Line { bytes: start..end, words: first..self.words.len(), is_whole });
            }
            start = end + 1;
        }
    }

    /// The hash of a line in which every number is like any other, and the title like any other title.
    /// A line that is the title itself keeps its words.
    pub(super) fn hash_of(&self, line: &Line) -> u64 {
        let words = &self.words[line.words.clone()];
        let title = match self.title.first() {
            Some(first) if self.title.len() < words.len() => {
                words.windows(self.title.len()).position(|some| some[0] == *first && some == self.title)
            }
            _ => None,
        };
        let plain = |word: &WordHash| if word & 1 == 1 { NUMBER } else { *word };
        let Some(at) = title else { return hash_words(words.iter().map(plain)) };
        let (before, after) = (&words[..at], &words[at + self.title.len()..]);
        hash_words(before.iter().map(plain).chain([TITLE]).chain(after.iter().map(plain)))
    }

    /// Whether a line says nothing but numbers.
    pub(super) fn is_number(&self, line: &Line) -> bool {
        self.words[line.words.clone()].iter().all(|word| word & 1 == 1)
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

/// What a character is to a word: [`BREAK`], [`NOTHING`], or the letter that stands for it.
const BREAK: u32 = 0;
const NOTHING: u32 = 1;

/// Characters that are looked up at once: up to the general punctuation, where apostrophes and dashes are.
const FEW: usize = 0x2070;
static FOLDED: LazyLock<[u32; FEW]> = LazyLock::new(|| {
    std::array::from_fn(|code| u32::try_from(code).ok().and_then(char::from_u32).map_or(BREAK, fold))
});

/// The letter or digit that stands for a character, small and without its accent.
fn fold(character: char) -> u32 {
    if is_combining_mark(character)
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
    {
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

/// Appends the hash of every word of `text`, or of the first so many; whether these are all.
fn words_into(text: &str, most: usize, words: &mut Vec<WordHash>) -> bool {
    let bytes = text.as_bytes();
    let room = words.len().saturating_add(most);
    let mut at = 0;
    while at < bytes.len() {
        let mut word = Word::new();
        while let Some(eight) = bytes[at..].first_chunk().copied().map(u64::from_le_bytes) {
            let (letters, run) = ascii_run(eight);
            at += run;
            word.push_ascii(letters, run);
            if run < 8 {
                break;
            }
        }
        at = word.push_rest(text, at);
        if word.length > 0 {
            if words.len() == room {
                return false;
            }
            words.push(word.finish());
        }
    }
    true
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

/// A word that is being read. Its letters are hashed eight at a time; those of more than a byte alone.
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

    /// Adds up to eight letters of ASCII to a word of whole eights.
    fn push_ascii(&mut self, letters: u64, length: usize) {
        self.bits |= letters;
        self.waiting = letters;
        self.length += length;
        if length == 8 {
            self.close_eight();
        }
    }

    /// Adds the letters of `text` from `at` up to the next break, character by character; where the text
    /// goes on behind it.
    fn push_rest(&mut self, text: &str, mut at: usize) -> usize {
        let (folded, bytes) = (&*FOLDED, text.as_bytes());
        while let Some(&byte) = bytes.get(at) {
            let letter = if byte < 0x80 {
                at += 1;
                folded[usize::from(byte)]
            } else {
                let Some(character) = text[at..].chars().next() else { break };
                at += character.len_utf8();
                folded.get(character as usize).copied().unwrap_or_else(|| fold(character))
            };
            match letter {
                BREAK => break,
                NOTHING => {}
                letter => self.push(letter),
            }
        }
        at
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
            let (mut words, mut at) = (Vec::new(), 0);
            while at < text.len() {
                let mut word = Word::new();
                at = word.push_rest(text, at);
                words.extend((word.length > 0).then(|| word.finish()));
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
