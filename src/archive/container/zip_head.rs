//! One member of a zip, however its head was found: by the directory (`zip`) or by a scan (`zip_scan`).

use std::io::{self, Read};
use std::sync::Arc;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::bytes::Section;
use super::member::{Member, buffered};
use super::meter::Meter;
use super::zstandard;
use crate::archive::error::{ArchiveError, ErrorKind};

/// Compression methods, by the numbers of the format.
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

/// Opens a member; an encrypted one, or one of an unknown compression method, is an error.
pub(super) fn open_member(head: Head, container: &str, meter: &Arc<Meter>) -> Result<Member, ArchiveError> {
    let name = format!("{container}/{}", head.path);
    if head.encrypted {
        return Err(ArchiveError::new(ErrorKind::Unreadable, &name, "the member is encrypted")
            .with_remedy("unpack the zip, and name the unpacked files"));
    }
    let packed = Meter::count(std::io::BufReader::with_capacity(1 << 16, head.data));
    let counter = packed.counter();
    let unpacked: Box<dyn Read + Send> = match head.method {
        STORED => Box::new(packed),
        DEFLATED => Box::new(DeflateDecoder::new(packed)),
        ZSTD => Box::new(zstandard::Decoder::new(packed)),
        other => {
            let reason = format!("the member uses compression method {other}, which is not supported");
            return Err(ArchiveError::new(ErrorKind::UnknownFormat, &name, reason)
                .with_remedy("compress it again with deflate, the default of zip"));
        }
    };
    let reader = match head.check {
        Some((checksum, size)) => Meter::watch(
            Arc::clone(meter),
            Checked { reader: unpacked, checksum, size, sum: Crc::new() },
            counter,
        ),
        None => Meter::watch(Arc::clone(meter), unpacked, counter),
    };
    Ok(Member { path: head.path, reader: buffered(reader) })
}

/// A member whose checksum is verified at its end.
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
        // `amount` wraps at 2^32.
        let whole = self.sum.sum() == self.checksum
            && u64::from(self.sum.amount()) == self.size & u64::from(u32::MAX);
        if read == 0 && !buffer.is_empty() && !whole {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "its checksum does not match"));
        }
        Ok(read)
    }
}
