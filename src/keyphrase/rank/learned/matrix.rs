//! The matrix of features, in blocks of families: a block has one row a feature and one column a family, so that all
//! that is known of a family lies close together.

use super::compact::copy_columns;

pub(super) use super::compact::BLOCK;

/// Features of the families of a post.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    values: Vec<[f32; BLOCK]>,
    families: usize,
    features: usize,
}

impl Matrix {
    /// A matrix of zeros.
    pub fn new(features: usize, families: usize) -> Self {
        Self { values: vec![[0.0; BLOCK]; families.div_ceil(BLOCK) * features], families, features }
    }

    /// Sets one value.
    pub fn set(&mut self, feature: usize, family: usize, value: f32) {
        self.values[family / BLOCK * self.features + feature][family % BLOCK] = value;
    }

    /// Sets values of one family, from the feature `first` on.
    #[inline]
    pub(super) fn set_column(&mut self, first: usize, family: usize, values: &[f32]) {
        let start = family / BLOCK * self.features + first;
        for (row, &value) in self.values[start..start + values.len()].iter_mut().zip(values) {
            row[family % BLOCK] = value;
        }
    }

    /// The values of a feature, one for each family.
    pub fn row(&self, feature: usize) -> impl Iterator<Item = f32> + '_ {
        let rows = self.values.iter().skip(feature).step_by(self.features.max(1));
        rows.flatten().copied().take(self.families)
    }

    /// How many families there are.
    pub fn families(&self) -> usize {
        self.families
    }

    /// How many features there are.
    pub fn features(&self) -> usize {
        self.features
    }

    /// How many blocks there are; the last may have columns of no family, which are 0.
    pub(super) fn blocks(&self) -> usize {
        self.families.div_ceil(BLOCK)
    }

    /// The rows of a block of families, one for each feature.
    #[inline]
    pub(super) fn block(&self, block: usize) -> &[[f32; BLOCK]] {
        &self.values[block * self.features..][..self.features]
    }

    /// The same for some of the families alone, in the order in which they are named, with room for some more
    /// features, which are 0.
    #[must_use]
    pub fn only(&self, families: &[usize], more: usize) -> Self {
        let features = self.features + more;
        let mut values = vec![[0.0; BLOCK]; families.len().div_ceil(BLOCK) * features];
        let mut written = 0;
        // Families of one block, in order, are copied together, as many as there is room for.
        let mut rest = families;
        while let Some(&family) = rest.first() {
            let (block, column) = (family / BLOCK, written % BLOCK);
            let is_next = |pair: &[usize]| pair[0] / BLOCK == pair[1] / BLOCK && pair[0] < pair[1];
            let together =
                1 + rest.windows(2).take(BLOCK - column - 1).take_while(|pair| is_next(pair)).count();
            let lanes = rest[..together].iter().fold(0, |lanes, family| lanes | 1 << (family % BLOCK));
            let to = &mut values[written / BLOCK * features..][..features];
            copy_columns(self.block(block), lanes, to, column);
            written += together;
            rest = &rest[together..];
        }
        Self { values, families: families.len(), features }
    }

    /// The same with the first features alone.
    #[must_use]
    pub fn first_rows(&self, features: usize) -> Self {
        let blocks = self.values.chunks(self.features.max(1));
        let values = blocks.flat_map(|block| &block[..features.min(block.len())]).copied().collect();
        Self { values, families: self.families, features }
    }

    /// The features of one family.
    pub fn column(&self, family: usize) -> Vec<f32> {
        let rows = &self.values[family / BLOCK * self.features..][..self.features];
        rows.iter().map(|row| row[family % BLOCK]).collect()
    }
}
