//! Document frequencies counted in posts, by the stages that also find keyphrases.
//!
//! How frequencies are kept and merged is decided in [`Background`].

use super::LanguagePolicy;
use super::stages::Stages;
use crate::Post;
use crate::keyphrase::Background;

/// Counts in how many posts each word and phrase stands: the background of an archive.
///
/// A post counts by its French paragraphs, as an [`Analyzer`](crate::Analyzer) with the same policy reads it.
///
/// ```
/// use glane::keyphrase::WordKey;
/// use glane::{BackgroundCounter, Post};
///
/// let mut counter = BackgroundCounter::new();
/// assert!(counter.add(&Post::new("1", "Le vélo cargo remplace la voiture de la famille.")));
/// let background = counter.finish();
/// assert_eq!((background.documents(), background.word(WordKey::of("velo"))), (1, 1));
/// ```
#[derive(Debug)]
pub struct BackgroundCounter {
    policy: LanguagePolicy,
    stages: Stages,
    background: Background,
}

impl Default for BackgroundCounter {
    fn default() -> Self {
        Self {
            policy: LanguagePolicy::default(),
            stages: Stages::default(),
            background: Background::counting(),
        }
    }
}

impl BackgroundCounter {
    /// A background of no post.
    pub fn new() -> Self {
        Self::default()
    }

    /// Which posts count; French ones by default.
    #[must_use]
    pub fn language(mut self, policy: LanguagePolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Counts a post; `false` for one that is left alone for its language.
    pub fn add(&mut self, post: &Post) -> bool {
        let Self { policy, stages, background } = self;
        stages.read(post, *policy, None, |mut prepared| prepared.count(background)).made.is_some()
    }

    /// The number of posts that were counted.
    pub fn posts(&self) -> u32 {
        self.background.documents()
    }

    /// What was counted.
    pub fn finish(self) -> Background {
        self.background
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyphrase::WordKey;

    const FRENCH: &str = "Le compost du quartier nourrit les jardins partagés, et l’on y apporte des épluchures \
                          chaque samedi, avec les voisins et les enfants de l’école.";
    const ENGLISH: &str = "We left the bikes at the station and walked along the river all day, because the \
                           weather was fine and nobody was in a hurry to get home.";

    #[test]
    fn foreign_posts_and_paragraphs_are_not_counted() {
        let mut counter = BackgroundCounter::new();
        assert!(counter.add(&Post::new("mixed", [FRENCH, ENGLISH, FRENCH].join("\n"))));
        assert!(!counter.add(&Post::new("english", [ENGLISH; 3].join("\n"))));
        let background = counter.finish();
        assert_eq!(background.documents(), 1);
        let frequency = |word: &str| background.word(WordKey::of(word));
        assert_eq!((frequency("compost"), frequency("station"), frequency("river")), (1, 0, 0));
    }
}
