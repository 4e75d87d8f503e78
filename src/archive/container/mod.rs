//! Containers: gzip, zstd, zip and tar of files of any format, read as a stream. Nothing is
//! unpacked to disk, and a member that cannot be read costs no other. What a member holds is left to `open`.

mod bytes;
mod member;
mod meter;
mod tarball;
mod zip;
mod zip_head;
mod zip_scan;
mod zstandard;

use std::sync::Arc;

use flate2::bufread::MultiGzDecoder;

use super::error::{ArchiveError, ErrorKind};
use super::format::Claim;
use super::options::ReadOptions;

pub(super) use bytes::Bytes;
pub(super) use member::Members;

use meter::Meter;

/// The kinds of container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Gzip,
    Zstd,
    Zip,
    Tar,
}

/// Which containers a source lies in.
#[derive(Clone)]
pub(super) struct Nest {
    /// How many there are.
    depth: usize,
    /// How much the outermost has unpacked to.
    meter: Arc<Meter>,
}

/// What a container holds.
pub(super) enum Unpacked {
    /// One stream.
    Stream(Bytes),
    /// Files, found in their order alone.
    Files(Box<dyn Members>),
    /// Files, one of which can be found by its name.
    FilesByName(Box<dyn Members>),
}

impl Container {
    /// The container that a stream is, if it starts like one.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Zstd),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::Zip),
            _ if tarball::is_header(head) => Some(Self::Tar),
            _ => None,
        }
    }

    /// Whether a file of that name may be a container that holds posts.
    pub(super) fn claims(file_name: &str) -> bool {
        let extension = |name: &str| name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
        let inner = inner_name(file_name);
        if inner != file_name {
            // `style.css.gz` holds no posts; `backup.gz` may.
            return Claim::of(inner) != Claim::Nothing || Self::claims(inner) || extension(inner).is_none();
        }
        extension(file_name).is_some_and(|end| matches!(end.as_str(), "zip" | "tar" | "tgz" | "tzst"))
    }

    /// Opens a container of this kind, of that name, which lies in `nest`; also gives the nest of its members.
    pub(super) fn unpack(
        self,
        bytes: Bytes,
        name: &str,
        nest: &Nest,
        options: &ReadOptions,
    ) -> Result<(Unpacked, Nest), ArchiveError> {
        let limit = options.max_container_depth;
        if nest.depth >= limit {
            let reason = format!("it lies in {limit} containers already, which is the limit");
            return Err(ArchiveError::new(ErrorKind::TooDeep, name, reason));
        }
        let inside = Nest { depth: nest.depth + 1, meter: Arc::clone(&nest.meter) };
        let meter = Arc::clone(&nest.meter);
        let unpacked = match self {
            Self::Gzip => {
                let packed = Meter::count(bytes.into_stream());
                let counter = packed.counter();
                Unpacked::Stream(Bytes::Stream(Meter::watch(meter, MultiGzDecoder::new(packed), counter)))
            }
            Self::Zstd => {
                let packed = Meter::count(bytes.into_stream());
                let counter = packed.counter();
                Unpacked::Stream(Bytes::Stream(Meter::watch(meter, zstandard::Decoder::new(packed), counter)))
            }
            Self::Zip => Unpacked::FilesByName(zip::open(bytes, name, meter, options)?),
            Self::Tar => Unpacked::Files(Box::new(tarball::Tarball::new(bytes.into_stream(), name))),
        };
        Ok((unpacked, inside))
    }
}

/// The name of what a compressed file holds: `billets.jsonl` of `billets.jsonl.gz`.
pub(super) fn inner_name(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((inner, end)) if ["gz", "zst"].iter().any(|known| end.eq_ignore_ascii_case(known)) => inner,
        _ => name,
    }
}

impl Nest {
    /// Outside of any container.
    pub(super) fn outside(options: &ReadOptions) -> Self {
        Self { depth: 0, meter: Arc::new(Meter::new(options)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_may_be_a_container() {
        for (name, claimed) in [
            ("export.zip", true),
            ("export.tar.gz", true),
            ("export.tgz", true),
            ("billets.jsonl.zst", true),
            ("backup.gz", true),
            ("style.css.gz", false),
            ("lettre.docx", false),
        ] {
            assert_eq!(Container::claims(name), claimed, "{name}");
        }
    }
}
