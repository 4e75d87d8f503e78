//! Dates as blogs write them, reduced to the day.

use jiff::civil::Date;

use crate::Post;

/// The day at the start of `text`: `2021-03-15`, whatever follows it (`T09:30:00+02:00`, ` 09:30`),
/// or `2021/03/15`; or as mails and feeds write it, `Mon, 15 Mar 2021 09:30:00 +0200`. The time zone is
/// ignored.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    iso(text).or_else(|| rfc_2822(text))
}

/// The day of a field that is a date: as `parse` reads it, or as people and other programs write it: `02/06/2014` with
/// the day first, `2014-6-2`, `20140602`, `2 juin 2014`, `June 2, 2014`, or a number of seconds or milliseconds of Unix
/// time.
pub(super) fn of_field(text: &str) -> Option<Date> {
    let text = text.trim();
    parse(text).or_else(|| timestamp(text)).or_else(|| numeric(text)).or_else(|| worded(text))
}

/// Whether the date is one that programs write for "no date": a year of 0, 1 or 9999, or the first second of
/// Unix time.
pub(super) fn is_zero(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("0000-")
        || text.starts_with("-0001-")
        || text == "0"
        || of_field(text).is_some_and(|day| !is_real(day) || (is_epoch(day) && text.contains(':')))
        || ["1900-01-01T00:00:00", "1900-01-01 00:00:00"].iter().any(|start| text.starts_with(start))
}

/// Whether a day is that of the first second of Unix time, in some time zone.
fn is_epoch(day: Date) -> bool {
    (day.year(), day.month(), day.day()) == (1970, 1, 1)
        || (day.year(), day.month(), day.day()) == (1969, 12, 31)
}

/// Whether a day can be that of a post.
pub(super) fn is_real(day: Date) -> bool {
    (2..9999).contains(&day.year())
}

/// Gives a post the first of some dates that is one; where there are placeholders alone, a warning.
pub(super) fn give<'a>(post: &mut Post, dates: impl Iterator<Item = &'a str>) {
    let mut zero = None;
    for date in dates {
        if is_zero(date) {
            zero.get_or_insert(date);
        } else if let Some(day) = parse(date) {
            post.published = Some(day);
            return;
        }
    }
    post.warnings.extend(zero.map(|date| zero_warning(date.trim())));
}

/// The warning about a date that was dropped.
pub(super) fn zero_warning(date: &str) -> String {
    format!("the date {date:?} is a placeholder; the post has no date")
}

/// The day of `10/01/2012 08:00:00 AM`, with the month first; where that gives no day, with the day first.
pub(super) fn month_first(text: &str) -> Option<Date> {
    let mut parts = text.split_whitespace().next()?.split('/').map(str::parse::<i16>);
    let (month, day, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let date = |month: i16, day: i16| Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok();
    date(month, day).or_else(|| date(day, month))
}

/// A number of seconds or of milliseconds since 1970, or the digits of a day.
fn timestamp(text: &str) -> Option<Date> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        8 => {
            let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
            return Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok();
        }
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(moment).date())
}

/// Three numbers with signs between them, the year first or last; a time may stand before or behind them.
fn numeric(text: &str) -> Option<Date> {
    let is_time = |word: &&str| word.contains(':');
    let word = text.split(|c: char| c.is_whitespace() || c == 'T').find(|word| !is_time(word))?;
    let mut parts = word.trim_end_matches(',').split(['-', '/', '.']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let date = |year: &str, month: &str, day: &str| {
        let is_short = |part: &str| (1..=2).contains(&part.len());
        if year.len() != 4 || !is_short(month) || !is_short(day) {
            return None;
        }
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    };
    date(first, second, third).or_else(|| date(third, second, first)).or_else(|| date(third, first, second))
}

/// A day, the name of a month in French or English, and a year.
fn worded(text: &str) -> Option<Date> {
    const MONTHS: [[&str; 2]; 12] = [
        ["janvier", "january"],
        ["février", "february"],
        ["mars", "march"],
        ["avril", "april"],
        ["mai", "may"],
        ["juin", "june"],
        ["juillet", "july"],
        ["août", "august"],
        ["septembre", "september"],
        ["octobre", "october"],
        ["novembre", "november"],
        ["décembre", "december"],
    ];
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).take(8).collect();
    let month = words.iter().position(|word| MONTHS.iter().flatten().any(|name| name == word))?;
    let number = MONTHS.iter().position(|names| names.contains(&words[month]))? + 1;
    let (day, year) = match words.get(month + 1)?.parse::<i16>() {
        Ok(year) if year > 31 => (*words.get(month.checked_sub(1)?)?, year),
        _ => (words[month + 1], words.get(month + 2)?.parse().ok()?),
    };
    let day = day.trim_end_matches(|c: char| !c.is_ascii_digit());
    Date::new(year, i8::try_from(number).ok()?, day.parse().ok()?).ok()
}

fn iso(text: &str) -> Option<Date> {
    let head: String = text.get(..10)?.replace('/', "-");
    if text.as_bytes().get(10).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    from_parts(&head)
}

fn rfc_2822(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let after_weekday = text.split_once(',').map_or(text, |(_, rest)| rest);
    let mut words = after_weekday.split([' ', '-']).filter(|word| !word.is_empty());
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let month = month.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let year = match year.parse::<i16>().ok()? {
        short @ 0..50 if year.len() == 2 => short + 2000,
        short if year.len() == 2 => short + 1900,
        long => long,
    };
    Date::new(year, i8::try_from(month).ok()?, day.parse().ok()?).ok()
}

/// The day at the start of a file's name, as Jekyll has it: `2021-03-15-titre.md`.
pub(super) fn from_file_name(name: &str) -> Option<Date> {
    let head = name.get(..10)?;
    matches!(name.as_bytes().get(10), None | Some(b'-' | b'_' | b'.' | b' ')).then(|| from_parts(head))?
}

fn from_parts(ten: &str) -> Option<Date> {
    let mut parts = ten.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_whatever_follows_it() {
        let day = Date::new(2022, 5, 3).ok();
        for text in ["2022-05-03", "2022-05-03T09:30:00+02:00", "2022-05-03 09:30:00 +0200", "2022/05/03"] {
            assert_eq!(parse(text), day, "{text}");
        }
        for text in ["Tue, 03 May 2022 09:30:00 +0200", "3 May 2022", "Tue, 3 May 22 00:00 GMT"] {
            assert_eq!(parse(text), day, "{text}");
        }
        for text in ["", "2022", "2022-13-03", "03/05/2022", "2022-05-031", "le 3 mai 2022"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn fields_hold_days_as_people_and_programs_write_them() {
        let day = Date::new(2014, 6, 2).ok();
        for text in [
            "2014-06-02",
            "2014-06-02T10:20",
            "2014-6-2",
            "2014.06.02",
            "02/06/2014",
            "2/6/2014 10:20",
            "02-06-2014",
            "02.06.2014",
            "10:20 02-06-2014",
            "20140602",
            "1401704400",
            "1401704400000",
            "2 juin 2014",
            "lundi 2 juin 2014",
            "le 2 juin 2014 à 10:20",
            "June 2, 2014",
            "June 2nd, 2014",
        ] {
            assert_eq!(of_field(text), day, "{text}");
        }
        assert_eq!(of_field("1er août 2014"), Date::new(2014, 8, 1).ok());
        assert_eq!(of_field("06/25/2014"), Date::new(2014, 6, 25).ok());
        for text in ["", "2014", "juin 2014", "12", "1/2", "1-2-3", "32/13/2014", "mars", "demain"] {
            assert_eq!(of_field(text), None, "{text}");
        }
    }

    #[test]
    fn zero_dates_are_recognized() {
        for text in [
            "0000-00-00 00:00:00",
            "0001-01-01T00:00:00Z",
            "9999-12-31",
            "1970-01-01T00:00:00Z",
            "1970-01-01T01:00:00+01:00",
            "1969-12-31T23:59:59Z",
            "Thu, 01 Jan 1970 00:00:00 +0000",
            "Mon, 01 Jan 0001 00:00:00 +0000",
            "-0001-11-30T00:00:00+00:00",
            "1900-01-01T00:00:00",
            "0",
        ] {
            assert!(is_zero(text), "{text}");
        }
        for text in ["1970-01-01", "2012-10-01", "", "demain", "0150-03-01"] {
            assert!(!is_zero(text), "{text}");
        }
    }

    #[test]
    fn a_date_with_the_month_first_is_read() {
        assert_eq!(month_first("05/03/2022 09:30:00 AM"), Date::new(2022, 5, 3).ok());
        assert_eq!(month_first("25/03/2022 09:30:00"), Date::new(2022, 3, 25).ok());
        for text in ["", "05/03", "31/31/2022", "a/b/c"] {
            assert_eq!(month_first(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_read_off_a_file_name() {
        assert_eq!(from_file_name("2022-05-03-pain.md"), Date::new(2022, 5, 3).ok());
        assert_eq!(from_file_name("pain.md"), None);
        assert_eq!(from_file_name("éééééé"), None);
    }
}
