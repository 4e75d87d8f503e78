//! Comparison of two archives by keyness: the phrases typical of each.

use std::collections::BTreeMap;
use std::io;

use jiff::civil::Date;
use serde::Serialize;

use super::aggregate::Aggregate;
use super::canonical::CanonicalOrder;
use super::index::CorpusIndex;
use super::keyness::{TypicalPhrase, is_too_small, most_typical_first, typical};
use super::presence::Slots;
use super::statistics::Contrast;
use crate::keyphrase::PhraseSet;

/// Phrases of an archive, at most.
const MOST_PHRASES: usize = 50;

/// The phrases typical of each of two archives: the contract `glane.compare/2`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Comparison {
    /// Always `glane.compare/2`.
    pub schema: &'static str,
    /// The first archive.
    pub first: ComparedArchive,
    /// The second archive.
    pub second: ComparedArchive,
}

/// One of two archives.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ComparedArchive {
    /// The name given to it.
    pub name: String,
    /// Its analyzed posts.
    pub posts: u64,
    /// Words of the analyzed posts.
    pub words: u64,
    /// The date of the earliest dated post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub first: Option<Date>,
    /// The date of the latest dated post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub last: Option<Date>,
    /// Whether it has too few posts for any phrase to be typical of it.
    pub too_small: bool,
    /// Phrases typical of it against the other, in descending order of log-likelihood.
    pub typical: Vec<TypicalPhrase>,
}

/// Compares two archives, each given with its name.
///
/// Counts are numbers of posts. A phrase is typical of an archive when a greater share of its posts mentions it and the
/// log-likelihood ratio is significant (p < 0.01). Every phrase is tried that ranks high in some post of either (see
/// [`MAX_FAMILIES`](crate::MAX_FAMILIES)).
///
/// # Panics
///
/// When the file of [`Aggregate::spool_to`] cannot be read: [`try_compare`] says so.
///
/// ```
/// use glane::corpus::{Aggregate, compare};
///
/// let [one, two] = [Aggregate::new(), Aggregate::new()];
/// assert!(compare(("2021", &one), ("2022", &two)).first.typical.is_empty());
/// ```
pub fn compare(first: (&str, &Aggregate), second: (&str, &Aggregate)) -> Comparison {
    try_compare(first, second).expect("the words of the posts can be read")
}

/// Compares two archives as [`compare`] does.
///
/// # Errors
///
/// Those of reading the file of [`Aggregate::spool_to`].
pub fn try_compare(first: (&str, &Aggregate), second: (&str, &Aggregate)) -> io::Result<Comparison> {
    let names = [first.0, second.0];
    let indexes =
        [first, second].map(|(_, aggregate)| CorpusIndex::new(CanonicalOrder::joined(aggregate), None));
    let phrases = phrases(&indexes);
    let mut set = PhraseSet::new();
    for (text, _) in phrases.values() {
        // A family without a word is mentioned nowhere.
        let _ = set.push(text);
    }
    let mut counts = [vec![0_u64; set.len()], vec![0; set.len()]];
    for (index, counts) in indexes.iter().zip(&mut counts) {
        let count = |_, found: &[(u32, u32)]| found.iter().for_each(|&(at, _)| counts[at as usize] += 1);
        index.ordered.aggregate.words.each_presence(&set, count)?;
    }
    let [first, second] = [0, 1].map(|this| {
        let (index, posts) = (&indexes[this], |index: &CorpusIndex<'_>| index.ordered.len() as u64);
        let (group, others) = (posts(index), posts(&indexes[1 - this]));
        let mut typical: Vec<TypicalPhrase> = phrases
            .iter()
            .zip(counts[this].iter().zip(&counts[1 - this]))
            .filter(|(_, (here, _))| **here >= 2)
            .filter_map(|((lemma, (text, keyphrase_of)), (&here, &elsewhere))| {
                let phrase = typical(text, lemma, Contrast { here, group, elsewhere, others })?;
                Some(TypicalPhrase { keyphrase_of: keyphrase_of[this], ..phrase })
            })
            .collect();
        typical.sort_by(most_typical_first);
        typical.truncate(MOST_PHRASES);
        let posts = || index.ordered.posts();
        ComparedArchive {
            name: names[this].to_owned(),
            posts: group,
            words: posts().map(|post| u64::from(post.figures().text.words)).sum(),
            first: posts().filter_map(|post| post.published).min(),
            last: posts().filter_map(|post| post.published).max(),
            too_small: is_too_small(group, others),
            typical,
        }
    });
    Ok(Comparison { schema: "glane.compare/2", first, second })
}

/// The phrases that are tried, by their lemmas: the commonest variant in both archives together, and the posts of each
/// whose list gives it.
fn phrases<'a>(indexes: &'a [CorpusIndex<'a>; 2]) -> BTreeMap<&'a str, (&'a str, [u64; 2])> {
    let mut variants: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for index in indexes {
        for family in Slots::of(index, &[], &[]).families {
            variants.entry(index.ordered.families[family as usize].lemma).or_default();
        }
    }
    let mut keyphrase_of: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for (this, index) in indexes.iter().enumerate() {
        for (family, sums) in index.ordered.families.iter().zip(&index.sums) {
            let Some(variants) = variants.get_mut(family.lemma) else { continue };
            for (text, count) in &family.family.variants {
                *variants.entry(text).or_default() += count;
            }
            keyphrase_of.entry(family.lemma).or_default()[this] = sums.keyphrase_posts;
        }
    }
    let phrase = |(lemma, variants): (&'a str, BTreeMap<&'a str, u64>)| {
        let (text, _) = variants.into_iter().rev().max_by_key(|(_, count)| *count)?;
        Some((lemma, (text, keyphrase_of.get(lemma).copied().unwrap_or_default())))
    };
    variants.into_iter().filter_map(phrase).collect()
}
