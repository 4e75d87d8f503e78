//! zip: members by the directory at its end; where that is damaged, by their own heads (`zip_scan`).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

use ::zip::{CompressionMethod, ZipArchive};

use super::bytes::{Bytes, Section};
use super::member::{Member, Members};
use super::meter::Meter;
use super::zip_head::{Head, open_member};
use super::zip_scan::Scan;
use crate::archive::error::{ArchiveError, ErrorKind, Setting};
use crate::archive::options::ReadOptions;

/// Opens a zip. One that comes as a stream is held in memory, up to a limit, because its directory
/// is at its end.
pub(super) fn open(
    bytes: Bytes,
    name: &str,
    meter: Arc<Meter>,
    options: &ReadOptions,
) -> Result<Box<dyn Members>, ArchiveError> {
    let section = match bytes {
        Bytes::File(file) => Section::of_file(file).map_err(|error| ArchiveError::io(name, &error))?,
        Bytes::Stream(stream) => {
            let mut held = Vec::new();
            let limit = options.max_held_bytes;
            let read = stream.take(limit.saturating_add(1)).read_to_end(&mut held);
            match read {
                Ok(read) if read as u64 > limit => {
                    return Err(ArchiveError::too_large(name, "the zip, which is held in memory,", limit)
                        .with_setting(
                            Setting::MaxHeldBytes,
                            "name it as a file, or raise the limit on what is held in memory",
                        ));
                }
                // What precedes an error may hold whole members.
                Err(error) if held.is_empty() => return Err(ArchiveError::io(name, &error)),
                _ => Section::of_memory(held),
            }
        }
    };
    let (name, whole) = (name.to_owned(), section.clone());
    let meter = Arc::new(Meter::of_members(meter, whole.length()));
    match ZipArchive::new(section) {
        Ok(archive) => Ok(Box::new(Zip { archive, whole, next: 0, read: BTreeMap::new(), name, meter })),
        Err(error) => Ok(Box::new(Scan::new(whole, name, meter, error.to_string()))),
    }
}

/// The members, found by the directory.
struct Zip {
    archive: ZipArchive<Section>,
    whole: Section,
    next: usize,
    /// Where the packed bytes of the members so far start and end.
    read: BTreeMap<u64, u64>,
    name: String,
    meter: Arc<Meter>,
}

impl Members for Zip {
    fn next(&mut self) -> Option<Result<Member, ArchiveError>> {
        while self.next < self.archive.len() {
            if let Some(bomb) = self.meter.exceeded() {
                self.next = self.archive.len();
                return Some(Err(ArchiveError::io(&self.name, &bomb.into())));
            }
            let index = self.next;
            self.next += 1;
            let head = match self.head(index) {
                Ok(None) => continue,
                Ok(Some(head)) if self.overlaps(&head) => {
                    Err((head.path, "its bytes are also those of another member".to_owned()))
                }
                Ok(Some(head)) => Ok(head),
                Err(error) => {
                    let member = self.archive.name_for_index(index).and_then(Result::ok);
                    Err((member.as_deref().unwrap_or("?").to_owned(), error))
                }
            };
            return Some(match head {
                Ok(head) => open_member(head, &self.name, &self.meter),
                Err((path, reason)) => {
                    let name = format!("{}/{path}", self.name);
                    Err(ArchiveError::new(ErrorKind::Damaged, &name, reason))
                }
            });
        }
        None
    }

    fn named(&mut self, file_name: &str) -> Option<Member> {
        let is_it = |index: &usize| {
            let name = self.archive.name_for_index(*index).and_then(Result::ok);
            name.is_some_and(|name| name.rsplit('/').next() == Some(file_name))
        };
        let index = (0..self.archive.len()).find(is_it)?;
        open_member(self.head(index).ok()??, &self.name, &self.meter).ok()
    }
}

impl Zip {
    /// Whether a member shares bytes with one before it, as in a zip that is made to unpack to very much.
    fn overlaps(&mut self, head: &Head) -> bool {
        let Range { start, end } = head.data.range();
        let before = self.read.range(..end).next_back();
        let overlaps = start < end && before.is_some_and(|(_, end)| *end > start);
        if start < end && !overlaps {
            self.read.insert(start, end);
        }
        overlaps
    }

    /// What the directory of the zip says of a member; `None` for a folder.
    fn head(&mut self, index: usize) -> Result<Option<Head>, String> {
        let file = self.archive.by_index_raw(index).map_err(|error| error.to_string())?;
        if file.is_dir() {
            return Ok(None);
        }
        let path = file
            .name()
            .map_or_else(|_| String::from_utf8_lossy(file.name_raw()).into_owned(), Cow::into_owned);
        let start =
            file.data_start().ok_or("the directory of the zip does not tell where the member starts")?;
        Ok(Some(Head {
            path: path.replace('\\', "/"),
            method: method_number(file.compression()),
            encrypted: file.encrypted(),
            data: self.whole.part(start, start.saturating_add(file.compressed_size())),
            check: Some((file.crc32(), file.size())),
        }))
    }
}

#[expect(deprecated, reason = "the crate names only the methods that it was built with")]
fn method_number(method: CompressionMethod) -> u16 {
    method.to_u16()
}
