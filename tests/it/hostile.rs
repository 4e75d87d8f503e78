//! Hostile inputs, made when they are needed: small files that once took all stack, memory or time. Shared by the tests
//! of both packages.
#![allow(dead_code, reason = "each package uses its own part of this module")]

/// A hostile file.
pub(crate) struct Hostile {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    /// What becomes of it.
    pub(crate) becomes: Becomes,
}

/// What becomes of a hostile file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Becomes {
    /// A post, as any other file.
    Post,
    /// An error record of this kind.
    Error(&'static str),
}

/// Every hostile file that is small enough to be read by each run of the tests.
pub(crate) fn all() -> Vec<Hostile> {
    use Becomes::{Error, Post};
    const MEGA: usize = 1 << 20;
    let hostile = |name, becomes, bytes| Hostile { name, bytes, becomes };
    vec![
        // 40 kB of quoted attributes exhausted the stack.
        hostile("attributes.html", Post, attributes(8_000)),
        hostile("nested.html", Post, [b"<div>".repeat(100_000), b"Le four chauffe.".to_vec()].concat()),
        hostile("quotes.md", Post, [b"> ".repeat(50_000), b"Le four chauffe.".to_vec()].concat()),
        hostile("brackets.md", Post, [b"[".repeat(100_000), b" Le four chauffe.".to_vec()].concat()),
        hostile("nested.jsonl", Error("json"), [b"{\"text\":".to_vec(), b"[".repeat(100_000)].concat()),
        // Signs alone took two hundred bytes of memory each.
        hostile("signs.txt", Error("too-large"), b"!".repeat(7 * MEGA)),
        hostile("headings.md", Error("too-large"), b"#a ".repeat(7 * MEGA / 3)),
        hostile("emphasis.md", Error("too-large"), b"*a* ".repeat(7 * MEGA / 4)),
        hostile("large.txt", Error("too-large"), b"Le four. ".repeat(MEGA)),
        hostile("words.txt", Error("too-large"), words(300_000)),
        hostile("name.tar", Error("damaged"), tar_with_long_head(b'L')),
        hostile("attributes.tar", Error("damaged"), tar_with_long_head(b'x')),
        hostile("fields.json", Error("too-large"), fields()),
        hostile("head.md", Post, head(150_000)),
        hostile("columns.csv", Error("too-large"), columns(100_000)),
        hostile("overlaps.zip", Error("damaged"), overlapping_zip(500)),
        hostile("heads.zip", Error("damaged"), b"PK\x03\x04".repeat(100_000)),
    ]
}

/// So many pieces, one after the other.
pub(crate) fn pieces(count: usize, piece: impl Fn(usize) -> String) -> String {
    let mut all = String::new();
    for number in 0..count {
        all.push_str(&piece(number));
    }
    all
}

/// A page with so many quoted attributes in one tag.
pub(crate) fn attributes(count: usize) -> Vec<u8> {
    let attributes = pieces(count, |number| format!(" x{number}=\"v\""));
    format!("<p>Le four <a{attributes}>chauffe</a> le village.</p>").into_bytes()
}

/// So many different words.
pub(crate) fn words(count: usize) -> Vec<u8> {
    pieces(count, |number| format!("mot{number:06x} ")).into_bytes()
}

/// A tar whose first member has a name, or attributes, of four gigabytes.
fn tar_with_long_head(kind: u8) -> Vec<u8> {
    let mut header = [0_u8; 512];
    header[..13].copy_from_slice(b"././@LongLink");
    header[124..136].copy_from_slice(b"40000000000\0");
    header[148..156].fill(b' ');
    header[156] = kind;
    header[257..265].copy_from_slice(b"ustar  \0");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    [header.as_slice(), &b"a".repeat(2 << 20)].concat()
}

/// An object of sixteen large fields.
fn fields() -> Vec<u8> {
    let fields: Vec<String> =
        (0..16).map(|number| format!("\"f{number}\": \n\"{}\"", "x".repeat(1 << 20))).collect();
    format!("{{{}, \"text\": \"Le four.\"}}", fields.join(",\n")).into_bytes()
}

/// Front matter of so many fields.
fn head(count: usize) -> Vec<u8> {
    let fields = pieces(count, |number| format!("k{number}: [a, b]\n"));
    format!("---\n{fields}---\nLe four chauffe le village.\n").into_bytes()
}

/// A table of so many columns.
fn columns(count: usize) -> Vec<u8> {
    format!("text{}\nLe four{}\n", ",c".repeat(count), ",x".repeat(count)).into_bytes()
}

/// A zip of so many members that share their bytes.
fn overlapping_zip(members: usize) -> Vec<u8> {
    let text = "Le four chauffe. ".repeat(4000).into_bytes();
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, &text).expect("memory");
    let data = encoder.finish().expect("memory");
    let mut sum = flate2::Crc::new();
    sum.update(&text);
    let mut head = Vec::new();
    for two in [20_u16, 0, 8, 0, 0x5821] {
        head.extend(two.to_le_bytes());
    }
    for four in [sum.sum(), data.len() as u32, text.len() as u32] {
        head.extend(four.to_le_bytes());
    }
    head.extend([9, 0, 0, 0]);
    let mut out = [b"PK\x03\x04", head.as_slice(), b"00000.txt", &data].concat();
    let start = out.len() as u32;
    for member in 0..members {
        out.extend(b"PK\x01\x02\x14\0");
        out.extend(&head);
        out.extend([0; 14]);
        out.extend(format!("{member:05}.txt").as_bytes());
    }
    let directory = out.len() as u32 - start;
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([(members as u16).to_le_bytes(); 2].concat());
    out.extend(directory.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}
