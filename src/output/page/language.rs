//! The language of the page's own words.

/// The language in which the page speaks; posts stay as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageLanguage {
    /// French.
    #[default]
    French,
    /// English.
    English,
}

impl PageLanguage {
    /// Its code in HTML.
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }
}
