//! What one post adds to an aggregate, in a few flat lists.
//!
//! It is made on the thread that has the report; the thread that counts needs nothing else. How it is counted is
//! decided in [`Aggregate`](super::Aggregate).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::excerpts::{self, Place};
use super::posts::PostText;
use super::units::SCORE_UNITS;
use crate::keyphrase::{Kind, WordSequence};
use crate::{Post, PostReport};

/// What a post adds to an [`Aggregate`](super::Aggregate), and where its keyphrases stand, taken from its report.
///
/// A report consists of many small allocations. When posts are analyzed on several threads, it is best to make
/// the contribution of each post there and to drop its report, so that the next post reuses its memory:
///
/// ```
/// use glane::corpus::{Aggregate, Contribution};
/// use glane::{Analyzer, Post};
///
/// let analyzer = Analyzer::builder().build()?;
/// let posts = ["Le vélo cargo remplace la voiture.", "La piste cyclable longe le canal."];
/// let posts = posts.map(|text| Post::new(text, text));
/// let contributions = analyzer.analyze_all_with(posts, |post, report| (Contribution::new(&post, &report), post));
/// let mut aggregate = Aggregate::new();
/// for (contribution, post) in contributions {
///     aggregate.add_contribution(&post, &contribution);
/// }
/// assert_eq!(aggregate.report().posts.analyzed, 2);
/// # Ok::<(), glane::BuildError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// The code of its language.
    language: Cow<'static, str>,
    analyzed: bool,
    pub(super) text: PostText,
    families: Vec<Family>,
    /// The lemma of each family and its variants, one after the other.
    words: String,
    /// Where each variant ends in `words`, and its occurrences.
    variants: Vec<(u32, u32)>,
    /// Where the families stand in their best sentences, from the beginning of the sentence.
    spans: Vec<(u32, u32)>,
    /// Where the keyphrases stand in the text of the post.
    places: Vec<(u32, u32)>,
    /// The words of the title and the text.
    pub(super) sequence: WordSequence,
}

/// A family of a post. In each list it begins where the one before it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Family {
    lemma_end: u32,
    variants_end: u32,
    spans_end: u32,
    places_end: u32,
    count: u32,
    score: u16,
    is_keyphrase: bool,
    kind: Kind,
    sentence: Option<Place>,
}

/// A family of a post, as it is counted.
pub(super) struct Mentioned<'a> {
    pub(super) lemma: &'a str,
    /// Occurrences, all variants together.
    pub(super) count: u32,
    /// Its score, in units of 1 / [`SCORE_UNITS`].
    pub(super) score: u16,
    pub(super) is_keyphrase: bool,
    /// What it names in the post.
    pub(super) kind: Kind,
    /// The best sentence of a keyphrase that has one, and where the family stands in it.
    pub(super) sentence: Option<(Place, &'a [(u32, u32)])>,
    words: &'a str,
    lemma_end: u32,
    variants: &'a [(u32, u32)],
}

impl<'a> Mentioned<'a> {
    /// Its variants, with their occurrences.
    pub(super) fn variants(&self) -> impl Iterator<Item = (&'a str, u32)> {
        let words = self.words;
        self.variants.iter().scan(self.lemma_end, move |start, &(end, count)| {
            let start = std::mem::replace(start, end);
            Some((piece(words, start, end), count))
        })
    }
}

impl Contribution {
    /// The contribution of a post with this report.
    pub fn new(post: &Post, report: &PostReport) -> Self {
        let mut contribution = Self {
            language: report.language.code.into(),
            analyzed: report.analyzed,
            text: PostText::of(&report.stats),
            families: Vec::new(),
            words: String::new(),
            variants: Vec::new(),
            spans: Vec::new(),
            places: Vec::new(),
            sequence: WordSequence::default(),
        };
        if report.analyzed {
            contribution.sequence = match &report.words {
                Some(words) => words.clone(),
                None => WordSequence::of(&post.title, &post.text, &post.annotations),
            };
            let keyphrases = report.keyphrases.len();
            contribution.families.reserve_exact(keyphrases + report.further.len());
            for (at, keyphrase) in report.keyphrases.iter().chain(&report.further).enumerate() {
                let is_keyphrase = at < keyphrases;
                contribution.words.push_str(&keyphrase.lemma);
                let lemma_end = contribution.words.len() as u32;
                for variant in &keyphrase.variants {
                    contribution.words.push_str(&variant.text);
                    contribution.variants.push((contribution.words.len() as u32, variant.count));
                }
                let score = (keyphrase.score.clamp(0.0, 1.0) * SCORE_UNITS).round() as u16;
                let sentence = if is_keyphrase {
                    let places = keyphrase.spans.iter().map(|span| (span.0 as u32, span.1 as u32));
                    contribution.places.extend(places);
                    excerpts::best(post, report, keyphrase, score, &mut contribution.spans)
                } else {
                    None
                };
                contribution.families.push(Family {
                    lemma_end,
                    variants_end: contribution.variants.len() as u32,
                    spans_end: contribution.spans.len() as u32,
                    places_end: contribution.places.len() as u32,
                    count: keyphrase.count,
                    score,
                    is_keyphrase,
                    kind: keyphrase.kind,
                    sentence,
                });
            }
        }
        contribution
    }

    /// The code of the post's language, as in [`Language::code`](crate::Language::code).
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether the post was analyzed; `false` for one that was left alone for its language.
    pub fn is_analyzed(&self) -> bool {
        self.analyzed
    }

    /// The number of words of the post.
    #[cfg(feature = "page")]
    pub(crate) fn word_count(&self) -> u64 {
        self.text.words.into()
    }

    /// The number of sentences of the post.
    #[cfg(feature = "page")]
    pub(crate) fn sentence_count(&self) -> u64 {
        self.text.sentences.into()
    }

    /// The lemmas of its keyphrases, in the order of the report, and where each stands in the text: bytes,
    /// half-open.
    #[cfg(feature = "page")]
    pub(crate) fn keyphrases(&self) -> impl Iterator<Item = (&str, &[(u32, u32)])> {
        let places = self.families.iter().scan(0, |start, family| {
            let start = std::mem::replace(start, family.places_end);
            Some(part(&self.places, start, family.places_end))
        });
        let named = self.families().zip(places).filter(|(family, _)| family.is_keyphrase);
        named.map(|(family, places)| (family.lemma, places))
    }

    /// The families of the post, keyphrases first.
    pub(super) fn families(&self) -> impl Iterator<Item = Mentioned<'_>> {
        // Where the words, the variants and the spans of the next family begin.
        let mut starts = (0, 0, 0);
        self.families.iter().map(move |family| {
            let (word, variant, span) = starts;
            let variants = part(&self.variants, variant, family.variants_end);
            let end = variants.last().map_or(family.lemma_end, |&(end, _)| end);
            starts = (end, family.variants_end, family.spans_end);
            Mentioned {
                lemma: piece(&self.words, word, family.lemma_end),
                count: family.count,
                score: family.score,
                is_keyphrase: family.is_keyphrase,
                kind: family.kind,
                sentence: family.sentence.map(|place| (place, part(&self.spans, span, family.spans_end))),
                words: &self.words,
                lemma_end: family.lemma_end,
                variants,
            }
        })
    }
}

// A contribution that comes from a file may be damaged: a range outside of its list is empty.

fn piece(words: &str, start: u32, end: u32) -> &str {
    words.get(start as usize..end as usize).unwrap_or_default()
}

fn part(list: &[(u32, u32)], start: u32, end: u32) -> &[(u32, u32)] {
    list.get(start as usize..end as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::any, proptest, sample::Index};
    use serde_json::Value;

    use super::super::aggregate::Aggregate;
    use super::*;
    use crate::Analyzer;

    /// The numbers of a value, wherever they stand.
    fn numbers<'v>(value: &'v mut Value, found: &mut Vec<&'v mut Value>) {
        match value {
            Value::Number(_) => found.push(value),
            Value::Array(list) => list.iter_mut().for_each(|value| numbers(value, found)),
            Value::Object(fields) => fields.values_mut().for_each(|value| numbers(value, found)),
            _ => {}
        }
    }

    #[test]
    fn a_damaged_contribution_never_panics() {
        let text = "« L’été », le vélo cargo relie les quartiers de la ville. Les vélos cargos durent : l’été aussi.";
        let post = Post::new("1", text);
        let contribution =
            Contribution::new(&post, &Analyzer::builder().build().expect("an analyzer").analyze(&post));
        assert!(contribution.families.iter().any(|family| family.sentence.is_some()));
        let sound = serde_json::to_value(&contribution).expect("JSON");
        proptest!(|(at in any::<Index>(), to in any::<u32>(), is_small in any::<bool>())| {
            let mut damaged = sound.clone();
            let mut found = Vec::new();
            numbers(&mut damaged, &mut found);
            let at = at.index(found.len());
            *found[at] = Value::from(if is_small { to % 300 } else { to });
            if let Ok(damaged) = serde_json::from_value::<Contribution>(damaged) {
                let mut aggregate = Aggregate::new();
                aggregate.add_contribution(&post, &damaged);
                assert_eq!(aggregate.report().posts.analyzed, 1);
            }
        });
    }
}
