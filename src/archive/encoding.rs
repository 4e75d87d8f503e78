//! The encodings of text by their names. How one is chosen is left to `decode`.

use encoding_rs::Encoding;

/// An encoding of text, as it is told with [`ReadOptions::encoding`].
///
/// ```
/// use glane::archive::TextEncoding;
///
/// let encoding = TextEncoding::from_label("mac-roman").expect("an encoding");
/// assert_eq!(encoding.name(), "macintosh");
/// assert_eq!(TextEncoding::from_label("latin-9").map(TextEncoding::name), Some("ISO-8859-15"));
/// assert_eq!(TextEncoding::from_label("morse"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextEncoding(pub(super) &'static Encoding);

impl TextEncoding {
    /// The encoding of that name: `utf-8`, `windows-1252`, `latin-1`, `latin-9`, `mac-roman`, or any other
    /// label of the web's Encoding Standard. (There `latin-1` is windows-1252, which holds all of it.)
    pub fn from_label(label: &str) -> Option<Self> {
        let label = label.trim().to_ascii_lowercase().replace('_', "-");
        let label = match label.as_str() {
            "latin-1" => "latin1",
            "latin-9" | "latin9" | "iso8859-15" => "iso-8859-15",
            "mac-roman" | "macroman" | "x-mac-roman" => "macintosh",
            other => other,
        };
        Encoding::for_label(label.as_bytes()).map(Self)
    }

    /// Its name in the standard: `UTF-8`, `windows-1252`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}
