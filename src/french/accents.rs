//! Words written without their accents: which words of a table a spelling may stand for.
//!
//! Capitals lose their accents in print ("Ecole", "ETE"), and whole texts lose them on old systems. The walk
//! over the automaton follows the letters as written and, beside them, the accented letters of French.

use fst::raw::{Fst, Node, Output};

/// At most this many spellings with other accents are taken for one word.
const MOST_VARIANTS: usize = 4;

/// Which letters of a word are capitals and may therefore lack their accents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capitals {
    /// No capital at the beginning.
    None,
    /// The first letter alone.
    First,
    /// Every letter, of two or more.
    All,
}

impl Capitals {
    /// The capitals of the word `written`.
    pub(super) fn of(written: &str) -> Self {
        let mut letters = written.chars().filter(|c| c.is_alphabetic());
        match letters.next() {
            Some(first) if first.is_uppercase() => match letters.next() {
                Some(second) if second.is_uppercase() && !letters.any(char::is_lowercase) => Self::All,
                _ => Self::First,
            },
            _ => Self::None,
        }
    }
}

/// The words of `fst`, with their values, that are `key` once the accents of the letters that match its first
/// `letters` bytes are removed: at most [`MOST_VARIANTS`], `key` itself first.
///
/// Recursion is as deep as the key is long; the caller bounds its length.
pub(super) fn spellings(fst: &Fst<&[u8]>, key: &str, letters: usize) -> Vec<(Box<str>, u64)> {
    let mut search = Search { fst, key: key.as_bytes(), letters, spelling: Vec::new(), found: Vec::new() };
    search.walk(fst.root(), Output::zero());
    search.found.sort_by_key(|(spelling, _)| **spelling != *key);
    search.found
}

/// A walk through the automaton in progress.
struct Search<'s, 'a> {
    fst: &'s Fst<&'a [u8]>,
    /// The rest of the key.
    key: &'s [u8],
    /// How many bytes of the rest may lack an accent.
    letters: usize,
    /// The bytes walked so far.
    spelling: Vec<u8>,
    found: Vec<(Box<str>, u64)>,
}

/// The first byte of every accented letter of French except œ.
const ACCENTED: u8 = 0xC3;

impl<'s> Search<'s, '_> {
    /// Walks on from `node`, which the bytes of `spelling` lead to.
    fn walk(&mut self, node: Node<'_>, sum: Output) {
        let Some((&expected, rest)) = self.key.split_first() else {
            if node.is_final()
                && self.found.len() < MOST_VARIANTS
                && let Ok(spelling) = str::from_utf8(&self.spelling)
            {
                self.found.push((spelling.into(), sum.cat(node.final_output()).value()));
            }
            return;
        };
        let (key, letters) = (self.key, self.letters);
        (self.key, self.letters) = (rest, letters.saturating_sub(1));
        if let Some((next, sum)) = self.step(&node, sum, expected) {
            self.walk(next, sum);
            self.spelling.pop();
        }
        let variants = accents(expected);
        if letters > 0
            && !variants.is_empty()
            && let Some((accent, sum)) = self.step(&node, sum, ACCENTED)
        {
            for &byte in variants {
                if let Some((next, sum)) = self.step(&accent, sum, byte) {
                    self.walk(next, sum);
                    self.spelling.pop();
                }
            }
            self.spelling.pop();
        }
        (self.key, self.letters) = (key, letters);
    }

    fn step(&mut self, node: &Node<'_>, sum: Output, byte: u8) -> Option<(Node<'s>, Output)> {
        let transition = node.transition(node.find_input(byte)?);
        self.spelling.push(byte);
        Some((self.fst.node(transition.addr), sum.cat(transition.out)))
    }
}

/// The second bytes, in UTF-8, of the accented letters whose base letter is `plain`.
fn accents(plain: u8) -> &'static [u8] {
    match plain {
        b'a' => &[0xA0, 0xA1, 0xA2, 0xA4],
        b'c' => &[0xA7],
        b'e' => &[0xA8, 0xA9, 0xAA, 0xAB],
        b'i' => &[0xAE, 0xAF],
        b'n' => &[0xB1],
        b'o' => &[0xB4, 0xB6],
        b'u' => &[0xB9, 0xBB, 0xBC],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_may_be_missing_on_the_first_letters_only() {
        let words = fst::Map::from_iter([("ete", 1), ("été", 2), ("étés", 3)]).expect("sorted words");
        let bytes = words.as_fst().as_bytes();
        let fst = Fst::new(bytes).expect("its own bytes");
        let found = |key: &str, letters: usize| -> Vec<(String, u64)> {
            spellings(&fst, key, letters).into_iter().map(|(word, value)| (word.into(), value)).collect()
        };
        assert_eq!(found("ete", 0), [("ete".to_owned(), 1)]);
        assert_eq!(found("ete", usize::MAX), [("ete".to_owned(), 1), ("été".to_owned(), 2)]);
        assert_eq!(found("eté", 1), [("été".to_owned(), 2)]);
        assert_eq!(found("etes", 1), []);
    }

    #[test]
    fn capitals_are_told_from_letters_alone() {
        use Capitals::{All, First, None};

        let of = ["école", "École", "ÉCOLE", "É", "2e", "d'Été"].map(Capitals::of);
        assert_eq!(of, [None, First, All, First, None, None]);
    }
}
