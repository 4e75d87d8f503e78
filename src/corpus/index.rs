//! The index that every part of a report reads: posts in canonical order, periods, sums over posts of each
//! family, and postings.

use super::canonical::{CanonicalOrder, OrderedPost};
use super::period::{Calendar, Month, PeriodLength};
use super::statistics::rounded;
use super::summaries::{NameCount, RankedPost};
use crate::keyphrase::Kind;

/// Postings held at once, at most: some tens of megabytes.
const MOST_POSTINGS: u64 = 1 << 21;

/// A post of which a family is a keyphrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub(super) post: u32,
    /// Its score there, in units.
    pub(super) score: u16,
}

/// Sums of a family over the posts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FamilySums {
    /// Posts that have it among their ranked families.
    pub(super) posts: u64,
    /// The sum of its weights there, in units.
    pub(super) weight: u64,
    /// Posts of which it is a keyphrase, and the sum of its scores there.
    pub(super) keyphrase_posts: u64,
    pub(super) keyphrase_units: u64,
}

/// An aggregate in canonical order, with look-up tables.
#[derive(Debug)]
pub(super) struct CorpusIndex<'a> {
    pub(super) ordered: CanonicalOrder<'a>,
    pub(super) calendar: Calendar,
    /// The index of the period of each post.
    pub(super) period_of: Vec<Option<u32>>,
    /// Posts of each period.
    pub(super) posts_of_period: Vec<u64>,
    /// The sums of each family.
    pub(super) sums: Vec<FamilySums>,
    /// The posts of each label, in order.
    pub(super) posts_of_label: Vec<Vec<u32>>,
}

impl<'a> CorpusIndex<'a> {
    pub(super) fn new(ordered: CanonicalOrder<'a>, length: Option<PeriodLength>) -> Self {
        let month = |post: OrderedPost<'_>| post.published.map(|day| -> Month { (day.year(), day.month()) });
        let first = ordered.posts().filter_map(month).min();
        let calendar = Calendar::of(first.zip(ordered.posts().filter_map(month).max()), length);
        let period_of: Vec<Option<u32>> = ordered
            .posts()
            .map(|post| month(post).and_then(|month| calendar.index_of(month)).map(|index| index as u32))
            .collect();
        let mut posts_of_period = vec![0; calendar.periods.len()];
        for period in period_of.iter().flatten() {
            posts_of_period[*period as usize] += 1;
        }
        let mut sums = vec![FamilySums::default(); ordered.families.len()];
        for mention in ordered.posts_in_memory_order().flat_map(OrderedPost::mentions) {
            let sums = &mut sums[mention.family as usize];
            let units = u64::from(mention.score());
            sums.posts += 1;
            sums.weight += u64::from(mention.weight());
            if mention.is_keyphrase() {
                sums.keyphrase_posts += 1;
                sums.keyphrase_units += units;
            }
        }
        let mut posts_of_label = vec![Vec::new(); ordered.labels.len()];
        for (number, post) in (0..).zip(ordered.posts()) {
            for label in post.labels() {
                posts_of_label[label as usize].push(number);
            }
        }
        Self { ordered, calendar, period_of, posts_of_period, sums, posts_of_label }
    }

    /// The commonest variant of a family.
    pub(super) fn text(&self, family: u32) -> &'a str {
        self.ordered.families[family as usize].family.text()
    }

    /// What a family names.
    pub(super) fn kind(&self, family: u32) -> Kind {
        self.ordered.families[family as usize].family.kinds.kind(self.sums[family as usize].posts)
    }

    /// Calls `each` for some distinct families with their postings, in order of posts. Postings are collected
    /// for as many families per pass over the posts as [`MOST_POSTINGS`] allows.
    pub(super) fn each_with_postings(&self, families: &[u32], mut each: impl FnMut(u32, &[Posting])) {
        let mut place = vec![u32::MAX; self.ordered.families.len()];
        let mut rest = families;
        while !rest.is_empty() {
            let mut room = MOST_POSTINGS;
            let fits = rest.iter().take_while(|&&family| {
                let posts = self.sums[family as usize].keyphrase_posts;
                let fits = posts <= room;
                room = room.saturating_sub(posts);
                fits
            });
            let (now, later) = rest.split_at(fits.count().max(1));
            rest = later;
            let room =
                |family: &u32| Vec::with_capacity(self.sums[*family as usize].keyphrase_posts as usize);
            let mut postings: Vec<Vec<Posting>> = now.iter().map(room).collect();
            for (at, &family) in (0..).zip(now) {
                place[family as usize] = at;
            }
            for (number, post) in (0..).zip(self.ordered.posts()) {
                for mention in post.mentions().filter(|mention| mention.is_keyphrase()) {
                    if let Some(list) = postings.get_mut(place[mention.family as usize] as usize) {
                        list.push(Posting { post: number, score: mention.score() });
                    }
                }
            }
            for (&family, postings) in now.iter().zip(&postings) {
                place[family as usize] = u32::MAX;
                each(family, postings);
            }
        }
    }

    /// The number of these posts in each period.
    pub(super) fn by_period(&self, posts: impl Iterator<Item = u32>) -> Vec<u64> {
        let mut counts = vec![0; self.calendar.periods.len()];
        for period in posts.filter_map(|post| self.period_of[post as usize]) {
            counts[period as usize] += 1;
        }
        counts
    }

    /// The labels of posts, most posts first.
    pub(super) fn labels_of(&self, posts: impl Iterator<Item = u32>, at_most: usize) -> Vec<NameCount> {
        let numbers = posts.flat_map(|post| self.ordered.post(post).labels());
        most_frequent(numbers, &self.ordered.labels, at_most)
    }

    /// The authors of posts, most posts first.
    pub(super) fn authors_of(&self, posts: impl Iterator<Item = u32>, at_most: usize) -> Vec<NameCount> {
        let numbers = posts.filter_map(|post| self.ordered.post(post).figures().author);
        most_frequent(numbers, &self.ordered.authors, at_most)
    }

    /// A post with a weight.
    pub(super) fn ranked(&self, post: u32, weight: f64) -> RankedPost {
        let post = self.ordered.post(post);
        let names = post.names();
        RankedPost {
            id: names.id.to_owned(),
            title: names.title.to_owned(),
            published: post.published,
            url: names.url.map(str::to_owned),
            weight: rounded(weight, 4),
        }
    }
}

/// The greatest `at_most` of some values, the greatest first.
pub(super) fn greatest<T: Ord>(values: impl Iterator<Item = T>, at_most: usize) -> Vec<T> {
    let mut kept: Vec<T> = Vec::with_capacity(at_most + 1);
    for value in values {
        if kept.len() < at_most || kept.last().is_some_and(|least| value > *least) {
            kept.insert(kept.partition_point(|other| *other >= value), value);
            kept.truncate(at_most);
        }
    }
    kept
}

/// The most frequent numbers by name, most frequent first, ties in alphabetical order.
fn most_frequent(numbers: impl Iterator<Item = u32>, names: &[&str], at_most: usize) -> Vec<NameCount> {
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
