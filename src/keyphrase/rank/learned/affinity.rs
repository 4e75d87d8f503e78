//! Affinity: how much more often two neighbouring words follow each other than chance has it. What words are and how
//! often they occur is in [`word_statistics`](super::word_statistics).

use super::super::Candidates;
use super::word_statistics::PostWords;
use crate::keyphrase::candidate::Occurrence;

/// Pointwise mutual information of each token and the next one (Church and Hanks 1990), where one of them belongs to a
/// candidate that is asked for.
pub(super) struct Affinity(Vec<f32>);

impl Affinity {
    /// Of the tokens in and beside some occurrences, which are in the order of their starts.
    pub(super) fn of<'o>(
        candidates: &Candidates<'_>,
        post_words: &PostWords,
        occurrences: impl Iterator<Item = &'o Occurrence>,
    ) -> Self {
        let tokens = candidates.usage.tokens() as f32;
        let words = candidates.words;
        // Not a number where they are no two words of a sentence, and where no candidate is near.
        let mut affinity = vec![f32::NAN; words.len().saturating_sub(1)];
        let mut places: Vec<u32> = Vec::with_capacity(affinity.len());
        let mut from = 0;
        for occurrence in occurrences {
            let range = from.max((occurrence.start as usize).saturating_sub(1))..occurrence.end as usize;
            from = from.max(range.end);
            for at in range.take_while(|at| at + 1 < words.len()) {
                let (Some(one), Some(two)) = (post_words.get(at), post_words.get(at + 1)) else { continue };
                if words[at].sentence != words[at + 1].sentence {
                    continue;
                }
                // 0 where the table of usage lacks one of the words.
                affinity[at] = 0.0;
                if one.usage != 0.0 && two.usage != 0.0 {
                    places.push(at as u32);
                }
            }
        }
        let pairs = places.iter().map(|&at| (words[at as usize].key, words[at as usize + 1].key));
        let mut rest = places.iter();
        candidates.usage.pairs(pairs, |together| {
            let Some(&at) = rest.next() else { return };
            let at = at as usize;
            let usage = |at| post_words.get(at).map_or(0.0, |word| word.usage);
            affinity[at] = ((together as f32 + 0.5) * tokens / (usage(at) * usage(at + 1) + 1.0)).ln();
        });
        Self(affinity)
    }

    /// The affinity of a token and the next one; none where they are no two words of a sentence. One of the two must
    /// belong to a candidate that was asked for.
    pub(super) fn behind(&self, token: usize) -> Option<f32> {
        self.0.get(token).copied().filter(|affinity| !affinity.is_nan())
    }
}
