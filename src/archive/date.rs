//! Dates as blogs write them, reduced to the day.

use jiff::civil::Date;

/// The day at the start of `text`: `2021-03-15`, whatever follows it (`T09:30:00+02:00`, ` 09:30`),
/// or `2021/03/15`.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let head: String = text.get(..10)?.replace('/', "-");
    if text.as_bytes().get(10).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    from_parts(&head)
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
