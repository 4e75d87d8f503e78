//! Known names: the kind that a proper name mostly has in French news and blogs, for posts that do not show it, and
//! which words are given names of persons.
//!
//! The kinds are counted by the evidence of [`kind`](super::kind) itself, over the texts of `tables/names.txt`;
//! countries and given names come from the lists of a package that is named there too, and common names of places,
//! organisations and products from ratings. The evidence of a post comes
//! first.

mod counts;

use std::sync::LazyLock;

use super::kind::Kind;
use super::phrase_key::{PhraseKey, WordKey};
#[cfg(feature = "internals")]
pub use counts::NameCounts;

const MAGIC: &[u8; 8] = b"glanenm2";

/// The kinds of a table, each with its number there.
const KINDS: [Kind; 5] = [Kind::Person, Kind::Place, Kind::Organisation, Kind::Work, Kind::Product];

/// The number of no kind, and what is added to the number of a given name of several languages.
#[cfg(feature = "internals")]
const NO_KIND: u8 = 7;
const GIVEN_NAME: u8 = 8;

/// The kind of each name: the upper halves of their keys in order, and the number of the kind of each.
#[derive(Clone, Copy, Debug, Default)]
struct NameTable {
    keys: &'static [[u8; 4]],
    kinds: &'static [u8],
}

impl NameTable {
    /// A table as [`NameCounts::to_bytes`] writes it: magic, number of names (little-endian), keys in ascending order
    /// (little-endian), kinds and marks of given names.
    fn parse(bytes: &'static [u8]) -> Option<Self> {
        let (count, rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk()?;
        let count = u32::from_le_bytes(*count) as usize;
        let (keys, kinds) = rest.split_at_checked(count.checked_mul(4)?)?;
        (kinds.len() == count).then_some(Self { keys: keys.as_chunks().0, kinds })
    }

    fn entry(&self, key: u32) -> Option<u8> {
        let at = self.keys.binary_search_by_key(&key, |key| u32::from_le_bytes(*key)).ok()?;
        self.kinds.get(at).copied()
    }

    fn kind(&self, key: u32) -> Option<Kind> {
        KINDS.get(usize::from(self.entry(key)? & (GIVEN_NAME - 1))).copied()
    }

    fn is_given_name(&self, key: u32) -> bool {
        self.entry(key).is_some_and(|entry| entry & GIVEN_NAME != 0)
    }
}

static TABLE: LazyLock<NameTable> =
    LazyLock::new(|| NameTable::parse(include_bytes!("tables/names.bin")).unwrap_or_default());

/// The number under which the table has a name.
fn number(name: PhraseKey) -> u32 {
    (name.0 >> 32) as u32
}

/// The kind that the name mostly has, if it is known.
pub(super) fn known_kind(name: PhraseKey) -> Option<Kind> {
    TABLE.kind(number(name))
}

/// Whether the word is known as a given name of persons in several languages. Some of these are common words or other
/// names as well.
pub(super) fn is_known_given_name(word: WordKey) -> bool {
    TABLE.is_given_name(number(PhraseKey::of(&[word])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_in_the_binary_knows_towns_and_not_common_words() {
        let kind = |words: &[&str]| {
            let words: Vec<WordKey> = words.iter().map(|word| WordKey::of(word)).collect();
            known_kind(PhraseKey::of(&words))
        };
        assert_eq!(kind(&["strasbourg"]), Some(Kind::Place));
        assert_eq!(kind(&["canada"]), Some(Kind::Place));
        assert_eq!(kind(&["jardin", "partage"]), None);
        assert!(is_known_given_name(WordKey::of("linda")));
        assert!(!is_known_given_name(WordKey::of("strasbourg")));
    }

    #[test]
    fn a_table_that_is_cut_is_refused() {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(1u32.to_le_bytes());
        bytes.extend(7u32.to_le_bytes());
        bytes.push(1);
        let bytes: &'static [u8] = bytes.leak();
        assert_eq!(NameTable::parse(bytes).and_then(|table| table.kind(7)), Some(Kind::Place));
        assert!(NameTable::parse(&bytes[..bytes.len() - 1]).is_none());
    }
}
