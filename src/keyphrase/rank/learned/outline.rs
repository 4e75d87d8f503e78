//! Outlines: each family of a post with what costs little to know of it. The preselection decides by them which
//! families are worth a [`View`](super::view::View).

use super::super::Candidates;
use super::frequencies::ln_1p;
use super::table_memory::TableMemory;
use super::word_statistics::{PhraseWords, PostWords, WordFigures};
use crate::keyphrase::candidate::Occurrence;
use crate::keyphrase::family::Family;
use crate::keyphrase::head::head;
use crate::keyphrase::word::{Roles, Word};

/// One family, with what its cheap features are made of.
pub(super) struct Outline<'a> {
    pub(super) family: &'a Family,
    /// The words of its first occurrence.
    pub(super) span: &'a [Word],
    /// Words of the post.
    pub(super) length: f32,
    pub(super) first_sentence: f32,
    pub(super) best_count: f32,
    /// Logarithms of the words of the post and of its families.
    pub(super) ln_length: f32,
    pub(super) ln_candidates: f32,
    pub(super) share_of_title: f32,
    pub(super) count: f32,
    pub(super) own: f32,
    pub(super) first: f32,
    pub(super) last: f32,
    /// Content words.
    pub(super) words: f32,
    /// Figures of each of its words, and the sum of their inverse document frequencies.
    pub(super) figures: PhraseWords<'a>,
    pub(super) idf_sum: f32,
    pub(super) head: WordFigures,
}

impl Outline<'_> {
    pub(super) fn share(&self, part: u32) -> f32 {
        part as f32 / self.count
    }

    /// Its occurrences beside those of a part; 1 where it has none.
    pub(super) fn beside(&self, part: u32) -> f32 {
        if part == 0 { 1.0 } else { self.count / part as f32 }
    }

    /// The mean tf-idf of its words, with the logarithm of their occurrences.
    pub(super) fn tf_idf_of_words(&self) -> f32 {
        self.figures.sum(|word| ln_1p(word.count) * word.idf) / self.words
    }

    pub(super) fn any(&self, holds: impl Fn(&Word) -> bool) -> bool {
        self.span.iter().any(holds)
    }
}

pub(super) fn flag(truth: bool) -> f32 {
    f32::from(u8::from(truth))
}

pub(super) fn is_adjective(word: &Word) -> bool {
    word.roles.has(Roles::ADJECTIVE) && !word.roles.has(Roles::NOUN)
}

/// The outlines of the families of a post.
pub(super) struct Outlines<'a> {
    pub(super) candidates: &'a Candidates<'a>,
    pub(super) words: PostWords,
    /// The token that is the head of each family.
    pub(super) heads: Vec<u32>,
    best_count: f32,
    first_sentence: f32,
}

impl<'a> Outlines<'a> {
    pub(super) fn of(candidates: &'a Candidates<'a>, memory: &mut TableMemory) -> Self {
        let families = candidates.families;
        let heads = families.iter().map(|family| head(candidates.words, first(candidates, family)) as u32);
        Self {
            candidates,
            words: PostWords::of(candidates, memory),
            heads: heads.collect(),
            best_count: families.iter().map(|family| family.count).max().unwrap_or(1) as f32,
            first_sentence: first_sentence(candidates),
        }
    }

    /// The outline of a family, by its number.
    pub(super) fn of_family(&'a self, number: usize) -> Outline<'a> {
        let candidates = self.candidates;
        let family = &candidates.families[number];
        let occurrence = first(candidates, family);
        let figures = self.words.of_phrase(candidates, occurrence);
        Outline {
            family,
            span: &candidates.words[occurrence.range()],
            length: candidates.length() as f32,
            first_sentence: self.first_sentence,
            best_count: self.best_count,
            ln_length: ln_1p(candidates.length() as u32),
            ln_candidates: ln_1p(candidates.families.len() as u32),
            share_of_title: match (family.in_title, candidates.body_start) {
                (0, _) | (_, 0) => 0.0,
                (_, title) => family.words.len() as f32 / title as f32,
            },
            count: family.count as f32,
            own: (family.count - family.nested) as f32,
            first: family.first as f32,
            last: family.last as f32,
            words: figures.len() as f32,
            idf_sum: figures.sum(|word| word.idf),
            figures,
            head: self.words.get(self.heads[number] as usize).copied().unwrap_or_default(),
        }
    }
}

/// The first occurrence of a family.
pub(super) fn first(candidates: &Candidates<'_>, family: &Family) -> Occurrence {
    candidates.occurrences[family.occurrences[0] as usize]
}

/// Words of the text up to the end of its first sentence.
fn first_sentence(candidates: &Candidates<'_>) -> f32 {
    let body = &candidates.words[candidates.body_start..];
    let first = body.first().map_or(0, |word| word.sentence);
    body.iter().take_while(|word| word.sentence == first).count() as f32
}
