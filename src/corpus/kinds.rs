//! The kinds of a family over all posts: how many posts show that it names a person, a place and so on.
//!
//! What a post shows is decided in [`keyphrase`](crate::keyphrase).

use crate::keyphrase::Kind;

/// The kinds of names.
const NAMES: [Kind; 6] =
    [Kind::Person, Kind::Place, Kind::Organisation, Kind::Work, Kind::Product, Kind::Name];

/// How many posts give a family each kind of name. Most families are terms everywhere, and take no memory for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct KindCounts(Option<Box<[u32; NAMES.len()]>>);

impl KindCounts {
    /// Adds posts that give the family this kind.
    pub(super) fn add(&mut self, kind: Kind, posts: u32) {
        if let Some(at) = NAMES.iter().position(|name| *name == kind) {
            let counts = self.0.get_or_insert_default();
            counts[at] = counts[at].saturating_add(posts);
        }
    }

    /// Adds the counts of other posts.
    pub(super) fn merge(&mut self, other: &Self) {
        for (number, posts) in other.numbered() {
            self.add(NAMES[number], posts);
        }
    }

    /// The posts that give it this kind; 0 for a term.
    pub(super) fn posts(&self, kind: Kind) -> u32 {
        self.numbered().find(|&(number, _)| NAMES[number] == kind).map_or(0, |(_, posts)| posts)
    }

    /// The kind of a family that `all` posts have: a name where more than half of them give it as one, and of the
    /// finer kinds the one that most posts show.
    pub(super) fn kind(&self, all: u64) -> Kind {
        let names: u64 = self.numbered().map(|(_, posts)| u64::from(posts)).sum();
        if 2 * names <= all {
            return Kind::Term;
        }
        let finer = self.numbered().filter(|&(number, _)| NAMES[number] != Kind::Name);
        finer
            .max_by_key(|&(number, posts)| (posts, std::cmp::Reverse(number)))
            .map_or(Kind::Name, |(number, _)| NAMES[number])
    }

    /// The kinds with posts, by their numbers in a saved file, in order.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (usize, u32)> {
        self.0.iter().flat_map(|counts| counts.iter().copied().enumerate()).filter(|(_, posts)| *posts > 0)
    }

    /// The kind with a number in a saved file.
    pub(super) fn of_number(number: u32) -> Option<Kind> {
        NAMES.get(usize::try_from(number).ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_that_of_most_posts() {
        let mut counts = KindCounts::default();
        assert_eq!(counts.kind(3), Kind::Term);
        counts.add(Kind::Term, 1);
        counts.add(Kind::Name, 3);
        assert_eq!(counts, KindCounts(Some(Box::new([0, 0, 0, 0, 0, 3]))));
        assert_eq!([counts.kind(4), counts.kind(6)], [Kind::Name, Kind::Term]);
        counts.add(Kind::Place, 1);
        counts.add(Kind::Person, 1);
        assert_eq!(counts.kind(6), Kind::Person, "the first of equal ones");
        let mut both = counts.clone();
        both.merge(&counts);
        assert_eq!((both.posts(Kind::Place), both.posts(Kind::Term)), (2, 0));
        let read = both.numbered().map(|(number, _)| KindCounts::of_number(number as u32));
        assert_eq!(read.collect::<Vec<_>>(), [Some(Kind::Person), Some(Kind::Place), Some(Kind::Name)]);
        assert_eq!(KindCounts::of_number(6), None);
    }
}
