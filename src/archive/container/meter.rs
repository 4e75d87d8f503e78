//! How much comes out of containers: bombs are stopped by their size and by their ratio.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use super::buffered;
use crate::archive::ReadOptions;

/// Below this many bytes no ratio is harmful.
const HARMLESS: u64 = 1 << 20;

/// Counts what comes out of one container, all that it contains included.
pub(in crate::archive) struct Meter {
    unpacked: Cell<u64>,
    most: u64,
    ratio: u64,
}

impl Meter {
    pub(super) fn new(options: &ReadOptions) -> Self {
        Self { unpacked: Cell::new(0), most: options.max_unpacked_bytes, ratio: options.max_unpacked_ratio }
    }

    /// Counts the packed bytes that are taken from `reader`.
    pub(super) fn count<R: BufRead>(reader: R) -> Packed<R> {
        Packed { reader, taken: Rc::default() }
    }

    /// Watches what a decompressor gives for the packed bytes that it takes.
    pub(super) fn watch(
        meter: Rc<Self>,
        unpacked: impl Read + 'static,
        packed: Rc<Cell<u64>>,
    ) -> Box<dyn BufRead> {
        buffered(Watched { meter, reader: unpacked, packed, given: 0 })
    }
}

/// Packed bytes, counted as they are taken.
pub(super) struct Packed<R> {
    reader: R,
    taken: Rc<Cell<u64>>,
}

impl<R> Packed<R> {
    /// How many bytes were taken so far.
    pub(super) fn counter(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.taken)
    }
}

impl<R: BufRead> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.taken.set(self.taken.get() + read as u64);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Packed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken.set(self.taken.get() + amount as u64);
        self.reader.consume(amount);
    }
}

/// What a decompressor gives, up to the limits.
struct Watched<R> {
    meter: Rc<Meter>,
    reader: R,
    packed: Rc<Cell<u64>>,
    given: u64,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)? as u64;
        self.given += read;
        let meter = &self.meter;
        meter.unpacked.set(meter.unpacked.get().saturating_add(read));
        if meter.unpacked.get() > meter.most {
            return Err(Bomb::Size(meter.most).into());
        }
        // Decompressors take a buffer at a time: what they have taken is what there is to compare.
        if self.given > HARMLESS && self.given / meter.ratio.max(1) > self.packed.get() {
            return Err(Bomb::Ratio(meter.ratio).into());
        }
        Ok(read as usize)
    }
}

/// Why a container was not read further.
#[derive(Clone, Copy, Debug)]
pub(in crate::archive) enum Bomb {
    /// It came to more than so many bytes.
    Size(u64),
    /// It came to more than so many times its packed size.
    Ratio(u64),
}

impl fmt::Display for Bomb {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size(bytes) => {
                write!(out, "unpacked it is larger than {}", crate::archive::error::size(*bytes))
            }
            Self::Ratio(ratio) => write!(out, "unpacked it is more than {ratio} times as large as packed"),
        }
    }
}

impl std::error::Error for Bomb {}

impl From<Bomb> for io::Error {
    fn from(bomb: Bomb) -> Self {
        Self::other(bomb)
    }
}
