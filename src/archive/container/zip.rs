//! zip: members by the directory at its end; where that is lost, by their own heads (`zip_scan`).

use std::borrow::Cow;
use std::io::{self, Read};
use std::rc::Rc;

use ::zip::{CompressionMethod, ZipArchive};
use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::bytes::Section;
use super::zip_scan::Scan;
use super::{Bytes, Member, Members, Meter, buffered, zstandard};
use crate::archive::{ArchiveError, ErrorKind, ReadOptions};

/// How a member is packed, by the numbers of the format.
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
const ZSTD: u16 = 93;

/// What is known of a member before it is opened.
pub(super) struct Head {
    pub(super) path: String,
    pub(super) method: u16,
    pub(super) encrypted: bool,
    /// Its packed bytes.
    pub(super) data: Section,
    /// Its checksum and its size, where they are known.
    pub(super) check: Option<(u32, u64)>,
}

/// Opens a zip. One that comes as a stream is held in memory, up to a limit, because its directory
/// stands at its end.
pub(super) fn open(
    bytes: Bytes,
    name: &str,
    meter: Rc<Meter>,
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
                    return Err(ArchiveError::too_large(
                        name,
                        "the zip, which has to be held in memory,",
                        limit,
                    )
                    .with_remedy("give it as a file of its own, or raise the limit with --max-held-size"));
                }
                // What came before an error may hold whole members.
                Err(error) if held.is_empty() => return Err(ArchiveError::io(name, &error)),
                _ => Section::of_memory(held),
            }
        }
    };
    let (name, whole) = (name.to_owned(), section.clone());
    match ZipArchive::new(section) {
        Ok(archive) => Ok(Box::new(Zip { archive, whole, next: 0, name, meter })),
        Err(error) => Ok(Box::new(Scan::new(whole, name, meter, error.to_string()))),
    }
}

/// The members by the directory.
struct Zip {
    archive: ZipArchive<Section>,
    whole: Section,
    next: usize,
    name: String,
    meter: Rc<Meter>,
}

impl Members for Zip {
    fn next(&mut self) -> Option<Result<Member, ArchiveError>> {
        while self.next < self.archive.len() {
            let index = self.next;
            self.next += 1;
            let head = match self.head(index) {
                Ok(None) => continue,
                Ok(Some(head)) => head,
                Err(error) => {
                    let member = self.archive.name_for_index(index).and_then(Result::ok);
                    let name = format!("{}/{}", self.name, member.as_deref().unwrap_or("?"));
                    return Some(Err(ArchiveError::new(ErrorKind::Damaged, &name, error)));
                }
            };
            return Some(open_member(head, &self.name, &self.meter));
        }
        None
    }
}

impl Zip {
    /// What the directory says of a member; nothing for a directory.
    fn head(&mut self, index: usize) -> Result<Option<Head>, String> {
        let file = self.archive.by_index_raw(index).map_err(|error| error.to_string())?;
        if file.is_dir() {
            return Ok(None);
        }
        let path = file
            .name()
            .map_or_else(|_| String::from_utf8_lossy(file.name_raw()).into_owned(), Cow::into_owned);
        let start = file.data_start().ok_or("its place in the zip is not told")?;
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

/// Opens a member; one that is locked, or packed in a way that we do not know, is an error.
pub(super) fn open_member(head: Head, container: &str, meter: &Rc<Meter>) -> Result<Member, ArchiveError> {
    let name = format!("{container}/{}", head.path);
    if head.encrypted {
        return Err(ArchiveError::new(ErrorKind::Unreadable, &name, "it is locked with a password")
            .with_remedy("unpack it, and give what it held"));
    }
    let packed = Meter::count(std::io::BufReader::with_capacity(1 << 16, head.data));
    let counter = packed.counter();
    let unpacked: Box<dyn Read> = match head.method {
        STORED => Box::new(packed),
        DEFLATED => Box::new(DeflateDecoder::new(packed)),
        ZSTD => Box::new(zstandard::Decoder::new(packed)),
        other => {
            let reason = format!("it is packed by method {other}, which is not read");
            return Err(ArchiveError::new(ErrorKind::UnknownFormat, &name, reason)
                .with_remedy("pack it anew with deflate, as zip does by itself"));
        }
    };
    let reader = match head.check {
        Some((checksum, size)) => Meter::watch(
            Rc::clone(meter),
            Checked { reader: unpacked, checksum, size, sum: Crc::new() },
            counter,
        ),
        None => Meter::watch(Rc::clone(meter), unpacked, counter),
    };
    Ok(Member { path: head.path, reader: buffered(reader) })
}

/// A member, compared with its checksum when it ends.
struct Checked<R> {
    reader: R,
    checksum: u32,
    size: u64,
    sum: Crc,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.sum.update(&buffer[..read]);
        // `amount` counts to 2^32 and begins again.
        let whole = self.sum.sum() == self.checksum && self.sum.amount() == self.size as u32;
        if read == 0 && !buffer.is_empty() && !whole {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "its checksum does not match"));
        }
        Ok(read)
    }
}
