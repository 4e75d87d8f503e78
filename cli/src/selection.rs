//! The options for a part of an archive: the posts of some days, authors and labels.

use anyhow::{Context, bail};
use clap::Args;
use jiff::civil::{Date, date};

use super::catalogue::tr;
use glane::run::Selection;

/// Which posts of an archive count.
#[derive(Args, Clone, Debug)]
pub(super) struct SelectionOptions {
    /// First day, month or year of the posts that count, as in 2021-03-01, 2021-03 or 2021
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    from: Option<Date>,
    /// Last day, month or year
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    to: Option<Date>,
    /// Posts of this author alone; several may be given
    #[arg(long, value_name = "NAME")]
    author: Vec<String>,
    /// Posts with this label alone; several may be given
    #[arg(long, value_name = "NAME")]
    label: Vec<String>,
}

impl SelectionOptions {
    /// What a run selects.
    pub(super) fn to_selection(&self) -> Selection {
        let mut selection = Selection::default();
        (selection.from, selection.to) = (self.from, self.to);
        (selection.authors, selection.labels) = (self.author.clone(), self.label.clone());
        selection
    }

    /// An error where something is selected: for a saved aggregate, from which no post can be taken out.
    pub(super) fn check_nothing(&self, name: &str) -> anyhow::Result<()> {
        if self.to_selection() != Selection::default() {
            bail!(tr!("saved-selection", path = name));
        }
        Ok(())
    }
}

fn first_day(text: &str) -> anyhow::Result<Date> {
    let (year, month, day) = parts(text)?;
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).with_context(|| tr!("parse-date"))
}

fn last_day(text: &str) -> anyhow::Result<Date> {
    let (year, month, day) = parts(text)?;
    let wrong = || tr!("parse-date");
    let first = Date::new(year, month.unwrap_or(12), 1).with_context(wrong)?;
    date(year, first.month(), 1).with().day(day.unwrap_or(first.days_in_month())).build().with_context(wrong)
}

/// The year of a date, and its month and its day where it has them.
fn parts(text: &str) -> anyhow::Result<(i16, Option<i8>, Option<i8>)> {
    let wrong = || tr!("parse-date");
    let mut parts = text.splitn(3, '-');
    let year = parts.next().unwrap_or_default().parse().with_context(wrong)?;
    let mut part = || parts.next().map(str::parse).transpose().with_context(wrong);
    Ok((year, part()?, part()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_and_a_year_have_a_first_and_a_last_day() {
        let days = |text: &str| (first_day(text).ok(), last_day(text).ok());
        assert_eq!(days("2024-02"), (Some(date(2024, 2, 1)), Some(date(2024, 2, 29))));
        assert_eq!(days("2021"), (Some(date(2021, 1, 1)), Some(date(2021, 12, 31))));
        assert_eq!(days("2021-03-09"), (Some(date(2021, 3, 9)), Some(date(2021, 3, 9))));
        for wrong in ["", "2021-13", "2021-02-30", "mars 2021", "2021-3-1-1"] {
            assert_eq!(days(wrong), (None, None), "{wrong}");
        }
    }
}
