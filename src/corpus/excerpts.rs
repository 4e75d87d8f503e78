//! Sentences that say a family best: few of each, chosen by a total order, so that any order of merging
//! keeps the same ones.
//!
//! A sentence scores the score of the keyphrase in its post, times how well it can be read on its own: of
//! 40 to 160 characters best, of fewer than 20 or more than 300 not at all, and twice as well when it begins
//! with a capital and ends with a stop.

use std::cmp::{Ordering, Reverse};

use serde::{Deserialize, Serialize};

use super::posts::Posts;
use crate::text::is_invisible;
use crate::{Keyphrase, Post, PostReport, Span};

/// Sentences that are kept of each family.
pub(super) const KEPT: usize = 3;
/// Characters of a sentence: too short, short, long, too long.
const TOO_SHORT: usize = 20;
const SHORT: usize = 40;
const LONG: usize = 160;
const TOO_LONG: usize = 300;
/// The greatest readability of a sentence.
const BEST: u32 = 200;

/// A sentence of a post that has a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// How well it says the family; higher is better.
    pub(super) score: u32,
    /// As it is shown: white space folded.
    pub(super) text: Box<str>,
    /// Where the family stands in `text`, in bytes.
    pub(super) spans: Box<[(u32, u32)]>,
    /// The number of its post.
    pub(super) post: u32,
}

/// The place of a sentence in the text of its post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// How well it says a family.
    score: u32,
    start: usize,
    end: usize,
}

/// Finds the best sentence that a post has for one of its keyphrases, whose score is so many units, and
/// appends to `spans` where it stands there, in bytes of the sentence.
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
        let score = u32::from(units) * readability(text);
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
    /// The sentence, as the post of this number has it, with the places of a family in it; none where it
    /// would not be kept beside these.
    pub(super) fn sentence(
        self,
        post: &Post,
        spans: &[(u32, u32)],
        number: u32,
        kept: &[Sentence],
    ) -> Option<Sentence> {
        // Most posts have nothing to add to families that many posts have.
        let least = kept.get(KEPT - 1).map_or(1, |last| last.score);
        if self.score < least {
            return None;
        }
        let (text, spans) = folded(post.text.get(self.start..self.end)?, spans);
        (!spans.is_empty()).then_some(Sentence { score: self.score, text, spans, post: number })
    }
}

/// How well a sentence can be read on its own, 0..=[`BEST`].
fn readability(text: &str) -> u32 {
    let length = match text.len() {
        // No need to count the characters of what is too long by its bytes.
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
    share as u32 * if is_whole { BEST / 100 } else { 1 }
}

/// A text with its white space folded and without what nobody sees, and its spans moved with it.
fn folded(text: &str, spans: &[(u32, u32)]) -> (Box<str>, Box<[(u32, u32)]>) {
    let mut folded = String::with_capacity(text.len());
    // The places of the bounds, which are in order: spans do not overlap.
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

/// The order of sentences, the best first; equal only for one sentence of posts of one name.
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

/// Puts a sentence among the best, if it is one of them. A text that several posts share is kept once.
pub(super) fn keep(kept: &mut Vec<Sentence>, sentence: Sentence, posts: &Posts) {
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
