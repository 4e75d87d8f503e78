//! Dates as blogs write them, reduced to the day.

use jiff::civil::Date;

/// The day at the start of `text`: `2021-03-15`, whatever follows it (`T09:30:00+02:00`, ` 09:30`),
/// or `2021/03/15`; or as mails and feeds write it, `Mon, 15 Mar 2021 09:30:00 +0200`. It is the day
/// where it was written, whatever the zone.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    iso(text).or_else(|| rfc_2822(text))
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
    fn a_day_is_read_off_a_file_name() {
        assert_eq!(from_file_name("2022-05-03-pain.md"), Date::new(2022, 5, 3).ok());
        assert_eq!(from_file_name("pain.md"), None);
        assert_eq!(from_file_name("éééééé"), None);
    }
}
