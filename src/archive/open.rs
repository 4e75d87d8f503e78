//! From one source of bytes to its posts: what it is, what a container holds, and what the posts of every
//! reader have in common.
//!
//! A member of a container is named by the container's name, `/`, and its own: `export.zip/billets/a.md`.
//! Whatever its name holds (`../`), it is only a name: nothing is ever opened by it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use super::container::{self, Bytes, Container, Members, Nest, Unpacked};
use super::edit::{self, Edited};
use super::error::{ArchiveError, ErrorKind};
use super::format::{Claim, Format};
use super::options::ReadOptions;
use super::stream::{PostStream, one};
use super::substack::{self, Substack};
use super::{date, density, entities, mojibake, readers, sniff};
use crate::Post;

/// What the files of one run share.
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
    /// Whether it was named itself, so that it is read whatever its name.
    pub(super) named: bool,
    /// The containers around it.
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

    /// Whether a file of that name, found on a walk, is opened at all.
    pub(super) fn may_hold_posts(&self, file_name: &str) -> bool {
        self.options.format.is_some()
            || Claim::of(file_name) != Claim::Nothing
            || Container::claims(file_name)
    }

    /// The export of Substack that a file on disk belongs to, if there is one.
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
                // The name excludes prose: content that looks like prose holds no posts.
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
        let options = Arc::clone(&self.options);
        let posts = Box::new(posts.map(move |post| {
            let post = finish(post?, &name, &id);
            // Control characters may have been all of it.
            if post.text.trim().is_empty() && post.title.trim().is_empty() {
                let reason = format!("the post {:?} has no text", post.id);
                return Err(ArchiveError::new(ErrorKind::Empty, &name, reason));
            }
            density::check(post, &name, &options)
        }));
        if !named && claim == Claim::Perhaps { self.unless_without_posts(posts) } else { posts }
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

    /// The stream, or an empty one where the reader finds at once that it holds no posts.
    fn unless_without_posts(&self, mut posts: PostStream) -> PostStream {
        let mut errors = Vec::new();
        let first = loop {
            match posts.next() {
                // An object that is not a post, in what may not be a list of posts at all.
                Some(Err(error)) if is_not_a_post(error.kind) && errors.len() < ENOUGH => errors.push(error),
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

/// A file whose first elements, this many, are not posts holds no posts.
const ENOUGH: usize = 100;

/// Whether an error tells that something is not a post, rather than a damaged one.
fn is_not_a_post(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::UnknownFormat | ErrorKind::Field | ErrorKind::Json)
}

/// The corrections that apply to the posts of every format.
fn finish(mut post: Post, name: &str, id: &str) -> Post {
    post.source = Some(name.to_owned());
    remove_repeats(&mut post.labels);
    remove_repeats(&mut post.categories);
    post.categories.truncate(MOST_LABELS);
    if post.labels.len() > MOST_LABELS {
        post.warnings
            .push(format!("it has {} labels; the first {MOST_LABELS} of them were read", post.labels.len()));
        post.labels.truncate(MOST_LABELS);
    }
    if mojibake::mend(&mut post) {
        post.warnings.push(
            "the text had been decoded wrongly before (as \"rÃ©seau\" for \"réseau\"); mended".to_owned(),
        );
    }
    if entities::decode(&mut post) {
        post.warnings.push(
            "references to characters (as \"r&eacute;seau\") were left in the text; decoded".to_owned(),
        );
    }
    if remove_controls(&mut post) {
        post.warnings.push("control characters were removed".to_owned());
    }
    if let Some(day) = post.published.filter(|day| !date::is_real(*day)) {
        post.warnings.push(date::zero_warning(&day.to_string()));
        post.published = None;
    }
    if post.published.is_none() && post.id == id {
        post.published = date::from_file_name(id.rsplit('/').next().unwrap_or(id));
    }
    post
}

/// The most labels of a post: an archive compares the labels of its posts with each other.
const MOST_LABELS: usize = 1000;

/// Removes the labels that stand before in the list.
fn remove_repeats(labels: &mut Vec<String>) {
    if labels.len() < 2 {
        return;
    }
    let mut seen: HashSet<&str> = HashSet::with_capacity(labels.len());
    let first: Vec<bool> = labels.iter().map(|label| seen.insert(label)).collect();
    let mut first = first.into_iter();
    labels.retain(|_| first.next() == Some(true));
}

/// Removes the control characters that text never holds; returns whether there were any.
fn remove_controls(post: &mut Post) -> bool {
    let is_wrong = |letter: char| matches!(letter, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}');
    // In UTF-8 these bytes are never part of another character.
    let is_wrong_byte = |byte: &u8| (*byte < b' ' && !matches!(byte, b'\t'..=b'\r')) || *byte == 0x7f;
    // All bytes of a piece are looked at, without a branch for each, so that they are compared many at once.
    let has_wrong_byte =
        |piece: &[u8]| piece.iter().fold(0, |found, byte| found | u8::from(is_wrong_byte(byte))) != 0;
    edit::apply(post, |text| {
        if !text.as_bytes().chunks(256).any(has_wrong_byte) {
            return None;
        }
        let mut edited = Edited::with_capacity(text.len());
        let mut follows_one = false;
        for (at, letter) in text.char_indices() {
            // Two paragraphs that one separated are not separated twice.
            follows_one = is_wrong(letter) || (follows_one && matches!(letter, '\n' | ' '));
            if follows_one && letter == '\n' && edited.text.ends_with(' ') {
                edited.text.pop();
                edited.replace(at, "");
            }
            let is_surplus = follows_one && edited.text.ends_with(if letter == ' ' { "\n" } else { "\n\n" });
            if is_wrong(letter) || (is_surplus && letter.is_ascii_whitespace()) {
                edited.replace(at + 1, "");
            } else {
                edited.text.push(letter);
            }
        }
        Some(edited)
    })
}

fn extension(id: &str) -> &str {
    id.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn unknown(name: &str) -> ArchiveError {
    ArchiveError::new(ErrorKind::UnknownFormat, name, "the JSON or XML holds no posts")
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
