//! From bytes to text: byte order marks, the encoding that was told, UTF-8, what the text declares, and a
//! guess for the rest.

use std::borrow::Cow;
use std::io::{self, BufReader, Cursor, Read};

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::encoding::TextEncoding;
use super::error::{ArchiveError, ErrorKind};
use super::options::ReadOptions;
use super::stream::Reader;

/// How many bytes of a stream are looked at, to tell how it is encoded.
const HEAD: u64 = 64 << 10;

/// Text decoded from a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// What it was read as, where it is no UTF-8, for the post's record.
    pub(super) warning: Option<String>,
}

/// Decodes a whole file in the encoding that was told, if one was. Line ends become `\n`.
pub(super) fn whole(
    bytes: Vec<u8>,
    source_name: &str,
    options: &ReadOptions,
) -> Result<Decoded, ArchiveError> {
    let Some(TextEncoding(told)) = options.encoding else { return decode(bytes, source_name) };
    if Encoding::for_bom(&bytes).is_some() {
        return decode(bytes, source_name);
    }
    if looks_binary(&bytes) && told.is_ascii_compatible() {
        return Err(ArchiveError::new(ErrorKind::NotText, source_name, "the bytes are no text"));
    }
    let (text, damaged) = told.decode_without_bom_handling(&bytes);
    let warning = match (damaged, told == UTF_8) {
        (true, _) => Some(replaced(told)),
        (false, true) => None,
        (false, false) => Some(format!("read as {}, as was told", told.name())),
    };
    Ok(Decoded { text: unify_line_ends(text.into_owned()), warning })
}

/// Decodes a whole file, or a piece of one. Line ends become `\n`.
pub(super) fn decode(bytes: Vec<u8>, source_name: &str) -> Result<Decoded, ArchiveError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let warning = match (damaged, encoding == UTF_8) {
            (true, _) => Some(replaced(encoding)),
            (false, true) => None,
            (false, false) => Some(format!("no UTF-8; read as {}", encoding.name())),
        };
        return Ok(Decoded { text: unify_line_ends(text.into_owned()), warning });
    }
    if looks_binary(&bytes) {
        return Err(ArchiveError::new(ErrorKind::NotText, source_name, "the bytes are no text"));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: unify_line_ends(text), warning: None }),
        Err(error) => {
            let bytes = error.into_bytes();
            let encoding = tell(&bytes);
            let (text, _) = encoding.decode_without_bom_handling(&bytes);
            let warning = if encoding == UTF_8 {
                replaced(encoding)
            } else {
                format!("no UTF-8; read as {}", encoding.name())
            };
            Ok(Decoded { text: unify_line_ends(text.into_owned()), warning: Some(warning) })
        }
    }
}

/// One record of a stream of them, such as a line.
pub(super) fn record<'a>(
    bytes: &'a [u8],
    source_name: &str,
) -> Result<(Cow<'a, str>, Option<String>), ArchiveError> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text), None));
    }
    let decoded = decode(bytes.to_vec(), source_name)?;
    Ok((Cow::Owned(decoded.text), decoded.warning))
}

/// A stream in UTF-8 of whatever comes, and what it is read as where that is another encoding. Bytes that
/// are no UTF-8 in a stream of it pass through: `record` decides on each.
pub(super) fn stream(mut reader: Reader, options: &ReadOptions) -> (Reader, Option<String>) {
    let mut head = Vec::new();
    let failed = reader.by_ref().take(HEAD).read_to_end(&mut head).err();
    let ended = failed.is_some() || (head.len() as u64) < HEAD;
    let bom = Encoding::for_bom(&head).map(|(encoding, _)| encoding);
    let encoding = bom.or(options.encoding.map(|told| told.0)).unwrap_or_else(|| {
        match std::str::from_utf8(&head) {
            Ok(_) => declared(&head).filter(|_| head.is_ascii()).unwrap_or(UTF_8),
            // The last character may go on behind what we look at.
            Err(error) if error.error_len().is_none() && !ended => UTF_8,
            Err(_) => tell(&head),
        }
    });
    let whole: Reader = match failed {
        // What came before the error is still to be had; the error comes again after it.
        Some(error) => Box::new(Cursor::new(head).chain(BufReader::new(Failing(Some(error))))),
        None if ended => Box::new(Cursor::new(head)),
        None => Box::new(Cursor::new(head).chain(reader)),
    };
    if encoding == UTF_8 && bom.is_none() {
        return (whole, None);
    }
    let mut builder = DecodeReaderBytesBuilder::new();
    builder.encoding(Some(encoding)).bom_override(true).strip_bom(true).utf8_passthru(encoding == UTF_8);
    let decoded = BufReader::with_capacity(1 << 16, builder.build(whole));
    let warning = (encoding != UTF_8).then(|| format!("no UTF-8; read as {}", encoding.name()));
    (Box::new(decoded), warning)
}

struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

fn replaced(encoding: &'static Encoding) -> String {
    format!("some bytes are no {}; they became the sign U+FFFD", encoding.name())
}

/// The encoding of bytes that are no UTF-8, or UTF-8 where they nearly are.
fn tell(bytes: &[u8]) -> &'static Encoding {
    if nearly_utf_8(bytes) {
        return UTF_8;
    }
    if let Some(declared) = declared(bytes).filter(|declared| *declared != UTF_8) {
        return declared;
    }
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"fr"), chardetng::Utf8Detection::Deny)
}

/// Whether some bytes of UTF-8 are damaged, but by far the most are sound.
fn nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut damaged) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    sound > 4 * damaged
}

/// The encoding that an XML declaration or an HTML `<meta>` names, in the first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let named = if head.trim_start().starts_with("<?xml") {
        head.split("?>").next()?.split("encoding").nth(1)?
    } else {
        head.split("charset").nth(1)?
    };
    let named = named.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = named.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(named.len());
    TextEncoding::from_label(&named[..end]).map(|encoding| encoding.0)
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
