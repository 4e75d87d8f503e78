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

/// How to read: each option has a default, and a method that sets it.
///
/// ```
/// use glane::archive::{Format, Include, ReadOptions};
///
/// let options = ReadOptions::default().format(Format::Json).include(Include::default().drafts(true));
/// assert!(options.include.drafts && !options.include.pages);
/// assert_eq!(options.max_post_bytes, 8 << 20);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    /// Whether links in a directory are followed, to files and to directories, as far as they lead to something
    /// inside the same directory; not by default. Each linked directory is entered once.
    pub follow_links: bool,
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

/// What is read of an export besides its published posts; nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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
            follow_links: false,
            max_depth: 512,
            include: Include::default(),
        }
    }
}

impl ReadOptions {
    /// Sets [`format`](Self#structfield.format).
    #[must_use]
    pub fn format(mut self, format: impl Into<Option<Format>>) -> Self {
        self.format = format.into();
        self
    }

    /// Sets [`encoding`](Self#structfield.encoding).
    #[must_use]
    pub fn encoding(mut self, encoding: impl Into<Option<TextEncoding>>) -> Self {
        self.encoding = encoding.into();
        self
    }

    /// Sets [`text_column`](Self#structfield.text_column).
    #[must_use]
    pub fn text_column(mut self, text_column: impl Into<Option<String>>) -> Self {
        self.text_column = text_column.into();
        self
    }

    /// Sets [`markup`](Self#structfield.markup).
    #[must_use]
    pub fn markup(mut self, markup: impl Into<Option<Markup>>) -> Self {
        self.markup = markup.into();
        self
    }

    /// Sets [`max_post_bytes`](Self#structfield.max_post_bytes).
    #[must_use]
    pub fn max_post_bytes(mut self, max_post_bytes: u64) -> Self {
        self.max_post_bytes = max_post_bytes;
        self
    }

    /// Sets [`max_unpacked_bytes`](Self#structfield.max_unpacked_bytes).
    #[must_use]
    pub fn max_unpacked_bytes(mut self, max_unpacked_bytes: u64) -> Self {
        self.max_unpacked_bytes = max_unpacked_bytes;
        self
    }

    /// Sets [`max_unpacked_ratio`](Self#structfield.max_unpacked_ratio).
    #[must_use]
    pub fn max_unpacked_ratio(mut self, max_unpacked_ratio: u64) -> Self {
        self.max_unpacked_ratio = max_unpacked_ratio;
        self
    }

    /// Sets [`max_container_depth`](Self#structfield.max_container_depth).
    #[must_use]
    pub fn max_container_depth(mut self, max_container_depth: usize) -> Self {
        self.max_container_depth = max_container_depth;
        self
    }

    /// Sets [`max_held_bytes`](Self#structfield.max_held_bytes).
    #[must_use]
    pub fn max_held_bytes(mut self, max_held_bytes: u64) -> Self {
        self.max_held_bytes = max_held_bytes;
        self
    }

    /// Sets [`leave_out`](Self#structfield.leave_out).
    #[must_use]
    pub fn leave_out(mut self, leave_out: impl Into<Option<PathBuf>>) -> Self {
        self.leave_out = leave_out.into();
        self
    }

    /// Sets [`follow_links`](Self#structfield.follow_links).
    #[must_use]
    pub fn follow_links(mut self, follow_links: bool) -> Self {
        self.follow_links = follow_links;
        self
    }

    /// Sets [`max_depth`](Self#structfield.max_depth).
    #[must_use]
    pub fn max_depth(mut self, max_depth: usize) -> Self {
        self.max_depth = max_depth;
        self
    }

    /// Sets [`include`](Self#structfield.include).
    #[must_use]
    pub fn include(mut self, include: Include) -> Self {
        self.include = include;
        self
    }
}

impl Include {
    /// Whether pages are read.
    #[must_use]
    pub fn pages(mut self, pages: bool) -> Self {
        self.pages = pages;
        self
    }

    /// Whether unpublished posts are read.
    #[must_use]
    pub fn drafts(mut self, drafts: bool) -> Self {
        self.drafts = drafts;
        self
    }
}
