//! From bytes to text: byte order marks, the encoding that was told, UTF-8, what the text declares, and a
//! guess for the rest.

use std::borrow::Cow;
use std::io::{self, BufReader, Cursor, Read};

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::charset;
use super::encoding::{Charset, TextEncoding};
use super::error::{ArchiveError, ErrorKind, Setting};
use super::options::ReadOptions;
use super::stream::Reader;
use super::transcode::Transcoder;
use super::utf7;

/// How many bytes of a stream are looked at, to tell how it is encoded.
const HEAD: u64 = 64 << 10;

/// Text decoded from a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// What it was read as, where it is not UTF-8, for the post's record.
    pub(super) warning: Option<String>,
}

/// Decodes a whole file in the encoding that was told, if one was. Line ends become `\n`.
pub(super) fn whole(
    bytes: Vec<u8>,
    source_name: &str,
    options: &ReadOptions,
) -> Result<Decoded, ArchiveError> {
    let Some(TextEncoding(told)) = options.encoding else { return decode(bytes, source_name) };
    if marked(&bytes).is_some() {
        return decode(bytes, source_name);
    }
    if looks_binary(&bytes) && told.is_ascii_compatible() {
        return Err(not_text(source_name));
    }
    let (text, is_damaged) = told.decode(&bytes);
    let warning = match (is_damaged, told.is_utf_8()) {
        (true, _) => Some(replaced(told)),
        (false, true) => None,
        (false, false) => Some(format!("read as {}, as requested", told.name())),
    };
    Ok(Decoded { text: unify_line_ends(text), warning })
}

/// Decodes a whole file, or a piece of one. Line ends become `\n`.
pub(super) fn decode(bytes: Vec<u8>, source_name: &str) -> Result<Decoded, ArchiveError> {
    if let Some((charset, mark)) = marked(&bytes) {
        return Ok(decoded_as(charset, &bytes[mark..]));
    }
    if let Some(charset) = charset::wide(&bytes) {
        return Ok(decoded_as(charset, &bytes));
    }
    if looks_binary(&bytes) {
        return Err(not_text(source_name));
    }
    match String::from_utf8(bytes) {
        Ok(text) if is_utf_7(&text) => Ok(decoded_as(Charset::Utf7, text.as_bytes())),
        Ok(text) => Ok(Decoded { text: unify_line_ends(text), warning: None }),
        Err(error) => {
            let bytes = error.into_bytes();
            if let Some((text, charset)) = mixed_lines(&bytes) {
                let warning =
                    format!("lines in UTF-8 and in {} are mixed; each was read in its own", charset.name());
                return Ok(Decoded { text: unify_line_ends(text), warning: Some(warning) });
            }
            Ok(decoded_as(tell(&bytes), &bytes))
        }
    }
}

/// Whether a text that is ASCII is French in UTF-7.
pub(super) fn is_utf_7(text: &str) -> bool {
    utf7::is_likely(text.as_bytes(), charset::is_french)
}

/// The text of bytes in that encoding, with a warning where it is not UTF-8.
fn decoded_as(charset: Charset, bytes: &[u8]) -> Decoded {
    let (text, is_damaged) = charset.decode(bytes);
    let warning = match (is_damaged, charset.is_utf_8()) {
        (true, true) => Some(replaced(charset)),
        (false, true) => None,
        (true, false) if !charset.is_ascii_compatible() => Some(replaced(charset)),
        (_, false) => Some(read_as(charset)),
    };
    Decoded { text: unify_line_ends(text), warning }
}

/// The encoding that a byte order mark stands for, and the length of the mark.
fn marked(bytes: &[u8]) -> Option<(Charset, usize)> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => Some((Charset::Utf32 { is_big_endian: false }, 4)),
        [0, 0, 0xFE, 0xFF, ..] => Some((Charset::Utf32 { is_big_endian: true }, 4)),
        [b'+', b'/', b'v', b'8', b'-', ..] => Some((Charset::Utf7, 5)),
        _ => Encoding::for_bom(bytes).map(|(encoding, mark)| (Charset::Standard(encoding), mark)),
    }
}

/// The text of the first bytes of a file, for a look at its format.
pub(super) fn head(bytes: &[u8]) -> Cow<'_, str> {
    let head = match marked(bytes).or_else(|| charset::wide(bytes).map(|charset| (charset, 0))) {
        Some((charset, mark)) => Cow::Owned(charset.decode(&bytes[mark..]).0),
        None => String::from_utf8_lossy(bytes),
    };
    if has_old_line_ends(head.as_bytes()) { Cow::Owned(head.replace('\r', "\n")) } else { head }
}

/// Whether lines end with a carriage return alone, as on old Macs.
fn has_old_line_ends(head: &[u8]) -> bool {
    memchr::memchr(b'\r', head).is_some() && memchr::memchr(b'\n', head).is_none()
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

/// A stream in UTF-8 of whatever comes, and a warning where it is read as another encoding. Bytes that are not
/// valid in a stream of UTF-8 pass through: `record` decides on each.
pub(super) fn stream(mut reader: Reader, options: &ReadOptions) -> (Reader, Option<String>) {
    let mut head = Vec::new();
    let failed = reader.by_ref().take(HEAD).read_to_end(&mut head).err();
    let is_whole = failed.is_some() || (head.len() as u64) < HEAD;
    let mark = marked(&head);
    let charset = mark
        .map(|(charset, _)| charset)
        .or(options.encoding.map(|told| told.0))
        .or_else(|| charset::wide(&head))
        .unwrap_or_else(|| of_head(&head, is_whole));
    let old_line_ends = has_old_line_ends(&head);
    let whole: Reader = match failed {
        // What precedes the error is read; the error occurs again after it.
        Some(error) => Box::new(Cursor::new(head).chain(BufReader::new(Failing(Some(error))))),
        None if is_whole => Box::new(Cursor::new(head)),
        None => Box::new(Cursor::new(head).chain(reader)),
    };
    let warning = (!charset.is_utf_8()).then(|| read_as(charset));
    let decoded: Reader = match charset {
        Charset::Standard(encoding) if encoding == UTF_8 && mark.is_none() => whole,
        Charset::Standard(encoding) => {
            let mut builder = DecodeReaderBytesBuilder::new();
            builder.encoding(Some(encoding)).bom_override(true).strip_bom(true);
            Box::new(BufReader::with_capacity(1 << 16, builder.utf8_passthru(encoding == UTF_8).build(whole)))
        }
        other => Box::new(BufReader::with_capacity(
            1 << 16,
            Transcoder::new(whole, other, mark.map_or(0, |(_, length)| length)),
        )),
    };
    (if old_line_ends { Box::new(BufReader::new(OldLineEnds(decoded))) } else { decoded }, warning)
}

/// A stream whose lines end with carriage returns alone, with line feeds in their place.
struct OldLineEnds(Reader);

impl Read for OldLineEnds {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.0.read(buffer)?;
        for byte in buffer[..length].iter_mut().filter(|byte| **byte == b'\r') {
            *byte = b'\n';
        }
        Ok(length)
    }
}

/// The encoding of a stream that begins like this, without a mark.
fn of_head(head: &[u8], is_whole: bool) -> Charset {
    match std::str::from_utf8(head) {
        Ok(text) if is_utf_7(text) => Charset::Utf7,
        Ok(_) => Charset::Standard(declared(head).filter(|_| head.is_ascii()).unwrap_or(UTF_8)),
        // The last character may go on behind what is looked at.
        Err(error) if error.error_len().is_none() && !is_whole => Charset::Standard(UTF_8),
        // Records decide for themselves.
        Err(_) if mixed_lines(head).is_some() => Charset::Standard(UTF_8),
        Err(_) => tell(head),
    }
}

struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

fn not_text(source_name: &str) -> ArchiveError {
    ArchiveError::new(ErrorKind::NotText, source_name, "the bytes are not text")
        .with_setting(Setting::Encoding, "save it as text in UTF-8, or move it out of the archive")
}

fn replaced(charset: Charset) -> String {
    format!("some bytes are not valid {}; they became the sign U+FFFD", charset.name())
}

fn read_as(charset: Charset) -> String {
    format!("not valid UTF-8; read as {}", charset.name())
}

/// The encoding of bytes that are not valid UTF-8, or UTF-8 where they nearly are.
fn tell(bytes: &[u8]) -> Charset {
    if nearly_utf_8(bytes) {
        return Charset::Standard(UTF_8);
    }
    if let Some(declared) = declared(bytes).filter(|declared| *declared != UTF_8) {
        return Charset::Standard(declared);
    }
    charset::french(bytes).unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        Charset::Standard(detector.guess(Some(b"fr"), chardetng::Utf8Detection::Deny))
    })
}

/// The text of lines of which some are valid UTF-8 with letters that are not ASCII, and the others French in
/// another encoding, which is given too.
fn mixed_lines(bytes: &[u8]) -> Option<(String, Charset)> {
    let mut others = Vec::new();
    let mut has_utf_8 = false;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(text) if is_sound(text) => has_utf_8 |= !text.is_ascii(),
            Err(_) if nearly_utf_8(line) => return None,
            _ => others.extend_from_slice(line),
        }
    }
    let charset = charset::french(&others).filter(|_| has_utf_8)?;
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let text = lines
        .map(|line| match std::str::from_utf8(line) {
            Ok(text) if is_sound(text) => Cow::Borrowed(text),
            _ => Cow::Owned(charset.decode(line).0),
        })
        .collect();
    Some((text, charset))
}

/// Whether a line that is valid UTF-8 is French, and not two letters of another encoding that happen to be valid.
fn is_sound(line: &str) -> bool {
    let (score, count) = charset::average(line, usize::MAX);
    count == 0 || score > 0.0
}

/// Whether some bytes of UTF-8 are damaged, but by far the most are valid.
fn nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut valid, mut damaged) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    valid > 4 * damaged
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
    Encoding::for_label(&named.as_bytes()[..end])
}

/// Whether the first bytes hold NUL, or more than one control character in fifty bytes, as no text does in UTF-8
/// or in an encoding with one byte a character.
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
    fn latin_1_is_recognized_and_reported() {
        let bytes = "La fête à l'école près de la mairie, été comme hiver".chars().map(|c| c as u8).collect();
        let decoded = decode(bytes, "lettre.txt").expect("text");
        assert!(decoded.text.starts_with("La fête à l'école"));
        assert_eq!(decoded.warning.as_deref(), Some("not valid UTF-8; read as windows-1252"));
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
    fn lines_in_two_encodings_are_each_read_in_their_own() {
        let mut bytes = "Été à la forêt\n".as_bytes().to_vec();
        bytes.extend("L'école fête Noël\n".chars().map(|c| c as u8));
        let decoded = decode(bytes, "x").expect("text");
        assert_eq!(decoded.text, "Été à la forêt\nL'école fête Noël\n");
        assert!(decoded.warning.is_some_and(|warning| warning.contains("mixed")));
    }

    #[test]
    fn line_ends_of_windows_and_old_macs_become_one() {
        assert_eq!(decode(b"a\r\nb\rc".to_vec(), "x").expect("text").text, "a\nb\nc");
    }
}
