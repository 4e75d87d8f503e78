//! From inputs to posts: directories walked in the order of their names, files told by name and
//! content, one file open at a time.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::json::JsonLines;
use super::{
    ArchiveError, ErrorKind, Format, Input, ReadOptions, STDIN, date, decode, empty, markdown, plain,
};
use crate::Post;

/// Reads every post of the inputs, in order; in a directory, in the order of the paths.
///
/// Files in a directory whose names no format claims (pictures, style sheets) are passed over and
/// counted by [`Posts::passed_over`], and so are reports that Glane wrote; hidden ones are not even counted. A file that is named is
/// always read.
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
    Posts { inputs: inputs.into_iter(), options, walk: None, lines: None, passed_over: 0 }
}

/// The stream of posts that [`read`] gives.
pub struct Posts {
    inputs: std::vec::IntoIter<Input>,
    options: ReadOptions,
    walk: Option<Walk>,
    lines: Option<JsonLines<Box<dyn BufRead>>>,
    passed_over: usize,
}

struct Walk {
    root: PathBuf,
    entries: walkdir::IntoIter,
}

impl Posts {
    /// How many files of the directories walked so far no format claimed.
    pub fn passed_over(&self) -> usize {
        self.passed_over
    }

    /// The next post of the directory that is being walked; nothing when the walk is over, or when
    /// a stream of lines has been opened.
    fn next_in_walk(&mut self) -> Option<Result<Post, ArchiveError>> {
        loop {
            let walk = self.walk.as_mut()?;
            let Some(entry) = walk.entries.next() else {
                self.walk = None;
                return None;
            };
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(&walk.root).display().to_string();
                    return Some(Err(match error.io_error() {
                        Some(error) => ArchiveError::io(&path, error),
                        None => ArchiveError::new(ErrorKind::Unreadable, &path, error.to_string()),
                    }));
                }
            };
            if entry.file_type().is_dir() {
                if hidden(&entry) || left_out(&entry, self.options.leave_out.as_deref()) {
                    walk.entries.skip_current_dir();
                }
                continue;
            }
            if hidden(&entry) || !entry.path().is_file() {
                continue;
            }
            let claimed = self.options.format.or_else(|| format_of(entry.path()));
            let Some(format) = claimed else {
                self.passed_over += 1;
                continue;
            };
            let id = id_of(entry.path().strip_prefix(&walk.root).unwrap_or(entry.path()));
            let post = self.open(entry.path(), &id, Some(format));
            // No post yet: a stream of lines, which come before the next file, or a file passed over.
            if post.is_some() || self.lines.is_some() {
                return post;
            }
        }
    }

    /// Opens a file: its post, or nothing yet when it is a stream of lines.
    fn open(&mut self, path: &Path, id: &str, format: Option<Format>) -> Option<Result<Post, ArchiveError>> {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => self.read_from(Box::new(BufReader::with_capacity(1 << 16, file)), &name, id, format),
            Err(error) => Some(Err(ArchiveError::io(&name, &error))),
        }
    }

    fn read_from(
        &mut self,
        mut reader: Box<dyn BufRead>,
        name: &str,
        id: &str,
        format: Option<Format>,
    ) -> Option<Result<Post, ArchiveError>> {
        let format = match format {
            Some(format) => format,
            None => match sniff(&mut reader, name) {
                Ok(format) => format,
                Err(error) => return Some(Err(error)),
            },
        };
        if format == Format::JsonLines {
            if self.walk.is_some() && is_own_output(&mut reader) {
                self.passed_over += 1;
                return None;
            }
            self.lines = Some(JsonLines::new(reader, name, &self.options));
            return None;
        }
        Some(read_whole(reader, name, id, format, self.options.max_post_bytes))
    }
}

impl Iterator for Posts {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(lines) = &mut self.lines {
                if let Some(post) = lines.next() {
                    return Some(post);
                }
                self.lines = None;
            }
            if let Some(post) = self.next_in_walk() {
                return Some(post);
            }
            if self.lines.is_some() {
                continue;
            }
            let opened = match self.inputs.next()? {
                Input::Stdin => {
                    self.read_from(Box::new(BufReader::new(io::stdin())), STDIN, STDIN, self.options.format)
                }
                Input::Path(path) if path.is_dir() => {
                    let entries = WalkDir::new(&path).sort_by_file_name().into_iter();
                    self.walk = Some(Walk { root: path, entries });
                    None
                }
                Input::Path(path) => {
                    let format = self.options.format.or_else(|| format_of(&path));
                    let id = id_of(Path::new(path.file_name().unwrap_or(OsStr::new("post"))));
                    self.open(&path, &id, format)
                }
            };
            if opened.is_some() {
                return opened;
            }
        }
    }
}

/// Whether the lines are what Glane itself wrote: a report that was left inside the archive.
fn is_own_output(reader: &mut impl BufRead) -> bool {
    reader.fill_buf().is_ok_and(|head| head.starts_with(br#"{"schema":"glane."#))
}

fn format_of(path: &Path) -> Option<Format> {
    Format::from_extension(path.extension()?.to_str()?)
}

/// The path with `/` between its parts, on every system.
fn id_of(path: &Path) -> String {
    path.iter().map(OsStr::to_string_lossy).collect::<Vec<_>>().join("/")
}

/// Whether the entry's name starts with a dot; what was named itself never counts as hidden.
fn hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn left_out(entry: &DirEntry, directory: Option<&Path>) -> bool {
    entry.depth() > 0
        && directory.is_some_and(|directory| entry.path().canonicalize().is_ok_and(|path| path == directory))
}

/// Tells the format of a stream from its first bytes.
fn sniff(reader: &mut impl BufRead, name: &str) -> Result<Format, ArchiveError> {
    let head = reader.fill_buf().map_err(|error| ArchiveError::io(name, &error))?;
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let unknown = |reason: &str, remedy| {
        Err(ArchiveError::new(ErrorKind::UnknownFormat, name, reason).with_remedy(remedy))
    };
    match head {
        [b'[', rest @ ..] if rest.trim_ascii_start().starts_with(b"{") => {
            unknown("a JSON array, and not JSON lines", "put one object on a line, as jq -c '.[]' does")
        }
        [b'{', rest @ ..] if rest.starts_with(b"\n") || rest.starts_with(b"\r\n") => {
            unknown("JSON over several lines", "put one object on a line, as jq -c . does")
        }
        [b'{', ..] => Ok(Format::JsonLines),
        [b'<', b'!' | b'?', ..] => unknown(
            "HTML or XML, which is not read yet",
            "give its text as Markdown, plain text or JSON lines",
        ),
        _ => Ok(
            if [&b"---\n"[..], b"---\r\n", b"+++\n", b"+++\r\n", b"# "]
                .iter()
                .any(|sign| head.starts_with(sign))
            {
                Format::Markdown
            } else {
                Format::Text
            },
        ),
    }
}

fn read_whole(
    reader: impl Read,
    name: &str,
    id: &str,
    format: Format,
    limit: u64,
) -> Result<Post, ArchiveError> {
    let mut bytes = Vec::new();
    let read = reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| ArchiveError::io(name, &error))?;
    if read as u64 > limit {
        let what = if name == STDIN { "the text" } else { "the file" };
        return Err(ArchiveError::too_large(name, what, limit));
    }
    let decoded = decode::decode(bytes, name)?;
    let mut post = match format {
        Format::Markdown => markdown::read(id, &decoded.text),
        _ => plain::read(id, &decoded.text),
    };
    post.warnings.extend(decoded.warning);
    if post.text.trim().is_empty() && post.title.is_empty() {
        return Err(empty(name));
    }
    if post.published.is_none() {
        post.published = date::from_file_name(id.rsplit('/').next().unwrap_or(id));
    }
    Ok(post)
}
