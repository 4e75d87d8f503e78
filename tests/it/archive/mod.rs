//! Tests of the readers, and what they share: archives made in memory, and what is read from them.

mod containers;
mod encodings;
mod formats;
mod json_and_tables;
mod kinds;
mod kinds_of_data;
mod laws;
mod limits;
mod markup;
mod platforms;

use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use glane::Post;
use glane::archive::{self, ArchiveError, Input, ReadOptions};

use crate::support::{BLOGS, root};

/// What was read: posts and errors, in order.
pub(crate) type Read = Vec<Result<Post, ArchiveError>>;

/// Every post of the demonstration archive.
pub(crate) fn demonstration() -> Vec<Post> {
    let inputs = BLOGS.iter().map(|blog| Input::Path(root().join(blog))).collect();
    let posts: Result<Vec<_>, _> = archive::read(inputs, ReadOptions::default()).collect();
    posts.expect("every file of the demonstration archive is readable")
}

/// Reads a path with the options as they are.
pub(crate) fn read(path: &Path) -> Read {
    read_with(path, ReadOptions::default())
}

pub(crate) fn read_with(path: &Path, options: ReadOptions) -> Read {
    archive::read(vec![Input::Path(path.into())], options).collect()
}

/// Writes a file of that name into a directory of its own, and reads it.
pub(crate) fn read_file(name: &str, bytes: &[u8]) -> Read {
    read_file_with(name, bytes, ReadOptions::default())
}

pub(crate) fn read_file_with(name: &str, bytes: &[u8], options: ReadOptions) -> Read {
    let directory = tempfile::TempDir::new().expect("a directory");
    let path = directory.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    read_with(&path, options)
}

/// The ids of the posts, and the kinds of the errors between them as `!kind`.
pub(crate) fn shown(read: &Read) -> Vec<String> {
    read.iter()
        .map(|post| match post {
            Ok(post) => post.id.clone(),
            Err(error) => format!("!{}", error.kind.name()),
        })
        .collect()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

pub(crate) fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // Written by hand, because the crate refuses names with `..`.
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, *bytes).expect("memory");
    }
    builder.into_inner().expect("memory")
}

/// A file in a zip, as it is to be written.
pub(crate) struct Entry<'a> {
    pub(crate) name: &'a [u8],
    pub(crate) bytes: &'a [u8],
    /// Its sizes and its checksum behind it and not before it, as a zip has them that was streamed.
    pub(crate) streamed: bool,
    pub(crate) encrypted: bool,
    pub(crate) method: u16,
}

impl<'a> Entry<'a> {
    pub(crate) fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name: name.as_bytes(), bytes, streamed: false, encrypted: false, method: 8 }
    }
}

pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_of(&files.iter().map(|(name, bytes)| Entry::new(name, bytes)).collect::<Vec<_>>())
}

pub(crate) fn zip_of(entries: &[Entry<'_>]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let data = match entry.method {
            8 => {
                let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(entry.bytes).expect("memory");
                encoder.finish().expect("memory")
            }
            93 => zstd(entry.bytes),
            _ => entry.bytes.to_vec(),
        };
        let mut sum = flate2::Crc::new();
        sum.update(entry.bytes);
        let flags = u16::from(entry.encrypted) | u16::from(entry.streamed) << 3 | 1 << 11;
        let sizes = [sum.sum(), data.len() as u32, entry.bytes.len() as u32];
        let head = |sizes: [u32; 3]| {
            let mut head = Vec::new();
            for two in [20, flags, entry.method, 0, 0x5821] {
                head.extend(u16::to_le_bytes(two));
            }
            head.extend(sizes.into_iter().flat_map(u32::to_le_bytes));
            head.extend((entry.name.len() as u16).to_le_bytes());
            head.extend([0, 0]);
            head
        };
        let start = out.len() as u32;
        out.extend(b"PK\x03\x04");
        out.extend(head(if entry.streamed { [0; 3] } else { sizes }));
        out.extend(entry.name);
        out.extend(&data);
        if entry.streamed {
            out.extend(b"PK\x07\x08");
            out.extend(sizes.into_iter().flat_map(u32::to_le_bytes));
        }
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(head(sizes));
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(entry.name);
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([(entries.len() as u16).to_le_bytes(); 2].concat());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}
