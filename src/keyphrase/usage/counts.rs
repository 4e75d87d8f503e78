//! Counts of usage, from which a table is written.

use rustc_hash::FxHashMap;

use super::super::background::{PhraseKey, WordKey};
use super::super::buckets;
use super::{
    BLOG_DOCUMENTS_AT_LEAST, DOCUMENTS_AT_LEAST, HEAD, MAGIC, PAIRS_AT_LEAST, Usage, code, pair_number,
};

/// What was counted in some texts.
#[derive(Clone, Debug, Default)]
pub struct UsageCounts {
    pub(super) documents: u32,
    pub(super) tokens: u64,
    each: FxHashMap<u64, Usage>,
    pairs: FxHashMap<u64, u32>,
}

impl UsageCounts {
    /// Counts one text: its words in order, its phrases with their occurrences and those of them that are
    /// not inside a longer candidate, and its pairs of neighbouring words. All texts of blogs that are counted
    /// here are of one blog.
    pub fn add(
        &mut self,
        is_blog: bool,
        words: impl IntoIterator<Item = WordKey>,
        phrases: impl IntoIterator<Item = (PhraseKey, u32, u32)>,
        pairs: impl IntoIterator<Item = (WordKey, WordKey)>,
    ) {
        self.documents += 1;
        let blog = u32::from(is_blog);
        let mut numbers: Vec<u64> = words.into_iter().map(WordKey::alone).collect();
        self.tokens += numbers.len() as u64;
        numbers.sort_unstable();
        let words = numbers.chunk_by(|one, two| one == two).map(|same| {
            let count = same.len() as u32;
            (same[0], count, count)
        });
        let phrases = phrases.into_iter().map(|(key, occurrences, maximal)| (key.0, occurrences, maximal));
        for (number, occurrences, maximal) in words.chain(phrases) {
            let usage = self.each.entry(number).or_default();
            usage.documents += 1;
            usage.blog_documents += blog;
            usage.blogs |= blog;
            usage.occurrences += occurrences;
            usage.maximal += maximal;
        }
        for (first, second) in pairs {
            *self.pairs.entry(pair_number(first, second)).or_default() += 1;
        }
    }

    /// Adds what was counted in other texts, of other blogs.
    pub fn merge(&mut self, other: &Self) {
        self.documents += other.documents;
        self.tokens += other.tokens;
        for (&number, more) in &other.each {
            let usage = self.each.entry(number).or_default();
            usage.documents += more.documents;
            usage.blog_documents += more.blog_documents;
            usage.blogs += more.blogs;
            usage.occurrences += more.occurrences;
            usage.maximal += more.maximal;
        }
        for (&number, count) in &other.pairs {
            *self.pairs.entry(number).or_default() += count;
        }
    }

    pub(super) fn get(&self, number: u64) -> Usage {
        self.each.get(&number).copied().unwrap_or_default()
    }

    pub(super) fn pair(&self, number: u64) -> u32 {
        self.pairs.get(&number).copied().unwrap_or(0)
    }

    /// The table as bytes, without rare words and phrases. Equal counts give equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let is_kept = |usage: &Usage| {
            usage.documents >= DOCUMENTS_AT_LEAST || usage.blog_documents >= BLOG_DOCUMENTS_AT_LEAST
        };
        let kept = self.each.iter().filter(|(_, usage)| is_kept(usage));
        let entries: Vec<(u64, [u8; 4])> = kept.map(|(&number, usage)| (number, usage.entry())).collect();
        let kept = self.pairs.iter().filter(|(_, count)| **count >= PAIRS_AT_LEAST);
        let pairs: Vec<(u64, [u8; 1])> = kept.map(|(&number, &count)| (number, [code(count)])).collect();
        let (entry_bits, pair_bits) = (buckets::bits(entries.len()), buckets::bits(pairs.len()));
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.documents.to_le_bytes());
        bytes.extend(self.tokens.to_le_bytes());
        bytes.extend([entry_bits as u8, pair_bits as u8, 0, 0]);
        bytes.extend((entries.len() as u32).to_le_bytes());
        bytes.extend((pairs.len() as u32).to_le_bytes());
        debug_assert_eq!(bytes.len(), HEAD);
        buckets::write(entries, entry_bits, &mut bytes);
        buckets::write(pairs, pair_bits, &mut bytes);
        bytes
    }
}
