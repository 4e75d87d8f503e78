//! The matrix of features: one row a feature, one column a family, in whole blocks of columns.

/// Families that a model reads together: what the registers hold.
pub(super) const BLOCK: usize = 16;

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
        let block = feature * self.blocks() + family / BLOCK;
        self.values[block][family % BLOCK] = value;
    }

    /// The values of a feature, one for each family.
    pub fn row(&self, feature: usize) -> &[f32] {
        let blocks = self.blocks();
        &self.values[feature * blocks..(feature + 1) * blocks].as_flattened()[..self.families]
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

    /// The values of a feature for a block of families.
    #[inline]
    pub(super) fn block(&self, feature: usize, block: usize) -> &[f32; BLOCK] {
        &self.values[feature * self.blocks() + block]
    }

    /// The same for some of the families alone, in the order in which they are named, with room for some more
    /// features, which are 0.
    #[must_use]
    pub fn only(&self, families: &[usize], more: usize) -> Self {
        let mut some = Self::new(self.features + more, families.len());
        for feature in 0..self.features {
            let row = self.row(feature);
            for (to, &from) in families.iter().enumerate() {
                some.set(feature, to, row[from]);
            }
        }
        some
    }

    /// The features of one family.
    pub fn column(&self, family: usize) -> Vec<f32> {
        (0..self.features).map(|feature| self.row(feature)[family]).collect()
    }
}
