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
//! Most families of a post are unlikely to be keyphrases, and what costs little to know of them shows it: the trees of
//! the preselection see the outlines of all families, and only the likeliest go down the others (a cascade; Viola and
//! Jones 2001, "Rapid object detection using a boosted cascade of simple features"). The log-odds of a family that is
//! left out are those of the preselection.

use super::super::Candidates;
use super::descent;
use super::features::{COUNT, Features, SEEN_BY_PRESELECTION, outline_matrix};
use super::matrix::Matrix;
use super::outline::Outlines;
use super::second::{SECOND_COUNT, fill, greatest};
use super::table_memory::TableMemory;

pub use super::tree::{DEPTH, LEAVES, Tree};

/// The trees of the preselection and of both passes.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The log-odds before any tree of the preselection.
    pub outline_bias: f32,
    /// The trees of the preselection.
    pub outline: Vec<Tree>,
    /// The log-odds before any tree of the passes.
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
        Self {
            outline_bias: 0.0,
            outline: Vec::new(),
            bias: 0.0,
            first: Vec::new(),
            second: Vec::new(),
            scale: 1.0,
            shift: 0.0,
        }
    }
}

/// The families of a post between the passes.
pub struct Between {
    /// The log-odds of every family: by the first pass, or by the preselection of those that it left out.
    pub odds: Vec<f32>,
    /// The families that the passes see, in order.
    pub likely: Vec<usize>,
    /// The features of these, those of the second pass included.
    pub features: Matrix,
}

/// Families that the passes see: one in so many, and so many at least.
const LIKELY_PART: usize = 4;
const LIKELY_AT_LEAST: usize = 40;

const MAGIC: &[u8; 8] = b"glanerk4";
const HEAD: usize = 32;
const TREE_BYTES: usize = DEPTH * 5 + LEAVES * 2;
/// Leaves are kept in these units.
const LEAF_UNITS: f32 = 8192.0;
/// Features of both passes.
const ALL: usize = COUNT + SECOND_COUNT;

impl Model {
    /// The model in the binary; `tables/ranker.txt` says what it was trained on.
    pub fn embedded() -> Self {
        Self::from_bytes(include_bytes!("../../tables/ranker.bin")).unwrap_or_default()
    }

    /// The log-odds of every family of some candidates.
    pub(super) fn odds_of(&self, candidates: &Candidates<'_>, memory: &mut TableMemory) -> Vec<f32> {
        self.second_pass(&self.first_pass_of(&Outlines::of(candidates, memory)))
    }

    /// The log-odds of every family, from all features of all families.
    pub fn odds(&self, features: &Features) -> Vec<f32> {
        self.second_pass(&self.first_pass(features))
    }

    /// The log-odds of the preselection. The first features of the matrix are those that it sees.
    pub fn outline_odds(&self, matrix: &Matrix) -> Vec<f32> {
        let mut odds = vec![self.outline_bias; matrix.families()];
        descent::add(&self.outline, matrix, &mut odds);
        odds
    }

    /// The families that the passes see, in order, from all features of all families.
    pub fn likely(&self, features: &Features) -> Vec<usize> {
        likely(&self.outline_odds(&features.matrix))
    }

    /// The preselection and the first pass; only the features of the likely families are computed.
    pub(super) fn first_pass_of(&self, outlines: &Outlines<'_>) -> Between {
        let outline = outline_matrix(outlines);
        let odds = self.outline_odds(&outline);
        let likely = likely(&odds);
        let features = Features::of(outlines, &outline, &likely);
        self.between(odds, likely, features)
    }

    /// The same, from all features of all families.
    pub fn first_pass(&self, features: &Features) -> Between {
        let odds = self.outline_odds(&features.matrix);
        let likely = likely(&odds);
        let features = features.only(&likely);
        self.between(odds, likely, features)
    }

    /// The first pass over the likely families, whose features these are.
    fn between(&self, mut odds: Vec<f32>, likely: Vec<usize>, features: Features) -> Between {
        let Features { mut matrix, relations, .. } = features;
        let mut further = vec![self.bias; likely.len()];
        descent::add(&self.first, &matrix, &mut further);
        fill(&mut matrix, COUNT, &further, &relations);
        for (&family, further) in likely.iter().zip(further) {
            odds[family] = further;
        }
        Between { odds, likely, features: matrix }
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

    /// The log-odds before any tree of the passes, and their trees; or, for a family that the preselection leaves out,
    /// those of the preselection.
    pub(super) fn trees(&self, is_likely: bool) -> (f32, impl Iterator<Item = &Tree>) {
        let (bias, first, second) = if is_likely {
            (self.bias, self.first.as_slice(), self.second.as_slice())
        } else {
            (self.outline_bias, self.outline.as_slice(), &[][..])
        };
        (bias, first.iter().chain(second))
    }

    /// The model as bytes: magic; the number of features, of trees of the preselection, of the first and of the second
    /// pass; bias of the preselection and of the passes, scale and shift; the trees.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for number in [ALL, self.outline.len(), self.first.len(), self.second.len()] {
            bytes.extend((number as u16).to_le_bytes());
        }
        for number in [self.outline_bias, self.bias, self.scale, self.shift] {
            bytes.extend(number.to_le_bytes());
        }
        for tree in self.outline.iter().chain(&self.first).chain(&self.second) {
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
        let (features, outline, first, second) = (number(8)?, number(10)?, number(12)?, number(14)?);
        let count = outline + first + second;
        if !head.starts_with(MAGIC) || features != ALL || trees.len() != count * TREE_BYTES {
            return None;
        }
        let mut outline_trees = trees.chunks_exact(TREE_BYTES).map(tree).collect::<Option<Vec<Tree>>>()?;
        let mut first_trees = outline_trees.split_off(outline);
        let second = first_trees.split_off(first);
        let see = |trees: &[Tree], features: usize| {
            trees.iter().flat_map(|tree| tree.splits).all(|(feature, _)| usize::from(feature) < features)
        };
        (see(&outline_trees, SEEN_BY_PRESELECTION) && see(&first_trees, COUNT)).then_some(Self {
            outline_bias: real(16)?,
            outline: outline_trees,
            bias: real(20)?,
            first: first_trees,
            second,
            scale: real(24)?,
            shift: real(28)?,
        })
    }
}

/// The families that the passes see, in order, by the log-odds of the preselection.
fn likely(odds: &[f32]) -> Vec<usize> {
    greatest(odds, odds.len().div_ceil(LIKELY_PART).max(LIKELY_AT_LEAST))
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
            ..Model::default()
        };
        assert_eq!(model.odds(&Features::empty(3)), [2.0 * 1.5 + 1.0; 3]);
    }

    #[test]
    fn an_unlikely_family_keeps_the_log_odds_of_the_preselection() {
        let mut features = Features::empty(3 * LIKELY_AT_LEAST);
        for family in 0..LIKELY_AT_LEAST {
            features.matrix.set(0, 3 * family, 1.0);
        }
        let mut seen = constant(-1.0);
        seen.splits[0] = (0, 0.5);
        for leaf in seen.leaves.iter_mut().skip(1).step_by(2) {
            *leaf = 1.0;
        }
        let model = Model {
            outline_bias: -2.0,
            outline: vec![seen],
            bias: -1.0,
            first: vec![constant(50.0)],
            second: vec![constant(0.5)],
            ..Model::default()
        };
        for (family, odds) in model.odds(&features).into_iter().enumerate() {
            let expected = if family % 3 == 0 { 49.5 } else { -3.0 };
            assert!((odds - expected).abs() < 1e-6, "{family}: {odds}");
        }
    }

    #[test]
    fn a_model_written_and_read_is_the_same() {
        let tree = Tree {
            splits: std::array::from_fn(|level| (level as u8, level as f32 + 0.5)),
            leaves: std::array::from_fn(|leaf| leaf as f32 / LEAF_UNITS),
        };
        let model = Model {
            outline_bias: -3.5,
            outline: vec![tree.clone(); 3],
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
