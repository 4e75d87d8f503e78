//! The report on an archive: the contract `glane.report/2`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::distribution::TextDistributions;
use super::keyness::Keyness;
use super::labels::LabelAudit;
use super::period::{Period, PeriodLength};
use super::summaries::{Excerpt, NameCount, NamePresence, RankedPost};
use super::trend::Trends;
use crate::keyphrase::Kind;

/// The report on an archive: the contract `glane.report/2`.
///
/// Version 2 may gain fields; existing fields keep their meaning. Lists of counts per period have one entry
/// for each of `periods`, in the same order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CorpusReport {
    /// Always `glane.report/2`.
    pub schema: &'static str,
    /// Numbers of posts.
    pub posts: PostCounts,
    /// Words of the analyzed posts.
    pub words: u64,
    /// Sentences of the analyzed posts.
    pub sentences: u64,
    /// The date of the earliest dated analyzed post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub first: Option<Date>,
    /// The date of the latest dated analyzed post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub last: Option<Date>,
    /// Text measures and their distributions over posts.
    pub figures: TextDistributions,
    /// The length of the periods.
    pub period_length: PeriodLength,
    /// Analyzed posts of each period, in chronological order, including periods without posts. Empty when
    /// no post has a date.
    pub periods: Vec<PeriodCount>,
    /// Authors of analyzed posts, most posts first.
    pub authors: Vec<NameCount>,
    /// The themes, heaviest first.
    pub themes: Vec<Theme>,
    /// The keyphrases of the archive, heaviest first.
    pub keyphrases: Vec<ArchiveKeyphrase>,
    /// Pairs of keyphrases that co-occur, strongest first.
    pub links: Vec<KeyphraseLink>,
    /// Themes and keyphrases that rise, fall, burst or are new.
    pub trends: Trends,
    /// The phrases typical of each year, author and label.
    pub keyness: Keyness,
    /// The labels of the posts and proposals to clean them up.
    pub labels: LabelAudit,
}

/// Numbers of posts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PostCounts {
    /// Posts read.
    pub read: u64,
    /// Posts analyzed.
    pub analyzed: u64,
    /// Analyzed posts without a date.
    pub undated: u64,
    /// Posts read, by the code of their language.
    pub languages: BTreeMap<String, u64>,
}

/// A keyphrase over all posts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ArchiveKeyphrase {
    /// The commonest variant.
    pub text: String,
    /// The lemmas of the phrase.
    pub lemma: String,
    /// What it names: `term` for a topic; a kind of name where more than half of the posts that it ranks high in
    /// give it as a name.
    pub kind: Kind,
    /// Posts whose title or text mentions it.
    pub posts: u64,
    /// Its mentions in these posts.
    pub occurrences: u64,
    /// Posts whose list of keyphrases gives it, 1 or more.
    pub keyphrase_of: u64,
    /// The sum of its scores in the posts whose list gives it, 0..=`keyphrase_of`.
    pub weight: f64,
    /// All its variants, commonest first.
    pub variants: Vec<String>,
    /// Posts of each period that mention it, in the order of the report's periods.
    pub periods: Vec<u64>,
    /// Its mentions in each period, in the same order.
    pub period_occurrences: Vec<u64>,
    /// The number of the theme that it belongs to, in `themes`, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<usize>,
    /// Labels of the posts that mention it, most posts first; at most five.
    pub labels: Vec<NamePresence>,
    /// Authors of the posts that mention it, most posts first; at most five.
    pub authors: Vec<NamePresence>,
    /// The posts in which it scores highest, highest first; at most five.
    pub top_posts: Vec<RankedPost>,
    /// Its best example sentences, best first; at most two.
    pub excerpts: Vec<Excerpt>,
}

/// Two keyphrases that share posts more often than expected by chance.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct KeyphraseLink {
    /// The number of the heavier one in `keyphrases`, from 0.
    pub from: usize,
    /// The number of the other.
    pub to: usize,
    /// Posts that mention both, 1 or more.
    pub posts: u64,
    /// Normalised pointwise mutual information over posts (Bouma 2009), 0..=1: 0 for independence, 1 when
    /// neither occurs without the other.
    pub association: f64,
}

/// Keyphrases that co-occur in posts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Theme {
    /// The name: the text of its leading keyphrase.
    pub name: String,
    /// Its keyphrases, the leader first, then by their strength in the theme.
    pub keyphrases: Vec<String>,
    /// The same keyphrases with their counts, in the same order.
    pub members: Vec<ThemeMember>,
    /// Posts of the theme: those in which its keyphrases have at least a tenth of the weight of all families.
    pub posts: u64,
    /// The sum of the weights of its keyphrases over its posts, 0 or more. The weight of a keyphrase in a post
    /// is its score times 1 + ln of its occurrences there.
    pub weight: f64,
    /// Posts of the theme in each period, in the order of the report's periods.
    pub periods: Vec<u64>,
    /// Labels of its posts, most posts first; at most five.
    pub labels: Vec<NameCount>,
    /// The posts of the greatest weight in it, heaviest first; at most twenty.
    pub top_posts: Vec<RankedPost>,
    /// Its best example sentences, best first, each from another post; at most five.
    pub excerpts: Vec<Excerpt>,
    /// Themes that share posts with it, strongest association first; at most five.
    pub neighbours: Vec<ThemeNeighbour>,
}

/// A keyphrase of a theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ThemeMember {
    /// Its commonest variant.
    pub text: String,
    /// The lemmas of the phrase.
    pub lemma: String,
    /// What it names: `term` for a topic; a kind of name where more than half of the posts that it ranks high in
    /// give it as a name.
    pub kind: Kind,
    /// Posts whose title or text mentions it.
    pub posts: u64,
    /// Its mentions in these posts.
    pub occurrences: u64,
    /// Posts whose list of keyphrases gives it.
    pub keyphrase_of: u64,
    /// How strongly it belongs to the theme, as a share of the strongest member's strength, 0..=1.
    pub strength: f64,
}

/// A theme that shares posts with another.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ThemeNeighbour {
    /// Its number in `themes`, from 0.
    pub theme: usize,
    /// Posts of both themes, 1 or more.
    pub posts: u64,
    /// Normalised pointwise mutual information over posts (Bouma 2009), -1..=1.
    pub association: f64,
}

/// A period and its number of posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PeriodCount {
    /// The period.
    pub period: Period,
    /// Analyzed posts published in it.
    pub posts: u64,
    /// Whether it has fewer than five posts, so that shares of them are mostly chance.
    pub sparse: bool,
}
