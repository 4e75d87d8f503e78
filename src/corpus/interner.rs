//! Interning: records that are looked up by name and by number (families, labels, authors).
//!
//! Most names are short and stored inside their record, so that a look-up reads the hash table and one record:
//! two cache misses in a large archive.

use std::hash::BuildHasher;

use compact_str::CompactString;
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// A record with a name.
pub(crate) trait Named {
    /// The record of a new name.
    fn new(name: &str) -> Self;

    /// The name given to `new`.
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

/// Records by name, numbered in order of first use.
#[derive(Clone, Debug)]
pub(crate) struct Interner<T> {
    records: Vec<T>,
    numbers: HashTable<u32>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Self { records: Vec::new(), numbers: HashTable::new() }
    }
}

impl<T: Named> Interner<T> {
    /// The number of a name; creates its record if needed.
    pub(crate) fn intern(&mut self, name: &str) -> u32 {
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

    /// The number of a name, if it is interned.
    #[cfg(feature = "page")]
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.numbers.find(hash(name), |&number| self.get(number).name() == name).copied()
    }

    /// The number of records.
    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    /// The records in order of their numbers.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.records.iter()
    }

    /// The record of a number.
    ///
    /// # Panics
    ///
    /// When the number was not given by [`intern`](Self::intern).
    pub(crate) fn get(&self, number: u32) -> &T {
        &self.records[number as usize]
    }

    /// The record of a number, mutable; its name must not change.
    pub(crate) fn get_mut(&mut self, number: u32) -> &mut T {
        &mut self.records[number as usize]
    }
}

fn hash(name: &str) -> u64 {
    FxBuildHasher.hash_one(name)
}
