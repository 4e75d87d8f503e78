//! Patterns of parts of speech: `NOUN ADJ*`, read into an automaton of at most 64 positions.
//!
//! This is the construction of Glushkov (1961): a state is a set of positions, one bit each, so that a match
//! takes one step a word whatever the pattern.

use std::fmt;
use std::str::FromStr;

use crate::tag::Upos;

/// A pattern of parts of speech that the words of a keyphrase have to follow.
///
/// Names are those of Universal Dependencies (`NOUN`, `PROPN`, `ADJ`, `ADP`, `DET`, `VERB` and so on), a
/// `.` is any of them; spaces separate names. After a name or a group `*` means any number of
/// times, `+` once or more, `?` once or not at all; `|` stands between alternatives, `( )` around a
/// group. A pattern holds for all the words of a phrase, and never for punctuation.
///
/// ```
/// use glane::keyphrase::Pattern;
///
/// let pattern: Pattern = "NOUN ADJ* (ADP DET? NOUN)?".parse()?;
/// assert_eq!(pattern.to_string(), "NOUN ADJ* (ADP DET? NOUN)?");
/// let error = "NOUN ADJX".parse::<Pattern>().expect_err("no such part of speech");
/// assert_eq!(error.position, 6);
/// # Ok::<(), glane::keyphrase::PatternError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    source: String,
    /// The parts of speech that each position accepts, a bit each.
    accepts: Vec<u32>,
    /// The positions that may follow each.
    follow: Vec<u64>,
    first: u64,
    last: u64,
}

/// An error in a pattern, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}, at character {position} of the pattern {pattern:?}")]
#[non_exhaustive]
pub struct PatternError {
    /// The character, counted from 1; one more than there are, when something is missing at the end.
    pub position: usize,
    /// What is wrong, and what to write.
    pub reason: String,
    /// The pattern.
    pub pattern: String,
}

/// The limit on the names in a pattern.
const MOST: usize = 64;

impl Pattern {
    /// The lengths, in words, of the phrases that begin the sequence and follow the pattern.
    pub(super) fn lengths<'a>(
        &'a self,
        tags: impl Iterator<Item = Upos> + 'a,
    ) -> impl Iterator<Item = usize> + 'a {
        let mut open = self.first;
        tags.enumerate()
            .map_while(move |(index, upos)| {
                if open == 0 || upos == Upos::Punct {
                    return None;
                }
                let bit = 1u32 << upos as u8;
                let (mut reached, mut next) = (0u64, 0u64);
                for position in bits(open).filter(|&position| self.accepts[position] & bit != 0) {
                    reached |= 1 << position;
                    next |= self.follow[position];
                }
                open = next;
                Some((index + 1, reached & self.last != 0))
            })
            .filter_map(|(length, ends)| ends.then_some(length))
    }
}

fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let position = set.trailing_zeros() as usize;
        set &= set.wrapping_sub(1);
        (position < 64).then_some(position)
    })
}

impl fmt::Display for Pattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.source)
    }
}

impl FromStr for Pattern {
    type Err = PatternError;

    /// # Errors
    ///
    /// [`PatternError`] with the place of the error.
    fn from_str(source: &str) -> Result<Self, PatternError> {
        let mut parser = Parser {
            characters: source.chars().collect(),
            at: 0,
            depth: 0,
            pattern: Self {
                source: source.to_owned(),
                accepts: Vec::new(),
                follow: Vec::new(),
                first: 0,
                last: 0,
            },
        };
        let whole = parser.alternatives()?;
        if parser.peek().is_some() {
            return Err(parser.error("there is no ( for this )"));
        }
        Ok(Self { first: whole.first, last: whole.last, ..parser.pattern })
    }
}

/// A part of a pattern: whether it can be nothing, and the positions at which it begins and ends.
#[derive(Clone, Copy)]
struct Part {
    nothing: bool,
    first: u64,
    last: u64,
}

struct Parser {
    characters: Vec<char>,
    at: usize,
    depth: usize,
    pattern: Pattern,
}

impl Parser {
    fn error(&self, reason: impl Into<String>) -> PatternError {
        PatternError { position: self.at + 1, reason: reason.into(), pattern: self.pattern.source.clone() }
    }

    /// The next character that is not a space.
    fn peek(&mut self) -> Option<char> {
        while self.characters.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.characters.get(self.at).copied()
    }

    fn alternatives(&mut self) -> Result<Part, PatternError> {
        let mut whole = self.sequence()?;
        while self.peek() == Some('|') {
            self.at += 1;
            let other = self.sequence()?;
            whole = Part {
                nothing: whole.nothing || other.nothing,
                first: whole.first | other.first,
                last: whole.last | other.last,
            };
        }
        Ok(whole)
    }

    fn sequence(&mut self) -> Result<Part, PatternError> {
        let mut whole = self.repeated()?;
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let next = self.repeated()?;
            self.link(whole.last, next.first);
            whole = Part {
                nothing: whole.nothing && next.nothing,
                first: whole.first | if whole.nothing { next.first } else { 0 },
                last: next.last | if next.nothing { whole.last } else { 0 },
            };
        }
        Ok(whole)
    }

    fn repeated(&mut self) -> Result<Part, PatternError> {
        let mut part = self.atom()?;
        while let Some(sign @ ('*' | '+' | '?')) = self.peek() {
            self.at += 1;
            part.nothing |= sign != '+';
            if sign != '?' {
                self.link(part.last, part.first);
            }
        }
        Ok(part)
    }

    fn atom(&mut self) -> Result<Part, PatternError> {
        match self.peek() {
            Some('(') => {
                self.depth += 1;
                if self.depth > MOST {
                    return Err(self.error("groups are nested too deep"));
                }
                self.at += 1;
                let part = self.alternatives()?;
                if self.peek() != Some(')') {
                    return Err(self.error("a ) is missing"));
                }
                self.at += 1;
                self.depth -= 1;
                Ok(part)
            }
            Some('.') => {
                self.at += 1;
                self.position(u32::MAX)
            }
            Some(letter) if letter.is_alphabetic() => self.name(),
            Some('*' | '+' | '?') => {
                Err(self.error("there is nothing to repeat: write a part of speech before"))
            }
            Some(')') if self.depth == 0 => Err(self.error("there is no ( for this )")),
            Some('|' | ')') | None => Err(self.error("a part of speech is missing, as in NOUN ADJ*")),
            Some(other) => Err(self.error(format!("{other:?} is no part of a pattern"))),
        }
    }

    fn name(&mut self) -> Result<Part, PatternError> {
        let end = (self.at..self.characters.len())
            .find(|&at| !self.characters[at].is_alphanumeric())
            .unwrap_or(self.characters.len());
        let name: String = self.characters[self.at..end].iter().collect();
        let upos = name.to_uppercase().parse::<Upos>().ok().filter(|upos| *upos != Upos::Punct);
        let Some(upos) = upos else {
            let known = Upos::ALL.map(Upos::as_str);
            let known: Vec<&str> =
                known.into_iter().filter(|name| !matches!(*name, "PUNCT" | "PART")).collect();
            let known = known.join(", ");
            return Err(self.error(format!("{name:?} is no part of speech that can be asked for ({known})")));
        };
        let part = self.position(1 << upos as u8)?;
        self.at = end;
        Ok(part)
    }

    fn position(&mut self, accepts: u32) -> Result<Part, PatternError> {
        let number = self.pattern.accepts.len();
        if number == MOST {
            return Err(self.error(format!("a pattern has room for {MOST} names")));
        }
        self.pattern.accepts.push(accepts);
        self.pattern.follow.push(0);
        Ok(Part { nothing: false, first: 1 << number, last: 1 << number })
    }

    fn link(&mut self, from: u64, to: u64) {
        for position in bits(from) {
            self.pattern.follow[position] |= to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Upos::{Adj, Adp, Det, Noun, Punct, Verb};

    fn lengths(pattern: &str, tags: &[Upos]) -> Vec<usize> {
        let pattern: Pattern = pattern.parse().expect("a pattern");
        pattern.lengths(tags.iter().copied()).collect()
    }

    #[test]
    fn a_pattern_holds_for_every_prefix_that_follows_it() {
        assert_eq!(lengths("NOUN ADJ*", &[Noun, Adj, Adj, Verb]), [1, 2, 3]);
        assert_eq!(lengths("noun ADJ+", &[Noun, Adj, Adj, Noun]), [2, 3]);
        assert_eq!(lengths("NOUN (ADP DET? NOUN)+", &[Noun, Adp, Det, Noun, Adp, Noun]), [4, 6]);
        assert_eq!(lengths("ADJ? NOUN|VERB", &[Verb, Noun]), [1]);
        assert_eq!(lengths("(NOUN|ADJ)*", &[Adj, Noun, Adp]), [1, 2]);
        assert_eq!(lengths(". .", &[Noun, Punct]), [0; 0]);
        assert_eq!(lengths("ADJ* NOUN?", &[Verb]), [0; 0]);
    }

    #[test]
    fn errors_tell_the_place() {
        let place = |pattern: &str| pattern.parse::<Pattern>().expect_err("no pattern").position;
        assert_eq!(place(""), 1);
        assert_eq!(place("NOUN ADJX"), 6);
        assert_eq!(place("NOUN (ADJ"), 10);
        assert_eq!(place("NOUN ADJ)"), 9);
        assert_eq!(place("* NOUN"), 1);
        assert_eq!(place("NOUN | "), 8);
        assert_eq!(place("NOUN, ADJ"), 5);
        assert_eq!(place(&"NOUN ".repeat(65)), 64 * 5 + 1);
        assert_eq!(place(&"(".repeat(100_000)), 65);
    }
}
