//! The surroundings of a family: what stands before and behind its occurrences, and how they are written. What a token
//! is to the occurrences beside it is computed once, as bits, and these are counted.

use smallvec::SmallVec;

use super::super::Candidates;
use super::affinity::Affinity;
use super::context::Context;
use crate::keyphrase::background::WordKey;
use crate::keyphrase::family::Family;
use crate::keyphrase::sources::Sources;
use crate::keyphrase::word::{Roles, Word};

/// The rules that have a feature each.
pub(super) const FOUND_BY: [Sources; 7] = [
    Sources::GRAMMAR,
    Sources::NAME,
    Sources::QUOTATION,
    Sources::DOTTED,
    Sources::LOOSE,
    Sources::DEEP,
    Sources::COORDINATION,
];

/// What an occurrence can be: the number of its bit in the marks of the occurrence.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(super) enum Mark {
    // What stands before it.
    Determiner,
    Preposition,
    /// A sentence begins with it.
    Begins,
    /// The previous token is a noun, a name, an adjective or the like.
    ExtendedLeft,
    /// A noun or adjective and "de" stand before.
    DeLeft,
    InParentheses,
    Numbered,
    Possessive,
    Demonstrative,
    Indefinite,
    Definite,
    Quantified,
    CopulaLeft,
    ColonLeft,
    /// A verb stands before, with nothing but determiners, adjectives and adverbs between.
    Object,
    /// A capitalised name adjoins its capitalised first word.
    CutLeft,
    // What stands behind it.
    /// A sentence ends with it, but for one token at most.
    Ends,
    ExtendedRight,
    DeRight,
    FiniteRight,
    CopulaRight,
    ColonRight,
    CutRight,
    // What it is itself.
    CapitalInside,
    Small,
    /// Both edges are capitals.
    Name,
    /// Both neighbours are commas or "et"; both are quotation marks.
    Listed,
    Quoted,
    /// The first of the rules that found it: their bits follow each other.
    Found = 32,
}

/// Marks of an occurrence that are counted.
const MARKS: usize = 40;
/// Marks in a byte.
const LANES: usize = 8;
/// Beside a token: a comma or "et"; a quotation mark.
const LIST: u32 = 1 << 30;
const QUOTE: u32 = 1 << 31;

const fn bit(mark: Mark) -> u32 {
    1 << mark as u32
}

/// A bit that is set where something holds.
fn when(holds: bool, mark: Mark) -> u32 {
    u32::from(holds) << mark as u32
}

/// The bits of a byte, each in a byte of its own.
static SPREAD: [u64; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut at = 0;
        while at < LANES {
            table[byte] |= (byte as u64 >> at & 1) << (LANES * at);
            at += 1;
        }
        byte += 1;
    }
    table
};

/// What each token is to an occurrence beside it.
pub(super) struct Neighbourhood {
    /// The marks of an occurrence behind the token.
    left: Vec<u32>,
    /// The marks of an occurrence before the token.
    right: Vec<u32>,
    /// The first token of each sentence, and the end of the last one.
    starts: Vec<u32>,
}

impl Neighbourhood {
    /// Of the tokens of a post.
    pub(super) fn of(candidates: &Candidates<'_>) -> Self {
        let starts = sentence_starts(candidates.words);
        let mut here = Self {
            left: Vec::with_capacity(candidates.words.len()),
            right: Vec::with_capacity(candidates.words.len()),
            starts,
        };
        for sentence in 1..here.starts.len() {
            here.read(candidates, here.starts[sentence - 1] as usize, here.starts[sentence] as usize);
        }
        here
    }

    /// Appends the marks of the tokens of a sentence.
    fn read(&mut self, candidates: &Candidates<'_>, first: usize, last: usize) {
        let nominal = Context::NOUN | Context::NAME | Context::ADJECTIVE;
        // One more than the place of the last copula and of the last colon; 0 for none.
        let (mut copula, mut colon, mut is_behind_verb) = (0, 0, false);
        for at in first..last {
            let (context, word) = (candidates.contexts[at], &candidates.words[at]);
            if context.has(Context::COPULA) {
                copula = at + 1;
            }
            if context.has(Context::COLON) {
                colon = at + 1;
            }
            if at == first || !context.has(Context::BEFORE_OBJECT) {
                is_behind_verb = context.has(Context::VERB);
            }
            let is_behind_noun = at > first && candidates.contexts[at - 1].has(nominal);
            let is_name = context.has(Context::NAME | Context::FOREIGN) && word.shape.capital;
            let is_capital = |other: Option<&Word>| other.is_some_and(|word| word.shape.capital);
            let mut left = when(word.roles.has(Roles::DETERMINER), Mark::Determiner)
                | when(word.roles.has(Roles::PREPOSITION), Mark::Preposition)
                | when(context.has(nominal | Context::FOREIGN), Mark::ExtendedLeft)
                | when(context.has(Context::DE) && is_behind_noun, Mark::DeLeft)
                | when(context.has(Context::PARENTHESIS), Mark::InParentheses)
                | when(context.has(Context::NUMBER), Mark::Numbered)
                | when(copula > 0 && copula + 2 > at, Mark::CopulaLeft)
                | when(colon > 0 && colon + 1 > at, Mark::ColonLeft)
                | when(is_behind_verb, Mark::Object)
                | when(is_name && is_capital(candidates.words.get(at + 1)), Mark::CutLeft);
            if context.has(Context::DETERMINER | Context::DE) {
                left |= when(context.has(Context::POSSESSIVE), Mark::Possessive)
                    | when(context.has(Context::DEMONSTRATIVE), Mark::Demonstrative)
                    | when(context.has(Context::INDEFINITE), Mark::Indefinite)
                    | when(context.has(Context::DEFINITE), Mark::Definite)
                    | when(context.has(Context::QUANTIFIER), Mark::Quantified);
            }
            let extends = nominal | Context::FOREIGN | Context::NUMBER | Context::PARTICIPLE;
            let end = at.checked_sub(1).map(|end| &candidates.words[end]);
            let right = when(at + 1 >= last, Mark::Ends)
                | when(context.has(extends), Mark::ExtendedRight)
                | when(context.has(Context::DE), Mark::DeRight)
                | when(context.has(Context::FINITE), Mark::FiniteRight)
                | when(context.has(Context::COPULA), Mark::CopulaRight)
                | when(context.has(Context::COLON), Mark::ColonRight)
                | when(is_name && is_capital(end), Mark::CutRight);
            let flag = |flag, mark| if context.has(flag) { mark } else { 0 };
            let list = flag(Context::LIST, LIST);
            self.left.push(left | list | flag(Context::OPENING_QUOTE, QUOTE));
            self.right.push(right | list | flag(Context::CLOSING_QUOTE, QUOTE));
        }
    }

    /// The bounds of the sentence of a token.
    fn sentence(&self, sentence: u32) -> (usize, usize) {
        (self.starts[sentence as usize] as usize, self.starts[sentence as usize + 1] as usize)
    }

    /// Whether a family is mostly written with capitals at both edges.
    pub(super) fn is_name(&self, family: &Family, candidates: &Candidates<'_>) -> bool {
        let is_name = |&&number: &&u32| {
            let occurrence = candidates.occurrences[number as usize];
            let start = occurrence.start as usize;
            let (first, _) = self.sentence(candidates.words[start].sentence);
            edges(candidates, start, occurrence.end as usize, first) & bit(Mark::Name) != 0
        };
        2 * family.occurrences.iter().filter(is_name).count() > family.count as usize
    }
}

/// The marks of an occurrence by its own words.
fn edges(candidates: &Candidates<'_>, start: usize, end: usize, first: usize) -> u32 {
    let is_capital = |at: usize| candidates.words[at].shape.capital;
    let is_sure = start > first || end - start > 1 || candidates.words[start].roles.has(Roles::PROPER);
    when(is_capital(start) && start > first, Mark::CapitalInside)
        | when(!is_capital(start), Mark::Small)
        | when(is_capital(start) && is_capital(end - 1) && is_sure, Mark::Name)
}

/// The first token of each sentence of a post, and the end of the last one.
fn sentence_starts(words: &[Word]) -> Vec<u32> {
    let mut starts = Vec::new();
    for (at, word) in words.iter().enumerate() {
        while starts.len() <= word.sentence as usize {
            starts.push(at as u32);
        }
    }
    starts.push(words.len() as u32);
    starts
}

/// Shares of occurrences, and figures of the neighbours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings {
    shares: [f32; MARKS],
    /// Edges of occurrences that a capitalised name adjoins.
    pub(super) cut_names: u32,
    /// Lines with an occurrence.
    pub(super) lines: u32,
    /// Entropy of the next and the previous word, and the share of the commonest.
    pub(super) entropy_right: f32,
    pub(super) entropy_left: f32,
    pub(super) same_right: f32,
    pub(super) same_left: f32,
    /// Affinity across the edges: the greatest and the mean.
    pub(super) greatest_affinity: f32,
    pub(super) mean_affinity: f32,
    /// The mean length of its sentences, in tokens.
    pub(super) sentence_length: f32,
}

impl Surroundings {
    pub(super) fn of(
        family: &Family,
        candidates: &Candidates<'_>,
        post_affinity: &Affinity,
        neighbourhood: &Neighbourhood,
    ) -> Self {
        let (mut right, mut left) = (Neighbours::default(), Neighbours::default());
        let (mut affinity, mut affinities, mut length) = (0.0, 0, 0);
        let mut greatest_affinity = f32::MIN;
        let (mut line, mut lines) = (u32::MAX, 0);
        let is_single = family.occurrences.len() < 2;
        let mut counter = MarkCounter::default();
        for &number in &family.occurrences {
            let occurrence = candidates.occurrences[number as usize];
            let (start, end) = (occurrence.start as usize, occurrence.end as usize);
            let sentence = candidates.words[start].sentence;
            let (first, last) = neighbourhood.sentence(sentence);
            length += last - first;
            let own_line = candidates.lines[sentence as usize];
            lines += u32::from(own_line != line);
            line = own_line;
            let before = (start > first).then(|| start - 1);
            let behind = (end < last).then_some(end);
            let left_marks = before.map_or(bit(Mark::Begins), |at| neighbourhood.left[at]);
            let right_marks = behind.map_or(bit(Mark::Ends), |at| neighbourhood.right[at]);
            let between = (left_marks & right_marks) >> LIST.trailing_zeros() << Mark::Listed as u32;
            let beside = (left_marks | right_marks) & !(LIST | QUOTE);
            let marks = beside | between | edges(candidates, start, end, first);
            let found = u64::from(occurrence.sources.bits() as u8) << Mark::Found as u32;
            counter.add(u64::from(marks) | found);
            // One occurrence has no commonest neighbour.
            if !is_single {
                let key = |at: Option<usize>| {
                    at.filter(|&at| !candidates.contexts[at].has(Context::PUNCTUATION))
                        .map(|at| candidates.words[at].key)
                };
                right.add(key(behind));
                left.add(key(before));
            }
            let across = [before.and_then(|at| post_affinity.behind(at)), post_affinity.behind(end - 1)];
            for across in across.into_iter().flatten() {
                greatest_affinity = greatest_affinity.max(across);
                affinity += across;
                affinities += 1;
            }
        }
        let counts = counter.counts();
        let mean_affinity = affinity / affinities as f32;
        let (greatest_affinity, mean_affinity) =
            if affinities == 0 { (-2.0, -2.0) } else { (greatest_affinity, mean_affinity) };
        let (entropy_right, same_right) = right.figures();
        let (entropy_left, same_left) = left.figures();
        let count = family.count as f32;
        let mut shares = [0.0; MARKS];
        for (share, part) in shares.iter_mut().zip(counts) {
            *share = part as f32 / count;
        }
        Self {
            shares,
            cut_names: counts[Mark::CutLeft as usize] + counts[Mark::CutRight as usize],
            lines,
            entropy_right,
            entropy_left,
            same_right,
            same_left,
            greatest_affinity,
            mean_affinity,
            sentence_length: length as f32 / family.count.max(1) as f32,
        }
    }

    /// The share of the occurrences that have a mark.
    pub(super) fn share(&self, mark: Mark) -> f32 {
        self.shares[mark as usize]
    }

    /// The share of the occurrences that a rule of [`FOUND_BY`] found.
    pub(super) fn found(&self, rule: usize) -> f32 {
        self.shares[Mark::Found as usize + FOUND_BY[rule].bits().trailing_zeros() as usize]
    }
}

/// Counts marks: eight at once in lanes of a byte, which are emptied before they overflow.
struct MarkCounter {
    counts: [u32; MARKS],
    lanes: [u64; MARKS / LANES],
    added: u8,
}

impl Default for MarkCounter {
    fn default() -> Self {
        Self { counts: [0; MARKS], lanes: [0; MARKS / LANES], added: 0 }
    }
}

impl MarkCounter {
    #[inline]
    fn add(&mut self, marks: u64) {
        for (lanes, byte) in self.lanes.iter_mut().zip(marks.to_le_bytes()) {
            *lanes += SPREAD[usize::from(byte)];
        }
        self.added += 1;
        if self.added == u8::MAX {
            self.empty();
        }
    }

    fn empty(&mut self) {
        for (counts, lanes) in self.counts.as_chunks_mut::<LANES>().0.iter_mut().zip(&mut self.lanes) {
            for (count, lane) in counts.iter_mut().zip(std::mem::take(lanes).to_le_bytes()) {
                *count += u32::from(lane);
            }
        }
        self.added = 0;
    }

    /// How many of the marks were added.
    fn counts(mut self) -> [u32; MARKS] {
        self.empty();
        self.counts
    }
}

/// The words beside the occurrences; punctuation and the edges of sentences are a new word each time.
#[derive(Default)]
struct Neighbours {
    words: SmallVec<[WordKey; 8]>,
    edges: usize,
}

impl Neighbours {
    fn add(&mut self, word: Option<WordKey>) {
        match word {
            Some(word) => self.words.push(word),
            None => self.edges += 1,
        }
    }

    /// The entropy, and the share of the commonest; of one occurrence, a half.
    fn figures(mut self) -> (f32, f32) {
        let total = (self.words.len() + self.edges) as f32;
        if total < 2.0 {
            return (0.0, 0.5);
        }
        self.words.sort_unstable();
        let one = 1.0 / total;
        let (mut entropy, mut most) = (-(self.edges as f32) * one * one.ln(), one);
        for same in self.words.chunk_by(|a, b| a == b) {
            let share = same.len() as f32 / total;
            entropy -= share * share.ln();
            most = most.max(share);
        }
        (entropy, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_counted_eight_at_once_are_those_counted_one_by_one() {
        for added in [0_u64, 1, 2, 254, 255, 256, 1000] {
            let marks = |number: u64| (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mut counter = MarkCounter::default();
            (0..added).for_each(|number| counter.add(marks(number)));
            let one_by_one: Vec<u32> = (0..MARKS)
                .map(|mark| (0..added).filter(|&number| marks(number) >> mark & 1 != 0).count() as u32)
                .collect();
            assert_eq!(counter.counts().to_vec(), one_by_one, "{added}");
        }
    }
}
