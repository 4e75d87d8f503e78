//! The matrix of features, in blocks of families: a block has one row a feature and one column a family, so that all
//! that is known of a family lies close together.

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

    /// The values of a feature for a block of families.
    #[inline]
    pub(super) fn block(&self, feature: usize, block: usize) -> &[f32; BLOCK] {
        &self.values[block * self.features + feature]
    }

    /// The same for some of the families alone, in the order in which they are named, with room for some more
    /// features, which are 0.
    #[must_use]
    pub fn only(&self, families: &[usize], more: usize) -> Self {
        let features = self.features + more;
        let mut values = Vec::with_capacity(families.len().div_ceil(BLOCK) * features);
        for families in families.chunks(BLOCK) {
            let mut places = [(0, 0); BLOCK];
            for (place, family) in places.iter_mut().zip(families) {
                *place = (family / BLOCK * self.features, family % BLOCK);
            }
            values.extend((0..self.features).map(|feature| {
                let mut row = places.map(|(start, lane)| self.values[start + feature][lane]);
                row[families.len()..].fill(0.0);
                row
            }));
            values.extend(std::iter::repeat_n([0.0; BLOCK], more));
        }
        Self { values, families: families.len(), features }
    }

    /// The features of one family.
    pub fn column(&self, family: usize) -> Vec<f32> {
        let rows = &self.values[family / BLOCK * self.features..][..self.features];
        rows.iter().map(|row| row[family % BLOCK]).collect()
    }
}
