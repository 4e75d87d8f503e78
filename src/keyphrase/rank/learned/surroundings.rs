//! The surroundings of a family: what stands before and behind its occurrences, and how they are written.

use smallvec::SmallVec;

use super::super::Candidates;
use super::context::Context;
use super::word_statistics::PostWords;
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

/// Counts of occurrences, and figures of the neighbours.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    pub(super) determiners: u32,
    pub(super) prepositions: u32,
    /// Occurrences with which a sentence begins or ends.
    pub(super) begins: u32,
    pub(super) ends: u32,
    /// The next or the previous token is a noun, a name, an adjective or the like.
    pub(super) extended_right: u32,
    pub(super) extended_left: u32,
    /// "de" follows; a noun or adjective and "de" stand before.
    pub(super) de_right: u32,
    pub(super) de_left: u32,
    /// A capitalised name adjoins a capitalised edge.
    pub(super) cut_names: u32,
    pub(super) capitals_inside: u32,
    pub(super) small: u32,
    /// Both edges are capitals.
    pub(super) names: u32,
    pub(super) quoted: u32,
    pub(super) in_parentheses: u32,
    pub(super) possessive: u32,
    pub(super) demonstrative: u32,
    pub(super) indefinite: u32,
    pub(super) definite: u32,
    pub(super) quantified: u32,
    pub(super) numbered: u32,
    pub(super) finite_right: u32,
    pub(super) copula_right: u32,
    pub(super) copula_left: u32,
    pub(super) colon_right: u32,
    pub(super) colon_left: u32,
    pub(super) listed: u32,
    /// A verb stands before, with nothing but determiners, adjectives and adverbs between.
    pub(super) objects: u32,
    /// Occurrences by the rules that found them, as [`FOUND_BY`] has them.
    pub(super) found: [u32; FOUND_BY.len()],
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

/// The first token of each sentence of a post, and the end of the last one.
pub(super) fn sentence_starts(words: &[Word]) -> Vec<u32> {
    let mut starts = Vec::new();
    for (at, word) in words.iter().enumerate() {
        while starts.len() <= word.sentence as usize {
            starts.push(at as u32);
        }
    }
    starts.push(words.len() as u32);
    starts
}

impl Surroundings {
    pub(super) fn of(
        family: &Family,
        candidates: &Candidates<'_>,
        words: &PostWords,
        sentence_starts: &[u32],
    ) -> Self {
        let mut here = Self::default();
        let (mut right, mut left) = (Neighbours::default(), Neighbours::default());
        let (mut affinity, mut affinities, mut length) = (0.0, 0, 0);
        here.greatest_affinity = f32::MIN;
        let mut line = u32::MAX;
        for &number in &family.occurrences {
            let occurrence = candidates.occurrences[number as usize];
            let (start, end) = (occurrence.start as usize, occurrence.end as usize);
            let sentence = candidates.words[start].sentence as usize;
            let (first, last) = (sentence_starts[sentence] as usize, sentence_starts[sentence + 1] as usize);
            length += last - first;
            for (found, rule) in here.found.iter_mut().zip(FOUND_BY) {
                *found += u32::from(occurrence.sources.has(rule));
            }
            let own_line = candidates.lines[sentence];
            here.lines += u32::from(own_line != line);
            line = own_line;
            let before = (start > first).then(|| start - 1);
            let behind = (end < last).then_some(end);
            here.see_edges(candidates, start, end, first);
            here.see_left(candidates, before, first);
            here.see_right(candidates, behind, last);
            if let Some(at) = before
                && let Some(behind) = behind
            {
                let is = |at: usize, flag| candidates.contexts[at].has(flag);
                here.listed += u32::from(is(at, Context::LIST) && is(behind, Context::LIST));
                here.quoted +=
                    u32::from(is(at, Context::OPENING_QUOTE) && is(behind, Context::CLOSING_QUOTE));
            }
            let key = |at: Option<usize>| {
                at.filter(|&at| !candidates.contexts[at].has(Context::PUNCTUATION))
                    .map(|at| candidates.words[at].key)
            };
            right.add(key(behind));
            left.add(key(before));
            let across = [before.and(words.affinity(start.wrapping_sub(1))), words.affinity(end - 1)];
            for across in across.into_iter().flatten() {
                here.greatest_affinity = here.greatest_affinity.max(across);
                affinity += across;
                affinities += 1;
            }
        }
        if affinities == 0 {
            (here.greatest_affinity, here.mean_affinity) = (-2.0, -2.0);
        } else {
            here.mean_affinity = affinity / affinities as f32;
        }
        (here.entropy_right, here.same_right) = right.figures();
        (here.entropy_left, here.same_left) = left.figures();
        here.sentence_length = length as f32 / family.count.max(1) as f32;
        here
    }

    fn see_edges(&mut self, candidates: &Candidates<'_>, start: usize, end: usize, first: usize) {
        let is_capital = |at: usize| candidates.words[at].shape.capital;
        self.capitals_inside += u32::from(is_capital(start) && start > first);
        self.small += u32::from(!is_capital(start));
        let is_sure = start > first || end - start > 1 || candidates.words[start].roles.has(Roles::PROPER);
        self.names += u32::from(is_capital(start) && is_capital(end - 1) && is_sure);
    }

    fn see_left(&mut self, candidates: &Candidates<'_>, before: Option<usize>, first: usize) {
        let Some(at) = before else {
            self.begins += 1;
            return;
        };
        let (context, word) = (candidates.contexts[at], &candidates.words[at]);
        self.determiners += u32::from(word.roles.has(Roles::DETERMINER));
        self.prepositions += u32::from(word.roles.has(Roles::PREPOSITION));
        let extends = Context::NOUN | Context::NAME | Context::ADJECTIVE | Context::FOREIGN;
        self.extended_left += u32::from(context.has(extends));
        let nominal = Context::NOUN | Context::NAME | Context::ADJECTIVE;
        let is_behind_noun = at > first && candidates.contexts[at - 1].has(nominal);
        self.de_left += u32::from(context.has(Context::DE) && is_behind_noun);
        self.in_parentheses += u32::from(context.has(Context::PARENTHESIS));
        self.numbered += u32::from(context.has(Context::NUMBER));
        if context.has(Context::DETERMINER | Context::DE) {
            self.possessive += u32::from(context.has(Context::POSSESSIVE));
            self.demonstrative += u32::from(context.has(Context::DEMONSTRATIVE));
            self.indefinite += u32::from(context.has(Context::INDEFINITE));
            self.definite += u32::from(context.has(Context::DEFINITE));
            self.quantified += u32::from(context.has(Context::QUANTIFIER));
        }
        let near = |count: usize, flag| {
            let from = first.max((at + 1).saturating_sub(count));
            candidates.contexts[from..=at].iter().any(|context| context.has(flag))
        };
        self.copula_left += u32::from(near(3, Context::COPULA));
        self.colon_left += u32::from(near(2, Context::COLON));
        let mut verb = at;
        while verb > first && candidates.contexts[verb].has(Context::BEFORE_OBJECT) {
            verb -= 1;
        }
        self.objects += u32::from(candidates.contexts[verb].has(Context::VERB));
        let start = &candidates.words[at + 1];
        self.cut_names += u32::from(
            context.has(Context::NAME | Context::FOREIGN) && word.shape.capital && start.shape.capital,
        );
    }

    fn see_right(&mut self, candidates: &Candidates<'_>, behind: Option<usize>, last: usize) {
        self.ends += u32::from(behind.is_none_or(|at| at + 1 >= last));
        let Some(at) = behind else { return };
        let (context, word) = (candidates.contexts[at], &candidates.words[at]);
        let extends = Context::NOUN
            | Context::NAME
            | Context::ADJECTIVE
            | Context::FOREIGN
            | Context::NUMBER
            | Context::PARTICIPLE;
        self.extended_right += u32::from(context.has(extends));
        self.de_right += u32::from(context.has(Context::DE));
        self.finite_right += u32::from(context.has(Context::FINITE));
        self.copula_right += u32::from(context.has(Context::COPULA));
        self.colon_right += u32::from(context.has(Context::COLON));
        let end = &candidates.words[at - 1];
        let is_name = context.has(Context::NAME | Context::FOREIGN) && word.shape.capital;
        // A name between two others is cut once.
        self.cut_names += u32::from(is_name && end.shape.capital);
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
