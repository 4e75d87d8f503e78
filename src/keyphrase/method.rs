//! The methods of ranking, and their names.

use std::fmt;

/// How candidates are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Boosted trees over the features of a phrase, trained on labelled French texts; a score is about the
    /// probability that a reader names the phrase.
    #[default]
    Learned,
    /// Frequency in the post times inverse document frequency in the background (Salton and
    /// Buckley 1988).
    TfIdf,
    /// The order of first occurrence in the post.
    FirstPhrases,
    /// Tf-idf with a boost for phrases of several words and a cut-off (El-Beltagy and Rafea 2009).
    KpMiner,
    /// Case, position, frequency and neighbours of words (Campos et al. 2020).
    Yake,
    /// Degree over frequency of words in phrases (Rose et al. 2010).
    Rake,
    /// `PageRank` of words that stand side by side (Mihalcea and Tarau 2004).
    TextRank,
    /// `PageRank` of words that stand near each other (Wan and Xiao 2008).
    SingleRank,
    /// `SingleRank` biased towards early words (Florescu and Caragea 2017).
    PositionRank,
    /// `PageRank` of topics, one phrase a topic (Bougouin et al. 2013).
    TopicRank,
    /// `PageRank` of phrases, linked across topics (Boudin 2018).
    MultipartiteRank,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 11] = [
        Self::Learned,
        Self::TfIdf,
        Self::FirstPhrases,
        Self::KpMiner,
        Self::Yake,
        Self::Rake,
        Self::TextRank,
        Self::SingleRank,
        Self::PositionRank,
        Self::TopicRank,
        Self::MultipartiteRank,
    ];

    /// The name, in lower case with hyphens: `tf-idf`, `first-phrases`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Learned => "learned",
            Self::TfIdf => "tf-idf",
            Self::FirstPhrases => "first-phrases",
            Self::KpMiner => "kp-miner",
            Self::Yake => "yake",
            Self::Rake => "rake",
            Self::TextRank => "text-rank",
            Self::SingleRank => "single-rank",
            Self::PositionRank => "position-rank",
            Self::TopicRank => "topic-rank",
            Self::MultipartiteRank => "multipartite-rank",
        }
    }

    /// The method with the name `name`; `None` when no method has it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
