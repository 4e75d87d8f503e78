//! Two archives against each other: what is typical of each.

use jiff::civil::Date;
use serde::Serialize;

use super::aggregate::Aggregate;
use super::canonical::CanonicalOrder;
use super::index::CorpusIndex;
use super::keyness::{TypicalPhrase, sort, typical};
use super::statistics::Contrast;

/// Phrases of an archive, at most.
const MOST_PHRASES: usize = 50;

/// What is typical of each of two archives: the contract `glane.compare/1`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// Always `glane.compare/1`.
    pub schema: &'static str,
    /// The one archive.
    pub first: ComparedArchive,
    /// The other.
    pub second: ComparedArchive,
}

/// One of two archives.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ComparedArchive {
    /// What it is called.
    pub name: String,
    /// Its analyzed posts.
    pub posts: u64,
    /// The words of these.
    pub words: u64,
    /// The first day on which one of them was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub first: Option<Date>,
    /// The last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub last: Option<Date>,
    /// What is typical of it against the other, the surest first.
    pub typical: Vec<TypicalPhrase>,
}

/// Holds two archives against each other, each with its name.
///
/// Counts are of posts: a phrase is typical of an archive when a greater share of its posts has it, among
/// their keyphrases or next after them, and chance does not explain it.
///
/// ```
/// use glane::corpus::{Aggregate, compare};
///
/// let [one, two] = [Aggregate::new(), Aggregate::new()];
/// assert!(compare(("2021", &one), ("2022", &two)).first.typical.is_empty());
/// ```
pub fn compare(first: (&str, &Aggregate), second: (&str, &Aggregate)) -> Comparison {
    let views = [first, second].map(|(_, aggregate)| CorpusIndex::new(CanonicalOrder::new(aggregate), None));
    let typical = [typical_of(&views[0], &views[1]), typical_of(&views[1], &views[0])];
    let [first, second] = [(first.0, &views[0]), (second.0, &views[1])].map(|(name, index)| {
        let posts = || index.ordered.posts();
        ComparedArchive {
            name: name.to_owned(),
            posts: index.ordered.len() as u64,
            words: posts().map(|post| u64::from(post.figures().text.words)).sum(),
            first: posts().filter_map(|post| post.published).min(),
            last: posts().filter_map(|post| post.published).max(),
            typical: Vec::new(),
        }
    });
    let [typical_of_first, typical_of_second] = typical;
    Comparison {
        schema: "glane.compare/1",
        first: ComparedArchive { typical: typical_of_first, ..first },
        second: ComparedArchive { typical: typical_of_second, ..second },
    }
}

/// What is typical of one archive against another.
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
