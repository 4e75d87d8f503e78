//! tar: its members in the order in which they stand, read as the stream comes.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::member::{Member, Members, buffered};
use crate::archive::error::ArchiveError;
use crate::archive::limit::size;
use crate::archive::stream::Reader;

/// The block size of tar, in bytes.
const BLOCK: usize = 512;
/// The most bytes of the head of one member: its blocks, a long name and extended attributes, which are held in memory.
const LONGEST_HEAD: u64 = 1 << 20;

/// Whether a stream starts with the header of a member.
pub(super) fn is_header(head: &[u8]) -> bool {
    let Some(block) = head.get(..BLOCK) else { return false };
    if block[257..].starts_with(b"ustar") {
        return true;
    }
    // Before POSIX there was no magic number: the checksum tells, in which its own bytes count as spaces.
    let written: String = block[148..156].iter().map(|byte| char::from(*byte)).collect();
    let sum: u32 = block
        .iter()
        .enumerate()
        .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) })
        .sum();
    let digits = written.trim_matches(['\0', ' ']);
    block[0] != 0 && u32::from_str_radix(digits, 8) == Ok(sum)
}

/// The members of a tar stream.
pub(super) struct Tarball {
    stream: Arc<Mutex<Stream>>,
    name: String,
    done: bool,
}

/// The stream, and how much of the member that is open is still to come.
struct Stream {
    reader: Reader,
    remaining: u64,
    padding: u64,
    /// Whether it failed inside a member, whose reader has reported the error.
    broken: bool,
}

impl Tarball {
    pub(super) fn new(reader: Reader, name: &str) -> Self {
        let stream = Stream { reader, remaining: 0, padding: 0, broken: false };
        Self { stream: Arc::new(Mutex::new(stream)), name: name.to_owned(), done: false }
    }

    /// The head of the next member that is a file, and its path.
    fn next_file(&mut self) -> io::Result<Option<String>> {
        loop {
            locked(&self.stream).leave_member()?;
            // The crate reads headers (with long names and extensions); the data after them are read here.
            let mut heads = tar::Archive::new(Heads { stream: Arc::clone(&self.stream), left: LONGEST_HEAD });
            let Some(entry) = heads.entries()?.next() else { return Ok(None) };
            let entry = entry?;
            let kind = entry.header().entry_type();
            let stored = if kind.is_gnu_sparse() { entry.header().entry_size()? } else { entry.size() };
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let mut stream = locked(&self.stream);
            stream.remaining = stored;
            stream.padding = (BLOCK as u64 - stored % BLOCK as u64) % BLOCK as u64;
            if kind.is_file() || kind.is_contiguous() {
                return Ok(Some(path));
            }
        }
    }
}

impl Members for Tarball {
    fn next(&mut self) -> Option<Result<Member, ArchiveError>> {
        if self.done || locked(&self.stream).broken {
            return None;
        }
        match self.next_file() {
            Ok(Some(path)) => {
                let reader = buffered(Open(Arc::clone(&self.stream)));
                Some(Ok(Member { path, reader }))
            }
            Ok(None) => {
                self.done = true;
                None
            }
            Err(error) => {
                self.done = true;
                Some(Err(ArchiveError::damaged(&self.name, &error)))
            }
        }
    }
}

impl Stream {
    /// Passes over what is left of the member that was open.
    fn leave_member(&mut self) -> io::Result<()> {
        let left = self.remaining.saturating_add(self.padding);
        (self.remaining, self.padding) = (0, 0);
        let passed = io::copy(&mut self.reader.by_ref().take(left), &mut io::sink())?;
        if passed < left { Err(cut()) } else { Ok(()) }
    }
}

/// The stream, for as long as the guard lives. No two readers of it run at once, so nothing waits.
fn locked(stream: &Mutex<Stream>) -> MutexGuard<'_, Stream> {
    stream.lock().unwrap_or_else(PoisonError::into_inner)
}

fn cut() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "it ends inside a file")
}

/// The stream between members, up to the longest head.
struct Heads {
    stream: Arc<Mutex<Stream>>,
    left: u64,
}

impl Read for Heads {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            let reason = format!("the head of a member is longer than {}", size(LONGEST_HEAD));
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        let room = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = locked(&self.stream).reader.read(&mut buffer[..room])?;
        self.left -= read as u64;
        Ok(read)
    }
}

/// The member that is open.
struct Open(Arc<Mutex<Stream>>);

impl Read for Open {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let stream = &mut *locked(&self.0);
        let room = usize::try_from(stream.remaining).unwrap_or(usize::MAX).min(buffer.len());
        if room == 0 {
            return Ok(0);
        }
        let read = stream.reader.read(&mut buffer[..room]);
        stream.broken = !matches!(read, Ok(1..));
        let read = match read? {
            0 => return Err(cut()),
            read => read,
        };
        stream.remaining -= read as u64;
        Ok(read)
    }
}
