//! The source of the HTML tokenizer, and the loop that drives it on a stack of bounded depth. What the events mean is
//! left to `tree`.
//!
//! html5gum reads the next attribute inside the function that read the last quoted one, so that a tag with thousands
//! of attributes exhausts the stack. Its reader may return an error, though, at which it returns to its caller and keeps
//! its state: [`Source`] returns one before each eighth quoted value, and [`run`] goes on from there.

use std::convert::Infallible;
use std::fmt;

use html5gum::{Emitter, Readable, Reader, Tokenizer};

/// How many quoted values are read before the tokenizer returns.
const VALUES: u8 = 8;

/// Feeds the whole source to an emitter.
pub(super) fn run<E: Emitter<Token = Infallible>>(html: &str, emitter: E) {
    // Each item is a pause: the events go to the emitter.
    for _pause in Tokenizer::new_with_emitter(Source { reader: html.to_reader(), values: 0 }, emitter) {}
}

/// A reader that pauses before some of the quoted values.
struct Source<R> {
    reader: R,
    /// How many quoted values began since the last pause.
    values: u8,
}

/// The tokenizer returns to its caller. Nothing was consumed.
#[derive(Debug)]
struct Pause;

impl fmt::Display for Pause {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the tokenizer pauses")
    }
}

impl std::error::Error for Pause {}

impl<R: Reader<Error = Infallible>> Reader for Source<R> {
    type Error = Pause;

    #[inline]
    fn read_byte(&mut self) -> Result<Option<u8>, Pause> {
        let Ok(byte) = self.reader.read_byte();
        Ok(byte)
    }

    #[inline]
    fn try_read_string(&mut self, wanted: &[u8], case_sensitive: bool) -> Result<bool, Pause> {
        let Ok(is_it) = self.reader.try_read_string(wanted, case_sensitive);
        Ok(is_it)
    }

    #[inline]
    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Pause> {
        // Only the state of a value in double quotes looks for these, and it alone reads on inside itself.
        if needle.starts_with(b"\"&") {
            self.values += 1;
            if self.values > VALUES {
                self.values = 0;
                return Err(Pause);
            }
        }
        let Ok(piece) = self.reader.read_until(needle, buffer);
        Ok(piece)
    }
}
