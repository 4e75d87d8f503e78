//! What every part of a report looks at: the posts in their order, the periods, and where each family
//! stands.

use super::PeriodLength;
use super::ordered::Ordered;
use super::period::{Calendar, Month};
use super::references::{NameCount, RankedPost};
use super::statistics::rounded;
use crate::corpus::aggregate::SCORE_UNITS;

/// A family in a post.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub(super) post: u32,
    pub(super) count: u32,
    pub(super) score: u16,
    pub(super) is_keyphrase: bool,
}

/// An aggregate in its order, with what is looked up in it again and again.
#[derive(Debug)]
pub(super) struct View<'a> {
    pub(super) ordered: Ordered<'a>,
    pub(super) calendar: Calendar,
    /// The place of each post's period.
    pub(super) period_of: Vec<Option<usize>>,
    /// Posts of each period.
    pub(super) posts_of_period: Vec<u64>,
    /// Where each family stands, in order of posts.
    pub(super) postings: Vec<Vec<Posting>>,
    /// The posts of each label, in order.
    pub(super) posts_of_label: Vec<Vec<u32>>,
}

impl<'a> View<'a> {
    pub(super) fn new(ordered: Ordered<'a>, length: Option<PeriodLength>) -> Self {
        let months: Vec<Option<Month>> =
            ordered.posts.iter().map(|post| post.published.map(|day| (day.year(), day.month()))).collect();
        let first = months.iter().flatten().min().copied();
        let calendar = Calendar::of(first.zip(months.iter().flatten().max().copied()), length);
        let period_of: Vec<Option<usize>> =
            months.iter().map(|month| month.and_then(|month| calendar.place(month))).collect();
        let mut posts_of_period = vec![0; calendar.periods.len()];
        for period in period_of.iter().flatten() {
            posts_of_period[*period] += 1;
        }
        let mut postings = vec![Vec::new(); ordered.families.len()];
        let mut posts_of_label = vec![Vec::new(); ordered.labels.len()];
        for (number, post) in ordered.posts.iter().enumerate() {
            for mention in &post.mentions {
                postings[mention.family as usize].push(Posting {
                    post: number as u32,
                    count: mention.count,
                    score: mention.score,
                    is_keyphrase: mention.is_keyphrase,
                });
            }
            for &label in &post.labels {
                posts_of_label[label as usize].push(number as u32);
            }
        }
        Self { ordered, calendar, period_of, posts_of_period, postings, posts_of_label }
    }

    /// The commonest variant of a family.
    pub(super) fn text(&self, family: u32) -> &'a str {
        self.ordered.families[family as usize].family.name()
    }

    /// The posts in which a family is a keyphrase.
    pub(super) fn keyphrase_posts(&self, family: u32) -> impl Iterator<Item = Posting> {
        self.postings[family as usize].iter().copied().filter(|posting| posting.is_keyphrase)
    }

    /// Counts of posts by period.
    pub(super) fn by_period(&self, posts: impl Iterator<Item = u32>) -> Vec<u64> {
        let mut counts = vec![0; self.calendar.periods.len()];
        for period in posts.filter_map(|post| self.period_of[post as usize]) {
            counts[period] += 1;
        }
        counts
    }

    /// The labels of posts, most posts first.
    pub(super) fn labels_of(&self, posts: impl Iterator<Item = u32>, at_most: usize) -> Vec<NameCount> {
        let numbers = posts.flat_map(|post| self.ordered.posts[post as usize].labels.iter().copied());
        most(numbers, &self.ordered.labels, at_most)
    }

    /// The authors of posts, most posts first.
    pub(super) fn authors_of(&self, posts: impl Iterator<Item = u32>, at_most: usize) -> Vec<NameCount> {
        let numbers = posts.filter_map(|post| self.ordered.posts[post as usize].author);
        most(numbers, &self.ordered.authors, at_most)
    }

    /// A post with a weight in units of score.
    pub(super) fn ranked(&self, post: u32, units: u64) -> RankedPost {
        let record = &self.ordered.posts[post as usize];
        RankedPost {
            id: record.id.as_ref().to_owned(),
            title: record.title.as_ref().to_owned(),
            published: record.published,
            url: record.url.as_deref().map(str::to_owned),
            weight: rounded(units as f64 / SCORE_UNITS, 4),
        }
    }
}

/// The commonest numbers by their names, most first, among equals in the order of the alphabet.
fn most(numbers: impl Iterator<Item = u32>, names: &[&str], at_most: usize) -> Vec<NameCount> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    let mut counts: Vec<(u64, u32)> =
        numbers.chunk_by(|one, two| one == two).map(|same| (same.len() as u64, same[0])).collect();
    counts.sort_by_key(|&(posts, number)| (std::cmp::Reverse(posts), number));
    counts.truncate(at_most);
    counts
        .into_iter()
        .map(|(posts, number)| NameCount { name: names[number as usize].to_owned(), posts })
        .collect()
}
