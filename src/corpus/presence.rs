//! Presence: which posts mention the phrases of a report, and how often.
//!
//! A family is looked for by its commonest variant, with the matcher of the concordance. Families are numbered anew:
//! a *slot* is the number of a family among those that are counted.

use std::cmp::Reverse;
use std::io;

use rustc_hash::FxHashMap;

use super::canonical::OrderedPost;
use super::index::CorpusIndex;
use super::phrase_search::Found;
use super::summaries::NamePresence;
use crate::keyphrase::PhraseSet;

/// Families that are counted, at most, besides those that must be.
const MOST_FAMILIES: usize = 1 << 15;

const NO_SLOT: u32 = u32::MAX;

/// The families that are counted.
#[derive(Debug)]
pub(super) struct Slots {
    pub(super) families: Vec<u32>,
    /// The slot of each family of the archive, or [`NO_SLOT`].
    slot_of: Vec<u32>,
}

impl Slots {
    /// Some families, in the slots from 0 on, some others, and then the most common ones of the archive.
    pub(super) fn of(index: &CorpusIndex<'_>, first: &[u32], others: &[u32]) -> Self {
        let mut slots = Self { families: Vec::new(), slot_of: vec![NO_SLOT; index.sums.len()] };
        first.iter().chain(others).for_each(|&family| slots.add(family));
        let sums = |family: u32| &index.sums[family as usize];
        let mut common: Vec<u32> =
            (0..index.sums.len() as u32).filter(|&family| sums(family).posts > 0).collect();
        common.sort_unstable_by_key(|&family| {
            (Reverse(sums(family).posts), Reverse(sums(family).weight), family)
        });
        common.into_iter().take(MOST_FAMILIES).for_each(|family| slots.add(family));
        slots
    }

    fn add(&mut self, family: u32) {
        let slot = &mut self.slot_of[family as usize];
        if *slot == NO_SLOT {
            *slot = self.families.len() as u32;
            self.families.push(family);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.families.len()
    }

    /// The slot of a family that is counted.
    pub(super) fn slot(&self, family: u32) -> Option<usize> {
        Some(self.slot_of[family as usize]).filter(|&slot| slot != NO_SLOT).map(|slot| slot as usize)
    }

    /// Calls `each` with every post, in no order, and the slots of the families that it mentions, in order, with the
    /// number of the mentions.
    ///
    /// # Errors
    ///
    /// Those of reading the words of the posts.
    pub(super) fn each_post(
        &self,
        index: &CorpusIndex<'_>,
        mut each: impl FnMut(u32, &[(u32, u32)]) + Send,
    ) -> io::Result<()> {
        self.some_posts(index, |posts| posts.iter().for_each(|(post, found)| each(*post, found)))
    }

    /// The same with some posts at a time, for what is counted on several threads.
    ///
    /// # Errors
    ///
    /// Those of reading the words of the posts.
    pub(super) fn some_posts(
        &self,
        index: &CorpusIndex<'_>,
        mut each: impl FnMut(&[(u32, &Found)]) + Send,
    ) -> io::Result<()> {
        let mut phrases = PhraseSet::new();
        for &family in &self.families {
            // A family without a word has a slot, and is mentioned nowhere: the concordance does not find it either.
            let _ = phrases.push(index.text(family));
        }
        let numbers = index.ordered.numbers_of_posts();
        index.ordered.aggregate.words.each_presence(&phrases, |posts| {
            let renumbered: Vec<(u32, &Found)> =
                posts.iter().map(|(post, found)| (numbers[*post as usize], found)).collect();
            each(&renumbered);
        })
    }
}

/// The posts that mention each family, and the mentions.
#[derive(Debug)]
pub(super) struct Presence {
    pub(super) posts: Vec<u64>,
    pub(super) occurrences: Vec<u64>,
}

impl Presence {
    pub(super) fn new(slots: &Slots) -> Self {
        Self { posts: vec![0; slots.len()], occurrences: vec![0; slots.len()] }
    }

    pub(super) fn add(&mut self, found: &[(u32, u32)]) {
        for &(slot, count) in found {
            self.posts[slot as usize] += 1;
            self.occurrences[slot as usize] += u64::from(count);
        }
    }
}

/// The same by period, by label and by author, for the families in the first slots.
#[derive(Debug)]
pub(super) struct DetailedPresence {
    families: usize,
    periods: usize,
    /// Posts and mentions of each family in each period.
    by_period: Vec<(u64, u64)>,
    by_label: ByName,
    by_author: ByName,
}

/// Posts and mentions of a family under the number of a name.
type ByName = FxHashMap<(u32, u32), (u64, u64)>;

impl DetailedPresence {
    pub(super) fn new(index: &CorpusIndex<'_>, families: usize) -> Self {
        let periods = index.calendar.periods.len();
        Self {
            families,
            periods,
            by_period: vec![(0, 0); families * periods],
            by_label: ByName::default(),
            by_author: ByName::default(),
        }
    }

    /// Counts a post, which belongs to a period or to none.
    pub(super) fn add(&mut self, period: Option<u32>, post: OrderedPost<'_>, found: &[(u32, u32)]) {
        let found = &found[..found.partition_point(|&(slot, _)| (slot as usize) < self.families)];
        if found.is_empty() {
            return;
        }
        let author = post.figures().author;
        for &(slot, count) in found {
            let add = |(posts, mentions): &mut (u64, u64)| {
                *posts += 1;
                *mentions += u64::from(count);
            };
            if let Some(period) = period {
                add(&mut self.by_period[slot as usize * self.periods + period as usize]);
            }
            post.labels().for_each(|label| add(self.by_label.entry((slot, label)).or_default()));
            if let Some(author) = author {
                add(self.by_author.entry((slot, author)).or_default());
            }
        }
    }

    /// The posts of each period that mention a family, and the mentions there.
    pub(super) fn by_period(&self, slot: usize) -> (Vec<u64>, Vec<u64>) {
        self.by_period[slot * self.periods..][..self.periods].iter().copied().unzip()
    }

    /// The labels of the posts that mention each family, and their authors: most posts first, ties in alphabetical
    /// order, at most so many.
    pub(super) fn names(&self, index: &CorpusIndex<'_>, at_most: usize) -> [Vec<Vec<NamePresence>>; 2] {
        [(&self.by_label, &index.ordered.labels), (&self.by_author, &index.ordered.authors)].map(
            |(counts, names)| {
                let mut lists = vec![Vec::new(); self.families];
                for (&(slot, name), &(posts, occurrences)) in counts {
                    lists[slot as usize].push((Reverse(posts), name, occurrences));
                }
                let listed = |mut list: Vec<(Reverse<u64>, u32, u64)>| -> Vec<NamePresence> {
                    list.sort_unstable();
                    list.truncate(at_most);
                    let named = |(Reverse(posts), name, occurrences): (Reverse<u64>, u32, u64)| {
                        NamePresence { name: names[name as usize].to_owned(), posts, occurrences }
                    };
                    list.into_iter().map(named).collect()
                };
                lists.into_iter().map(listed).collect()
            },
        )
    }
}
