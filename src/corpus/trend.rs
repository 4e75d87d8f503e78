//! Trends: themes and keyphrases whose share of the posts rises, falls, bursts or begins.

use serde::Serialize;

use super::Period;

/// What moves over time, and how that was found out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trends {
    /// How many themes and keyphrases were tested: those in enough dated posts for any test to tell.
    pub tested: u64,
    /// The share of false discoveries that is allowed among the movements of each kind (Benjamini and
    /// Hochberg 1995), 0..=1.
    pub false_discovery_rate: f64,
    /// What was found, kind by kind, within a kind the surest first. Empty when the posts are too few
    /// or have no dates.
    pub movements: Vec<Movement>,
}

/// How a share of posts moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum MovementKind {
    /// The share grows from period to period: Cochran–Armitage test for trend (Cochran 1954,
    /// Armitage 1955).
    Rising,
    /// The share shrinks from period to period; the same test.
    Falling,
    /// The share is high in a run of periods and low outside it: log-likelihood ratio (Dunning 1993)
    /// of the best run, corrected for the runs that were tried (Bonferroni).
    Burst,
    /// No post before a period, and enough from it on: the chance that none of so many posts would
    /// fall before it (hypergeometric).
    New,
}

/// What moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// A theme.
    Theme,
    /// A keyphrase.
    Keyphrase,
}

/// A theme or a keyphrase that rises, falls, bursts or begins.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Movement {
    /// How it moves.
    pub kind: MovementKind,
    /// What moves.
    pub subject: Subject,
    /// Its number in `themes` or in `keyphrases` of the report, from 0.
    pub index: usize,
    /// Its name: that of the theme, or the text of the keyphrase.
    pub name: String,
    /// Its dated posts.
    pub posts: u64,
    /// The first period of the burst, or the first period of what is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Period>,
    /// The last period of the burst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Period>,
    /// Its share of the posts before, 0..=1: of what rises or falls in the first half of the dated
    /// posts, of a burst outside of it, of what is new 0.
    pub share_before: f64,
    /// Its share of the posts after, 0..=1: in the second half of the dated posts, within the burst,
    /// since the first period of what is new.
    pub share_after: f64,
    /// The effect size: the binary logarithm of the second share over the first, half a post added to
    /// both (Hardie 2014); 1 means twice as often, -1 half as often.
    pub log_ratio: f64,
    /// The statistic of the test: z of Cochran–Armitage, G² of a burst, posts of what is new.
    pub statistic: f64,
    /// The chance of such a movement, or a stronger one, where nothing moves, 0..=1.
    pub p_value: f64,
    /// The least false discovery rate at which it is still listed, 0..=`false_discovery_rate`.
    pub q_value: f64,
}
