//! Trends: themes and keyphrases whose share of the posts rises, falls, bursts or begins, with tests of
//! significance.

use serde::Serialize;

use super::index::CorpusIndex;
use super::period::Period;
use super::statistics::{
    Contrast, chi_square, false_discovery_rates, none_before, rounded, rounded_p_value, trend, two_sided,
};

/// The false discovery rate at which movements are listed.
const FALSE_DISCOVERY_RATE: f64 = 0.1;
/// Dated posts, at least, of an archive and of a series to be tested.
const LEAST_DATED: u64 = 20;
const LEAST_POSTS: u64 = 5;
/// The longest burst, in periods: ten years of months.
const LONGEST_BURST: usize = 120;
/// A new series begins after at least one in this many parts of the dated posts.
const PARTS_BEFORE_NEW: u64 = 4;

/// Movements over time, and how they were tested.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Trends {
    /// Themes and keyphrases tested: those with at least five dated posts.
    pub tested: u64,
    /// The false discovery rate of the movements of each kind (Benjamini and Hochberg 1995), 0..=1.
    pub false_discovery_rate: f64,
    /// Significant movements by kind, within a kind by ascending p-value. Empty with fewer than 20 dated
    /// posts or a single period.
    pub movements: Vec<Movement>,
}

/// How a share of posts moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MovementKind {
    /// The share rises over the periods: Cochran–Armitage test for trend (Cochran 1954, Armitage 1955).
    Rising,
    /// The share falls over the periods; the same test.
    Falling,
    /// The share is high in a run of periods and low outside it: log-likelihood ratio (Dunning 1993)
    /// of the best run, with Bonferroni correction for the runs tried.
    Burst,
    /// No post before a period and many since: the probability that no post falls before it
    /// (hypergeometric).
    New,
}

/// The subject of a movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Subject {
    /// A theme.
    Theme,
    /// A keyphrase.
    Keyphrase,
}

/// A theme or a keyphrase that rises, falls, bursts or is new.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Movement {
    /// How it moves.
    pub kind: MovementKind,
    /// Whether a theme or a keyphrase moves.
    pub subject: Subject,
    /// Its number in `themes` or in `keyphrases` of the report, from 0.
    pub index: usize,
    /// Its name: that of the theme, or the text of the keyphrase.
    pub name: String,
    /// Its dated posts, 5 or more.
    pub posts: u64,
    /// The first period of a burst or of a new subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Period>,
    /// The last period of a burst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Period>,
    /// The share of posts before, 0..=1: for a rise or a fall in the first half of the dated posts, for a
    /// burst in the periods outside it, for a new subject 0.
    pub share_before: f64,
    /// The posts that have it before: the numerator of `share_before`.
    pub posts_before: u64,
    /// All dated posts before: the denominator of `share_before`.
    pub total_before: u64,
    /// The share of posts after, 0..=1: for a rise or a fall in the second half of the dated posts, for a
    /// burst within it, for a new subject since its first period.
    pub share_after: f64,
    /// The posts that have it after: the numerator of `share_after`.
    pub posts_after: u64,
    /// All dated posts after: the denominator of `share_after`.
    pub total_after: u64,
    /// The effect size: the binary logarithm of the ratio of the second share to the first, with half a
    /// post added to both counts (Hardie 2014); 1 means twice as often, -1 half as often.
    pub log_ratio: f64,
    /// The test statistic: z of Cochran–Armitage, G² of a burst, posts of a new subject.
    pub statistic: f64,
    /// The p-value, 0..=1.
    pub p_value: f64,
    /// The q-value: the least false discovery rate at which it is listed, 0..=`false_discovery_rate`.
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

/// Cumulative sums: before each count, and of all.
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
    let mut trends = Trends { false_discovery_rate: FALSE_DISCOVERY_RATE, ..Trends::default() };
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
        // A series to which the test does not apply counts as not significant.
        let mut p_values: Vec<f64> = found.iter().map(|movement| movement.p_value).collect();
        p_values.resize(tested.len(), 1.0);
        let q_values = false_discovery_rates(&p_values);
        trends.movements.extend(
            found
                .into_iter()
                .zip(q_values)
                .filter(|(_, q_value)| *q_value <= FALSE_DISCOVERY_RATE)
                .map(|(movement, q_value)| Movement { q_value: rounded_p_value(q_value), ..movement }),
        );
    }
    for movement in &mut trends.movements {
        movement.p_value = rounded_p_value(movement.p_value);
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
            posts_before: contrast.elsewhere,
            total_before: contrast.others,
            share_after: rounded(contrast.share(), 4),
            posts_after: contrast.here,
            total_after: contrast.group,
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
    // The second half starts after the period in which half of the dated posts are reached.
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
    let longest = (count / 3).min(LONGEST_BURST);
    let has_posts = |period: &usize| candidate.series.periods[*period] > 0;
    let mut best: Option<(f64, usize, usize)> = None;
    // A period without posts of the subject at either end makes a run weaker: the best begins and ends with some.
    for from in (0..count).filter(has_posts) {
        for last in (from..(from + longest).min(count)).filter(has_posts) {
            let contrast = candidate.contrast(all, from, last + 1);
            let likelihood = contrast.log_likelihood();
            let is_high = contrast.here >= LEAST_POSTS / 2 && contrast.share() > contrast.share_elsewhere();
            if is_high && likelihood > best.map_or(0.0, |(best, _, _)| best) {
                best = Some((likelihood, from, last + 1));
            }
        }
    }
    let (likelihood, from, to) = best?;
    let p_value = (chi_square(likelihood) * runs(all, longest) as f64).min(1.0);
    let contrast = candidate.contrast(all, from, to);
    let movement = candidate.movement(MovementKind::Burst, contrast, likelihood, p_value);
    Some(Movement { since: Some(periods[from]), until: Some(periods[to - 1]), ..movement })
}

/// The number of runs of up to `longest` periods in which there are posts, by the cumulative sums of these.
fn runs(all: &[u64], longest: usize) -> u64 {
    let count = all.len() - 1;
    let mut after = 0;
    let runs = (0..count).map(|from| {
        // The first period end behind which the run has posts; it never lies before that of the run before.
        after = after.max(from + 1);
        while after <= count && all[after] == all[from] {
            after += 1;
        }
        ((from + longest).min(count) + 1).saturating_sub(after) as u64
    });
    runs.sum()
}

fn beginning(candidate: &Candidate<'_>, all: &[u64], periods: &[Period]) -> Option<Movement> {
    let first = candidate.series.periods.iter().position(|posts| *posts > 0)?;
    let (before, dated) = (all[first], all[periods.len()]);
    if before * PARTS_BEFORE_NEW < dated {
        return None;
    }
    let contrast = candidate.contrast(all, first, periods.len());
    let p_value = none_before(before, contrast.here, dated);
    let movement = candidate.movement(MovementKind::New, contrast, contrast.here as f64, p_value);
    Some(Movement { since: Some(periods[first]), ..movement })
}
