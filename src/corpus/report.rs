//! What the counts say: the contract `glane.report/1`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::distribution::TextFigures;
use super::keyness::Keyness;
use super::labels::LabelAudit;
use super::period::{Period, PeriodLength};
use super::summaries::{Excerpt, NameCount, RankedPost};
use super::trend::Trends;

/// What an archive is about: the contract `glane.report/1`.
///
/// Fields may be added to version 1; none will change its meaning. Lists that speak of periods have one
/// entry for each of `periods`, in the same order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CorpusReport {
    /// Always `glane.report/1`.
    pub schema: &'static str,
    /// How many posts there were.
    pub posts: PostCounts,
    /// Words of the analyzed posts.
    pub words: u64,
    /// Sentences of the analyzed posts.
    pub sentences: u64,
    /// The first day on which an analyzed post was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub first: Option<Date>,
    /// The last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub last: Option<Date>,
    /// How the text of the posts is spread over their lengths.
    pub figures: TextFigures,
    /// How long the periods are.
    pub period_length: PeriodLength,
    /// Analyzed posts of each period, in order of time; periods without posts included. Empty when no
    /// post has a date.
    pub periods: Vec<PeriodCount>,
    /// Authors of analyzed posts, most posts first.
    pub authors: Vec<NameCount>,
    /// The themes, heaviest first.
    pub themes: Vec<Theme>,
    /// The keyphrases of the archive, heaviest first.
    pub keyphrases: Vec<ArchiveKeyphrase>,
    /// Which of the keyphrases co-occur, the strongest first.
    pub links: Vec<KeyphraseLink>,
    /// What rises, falls, bursts and is new.
    pub trends: Trends,
    /// What is typical of each year, author and label.
    pub keyness: Keyness,
    /// The blog's own labels, and a plan to mend them.
    pub labels: LabelAudit,
}

/// Counts of posts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PostCounts {
    /// Posts that were read.
    pub read: u64,
    /// Posts that were analyzed.
    pub analyzed: u64,
    /// Analyzed posts without a date.
    pub undated: u64,
    /// Posts read, by the code of their language.
    pub languages: BTreeMap<String, u64>,
}

/// A keyphrase over all posts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArchiveKeyphrase {
    /// The commonest variant.
    pub text: String,
    /// The phrase by its lemmas.
    pub lemma: String,
    /// Posts that have it among their keyphrases.
    pub posts: u64,
    /// Its occurrences in these posts.
    pub count: u64,
    /// The sum of its scores over these posts, 0..=`posts`.
    pub weight: f64,
    /// All ways in which it is written, commonest first.
    pub variants: Vec<String>,
    /// Posts of each period that have it, in the order of the report's periods.
    pub periods: Vec<u64>,
    /// The number of the theme that it belongs to, in `themes`, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<usize>,
    /// Labels of its posts, most posts first: five at most.
    pub labels: Vec<NameCount>,
    /// Authors of its posts, most posts first: five at most.
    pub authors: Vec<NameCount>,
    /// The posts in which it scores best, best first: five at most.
    pub top_posts: Vec<RankedPost>,
    /// Sentences that say it best, best first, each of another post: two at most.
    pub excerpts: Vec<Excerpt>,
}

/// Two keyphrases that co-occur: they share posts more often than chance would have it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyphraseLink {
    /// The number of the heavier one in `keyphrases`, from 0.
    pub from: usize,
    /// The number of the other.
    pub to: usize,
    /// Posts that have both among their keyphrases, 1 or more.
    pub posts: u64,
    /// Normalised pointwise mutual information over posts (Bouma 2009), 0..=1: 0 is chance, 1 never one
    /// without the other.
    pub association: f64,
}

/// Keyphrases that co-occur in posts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Theme {
    /// The name: its leading keyphrase.
    pub name: String,
    /// Its keyphrases, the leader first, then by their strength in the theme.
    pub keyphrases: Vec<String>,
    /// The same keyphrases with their figures, in the same order.
    pub members: Vec<ThemeMember>,
    /// Posts of the theme: those whose weights its keyphrases make at least a tenth of.
    pub posts: u64,
    /// The sum of the weights of its keyphrases over its posts, 0 or more. A keyphrase weighs in a post its
    /// score times 1 + ln of its occurrences there.
    pub weight: f64,
    /// Posts of the theme in each period, in the order of the report's periods.
    pub periods: Vec<u64>,
    /// Labels of its posts, most posts first: five at most.
    pub labels: Vec<NameCount>,
    /// The posts that weigh most in it, heaviest first: twenty at most.
    pub top_posts: Vec<RankedPost>,
    /// Sentences that say it best, best first, each of another post: five at most.
    pub excerpts: Vec<Excerpt>,
    /// Themes that share posts with it, the strongest first: five at most.
    pub neighbours: Vec<ThemeNeighbour>,
}

/// A keyphrase of a theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ThemeMember {
    /// Its commonest variant.
    pub text: String,
    /// The phrase by its lemmas.
    pub lemma: String,
    /// Posts that have it among their keyphrases.
    pub posts: u64,
    /// How strongly it belongs: its ties within the theme as a share of the strongest member's, 0..=1.
    pub strength: f64,
}

/// A theme beside another.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ThemeNeighbour {
    /// Its number in `themes`, from 0.
    pub theme: usize,
    /// Posts that belong to both, 1 or more.
    pub posts: u64,
    /// Normalised pointwise mutual information over posts (Bouma 2009), -1..=1.
    pub association: f64,
}

/// Posts of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PeriodCount {
    /// The period.
    pub period: Period,
    /// Analyzed posts that were published in it.
    pub posts: u64,
}
