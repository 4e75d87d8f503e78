//! UTF-7 (RFC 2152), in which old mail programs wrote: ASCII, with other characters as UTF-16 in Base64 between
//! `+` and `-`.

/// The text of UTF-7, and whether some of it was not valid. What is not valid stays as it is written.
pub(super) fn decode(bytes: &[u8]) -> (String, bool) {
    let mut text = String::with_capacity(bytes.len());
    let mut is_damaged = false;
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'+', rest) {
        is_damaged |= push(&rest[..at], &mut text);
        rest = &rest[at + 1..];
        let length = rest.iter().position(|byte| digit(*byte).is_none()).unwrap_or(rest.len());
        if length == 0 && rest.first() == Some(&b'-') {
            text.push('+');
            rest = &rest[1..];
            continue;
        }
        let (digits, behind) = rest.split_at(length);
        rest = behind;
        if let Some(characters) = shifted(digits) {
            text.push_str(&characters);
            rest = rest.strip_prefix(b"-").unwrap_or(rest);
        } else {
            text.push('+');
            push(digits, &mut text);
            is_damaged = true;
        }
    }
    is_damaged |= push(rest, &mut text);
    (text, is_damaged)
}

/// Whether bytes are UTF-7: ASCII in which every `+` opens a valid sequence, and three in four of the characters of
/// those are ones that `is_likely` accepts, at least one of them a letter.
pub(super) fn is_likely(bytes: &[u8], is_likely: impl Fn(char) -> bool) -> bool {
    if !bytes.is_ascii() || memchr::memchr(b'+', bytes).is_none() {
        return false;
    }
    let (text, is_damaged) = decode(bytes);
    if is_damaged {
        return false;
    }
    let others: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
    let likely = others.iter().filter(|c| is_likely(**c)).count();
    others.iter().any(|c| c.is_alphabetic()) && likely * 4 >= others.len() * 3
}

fn push(bytes: &[u8], text: &mut String) -> bool {
    let piece = String::from_utf8_lossy(bytes);
    text.push_str(&piece);
    !bytes.is_ascii()
}

/// The characters of a sequence in Base64; `None` where it holds none, or half of one.
fn shifted(digits: &[u8]) -> Option<String> {
    let (mut bits, mut count) = (0_u32, 0);
    let mut units = Vec::new();
    for byte in digits {
        bits = bits << 6 | u32::from(digit(*byte)?);
        count += 6;
        if count >= 16 {
            count -= 16;
            units.push((bits >> count) as u16);
            bits &= (1 << count) - 1;
        }
    }
    // What is left fills up the last digit with zeros.
    (count < 6 && bits == 0 && !units.is_empty()).then(|| String::from_utf16(&units).ok())?
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_decoded_and_what_is_none_stays() {
        let source = b"L+IBk-+AOk-t+AOk- +AOA Lyon, 1 +- 1";
        assert_eq!(decode(source), ("L’été à Lyon, 1 + 1".to_owned(), false));
        assert_eq!(decode(b"a+b = c").0, "a+b = c");
        assert!(is_likely(source, |c| c != '\u{fffd}'));
        for other in [&b"C++ et a+b"[..], b"1+1=2", b"rien", "été +AOk-".as_bytes()] {
            assert!(!is_likely(other, |_| true), "{other:?}");
        }
    }
}
