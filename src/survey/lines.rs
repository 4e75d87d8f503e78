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
}

impl Lines {
    /// Reads a post; what was read before is forgotten.
    pub(super) fn read(&mut self, post: &Post) {
        self.title.clear();
        self.words.clear();
        self.lines.clear();
        words_into(&post.title, &mut self.title);
        let mut start = 0;
        while start < post.text.len() {
            let end = memchr::memchr(b'\n', &post.text.as_bytes()[start..])
                .map_or(post.text.len(), |at| start + at);
            let first = self.words.len();
            words_into(&post.text[start..end], &mut self.words);
            if self.words.len() > first {
                self.lines.push(Line { bytes: start..end, words: first..self.words.len() });
            }
            start = end + 1;
        }
    }

    /// The hash of a line in which every number is like any other, and the title like any other title.
    /// A line that is the title itself keeps its words.
    pub(super) fn hash_of(&self, line: &Line) -> u64 {
        let words = &self.words[line.words.clone()];
        let title = match self.title.len() {
            0 => None,
            length if length < words.len() => words.windows(length).position(|some| some == self.title),
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

/// Appends the hash of every word of `text`.
fn words_into(text: &str, words: &mut Vec<WordHash>) {
    let folded = &*FOLDED;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let mut hash = START;
        // The bits that any letter has.
        let mut bits = 0;
        while let Some(&byte) = bytes.get(at) {
            let letter = if byte < 0x80 {
                at += 1;
                folded[usize::from(byte)]
            } else {
                let Some(character) = text[at..].chars().next() else { break };
                at += character.len_utf8();
                folded.get(character as usize).copied().unwrap_or_else(|| fold(character))
            };
            if letter <= NOTHING {
                if letter == BREAK {
                    break;
                }
                continue;
            }
            bits |= letter;
            hash = (hash ^ u64::from(letter)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        if hash != START {
            // Digits stand below 64, and all letters from there on.
            words.push(finish(hash, bits < 64));
        }
    }
}

fn finish(hash: u64, is_number: bool) -> WordHash {
    join(hash, 0x1319_8a2e_0370_7344) & !1 | u64::from(is_number)
}

#[cfg(test)]
mod tests {
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
