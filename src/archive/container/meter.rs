//! How much containers unpack to: decompression bombs are stopped by their size and by their ratio.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::member::buffered;
use crate::archive::limit::Bomb;
use crate::archive::options::ReadOptions;
use crate::archive::stream::Reader;

/// Below this many bytes the ratio is not checked.
const HARMLESS: u64 = 1 << 20;

/// Counts the bytes that one container unpacks to, with all that it contains.
pub(in crate::archive) struct Meter {
    unpacked: AtomicU64,
    most: u64,
    ratio: u64,
    /// What unpacking more than the most is.
    bomb: Bomb,
    /// The meter of the container around.
    outer: Option<Arc<Meter>>,
}

impl Meter {
    pub(super) fn new(options: &ReadOptions) -> Self {
        Self {
            unpacked: AtomicU64::new(0),
            most: options.max_unpacked_bytes,
            ratio: options.max_unpacked_ratio,
            bomb: Bomb::Size(options.max_unpacked_bytes),
            outer: None,
        }
    }

    /// The meter of the members of a zip of `packed` bytes: however many there are, together they unpack to no
    /// more than the ratio allows.
    pub(super) fn of_members(outer: Arc<Self>, packed: u64) -> Self {
        let ratio = outer.ratio;
        Self {
            unpacked: AtomicU64::new(0),
            most: packed.saturating_mul(ratio).saturating_add(HARMLESS),
            ratio,
            bomb: Bomb::Ratio(ratio),
            outer: Some(outer),
        }
    }

    /// The limit that was exceeded, if one was.
    pub(super) fn exceeded(&self) -> Option<Bomb> {
        if self.unpacked.load(Relaxed) > self.most {
            return Some(self.bomb);
        }
        self.outer.as_ref()?.exceeded()
    }

    /// Counts bytes that were unpacked.
    fn add(&self, bytes: u64) -> Result<(), Bomb> {
        let unpacked = self.unpacked.fetch_add(bytes, Relaxed).saturating_add(bytes);
        if unpacked > self.most {
            return Err(self.bomb);
        }
        self.outer.as_ref().map_or(Ok(()), |outer| outer.add(bytes))
    }

    /// Counts the packed bytes that are taken from `reader`.
    pub(super) fn count<R: BufRead>(reader: R) -> Packed<R> {
        Packed { reader, taken: Arc::default() }
    }

    /// Watches what a decompressor gives for the packed bytes that it takes.
    pub(super) fn watch(
        meter: Arc<Self>,
        unpacked: impl Read + Send + 'static,
        packed: Arc<AtomicU64>,
    ) -> Reader {
        buffered(Watched { meter, reader: unpacked, packed, given: 0 })
    }
}

/// Packed bytes, counted as they are taken.
pub(super) struct Packed<R> {
    reader: R,
    taken: Arc<AtomicU64>,
}

impl<R> Packed<R> {
    /// How many bytes were taken so far.
    pub(super) fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.taken)
    }
}

impl<R: BufRead> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.taken.fetch_add(read as u64, Relaxed);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Packed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken.fetch_add(amount as u64, Relaxed);
        self.reader.consume(amount);
    }
}

/// The output of a decompressor, up to the limits.
struct Watched<R> {
    meter: Arc<Meter>,
    reader: R,
    packed: Arc<AtomicU64>,
    given: u64,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.given += read as u64;
        let meter = &self.meter;
        meter.add(read as u64)?;
        // Decompressors take a buffer at a time, so that the count of packed bytes runs ahead.
        if self.given > HARMLESS && self.given / meter.ratio.max(1) > self.packed.load(Relaxed) {
            return Err(Bomb::Ratio(meter.ratio).into());
        }
        Ok(read)
    }
}
