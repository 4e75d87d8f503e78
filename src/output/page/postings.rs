//! Lists of rows of the page as bytes: numbers in LEB128, as differences, or a bit for each row.
//!
//! In the page they are Base64, which is made as it is written: the lists of a large archive take tens of megabytes.
//!
//! What the rows are and what is counted in them is decided by the indexes; `lexicon.js` and `counts.js` read the bytes.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};

use crate::corpus::bytes::{ByteReader, write_number};

/// A list of rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    pub(super) count: u32,
    last: u32,
    pub(super) bytes: Vec<u8>,
}

impl Postings {
    /// An empty list with room for so many posts, each with its mentions.
    pub(super) fn of_posts(posts: u64) -> Self {
        // Nearly all differences and numbers of mentions take a byte.
        let room = usize::try_from(posts).unwrap_or_default();
        Self { bytes: Vec::with_capacity(room + room / 2), ..Self::default() }
    }

    pub(super) fn add(&mut self, row: u32) {
        number(&mut self.bytes, row - self.last);
        self.last = row;
        self.count += 1;
    }

    pub(super) fn add_counted(&mut self, row: u32, count: u32) {
        number(&mut self.bytes, (row - self.last) << 1 | u32::from(count > 1));
        if count > 1 {
            number(&mut self.bytes, count);
        }
        self.last = row;
        self.count += 1;
    }

    /// The rows; for a list without counts.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> {
        let (mut row, mut bytes) = (0, ByteReader::new(&self.bytes));
        std::iter::from_fn(move || {
            row += bytes.small_number().ok()?;
            Some(row)
        })
    }
}

/// Lists as one string in Base64: for each the number of its rows and its bytes.
#[derive(Debug)]
pub(super) struct Base64Lists(pub(super) Vec<Postings>);

impl Serialize for Base64Lists {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Base64Lists {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut bytes, mut text) = (Vec::new(), String::new());
        let mut write = |bytes: &[u8]| {
            text.clear();
            STANDARD.encode_string(bytes, &mut text);
            f.write_str(&text)
        };
        for list in &self.0 {
            number(&mut bytes, list.count);
            bytes.extend(&list.bytes);
            // Three bytes are four characters: what is left begins the next ones.
            let whole = bytes.len() - bytes.len() % 3;
            write(&bytes[..whole])?;
            bytes.drain(..whole);
        }
        write(&bytes)
    }
}

/// Writes a number in LEB128.
pub(super) fn number(bytes: &mut Vec<u8>, value: u32) {
    // Writing to memory does not fail.
    let _ = write_number(bytes, value.into());
}

/// A list as differences, or as bits where these take less room.
pub(super) fn packed(postings: &Postings, rows: u32) -> Vec<u8> {
    let bits = rows.div_ceil(8) as usize;
    if postings.bytes.len() <= bits {
        let mut bytes = Vec::with_capacity(postings.bytes.len() + 2);
        number(&mut bytes, postings.count);
        bytes.extend(&postings.bytes);
        return bytes;
    }
    let mut bytes = vec![0; bits + 1];
    for row in postings.rows() {
        bytes[1 + row as usize / 8] |= 1 << (row % 8);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_packed_as_differences_or_as_bits() {
        let mut few = Postings::default();
        for row in [3, 200] {
            few.add(row);
        }
        assert_eq!(packed(&few, 201), [2, 3, 0xC5, 1]);
        assert_eq!(few.rows().collect::<Vec<_>>(), [3, 200]);
        let mut many = Postings::default();
        for row in [0, 1, 2, 9] {
            many.add(row);
        }
        assert_eq!(packed(&many, 10), [0, 0b111, 0b10]);
    }

    #[test]
    fn lists_are_base64_of_all_their_bytes() {
        let list = |rows: std::ops::Range<u32>| {
            let mut list = Postings::default();
            rows.for_each(|row| list.add(row * 100));
            list
        };
        for count in 0..7 {
            let lists: Vec<Postings> = (0..count).map(|rows| list(0..rows)).collect();
            let mut bytes = Vec::new();
            for list in &lists {
                number(&mut bytes, list.count);
                bytes.extend(&list.bytes);
            }
            assert_eq!(Base64Lists(lists).to_string(), STANDARD.encode(bytes));
        }
    }
}
