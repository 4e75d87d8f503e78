//! From inputs to posts: directories walked in the order of their names, files told by name and
//! content, one file open at a time.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::json::JsonLines;
use super::{ArchiveError, ErrorKind, Format, Input, ReadOptions, date, decode, markdown, plain};
use crate::Post;

/// Reads every post of the inputs, in order; in a directory, in the order of the paths.
///
/// Files in a directory whose names no format claims (pictures, style sheets) are passed over and
/// counted by [`Posts::passed_over`]; so are hidden ones. A file that is named is always read.
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
pub fn read(inputs: Vec<Input>, options: ReadOptions) -> Posts {
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

    /// The next post of the directory that is being walked.
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
                    return Some(Err(ArchiveError::new(ErrorKind::Unreadable, &path, error.to_string())));
                }
            };
            if entry.file_type().is_dir() {
                continue;
            }
            let claimed = self.options.format.or_else(|| format_of(entry.path()));
            let Some(format) = claimed else {
                self.passed_over += 1;
                continue;
            };
            let id = id_of(entry.path().strip_prefix(&walk.root).unwrap_or(entry.path()));
            if let Some(post) = self.open(entry.path(), &id, Some(format)) {
                return Some(post);
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
            None => match sniff(&mut reader) {
                Ok(format) => format,
                Err(error) => return Some(Err(ArchiveError::io(name, &error))),
            },
        };
        if format == Format::JsonLines {
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
                Input::Stdin => self.read_from(
                    Box::new(BufReader::new(io::stdin())),
                    "stdin",
                    "stdin",
                    self.options.format,
                ),
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

fn format_of(path: &Path) -> Option<Format> {
    Format::from_extension(path.extension()?.to_str()?)
}

/// The path with `/` between its parts, on every system.
fn id_of(path: &Path) -> String {
    path.iter().map(OsStr::to_string_lossy).collect::<Vec<_>>().join("/")
}

/// Tells the format of a stream from its first bytes.
fn sniff(reader: &mut impl BufRead) -> io::Result<Format> {
    let head = reader.fill_buf()?;
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    Ok(match head {
        [b'{', ..] => Format::JsonLines,
        _ if head.starts_with(b"---\n") || head.starts_with(b"+++\n") || head.starts_with(b"# ") => {
            Format::Markdown
        }
        _ => Format::Text,
    })
}

fn read_whole(
    reader: impl Read,
    name: &str,
    id: &str,
    format: Format,
    limit: u64,
) -> Result<Post, ArchiveError> {
    let mut bytes = Vec::new();
    let read =
        reader.take(limit + 1).read_to_end(&mut bytes).map_err(|error| ArchiveError::io(name, &error))?;
    if read as u64 > limit {
        let reason = format!("the file is larger than {limit} bytes");
        return Err(ArchiveError::new(ErrorKind::TooLarge, name, reason));
    }
    let decoded = decode::decode(bytes, name)?;
    let mut post = match format {
        Format::Markdown => markdown::read(id, &decoded.text),
        _ => plain::read(id, &decoded.text),
    };
    post.warnings.extend(decoded.warning);
    if post.text.trim().is_empty() && post.title.is_empty() {
        return Err(ArchiveError::new(ErrorKind::Empty, name, "no text in the file"));
    }
    if post.published.is_none() {
        post.published = date::from_file_name(id.rsplit('/').next().unwrap_or(id));
    }
    Ok(post)
}
