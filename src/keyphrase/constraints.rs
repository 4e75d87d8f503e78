//! Constraints: the user's lists, bounds and pattern, which hold for every ranking.
//!
//! Constraints decide which candidates exist, which the list may contain and which it must contain. They never
//! change a score.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use rustc_hash::FxHashSet;

use super::background::WordKey;
use super::candidate::{LONGEST, Occurrence, mark_nested, merge};
use super::family::Family;
use super::list::PhraseList;
use super::pattern::Pattern;
use super::sources::Sources;
use super::word::{Markup, Roles, Word};
use crate::tag::Upos;

/// The user's constraints on keyphrases; none by default. Each has a method that sets it.
///
/// [`AnalyzerBuilder::constraints`](crate::AnalyzerBuilder::constraints) takes them, and has an example.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Constraints {
    /// No keyphrase contains one of these; an entry that is only a preposition has no effect.
    pub stop: PhraseList,
    /// No keyphrase is one of these.
    pub never: PhraseList,
    /// These are on the list of every post that has them, in place of others where the list is full.
    pub always: PhraseList,
    /// Only these can be keyphrases.
    pub vocabulary: Option<PhraseList>,
    /// The least score, 0..=1.
    pub min_score: f64,
    /// The least number of occurrences, 1 or more.
    pub min_count: u32,
    /// How many words a keyphrase has, prepositions and articles within it included: 1..=6.
    pub words: RangeInclusive<usize>,
    /// The parts of speech of its words, in place of the grammar of noun phrases.
    pub pattern: Option<Pattern>,
}

impl Default for Constraints {
    fn default() -> Self {
        Self {
            stop: PhraseList::default(),
            never: PhraseList::default(),
            always: PhraseList::default(),
            vocabulary: None,
            min_score: 0.0,
            min_count: 1,
            words: 1..=LONGEST,
            pattern: None,
        }
    }
}

impl Constraints {
    /// Sets [`stop`](Self#structfield.stop).
    #[must_use]
    pub fn stop(mut self, stop: PhraseList) -> Self {
        self.stop = stop;
        self
    }

    /// Sets [`never`](Self#structfield.never).
    #[must_use]
    pub fn never(mut self, never: PhraseList) -> Self {
        self.never = never;
        self
    }

    /// Sets [`always`](Self#structfield.always).
    #[must_use]
    pub fn always(mut self, always: PhraseList) -> Self {
        self.always = always;
        self
    }

    /// Sets [`vocabulary`](Self#structfield.vocabulary).
    #[must_use]
    pub fn vocabulary(mut self, vocabulary: impl Into<Option<PhraseList>>) -> Self {
        self.vocabulary = vocabulary.into();
        self
    }

    /// Sets [`min_score`](Self#structfield.min_score).
    #[must_use]
    pub fn min_score(mut self, min_score: f64) -> Self {
        self.min_score = min_score;
        self
    }

    /// Sets [`min_count`](Self#structfield.min_count).
    #[must_use]
    pub fn min_count(mut self, min_count: u32) -> Self {
        self.min_count = min_count;
        self
    }

    /// Sets [`words`](Self#structfield.words).
    #[must_use]
    pub fn words(mut self, words: RangeInclusive<usize>) -> Self {
        self.words = words;
        self
    }

    /// Sets [`pattern`](Self#structfield.pattern).
    #[must_use]
    pub fn pattern(mut self, pattern: impl Into<Option<Pattern>>) -> Self {
        self.pattern = pattern.into();
        self
    }
}

/// What the constraints say of the families of a post, by their numbers; empty without constraints.
#[derive(Default)]
pub(super) struct Verdict {
    always: Vec<bool>,
    allowed: Vec<bool>,
}

impl Constraints {
    /// Adds the occurrences that the grammar of noun phrases does not find: those of the pattern, of
    /// the vocabulary and of the list `always`. The occurrences stay in order.
    pub(super) fn widen(
        &self,
        words: &[Word],
        tag: impl Fn(usize) -> Upos,
        occurrences: &mut Vec<Occurrence>,
    ) {
        let mut more: Vec<(u32, u32)> = self.always.find(words);
        more.extend(self.vocabulary.iter().flat_map(|list| list.find(words)));
        more.extend(self.pattern_spans(words, tag));
        more.retain(|&(start, end)| is_phrase(&words[start as usize..end as usize]));
        if more.is_empty() {
            return;
        }
        occurrences.extend(more.into_iter().map(|(start, end)| Occurrence {
            start,
            end,
            nested: false,
            sources: Sources::CONSTRAINT,
        }));
        merge(occurrences);
        mark_nested(occurrences);
    }

    fn pattern_spans(&self, words: &[Word], tag: impl Fn(usize) -> Upos) -> Vec<(u32, u32)> {
        let Some(pattern) = &self.pattern else { return Vec::new() };
        let mut spans = Vec::new();
        for (start, first) in words.iter().enumerate() {
            let in_sentence = words[start..]
                .iter()
                .take(LONGEST)
                .take_while(|word| word.sentence == first.sentence && !word.markup.has(Markup::CODE))
                .count();
            let tags = (start..start + in_sentence).map(&tag);
            spans.extend(pattern.lengths(tags).map(|length| (start as u32, (start + length) as u32)));
        }
        spans
    }

    /// Whether there are no constraints.
    fn is_nothing(&self) -> bool {
        let lists = [&self.stop, &self.never, &self.always];
        lists.iter().all(|list| list.is_empty())
            && self.vocabulary.is_none()
            && self.pattern.is_none()
            && self.min_count <= 1
            && self.words == (1..=LONGEST)
    }

    /// Which families the list of a post may contain, and which it must contain.
    pub(super) fn judge(
        &self,
        families: &[Family],
        occurrences: &[Occurrence],
        words: &[Word],
        prepositions: &[WordKey],
        tag: impl Fn(usize) -> Upos,
    ) -> Verdict {
        if self.is_nothing() {
            return Verdict::default();
        }
        let of_pattern: FxHashSet<(u32, u32)> = self.pattern_spans(words, tag).into_iter().collect();
        let is_on = |list: &PhraseList, family: &Family| list.position(&family.words, family.key).is_some();
        let stopped =
            |family: &Family| !self.stop.is_empty() && self.stop.stands_in(&family.words, prepositions);
        let allowed = |family: &Family| {
            let mut spans = family.occurrences.iter().map(|&number| occurrences[number as usize]);
            family.count >= self.min_count
                && spans.clone().any(|span| self.words.contains(&span.range().len()))
                && (self.pattern.is_none() || spans.any(|span| of_pattern.contains(&(span.start, span.end))))
                && self.vocabulary.as_ref().is_none_or(|list| is_on(list, family))
                && !is_on(&self.never, family)
                && !stopped(family)
        };
        let always: Vec<bool> = families.iter().map(|family| is_on(&self.always, family)).collect();
        Verdict { allowed: families.iter().map(allowed).collect(), always }
    }
}

impl Verdict {
    /// The scores, with 0 for the families that the list may not contain.
    pub(super) fn mask<'s>(&self, scores: &'s [f64]) -> Cow<'s, [f64]> {
        if self.allowed.is_empty() {
            return Cow::Borrowed(scores);
        }
        let may = self.allowed.iter().zip(&self.always).map(|(allowed, always)| *allowed || *always);
        scores.iter().zip(may).map(|(score, may)| if may { *score } else { 0.0 }).collect()
    }

    /// Removes what is below the least score, and adds what the list must contain, in place of its last
    /// keyphrases where it is full. Scores never rise along the list.
    pub(super) fn finish(
        &self,
        chosen: &mut Vec<(usize, f64)>,
        scores: &[f64],
        at_most: usize,
        min_score: f64,
    ) {
        let always = |id: usize| self.always.get(id).is_some_and(|&always| always);
        chosen.retain(|&(id, score)| score >= min_score || always(id));
        if self.always.is_empty() {
            return;
        }
        let on_list: FxHashSet<usize> = chosen.iter().map(|&(id, _)| id).collect();
        let mut missing: Vec<usize> =
            (0..scores.len()).filter(|id| always(*id) && !on_list.contains(id)).collect();
        missing.sort_by(|&one, &two| scores[two].total_cmp(&scores[one]).then(one.cmp(&two)));
        for id in missing {
            if chosen.len() >= at_most {
                let Some(last) = chosen.iter().rposition(|&(id, _)| !always(id)) else { break };
                chosen.remove(last);
            }
            let at = chosen.partition_point(|&(_, score)| score >= scores[id]);
            chosen.insert(at, (id, scores[id]));
        }
    }
}

/// Whether words can be given as a phrase: no more than the longest, with a word that counts, and
/// without code.
fn is_phrase(words: &[Word]) -> bool {
    words.len() <= LONGEST
        && words.iter().all(|word| !word.markup.has(Markup::CODE))
        && words.iter().any(|word| !word.roles.has(Roles(Roles::DETERMINER.0 | Roles::PREPOSITION.0)))
}
