//! What to read, and how: inputs, limits, and the settings that replace guesses.

use std::path::PathBuf;

use super::encoding::TextEncoding;
use super::format::Format;

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    /// The format of every input; recognized by name and content when `None`.
    pub format: Option<Format>,
    /// The encoding of every input without a byte order mark; recognized by the bytes when `None`.
    pub encoding: Option<TextEncoding>,
    /// The column of a table that holds the text; when `None`, the one that is called `text`, `texte`,
    /// `content` or the like.
    pub text_column: Option<String>,
    /// The markup of the text in JSON and tables; guessed for each post when `None`.
    pub markup: Option<Markup>,
    /// The largest post, in bytes of its source; a larger one is an error record, and so is one that would need much
    /// more memory than prose of this size: one with a word or a sign for less than three bytes of this limit, or with
    /// more than 262,144 different words. 8 MiB by default. A post needs up to 64 bytes of memory for each byte of
    /// this limit; prose needs about 25 for each byte of its own.
    pub max_post_bytes: u64,
    /// The most bytes that one compressed file or container may unpack to, with all that it contains. 64 GiB
    /// by default. (At most one post of it is held in memory.)
    pub max_unpacked_bytes: u64,
    /// How many times its packed size a compressed file may unpack to, beyond the first 1 MiB. 200 by default;
    /// text rarely exceeds 10.
    pub max_unpacked_ratio: u64,
    /// How many containers may be nested around a file; `.tar.gz` counts as two. 4 by default.
    pub max_container_depth: usize,
    /// The largest zip that is held in memory, in bytes, where it comes on standard input or in another
    /// container, and the largest export of Ghost or Dotclear. 256 MiB by default.
    pub max_held_bytes: u64,
    /// A directory that walks do not enter: the output of the program itself.
    pub leave_out: Option<PathBuf>,
    /// How deep elements of HTML and XML may be nested; deeper ones are read as plain text in HTML and are an error
    /// record in XML. 512 by default.
    pub max_depth: usize,
    /// What is read of an export besides its published posts; nothing by default.
    pub include: Include,
}

/// The markup of a text in JSON or in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Markup {
    /// HTML.
    Html,
    /// Markdown.
    Markdown,
    /// No markup: the text is given out verbatim.
    Plain,
}

/// What is read of an export besides its published posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Include {
    /// Pages, which a blog has besides its posts.
    pub pages: bool,
    /// Unpublished posts: drafts, scheduled, pending and private ones.
    pub drafts: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            format: None,
            encoding: None,
            text_column: None,
            markup: None,
            max_post_bytes: 8 << 20,
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
