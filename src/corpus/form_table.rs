//! The distinct forms of all posts, in one string: some twenty bytes a form.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Distinct forms, numbered in the order of their first use.
#[derive(Clone, Debug, Default)]
pub(super) struct FormTable {
    surfaces: String,
    ends: Vec<usize>,
    numbers: HashTable<u32>,
}

impl FormTable {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.surfaces[start..self.ends[number]]
    }

    pub(super) fn intern(&mut self, form: &str) -> u32 {
        let Self { surfaces, ends, numbers } = self;
        let of = |number: u32| {
            let number = number as usize;
            let start = number.checked_sub(1).map_or(0, |before| ends[before]);
            &surfaces[start..ends[number]]
        };
        let hash = |form: &str| FxBuildHasher.hash_one(form);
        let next = ends.len() as u32;
        let number = *numbers
            .entry(hash(form), |&number| of(number) == form, |&number| hash(of(number)))
            .or_insert(next)
            .get();
        if number == next {
            surfaces.push_str(form);
            ends.push(surfaces.len());
        }
        number
    }
}
