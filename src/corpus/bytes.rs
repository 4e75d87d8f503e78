//! The encoding of integers and texts in saved files: LEB128, and UTF-8 preceded by its length in bytes.
//!
//! What the numbers mean is decided by the file that writes them.

// Numbers come from outside here: what does not fit must not be cut off in silence.
#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

use std::io::{self, Write};

/// The longest encoding of a number.
const MOST_BYTES: usize = 10;

/// Writes a number in LEB128 (unsigned).
pub(crate) fn write_number(out: &mut impl Write, mut value: u64) -> io::Result<()> {
    let mut bytes = [0; MOST_BYTES];
    let mut length = 0;
    while value >= 0x80 {
        bytes[length] = seven_bits(value) | 0x80;
        length += 1;
        value >>= 7;
    }
    bytes[length] = seven_bits(value);
    out.write_all(&bytes[..=length])
}

fn seven_bits(value: u64) -> u8 {
    (value & 0x7F) as u8
}

/// Writes how many items follow, or how long something is.
pub(super) fn write_length(out: &mut impl Write, length: usize) -> io::Result<()> {
    write_number(out, length as u64)
}

/// Writes a text, preceded by its length.
pub(super) fn write_text(out: &mut impl Write, text: &str) -> io::Result<()> {
    write_length(out, text.len())?;
    out.write_all(text.as_bytes())
}

/// Writes a byte, 1 before a text and 0 for none, and the text.
pub(super) fn write_optional_text(out: &mut impl Write, text: Option<&str>) -> io::Result<()> {
    out.write_all(&[u8::from(text.is_some())])?;
    text.map_or(Ok(()), |text| write_text(out, text))
}

/// Why bytes are not what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Malformed {
    /// They end too early.
    CutOff,
    /// A number is larger than it may be.
    OutOfRange,
    /// A text is not valid UTF-8.
    NotUtf8,
}

/// Reads from the front of some bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ByteReader<'a> {
    rest: &'a [u8],
}

impl<'a> ByteReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether all bytes are read.
    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// So many bytes.
    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Malformed::CutOff)?;
        self.rest = rest;
        Ok(taken)
    }

    /// So many bytes as they are.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.take(N)?.try_into().map_err(|_| Malformed::CutOff)
    }

    /// A number in LEB128.
    pub(super) fn number(&mut self) -> Result<u64, Malformed> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Malformed::OutOfRange)
    }

    /// A number of 32 bits.
    pub(crate) fn small_number(&mut self) -> Result<u32, Malformed> {
        self.number()?.try_into().map_err(|_| Malformed::OutOfRange)
    }

    /// A number below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> Result<u32, Malformed> {
        let value = self.small_number()?;
        if (value as usize) < bound { Ok(value) } else { Err(Malformed::OutOfRange) }
    }

    /// How many items follow. Each takes a byte or more, so that no length makes the reader reserve more
    /// memory than some times the bytes that are left.
    pub(super) fn length(&mut self) -> Result<usize, Malformed> {
        let length = usize::try_from(self.number()?).map_err(|_| Malformed::OutOfRange)?;
        if length <= self.rest.len() { Ok(length) } else { Err(Malformed::CutOff) }
    }

    /// A text, preceded by its length.
    pub(super) fn text(&mut self) -> Result<&'a str, Malformed> {
        let length = self.length()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| Malformed::NotUtf8)
    }

    /// What [`write_optional_text`] wrote.
    pub(super) fn optional_text(&mut self) -> Result<Option<&'a str>, Malformed> {
        match self.take(1)?[0] {
            0 => Ok(None),
            _ => self.text().map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_the_leb128_of_the_dwarf_standard() {
        // DWARF 5, section 7.6, figure 22.
        for (number, bytes) in
            [(2_u64, &[2_u8][..]), (127, &[127]), (128, &[0x80, 1]), (129, &[0x81, 1]), (12857, &[0xb9, 100])]
        {
            let mut out = Vec::new();
            write_number(&mut out, number).expect("memory");
            assert_eq!(out, bytes, "{number}");
        }
    }

    #[test]
    fn a_number_that_is_too_long_or_cut_off_is_an_error() {
        assert_eq!(ByteReader::new(&[0x80; 11]).number(), Err(Malformed::OutOfRange));
        assert_eq!(ByteReader::new(&[0x80]).number(), Err(Malformed::CutOff));
        assert_eq!(
            ByteReader::new(&[0xff, 0xff, 0xff, 0xff, 0x10]).small_number(),
            Err(Malformed::OutOfRange)
        );
        assert_eq!(ByteReader::new(&[5, b'a']).text(), Err(Malformed::CutOff));
        assert_eq!(ByteReader::new(&[1, 0xff]).text(), Err(Malformed::NotUtf8));
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(number: u64, text: String, optional: Option<String>) {
            let mut out = Vec::new();
            write_number(&mut out, number)?;
            write_text(&mut out, &text)?;
            write_optional_text(&mut out, optional.as_deref())?;
            let mut reader = ByteReader::new(&out);
            prop_assert_eq!(reader.number(), Ok(number));
            prop_assert_eq!(reader.text(), Ok(&*text));
            prop_assert_eq!(reader.optional_text(), Ok(optional.as_deref()));
            prop_assert!(reader.is_empty());
        }
    }
}
