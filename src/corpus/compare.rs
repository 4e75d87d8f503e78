//! Comparison of two archives by keyness: the phrases typical of each.

use jiff::civil::Date;
use serde::Serialize;

use super::aggregate::Aggregate;
use super::canonical::CanonicalOrder;
use super::index::CorpusIndex;
use super::keyness::{TypicalPhrase, is_too_small, sort, typical};
use super::statistics::Contrast;

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
/// Counts are numbers of posts. A phrase is typical of an archive when a greater share of its posts has it
/// among its ranked families (see [`MAX_FAMILIES`](crate::MAX_FAMILIES)) and the log-likelihood ratio is significant
/// (p < 0.01).
///
/// ```
/// use glane::corpus::{Aggregate, compare};
///
/// let [one, two] = [Aggregate::new(), Aggregate::new()];
/// assert!(compare(("2021", &one), ("2022", &two)).first.typical.is_empty());
/// ```
pub fn compare(first: (&str, &Aggregate), second: (&str, &Aggregate)) -> Comparison {
    let indexes =
        [first, second].map(|(_, aggregate)| CorpusIndex::new(CanonicalOrder::new(aggregate), None));
    let typical = [typical_of(&indexes[0], &indexes[1]), typical_of(&indexes[1], &indexes[0])];
    let [first, second] = [(first.0, &indexes[0]), (second.0, &indexes[1])].map(|(name, index)| {
        let posts = || index.ordered.posts();
        ComparedArchive {
            name: name.to_owned(),
            posts: index.ordered.len() as u64,
            words: posts().map(|post| u64::from(post.figures().text.words)).sum(),
            first: posts().filter_map(|post| post.published).min(),
            last: posts().filter_map(|post| post.published).max(),
            too_small: false,
            typical: Vec::new(),
        }
    });
    let [typical_of_first, typical_of_second] = typical;
    let too_small = is_too_small(second.posts, first.posts);
    Comparison {
        schema: "glane.compare/2",
        first: ComparedArchive {
            too_small: is_too_small(first.posts, second.posts),
            typical: typical_of_first,
            ..first
        },
        second: ComparedArchive { too_small, typical: typical_of_second, ..second },
    }
}

/// The phrases typical of one archive against another.
fn typical_of(one: &CorpusIndex<'_>, other: &CorpusIndex<'_>) -> Vec<TypicalPhrase> {
    let (group, others) = (one.ordered.len() as u64, other.ordered.len() as u64);
    let families = &other.ordered.families;
    let mut list: Vec<TypicalPhrase> = (0..one.ordered.families.len() as u32)
        .filter_map(|family| {
            let lemma = one.ordered.families[family as usize].lemma;
            let here = one.sums[family as usize].posts;
            let elsewhere = families
                .binary_search_by(|other| other.lemma.cmp(lemma))
                .map_or(0, |at| other.sums[at].posts);
            let contrast = Contrast { here, group, elsewhere, others };
            typical(one.text(family), lemma, contrast).filter(|_| here >= 2)
        })
        .collect();
    sort(&mut list);
    list.truncate(MOST_PHRASES);
    list
}
