//! What the counts say: the contract `glane.report/1`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::aggregate::{Family, Month, SCORE_UNITS};
use super::{Aggregate, theme};

/// Keyphrases and themes that a report lists, at most.
const MOST_KEYPHRASES: usize = 500;
const MOST_THEMES: usize = 30;
/// An archive that spans more months than this is told by years, a shorter one by months.
const MOST_MONTHS: i32 = 30;

/// What an archive is about: the contract `glane.report/1`.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    pub first: Option<Date>,
    /// The last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Date>,
    /// Analyzed posts of each period, in order of time; periods without posts included.
    pub periods: Vec<PeriodCount>,
    /// The themes, heaviest first.
    pub themes: Vec<Theme>,
    /// The keyphrases of the archive, heaviest first.
    pub keyphrases: Vec<ArchiveKeyphrase>,
}

/// Counts of posts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
}

/// Keyphrases that keep company across posts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Theme {
    /// The name: its heaviest keyphrase.
    pub name: String,
    /// Its keyphrases, the leader first, then by strength of their company.
    pub keyphrases: Vec<String>,
    /// Posts that have its leader among their keyphrases.
    pub posts: u64,
    /// Posts of each period that have its leader, in the order of the report's periods.
    pub periods: Vec<u64>,
}

/// A month or a year; `2022-05` or `2022`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The year.
    pub year: i16,
    /// The month, 1..=12, of a period that is a month.
    pub month: Option<i8>,
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(out, "-{month:02}"))
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Posts of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PeriodCount {
    /// The period.
    pub period: Period,
    /// Analyzed posts that were published in it.
    pub posts: u64,
}

impl Aggregate {
    /// What the counts say.
    pub fn report(&self) -> CorpusReport {
        let calendar = Calendar::of(self);
        let mut order: Vec<u32> = (0..self.families.len() as u32).collect();
        order.sort_by_key(|&id| {
            let family = &self.families[id as usize];
            (Reverse(family.weight), Reverse(family.posts), &family.lemma)
        });
        let themes = theme::find(self, &order, MOST_THEMES)
            .into_iter()
            .map(|members| {
                let leader = &self.families[members[0] as usize];
                Theme {
                    name: leader.name().to_owned(),
                    keyphrases: members
                        .iter()
                        .map(|&id| self.families[id as usize].name().to_owned())
                        .collect(),
                    posts: leader.posts,
                    periods: calendar.count(&leader.months),
                }
            })
            .collect();
        let keyphrases = order
            .iter()
            .take(MOST_KEYPHRASES)
            .map(|&id| archive_keyphrase(&self.families[id as usize], &calendar))
            .collect();
        CorpusReport {
            schema: "glane.report/1",
            posts: PostCounts {
                read: self.posts,
                analyzed: self.analyzed,
                undated: self.undated,
                languages: self.languages.clone(),
            },
            words: self.words,
            sentences: self.sentences,
            first: self.first,
            last: self.last,
            periods: calendar
                .periods
                .iter()
                .zip(calendar.count(&self.months))
                .map(|(&period, posts)| PeriodCount { period, posts })
                .collect(),
            themes,
            keyphrases,
        }
    }
}

fn archive_keyphrase(family: &Family, calendar: &Calendar) -> ArchiveKeyphrase {
    let mut variants: Vec<(&str, u64)> =
        family.variants.iter().map(|(text, &count)| (text.as_ref(), count)).collect();
    variants.sort_by_key(|&(text, count)| (Reverse(count), text));
    ArchiveKeyphrase {
        text: family.name().to_owned(),
        lemma: family.lemma.as_ref().to_owned(),
        posts: family.posts,
        count: family.occurrences,
        weight: family.weight as f64 / SCORE_UNITS,
        variants: variants.into_iter().map(|(text, _)| text.to_owned()).collect(),
        periods: calendar.count(&family.months),
    }
}

/// The periods of an archive, without gaps.
struct Calendar {
    by_month: bool,
    periods: Vec<Period>,
}

impl Calendar {
    fn of(aggregate: &Aggregate) -> Self {
        let (Some((&first, _)), Some((&last, _))) =
            (aggregate.months.first_key_value(), aggregate.months.last_key_value())
        else {
            return Self { by_month: false, periods: Vec::new() };
        };
        let by_month = index_of(last) - index_of(first) < MOST_MONTHS;
        let periods = if by_month {
            (index_of(first)..=index_of(last))
                .map(|index| Period {
                    year: index.div_euclid(12) as i16,
                    month: Some(index.rem_euclid(12) as i8 + 1),
                })
                .collect()
        } else {
            (first.0..=last.0).map(|year| Period { year, month: None }).collect()
        };
        Self { by_month, periods }
    }

    fn count(&self, months: &BTreeMap<Month, u64>) -> Vec<u64> {
        let mut counts = vec![0; self.periods.len()];
        for (&(year, month), posts) in months {
            let period = Period { year, month: self.by_month.then_some(month) };
            if let Ok(at) = self.periods.binary_search(&period) {
                counts[at] += posts;
            }
        }
        counts
    }
}

/// Months since the year 0.
fn index_of((year, month): Month) -> i32 {
    i32::from(year) * 12 + i32::from(month) - 1
}
