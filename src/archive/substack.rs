//! The exports of Substack: `posts.csv` with titles and days, and beside it `posts/` with the bodies, one
//! HTML file a post, in a folder or in a zip.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::date;
use super::options::ReadOptions;
use crate::Post;

/// The name of the table, and of the directory beside it.
pub(super) const TABLE: &str = "posts.csv";
const BODIES: &str = "posts";

/// The rows of the table, by the names of the files.
pub(super) struct Substack {
    posts: HashMap<String, Row>,
}

struct Row {
    title: String,
    day: Option<jiff::civil::Date>,
    is_published: bool,
}

impl Substack {
    /// The export that a file on disk belongs to, if there is one.
    pub(super) fn around(path: &Path, options: &ReadOptions) -> Option<Self> {
        let directory = path.parent().filter(|directory| directory.ends_with(BODIES))?;
        let file = File::open(directory.parent()?.join(TABLE)).ok()?;
        Self::from_table(file, options)
    }

    /// The export whose table this is; `None` for another table, or one beyond the limit.
    pub(super) fn from_table(table: impl Read, options: &ReadOptions) -> Option<Self> {
        let mut rows =
            csv::ReaderBuilder::new().flexible(true).from_reader(table.take(options.max_post_bytes));
        let columns = rows.headers().ok()?.clone();
        let column =
            |name: &str| columns.iter().position(|column| column.trim_start_matches('\u{feff}') == name);
        let (id, title, day) = (column("post_id")?, column("title")?, column("post_date")?);
        let is_published = column("is_published")?;
        let posts = rows
            .records()
            .map_while(Result::ok)
            .filter_map(|row| {
                let cell = |at: usize| row.get(at).unwrap_or_default().trim();
                let known = Row {
                    title: cell(title).to_owned(),
                    day: date::parse(cell(day)),
                    is_published: cell(is_published) != "false",
                };
                Some((row.get(id)?.to_owned(), known))
            })
            .collect();
        Some(Self { posts })
    }

    /// Whether the file of that path is read: a published post, or one that the table does not list.
    pub(super) fn is_published(&self, path: &str) -> bool {
        self.row(path).is_none_or(|row| row.is_published)
    }

    /// Completes a post with its row of the table.
    pub(super) fn complete(&self, path: &str, post: &mut Post) {
        if let Some(row) = self.row(path) {
            if !row.title.is_empty() {
                post.title.clone_from(&row.title);
            }
            post.published = row.day.or(post.published);
        }
    }

    fn row(&self, path: &str) -> Option<&Row> {
        let name = path.rsplit('/').next()?;
        self.posts.get(name.strip_suffix(".html")?)
    }
}
