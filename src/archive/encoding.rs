//! The encodings of text by their names, and how bytes in each become text. Which one a file is in is left to
//! `decode` and `charset`.

use encoding_rs::Encoding;

use super::code_page::{CP437, CP850, upper_half};
use super::utf7;

/// An encoding of text, as set with [`ReadOptions::encoding`](super::ReadOptions::encoding).
///
/// ```
/// use glane::archive::TextEncoding;
///
/// let encoding = TextEncoding::from_label("mac-roman").expect("an encoding");
/// assert_eq!(encoding.name(), "macintosh");
/// assert_eq!(TextEncoding::from_label("latin-9").map(TextEncoding::name), Some("ISO-8859-15"));
/// assert_eq!(TextEncoding::from_label("cp850").map(TextEncoding::name), Some("cp850"));
/// assert_eq!(TextEncoding::from_label("morse"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextEncoding(pub(super) Charset);

/// The encodings that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    /// One of the web's Encoding Standard.
    Standard(&'static Encoding),
    Cp850,
    Cp437,
    Utf32 {
        is_big_endian: bool,
    },
    Utf7,
}

impl TextEncoding {
    /// The encoding of that name: `utf-8`, `windows-1252`, `latin-1`, `latin-9`, `mac-roman`, `cp850`, `cp437`,
    /// `utf-7`, `utf-32`, or any other label of the web's Encoding Standard. (There `latin-1` is windows-1252,
    /// which contains it.)
    pub fn from_label(label: &str) -> Option<Self> {
        let label = label.trim().to_ascii_lowercase().replace('_', "-");
        let label = match label.as_str() {
            "latin-1" => "latin1",
            "latin-9" | "latin9" | "iso8859-15" => "iso-8859-15",
            "mac-roman" | "macroman" | "x-mac-roman" => "macintosh",
            "cp850" | "cp-850" | "ibm850" | "850" => return Some(Self(Charset::Cp850)),
            "cp437" | "cp-437" | "ibm437" | "437" => return Some(Self(Charset::Cp437)),
            "utf-7" | "utf7" | "unicode-1-1-utf-7" => return Some(Self(Charset::Utf7)),
            "utf-32" | "utf32" | "utf-32le" | "ucs-4" => {
                return Some(Self(Charset::Utf32 { is_big_endian: false }));
            }
            "utf-32be" => return Some(Self(Charset::Utf32 { is_big_endian: true })),
            other => other,
        };
        Encoding::for_label(label.as_bytes()).map(|encoding| Self(Charset::Standard(encoding)))
    }

    /// Its name in the standard: `UTF-8`, `windows-1252`; `cp850`, `cp437`, `UTF-32LE`, `UTF-32BE`, `UTF-7`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

impl Charset {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Cp850 => "cp850",
            Self::Cp437 => "cp437",
            Self::Utf32 { is_big_endian: false } => "UTF-32LE",
            Self::Utf32 { is_big_endian: true } => "UTF-32BE",
            Self::Utf7 => "UTF-7",
        }
    }

    pub(super) fn is_utf_8(self) -> bool {
        self == Self::Standard(encoding_rs::UTF_8)
    }

    /// Whether bytes below 0x80 are ASCII in it.
    pub(super) fn is_ascii_compatible(self) -> bool {
        match self {
            Self::Standard(encoding) => encoding.is_ascii_compatible(),
            Self::Utf32 { .. } => false,
            Self::Cp850 | Self::Cp437 | Self::Utf7 => true,
        }
    }

    /// The characters of the bytes from 0x80, of an encoding with one byte a character.
    pub(super) fn upper_half(self) -> Option<[char; 128]> {
        match self {
            Self::Cp850 => Some(upper_half(CP850)),
            Self::Cp437 => Some(upper_half(CP437)),
            Self::Standard(encoding) if encoding.is_single_byte() => {
                let bytes: Vec<u8> = (0x80..=0xFF).collect();
                Some(upper_half(&encoding.decode_without_bom_handling(&bytes).0))
            }
            _ => None,
        }
    }

    /// The text of bytes without a byte order mark, and whether some bytes were not valid.
    pub(super) fn decode(self, bytes: &[u8]) -> (String, bool) {
        match self {
            Self::Standard(encoding) => {
                let (text, is_damaged) = encoding.decode_without_bom_handling(bytes);
                (text.into_owned(), is_damaged)
            }
            Self::Cp850 | Self::Cp437 => {
                let half = self.upper_half().unwrap_or(['\u{fffd}'; 128]);
                (bytes.iter().map(|byte| character(*byte, &half)).collect(), false)
            }
            Self::Utf32 { is_big_endian } => {
                let units = bytes.chunks(4).map(|unit| match <[u8; 4]>::try_from(unit) {
                    Ok(unit) if is_big_endian => char::from_u32(u32::from_be_bytes(unit)),
                    Ok(unit) => char::from_u32(u32::from_le_bytes(unit)),
                    Err(_) => None,
                });
                let mut is_damaged = false;
                let text = units
                    .map(|unit| {
                        is_damaged |= unit.is_none();
                        unit.unwrap_or('\u{fffd}')
                    })
                    .collect();
                (text, is_damaged)
            }
            Self::Utf7 => utf7::decode(bytes),
        }
    }
}

/// The character of a byte, given those of the upper half.
pub(super) fn character(byte: u8, half: &[char; 128]) -> char {
    if byte < 0x80 { char::from(byte) } else { half[usize::from(byte - 0x80)] }
}
