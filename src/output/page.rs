//! The page of an archive: a single HTML file that works offline, makes no network request, and shows the
//! report and its posts.
//!
//! This module assembles the parts: the template (`page/page.html`), the style and the scripts (`page/*.css`,
//! `page/*.js`, unchanged), the data (`page/data.rs`), and the summary for browsers without JavaScript
//! (`page/summary.rs`).
//!
//! Content of posts is never executable: it is in data elements, with every `<` escaped, and the scripts insert
//! it as text. The content security policy allows only these scripts and this style, by their hashes.

mod data;
mod edits;
mod index;
mod language;
mod logo;
mod postings;
mod summary;
mod texts;
mod word_index;

use std::io::{self, Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use data::{PageLists, PagePosts};
pub use edits::{PageEdits, PageEditsError};
pub use language::PageLanguage;
pub use logo::{PageLogo, PageLogoError};

use super::report_file::ReportFile;
use crate::corpus::Aggregate;

const SHELL: &str = include_str!("page/page.html");
/// The style, later rules over earlier ones.
const STYLES: [&str; 3] =
    [include_str!("page/style.css"), include_str!("page/sections.css"), include_str!("page/media.css")];

/// The scripts, in order of their dependencies.
const SCRIPTS: [&str; 34] = [
    include_str!("page/format.js"),
    include_str!("page/french.js"),
    include_str!("page/english.js"),
    include_str!("page/words.js"),
    include_str!("page/elements.js"),
    include_str!("page/bytes.js"),
    include_str!("page/archive.js"),
    include_str!("page/counts.js"),
    include_str!("page/state.js"),
    include_str!("page/selection.js"),
    include_str!("page/view.js"),
    include_str!("page/search.js"),
    include_str!("page/lexicon.js"),
    include_str!("page/concordance.js"),
    include_str!("page/story.js"),
    include_str!("page/export.js"),
    include_str!("page/charts.js"),
    include_str!("page/lines.js"),
    include_str!("page/map.js"),
    include_str!("page/filters.js"),
    include_str!("page/overview.js"),
    include_str!("page/themes.js"),
    include_str!("page/trends.js"),
    include_str!("page/wordsearch.js"),
    include_str!("page/keyphrases.js"),
    include_str!("page/keyness.js"),
    include_str!("page/edits.js"),
    include_str!("page/merges.js"),
    include_str!("page/labels.js"),
    include_str!("page/posts.js"),
    include_str!("page/reader.js"),
    include_str!("page/help.js"),
    include_str!("page/masthead.js"),
    include_str!("page/main.js"),
];

/// The page of an archive.
///
/// ```
/// use glane::corpus::Aggregate;
/// use glane::output::{Page, PageLanguage, PageLists, ReportFile};
///
/// let aggregate = Aggregate::new();
/// let report = aggregate.report();
/// let page = Page::new(ReportFile::new(&report), PageLanguage::English);
/// let mut html = Vec::new();
/// page.write(&mut html, &aggregate, &PageLists::default(), &b""[..])?;
/// assert!(html.starts_with(b"<!doctype html>\n<html lang=\"en\">"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Page<'a> {
    /// The content of `report.json`, which the page contains unchanged in the element `data-report`.
    pub file: ReportFile<'a>,
    /// The language of the user interface.
    pub language: PageLanguage,
    /// The title, in place of the number of posts.
    pub title: Option<&'a str>,
    /// A line below the title.
    pub subtitle: Option<&'a str>,
    /// The image beside the title.
    pub logo: Option<&'a PageLogo>,
    /// Changes by hand that the page starts with.
    pub edits: Option<&'a PageEdits>,
    /// The greatest size of the index of words in bytes; 0 leaves it out. The words of the newest posts are
    /// indexed.
    pub index_bytes: u64,
}

/// What the page shows of itself: the element `data-page`.
#[derive(Serialize)]
struct About<'a> {
    version: &'static str,
    title: Option<&'a str>,
    subtitle: Option<&'a str>,
    logo: Option<&'a str>,
    edits: Option<&'a PageEdits>,
}

/// The size of the index of words unless another one is asked for.
const INDEX_BYTES: u64 = 12 << 20;

impl<'a> Page<'a> {
    /// A page of this content, in this language.
    pub fn new(file: ReportFile<'a>, language: PageLanguage) -> Self {
        let (title, subtitle, logo, edits) = (None, None, None, None);
        Self { file, language, title, subtitle, logo, edits, index_bytes: INDEX_BYTES }
    }

    /// Writes the page. `rows` is the output of [`PagePosts`], `lists` the value that it returned at the end,
    /// and `aggregate` the aggregate of the same posts. For a page without posts, `rows` is empty and `lists`
    /// is [`PageLists::default`].
    ///
    /// # Errors
    ///
    /// Those of `out` and `rows`.
    pub fn write(
        &self,
        out: &mut impl Write,
        aggregate: &Aggregate,
        lists: &PageLists,
        rows: impl Read,
    ) -> io::Result<()> {
        let (style, script) = (STYLES.join("\n"), script());
        let mut rows = Some(rows);
        let mut rest = SHELL;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            out.write_all(before.as_bytes())?;
            rest = after;
            match name {
                "language" => out.write_all(self.language.code().as_bytes())?,
                "version" => out.write_all(env!("CARGO_PKG_VERSION").as_bytes())?,
                "title" => out.write_all(summary::escape(&self.document_title()).as_bytes())?,
                "style" => out.write_all(style.as_bytes())?,
                "style-hash" => out.write_all(hash(&style).as_bytes())?,
                "script" => out.write_all(script.as_bytes())?,
                "script-hash" => out.write_all(hash(&script).as_bytes())?,
                "summary" => summary::write(out, &self.file, self.language, self.title)?,
                "data" => {
                    data::write_data(out, "data-page", &self.about())?;
                    data::write_data(out, "data-report", &self.file)?;
                    index::write(out, aggregate, self.file.report, lists, self.index_bytes)?;
                    rows.take().map_or(Ok(()), |rows| data::write_posts(out, aggregate, lists, rows))?;
                }
                _ => {}
            }
        }
        out.write_all(rest.as_bytes())
    }

    fn document_title(&self) -> String {
        let title = summary::title(&self.file, self.language, self.title);
        if self.title.is_some() { title } else { format!("Glane{}{title}", summary::colon(self.language)) }
    }

    fn about(&self) -> About<'a> {
        About {
            version: env!("CARGO_PKG_VERSION"),
            title: self.title,
            subtitle: self.subtitle,
            logo: self.logo.map(PageLogo::uri),
            edits: self.edits,
        }
    }
}

/// All scripts in one function, so that their names are not global.
fn script() -> String {
    format!("(() => {{\n\"use strict\";\n{}\n}})();\n", SCRIPTS.join("\n"))
}

/// The SHA-256 of a source in Base64, as in a content security policy.
fn hash(source: &str) -> String {
    STANDARD.encode(Sha256::digest(source.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_of_a_content_security_policy() {
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        assert_eq!(hash("alert(1)"), "bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=");
    }

    #[test]
    fn the_page_without_its_data_is_far_below_a_megabyte() {
        let size = SHELL.len() + STYLES.join("\n").len() + script().len();
        assert!(size < 400_000, "{size} bytes");
        assert!(!script().contains("</script") && !script().contains("<!--"));
    }
}
