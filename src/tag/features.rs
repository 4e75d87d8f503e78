//! The features of the tagger: those of a form by itself and those of its context in a sentence, each a
//! 32-bit number that selects a row of weights.
//!
//! The trainer and the tagger share this file, so that both compute the same features. Those of a form by
//! itself are computed once per distinct form (and their weights summed once); only those that combine
//! several words are computed per token.

#![allow(clippy::inline_always, reason = "compiled once per instruction set")]

use std::borrow::Cow;

use super::lemma::inside_hashtag;
use super::upos::Upos;
use crate::french::{Categories, Category, Lexicon, Trace};
use crate::text::{fnv1a, is_apostrophe, is_invisible};

/// How many tokens on either side of a token contribute features of their form alone.
pub const REACH: usize = 2;
/// The number of offsets from a token: -2..=2.
pub const OFFSETS: usize = 2 * REACH + 1;

/// The hashed facts about a form that features of the context combine with others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The word, with its accents restored and every digit as 0.
    pub word: u32,
    /// The set of its lexical categories.
    pub class: u32,
    /// The set of its readings, including gender, number and person.
    pub rich: u32,
    /// Its last three characters.
    pub suffix: u32,
    /// Its pattern of capitals, digits and marks.
    pub shape: u32,
    /// What it says about its sentence: see [`sentence_kind`].
    pub letters: u8,
}

/// An English function word that is not a French word.
const ENGLISH: u8 = 16;
/// A French function word.
const FRENCH: u8 = 32;
/// The words of [`ENGLISH`].
const ENGLISH_WORDS: [&str; 33] = [
    "about", "and", "be", "been", "but", "by", "for", "from", "has", "have", "his", "how", "in", "is", "it",
    "its", "my", "not", "of", "that", "the", "they", "this", "to", "was", "we", "what", "which", "will",
    "with", "would", "you", "your",
];
/// The categories of [`FRENCH`].
const GRAMMAR: Categories = Categories::of(&[
    Category::Determiner,
    Category::Possessive,
    Category::Negation,
    Category::SubjectPronoun,
    Category::ObjectPronoun,
    Category::RelativePronoun,
    Category::Preposition,
    Category::Coordination,
    Category::Subordination,
]);

/// A form with a lower-case letter.
const LOWER: u8 = 1;
/// A form with a capital.
const UPPER: u8 = 2;
/// A mark that ends sentences.
const STOP: u8 = 4;
/// A question mark.
const QUESTION: u8 = 8;

impl Profile {
    /// Stands before the first and after the last token of a sentence.
    pub const EDGE: Self = Self {
        word: 0x9E37_79B9,
        class: 0x85EB_CA6B,
        rich: 0xC2B2_AE35,
        suffix: 0x27D4_EB2F,
        shape: 0x1656_67B1,
        letters: 0,
    };
}

/// All features of one form.
#[derive(Clone, Debug, Default)]
pub struct FormFeatures {
    /// For the features that combine words.
    pub profile: Profile,
    /// How the lexicon found it.
    pub(super) trace: Trace,
    /// The rows of the form by itself, at offset -2, -1, 0, 1 and 2.
    pub rows: [Vec<u32>; OFFSETS],
}

const K: u64 = 0x9E37_79B9_7F4A_7C15;

/// Combines two hashes with the number of a template.
#[inline(always)]
fn join(template: u64, a: u32, b: u32) -> u32 {
    let x = (u64::from(a) | u64::from(b) << 32) ^ template.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (x.wrapping_mul(K) >> 32) as u32
}

/// Hashes a string (FNV-1a, then one round of mixing).
fn hash_str(text: &str) -> u32 {
    let h = fnv1a([text.as_bytes()]);
    ((h ^ h >> 29).wrapping_mul(K) >> 32) as u32
}

impl FormFeatures {
    /// The features of the form `written`, whose comparison form is `folded`.
    pub fn new(lexicon: &Lexicon<'_>, written: &str, folded: &str) -> Self {
        let (written, folded) = inside_hashtag(written, folded);
        let written: &str = &plain(written);
        let entry = lexicon.lookup(written, folded);
        let mut class = 0u32;
        let mut rich = 0u32;
        let mut analyses: Vec<[u8; 8]> = Vec::new();
        for reading in lexicon.readings(&entry) {
            class |= reading.analysis.categories.0;
            let bytes = reading.analysis.to_bytes();
            if !analyses.contains(&bytes) {
                analyses.push(bytes);
                rich = rich.wrapping_add(join(
                    1,
                    reading.analysis.categories.0,
                    u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]),
                ));
            }
        }
        let spelling = entry.only_spelling().filter(|_| !folded.starts_with('-')).unwrap_or(folded);
        let word: String = spelling.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let shape = shape(written);
        let profile = Profile {
            word: hash_str(&word),
            class: join(2, class, 0),
            rich: join(3, rich, class),
            suffix: join(4, hash_str(ending(&word, 3)), 0),
            shape: hash_str(&shape),
            letters: letters(written) | language(folded, class),
        };
        let mut features = Self { profile, trace: entry.trace(folded), rows: Default::default() };
        features.own(&word, written, class);
        for at in [0, 1, 3, 4] {
            features.beside(at, &word, class);
        }
        features
    }

    /// The rows of the token itself.
    fn own(&mut self, word: &str, written: &str, class: u32) {
        let p = self.profile;
        let rows = &mut self.rows[REACH];
        rows.extend([
            join(10, 0, 0),
            join(11, p.word, 0),
            join(12, hash_str(written), 0),
            join(13, p.shape, 0),
            join(14, p.class, 0),
            join(15, p.rich, 0),
            join(16, p.class, p.suffix),
            join(17, p.class, p.shape),
            join(18, p.suffix, p.shape),
            join(19, word.chars().count().min(8) as u32, u32::from(class == 0)),
        ]);
        for length in 1..=6 {
            let suffix = ending(word, length);
            if suffix.len() < word.len() {
                rows.push(join(20 + length as u64, hash_str(suffix), u32::from(class == 0)));
            }
        }
        for length in 1..=4 {
            let prefix = beginning(word, length);
            if prefix.len() < word.len() {
                rows.push(join(30 + length as u64, hash_str(prefix), u32::from(class == 0)));
            }
        }
        if let Some((first, last)) = word.rsplit_once('-').filter(|(first, _)| !first.is_empty()) {
            rows.push(join(40, hash_str(last), 0));
            rows.push(join(41, hash_str(first), 0));
        }
        for bit in 0..=Category::Other as u32 {
            if class & (1 << bit) != 0 {
                rows.push(join(42, bit, 0));
            }
        }
    }

    /// The rows of a neighbour at offset `at - REACH`.
    fn beside(&mut self, at: usize, word: &str, class: u32) {
        let p = self.profile;
        let template = 100 + 20 * at as u64;
        let rows = &mut self.rows[at];
        rows.extend([
            join(template, p.word, 0),
            join(template + 1, p.class, 0),
            join(template + 2, p.rich, 0),
        ]);
        if at.abs_diff(REACH) == 1 {
            rows.extend([
                join(template + 3, p.suffix, 0),
                join(template + 4, hash_str(ending(word, 2)), 0),
                join(template + 5, p.shape, 0),
            ]);
            for bit in 0..=Category::Other as u32 {
                if class & (1 << bit) != 0 {
                    rows.push(join(template + 6, bit, 0));
                }
            }
        }
    }

    /// The features of the edge of a sentence.
    pub fn edge() -> Self {
        let mut features = Self { profile: Profile::EDGE, ..Self::default() };
        for at in [0, 1, 3, 4] {
            features.beside(at, "", 0);
        }
        features
    }
}

/// `written` without invisible characters, every apostrophe as `'`.
fn plain(written: &str) -> Cow<'_, str> {
    if written.is_ascii() || !written.contains(|c| is_invisible(c) || is_apostrophe(c)) {
        return Cow::Borrowed(written);
    }
    let kept = written.chars().filter(|&c| !is_invisible(c));
    Cow::Owned(kept.map(|c| if is_apostrophe(c) { '\'' } else { c }).collect())
}

/// The last `length` characters.
fn ending(word: &str, length: usize) -> &str {
    word.char_indices().rev().nth(length - 1).map_or(word, |(at, _)| &word[at..])
}

/// The first `length` characters.
fn beginning(word: &str, length: usize) -> &str {
    word.char_indices().nth(length).map_or(word, |(at, _)| &word[..at])
}

/// The shape of a word: one character per run of characters of the same class, for at most eight runs. A run
/// of two or more capitals differs from a single one.
fn shape(written: &str) -> String {
    let mut shape = String::new();
    let mut last = ' ';
    let mut runs = 0;
    for c in written.chars() {
        let class = match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ if c.is_numeric() => '0',
            _ if c.is_ascii() => c,
            _ => '*',
        };
        if class != last {
            runs += 1;
            if runs > 8 {
                break;
            }
            shape.push(class);
        } else if class == 'X' && !shape.ends_with('+') {
            shape.push('+');
        }
        last = class;
    }
    shape
}

/// The [`Profile::letters`] of a form.
fn letters(written: &str) -> u8 {
    let mut letters = 0;
    for c in written.chars() {
        letters |= match c {
            '?' => STOP | QUESTION,
            '.' | '!' | '…' => STOP,
            _ if c.is_lowercase() => LOWER,
            _ if c.is_uppercase() => UPPER,
            _ => 0,
        };
    }
    if letters & (LOWER | UPPER) == 0 { letters } else { letters & (LOWER | UPPER) }
}

/// The flag of the language whose function word this is, if any.
fn language(folded: &str, class: u32) -> u8 {
    if ENGLISH_WORDS.contains(&folded) {
        ENGLISH
    } else if Categories(class).meets(GRAMMAR) {
        FRENCH
    } else {
        0
    }
}

/// The kind of sentence that these forms make, one bit each: a question, without a final mark, in capitals,
/// in English.
pub fn sentence_kind<'a>(profiles: impl Iterator<Item = &'a Profile>) -> u8 {
    let mut all = 0;
    let mut last = 0;
    let (mut english, mut french) = (0, 0);
    for profile in profiles {
        last = profile.letters;
        all |= last;
        english += u32::from(last & ENGLISH != 0);
        french += u32::from(last & FRENCH != 0);
    }
    u8::from(last & QUESTION != 0)
        | u8::from(last & STOP == 0) << 1
        | u8::from(all & (LOWER | UPPER) == UPPER) << 2
        | u8::from(english > french) << 3
}

/// How each tag changes [`History::clause`]: (bits kept, bits set).
const CLAUSE: [(u8, u8); 17] = {
    let mut table = [(7, 0); 17];
    table[Upos::Verb as usize] = (7, 1);
    table[Upos::Aux as usize] = (7, 2);
    table[Upos::Sconj as usize] = (0, 0);
    table[Upos::Punct as usize] = (4, 0);
    table[Upos::Cconj as usize] = (4, 0);
    table[Upos::Noun as usize] = (7, 4);
    table[Upos::Propn as usize] = (7, 4);
    table
};

/// What the tags so far say about a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct History {
    /// The last three tags, the nearest first.
    pub tags: [u8; 3],
    /// Bit 0: the clause has a verb; bit 1: it has an auxiliary; bit 2: a noun or pronoun came first.
    pub clause: u8,
}

impl History {
    /// Before the first tag.
    pub const START: Self = Self { tags: [NO_TAG; 3], clause: 0 };

    /// Adds the next tag.
    #[inline]
    pub fn push(&mut self, tag: u8) {
        self.tags = [tag, self.tags[0], self.tags[1]];
        let (kept, set) = CLAUSE[usize::from(tag)];
        self.clause = self.clause & kept | set;
    }
}

/// The context of a token, for the features that combine words.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Profiles at offsets -2..=2.
    pub window: [&'a Profile; OFFSETS],
    /// The tags before it.
    pub history: History,
    /// Whether the token is the first word of its sentence.
    pub first: bool,
    /// The kind of its sentence: see [`sentence_kind`].
    pub sentence: u8,
}

/// Stands for the tag before the first token.
const NO_TAG: u8 = 16;

/// The number of rows of [`Context::rows`].
#[cfg(feature = "internals")]
pub const CONTEXT_ROWS: usize = NEAR_ROWS + FAR_ROWS;
/// The number of near rows, which combine tags and classes: few values, so that their weights stay in the
/// cache.
pub(super) const NEAR_ROWS: usize = NEAR.len();
/// The number of far rows, which contain a word itself.
pub(super) const FAR_ROWS: usize = FAR.len();

/// The template of the first row.
#[cfg(feature = "internals")]
const FIRST: u64 = 200;
/// The templates of [`Context::near_rows`].
const NEAR: [u64; 17] = [200, 201, 202, 204, 205, 206, 208, 212, 213, 214, 215, 216, 217, 218, 226, 228, 229];
/// The templates of [`Context::far_rows`].
const FAR: [u64; 15] = [203, 207, 209, 210, 211, 219, 220, 221, 222, 223, 224, 225, 227, 230, 231];

impl Context<'_> {
    /// The rows of the features that combine words, in the order of their templates.
    #[cfg(feature = "internals")]
    pub fn rows(&self) -> [u32; CONTEXT_ROWS] {
        let mut rows = [0; CONTEXT_ROWS];
        let (near, far) = (self.near_rows(), self.far_rows());
        for (template, row) in NEAR.into_iter().zip(near).chain(FAR.into_iter().zip(far)) {
            rows[(template - FIRST) as usize] = row;
        }
        rows
    }

    /// The hashes of each of the last three tags and of the last two together; and the place of the token.
    #[inline(always)]
    fn surroundings(&self) -> ([u32; 4], u32) {
        let [t1, t2, t3] = self.history.tags.map(|tag| (u32::from(tag) + 1).wrapping_mul(0x9E37_79B1));
        let place =
            u32::from(self.first) | u32::from(self.sentence) << 1 | u32::from(self.history.clause) << 8;
        ([t1, t2, t3, join(1, t1, t2)], place)
    }

    /// The rows that combine tags, classes and shapes.
    #[inline(always)]
    pub fn near_rows(&self) -> [u32; NEAR_ROWS] {
        let [w2, w1, w0, n1, n2] = self.window;
        let ([t1, _, t3, t12], place) = self.surroundings();
        let c01 = join(2, w0.class, n1.class);
        let c10 = join(3, w1.class, w0.class);
        [
            join(200, t1, 0),
            join(201, t12, 0),
            join(202, t12, t3),
            join(204, t1, w0.rich),
            join(205, t12, w0.class),
            join(206, t1, n1.class),
            join(208, t1, c01),
            join(212, w1.rich, w0.rich),
            join(213, w0.rich, n1.rich),
            join(214, c10, n1.class),
            join(215, w1.class, n1.class),
            join(216, n1.class, n2.class),
            join(217, c01, n2.class),
            join(218, t1, w0.suffix),
            join(226, w0.shape, place),
            join(228, w0.class, place),
            join(229, w2.class, c10),
        ]
    }

    /// The rows that contain a word itself.
    #[inline(always)]
    pub fn far_rows(&self) -> [u32; FAR_ROWS] {
        let [w2, w1, w0, n1, n2] = self.window;
        let ([t1, t2, _, t12], place) = self.surroundings();
        [
            join(203, t1, w0.word),
            join(207, t1, n1.word),
            join(209, t2, w0.word),
            join(210, w1.word, w0.word),
            join(211, w0.word, n1.word),
            join(219, t1, w1.word),
            join(220, w1.word, w0.class),
            join(221, w0.class, n1.word),
            join(222, w1.word, n1.word),
            join(223, w2.word, w1.word),
            join(224, n1.word, n2.word),
            join(225, join(4, t1, w1.word), w0.class),
            join(227, w0.word, n1.class),
            join(230, w0.word, place),
            join(231, t12, w0.word),
        ]
    }
}
