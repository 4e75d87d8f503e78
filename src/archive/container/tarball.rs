//! tar: its members in the order in which they stand, read as the stream comes.

use std::cell::RefCell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use super::{Member, Members, buffered};
use crate::archive::ArchiveError;

/// tar lays its members out in blocks of so many bytes.
const BLOCK: usize = 512;

/// Whether a stream starts with the head of a member.
pub(super) fn starts_one(head: &[u8]) -> bool {
    let Some(block) = head.get(..BLOCK) else { return false };
    if block[257..].starts_with(b"ustar") {
        return true;
    }
    // Before POSIX there was no sign: the sum of the bytes tells, where its own count as blanks.
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
    stream: Rc<RefCell<Stream>>,
    name: String,
    done: bool,
}

/// The stream, and how much of the member that is open is still to come.
struct Stream {
    reader: Box<dyn BufRead>,
    remaining: u64,
    padding: u64,
    /// Whether it failed inside a member: that member's reader has said so.
    broken: bool,
}

impl Tarball {
    pub(super) fn new(reader: Box<dyn BufRead>, name: &str) -> Self {
        let stream = Stream { reader, remaining: 0, padding: 0, broken: false };
        Self { stream: Rc::new(RefCell::new(stream)), name: name.to_owned(), done: false }
    }

    /// The head of the next member that is a file, and its path.
    fn next_file(&mut self) -> io::Result<Option<String>> {
        loop {
            self.stream.borrow_mut().leave_member()?;
            // The crate reads heads (long names and extensions too); what follows them is ours.
            let mut heads = tar::Archive::new(Heads(Rc::clone(&self.stream)));
            let Some(entry) = heads.entries()?.next() else { return Ok(None) };
            let entry = entry?;
            let kind = entry.header().entry_type();
            let stored = if kind.is_gnu_sparse() { entry.header().entry_size()? } else { entry.size() };
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let mut stream = self.stream.borrow_mut();
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
        if self.done || self.stream.borrow().broken {
            return None;
        }
        match self.next_file() {
            Ok(Some(path)) => {
                let reader = buffered(Open(Rc::clone(&self.stream)));
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

fn cut() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "it ends inside a file")
}

/// The stream between members.
struct Heads(Rc<RefCell<Stream>>);

impl Read for Heads {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.borrow_mut().reader.read(buffer)
    }
}

/// The member that is open.
struct Open(Rc<RefCell<Stream>>);

impl Read for Open {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let stream = &mut *self.0.borrow_mut();
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
