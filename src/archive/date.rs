//! Dates as blogs write them, reduced to the day.

use jiff::civil::Date;

/// The day at the start of `text`: `2021-03-15`, whatever follows it (`T09:30:00+02:00`, ` 09:30`),
/// or `2021/03/15`; or as mails and feeds write it, `Mon, 15 Mar 2021 09:30:00 +0200`. The time zone is
/// ignored.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    iso(text).or_else(|| rfc_2822(text))
}

/// Whether the date is one that programs write for "no date": a year of 0, 1 or 9999, or the first second of
/// Unix time.
pub(super) fn is_zero(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("0000-")
        || text.starts_with("1970-01-01T00:00:00")
        || text.starts_with("1970-01-01 00:00:00")
        || parse(text).is_some_and(|day| !is_real(day))
}

/// Whether a day can be that of a post.
pub(super) fn is_real(day: Date) -> bool {
    (2..9999).contains(&day.year())
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
    fn zero_dates_are_recognized() {
        for text in ["0000-00-00 00:00:00", "0001-01-01T00:00:00Z", "9999-12-31", "1970-01-01T00:00:00Z"] {
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
