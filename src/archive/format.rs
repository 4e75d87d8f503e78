//! The table of formats: their names, the extensions of their files, the function that recognizes their content and
//! the one that reads them. The enum is made of it here, the choice of the reader in `readers` and the recognition of
//! content in `sniff`; those three hold no list of their own.

/// Hands the rows of the table to a macro.
///
/// A row has the variant of [`Format`] with its documentation, its name, the extensions that belong
/// to it alone, and the path of its reader below `archive`:
///
/// ```ignore
/// fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream
/// ```
///
/// `sign` is a function `fn(&str) -> bool` that says whether a text begins like this format, for files whose names do
/// not tell; `sure_sign` is one for what no other text begins like, so that it counts in a file of plain text too.
/// Sure signs are looked for first, in the order of the rows. A file that no sign recognizes is plain text.
macro_rules! formats {
    ($with:ident) => {
        $with! {
            /// Plain text, one post a file; a first line followed by a blank line is its title.
            Text { name: "text", extensions: ["txt", "text"], read: plain::read }

            /// Markdown (CommonMark with tables and footnotes), with YAML or TOML front matter.
            Markdown {
                name: "markdown", extensions: ["md", "markdown", "mdown", "mkd", "qmd", "mdx"],
                sign: markdown::begins_like_it, read: markdown::read
            }

            /// One JSON object a line: `{"id", "title", "text", ...}`.
            JsonLines {
                name: "jsonl", extensions: ["jsonl", "ndjson"], sign: json::is_lines, read: json::read_lines
            }

            /// A JSON array of such objects, `{"posts": [...]}`, or one object alone.
            Json { name: "json", extensions: [], sign: json::is_document, read: json::read_document }

            /// A JSON Feed, version 1 or 1.1.
            JsonFeed { name: "json-feed", extensions: [], sign: json::is_feed, read: json::read_document }

            /// The export of a Ghost blog: JSON with `db[0].data.posts`.
            Ghost { name: "ghost", extensions: [], sign: json::is_ghost, read: json::read_ghost }

            /// Comma-separated values with a line of column names.
            Csv { name: "csv", extensions: ["csv"], sign: table::begins_with_header, read: table::read_csv }

            /// Tab-separated values with a line of column names.
            Tsv { name: "tsv", extensions: ["tsv", "tab"], read: table::read_tsv }

            /// The export of a WordPress blog (WXR).
            WordPress {
                name: "wordpress", extensions: [], sure_sign: xml::wordpress::begins_like_it,
                read: xml::wordpress::read
            }

            /// The export of an Over-blog blog in XML.
            OverBlog {
                name: "over-blog", extensions: [], sure_sign: xml::overblog::begins_like_it,
                read: xml::overblog::read
            }

            /// The export of Movable Type, which Canalblog and TypePad write too.
            MovableType {
                name: "movable-type", extensions: [], sure_sign: movable_type::is_export, read: movable_type::read
            }

            /// The flat export of a Dotclear blog.
            Dotclear { name: "dotclear", extensions: [], sure_sign: dotclear::is_export, read: dotclear::read }

            /// A feed: RSS 2.0, Atom, or the export of a Blogger blog.
            Feed {
                name: "feed", extensions: ["rss", "atom"], sign: xml::feed::begins_like_it, read: xml::feed::read
            }

            /// An HTML page, or a fragment of one: one post a file.
            Html {
                name: "html", extensions: ["html", "htm", "xhtml"], sign: html::begins_like_it, read: html::read
            }

            /// reStructuredText with its fields: one post a file.
            ReStructuredText { name: "rst", extensions: ["rst", "rest"], read: light_markup::read_rst }

            /// AsciiDoc with its attributes: one post a file.
            AsciiDoc { name: "asciidoc", extensions: ["adoc", "asciidoc"], read: light_markup::read_asciidoc }

            /// Org with its keywords: one post a file.
            Org { name: "org", extensions: ["org"], read: light_markup::read_org }
        }
    };
}
pub(super) use formats;

macro_rules! define {
    ($($(#[$doc:meta])* $format:ident {
        name: $name:literal, extensions: [$($extension:literal),*],
        $(sign: $($sign:ident)::+,)? $(sure_sign: $($sure_sign:ident)::+,)? read: $($read:ident)::+
    })*) => {
        /// The format of an input.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Format {
            $($(#[$doc])* $format,)*
        }

        impl Format {
            /// Every format.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$format),*];

            /// Its name, in lower case: `jsonl`, `wordpress`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$format => $name,)*
                }
            }

            /// The extensions that belong to this format alone.
            fn extensions(self) -> &'static [&'static str] {
                match self {
                    $(Self::$format => &[$($extension),*],)*
                }
            }
        }
    };
}
formats!(define);

impl Format {
    /// The format of a file name's extension, if it belongs to one format. (`xml` may be an export, a feed or
    /// neither: there the content tells.)
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension.as_str()))
    }
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
