//! The example: the candidates of a post, as a model is trained on them.

use super::PhraseList;
use super::background::WordKey;
use super::family::Family;
use super::options::Options;
use super::rank::learned::features::Features;
use super::rank::learned::scores_of;
use super::select::select;
use super::sources::Sources;

/// The candidates of a post, as a model is trained on them.
#[derive(Clone, Debug)]
pub struct TrainingExample {
    /// All variants of each candidate, the commonest first.
    pub variants: Vec<Vec<String>>,
    /// The words of each.
    pub words: Vec<Vec<WordKey>>,
    /// The features of each.
    pub features: Features,
    /// The rules that found each.
    pub sources: Vec<Sources>,
    /// Tokens of title and text.
    pub tokens: usize,
    pub(super) families: Vec<Family>,
    pub(super) heads: Vec<WordKey>,
}

impl TrainingExample {
    /// Which phrase of a list each candidate is.
    pub fn positions(&self, list: &PhraseList) -> Vec<Option<usize>> {
        self.families.iter().map(|family| list.position(&family.words, family.key)).collect()
    }

    /// The candidates that the learned method would choose, best first, by their numbers, without constraints.
    pub fn chosen(&self, options: &Options) -> Vec<usize> {
        self.chosen_by(&self.scores(options), options).into_iter().map(|(id, _)| id).collect()
    }

    /// The scores that the learned method gives the candidates.
    pub fn scores(&self, options: &Options) -> Vec<f64> {
        scores_of(&self.features, &options.model)
    }

    /// The same by some scores; each with the score by which it was chosen.
    pub fn chosen_by(&self, scores: &[f64], options: &Options) -> Vec<(usize, f64)> {
        let mut chosen =
            select(&self.families, |id| self.heads[id], scores, options.at_most, options.diversity());
        chosen.truncate(options.length(&chosen, self.tokens));
        chosen
    }
}
