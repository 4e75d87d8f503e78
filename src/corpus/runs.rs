//! Runs: the words of a post as numbers, the end of a sentence and gaps between them.
//!
//! Where runs are kept is left to [`word_store`](super::word_store).

use super::bytes::ByteReader;
use crate::keyphrase::SequenceToken;

/// Numbers of a run below those of forms: the end of a sentence, and a gap.
pub(super) const END: u64 = 0;
pub(super) const GAP: u64 = 1;
pub(super) const FIRST: u64 = 2;

/// A token of a run: the number of a form, a gap, or the end of a sentence.
pub(super) fn token(value: u64, forms: usize) -> SequenceToken {
    match value {
        END => SequenceToken::End,
        GAP => SequenceToken::Gap,
        word if word - FIRST < forms as u64 => SequenceToken::Word((word - FIRST) as u32),
        _ => SequenceToken::Gap,
    }
}

/// The numbers of a run.
#[derive(Debug)]
pub(super) struct Numbers<'a>(ByteReader<'a>);

pub(super) fn numbers(run: &[u8]) -> Numbers<'_> {
    Numbers(ByteReader::new(run))
}

impl Iterator for Numbers<'_> {
    type Item = u64;

    #[inline]
    fn next(&mut self) -> Option<u64> {
        self.0.number().ok()
    }
}
