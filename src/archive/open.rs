//! From one source of bytes to its posts: what it is, what a container holds, and what the posts of every
//! reader have in common.
//!
//! A member of a container is named by the container's name, `/`, and its own: `export.zip/billets/a.md`.
//! Whatever its name holds (`../`), it is only a name: nothing is ever opened by it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use super::container::{self, Bytes, Container, Members, Nest, Unpacked};
use super::error::{ArchiveError, ErrorKind};
use super::format::{Claim, Format};
use super::options::ReadOptions;
use super::stream::{PostStream, one};
use super::substack::{self, Substack};
use super::{date, mojibake, readers, sniff};
use crate::Post;

/// What one run of reading shares.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) options: Arc<ReadOptions>,
    /// How many files were skipped because they hold no posts.
    passed_over: Arc<AtomicUsize>,
    /// The directory of the last file, and the export of Substack that it is part of.
    substack: Arc<Mutex<(PathBuf, Option<Arc<Substack>>)>>,
}

/// One file, wherever it lies, or standard input.
pub(super) struct Source {
    pub(super) bytes: Bytes,
    /// Its name in messages.
    pub(super) name: String,
    /// Its path inside what was named, with `/`.
    pub(super) id: String,
    /// Whether somebody named it, so that it is read whatever its name, and not passed over.
    pub(super) named: bool,
    /// The containers that stand around it.
    pub(super) nest: Nest,
}

impl Run {
    pub(super) fn new(options: ReadOptions) -> Self {
        Self { options: Arc::new(options), passed_over: Arc::default(), substack: Arc::default() }
    }

    /// Counts a file that holds no posts.
    pub(super) fn pass_over(&self) {
        self.passed_over.fetch_add(1, Relaxed);
    }

    /// How many files were skipped so far because they hold no posts.
    pub(super) fn passed_over(&self) -> usize {
        self.passed_over.load(Relaxed)
    }

    /// Whether a file of that name, which nobody named, is to be opened at all.
    pub(super) fn may_hold_posts(&self, file_name: &str) -> bool {
        self.options.format.is_some()
            || Claim::of(file_name) != Claim::Nothing
            || Container::claims(file_name)
    }

    /// The export of Substack that a file on disk is part of, if it is of one.
    pub(super) fn substack_around(&self, path: &Path) -> Option<Arc<Substack>> {
        if path.extension().is_none_or(|extension| extension != "html") {
            return None;
        }
        let directory = path.parent()?;
        let mut last = self.substack.lock().unwrap_or_else(PoisonError::into_inner);
        if last.0 != directory {
            *last = (directory.to_owned(), Substack::around(path, &self.options).map(Arc::new));
        }
        last.1.clone()
    }

    /// The posts of one source, with what the table of an export says of them.
    pub(super) fn open_in(&self, export: Option<Arc<Substack>>, source: Source) -> PostStream {
        let Some(export) = export else { return self.open(source) };
        let path = source.id.clone();
        if !export.is_published(&path) && !self.options.include.drafts {
            return Box::new(std::iter::empty());
        }
        Box::new(self.open(source).map(move |post| {
            post.map(|mut post| {
                export.complete(&path, &mut post);
                post
            })
        }))
    }

    /// The posts of one source.
    pub(super) fn open(&self, source: Source) -> PostStream {
        let Source { bytes, name, id, named, nest } = source;
        let (head, bytes) = bytes.peek(sniff::HEAD);
        if let Some(kind) = Container::of(&head) {
            return self.open_container(kind, Source { bytes, name, id, named, nest });
        }
        let file_name = container::inner_name(&id);
        let claim = match self.options.format {
            Some(format) => Claim::Certain(format),
            None => Claim::of(file_name),
        };
        if !named && sniff::is_own_output(&head) {
            self.pass_over();
            return Box::new(std::iter::empty());
        }
        let format = match claim {
            Claim::Certain(Format::Feed) if self.options.format.is_none() => {
                sniff::format_of(&head).or(Some(Format::Feed))
            }
            Claim::Certain(Format::Text) if self.options.format.is_none() => {
                sniff::text_export(&head).or(Some(Format::Text))
            }
            Claim::Certain(format) => Some(format),
            Claim::Perhaps => {
                // The name says that it is no prose: what looks like it holds no posts.
                Format::from_extension(extension(file_name)).or_else(|| {
                    sniff::format_of(&head)
                        .filter(|format| !matches!(format, Format::Text | Format::Markdown))
                })
            }
            Claim::Nothing => sniff::format_of(&head),
        };
        let posts = match format {
            Some(format) => readers::read(format, bytes.into_stream(), &name, &id, &self.options),
            None => one(Err(unknown(&name))),
        };
        let posts = Box::new(posts.map(move |post| post.map(|post| finish(post, &name, &id))));
        if !named && claim == Claim::Perhaps { self.unless_it_is_none(posts) } else { posts }
    }

    /// The posts in a container.
    fn open_container(&self, kind: Container, source: Source) -> PostStream {
        let Source { bytes, name, id, named, nest } = source;
        let (unpacked, nest) = match kind.unpack(bytes, &name, &nest, &self.options) {
            Ok(unpacked) => unpacked,
            Err(error) => return one(Err(error)),
        };
        let (members, export) = match unpacked {
            Unpacked::Stream(bytes) => return self.open(Source { bytes, name, id, named, nest }),
            Unpacked::Files(members) => (members, None),
            Unpacked::FilesByName(mut members) => {
                let table = members.named(substack::TABLE);
                let export = table.and_then(|table| Substack::from_table(table.reader, &self.options));
                (members, export.map(Arc::new))
            }
        };
        Box::new(MembersPosts { members, run: self.clone(), name, id, nest, export, posts: None })
    }

    /// The stream, or nothing where the reader finds at once that it holds no posts.
    fn unless_it_is_none(&self, mut posts: PostStream) -> PostStream {
        let mut errors = Vec::new();
        let first = loop {
            match posts.next() {
                // An object that is no post, in what may be no list of posts at all.
                Some(Err(error)) if no_post(error.kind) && errors.len() < ENOUGH => errors.push(error),
                next => break next,
            }
        };
        if matches!(first, Some(Ok(_))) || errors.is_empty() {
            return Box::new(errors.into_iter().map(Err).chain(first).chain(posts));
        }
        if !matches!(first, Some(Err(_))) || errors.len() == ENOUGH {
            self.pass_over();
            return Box::new(std::iter::empty());
        }
        Box::new(errors.into_iter().map(Err).chain(first).chain(posts))
    }
}

/// The posts of all members of a container.
struct MembersPosts {
    members: Box<dyn Members>,
    run: Run,
    name: String,
    id: String,
    nest: Nest,
    /// The export of Substack that the container is, if it is one.
    export: Option<Arc<Substack>>,
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
            if is_hidden(path) {
                continue;
            }
            if !self.run.may_hold_posts(path.rsplit('/').next().unwrap_or(path)) {
                self.run.pass_over();
                continue;
            }
            self.posts = Some(self.run.open_in(
                self.export.clone(),
                Source {
                    bytes: Bytes::Stream(member.reader),
                    name: format!("{}/{path}", self.name),
                    id: format!("{}/{path}", self.id),
                    named: false,
                    nest: self.nest.clone(),
                },
            ));
        }
    }
}

/// Whether a part of the path starts with a dot, or is what macOS adds to the files of a zip.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part == "__MACOSX" || part.starts_with('.') && part != "." && part != "..")
}

/// So many elements that are no posts, and not one that is, say that a file holds none.
const ENOUGH: usize = 100;

/// Whether an error says that something is no post, not that it is a bad one.
fn no_post(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::UnknownFormat | ErrorKind::Field | ErrorKind::Json)
}

/// What holds for the posts of every format.
fn finish(mut post: Post, name: &str, id: &str) -> Post {
    post.source = Some(name.to_owned());
    if mojibake::mend(&mut post) {
        post.warnings
            .push("it had been decoded wrongly before (as \"rÃ©seau\" for \"réseau\"); mended".to_owned());
    }
    if post.published.is_none() && post.id == id {
        post.published = date::from_file_name(id.rsplit('/').next().unwrap_or(id));
    }
    post
}

fn extension(id: &str) -> &str {
    id.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn unknown(name: &str) -> ArchiveError {
    ArchiveError::new(ErrorKind::UnknownFormat, name, "JSON or XML that holds no posts")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_dots_hide_a_member_but_parent_directories_do_not() {
        assert!(is_hidden(".git/a.md") && is_hidden("a/.b.md") && is_hidden("__MACOSX/a.md"));
        assert!(!is_hidden("../../a.md") && !is_hidden("./a.md") && !is_hidden("a/b.md"));
    }
}
