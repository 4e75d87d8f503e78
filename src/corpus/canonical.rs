//! An aggregate in its one order: what every report and every file is made from.
//!
//! Families, labels and authors are numbered in the order of the alphabet, posts by their date, their
//! name and then all else that is kept of them. Two aggregates of the same posts are equal here, however
//! they came about. Nothing of them is copied: the new numbers stand beside the old ones.

use std::cmp;

use jiff::civil::Date;

use super::aggregate::{Aggregate, Family};
use super::interner::{Named, Numbered};
use super::posts::{Mention, PostFigures, PostNames, PostRecord};

/// An aggregate, numbered anew.
#[derive(Debug)]
pub(super) struct CanonicalOrder<'a> {
    pub(super) aggregate: &'a Aggregate,
    /// In the order of the alphabet.
    pub(super) families: Vec<OrderedFamily<'a>>,
    pub(super) labels: Vec<&'a str>,
    pub(super) authors: Vec<&'a str>,
    /// The old number of each post.
    posts: Vec<u32>,
    numbers: Numbers,
}

/// The new number of each old one.
#[derive(Debug)]
struct Numbers {
    families: Vec<u32>,
    labels: Vec<u32>,
    authors: Vec<u32>,
}

/// A family with its lemma. Its sentences stand best first, with the old numbers of their posts: see
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

    /// What it is beside its names and its families.
    pub(super) fn figures(&self) -> PostFigures {
        let author = self.record.figures.author.map(|author| self.numbers.authors[author as usize]);
        PostFigures { author, ..self.record.figures }
    }

    /// Its labels, each once, in no order.
    pub(super) fn labels(self) -> impl ExactSizeIterator<Item = u32> + 'a {
        self.record.labels.iter().map(move |&label| self.numbers.labels[label as usize])
    }

    /// Its families, each once, in no order.
    pub(super) fn mentions(self) -> impl ExactSizeIterator<Item = Mention> + 'a {
        let family = move |mention: &Mention| self.numbers.families[mention.family as usize];
        self.record.mentions.iter().map(move |mention| mention.under(family(mention)))
    }

    /// Its labels and its families in order.
    pub(super) fn in_order(&self) -> (Vec<u32>, Vec<Mention>) {
        let mut labels: Vec<u32> = self.labels().collect();
        let mut mentions: Vec<Mention> = self.mentions().collect();
        labels.sort_unstable();
        mentions.sort_unstable();
        (labels, mentions)
    }

    /// What names it: the first part of the order of posts.
    fn name(&self) -> (Option<Date>, &'a str, &'a str) {
        let PostNames { id, title, .. } = self.names();
        (self.published, id, title)
    }

    /// The order of posts, which tells apart all that differ.
    fn compare(&self, other: &Self) -> cmp::Ordering {
        let beside = |post: &Self| {
            let PostFigures { published: _, author, text } = post.figures();
            (post.names().url, text, author)
        };
        self.name()
            .cmp(&other.name())
            .then_with(|| beside(self).cmp(&beside(other)))
            .then_with(|| self.in_order().cmp(&other.in_order()))
    }
}

impl<'a> CanonicalOrder<'a> {
    pub(super) fn new(aggregate: &'a Aggregate) -> Self {
        let (lemmas, families) = in_order(&aggregate.families);
        let (labels, label_numbers) = in_order(&aggregate.labels);
        let (authors, author_numbers) = in_order(&aggregate.authors);
        let numbers = Numbers { families, labels: label_numbers, authors: author_numbers };
        // The days first, which tell most posts apart without a look at them.
        let days = aggregate.posts.iter().map(|post| post.figures.published);
        let mut posts: Vec<(Option<Date>, u32)> = days.zip(0..).collect();
        let post = |number| OrderedPost::new(aggregate.posts.get(number), &numbers);
        posts.sort_unstable_by(|one, two| one.0.cmp(&two.0).then_with(|| post(one.1).compare(&post(two.1))));
        Self {
            aggregate,
            families: lemmas
                .into_iter()
                .map(|(lemma, number)| OrderedFamily { lemma, family: aggregate.families.get(number) })
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

    /// The posts, in order.
    pub(super) fn posts(&self) -> impl Iterator<Item = OrderedPost<'_>> {
        (0..self.posts.len() as u32).map(|number| self.post(number))
    }

    /// The posts in the order in which they lie in memory, for sums that need no order.
    pub(super) fn posts_as_they_lie(&self) -> impl Iterator<Item = OrderedPost<'_>> {
        self.aggregate.posts.iter().map(|record| OrderedPost::new(record, &self.numbers))
    }

    /// The new number of a post by its old one: that of the first post of its name, since a sentence
    /// cannot tell posts of one name apart.
    pub(super) fn place(&self, old: u32) -> u32 {
        let post = OrderedPost::new(self.aggregate.posts.get(old), &self.numbers);
        let others = |&other: &u32| OrderedPost::new(self.aggregate.posts.get(other), &self.numbers);
        self.posts.partition_point(|other| others(other).name() < post.name()) as u32
    }
}

/// Names in the order of the alphabet with their old numbers, and the new number of each old one.
fn in_order<T: Named>(names: &Numbered<T>) -> (Vec<(&str, u32)>, Vec<u32>) {
    let mut order: Vec<(&str, u32)> = names.iter().map(Named::name).zip(0..).collect();
    order.sort_unstable();
    let mut numbers = vec![0; order.len()];
    for (new, &(_, old)) in order.iter().enumerate() {
        numbers[old as usize] = new as u32;
    }
    (order, numbers)
}
