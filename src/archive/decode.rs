//! From bytes to a `String`: byte order marks, UTF-8, and a guess for the older encodings.

use chardetng::EncodingDetector;

use super::{ArchiveError, ErrorKind};

/// Text decoded from a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// What was guessed, for the post's record.
    pub(super) warning: Option<String>,
}

/// Decodes a whole file. Line ends become `\n`.
pub(super) fn decode(bytes: Vec<u8>, source_name: &str) -> Result<Decoded, ArchiveError> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let warning =
            damaged.then(|| format!("some bytes are no {}; they became the sign U+FFFD", encoding.name()));
        return Ok(Decoded { text: unify_line_ends(text.into_owned()), warning });
    }
    if looks_binary(&bytes) {
        return Err(ArchiveError::new(ErrorKind::NotText, source_name, "the bytes are no text"));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: unify_line_ends(text), warning: None }),
        Err(error) => {
            let bytes = error.into_bytes();
            let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(&bytes, true);
            let encoding = detector.guess(Some(b"fr"), chardetng::Utf8Detection::Allow);
            let (text, _) = encoding.decode_without_bom_handling(&bytes);
            let warning = Some(format!("no UTF-8; read as {}", encoding.name()));
            Ok(Decoded { text: unify_line_ends(text.into_owned()), warning })
        }
    }
}

/// Whether the first bytes hold what no text in a one-byte encoding or UTF-8 holds: NUL, or more
/// than one control character in fifty bytes.
fn looks_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    let controls = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    head.contains(&0) || controls * 50 > head.len()
}

fn unify_line_ends(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_1_is_recognised_and_said() {
        let bytes = "La fête à l'école près de la mairie, été comme hiver".chars().map(|c| c as u8).collect();
        let decoded = decode(bytes, "lettre.txt").expect("text");
        assert!(decoded.text.starts_with("La fête à l'école"));
        assert_eq!(decoded.warning.as_deref(), Some("no UTF-8; read as windows-1252"));
    }

    #[test]
    fn marks_of_utf_16_are_honoured() {
        let bytes = [0xFF, 0xFE].into_iter().chain("été".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(bytes, "x").expect("text").text, "été");
    }

    #[test]
    fn binary_is_refused() {
        let refused = decode(b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "x").expect_err("no text");
        assert_eq!(refused.kind, ErrorKind::NotText);
    }

    #[test]
    fn line_ends_of_windows_and_old_macs_become_one() {
        assert_eq!(decode(b"a\r\nb\rc".to_vec(), "x").expect("text").text, "a\nb\nc");
    }
}
