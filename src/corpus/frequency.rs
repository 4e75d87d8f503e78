//! Frequencies: how often the phrases or the lemmas of an archive stand in it, in how many posts, and how evenly.

use std::cmp::Reverse;
use std::io;

use serde::Serialize;

use super::aggregate::Aggregate;
use super::canonical::CanonicalOrder;
use super::index::CorpusIndex;
use super::lemmas::{self, LemmaCounts};
use super::presence::Slots;
use super::statistics::rounded;
use crate::pipeline::threads::on_some_pool;

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Unit {
    /// Phrases that rank high in some post, in all their variants.
    #[default]
    Phrase,
    /// The dictionary forms of all words.
    Lemma,
}

/// How often the phrases or the lemmas of an archive stand in it: the contract `glane.frequencies/1`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Frequencies {
    /// Always `glane.frequencies/1`.
    pub schema: &'static str,
    /// What is counted.
    pub unit: Unit,
    /// Analyzed posts: the denominator of `posts` of each entry.
    pub posts: u64,
    /// Words of the analyzed posts: the denominator of `occurrences`. Of phrases, the words of the texts; of lemmas, the
    /// words of titles and texts outside code.
    pub words: u64,
    /// The phrases or lemmas, most occurrences first, then in alphabetical order.
    pub entries: Vec<Frequency>,
}

/// A phrase or a lemma and its frequency.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Frequency {
    /// The commonest variant of a phrase, or a lemma.
    pub text: String,
    /// The part of speech of a lemma (Universal Dependencies).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upos: Option<String>,
    /// Its occurrences in titles and texts.
    pub occurrences: u64,
    /// Posts in which it occurs.
    pub posts: u64,
    /// The deviation of proportions over posts (Gries 2008), 0..=1: 0 where each post has its share of the occurrences by
    /// its number of words, near 1 where they are all in one short post.
    pub dispersion: f64,
}

/// The occurrences and the posts of each lemma.
pub(super) type Occurrences = Vec<(u64, u64)>;

/// Adds up the deviation of proportions of one phrase, in integers, so that the order of the posts does not matter.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Deviation {
    /// The sum of |count × all words − words of the post × occurrences| over the posts that have the phrase.
    differences: u128,
    /// Words of these posts.
    words: u64,
}

impl Deviation {
    /// Adds a post of so many words in which the phrase stands `count` times, of `occurrences` in an archive of `all`
    /// words.
    pub(super) fn add(&mut self, count: u64, words: u64, occurrences: u64, all: u64) {
        let (here, share) =
            (u128::from(count) * u128::from(all), u128::from(words) * u128::from(occurrences));
        self.differences += here.abs_diff(share);
        self.words += words;
    }

    /// The deviation, once all posts with the phrase were added.
    pub(super) fn value(self, occurrences: u64, all: u64) -> f64 {
        let elsewhere = u128::from(all.saturating_sub(self.words)) * u128::from(occurrences);
        let most = 2 * u128::from(all) * u128::from(occurrences);
        rounded((self.differences + elsewhere) as f64 / most.max(1) as f64, 4)
    }
}

impl Aggregate {
    /// The frequencies of the phrases that rank high in some post; of very many, those that do so in most posts.
    ///
    /// # Errors
    ///
    /// Those of reading the file of [`spool_to`](Self::spool_to).
    pub fn try_frequencies(&self) -> io::Result<Frequencies> {
        on_some_pool(|| self.frequencies())
    }

    fn frequencies(&self) -> io::Result<Frequencies> {
        let index = CorpusIndex::new(CanonicalOrder::joined(self), None);
        let slots = Slots::of(&index, &[], &[]);
        let words = |post: u32| u64::from(index.ordered.post(post).figures().text.words);
        let all: u64 = (0..index.ordered.len() as u32).map(words).sum();
        let mut counts = vec![(0_u64, 0_u64); slots.len()];
        slots.each_post(&index, |_, found| {
            for &(slot, count) in found {
                let (occurrences, posts) = &mut counts[slot as usize];
                *occurrences += u64::from(count);
                *posts += 1;
            }
        })?;
        let mut deviations = vec![Deviation::default(); slots.len()];
        slots.each_post(&index, |post, found| {
            for &(slot, count) in found {
                let occurrences = counts[slot as usize].0;
                deviations[slot as usize].add(count.into(), words(post), occurrences, all);
            }
        })?;
        let entries = slots.families.iter().zip(counts).zip(deviations).map(
            |((&family, (occurrences, posts)), deviation)| Frequency {
                text: index.text(family).to_owned(),
                upos: None,
                occurrences,
                posts,
                dispersion: deviation.value(occurrences, all),
            },
        );
        Ok(Frequencies::new(Unit::Phrase, index.ordered.len() as u64, all, entries.collect()))
    }
}

impl LemmaCounts {
    /// The frequencies of all lemmas.
    ///
    /// # Errors
    ///
    /// Those of reading the file of [`spool_to`](Self::spool_to).
    pub fn try_frequencies(&self) -> io::Result<Frequencies> {
        let (posts, words, counts) = self.counts()?;
        let deviations = self.deviations(&counts, words, |_| true)?;
        let entries =
            counts.iter().zip(deviations).enumerate().map(|(number, (&(occurrences, posts), deviation))| {
                let (lemma, upos) = lemmas::parts(self.store.name(number));
                Frequency {
                    text: lemma.to_owned(),
                    upos: Some(upos.to_owned()),
                    occurrences,
                    posts,
                    dispersion: deviation.value(occurrences, words),
                }
            });
        Ok(Frequencies::new(Unit::Lemma, posts, words, entries.collect()))
    }

    /// The posts, the words, and the occurrences and the posts of each lemma.
    pub(super) fn counts(&self) -> io::Result<(u64, u64, Occurrences)> {
        let mut counts = vec![(0, 0); self.store.names()];
        let (mut posts, mut words) = (0, 0);
        self.each_post(|found| {
            posts += 1;
            for &(lemma, count) in found {
                let (occurrences, posts) = &mut counts[lemma as usize];
                *occurrences += count;
                *posts += 1;
                words += count;
            }
        })?;
        Ok((posts, words, counts))
    }

    /// The deviations of some lemmas.
    pub(super) fn deviations(
        &self,
        counts: &[(u64, u64)],
        all: u64,
        is_wanted: impl Fn(usize) -> bool,
    ) -> io::Result<Vec<Deviation>> {
        let mut deviations = vec![Deviation::default(); counts.len()];
        self.each_post(|found| {
            let words: u64 = found.iter().map(|(_, count)| count).sum();
            for &(lemma, count) in found {
                let lemma = lemma as usize;
                if is_wanted(lemma) {
                    deviations[lemma].add(count, words, counts[lemma].0, all);
                }
            }
        })?;
        Ok(deviations)
    }
}

impl Frequencies {
    fn new(unit: Unit, posts: u64, words: u64, mut entries: Vec<Frequency>) -> Self {
        // A phrase without a word stands nowhere.
        entries.retain(|entry| entry.occurrences > 0);
        entries.sort_by(|one, two| {
            let key = |entry: &Frequency| (Reverse(entry.occurrences), Reverse(entry.posts));
            key(one).cmp(&key(two)).then_with(|| (&one.text, &one.upos).cmp(&(&two.text, &two.upos)))
        });
        Self { schema: "glane.frequencies/1", unit, posts, words, entries }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published formula: half the sum, over all parts, of the differences between the share of the words and the
    /// share of the occurrences.
    #[test]
    fn the_deviation_of_proportions_is_the_published_one() {
        let sizes = [100_u64, 300, 50, 550];
        for counts in [[1_u64, 3, 0, 6], [10, 0, 0, 0], [0, 0, 7, 0], [10, 30, 5, 55], [0, 1, 1, 0]] {
            let (all, occurrences): (u64, u64) = (sizes.iter().sum(), counts.iter().sum());
            let mut deviation = Deviation::default();
            for (size, count) in sizes.into_iter().zip(counts).filter(|&(_, count)| count > 0) {
                deviation.add(count, size, occurrences, all);
            }
            let share = |part: u64, of: u64| part as f64 / of as f64;
            let differences = sizes
                .iter()
                .zip(counts)
                .map(|(&size, count)| (share(size, all) - share(count, occurrences)).abs());
            let expected = differences.sum::<f64>() / 2.0;
            assert!((deviation.value(occurrences, all) - expected).abs() < 1e-4, "{counts:?}");
        }
    }
}
