//! An aggregate in its one order: what every report and every file is made from.
//!
//! Families, labels and authors are numbered in the order of the alphabet, posts by their date, their
//! name and then all else that is kept of them. Two aggregates of the same posts are equal here, however
//! they came about.

use super::Aggregate;
use super::aggregate::{Family, Mention, Names, PostRecord};
use super::excerpts::Sentence;

/// An aggregate, numbered anew.
#[derive(Debug)]
pub(super) struct Ordered<'a> {
    pub(super) aggregate: &'a Aggregate,
    /// In the order of the alphabet.
    pub(super) families: Vec<OrderedFamily<'a>>,
    pub(super) labels: Vec<&'a str>,
    pub(super) authors: Vec<&'a str>,
    /// The posts with the new numbers; labels and mentions in the order of theirs.
    pub(super) posts: Vec<PostRecord>,
}

/// A family with its lemma.
#[derive(Clone, Debug)]
pub(super) struct OrderedFamily<'a> {
    pub(super) lemma: &'a str,
    pub(super) family: &'a Family,
    /// Its sentences, best first, with the new numbers of their posts.
    pub(super) sentences: Vec<Sentence>,
}

impl<'a> Ordered<'a> {
    pub(super) fn new(aggregate: &'a Aggregate) -> Self {
        let (lemmas, family_numbers) = in_order(&aggregate.lemmas);
        let (labels, label_numbers) = in_order(&aggregate.labels);
        let (authors, author_numbers) = in_order(&aggregate.authors);
        let mut posts: Vec<PostRecord> = aggregate
            .posts
            .iter()
            .map(|post| {
                let mut labels: Box<[u32]> =
                    post.labels.iter().map(|&label| label_numbers[label as usize]).collect();
                labels.sort_unstable();
                let mut mentions: Box<[Mention]> = post
                    .mentions
                    .iter()
                    .map(|mention| Mention { family: family_numbers[mention.family as usize], ..*mention })
                    .collect();
                mentions.sort_unstable();
                let author = post.author.map(|author| author_numbers[author as usize]);
                PostRecord { author, labels, mentions, ..post.clone() }
            })
            .collect();
        posts.sort_unstable();
        let families = lemmas
            .into_iter()
            .map(|(lemma, number)| {
                let family = &aggregate.families[number];
                let mut sentences = family.sentences.clone();
                for sentence in &mut sentences {
                    // The first post of that name: the sentence cannot tell them apart.
                    let post = &aggregate.posts[sentence.post as usize];
                    sentence.post = posts.partition_point(|other| name(other) < name(post)) as u32;
                }
                OrderedFamily { lemma, family, sentences }
            })
            .collect();
        Self {
            aggregate,
            families,
            labels: labels.into_iter().map(|(label, _)| label).collect(),
            authors: authors.into_iter().map(|(author, _)| author).collect(),
            posts,
        }
    }
}

/// What names a post: the first fields of its order.
fn name(post: &PostRecord) -> (Option<jiff::civil::Date>, &str, &str) {
    (post.published, &post.id, &post.title)
}

/// Names in the order of the alphabet with their old numbers, and the new number of each old one.
fn in_order(names: &Names) -> (Vec<(&str, usize)>, Vec<u32>) {
    let mut order: Vec<(&str, usize)> =
        names.list.iter().enumerate().map(|(number, name)| (&**name, number)).collect();
    order.sort_unstable();
    let mut numbers = vec![0; order.len()];
    for (new, &(_, old)) in order.iter().enumerate() {
        numbers[old] = new as u32;
    }
    (order, numbers)
}
