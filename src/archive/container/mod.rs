//! Containers: gzip, zstd, zip and tar of files of any format, read as they stand. Nothing is
//! unpacked to disk, and a member that cannot be read costs only itself.
//!
//! A member is named by the container's name, `/`, and its own: `export.zip/billets/a.md`. Whatever
//! stands in it (`../`), that is only a name: nothing is ever opened by it.

mod bytes;
mod meter;
mod tarball;
mod zip;
mod zip_scan;
mod zstandard;

use std::io::{BufRead, BufReader};
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;

use super::format::Claim;
use super::open::{Run, Source};
use super::{ArchiveError, ErrorKind, PostStream, ReadOptions, one};
use crate::Post;

pub(super) use bytes::Bytes;
pub(super) use meter::{Bomb, Meter};

/// The kinds of container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Gzip,
    Zstd,
    Zip,
    Tar,
}

/// Where a source lies in containers.
#[derive(Clone)]
pub(super) struct Nest {
    /// How many containers stand around it.
    depth: usize,
    /// What the outermost of them has come to, unpacked.
    meter: Rc<Meter>,
}

/// One file in a container.
struct Member {
    /// Its path in the container.
    path: String,
    reader: Box<dyn BufRead>,
}

/// The members of a container, one after the other. After an error the next member follows, or the
/// end where nothing more can be read.
trait Members {
    fn next(&mut self) -> Option<Result<Member, ArchiveError>>;
}

impl Container {
    /// What a stream is that starts like this, where it is a container.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Zstd),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::Zip),
            _ if tarball::starts_one(head) => Some(Self::Tar),
            _ => None,
        }
    }

    /// Whether a file of that name may be one.
    pub(super) fn claims(file_name: &str) -> bool {
        let extension = |name: &str| name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
        let inner = inner_name(file_name);
        if inner != file_name {
            // `style.css.gz` holds no posts; `backup.gz` may.
            return Claim::of(inner) != Claim::Nothing || Self::claims(inner) || extension(inner).is_none();
        }
        extension(file_name).is_some_and(|end| matches!(end.as_str(), "zip" | "tar" | "tgz" | "tzst"))
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
        Self { depth: 0, meter: Rc::new(Meter::new(options)) }
    }
}

/// The posts in a container.
pub(super) fn read(run: &Run, kind: Container, source: Source) -> PostStream {
    let Source { bytes, name, id, named, mut nest } = source;
    if nest.depth >= run.options.max_container_depth {
        let depth = run.options.max_container_depth;
        let reason = format!("it stands in {depth} containers already, which is the limit");
        return one(Err(ArchiveError::new(ErrorKind::TooDeep, &name, reason)));
    }
    nest.depth += 1;
    let meter = Rc::clone(&nest.meter);
    let inside = |reader: Box<dyn BufRead>| Source {
        bytes: Bytes::Stream(reader),
        name: name.clone(),
        id: id.clone(),
        named,
        nest: nest.clone(),
    };
    match kind {
        Container::Gzip => {
            let packed = Meter::count(bytes.into_stream());
            let counter = packed.counter();
            run.open(inside(Meter::watch(meter, MultiGzDecoder::new(packed), counter)))
        }
        Container::Zstd => {
            let packed = Meter::count(bytes.into_stream());
            let counter = packed.counter();
            run.open(inside(Meter::watch(meter, zstandard::Decoder::new(packed), counter)))
        }
        Container::Zip => {
            let members = match zip::open(bytes, &name, meter, &run.options) {
                Ok(members) => members,
                Err(error) => return one(Err(error)),
            };
            Box::new(MembersPosts { members, run: run.clone(), name, id, nest, posts: None })
        }
        Container::Tar => {
            let members = Box::new(tarball::Tarball::new(bytes.into_stream(), &name));
            Box::new(MembersPosts { members, run: run.clone(), name, id, nest, posts: None })
        }
    }
}

/// The posts of all members.
struct MembersPosts {
    members: Box<dyn Members>,
    run: Run,
    name: String,
    id: String,
    nest: Nest,
    posts: Option<PostStream>,
}

impl Iterator for MembersPosts {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(post) = self.posts.as_mut().and_then(Iterator::next) {
                return Some(post);
            }
            self.posts = None;
            let member = match self.members.next()? {
                Ok(member) => member,
                Err(error) => return Some(Err(error)),
            };
            let path = member.path.trim_start_matches("./");
            if hidden(path) {
                continue;
            }
            if !self.run.may_hold_posts(path.rsplit('/').next().unwrap_or(path)) {
                self.run.pass_over();
                continue;
            }
            self.posts = Some(self.run.open(Source {
                bytes: Bytes::Stream(member.reader),
                name: format!("{}/{path}", self.name),
                id: format!("{}/{path}", self.id),
                named: false,
                nest: self.nest.clone(),
            }));
        }
    }
}

/// Whether a part of the path starts with a dot, or is what macOS puts beside the files of a zip.
fn hidden(path: &str) -> bool {
    path.split('/').any(|part| part == "__MACOSX" || part.starts_with('.') && part != "." && part != "..")
}

/// A buffer of the usual size around a member.
fn buffered(reader: impl std::io::Read + 'static) -> Box<dyn BufRead> {
    Box::new(BufReader::with_capacity(1 << 16, reader))
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

    #[test]
    fn dots_hide_but_lead_nowhere() {
        assert!(hidden(".git/a.md") && hidden("a/.b.md") && hidden("__MACOSX/a.md"));
        assert!(!hidden("../../a.md") && !hidden("./a.md") && !hidden("a/b.md"));
    }
}
