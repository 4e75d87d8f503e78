//! The labels audit: what could be mended in the tags and categories that a blog gave its posts.

use jiff::civil::Date;
use serde::Serialize;

use super::RankedPost;

/// The labels of an archive, and a plan to mend them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LabelAudit {
    /// Analyzed posts that have a label.
    pub posts_with: u64,
    /// Analyzed posts that have none.
    pub posts_without: u64,
    /// The labels, most posts first.
    pub labels: Vec<LabelUse>,
    /// Labels that seem to be one, to be merged, most posts first.
    pub merges: Vec<LabelMerge>,
    /// Labels that hardly any post has: names, in the order of the alphabet.
    pub rare: Vec<String>,
    /// Themes that no label speaks of, heaviest first.
    pub missing_labels: Vec<UnlabelledTheme>,
    /// Posts that miss a label which their keyphrases speak for, the surest first.
    pub missing_on_posts: Vec<MissingLabel>,
}

/// A label and its use.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LabelUse {
    /// The label as its posts write it.
    pub name: String,
    /// Analyzed posts that have it, 1 or more.
    pub posts: u64,
    /// The day of its first dated post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub first: Option<Date>,
    /// The day of its last dated post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub last: Option<Date>,
    /// Its posts of each period, in the order of the report's periods.
    pub periods: Vec<u64>,
    /// Keyphrases that its posts have most, most posts first.
    pub keyphrases: Vec<String>,
}

/// Labels that seem to be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LabelMerge {
    /// The label to keep: the one that most posts have.
    pub keep: String,
    /// The labels to rename to it.
    pub rename: Vec<String>,
    /// How they differ.
    pub reason: MergeReason,
    /// Posts that have one of them.
    pub posts: u64,
}

/// How two labels that seem to be one differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum MergeReason {
    /// In capitals and small letters: Pain, pain.
    Case,
    /// In accents: télétravail, teletravail.
    Accents,
    /// In hyphens, apostrophes, spaces or a hash: jardin partagé, jardin-partagé.
    Punctuation,
    /// In number or gender: tomate, tomates.
    Inflection,
    /// In a letter or two of a long word: rénovation, renovatoin.
    Spelling,
}

/// A theme that no label speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnlabelledTheme {
    /// The number of the theme in `themes` of the report, from 0.
    pub theme: usize,
    /// Its name, which could be the label.
    pub name: String,
    /// Its posts.
    pub posts: u64,
}

/// A post that misses a label.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MissingLabel {
    /// The label.
    pub label: String,
    /// The post; its weight is the strength of the evidence, 0..=1.
    pub post: RankedPost,
    /// Keyphrases of the post that are typical of the label, the most typical first.
    pub evidence: Vec<String>,
}
