//! The model: boosted oblivious trees (Friedman 2001; Prokhorenkova et al. 2018 for the symmetric kind), whose
//! sum is the log-odds that a phrase is a keyphrase.
//!
//! There are two passes. The trees of the first pass see the features of each family by itself. Those of the
//! second pass add to its log-odds; they also see how the first pass scored the other families. A line, fitted to
//! posts that the trees had not seen, makes the log-odds those of a probability (Platt 1999).
//!
//! An oblivious tree asks one question a level: bit `d` of a leaf's number says whether the feature of level `d`
//! lies above its threshold.
//!
//! Most families of a post are unlikely to be keyphrases, and the first trees show it: only those above a threshold go
//! down the others (a soft cascade; Bourdev and Brandt 2005, "Robust object detection via soft cascade").

use super::descent;
use super::features::{COUNT, Features};
use super::matrix::Matrix;
use super::second::{SECOND_COUNT, fill};

pub use super::tree::{DEPTH, LEAVES, Tree};

/// Two passes of trees.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The log-odds before any tree.
    pub bias: f32,
    /// The trees of the first pass.
    pub first: Vec<Tree>,
    /// The trees of the second pass.
    pub second: Vec<Tree>,
    /// What makes the log-odds those of a probability: they are multiplied by the scale, then the shift is added.
    pub scale: f32,
    /// See [`scale`](Self::scale).
    pub shift: f32,
}

impl Default for Model {
    fn default() -> Self {
        Self { bias: 0.0, first: Vec::new(), second: Vec::new(), scale: 1.0, shift: 0.0 }
    }
}

/// The families of a post between the passes.
pub struct Between {
    /// The log-odds of every family by the first pass.
    pub odds: Vec<f32>,
    /// The families that the second pass sees.
    pub likely: Vec<usize>,
    /// The features of these, those of the second pass included.
    pub features: Matrix,
}

/// Trees of the first pass that every family goes down.
const FIRST: usize = 48;
/// Log-odds after these below which a family goes down no more.
const LEAST_ODDS: f32 = -5.0;

const MAGIC: &[u8; 8] = b"glanerk3";
const HEAD: usize = 26;
const TREE_BYTES: usize = DEPTH * 5 + LEAVES * 2;
/// Leaves are kept in these units.
const LEAF_UNITS: f32 = 8192.0;
/// Features of both passes.
const ALL: usize = COUNT + SECOND_COUNT;

impl Tree {
    /// The leaf of a family with these features.
    fn leaf(&self, values: &[f32]) -> f32 {
        let above = |level: usize| {
            let (feature, threshold) = self.splits[level];
            usize::from(values[usize::from(feature)] > threshold) << level
        };
        self.leaves[(0..DEPTH).map(above).sum::<usize>()]
    }
}

impl Model {
    /// The model in the binary; `tables/ranker.txt` says what it was trained on.
    pub fn embedded() -> Self {
        Self::from_bytes(include_bytes!("../../tables/ranker.bin")).unwrap_or_default()
    }

    /// The log-odds of every family.
    pub fn odds(&self, features: &Features) -> Vec<f32> {
        let between = self.first_pass(features);
        self.second_pass(&between)
    }

    /// The log-odds of the first pass, and what the second pass sees.
    pub fn first_pass(&self, features: &Features) -> Between {
        let matrix = &features.matrix;
        let (first, rest) = self.first.split_at(FIRST.min(self.first.len()));
        let mut odds = vec![self.bias; matrix.families()];
        descent::add(first, matrix, &mut odds);
        let likely: Vec<usize> = (0..odds.len()).filter(|&family| odds[family] >= LEAST_ODDS).collect();
        let mut further: Vec<f32> = likely.iter().map(|&family| odds[family]).collect();
        let some = matrix.only(&likely, SECOND_COUNT);
        descent::add(rest, &some, &mut further);
        for (&family, further) in likely.iter().zip(further) {
            odds[family] = further;
        }
        Between::of(odds, likely, some, features)
    }

    /// The calibrated log-odds after the second pass.
    pub fn second_pass(&self, between: &Between) -> Vec<f32> {
        let Between { odds, likely, features } = between;
        let mut odds = odds.clone();
        let mut further: Vec<f32> = likely.iter().map(|&family| odds[family]).collect();
        descent::add(&self.second, features, &mut further);
        for (&family, further) in likely.iter().zip(further) {
            odds[family] = further;
        }
        for odds in &mut odds {
            *odds = self.scale * *odds + self.shift;
        }
        odds
    }

    /// The trees that a family with these features goes down.
    pub(super) fn asked(&self, values: &[f32]) -> impl Iterator<Item = &Tree> {
        let first = &self.first[..FIRST.min(self.first.len())];
        let odds = first.iter().fold(self.bias, |odds, tree| odds + tree.leaf(values));
        let (trees, second) =
            if odds < LEAST_ODDS { (first, &[][..]) } else { (&self.first[..], &self.second[..]) };
        trees.iter().chain(second)
    }

    /// The model as bytes: magic; the number of features, of trees of the first and of the second pass; bias,
    /// scale and shift; the trees.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for number in [ALL, self.first.len(), self.second.len()] {
            bytes.extend((number as u16).to_le_bytes());
        }
        for number in [self.bias, self.scale, self.shift] {
            bytes.extend(number.to_le_bytes());
        }
        for tree in self.first.iter().chain(&self.second) {
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
        let real = |at: usize| Some(f32::from_le_bytes(head[at..at + 4].try_into().ok()?));
        let (features, first, second) = (number(8)?, number(10)?, number(12)?);
        if !head.starts_with(MAGIC) || features != ALL || trees.len() != (first + second) * TREE_BYTES {
            return None;
        }
        let mut trees = trees.chunks_exact(TREE_BYTES).map(tree).collect::<Option<Vec<Tree>>>()?;
        let after = trees.split_off(first);
        let is_of_first = |tree: &Tree| tree.splits.iter().all(|split| usize::from(split.0) < COUNT);
        trees.iter().all(is_of_first).then_some(Self {
            bias: real(14)?,
            first: trees,
            second: after,
            scale: real(18)?,
            shift: real(22)?,
        })
    }
}

impl Between {
    /// From the log-odds of the first pass, the families that the second pass sees and their features, with room
    /// for those of the second pass.
    pub fn of(odds: Vec<f32>, likely: Vec<usize>, mut features: Matrix, all: &Features) -> Self {
        fill(&mut features, COUNT, &likely, &odds, &all.relations);
        Self { odds, likely, features }
    }

    /// The same with other log-odds of the first pass.
    pub fn with_odds(odds: Vec<f32>, likely: Vec<usize>, all: &Features) -> Self {
        let some = all.matrix.only(&likely, SECOND_COUNT);
        Self::of(odds, likely, some, all)
    }
}

fn tree(bytes: &[u8]) -> Option<Tree> {
    let (splits, leaves) = bytes.split_at_checked(DEPTH * 5)?;
    let mut tree = Tree { splits: [(0, 0.0); DEPTH], leaves: [0.0; LEAVES] };
    for (split, bytes) in tree.splits.iter_mut().zip(splits.as_chunks::<5>().0) {
        let [feature, threshold @ ..] = *bytes;
        if usize::from(feature) >= ALL {
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

    fn constant(leaf: f32) -> Tree {
        Tree { splits: [(0, 0.0); DEPTH], leaves: [leaf; LEAVES] }
    }

    #[test]
    fn both_passes_add_to_the_log_odds_and_the_line_calibrates_them() {
        let model = Model {
            bias: -1.0,
            first: vec![constant(2.0)],
            second: vec![constant(0.5)],
            scale: 2.0,
            shift: 1.0,
        };
        assert_eq!(model.odds(&Features::empty(3)), [2.0 * 1.5 + 1.0; 3]);
    }

    #[test]
    fn an_unlikely_family_goes_down_the_first_trees_alone() {
        let mut first = vec![constant(-1.0); FIRST];
        first.push(constant(50.0));
        let model = Model { first, second: vec![constant(50.0)], ..Model::default() };
        assert_eq!(model.odds(&Features::empty(1)), [-(FIRST as f32)]);
    }

    #[test]
    fn a_model_written_and_read_is_the_same() {
        let tree = Tree {
            splits: std::array::from_fn(|level| (level as u8, level as f32 + 0.5)),
            leaves: std::array::from_fn(|leaf| leaf as f32 / LEAF_UNITS),
        };
        let model = Model {
            bias: -2.5,
            first: vec![tree.clone(), tree.clone()],
            second: vec![tree],
            scale: 1.25,
            shift: -0.5,
        };
        assert_eq!(Model::from_bytes(&model.to_bytes()).as_ref(), Some(&model));
        assert_eq!(Model::from_bytes(&model.to_bytes()[1..]), None);
    }
}
