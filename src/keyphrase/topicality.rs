//! Topicality: how often a careful reader indexes a post by a word, how surely a phrase with the word is a term, and
//! what kind of thing the word names. Ratings of some 15,000 common words, made by the rules of `tables/topicality.txt`
//! without sight of any text. They tell "chose", "projet" and "roman" from "levain" and "laïcité" where counts cannot,
//! because both kinds are frequent in blogs and rare in news.

use std::sync::LazyLock;

use super::buckets::{self, Buckets};
use super::phrase_key::WordKey;

/// The ratings of a word. Each of the first two is the sum of two readings of 0 to 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topicality {
    /// How often the word alone is an entry of the index of a post that has it; 18: nearly always.
    pub alone: u8,
    /// How surely a phrase of two to four words with this word is a term; 18: whatever the other words are.
    pub inside: u8,
    /// What the word names, 0..=9: by order a quantity or function, person, place, organisation, work or medium, tool,
    /// natural thing, activity, abstraction, field.
    pub class: u8,
}

const MAGIC: &[u8; 8] = b"glanetp1";
const ENTRY: usize = 4;

impl Topicality {
    /// The class of persons and groups of people.
    pub(super) const PERSON: u8 = 1;

    /// The ratings of a word; `None` for a word that was not rated.
    pub fn of(word: WordKey) -> Option<Self> {
        static TABLE: LazyLock<Buckets<ENTRY>> =
            LazyLock::new(|| parse(include_bytes!("tables/topicality.bin")).unwrap_or(Buckets::EMPTY));
        TABLE.find(word.0).map(|&[_, _, figures @ ..]| Self::unpack(figures))
    }

    fn pack(self) -> [u8; 2] {
        let Self { alone, inside, class } = self;
        (u16::from(alone.min(31)) | u16::from(inside.min(31)) << 5 | u16::from(class.min(15)) << 10)
            .to_le_bytes()
    }

    fn unpack(figures: [u8; 2]) -> Self {
        let figures = u16::from_le_bytes(figures);
        let [alone, inside, class] = [figures & 31, figures >> 5 & 31, figures >> 10].map(|part| part as u8);
        Self { alone, inside, class }
    }

    /// The table of some words, each given once, as bytes: magic; the bits that choose a bucket, with three bytes of 0;
    /// the number of words (little-endian); buckets and entries.
    pub fn to_bytes(words: impl IntoIterator<Item = (WordKey, Self)>) -> Vec<u8> {
        let entries: Vec<(u64, [u8; 2])> =
            words.into_iter().map(|(word, rated)| (word.0, rated.pack())).collect();
        let bits = buckets::bits(entries.len());
        let mut bytes = MAGIC.to_vec();
        bytes.extend([bits as u8, 0, 0, 0]);
        bytes.extend((entries.len() as u32).to_le_bytes());
        buckets::write(entries, bits, &mut bytes);
        bytes
    }
}

/// A table as [`Topicality::to_bytes`] writes it.
fn parse(bytes: &'static [u8]) -> Option<Buckets<ENTRY>> {
    let ([bits, ..], rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
    let (count, rest) = rest.split_first_chunk()?;
    if *bits > 24 {
        return None;
    }
    let (table, rest) = Buckets::parse(rest, u32::from(*bits), u32::from_le_bytes(*count) as usize)?;
    rest.is_empty().then_some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_written_and_read_has_the_same_ratings() {
        let words: Vec<(WordKey, Topicality)> = (0..500_u32)
            .map(|n| {
                let rated =
                    Topicality { alone: (n % 19) as u8, inside: (n % 17) as u8, class: (n % 10) as u8 };
                (WordKey::of(&format!("mot{n}")), rated)
            })
            .collect();
        let bytes: &'static [u8] = Topicality::to_bytes(words.iter().copied()).leak();
        let table = parse(bytes).expect("a table");
        let found =
            |word: WordKey| table.find(word.0).map(|&[_, _, figures @ ..]| Topicality::unpack(figures));
        let wrong = words.iter().filter(|(word, rated)| found(*word) != Some(*rated)).count();
        // "mot365" and "mot465" have one bucket and one check.
        assert_eq!(wrong, 1);
        assert!(parse(&bytes[..bytes.len() - 1]).is_none());
        assert!(parse(b"glanetp0").is_none());
    }

    #[test]
    fn the_table_in_the_binary_tells_topics_from_common_words() {
        let alone = |word| Topicality::of(WordKey::of(word)).map(|rated| rated.alone);
        assert!(alone("compost") > alone("chose"));
        assert_eq!(alone("zzyzx"), None);
    }
}
