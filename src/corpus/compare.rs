//! Comparison of two archives by keyness: the phrases typical of each.

use std::collections::BTreeMap;
use std::io;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::aggregate::Aggregate;
use super::canonical::CanonicalOrder;
use super::frequency::{Deviation, Unit};
use super::index::CorpusIndex;
use super::keyness::{TypicalPhrase, is_too_small, most_typical_first, typical};
use super::lemmas::{LemmaCounts, parts};
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
    /// What is compared: phrases or lemmas.
    pub unit: Unit,
    /// The first archive.
    pub first: ComparedArchive,
    /// The second archive.
    pub second: ComparedArchive,
}

/// One of two archives.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    let mut counts = [vec![(0_u64, 0_u64); set.len()], vec![(0, 0); set.len()]];
    for (index, counts) in indexes.iter().zip(&mut counts) {
        index.ordered.aggregate.words.each_presence(&set, |posts| {
            for &(at, occurrences) in posts.iter().flat_map(|(_, found)| found) {
                let (posts, all) = &mut counts[at as usize];
                *posts += 1;
                *all += u64::from(occurrences);
            }
        })?;
    }
    let size = |this: usize| indexes[this].ordered.len() as u64;
    let mut compared = Vec::with_capacity(2);
    for this in [0, 1] {
        let (index, group, others) = (&indexes[this], size(this), size(1 - this));
        let tried = phrases.iter().zip(counts[this].iter().zip(&counts[1 - this]));
        let found = tried.filter_map(|((lemma, (text, keyphrase_of)), (&here, &elsewhere))| {
            let contrast = Contrast { here: here.0, group, elsewhere: elsewhere.0, others };
            let phrase = typical_of(text, lemma, contrast, (here.1, elsewhere.1))?;
            Some(TypicalPhrase { keyphrase_of: keyphrase_of[this], ..phrase })
        });
        let mut typical = most_typical(found);
        let posts = || index.ordered.posts();
        let words: u64 = posts().map(|post| u64::from(post.figures().text.words)).sum();
        disperse(index, &mut typical, words)?;
        compared.push(ComparedArchive {
            name: names[this].to_owned(),
            posts: group,
            words,
            first: posts().filter_map(|post| post.published).min(),
            last: posts().filter_map(|post| post.published).max(),
            too_small: is_too_small(group, others),
            typical,
        });
    }
    Ok(Comparison::of(Unit::Phrase, compared))
}

/// Compares two archives as [`compare`] does, by the lemmas of all their words.
///
/// # Errors
///
/// Those of reading the file of [`LemmaCounts::spool_to`].
pub fn try_compare_lemmas(
    first: (&str, &LemmaCounts),
    second: (&str, &LemmaCounts),
) -> io::Result<Comparison> {
    let archives = [first, second];
    let counts = [archives[0].1.counts()?, archives[1].1.counts()?];
    let mut compared = Vec::with_capacity(2);
    for this in [0, 1] {
        let ((name, lemmas), (_, other)) = (archives[this], archives[1 - this]);
        let ((group, words, own), (others, _, theirs)) = (&counts[this], &counts[1 - this]);
        let elsewhere: FxHashMap<&str, (u64, u64)> =
            theirs.iter().enumerate().map(|(number, counts)| (other.store.name(number), *counts)).collect();
        let found = own.iter().enumerate().filter_map(|(number, &(occurrences, here))| {
            let lemma = lemmas.store.name(number);
            let (occurrences_elsewhere, elsewhere) = elsewhere.get(lemma).copied().unwrap_or_default();
            let contrast = Contrast { here, group: *group, elsewhere, others: *others };
            let (text, upos) = parts(lemma);
            let phrase = typical_of(text, text, contrast, (occurrences, occurrences_elsewhere))?;
            Some(TypicalPhrase { upos: Some(upos.to_owned()), ..phrase })
        });
        let mut typical = most_typical(found);
        let names: Vec<String> = typical
            .iter()
            .map(|phrase| format!("{} {}", phrase.upos.as_deref().unwrap_or_default(), phrase.text))
            .collect();
        let place = |number: usize| names.iter().position(|name| name == lemmas.store.name(number));
        let places: Vec<Option<usize>> = (0..own.len()).map(place).collect();
        let deviations = lemmas.deviations(own, *words, |number| places[number].is_some())?;
        for (number, deviation) in deviations.into_iter().enumerate() {
            if let Some(place) = places[number] {
                typical[place].dispersion = Some(deviation.value(own[number].0, *words));
            }
        }
        compared.push(ComparedArchive {
            name: name.to_owned(),
            posts: *group,
            words: *words,
            first: lemmas.first,
            last: lemmas.last,
            too_small: is_too_small(*group, *others),
            typical,
        });
    }
    Ok(Comparison::of(Unit::Lemma, compared))
}

impl Comparison {
    /// Of two archives, the first and the second.
    fn of(unit: Unit, compared: Vec<ComparedArchive>) -> Self {
        let mut compared = compared.into_iter();
        let mut next = || compared.next().unwrap_or_default();
        Self { schema: "glane.compare/2", unit, first: next(), second: next() }
    }
}

/// A typical phrase that two posts have at least, with its occurrences here and elsewhere.
fn typical_of(text: &str, lemma: &str, contrast: Contrast, occurrences: (u64, u64)) -> Option<TypicalPhrase> {
    let phrase = typical(text, lemma, contrast).filter(|_| contrast.here >= 2)?;
    Some(TypicalPhrase {
        occurrences: Some(occurrences.0),
        occurrences_elsewhere: Some(occurrences.1),
        ..phrase
    })
}

fn most_typical(phrases: impl Iterator<Item = TypicalPhrase>) -> Vec<TypicalPhrase> {
    let mut typical: Vec<TypicalPhrase> = phrases.collect();
    typical.sort_by(most_typical_first);
    typical.truncate(MOST_PHRASES);
    typical
}

/// Gives typical phrases their dispersion over the posts of an archive of so many words.
fn disperse(index: &CorpusIndex<'_>, typical: &mut [TypicalPhrase], words: u64) -> io::Result<()> {
    let mut set = PhraseSet::new();
    for phrase in &*typical {
        let _ = set.push(&phrase.text);
    }
    let numbers = index.ordered.numbers_of_posts();
    let mut deviations = vec![Deviation::default(); typical.len()];
    index.ordered.aggregate.words.each_presence(&set, |posts| {
        for (post, found) in posts {
            let of_post = index.ordered.post(numbers[*post as usize]).figures().text.words;
            for &(at, count) in found {
                let all = typical[at as usize].occurrences.unwrap_or(0);
                deviations[at as usize].add(count.into(), of_post.into(), all, words);
            }
        }
    })?;
    for (phrase, deviation) in typical.iter_mut().zip(deviations) {
        phrase.dispersion = Some(deviation.value(phrase.occurrences.unwrap_or(0), words));
    }
    Ok(())
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
