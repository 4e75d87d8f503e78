//! A zip without its directory, as one that was cut short: members by the heads that precede them.

use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

use memchr::memmem;

use super::bytes::Section;
use super::member::{Member, Members};
use super::meter::Meter;
use super::zip_head::{Head, open_member};
use crate::archive::error::{ArchiveError, ErrorKind};

/// The signature of the head of a member, and the length of its fixed part.
const SIGN: [u8; 4] = *b"PK\x03\x04";
const FIXED: usize = 30;

/// The members of a zip, found one after the other.
pub(super) struct Scan {
    whole: Section,
    at: u64,
    name: String,
    meter: Arc<Meter>,
    /// Why the directory could not be read; reported at the end.
    reason: Option<String>,
}

impl Scan {
    pub(super) fn new(whole: Section, name: String, meter: Arc<Meter>, reason: String) -> Self {
        Self { whole, at: 0, name, meter, reason: Some(reason) }
    }

    /// The head of the next member. Where it does not tell how long the member is, the member goes on
    /// to the next head.
    fn next_head(&mut self) -> Option<Head> {
        loop {
            let start = self.find(self.at)?;
            self.at = start + SIGN.len() as u64;
            let Some(fixed) = self.bytes(start, FIXED) else { continue };
            let two = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
            let four = |at: usize| u32::from(two(at)) | u32::from(two(at + 2)) << 16;
            let (flags, method) = (two(6), two(8));
            let (name_length, extra_length) = (usize::from(two(26)), usize::from(two(28)));
            let Some(name) = self.bytes(start + FIXED as u64, name_length) else { continue };
            let data = start + (FIXED + name_length + extra_length) as u64;
            let (packed, size) = (u64::from(four(18)), u64::from(four(22)));
            let told = flags & 8 == 0 && packed != u64::from(u32::MAX);
            let end = if told { data + packed } else { self.find(data).unwrap_or(self.whole.length()) };
            self.at = end.min(self.whole.length());
            let path = String::from_utf8_lossy(&name).replace('\\', "/");
            if path.ends_with('/') {
                continue;
            }
            return Some(Head {
                path,
                method,
                encrypted: flags & 1 == 1,
                data: self.whole.part(data, end),
                check: told.then(|| (four(14), size)),
            });
        }
    }

    /// The position of the next head from `from` on.
    fn find(&self, from: u64) -> Option<u64> {
        let mut section = self.whole.clone();
        let mut at = section.seek(SeekFrom::Start(from)).ok()?;
        let mut held = Vec::new();
        loop {
            let kept = held.len();
            let read = section.by_ref().take(1 << 16).read_to_end(&mut held).ok()?;
            if read == 0 {
                return None;
            }
            if let Some(found) = memmem::find(&held, &SIGN) {
                return Some(at + found as u64);
            }
            // A signature may span two pieces.
            let keep = held.len().min(SIGN.len() - 1);
            at += (kept + read - keep) as u64;
            held.drain(..held.len() - keep);
        }
    }

    fn bytes(&self, at: u64, length: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; length];
        let mut section = self.whole.clone();
        section.seek(SeekFrom::Start(at)).ok()?;
        section.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
}

impl Members for Scan {
    fn next(&mut self) -> Option<Result<Member, ArchiveError>> {
        if let Some(head) = self.next_head() {
            return Some(open_member(head, &self.name, &self.meter));
        }
        let reason = self.reason.take()?;
        let reason = format!("the directory at the end of the zip is missing or damaged ({reason})");
        Some(Err(ArchiveError::new(ErrorKind::Damaged, &self.name, reason)))
    }
}
