//! What has a name and a number: families, labels, authors.
//!
//! Most names are short and stand within their record, so that looking one up is a look at a table and one
//! at the record: the tables of a large archive are far larger than the caches.

use std::hash::BuildHasher;

use compact_str::CompactString;
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// A record that is found by its name.
pub(crate) trait Named {
    /// The record of a name that was not there before.
    fn new(name: &str) -> Self;

    /// The name that it was made with.
    fn name(&self) -> &str;
}

impl Named for CompactString {
    fn new(name: &str) -> Self {
        name.into()
    }

    fn name(&self) -> &str {
        self
    }
}

/// Records by their names, numbered in the order in which they came.
#[derive(Clone, Debug)]
pub(crate) struct Numbered<T> {
    records: Vec<T>,
    numbers: HashTable<u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { records: Vec::new(), numbers: HashTable::new() }
    }
}

impl<T: Named> Numbered<T> {
    /// The number of a name, whose record is made if there is none.
    pub(crate) fn number(&mut self, name: &str) -> u32 {
        let Self { records, numbers } = self;
        let is_it = |&number: &u32| records[number as usize].name() == name;
        let hash_again = |&number: &u32| hash(records[number as usize].name());
        let entry = numbers.entry(hash(name), is_it, hash_again);
        let number = *entry.or_insert(records.len() as u32).get();
        if number as usize == records.len() {
            records.push(T::new(name));
        }
        number
    }

    /// The number of a name that has one.
    #[cfg(feature = "page")]
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.numbers.find(hash(name), |&number| self.get(number).name() == name).copied()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    /// All of them, in the order of their numbers.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.records.iter()
    }

    /// The record of a number.
    ///
    /// # Panics
    ///
    /// Where [`number`](Self::number) did not give it.
    pub(crate) fn get(&self, number: u32) -> &T {
        &self.records[number as usize]
    }

    /// The same, to be changed; its name must stay.
    pub(crate) fn get_mut(&mut self, number: u32) -> &mut T {
        &mut self.records[number as usize]
    }
}

fn hash(name: &str) -> u64 {
    FxBuildHasher.hash_one(name)
}
