//! Periods: consecutive months, quarters or years from the first dated post to the last, including those
//! without posts.

use std::fmt;

use serde::Serialize;

/// A year and a month, 1..=12.
pub(super) type Month = (i16, i8);

/// An archive that spans more months than this is divided into quarters, one that spans more quarters into
/// years.
const MOST_MONTHS: i32 = 24;
const MOST_QUARTERS: i32 = 20;
/// The most periods of a length that was asked for: a century of months. An archive that spans more of them is divided
/// into years.
const MOST_PERIODS: i32 = 1200;

/// A period with fewer posts than this is sparse: shares of so few posts are mostly chance.
pub(super) const SPARSE_BELOW: u64 = 5;

/// The length of the periods of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PeriodLength {
    /// A calendar month.
    Month,
    /// A calendar quarter: January to March, and so on.
    Quarter,
    /// A calendar year.
    #[default]
    Year,
}

/// A month, a quarter or a year: `2022-05`, `2022-Q2` or `2022` in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Period {
    /// The year.
    pub year: i16,
    /// The quarter, 1..=4, when the period is a quarter.
    pub quarter: Option<i8>,
    /// The month, 1..=12, when the period is a month.
    pub month: Option<i8>,
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        if let Some(quarter) = self.quarter {
            write!(out, "-Q{quarter}")?;
        }
        self.month.map_or(Ok(()), |month| write!(out, "-{month:02}"))
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Period {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A month, a quarter or a year: `2022-05`, `2022-Q2` or `2022`.",
            "type": "string",
            "pattern": "^-?[0-9]{4}(-Q[1-4]|-[0-9]{2})?$",
        })
    }
}

/// The consecutive periods of an archive.
#[derive(Clone, Debug, Default)]
pub(super) struct Calendar {
    pub(super) length: PeriodLength,
    /// The first period, in periods since the year 0.
    first: i32,
    pub(super) periods: Vec<Period>,
}

impl Calendar {
    /// The periods from the first month to the last. Without a given length, it depends on the span.
    pub(super) fn of(span: Option<(Month, Month)>, length: Option<PeriodLength>) -> Self {
        let Some((first, last)) = span else {
            return Self { length: length.unwrap_or_default(), ..Self::default() };
        };
        let months = PeriodLength::Month.number(last) - PeriodLength::Month.number(first) + 1;
        // Each phrase and each label has a count for each period: a wrong date must not make millions of them.
        let wanted = length.filter(|length| length.number(last) - length.number(first) < MOST_PERIODS);
        let length = wanted.unwrap_or(match months {
            ..=MOST_MONTHS => PeriodLength::Month,
            _ if months <= MOST_QUARTERS * 3 => PeriodLength::Quarter,
            _ => PeriodLength::Year,
        });
        let (first, last) = (length.number(first), length.number(last));
        Self { length, first, periods: (first..=last).map(|number| length.period(number)).collect() }
    }

    /// The index in `periods` of the period of a month.
    pub(super) fn index_of(&self, month: Month) -> Option<usize> {
        let place = usize::try_from(self.length.number(month) - self.first).ok()?;
        (place < self.periods.len()).then_some(place)
    }
}

impl PeriodLength {
    /// Periods since the year 0.
    fn number(self, (year, month): Month) -> i32 {
        let (year, month) = (i32::from(year), i32::from(month) - 1);
        match self {
            Self::Month => year * 12 + month,
            Self::Quarter => year * 4 + month / 3,
            Self::Year => year,
        }
    }

    fn period(self, number: i32) -> Period {
        let (year, quarter, month) = match self {
            Self::Month => (number.div_euclid(12), None, Some(number.rem_euclid(12) as i8 + 1)),
            Self::Quarter => (number.div_euclid(4), Some(number.rem_euclid(4) as i8 + 1), None),
            Self::Year => (number, None, None),
        };
        Period { year: year as i16, quarter, month }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_between_the_first_and_the_last_are_periods() {
        let calendar = Calendar::of(Some(((2021, 11), (2022, 2))), None);
        let names: Vec<String> = calendar.periods.iter().map(Period::to_string).collect();
        assert_eq!(names, ["2021-11", "2021-12", "2022-01", "2022-02"]);
        assert_eq!((calendar.index_of((2022, 1)), calendar.index_of((2022, 3))), (Some(2), None));
    }

    #[test]
    fn years_before_the_year_0_are_numbered_through() {
        let calendar = Calendar::of(Some(((-1, 1), (1, 1))), Some(PeriodLength::Quarter));
        assert_eq!(calendar.periods.len(), 9);
        assert_eq!(calendar.index_of((0, 12)), Some(7));
    }
}
