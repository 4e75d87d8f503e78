//! Keyness: what is typical of some posts against the others.
//!
//! Counts are of posts, not of occurrences, so that one long post cannot carry a phrase.

use serde::Serialize;

/// What is typical of years, authors and labels.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Keyness {
    /// Of each year against all other dated posts, in order of time.
    pub years: Vec<KeynessGroup>,
    /// Of each author with enough posts against all other posts, most posts first.
    pub authors: Vec<KeynessGroup>,
    /// Of each label with enough posts against all other posts, most posts first.
    pub labels: Vec<KeynessGroup>,
}

/// Some posts, and what is typical of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeynessGroup {
    /// The year, the author or the label.
    pub name: String,
    /// Analyzed posts of it, 1 or more.
    pub posts: u64,
    /// What is typical of it, the surest first.
    pub typical: Vec<TypicalPhrase>,
}

/// A keyphrase that some posts have more often than others.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TypicalPhrase {
    /// Its commonest variant.
    pub text: String,
    /// The phrase by its lemmas.
    pub lemma: String,
    /// Posts of the group that have it.
    pub posts: u64,
    /// Other posts that have it.
    pub posts_elsewhere: u64,
    /// Its share of the posts of the group, 0..=1: its dispersion there.
    pub share: f64,
    /// Its share of the other posts, 0..=1.
    pub share_elsewhere: f64,
    /// The log-likelihood ratio G² (Dunning 1993, Rayson and Garside 2000) over posts, 0 or more;
    /// 3.84, 6.63, 10.83 are the limits of p < 0.05, 0.01, 0.001.
    pub log_likelihood: f64,
    /// The effect size: the binary logarithm of one share over the other, half a post added to both
    /// (Hardie 2014).
    pub log_ratio: f64,
}
