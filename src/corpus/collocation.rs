//! Collocations: the words that stand near a phrase more often than chance would have it.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::lemmas::LemmaReader;
use super::statistics::{Contrast, rounded};
use crate::Post;
use crate::keyphrase::{PhraseError, PhraseMatcher};
use crate::tag::Upos;

/// Counts the words near a phrase in posts.
///
/// A word is near where it stands in the sentence of a mention of the phrase, at most so many words before or after it;
/// a word near two mentions counts once. Words of the phrase itself are not near.
///
/// ```
/// use glane::Post;
/// use glane::corpus::CollocationCounts;
///
/// let mut counts = CollocationCounts::new("vélo", 3)?;
/// counts.add(&Post::new("1", "Le vélo cargo roule. Un vélo cargo porte tout. Le canal dort."));
/// let found = counts.finish(2);
/// assert_eq!((found.occurrences, found.collocates[0].text.as_str(), found.collocates[0].near), (2, "cargo", 2));
/// # Ok::<(), glane::corpus::PhraseError>(())
/// ```
#[derive(Debug)]
pub struct CollocationCounts {
    phrase: String,
    window: usize,
    matcher: PhraseMatcher,
    reader: LemmaReader,
    all_posts: u64,
    posts: u64,
    occurrences: u64,
    words: u64,
    words_near: u64,
    /// For each lemma: its occurrences, those near the phrase, and the posts of these.
    lemmas: FxHashMap<(String, Upos), LemmaNear>,
}

#[derive(Clone, Copy, Debug, Default)]
struct LemmaNear {
    occurrences: u64,
    near: u64,
    posts: u64,
    /// The last post in which it was near, counted from 1.
    last: u64,
}

/// The words near a phrase: the contract `glane.collocations/1`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Collocations {
    /// Always `glane.collocations/1`.
    pub schema: &'static str,
    /// The phrase.
    pub phrase: String,
    /// The words on each side that count as near, at most.
    pub window: usize,
    /// Analyzed posts.
    pub all_posts: u64,
    /// Posts that mention the phrase.
    pub posts: u64,
    /// Its mentions.
    pub occurrences: u64,
    /// Words of all analyzed posts, without those of the mentions.
    pub words: u64,
    /// Of these, the words near the phrase.
    pub words_near: u64,
    /// The words that are near more often than expected, in descending order of log-likelihood.
    pub collocates: Vec<Collocate>,
}

/// A word near a phrase.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Collocate {
    /// Its lemma.
    pub text: String,
    /// Its part of speech (Universal Dependencies).
    pub upos: String,
    /// Its occurrences near the phrase.
    pub near: u64,
    /// Posts of these.
    pub posts: u64,
    /// All its occurrences, without those in the phrase.
    pub occurrences: u64,
    /// The occurrences near the phrase that chance would give it: `occurrences` × `words_near` ÷ `words`.
    pub expected: f64,
    /// The log-likelihood ratio G² (Dunning 1993): 3.84, 6.63 and 10.83 are the critical values for p < 0.05, 0.01 and
    /// 0.001.
    pub log_likelihood: f64,
    /// The association by logDice (Rychlý 2008): 14 at most; it does not depend on the size of the archive.
    pub log_dice: f64,
}

impl CollocationCounts {
    /// The counts of no post, for a phrase and so many words on each side.
    ///
    /// # Errors
    ///
    /// A phrase without a word, or with too many words.
    pub fn new(phrase: &str, window: usize) -> Result<Self, PhraseError> {
        Ok(Self {
            phrase: phrase.to_owned(),
            window,
            matcher: PhraseMatcher::new(phrase)?,
            reader: LemmaReader::default(),
            all_posts: 0,
            posts: 0,
            occurrences: 0,
            words: 0,
            words_near: 0,
            lemmas: FxHashMap::default(),
        })
    }

    /// Adds a post.
    pub fn add(&mut self, post: &Post) {
        if self.reader.trim() {
            self.matcher.forget();
        }
        self.all_posts += 1;
        let before = self.occurrences;
        for (text, annotations) in [(&post.title, &[][..]), (&post.text, &post.annotations[..])] {
            let (document, words) = self.reader.read(text, annotations);
            let found = self.matcher.find(&document, annotations);
            self.occurrences += found.len() as u64;
            let mut is_inside = vec![false; words.len()];
            for range in &found {
                is_inside[range.clone()].fill(true);
            }
            let mut is_near = vec![false; words.len()];
            let mut sentences = document.sentences().iter().map(|sentence| sentence.range()).peekable();
            for range in found {
                while sentences.next_if(|sentence| sentence.end <= range.start).is_some() {}
                let Some(sentence) = sentences.peek() else { break };
                let is_word = |index: &usize| words[*index].is_some() && !is_inside[*index];
                let after = (range.end..sentence.end).filter(is_word).take(self.window);
                let earlier = (sentence.start..range.start).rev().filter(is_word).take(self.window);
                after.chain(earlier).for_each(|index| is_near[index] = true);
            }
            let rest = words.into_iter().zip(is_near).zip(is_inside).filter(|(_, is_inside)| !is_inside);
            for ((word, is_near), _) in rest {
                let Some((upos, lemma)) = word else { continue };
                self.words += 1;
                let counts = self.lemmas.entry((lemma, upos)).or_default();
                counts.occurrences += 1;
                if is_near {
                    self.words_near += 1;
                    counts.near += 1;
                    counts.posts += u64::from(counts.last != self.all_posts);
                    counts.last = self.all_posts;
                }
            }
        }
        self.posts += u64::from(self.occurrences > before);
    }

    /// The collocations: words that are near at least `least` times.
    pub fn finish(self, least: u64) -> Collocations {
        let (words, words_near) = (self.words, self.words_near);
        let collocate = |((text, upos), counts): ((String, Upos), LemmaNear)| {
            let LemmaNear { occurrences, near, posts, .. } = counts;
            let contrast = Contrast {
                here: near,
                group: words_near,
                elsewhere: occurrences - near,
                others: words - words_near,
            };
            let is_more = near >= least && contrast.share() > contrast.share_elsewhere();
            let dice = 2.0 * near as f64 / (self.occurrences + occurrences) as f64;
            is_more.then(|| Collocate {
                text,
                upos: upos.as_str().to_owned(),
                near,
                posts,
                occurrences,
                expected: rounded(occurrences as f64 * words_near as f64 / words as f64, 4),
                log_likelihood: rounded(contrast.log_likelihood(), 2),
                log_dice: rounded(14.0 + dice.log2(), 2),
            })
        };
        let mut collocates: Vec<Collocate> = self.lemmas.into_iter().filter_map(collocate).collect();
        collocates.sort_by(|one, two| {
            (two.log_likelihood.total_cmp(&one.log_likelihood))
                .then_with(|| Reverse(one.near).cmp(&Reverse(two.near)))
                .then_with(|| (&one.text, &one.upos).cmp(&(&two.text, &two.upos)))
        });
        Collocations {
            schema: "glane.collocations/1",
            phrase: self.phrase,
            window: self.window,
            all_posts: self.all_posts,
            posts: self.posts,
            occurrences: self.occurrences,
            words,
            words_near,
            collocates,
        }
    }
}
