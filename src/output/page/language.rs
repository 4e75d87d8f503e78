//! The language of the user interface of the page.

/// The language of the user interface of the page; the content of posts is not translated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageLanguage {
    /// French.
    #[default]
    French,
    /// English.
    English,
}

impl PageLanguage {
    /// Its language tag in HTML.
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }
}
