//! The logo of a page: an image that the page holds as a data URI.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The greatest number of bytes of a logo.
const MOST_BYTES: usize = 256 << 10;

/// An image at the top of a page: PNG, JPEG, GIF, WebP or SVG, of at most 256 kB.
///
/// ```
/// use glane::output::PageLogo;
///
/// let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>"#;
/// assert!(PageLogo::new(svg).is_ok());
/// assert!(PageLogo::new(b"MZ").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLogo {
    uri: String,
}

/// Why an image cannot be a logo.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PageLogoError {
    /// The bytes are of no known type of images.
    #[error("not an image: a logo is PNG, JPEG, GIF, WebP or SVG")]
    UnknownType,
    /// The image is too large; says its bytes.
    #[error("{0} bytes: a logo has 256 kB at most, since every copy of the page holds it")]
    TooLarge(usize),
}

impl PageLogo {
    /// The logo with the bytes of an image file, whose type is known by its first bytes.
    ///
    /// # Errors
    ///
    /// Another type, or too many bytes.
    pub fn new(bytes: &[u8]) -> Result<Self, PageLogoError> {
        let kind = media_type(bytes).ok_or(PageLogoError::UnknownType)?;
        if bytes.len() > MOST_BYTES {
            return Err(PageLogoError::TooLarge(bytes.len()));
        }
        Ok(Self { uri: format!("data:{kind};base64,{}", STANDARD.encode(bytes)) })
    }

    /// The data URI of the image.
    pub(super) fn uri(&self) -> &str {
        &self.uri
    }
}

fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let is_markup = start.starts_with(b"<svg") || start.starts_with(b"<?xml") || start.starts_with(b"<!");
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        Some("image/png")
    } else if bytes.starts_with(b"\xFF\xD8\xFF") {
        Some("image/jpeg")
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some("image/gif")
    } else if is_webp {
        Some("image/webp")
    } else if is_markup && memchr::memmem::find(bytes, b"<svg").is_some() {
        // Browsers run no script in an image and load nothing for it.
        Some("image/svg+xml")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_is_known_by_the_first_bytes() {
        let png = b"\x89PNG\r\n\x1A\n....";
        assert_eq!(
            PageLogo::new(png).map(|logo| logo.uri),
            Ok("data:image/png;base64,iVBORw0KGgouLi4u".into())
        );
        assert_eq!(media_type(b"\xEF\xBB\xBF<?xml version='1.0'?><svg/>"), Some("image/svg+xml"));
        assert_eq!(media_type(b"<!doctype html><p>"), None);
        assert_eq!(media_type(b"RIFF....WEBPVP8 "), Some("image/webp"));
        assert_eq!(PageLogo::new(b"text"), Err(PageLogoError::UnknownType));
        let large = [&png[..], &vec![0; MOST_BYTES]].concat();
        assert_eq!(PageLogo::new(&large), Err(PageLogoError::TooLarge(large.len())));
    }
}
