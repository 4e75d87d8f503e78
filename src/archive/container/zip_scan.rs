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
    /// The bytes that were read last, and where they start.
    window: (u64, Vec<u8>),
    name: String,
    meter: Arc<Meter>,
    /// Why the directory could not be read; reported at the end.
    reason: Option<String>,
}

impl Scan {
    pub(super) fn new(whole: Section, name: String, meter: Arc<Meter>, reason: String) -> Self {
        Self { whole, at: 0, window: (0, Vec::new()), name, meter, reason: Some(reason) }
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

    /// The position of the next head from `from` on. Each byte of the zip is read once, however many heads there are.
    fn find(&mut self, mut from: u64) -> Option<u64> {
        loop {
            let (start, window) = &self.window;
            let skipped = from.checked_sub(*start).and_then(|skipped| usize::try_from(skipped).ok());
            let ahead = skipped.and_then(|skipped| window.get(skipped..)).unwrap_or_default();
            if let Some(found) = memmem::find(ahead, &SIGN) {
                return Some(from + found as u64);
            }
            // A signature may span two windows.
            from += ahead.len().saturating_sub(SIGN.len() - 1) as u64;
            self.load(from)?;
        }
    }

    /// Reads a window from `from` on; `None` where no signature fits behind it.
    fn load(&mut self, from: u64) -> Option<()> {
        self.window = (from, Vec::new());
        let mut section = self.whole.clone();
        section.seek(SeekFrom::Start(from)).ok()?;
        section.take(1 << 16).read_to_end(&mut self.window.1).ok()?;
        (self.window.1.len() >= SIGN.len()).then_some(())
    }

    fn bytes(&self, at: u64, length: usize) -> Option<Vec<u8>> {
        if at.saturating_add(length as u64) > self.whole.length() {
            return None;
        }
        let (start, window) = &self.window;
        let held = at.checked_sub(*start).and_then(|skipped| {
            let skipped = usize::try_from(skipped).ok()?;
            window.get(skipped..skipped.checked_add(length)?)
        });
        if let Some(held) = held {
            return Some(held.to_vec());
        }
        let mut bytes = vec![0; length];
        let mut section = self.whole.clone();
        section.seek(SeekFrom::Start(at)).ok()?;
        section.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
}

impl Members for Scan {
    fn next(&mut self) -> Option<Result<Member, ArchiveError>> {
        if let Some(bomb) = self.meter.exceeded().filter(|_| self.reason.take().is_some()) {
            self.at = self.whole.length();
            return Some(Err(ArchiveError::io(&self.name, &bomb.into())));
        }
        if let Some(head) = self.next_head() {
            return Some(open_member(head, &self.name, &self.meter));
        }
        let reason = self.reason.take()?;
        let reason = format!("the directory at the end of the zip is missing or damaged ({reason})");
        Some(Err(ArchiveError::new(ErrorKind::Damaged, &self.name, reason)))
    }
}
