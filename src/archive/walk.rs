//! From inputs to posts: directories are walked in the order of names, with one file open at a time. Which links of a
//! directory are followed is left to `links`.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::container::{Bytes, Nest};
use super::error::{ArchiveError, ErrorKind};
use super::ids::Ids;
use super::links::{self, Links, Verdict};
use super::open::{Run, Source};
use super::options::{Input, ReadOptions};
use super::repeats::Folded;
use super::stream::{PostStream, STDIN, one};
use crate::Post;

/// Reads every post of the inputs, in order; in a directory, in the order of the paths.
///
/// Files in a directory whose names belong to no format (pictures, style sheets) and reports that Glane wrote are
/// skipped and counted by [`Posts::passed_over`]; hidden files are skipped without a count. A file that is named
/// itself is always read. Ids that repeat are made unique.
///
/// Links in a directory are not followed and are counted by [`Posts::links_left_out`], unless
/// [`ReadOptions::follow_links`] is set; one that leads nowhere is an error. A link that is named itself is followed.
///
/// ```no_run
/// use glane::archive::{self, Input, ReadOptions};
///
/// for post in archive::read(vec![Input::Path("corpora".into())], ReadOptions::default()) {
///     match post {
///         Ok(post) => println!("{}", post.title),
///         Err(error) => eprintln!("{error}"),
///     }
/// }
/// ```
pub fn read(inputs: Vec<Input>, mut options: ReadOptions) -> Posts {
    options.leave_out = options.leave_out.and_then(|path| path.canonicalize().ok());
    Posts {
        inputs: inputs.into_iter(),
        run: Run::new(options),
        walk: None,
        posts: None,
        ids: Some(Ids::default()),
        links_left_out: 0,
    }
}

/// Reads bytes in memory as a file of that name: its extension and its bytes tell the format, unless the options do.
///
/// ```
/// use glane::archive::{ReadOptions, read_bytes};
///
/// let post = read_bytes("velo.md", b"# Le v\xc3\xa9lo\n\nIl *roule*.".to_vec(), ReadOptions::default()).next();
/// assert_eq!(post.expect("a post")?.text.trim(), "Il roule.");
/// # Ok::<(), glane::archive::ArchiveError>(())
/// ```
pub fn read_bytes(name: &str, bytes: Vec<u8>, options: ReadOptions) -> Posts {
    in_memory(name, bytes, options, true)
}

/// The same for a file that a walk over a directory found: it is passed over where its name or its bytes promise no
/// posts, and where its name is that of a hidden file.
pub fn read_found_bytes(name: &str, bytes: Vec<u8>, options: ReadOptions) -> Posts {
    let nothing = read(Vec::new(), options.clone());
    let is_hidden = name.split('/').any(|part| part.starts_with('.'));
    if is_hidden {
        return nothing;
    }
    if !nothing.run.may_hold_posts(name.rsplit('/').next().unwrap_or(name)) {
        nothing.run.pass_over();
        return nothing;
    }
    in_memory(name, bytes, options, false)
}

fn in_memory(name: &str, bytes: Vec<u8>, options: ReadOptions, named: bool) -> Posts {
    let mut posts = read(Vec::new(), options);
    posts.posts = Some(Folded::new(posts.run.open(Source {
        bytes: Bytes::Stream(Box::new(io::Cursor::new(bytes))),
        name: name.to_owned(),
        id: name.to_owned(),
        named,
        nest: Nest::outside(&posts.run.options),
    })));
    posts
}

/// The stream of posts that [`read`] gives.
pub struct Posts {
    inputs: std::vec::IntoIter<Input>,
    run: Run,
    /// The directory that is being walked.
    walk: Option<Walk>,
    /// The posts of the file that is open.
    posts: Option<Folded>,
    /// The ids so far, where posts that share one get their own.
    ids: Option<Ids>,
    links_left_out: usize,
}

struct Walk {
    root: PathBuf,
    /// The directory, and those that links in it led into and that are not finished.
    entries: Vec<walkdir::IntoIter>,
    links: Links,
    /// The pattern that paths have to match, if there is one, and whether any did.
    pattern: Option<glob::Pattern>,
    has_matched: bool,
}

impl Posts {
    /// The number of files skipped so far because they hold no posts of a known format.
    pub fn passed_over(&self) -> usize {
        self.run.passed_over()
    }

    /// The number of links in directories that were not followed so far. One that leads nowhere, out of the
    /// directory or back to one that it lies in is an error instead.
    pub fn links_left_out(&self) -> usize {
        self.links_left_out
    }

    /// The same posts, each with the id of its source: posts that share one keep it. Otherwise all but the first get
    /// another one, with a warning.
    #[must_use]
    pub fn with_shared_ids(self) -> Self {
        Self { ids: None, ..self }
    }

    /// The posts of the next input, or of the next file of the directory that is being walked.
    fn next_file(&mut self) -> Option<PostStream> {
        loop {
            if let Some(walk) = &mut self.walk {
                let next = walk.next_file(&self.run);
                self.links_left_out += walk.links.take_left_out();
                match next {
                    Some(posts) => return Some(posts),
                    None => self.walk = None,
                }
            }
            match self.inputs.next()? {
                Input::Stdin => {
                    return Some(self.run.open(Source {
                        bytes: Bytes::Stream(Box::new(BufReader::with_capacity(1 << 16, io::stdin()))),
                        name: STDIN.to_owned(),
                        id: STDIN.to_owned(),
                        named: true,
                        nest: Nest::outside(&self.run.options),
                    }));
                }
                Input::Path(path) if path.is_dir() => {
                    self.walk = Some(Walk::new(path, None, &self.run.options));
                }
                Input::Glob(text) => match glob::Pattern::new(&text) {
                    Ok(pattern) => {
                        self.walk = Some(Walk::new(fixed_part(&text), Some(pattern), &self.run.options));
                    }
                    Err(error) => {
                        let reason = format!("not a valid pattern ({error})");
                        let error = ArchiveError::new(ErrorKind::Unreadable, &text, reason);
                        return Some(one(Err(error.with_remedy("write it as in 'blog/**/*.md'"))));
                    }
                },
                Input::Path(path) => {
                    let id = id_of(Path::new(path.file_name().unwrap_or(OsStr::new("post"))));
                    return Some(open(&self.run, &path, id, true));
                }
            }
        }
    }
}

impl Walk {
    fn new(root: PathBuf, pattern: Option<glob::Pattern>, options: &ReadOptions) -> Self {
        let start = if root.as_os_str().is_empty() { Path::new(".") } else { &root };
        let links = Links::new(start, options.follow_links);
        let entries = vec![WalkDir::new(start).sort_by_file_name().into_iter()];
        Self { root, entries, links, pattern, has_matched: false }
    }

    /// Whether a file matches the pattern itself, or lies in a directory that does.
    fn matches(&self, path: &Path) -> Option<Matched> {
        let Some(pattern) = &self.pattern else { return Some(Matched::Within) };
        let options = glob::MatchOptions { require_literal_separator: true, ..glob::MatchOptions::new() };
        let path = path.strip_prefix("./").unwrap_or(path);
        let mut above =
            path.ancestors().take_while(|path| path.as_os_str().len() > self.root.as_os_str().len());
        let itself = above.next().is_some_and(|path| pattern.matches_path_with(path, options));
        let within = above.any(|path| pattern.matches_path_with(path, options));
        if itself { Some(Matched::Itself) } else { within.then_some(Matched::Within) }
    }

    /// The next entry of the innermost directory that a link led into, then of those around it.
    fn next_entry(&mut self) -> Option<walkdir::Result<DirEntry>> {
        loop {
            if let Some(entry) = self.entries.last_mut()?.next() {
                return Some(entry);
            }
            self.entries.pop();
        }
    }

    fn skip_directory(&mut self) {
        if let Some(entries) = self.entries.last_mut() {
            entries.skip_current_dir();
        }
    }

    /// What becomes of a link. One to a file that would not be read is left out without a count.
    fn judge(&mut self, entry: &DirEntry, run: &Run) -> Verdict {
        let path = entry.path();
        let is_directory = path.is_dir();
        if is_directory && left_out(entry, run.options.leave_out.as_deref()) {
            return Verdict::LeaveOut;
        }
        // What a broken link without an extension led to may have been a directory.
        let may_be_directory = is_directory || (path.extension().is_none() && !path.exists());
        let concerns = if may_be_directory {
            self.may_match_below(path)
        } else {
            match self.matches(path) {
                Some(Matched::Itself) => true,
                Some(Matched::Within) => {
                    let may_hold_posts = run.may_hold_posts(&entry.file_name().to_string_lossy());
                    if !may_hold_posts {
                        run.pass_over();
                    }
                    may_hold_posts
                }
                None => false,
            }
        };
        if concerns { self.links.judge(path) } else { Verdict::LeaveOut }
    }

    /// Whether files in a directory may match the pattern.
    fn may_match_below(&self, path: &Path) -> bool {
        self.pattern.as_ref().is_none_or(|pattern| {
            let parts = |path: &Path| path.strip_prefix("./").unwrap_or(path).components().count();
            pattern.as_str().contains("**") || parts(Path::new(pattern.as_str())) > parts(path)
        })
    }

    /// The posts of the next file that may hold some, or the error of what cannot be walked.
    fn next_file(&mut self, run: &Run) -> Option<PostStream> {
        loop {
            let Some(entry) = self.next_entry() else {
                let pattern = self.pattern.take_if(|_| !self.has_matched)?;
                let error = ArchiveError::new(ErrorKind::Unreadable, pattern.as_str(), "no file matches");
                return Some(one(Err(error)));
            };
            let entry = match entry {
                Ok(entry) => entry,
                // The fixed part of a pattern does not exist: nothing matches.
                Err(error) if self.pattern.is_some() && error.depth() == 0 => continue,
                Err(error) => {
                    let path = error.path().unwrap_or(&self.root).display().to_string();
                    return Some(one(Err(match error.io_error() {
                        Some(error) => ArchiveError::io(&path, error),
                        None => ArchiveError::new(ErrorKind::Unreadable, &path, error.to_string()),
                    })));
                }
            };
            if entry.file_type().is_dir() {
                if hidden(&entry) || left_out(&entry, run.options.leave_out.as_deref()) {
                    self.skip_directory();
                }
                continue;
            }
            if hidden(&entry) {
                continue;
            }
            if entry.path_is_symlink() && entry.depth() > 0 {
                match self.judge(&entry, run) {
                    Verdict::File => {}
                    Verdict::Directory => {
                        self.entries.push(WalkDir::new(entry.path()).sort_by_file_name().into_iter());
                        continue;
                    }
                    Verdict::LeaveOut => continue,
                    Verdict::Refuse(error) => return Some(one(Err(error))),
                }
            }
            if !entry.path().is_file() {
                continue;
            }
            let Some(matched) = self.matches(entry.path()) else { continue };
            self.has_matched = true;
            if matched == Matched::Itself || run.may_hold_posts(&entry.file_name().to_string_lossy()) {
                let inside = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
                let id = id_of(inside.strip_prefix(".").unwrap_or(inside));
                return Some(open(run, entry.path(), id, matched == Matched::Itself));
            }
            run.pass_over();
        }
    }
}

impl Iterator for Posts {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(mut post) = self.posts.as_mut().and_then(Iterator::next) {
                if let Ok(post) = &mut post
                    && let Some(ids) = &mut self.ids
                {
                    ids.make_unique(post);
                }
                return Some(post);
            }
            self.posts = Some(Folded::new(self.next_file()?));
        }
    }
}

/// How a file matches a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Matched {
    /// By its own path: then it counts as named.
    Itself,
    /// By a directory that it lies in.
    Within,
}

/// The directories of a pattern before the first with a wildcard.
fn fixed_part(pattern: &str) -> PathBuf {
    let signs = |part: &std::path::Component<'_>| {
        part.as_os_str().as_encoded_bytes().iter().any(|byte| b"*?[".contains(byte))
    };
    Path::new(pattern).components().take_while(|part| !signs(part)).collect()
}

/// The posts of a file on disk.
fn open(run: &Run, path: &Path, id: String, named: bool) -> PostStream {
    let name = path.display().to_string();
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?.is_file(), file)));
    let bytes = match opened {
        Ok((true, file)) => Bytes::File(file),
        // A named pipe.
        Ok((false, file)) => Bytes::Stream(Box::new(BufReader::new(file))),
        Err(error) => {
            let error = links::error_of_link(path, &error).unwrap_or_else(|| ArchiveError::io(&name, &error));
            return one(Err(error));
        }
    };
    let export = run.substack_around(path);
    run.open_in(export, Source { bytes, name, id, named, nest: Nest::outside(&run.options) })
}

/// The path with `/` between its parts, on every system.
fn id_of(path: &Path) -> String {
    path.iter().map(OsStr::to_string_lossy).collect::<Vec<_>>().join("/")
}

/// Whether the entry's name starts with a dot; an input itself never counts as hidden.
fn hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn left_out(entry: &DirEntry, directory: Option<&Path>) -> bool {
    entry.depth() > 0
        && directory.is_some_and(|directory| entry.path().canonicalize().is_ok_and(|path| path == directory))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_posts_can_move_to_another_thread() {
        fn is_send<T: Send>() {}
        is_send::<Posts>();
    }
}
