//! A stream in an encoding that `encoding_rs` does not know, read as UTF-8.

use std::io::{self, BufRead, Read};

use super::encoding::Charset;
use super::stream::Reader;

/// The most bytes that are decoded at once.
const MOST: usize = 1 << 16;

/// A stream as UTF-8.
pub(super) struct Transcoder {
    reader: Reader,
    charset: Charset,
    /// How many bytes of a mark are still to be skipped.
    mark: usize,
    /// Bytes of a character that is not complete yet.
    pending: Vec<u8>,
    /// Text that was not given out yet, and the place in it.
    out: Vec<u8>,
    at: usize,
}

impl Transcoder {
    pub(super) fn new(reader: Reader, charset: Charset, mark: usize) -> Self {
        Self { reader, charset, mark, pending: Vec::new(), out: Vec::new(), at: 0 }
    }

    /// Decodes the next bytes; nothing is left to give out afterwards where the stream ends.
    fn refill(&mut self) -> io::Result<()> {
        let mut bytes = std::mem::take(&mut self.pending);
        let before = bytes.len();
        match self.charset {
            // No sequence of UTF-7 goes beyond its line.
            Charset::Utf7 => {
                self.reader.by_ref().take(MOST as u64).read_until(b'\n', &mut bytes)?;
            }
            _ => {
                self.reader.by_ref().take(MOST as u64).read_to_end(&mut bytes)?;
            }
        }
        let is_end = bytes.len() == before;
        let skipped = self.mark.min(bytes.len());
        self.mark -= skipped;
        bytes.drain(..skipped);
        if matches!(self.charset, Charset::Utf32 { .. }) && !is_end {
            self.pending = bytes.split_off(bytes.len() / 4 * 4);
        }
        self.out = self.charset.decode(&bytes).0.into_bytes();
        self.at = 0;
        Ok(())
    }
}

impl Read for Transcoder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.out.len() {
            self.refill()?;
        }
        let length = buffer.len().min(self.out.len() - self.at);
        buffer[..length].copy_from_slice(&self.out[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}
