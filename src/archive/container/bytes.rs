//! The bytes of a source: a file, which can be read at any position, or a stream, which is read once.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::archive::stream::Reader;

/// Where the bytes of a source come from.
pub(in crate::archive) enum Bytes {
    File(File),
    Stream(Reader),
}

impl Bytes {
    /// The bytes from their start, one after the other.
    pub(in crate::archive) fn into_stream(self) -> Reader {
        match self {
            Self::File(file) => Box::new(BufReader::with_capacity(1 << 16, file)),
            Self::Stream(reader) => reader,
        }
    }

    /// The first bytes, up to `length` of them, and the whole stream from its start. An error among them
    /// occurs again at its place.
    pub(in crate::archive) fn peek(self, length: usize) -> (Vec<u8>, Self) {
        let mut head = Vec::new();
        match self {
            Self::File(mut file) => {
                let read = file.by_ref().take(length as u64).read_to_end(&mut head);
                match read.and_then(|_| file.rewind()) {
                    Ok(()) => (head, Self::File(file)),
                    Err(error) => {
                        (head.clone(), Self::Stream(Box::new(Cursor::new(head).chain(Failing::new(error)))))
                    }
                }
            }
            Self::Stream(mut reader) => {
                let read = reader.by_ref().take(length as u64).read_to_end(&mut head);
                let start = Cursor::new(head.clone());
                let stream: Reader = match read {
                    Ok(read) if read < length => Box::new(start),
                    Ok(_) => Box::new(start.chain(reader)),
                    Err(error) => Box::new(start.chain(Failing::new(error))),
                };
                (head, Self::Stream(stream))
            }
        }
    }
}

/// A stream that is only an error.
struct Failing(Option<io::Error>);

impl Failing {
    fn new(error: io::Error) -> BufReader<Self> {
        BufReader::new(Self(Some(error)))
    }
}

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// What can be read at any position.
trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// A part of a file (or of bytes in memory) with its own position in it; several may be open at once.
#[derive(Clone)]
pub(super) struct Section {
    whole: Arc<Mutex<dyn ReadSeek>>,
    start: u64,
    at: u64,
    end: u64,
}

impl Section {
    /// All of a file.
    pub(super) fn of_file(mut file: File) -> io::Result<Self> {
        let end = file.seek(SeekFrom::End(0))?;
        Ok(Self { whole: Arc::new(Mutex::new(file)), start: 0, at: 0, end })
    }

    /// All of some bytes in memory.
    pub(super) fn of_memory(bytes: Vec<u8>) -> Self {
        let end = bytes.len() as u64;
        Self { whole: Arc::new(Mutex::new(Cursor::new(bytes))), start: 0, at: 0, end }
    }

    /// The part from `start` to `end`, or to the end of this one where that comes first.
    pub(super) fn part(&self, start: u64, end: u64) -> Self {
        let end = end.min(self.end);
        let start = start.min(end);
        Self { whole: Arc::clone(&self.whole), start, at: start, end }
    }

    /// Where it lies in the whole.
    pub(super) fn range(&self) -> Range<u64> {
        self.start..self.end
    }

    /// Its length in bytes.
    pub(super) fn length(&self) -> u64 {
        self.end - self.start
    }
}

impl Read for Section {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let room = left.min(buffer.len());
        if room == 0 {
            return Ok(0);
        }
        let mut whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        whole.seek(SeekFrom::Start(self.at))?;
        let read = whole.read(&mut buffer[..room])?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Section {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => self.start.checked_add(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        match at.filter(|at| *at >= self.start) {
            Some(at) => {
                self.at = at;
                Ok(at - self.start)
            }
            None => Err(io::Error::new(io::ErrorKind::InvalidInput, "a position before the start")),
        }
    }
}
