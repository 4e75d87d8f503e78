//! What the tests of the readers share: archives made in memory, and what is read from them.
#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    reason = "each test crate uses its own part of this module"
)]

use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use glane::Post;
use glane::archive::{self, ArchiveError, Input, ReadOptions};

/// What was read: posts and errors, in order.
pub type Read = Vec<Result<Post, ArchiveError>>;

/// Reads a path with the options as they are.
pub fn read(path: &Path) -> Read {
    read_with(path, ReadOptions::default())
}

pub fn read_with(path: &Path, options: ReadOptions) -> Read {
    archive::read(vec![Input::Path(path.into())], options).collect()
}

/// Writes a file of that name into a directory of its own, and reads it.
pub fn read_file(name: &str, bytes: &[u8]) -> Read {
    read_file_with(name, bytes, ReadOptions::default())
}

pub fn read_file_with(name: &str, bytes: &[u8], options: ReadOptions) -> Read {
    let directory = tempfile::TempDir::new().expect("a directory");
    let path = directory.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    read_with(&path, options)
}

/// The ids of the posts, and the kinds of the errors between them as `!kind`.
pub fn shown(read: &Read) -> Vec<String> {
    read.iter()
        .map(|post| match post {
            Ok(post) => post.id.clone(),
            Err(error) => format!("!{}", error.kind.name()),
        })
        .collect()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
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
pub struct Entry<'a> {
    pub name: &'a [u8],
    pub bytes: &'a [u8],
    /// Its sizes and its checksum behind it and not before it, as a zip has them that was streamed.
    pub streamed: bool,
    pub encrypted: bool,
    pub method: u16,
}

impl<'a> Entry<'a> {
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name: name.as_bytes(), bytes, streamed: false, encrypted: false, method: 8 }
    }
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_of(&files.iter().map(|(name, bytes)| Entry::new(name, bytes)).collect::<Vec<_>>())
}

pub fn zip_of(entries: &[Entry<'_>]) -> Vec<u8> {
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
