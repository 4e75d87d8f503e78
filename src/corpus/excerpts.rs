//! Excerpts: the best few sentences of each family, chosen by a total order, so that any order of merging
//! keeps the same ones.
//!
//! The score of a sentence is the score of the keyphrase in its post times a factor for how well the sentence
//! reads on its own: highest from 40 to 160 characters, 0 below 20 and above 300, and doubled when it begins
//! with a capital and ends with a full stop or the like.

use std::cmp::{Ordering, Reverse};

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::posts::Posts;
use crate::text::is_invisible;
use crate::{Keyphrase, Post, PostReport, Span};

/// Sentences kept per family.
pub(super) const KEPT: usize = 3;
/// Bounds of the length of a sentence, in characters.
const TOO_SHORT: usize = 20;
const SHORT: usize = 40;
const LONG: usize = 160;
const TOO_LONG: usize = 300;
/// The greatest factor of a sentence.
const MOST_FACTOR: u32 = 200;

/// The best sentences of a family, best first. Most families of a large archive have one, with one span.
pub(super) type Sentences = SmallVec<[Sentence; 1]>;
/// Spans in a sentence, in bytes.
pub(super) type Spans = SmallVec<[(u32, u32); 1]>;

/// A sentence of a post that contains a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Higher is better.
    pub(super) score: u32,
    /// The sentence as shown: white space folded.
    pub(super) text: Box<str>,
    /// The spans of the family in `text`, in bytes.
    pub(super) spans: Spans,
    /// The number of its post.
    pub(super) post: u32,
}

/// The place of a sentence in the text of its post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// Higher is better.
    score: u32,
    start: usize,
    end: usize,
}

/// Finds the best sentence of a post for one of its keyphrases, whose score is `units`, and appends the spans
/// of the keyphrase in it to `spans`, in bytes of the sentence.
pub(super) fn best(
    post: &Post,
    report: &PostReport,
    keyphrase: &Keyphrase,
    units: u16,
    spans: &mut Vec<(u32, u32)>,
) -> Option<Place> {
    let mut best: Option<Place> = None;
    let mut seen = usize::MAX;
    for span in &keyphrase.spans {
        let at = report.sentences.partition_point(|sentence| sentence.1 <= span.0);
        let Some(&Span(start, end)) = report.sentences.get(at).filter(|_| at != seen) else { continue };
        seen = at;
        let Some(text) = post.text.get(start..end) else { continue };
        let score = u32::from(units) * factor(text);
        if score > best.map_or(0, |best| best.score) {
            best = Some(Place { score, start, end });
        }
    }
    let Place { start, end, .. } = best?;
    let within = keyphrase.spans.iter().filter(|span| span.0 >= start && span.1 <= end);
    spans.extend(within.map(|span| ((span.0 - start) as u32, (span.1 - start) as u32)));
    best
}

impl Place {
    /// The sentence in its post, whose number is given, with the spans of a family in it; `None` when it
    /// scores too low to be kept beside `kept`.
    pub(super) fn sentence(
        self,
        post: &Post,
        spans: &[(u32, u32)],
        number: u32,
        kept: &[Sentence],
    ) -> Option<Sentence> {
        // Checked first: most sentences of a common family score too low.
        let least = kept.get(KEPT - 1).map_or(1, |last| last.score);
        if self.score < least {
            return None;
        }
        let (text, spans) = folded(post.text.get(self.start..self.end)?, spans);
        (!spans.is_empty()).then_some(Sentence { score: self.score, text, spans, post: number })
    }
}

/// How well a sentence reads on its own, 0..=[`MOST_FACTOR`].
fn factor(text: &str) -> u32 {
    let length = match text.len() {
        // A character has at most 4 bytes: such a text is too long, whatever its characters.
        bytes if bytes > 4 * TOO_LONG => return 0,
        _ => text.chars().count(),
    };
    let share = match length {
        ..TOO_SHORT => 0,
        TOO_SHORT..SHORT => 100 * length / SHORT,
        SHORT..LONG => 100,
        LONG..=TOO_LONG => 100 - 60 * (length - LONG) / (TOO_LONG - LONG),
        _ => 0,
    };
    let is_whole = text.starts_with(|first: char| first.is_uppercase() || first == '«')
        && text.ends_with(['.', '!', '?', '…', '»']);
    share as u32 * if is_whole { MOST_FACTOR / 100 } else { 1 }
}

/// A text with white space folded and invisible characters removed, and its spans adjusted.
fn folded(text: &str, spans: &[(u32, u32)]) -> (Box<str>, Spans) {
    let mut folded = String::with_capacity(text.len());
    // The new offsets of the bounds, which are in order because spans do not overlap.
    let mut places: Vec<u32> = Vec::with_capacity(spans.len() * 2);
    let mut bounds = spans.iter().flat_map(|&(start, end)| [start, end]).peekable();
    for (at, character) in text.char_indices() {
        while bounds.next_if(|&bound| bound as usize <= at).is_some() {
            places.push(folded.len() as u32);
        }
        if is_invisible(character) {
            continue;
        }
        if !character.is_whitespace() {
            folded.push(character);
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    places.extend(bounds.map(|_| folded.len() as u32));
    let spans =
        places.chunks_exact(2).map(|pair| (pair[0], pair[1])).filter(|(start, end)| start < end).collect();
    (folded.into(), spans)
}

/// The total order of sentences, best first. Equal only for the same sentence of posts with equal date, id
/// and title.
pub(super) fn better_first(one: &Sentence, two: &Sentence, posts: &Posts) -> Ordering {
    let name = |sentence: &Sentence| {
        let post = posts.get(sentence.post);
        let published = post.figures.published;
        let names = post.names();
        (published.is_none(), published, names.id, names.title)
    };
    Reverse(one.score)
        .cmp(&Reverse(two.score))
        .then_with(|| one.text.cmp(&two.text))
        .then_with(|| name(one).cmp(&name(two)))
        .then_with(|| one.spans.cmp(&two.spans))
}

/// Inserts a sentence if it is among the best. A text that several posts share is kept once.
pub(super) fn keep(kept: &mut Sentences, sentence: Sentence, posts: &Posts) {
    if let Some(same) = kept.iter().position(|other| other.text == sentence.text) {
        if better_first(&kept[same], &sentence, posts).is_le() {
            return;
        }
        kept.remove(same);
    }
    let at = kept.partition_point(|other| better_first(other, &sentence, posts).is_lt());
    if at < KEPT {
        kept.truncate(KEPT - 1);
        kept.insert(at, sentence);
    }
}
