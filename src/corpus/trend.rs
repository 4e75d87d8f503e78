//! Trends: themes and keyphrases whose share of the posts rises, falls, bursts or begins.

use serde::Serialize;

use super::index::CorpusIndex;
use super::period::Period;
use super::statistics::{
    Contrast, chi_square, false_discovery_rates, none_before, rounded, rounded_chance, trend, two_sided,
};

/// The share of false discoveries that is allowed.
const FALSE_DISCOVERIES: f64 = 0.1;
/// Dated posts without which nothing is tested, of the archive and of what is tested.
const LEAST_DATED: u64 = 20;
const LEAST_POSTS: u64 = 5;
/// What is new began after at least one part in so many of the dated posts.
const PARTS_BEFORE_NEW: u64 = 4;

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

/// A theme or a keyphrase with its posts of each period.
#[derive(Clone, Copy, Debug)]
pub(super) struct Series<'a> {
    pub(super) subject: Subject,
    /// Its number in `themes` or in `keyphrases` of the report.
    pub(super) index: usize,
    pub(super) name: &'a str,
    pub(super) periods: &'a [u64],
}

/// A series that is tested.
struct Candidate<'a> {
    series: Series<'a>,
    /// Its posts before each period, and all of them.
    sums: Vec<u64>,
}

/// The sum of the counts before each, and of all.
fn sums(counts: &[u64]) -> Vec<u64> {
    let mut sum = 0;
    std::iter::once(0)
        .chain(counts.iter().map(|count| {
            sum += count;
            sum
        }))
        .collect()
}

/// The movements of themes and keyphrases.
pub(super) fn find(index: &CorpusIndex<'_>, series: &[Series<'_>]) -> Trends {
    let all = &index.posts_of_period;
    let dated: u64 = all.iter().sum();
    let mut trends = Trends { false_discovery_rate: FALSE_DISCOVERIES, ..Trends::default() };
    if dated < LEAST_DATED || all.len() < 2 {
        return trends;
    }
    let tested: Vec<Candidate<'_>> = series
        .iter()
        .filter(|series| series.periods.iter().sum::<u64>() >= LEAST_POSTS)
        .map(|&series| Candidate { series, sums: sums(series.periods) })
        .collect();
    trends.tested = tested.len() as u64;
    let periods = &index.calendar.periods;
    let all = &sums(all);
    for test in [slope, burst, beginning] {
        let found: Vec<Movement> =
            tested.iter().filter_map(|candidate| test(candidate, all, periods)).collect();
        // What cannot be tested in one way counts as tested in vain.
        let mut chances: Vec<f64> = found.iter().map(|movement| movement.p_value).collect();
        chances.resize(tested.len(), 1.0);
        let rates = false_discovery_rates(&chances);
        trends.movements.extend(
            found
                .into_iter()
                .zip(rates)
                .filter(|(_, rate)| *rate <= FALSE_DISCOVERIES)
                .map(|(movement, rate)| Movement { q_value: rounded_chance(rate), ..movement }),
        );
    }
    for movement in &mut trends.movements {
        movement.p_value = rounded_chance(movement.p_value);
    }
    trends.movements.sort_by(|one, two| {
        (one.kind.cmp(&two.kind))
            .then(one.p_value.total_cmp(&two.p_value))
            .then(two.statistic.abs().total_cmp(&one.statistic.abs()))
            .then((one.subject, one.index).cmp(&(two.subject, two.index)))
    });
    trends
}

impl Candidate<'_> {
    fn movement(&self, kind: MovementKind, contrast: Contrast, statistic: f64, p_value: f64) -> Movement {
        Movement {
            kind,
            subject: self.series.subject,
            index: self.series.index,
            name: self.series.name.to_owned(),
            posts: self.series.periods.iter().sum(),
            since: None,
            until: None,
            share_before: rounded(contrast.share_elsewhere(), 4),
            share_after: rounded(contrast.share(), 4),
            log_ratio: rounded(contrast.log_ratio(), 2),
            statistic: rounded(statistic, 2),
            p_value,
            q_value: 1.0,
        }
    }

    /// The periods `from..to` against all others; `all` has the sums of all posts.
    fn contrast(&self, all: &[u64], from: usize, to: usize) -> Contrast {
        let (with, of) = (self.sums[self.series.periods.len()], all[self.series.periods.len()]);
        let (here, group) = (self.sums[to] - self.sums[from], all[to] - all[from]);
        Contrast { here, group, elsewhere: with - here, others: of - group }
    }
}

fn slope(candidate: &Candidate<'_>, all: &[u64], periods: &[Period]) -> Option<Movement> {
    let count = periods.len();
    let of_period = all.windows(2).map(|pair| pair[1] - pair[0]);
    let z = trend(&candidate.series.periods.iter().copied().zip(of_period).collect::<Vec<_>>());
    // The second half: the periods behind the one that passes half of the dated posts.
    let middle = all.partition_point(|sum| sum * 2 < all[count]).min(count - 1);
    let kind = match z {
        0.0 => return None,
        0.0.. => MovementKind::Rising,
        _ => MovementKind::Falling,
    };
    Some(candidate.movement(kind, candidate.contrast(all, middle, count), z, two_sided(z)))
}

fn burst(candidate: &Candidate<'_>, all: &[u64], periods: &[Period]) -> Option<Movement> {
    let count = periods.len();
    let longest = count / 3;
    let mut runs = 0u32;
    let mut best: Option<(f64, usize, usize)> = None;
    for from in 0..count {
        for to in from + 1..=(from + longest).min(count) {
            let contrast = candidate.contrast(all, from, to);
            if contrast.group == 0 {
                continue;
            }
            runs += 1;
            let likelihood = contrast.log_likelihood();
            let is_high = contrast.here >= LEAST_POSTS / 2 && contrast.share() > contrast.share_elsewhere();
            if is_high && likelihood > best.map_or(0.0, |(best, _, _)| best) {
                best = Some((likelihood, from, to));
            }
        }
    }
    let (likelihood, from, to) = best?;
    let chance = (chi_square(likelihood) * f64::from(runs)).min(1.0);
    let contrast = candidate.contrast(all, from, to);
    let movement = candidate.movement(MovementKind::Burst, contrast, likelihood, chance);
    Some(Movement { since: Some(periods[from]), until: Some(periods[to - 1]), ..movement })
}

fn beginning(candidate: &Candidate<'_>, all: &[u64], periods: &[Period]) -> Option<Movement> {
    let first = candidate.series.periods.iter().position(|posts| *posts > 0)?;
    let (before, dated) = (all[first], all[periods.len()]);
    if before * PARTS_BEFORE_NEW < dated {
        return None;
    }
    let contrast = candidate.contrast(all, first, periods.len());
    let chance = none_before(before, contrast.here, dated);
    let movement = candidate.movement(MovementKind::New, contrast, contrast.here as f64, chance);
    Some(Movement { since: Some(periods[first]), ..movement })
}
