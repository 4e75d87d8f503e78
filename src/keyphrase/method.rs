//! Methods: the rankings by name.

use std::fmt;

/// How candidates are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Boosted trees over some forty features of a phrase, taught on labelled French texts; its
    /// scores are probabilities.
    #[default]
    Learned,
    /// Frequency in the post times inverse document frequency in the background, the whole phrase
    /// and its words weighed together, with a bonus for standing early and in the title.
    TfIdf,
    /// The order in which phrases first stand in the post.
    FirstPhrases,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 3] = [Self::Learned, Self::TfIdf, Self::FirstPhrases];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Learned => "learned",
            Self::TfIdf => "tf-idf",
            Self::FirstPhrases => "first-phrases",
        }
    }

    /// The method of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
