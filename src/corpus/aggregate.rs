//! Counts over many posts, mergeable in any order with equal results.
//!
//! What is added stays in the order in which it came; [`Ordered`](super::ordered::Ordered) puts it into
//! the one order that reports and files are made from.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::excerpts::{self, Sentence};
use crate::{Keyphrase, Post, PostReport};

/// Scores are counted in these units, so that sums are whole numbers and no order of adding
/// changes them.
pub(super) const SCORE_UNITS: f64 = 10_000.0;

/// Counts over the posts of an archive.
///
/// An empty aggregate is the neutral element of [`merge`](Self::merge), which is associative and
/// commutative: any partition of an archive, merged in any order, gives equal reports and equal bytes in
/// [`write_to`](Self::write_to). A post that is added twice counts twice.
///
/// Its memory is that of the distinct families (their variants, three sentences of each) and of a small
/// record a post: its name, its labels, and the numbers of its families. No text is kept.
///
/// ```
/// use glane::corpus::Aggregate;
/// use glane::{Analyzer, Post};
///
/// let analyzer = Analyzer::builder().build()?;
/// let [mut one, mut two] = [Aggregate::new(), Aggregate::new()];
/// let post = Post::new("1", "Le vélo cargo remplace la voiture. Un vélo cargo porte deux enfants.");
/// one.add(&post, &analyzer.analyze(&post));
/// let post = Post::new("2", "La piste cyclable longe le canal. Les vélos y roulent.");
/// two.add(&post, &analyzer.analyze(&post));
/// one.merge(&two);
/// assert_eq!(one.report().posts.analyzed, 2);
/// # Ok::<(), glane::BuildError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Aggregate {
    /// Posts that were read.
    pub(super) read: u64,
    /// Posts that were read, by the code of their language.
    pub(super) languages: BTreeMap<String, u64>,
    /// The posts that were analyzed.
    pub(super) posts: Vec<PostRecord>,
    pub(super) families: Vec<Family>,
    pub(super) lemmas: Names,
    pub(super) labels: Names,
    pub(super) authors: Names,
}

/// What is kept of a post.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PostRecord {
    // The order of these fields is the order of posts; the first three name a post.
    pub(super) published: Option<Date>,
    pub(super) id: Box<str>,
    pub(super) title: Box<str>,
    pub(super) url: Option<Box<str>>,
    pub(super) words: u32,
    pub(super) sentences: u32,
    /// The number of its author.
    pub(super) author: Option<u32>,
    /// The numbers of its labels, each once.
    pub(super) labels: Box<[u32]>,
    /// Its families, each once.
    pub(super) mentions: Box<[Mention]>,
}

/// A family in a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mention {
    /// The number of the family.
    pub(super) family: u32,
    /// Its occurrences.
    pub(super) count: u32,
    /// Its score, in units of 1 / [`SCORE_UNITS`].
    pub(super) score: u16,
    /// Whether it is a keyphrase of the post, or only comes next.
    pub(super) is_keyphrase: bool,
}

/// What is kept of a family over all posts.
#[derive(Clone, Debug, Default)]
pub(super) struct Family {
    /// The ways in which it is written and their occurrences, in the order of the alphabet.
    pub(super) variants: Vec<(Box<str>, u64)>,
    /// The sentences that say it best.
    pub(super) sentences: Vec<Sentence>,
}

impl Aggregate {
    /// Counts of no post.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one post.
    pub fn add(&mut self, post: &Post, report: &PostReport) {
        self.read += 1;
        match self.languages.get_mut(report.language.code) {
            Some(count) => *count += 1,
            None => _ = self.languages.insert(report.language.code.to_owned(), 1),
        }
        if !report.analyzed {
            return;
        }
        let number = self.posts.len() as u32;
        let mut labels: Vec<u32> = Vec::with_capacity(post.labels.len());
        for label in post.labels.iter().filter(|label| !label.trim().is_empty()) {
            let label = self.labels.number(label.trim());
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        let author = post.author.as_deref().map(str::trim).filter(|author| !author.is_empty());
        self.posts.push(PostRecord {
            published: post.published,
            id: post.id.as_str().into(),
            title: post.title.as_str().into(),
            url: post.url.as_deref().map(Into::into),
            words: u32::try_from(report.stats.words).unwrap_or(u32::MAX),
            sentences: u32::try_from(report.stats.sentences).unwrap_or(u32::MAX),
            author: author.map(|author| self.authors.number(author)),
            labels: labels.into(),
            mentions: Box::default(),
        });
        let mut mentions: Vec<Mention> = Vec::with_capacity(report.keyphrases.len() + report.further.len());
        for (keyphrases, is_keyphrase) in [(&report.keyphrases, true), (&report.further, false)] {
            for keyphrase in keyphrases {
                let mention = self.mention(keyphrase, is_keyphrase);
                if is_keyphrase && let Some(sentence) = excerpts::best(post, report, keyphrase, number) {
                    excerpts::keep(
                        &mut self.families[mention.family as usize].sentences,
                        sentence,
                        &self.posts,
                    );
                }
                // Two families of a post may share a lemma; the post has it once.
                match mentions.iter_mut().find(|other| other.family == mention.family) {
                    Some(other) => {
                        other.count = other.count.saturating_add(mention.count);
                        other.score = other.score.max(mention.score);
                        other.is_keyphrase |= mention.is_keyphrase;
                    }
                    None => mentions.push(mention),
                }
            }
        }
        self.posts[number as usize].mentions = mentions.into();
    }

    fn mention(&mut self, keyphrase: &Keyphrase, is_keyphrase: bool) -> Mention {
        let family = self.family(&keyphrase.lemma);
        let variants = &mut self.families[family as usize].variants;
        for variant in &keyphrase.variants {
            add_count(variants, &variant.text, u64::from(variant.count));
        }
        let score = (keyphrase.score.clamp(0.0, 1.0) * SCORE_UNITS).round() as u16;
        Mention { family, count: keyphrase.count, score, is_keyphrase }
    }

    /// Adds the counts of other posts.
    pub fn merge(&mut self, other: &Self) {
        self.read = self.read.saturating_add(other.read);
        for (code, count) in &other.languages {
            let ours = self.languages.entry(code.clone()).or_default();
            *ours = ours.saturating_add(*count);
        }
        let families: Vec<u32> = other.lemmas.list.iter().map(|lemma| self.family(lemma)).collect();
        let labels: Vec<u32> = other.labels.list.iter().map(|label| self.labels.number(label)).collect();
        let authors: Vec<u32> = other.authors.list.iter().map(|author| self.authors.number(author)).collect();
        let first = self.posts.len() as u32;
        self.posts.extend(other.posts.iter().map(|post| {
            PostRecord {
                author: post.author.map(|author| authors[author as usize]),
                labels: post.labels.iter().map(|&label| labels[label as usize]).collect(),
                mentions: post
                    .mentions
                    .iter()
                    .map(|mention| Mention { family: families[mention.family as usize], ..*mention })
                    .collect(),
                ..post.clone()
            }
        }));
        for (theirs, &number) in other.families.iter().zip(&families) {
            let ours = &mut self.families[number as usize];
            for (text, count) in &theirs.variants {
                add_count(&mut ours.variants, text, *count);
            }
            for sentence in &theirs.sentences {
                let sentence = Sentence { post: sentence.post + first, ..sentence.clone() };
                excerpts::keep(&mut ours.sentences, sentence, &self.posts);
            }
        }
    }

    pub(super) fn family(&mut self, lemma: &str) -> u32 {
        let number = self.lemmas.number(lemma);
        if number as usize == self.families.len() {
            self.families.push(Family::default());
        }
        number
    }
}

/// Adds to the count of a text in a list in the order of the alphabet.
fn add_count(list: &mut Vec<(Box<str>, u64)>, text: &str, count: u64) {
    match list.binary_search_by(|(other, _)| (**other).cmp(text)) {
        Ok(at) => list[at].1 = list[at].1.saturating_add(count),
        Err(at) => list.insert(at, (text.into(), count)),
    }
}

impl Family {
    /// The commonest variant; among equals the first in the order of the alphabet.
    pub(super) fn name(&self) -> &str {
        self.variants.iter().rev().max_by_key(|(_, count)| *count).map_or("", |(text, _)| text)
    }
}

/// Names with a number each, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub(super) list: Vec<Arc<str>>,
    numbers: FxHashMap<Arc<str>, u32>,
}

impl Names {
    pub(super) fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.list.len() as u32;
        let name: Arc<str> = name.into();
        self.list.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        number
    }
}
