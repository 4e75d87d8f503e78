//! The formats by their names, and what a file's name says of its format. Which reader reads a format is
//! left to `readers`, what the first bytes of a file say to `sniff`.

/// The format of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text, one post a file; a first line followed by a blank line is its title.
    Text,
    /// Markdown (CommonMark with tables and footnotes), with YAML or TOML front matter.
    Markdown,
    /// One JSON object a line: `{"id", "title", "text", ...}`.
    JsonLines,
    /// A JSON array of such objects, `{"posts": [...]}`, or one object alone.
    Json,
    /// A JSON Feed, version 1 or 1.1.
    JsonFeed,
    /// The export of a Ghost blog: JSON with `db[0].data.posts`.
    Ghost,
    /// Comma-separated values with a line of column names.
    Csv,
    /// Tab-separated values with a line of column names.
    Tsv,
    /// The export of a WordPress blog (WXR).
    WordPress,
    /// The export of an Over-blog blog in XML.
    OverBlog,
    /// The export of Movable Type, which Canalblog and TypePad write too.
    MovableType,
    /// The flat export of a Dotclear blog.
    Dotclear,
    /// A feed: RSS 2.0, Atom, or the export of a Blogger blog.
    Feed,
    /// An HTML page, or a fragment of one: one post a file.
    Html,
    /// reStructuredText with its fields: one post a file.
    ReStructuredText,
    /// AsciiDoc with its attributes: one post a file.
    AsciiDoc,
    /// Org with its keywords: one post a file.
    Org,
}

/// What a file's name says of its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// It is of this format.
    Certain(Format),
    /// It may hold posts: its content tells. A file found on a walk is skipped where it does not.
    Perhaps,
    /// Nothing: a picture, a style sheet.
    Nothing,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 17] = [
        Self::Text,
        Self::Markdown,
        Self::JsonLines,
        Self::Json,
        Self::JsonFeed,
        Self::Ghost,
        Self::Csv,
        Self::Tsv,
        Self::WordPress,
        Self::OverBlog,
        Self::MovableType,
        Self::Dotclear,
        Self::Feed,
        Self::Html,
        Self::ReStructuredText,
        Self::AsciiDoc,
        Self::Org,
    ];

    /// Its name, in lower case: `jsonl`, `wordpress`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::JsonLines => "jsonl",
            Self::Json => "json",
            Self::JsonFeed => "json-feed",
            Self::Ghost => "ghost",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::WordPress => "wordpress",
            Self::OverBlog => "over-blog",
            Self::MovableType => "movable-type",
            Self::Dotclear => "dotclear",
            Self::Feed => "feed",
            Self::Html => "html",
            Self::ReStructuredText => "rst",
            Self::AsciiDoc => "asciidoc",
            Self::Org => "org",
        }
    }

    /// The format of a file name's extension, if it belongs to one format. (`xml` may be an export, a feed or
    /// neither: there the content tells.)
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" | "mdown" | "mkd" | "qmd" | "mdx" => Some(Self::Markdown),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "rss" | "atom" => Some(Self::Feed),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "rst" | "rest" => Some(Self::ReStructuredText),
            "adoc" | "asciidoc" => Some(Self::AsciiDoc),
            "org" => Some(Self::Org),
            _ => None,
        }
    }
}

impl Claim {
    /// What a file of that name may be.
    pub(super) fn of(file_name: &str) -> Self {
        let Some((_, extension)) = file_name.rsplit_once('.') else { return Self::Nothing };
        match Format::from_extension(extension) {
            Some(Format::Csv | Format::Tsv | Format::Html) => Self::Perhaps,
            Some(format) => Self::Certain(format),
            None if matches!(extension.to_ascii_lowercase().as_str(), "json" | "xml") => Self::Perhaps,
            None => Self::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_claim_what_they_say() {
        for (name, claim) in [
            ("a.md", Claim::Certain(Format::Markdown)),
            ("a.b.TXT", Claim::Certain(Format::Text)),
            ("feed.xml", Claim::Perhaps),
            ("posts.csv", Claim::Perhaps),
            ("chat.png", Claim::Nothing),
            ("Makefile", Claim::Nothing),
        ] {
            assert_eq!(Claim::of(name), claim, "{name}");
        }
    }
}
