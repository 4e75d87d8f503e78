//! What to read, and how: inputs, limits, and what is told instead of guessed.

use std::path::PathBuf;

use super::encoding::TextEncoding;
use super::format::Format;

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a directory to be walked.
    Path(PathBuf),
    /// Files, and directories to be walked, whose paths match a pattern: `blog/**/*.md`. `*` and `?`
    /// stand for any characters but `/`, `**` for any directories, `[a-z]` for one of several
    /// characters.
    Glob(String),
    /// Standard input.
    Stdin,
}

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of every input; told from name and content when `None`.
    pub format: Option<Format>,
    /// The encoding of every input without a byte order mark; told from the bytes when `None`.
    pub encoding: Option<TextEncoding>,
    /// The column of a table that holds the text; when `None`, the one that is called `text`, `texte`,
    /// `content` or the like.
    pub text_column: Option<String>,
    /// The largest post, in bytes as it stands in the source; a larger one is an error record.
    /// 32 MiB by default.
    pub max_post_bytes: u64,
    /// The most that one compressed file or container may come to, in bytes, unpacked, all that it
    /// contains included. 64 GiB by default. (No more of it than a post is ever held.)
    pub max_unpacked_bytes: u64,
    /// How many times its packed size a compressed file may come to, once it is past 1 MiB. 200 by
    /// default; text is packed to a tenth at the best.
    pub max_unpacked_ratio: u64,
    /// How many containers may stand around a file; `.tar.gz` are two. 4 by default.
    pub max_container_depth: usize,
    /// The largest zip that is held in memory, in bytes, where it comes on standard input or in
    /// another container, and the largest export of Ghost. 256 MiB by default.
    pub max_held_bytes: u64,
    /// A directory that walks do not enter: where a program puts its own output.
    pub leave_out: Option<PathBuf>,
    /// How deep elements of HTML and XML may be nested; deeper ones are read as plain text in HTML, and
    /// are an error record in XML. 512 by default.
    pub max_depth: usize,
    /// What is read of an export besides published posts; nothing by default.
    pub include: Include,
}

/// What is read of an export besides its published posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Include {
    /// Pages, which stand beside the posts of a blog.
    pub pages: bool,
    /// What is not published: drafts, posts that wait, private ones.
    pub drafts: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            format: None,
            encoding: None,
            text_column: None,
            max_post_bytes: 32 << 20,
            max_unpacked_bytes: 64 << 30,
            max_unpacked_ratio: 200,
            max_container_depth: 4,
            max_held_bytes: 256 << 20,
            leave_out: None,
            max_depth: 512,
            include: Include::default(),
        }
    }
}
