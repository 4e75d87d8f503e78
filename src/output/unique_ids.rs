//! Ids that are unique in one output, for formats that restrict the characters of ids.

use rustc_hash::FxHashMap;

/// Gives out ids, each once.
#[derive(Debug, Default)]
pub(super) struct UniqueIds {
    /// Each id given out, with the last number that was tried after it.
    given: FxHashMap<String, u32>,
}

impl UniqueIds {
    /// The id, followed by `separator` and a number from 2 if it was given out before.
    pub(super) fn give(&mut self, id: String, separator: &str) -> String {
        let Some(last) = self.given.get(&id) else {
            self.given.insert(id.clone(), 1);
            return id;
        };
        let mut number = *last;
        let unique = loop {
            number += 1;
            let unique = format!("{id}{separator}{number}");
            if !self.given.contains_key(&unique) {
                break unique;
            }
        };
        self.given.insert(id, number);
        self.given.insert(unique.clone(), 1);
        unique
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_id_is_given_once(ids in prop::collection::vec("[ab]{0,2}(-[1-3])?", 0..60)) {
            let mut unique = UniqueIds::default();
            let given: BTreeSet<String> = ids.iter().map(|id| unique.give(id.clone(), "-")).collect();
            prop_assert_eq!(given.len(), ids.len());
        }
    }
}
