//! Counts over many posts, mergeable in any order with equal results.
//!
//! Posts and families stay in the order in which they came; [`CanonicalOrder`](super::canonical::CanonicalOrder) gives
//! the one order that reports and files are made from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;

use compact_str::CompactString;
use smallvec::SmallVec;

use super::contribution::{Contribution, Mentioned};
use super::excerpts::{self, Sentence, Sentences};
use super::interner::{Interner, Named};
use super::kinds::KindCounts;
use super::posts::{Mention, PostFigures, PostNames, Posts};
use super::word_store::WordStore;
use crate::{Post, PostReport};

/// Counts over the posts of an archive.
///
/// An empty aggregate is the neutral element of [`merge`](Self::merge), which is associative and
/// commutative: any partition of an archive, merged in any order, gives equal reports and equal bytes in
/// [`write_to`](Self::write_to). A post that is added twice counts twice.
///
/// It takes memory for the distinct families (their variants, three sentences of each), for the distinct forms of words,
/// and for a small record of each post: its names, up to 64 kB each, some thirty bytes, and six bytes for each of its
/// families. The words of all posts are kept in their order, without spaces, marks and code, so that any phrase can be
/// counted when a report is made: in memory, or in a file (see [`spool_to`](Self::spool_to)).
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
    pub(super) posts: Posts,
    /// The families, by their lemmas.
    pub(super) families: Interner<Family>,
    pub(super) labels: Interner<Label>,
    pub(super) authors: Interner<CompactString>,
    /// The words of the posts, in the same order.
    pub(super) words: WordStore,
}

/// A family over all posts.
#[derive(Clone, Debug)]
pub(super) struct Family {
    lemma: CompactString,
    /// How many posts give it each kind of name.
    pub(super) kinds: KindCounts,
    /// Its variants and their occurrences, in alphabetical order.
    pub(super) variants: Variants,
    /// Its best sentences.
    pub(super) sentences: Sentences,
}

/// A label over all posts.
#[derive(Clone, Debug)]
pub(super) struct Label {
    name: CompactString,
    /// Posts that give it as a category; the others give it as a tag.
    pub(super) category_posts: u64,
}

/// Texts with their occurrences, in alphabetical order. Most families have one.
pub(super) type Variants = SmallVec<[(CompactString, u64); 1]>;

impl Aggregate {
    /// The counts of an empty archive.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets the words of posts that are added from now on be kept in a file, which nothing else may use, and not in
    /// memory: an aggregate holds some one and a half bytes for each word of its posts. The file is open for reading and
    /// writing; the caller removes it when the aggregate and its clones are dropped.
    ///
    /// Words that cannot be written stay in memory. Words that cannot be read again are an error of
    /// [`try_report_by`](Self::try_report_by), [`try_compare`](super::try_compare) and [`write_to`](Self::write_to).
    pub fn spool_to(&mut self, file: File) {
        self.words.spool_to(file);
    }

    /// The number of posts that were added, those that were left alone for their language included.
    pub fn posts_read(&self) -> u64 {
        self.read
    }

    /// Adds one post.
    pub fn add(&mut self, post: &Post, report: &PostReport) {
        self.add_contribution(post, &Contribution::new(post, report));
    }

    /// Adds one post with its contribution. The contribution has to be that of the post: excerpts are cut from
    /// the post's text.
    pub fn add_contribution(&mut self, post: &Post, contribution: &Contribution) {
        self.read += 1;
        match self.languages.get_mut(contribution.language()) {
            Some(count) => *count += 1,
            None => _ = self.languages.insert(contribution.language().to_owned(), 1),
        }
        if !contribution.is_analyzed() {
            return;
        }
        let number = self.posts.len() as u32;
        let labels = post.labels.iter().map(|label| label.trim()).filter(|label| !label.is_empty());
        let labels: Vec<u32> = labels.map(|label| self.labels.intern(label)).collect();
        let categories: BTreeSet<&str> = post.categories.iter().map(|name| name.trim()).collect();
        for &number in labels.iter().collect::<BTreeSet<_>>() {
            let label = self.labels.get_mut(number);
            label.category_posts += u64::from(categories.contains(label.name()));
        }
        let author = post.author.as_deref().map(str::trim).filter(|author| !author.is_empty());
        let names = PostNames { id: &post.id, title: &post.title, url: post.url.as_deref() };
        let figures = PostFigures {
            published: post.published,
            author: author.map(|author| self.authors.intern(author)),
            text: contribution.text,
        };
        self.posts.push(names, figures, labels);
        self.words.push(&contribution.sequence);
        // In a loop of its own: the tables are far larger than the caches, and the processor overlaps the cache
        // misses of a loop that does nothing else.
        let families: Vec<u32> =
            contribution.families().map(|mentioned| self.families.intern(mentioned.lemma)).collect();
        for (mentioned, family) in contribution.families().zip(families) {
            let Family { variants, sentences, kinds, .. } = self.families.get_mut(family);
            kinds.add(mentioned.kind, 1);
            for (text, count) in mentioned.variants() {
                add_count(variants, text, u64::from(count));
            }
            if let Some((place, spans)) = mentioned.sentence
                && let Some(sentence) = place.sentence(post, spans, number, sentences)
            {
                excerpts::keep(sentences, sentence, &self.posts);
            }
            let Mentioned { count, score, is_keyphrase, .. } = mentioned;
            self.posts.mention(Mention::new(family, count, score, is_keyphrase));
        }
    }

    /// The number of a family, by its lemma. It does not change while posts are added.
    #[cfg(feature = "page")]
    pub(crate) fn family(&self, lemma: &str) -> Option<u32> {
        self.families.find(lemma)
    }

    /// The lemma of a family and its commonest variant; empty for a number of another aggregate.
    #[cfg(feature = "page")]
    pub(crate) fn family_names(&self, number: u32) -> (&str, &str) {
        let family = self.families.iter().as_slice().get(number as usize);
        family.map_or(("", ""), |family| (family.name(), family.text()))
    }

    /// Adds the counts of other posts.
    pub fn merge(&mut self, other: &Self) {
        self.read = self.read.saturating_add(other.read);
        for (code, count) in &other.languages {
            let ours = self.languages.entry(code.clone()).or_default();
            *ours = ours.saturating_add(*count);
        }
        let families: Vec<u32> =
            other.families.iter().map(|family| self.families.intern(family.name())).collect();
        let labels: Vec<u32> = other.labels.iter().map(|label| self.labels.intern(label.name())).collect();
        for (theirs, &number) in other.labels.iter().zip(&labels) {
            let ours = self.labels.get_mut(number);
            ours.category_posts = ours.category_posts.saturating_add(theirs.category_posts);
        }
        let authors: Vec<u32> = other.authors.iter().map(|author| self.authors.intern(author)).collect();
        let first = self.posts.len() as u32;
        self.words.append(&other.words);
        for post in other.posts.iter() {
            let author = post.figures.author.map(|author| authors[author as usize]);
            let labels = post.labels().map(|label| labels[label as usize]);
            self.posts.push(post.names(), PostFigures { author, ..post.figures }, labels);
            for mention in post.mentions() {
                self.posts.mention_new(mention.under(families[mention.family as usize]));
            }
        }
        for (theirs, &number) in other.families.iter().zip(&families) {
            let ours = self.families.get_mut(number);
            ours.kinds.merge(&theirs.kinds);
            for (text, count) in &theirs.variants {
                add_count(&mut ours.variants, text, *count);
            }
            for sentence in &theirs.sentences {
                let sentence = Sentence { post: sentence.post + first, ..sentence.clone() };
                excerpts::keep(&mut ours.sentences, sentence, &self.posts);
            }
        }
    }
}

/// Adds to the count of a text in a list in alphabetical order.
fn add_count(list: &mut Variants, text: &str, count: u64) {
    match list.binary_search_by(|(other, _)| other.as_str().cmp(text)) {
        Ok(at) => list[at].1 = list[at].1.saturating_add(count),
        Err(at) => list.insert(at, (text.into(), count)),
    }
}

impl Named for Label {
    fn new(name: &str) -> Self {
        Self { name: name.into(), category_posts: 0 }
    }

    fn name(&self) -> &str {
        &self.name
    }
}

impl Named for Family {
    fn new(lemma: &str) -> Self {
        Self {
            lemma: lemma.into(),
            kinds: KindCounts::default(),
            variants: SmallVec::new(),
            sentences: Sentences::new(),
        }
    }

    fn name(&self) -> &str {
        &self.lemma
    }
}

impl Family {
    /// The commonest variant; among equals the first in alphabetical order.
    pub(super) fn text(&self) -> &str {
        self.variants.iter().rev().max_by_key(|(_, count)| *count).map_or("", |(text, _)| text)
    }
}
