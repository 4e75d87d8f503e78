//! An aggregate in canonical order, from which every report and every file is made.
//!
//! Families, labels and authors are numbered alphabetically; posts by date, id, title and then every other
//! field. Two aggregates of the same posts have the same canonical order, whatever the order of adding and
//! merging. The order is a permutation beside the aggregate, which is not copied.

use std::cmp;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::aggregate::{Aggregate, Family};
use super::interner::{Interner, Named};
use super::posts::{Mention, PostFigures, PostNames, PostRecord};
use crate::text::{Fnv1a, is_apostrophe, is_hyphen};

/// An aggregate with its records renumbered.
#[derive(Debug)]
pub(super) struct CanonicalOrder<'a> {
    pub(super) aggregate: &'a Aggregate,
    /// In alphabetical order.
    pub(super) families: Vec<OrderedFamily<'a>>,
    pub(super) labels: Vec<&'a str>,
    /// Of the posts of each label, those that give it as a category.
    pub(super) category_posts: Vec<u64>,
    pub(super) authors: Vec<&'a str>,
    /// The old number of each post.
    posts: Vec<u32>,
    numbers: Numbers,
}

/// The new number of each old one.
#[derive(Debug)]
struct Numbers {
    families: Vec<u32>,
    /// Whether other families have the new number of a family as well, by the new number; empty where none has.
    shared: Vec<bool>,
    labels: Vec<u32>,
    authors: Vec<u32>,
}

/// A family with its lemma. Its sentences are sorted best first and refer to posts by old numbers: see
/// [`CanonicalOrder::place`].
#[derive(Clone, Copy, Debug)]
pub(super) struct OrderedFamily<'a> {
    pub(super) lemma: &'a str,
    pub(super) family: &'a Family,
}

/// A post under the new numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct OrderedPost<'a> {
    record: PostRecord<'a>,
    numbers: &'a Numbers,
    pub(super) published: Option<Date>,
}

impl<'a> OrderedPost<'a> {
    fn new(record: PostRecord<'a>, numbers: &'a Numbers) -> Self {
        Self { record, numbers, published: record.figures.published }
    }

    /// Its id, its title and its address.
    pub(super) fn names(&self) -> PostNames<'a> {
        self.record.names()
    }

    /// Its date, author and text counts.
    pub(super) fn figures(&self) -> PostFigures {
        let author = self.record.figures.author.map(|author| self.numbers.authors[author as usize]);
        PostFigures { author, ..self.record.figures }
    }

    /// Its labels, each once, in unspecified order.
    pub(super) fn labels(self) -> impl ExactSizeIterator<Item = u32> + 'a {
        self.record.labels().map(move |label| self.numbers.labels[label as usize])
    }

    /// Its families, each once, in no order. Of spellings that share a number, the one with the highest score stands for
    /// all.
    pub(super) fn mentions(self) -> impl Iterator<Item = Mention> + 'a {
        let (mentions, Numbers { families, shared, .. }) = (self.record.mentions(), self.numbers);
        let number = |mention: &Mention| families[mention.family as usize];
        mentions.clone().enumerate().filter_map(move |(at, mention)| {
            let family = number(&mention);
            let is_shared = shared.get(family as usize).is_some_and(|is| *is);
            let rank = |mention: &Mention| (mention.score(), mention.is_keyphrase(), mention.count);
            let is_behind = |(other_at, other): (usize, Mention)| {
                number(&other) == family
                    && (rank(&other), cmp::Reverse(other_at)) > (rank(&mention), cmp::Reverse(at))
            };
            let is_repeated = is_shared && mentions.clone().enumerate().any(is_behind);
            (!is_repeated).then(|| mention.under(family))
        })
    }

    /// Its labels and its families in order.
    pub(super) fn in_order(&self) -> (Vec<u32>, Vec<Mention>) {
        let mut labels: Vec<u32> = self.labels().collect();
        let mut mentions: Vec<Mention> = self.mentions().collect();
        labels.sort_unstable();
        mentions.sort_unstable();
        (labels, mentions)
    }

    /// Date, id and title: the first part of the sort key of posts.
    fn name(&self) -> (Option<Date>, &'a str, &'a str) {
        let PostNames { id, title, .. } = self.names();
        (self.published, id, title)
    }

    /// The total order of posts: only posts that are equal in every field compare equal.
    fn compare(&self, other: &Self) -> cmp::Ordering {
        let rest = |post: &Self| {
            let PostFigures { published: _, author, text } = post.figures();
            (post.names().url, text, author)
        };
        self.name()
            .cmp(&other.name())
            .then_with(|| rest(self).cmp(&rest(other)))
            .then_with(|| self.in_order().cmp(&other.in_order()))
    }
}

impl<'a> CanonicalOrder<'a> {
    /// The order in which counts are saved.
    pub(super) fn new(aggregate: &'a Aggregate) -> Self {
        let (lemmas, families) = alphabetical(&aggregate.families);
        Self::of(aggregate, lemmas, families, Vec::new())
    }

    /// The order that reports are made from: families that are spellings of one phrase ("Objective-C", "Objective C")
    /// count as the commonest of them, and the others have no posts.
    pub(super) fn joined(aggregate: &'a Aggregate) -> Self {
        let (lemmas, mut families) = alphabetical(&aggregate.families);
        let occurrences =
            |old: u32| -> u64 { aggregate.families.get(old).variants.iter().map(|(_, count)| count).sum() };
        let mut spellings: FxHashMap<u64, u32> = FxHashMap::default();
        let mut shared = vec![false; families.len()];
        let mut is_any = false;
        for &(lemma, old) in &lemmas {
            let common = spellings.entry(spelling(lemma)).or_insert(old);
            if occurrences(old) > occurrences(*common) {
                *common = old;
            }
        }
        let own = families.clone();
        for &(lemma, old) in &lemmas {
            let common = spellings[&spelling(lemma)];
            if common != old {
                families[old as usize] = own[common as usize];
                shared[own[common as usize] as usize] = true;
                is_any = true;
            }
        }
        Self::of(aggregate, lemmas, families, if is_any { shared } else { Vec::new() })
    }

    fn of(
        aggregate: &'a Aggregate,
        lemmas: Vec<(&'a str, u32)>,
        families: Vec<u32>,
        shared: Vec<bool>,
    ) -> Self {
        let (labels, label_numbers) = alphabetical(&aggregate.labels);
        let (authors, author_numbers) = alphabetical(&aggregate.authors);
        let numbers = Numbers { families, shared, labels: label_numbers, authors: author_numbers };
        // Dates are sorted on a copy: they decide most comparisons, and looking up a post is slow.
        let days = aggregate.posts.iter().map(|post| post.figures.published);
        let mut posts: Vec<(Option<Date>, u32)> = days.zip(0..).collect();
        let post = |number| OrderedPost::new(aggregate.posts.get(number), &numbers);
        posts.sort_unstable_by(|one, two| {
            one.0
                .cmp(&two.0)
                .then_with(|| post(one.1).compare(&post(two.1)))
                .then_with(|| aggregate.words.compare(one.1, two.1))
        });
        Self {
            aggregate,
            families: lemmas
                .into_iter()
                .map(|(lemma, number)| OrderedFamily { lemma, family: aggregate.families.get(number) })
                .collect(),
            category_posts: labels
                .iter()
                .map(|&(_, number)| aggregate.labels.get(number).category_posts)
                .collect(),
            labels: labels.into_iter().map(|(label, _)| label).collect(),
            authors: authors.into_iter().map(|(author, _)| author).collect(),
            posts: posts.into_iter().map(|(_, number)| number).collect(),
            numbers,
        }
    }

    /// How many posts there are.
    pub(super) fn len(&self) -> usize {
        self.posts.len()
    }

    /// A post by its new number.
    pub(super) fn post(&self, number: u32) -> OrderedPost<'_> {
        OrderedPost::new(self.aggregate.posts.get(self.posts[number as usize]), &self.numbers)
    }

    /// The new number of each post, by its old one.
    pub(super) fn numbers_of_posts(&self) -> Vec<u32> {
        let mut numbers = vec![0; self.posts.len()];
        for (new, &old) in (0..).zip(&self.posts) {
            numbers[old as usize] = new;
        }
        numbers
    }

    /// The old numbers of the posts, in order.
    pub(super) fn old_numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.posts.iter().copied()
    }

    /// The posts, in order.
    pub(super) fn posts(&self) -> impl Iterator<Item = OrderedPost<'_>> {
        (0..self.posts.len() as u32).map(|number| self.post(number))
    }

    /// The posts in memory order, for sums that do not depend on the order.
    pub(super) fn posts_in_memory_order(&self) -> impl Iterator<Item = OrderedPost<'_>> {
        self.aggregate.posts.iter().map(|record| OrderedPost::new(record, &self.numbers))
    }

    /// The new number of a post by its old one. Posts of equal date, id and title share the number of the
    /// first of them, because the order of sentences does not distinguish such posts.
    pub(super) fn place(&self, old: u32) -> u32 {
        let post = OrderedPost::new(self.aggregate.posts.get(old), &self.numbers);
        let others = |&other: &u32| OrderedPost::new(self.aggregate.posts.get(other), &self.numbers);
        self.posts.partition_point(|other| others(other).name() < post.name()) as u32
    }
}

/// A hash of what spellings of one phrase have in common: its letters and digits in lower case, without hyphens, apostrophes and
/// spaces, and whether it begins with a capital ("Orange" is not "orange").
fn spelling(lemma: &str) -> u64 {
    let is_capitalised = lemma.starts_with(char::is_uppercase);
    let is_between = |c: char| c.is_whitespace() || is_hyphen(c) || is_apostrophe(c);
    let letters = lemma.chars().filter(|c| !is_between(*c)).flat_map(char::to_lowercase);
    let mut sum = Fnv1a::new();
    for letter in is_capitalised.then_some('^').into_iter().chain(letters) {
        sum.write(letter.encode_utf8(&mut [0; 4]).as_bytes());
    }
    sum.finish()
}

/// Names in alphabetical order with their old numbers, and the new number of each old one.
fn alphabetical<T: Named>(names: &Interner<T>) -> (Vec<(&str, u32)>, Vec<u32>) {
    let mut order: Vec<(&str, u32)> = names.iter().map(Named::name).zip(0..).collect();
    order.sort_unstable();
    let mut numbers = vec![0; order.len()];
    for (new, &(_, old)) in order.iter().enumerate() {
        numbers[old as usize] = new as u32;
    }
    (order, numbers)
}
