//! The model: boosted oblivious trees (Friedman 2001; Prokhorenkova et al. 2018 for the symmetric
//! kind), whose sum is the log-odds that a phrase is a keyphrase.
//!
//! Most of the trees look at everything, and learn the habits of the kinds of text that they are trained on.
//! A few look at what makes keyphrases of every kind of text, tf-idf and the first position (the two
//! features of KEA; Witten et al. 1999, "KEA: Practical automatic keyphrase extraction"). Both have their
//! part in the order of phrases, so that a kind that was little trained, or never, is not read by the habits
//! of the others alone.
//!
//! An oblivious tree asks one question a level: bit `d` of a leaf's number says whether the feature
//! of level `d` lies above its threshold.
//!
//! Most families of a post are hopeless, and the first trees know it: those alone that they leave some
//! hope go down the others (a soft cascade; Bourdev and Brandt 2005, "Robust object detection via soft
//! cascade"). Whether a family goes on depends on nothing but itself.

use super::descent;
use super::features::{COUNT, Matrix};

/// Questions a tree asks.
pub const DEPTH: usize = 6;
/// Leaves of a tree.
pub const LEAVES: usize = 1 << DEPTH;

/// One tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// The feature and the threshold of each level.
    pub splits: [(u8, f32); DEPTH],
    /// What each leaf adds to the log-odds.
    pub leaves: [f32; LEAVES],
}

/// Two sums of trees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The log-odds before any tree.
    pub bias: f32,
    /// The trees that look at everything.
    pub trees: Vec<Tree>,
    /// The trees that look at what holds for every kind of text; there may be none.
    pub general: Vec<Tree>,
}

/// Log-odds of the families of a post, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Odds {
    /// By the trees that look at everything: the better to tell how many keyphrases the post has.
    pub of_all: Vec<f32>,
    /// By both: the better to tell which they are.
    pub mixed: Vec<f32>,
}

/// The way of a post's families down the trees that look at everything.
struct Descent {
    odds: Vec<f32>,
    /// The families that went down them all, and their features alone.
    hopeful: Vec<usize>,
    features: Matrix,
}

impl Tree {
    /// What the tree says of a family with these features.
    fn leaf(&self, values: &[f32; COUNT]) -> f32 {
        let above = |level: usize| {
            let (feature, threshold) = self.splits[level];
            usize::from(values[usize::from(feature)] > threshold) << level
        };
        self.leaves[(0..DEPTH).map(above).sum::<usize>()]
    }
}

/// Trees that every family goes down.
const FIRST: usize = 48;
/// Log-odds after these below which a family goes down no more: a score of 0.004.
const HOPELESS: f32 = -5.5;
/// The part that the general trees have in the order of phrases.
const GENERAL_SHARE: f32 = 0.4;

const MAGIC: &[u8; 8] = b"glanerk2";
const HEAD: usize = 18;
const TREE_BYTES: usize = DEPTH * 5 + LEAVES * 2;
/// Leaves are kept in these units.
const LEAF_UNITS: f32 = 8192.0;

impl Model {
    /// The model in the binary; `tables/ranker.txt` says what it was trained on.
    pub fn embedded() -> Self {
        Self::from_bytes(include_bytes!("../../tables/ranker.bin")).unwrap_or_default()
    }

    /// What the model says of every family.
    pub fn odds(&self, matrix: &Matrix) -> Odds {
        let Descent { odds: of_all, hopeful, features } = self.down_all(matrix);
        let mut mixed = of_all.clone();
        if !self.general.is_empty() {
            let mut general = vec![self.bias; hopeful.len()];
            descent::add(&self.general, &features, &mut general);
            for (family, general) in hopeful.into_iter().zip(general) {
                mixed[family] += GENERAL_SHARE * (general - mixed[family]);
            }
        }
        Odds { of_all, mixed }
    }

    /// What the trees that look at everything say of every family.
    pub fn odds_of_all(&self, matrix: &Matrix) -> Vec<f32> {
        self.down_all(matrix).odds
    }

    fn down_all(&self, matrix: &Matrix) -> Descent {
        let (first, rest) = self.trees.split_at(FIRST.min(self.trees.len()));
        let mut odds = vec![self.bias; matrix.families()];
        descent::add(first, matrix, &mut odds);
        let hopeful: Vec<usize> = (0..odds.len()).filter(|&family| odds[family] >= HOPELESS).collect();
        let mut further: Vec<f32> = hopeful.iter().map(|&family| odds[family]).collect();
        let features = matrix.only(&hopeful);
        descent::add(rest, &features, &mut further);
        for (&family, further) in hopeful.iter().zip(further) {
            odds[family] = further;
        }
        Descent { odds, hopeful, features }
    }

    /// The trees that a family with these features goes down, each with the part that it has.
    pub(super) fn asked(&self, values: &[f32; COUNT]) -> impl Iterator<Item = (f32, &Tree)> {
        let first = &self.trees[..FIRST.min(self.trees.len())];
        let odds = first.iter().fold(self.bias, |odds, tree| odds + tree.leaf(values));
        let (trees, general) =
            if odds < HOPELESS { (first, &[][..]) } else { (&self.trees[..], &self.general[..]) };
        let part = if general.is_empty() { 1.0 } else { 1.0 - GENERAL_SHARE };
        let trees = trees.iter().map(move |tree| (part, tree));
        trees.chain(general.iter().map(|tree| (GENERAL_SHARE, tree)))
    }

    /// The model as bytes: magic, the number of features, of trees and of general trees, the bias, then the
    /// trees.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((COUNT as u16).to_le_bytes());
        bytes.extend((self.trees.len() as u16).to_le_bytes());
        bytes.extend((self.general.len() as u16).to_le_bytes());
        bytes.extend(self.bias.to_le_bytes());
        for tree in self.trees.iter().chain(&self.general) {
            for (feature, threshold) in tree.splits {
                bytes.push(feature);
                bytes.extend(threshold.to_le_bytes());
            }
            for leaf in tree.leaves {
                bytes.extend(((leaf * LEAF_UNITS).round() as i16).to_le_bytes());
            }
        }
        bytes
    }

    /// A model as [`to_bytes`](Self::to_bytes) writes it; `None` when it is not one of this version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, trees) = bytes.split_at_checked(HEAD)?;
        let number = |at: usize| Some(usize::from(u16::from_le_bytes(head[at..at + 2].try_into().ok()?)));
        let (features, all, general) = (number(8)?, number(10)?, number(12)?);
        if !head.starts_with(MAGIC) || features != COUNT || trees.len() != (all + general) * TREE_BYTES {
            return None;
        }
        let bias = f32::from_le_bytes(head[14..].try_into().ok()?);
        let mut trees = trees.chunks_exact(TREE_BYTES).map(tree).collect::<Option<Vec<Tree>>>()?;
        let general = trees.split_off(all);
        Some(Self { bias, trees, general })
    }
}

fn tree(bytes: &[u8]) -> Option<Tree> {
    let (splits, leaves) = bytes.split_at_checked(DEPTH * 5)?;
    let mut tree = Tree { splits: [(0, 0.0); DEPTH], leaves: [0.0; LEAVES] };
    for (split, bytes) in tree.splits.iter_mut().zip(splits.as_chunks::<5>().0) {
        let [feature, threshold @ ..] = *bytes;
        if usize::from(feature) >= COUNT {
            return None;
        }
        *split = (feature, f32::from_le_bytes(threshold));
    }
    for (leaf, bytes) in tree.leaves.iter_mut().zip(leaves.as_chunks::<2>().0) {
        *leaf = f32::from(i16::from_le_bytes(*bytes)) / LEAF_UNITS;
    }
    Some(tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_trees_have_their_part_in_the_order_and_none_in_how_many_are_expected() {
        let tree = |leaf: f32| Tree { splits: [(0, 0.0); DEPTH], leaves: [leaf; LEAVES] };
        let alone = Model { bias: -1.0, trees: vec![tree(2.0)], general: Vec::new() };
        let both = Model { general: vec![tree(0.5), tree(-1.5)], ..alone.clone() };
        let matrix = Matrix::new(3);
        assert_eq!(alone.odds(&matrix), Odds { of_all: vec![1.0; 3], mixed: vec![1.0; 3] });
        let odds = both.odds(&matrix);
        assert_eq!(odds.of_all, both.odds_of_all(&matrix));
        assert_eq!(odds.of_all, [1.0; 3]);
        let mixed = (1.0 - GENERAL_SHARE) * 1.0 + GENERAL_SHARE * (-1.0 + 0.5 - 1.5);
        assert!(odds.mixed.iter().all(|odds| (odds - mixed).abs() < 1e-6), "{odds:?}");
    }

    #[test]
    fn a_hopeless_family_goes_down_the_first_trees_alone() {
        let tree = |leaf: f32| Tree { splits: [(0, 0.0); DEPTH], leaves: [leaf; LEAVES] };
        let mut trees = vec![tree(-1.0); FIRST];
        trees.push(tree(50.0));
        let model = Model { bias: 0.0, trees, general: vec![tree(50.0)] };
        let least = -(FIRST as f32);
        assert_eq!(model.odds(&Matrix::new(1)), Odds { of_all: vec![least], mixed: vec![least] });
    }

    #[test]
    fn a_model_written_and_read_is_the_same() {
        let tree = Tree {
            splits: std::array::from_fn(|level| (level as u8, level as f32 + 0.5)),
            leaves: std::array::from_fn(|leaf| leaf as f32 / LEAF_UNITS),
        };
        let model = Model { bias: -2.5, trees: vec![tree.clone(), tree.clone()], general: vec![tree] };
        assert_eq!(Model::from_bytes(&model.to_bytes()).as_ref(), Some(&model));
        assert_eq!(Model::from_bytes(&model.to_bytes()[1..]), None);
    }
}
