//! The export of a Ghost blog: tables of posts, tags and authors, and of their relations. The tables come in any
//! order, so the file is held, up to a limit; the posts are read one at a time.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::object::{no_object, object, post};
use super::scan::{ScanError, Scanner};
use crate::Post;
use crate::archive::decode;
use crate::archive::error::{ArchiveError, ErrorKind, Setting};
use crate::archive::options::ReadOptions;
use crate::archive::stream::{PostStream, Reader, one};

/// What is held of the file.
type Held = Cursor<Arc<[u8]>>;

/// The published posts of an export; pages and drafts are left out.
pub(in crate::archive) fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    let limit = options.max_held_bytes;
    let mut bytes = Vec::new();
    let (reader, _) = decode::stream(reader, options);
    let failed = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes).err();
    if bytes.len() as u64 > limit {
        return one(Err(ArchiveError::too_large(name, "the export, which is held in memory,", limit)
            .with_setting(Setting::MaxHeldBytes, "raise the limit on what is held in memory")));
    }
    let bytes: Arc<[u8]> = bytes.into();
    let scanner = || Scanner::new(Cursor::new(Arc::clone(&bytes)), options.max_post_bytes);
    let mut tables = Tables::default();
    // A file that was cut has its tables up to the cut.
    let _ = tables.read(&mut scanner());
    let mut posts = scanner();
    let place = enter_data(&mut posts).and_then(|()| enter_posts(&mut posts));
    let stream = Posts {
        scanner: posts,
        tables,
        count: 0,
        done: false,
        name: name.to_owned(),
        id: id.to_owned(),
        options: options.clone(),
    };
    match (place, failed) {
        (_, Some(error)) if bytes.is_empty() => one(Err(ArchiveError::io(name, &error))),
        (Ok(true), _) => Box::new(stream),
        (Ok(false) | Err(ScanError::Wanted(_)), _) => one(Err(ArchiveError::new(
            ErrorKind::UnknownFormat,
            name,
            "not an export of Ghost: it has no db[0].data.posts",
        ))),
        (Err(error), _) => one(Err(stream.stopped(error))),
    }
}

/// Enters the object that holds the tables: `db[0].data`, or `data`.
fn enter_data(scanner: &mut Scanner<Held>) -> Result<(), ScanError> {
    scanner.enter_object()?;
    let mut is_first = true;
    while let Some(name) = scanner.next_field(is_first)? {
        is_first = false;
        match name.as_str() {
            "db" => {
                scanner.enter_array()?;
                scanner.enter_object()?;
                is_first = true;
            }
            "data" => return scanner.enter_object(),
            _ => scanner.skip()?,
        }
    }
    Err(ScanError::Wanted("\"data\""))
}

/// Enters the table of posts; returns whether there is one.
fn enter_posts(scanner: &mut Scanner<Held>) -> Result<bool, ScanError> {
    let mut is_first = true;
    while let Some(name) = scanner.next_field(is_first)? {
        is_first = false;
        if name == "posts" {
            scanner.enter_array()?;
            return Ok(true);
        }
        scanner.skip()?;
    }
    Ok(false)
}

/// Names of tags and of authors, and which posts have them.
#[derive(Default)]
struct Tables {
    tags: HashMap<String, String>,
    users: HashMap<String, String>,
    tags_of: HashMap<String, Vec<(u64, String)>>,
    authors_of: HashMap<String, Vec<(u64, String)>>,
}

impl Tables {
    fn read(&mut self, scanner: &mut Scanner<Held>) -> Result<(), ScanError> {
        enter_data(scanner)?;
        let mut is_first = true;
        while let Some(table) = scanner.next_field(is_first)? {
            is_first = false;
            if !["tags", "users", "posts_tags", "posts_authors"].contains(&table.as_str()) {
                scanner.skip()?;
                continue;
            }
            scanner.enter_array()?;
            let mut is_first = true;
            while scanner.next_element(is_first)? {
                is_first = false;
                let row = scanner.value()?.and_then(|row| serde_json::from_slice(&row).ok());
                if let Some(row) = row {
                    self.take(&table, &row);
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, table: &str, row: &Map<String, Value>) {
        let key = |name: &str| row.get(name).and_then(key_of);
        let order = row.get("sort_order").and_then(Value::as_u64).unwrap_or(0);
        match table {
            "tags" | "users" => {
                let names = if table == "tags" { &mut self.tags } else { &mut self.users };
                if let (Some(id), Some(name)) = (key("id"), key("name")) {
                    names.insert(id, name);
                }
            }
            _ => {
                let (links, other) = match table {
                    "posts_tags" => (&mut self.tags_of, "tag_id"),
                    _ => (&mut self.authors_of, "author_id"),
                };
                if let (Some(post), Some(other)) = (key("post_id"), key(other)) {
                    links.entry(post).or_default().push((order, other));
                }
            }
        }
    }
}

/// An id, which old exports write as a number.
fn key_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The names that a post is linked with, in their order.
fn names(links: Option<&Vec<(u64, String)>>, names: &HashMap<String, String>) -> Vec<Value> {
    let mut links = links.cloned().unwrap_or_default();
    links.sort_by_key(|(order, _)| *order);
    let known = links.iter().filter_map(|(_, id)| names.get(id));
    // A name that starts with # is internal to the theme of the blog.
    known.filter(|name| !name.starts_with('#')).map(|name| name.as_str().into()).collect()
}

struct Posts {
    scanner: Scanner<Held>,
    tables: Tables,
    count: u64,
    done: bool,
    name: String,
    id: String,
    options: ReadOptions,
}

impl Posts {
    fn row(&self, bytes: &[u8]) -> Result<Option<Post>, ArchiveError> {
        let at_line = |kind, reason| ArchiveError::new(kind, &self.name, reason).at_line(self.scanner.line);
        let (text, decoded) =
            decode::record(bytes, &self.name).map_err(|error| error.at_line(self.scanner.line))?;
        let (mut row, mended) = object(&text).map_err(|error| at_line(ErrorKind::Json, no_object(&error)))?;
        let is =
            |name: &str, wanted: &str| row.get(name).and_then(Value::as_str).is_none_or(|is| is == wanted);
        let is_page = row.get("page").is_some_and(|page| page == true || page == 1);
        if !is("status", "published") || !is("type", "post") || is_page {
            return Ok(None);
        }
        let id = row.get("id").and_then(key_of).unwrap_or_default();
        let labels = names(self.tables.tags_of.get(&id), &self.tables.tags);
        let mut authors = names(self.tables.authors_of.get(&id), &self.tables.users);
        if let Some(author) = row.get("author_id").and_then(key_of)
            && authors.is_empty()
        {
            authors.extend(self.tables.users.get(&author).map(|name| name.as_str().into()));
        }
        // Fields that only serve Ghost are dropped.
        row.retain(|name, value| {
            !value.is_null()
                && matches!(
                    name.as_str(),
                    "id" | "title" | "slug" | "html" | "plaintext" | "published_at" | "custom_excerpt"
                )
        });
        row.insert("labels".to_owned(), labels.into());
        row.insert("authors".to_owned(), authors.into());
        let mut post = post(row, format!("{}:{}", self.id, self.count), &self.options)
            .map_err(|(kind, reason)| at_line(kind, reason))?;
        if let Some(post) = &mut post {
            post.warnings.extend(decoded.into_iter().chain(mended));
        }
        Ok(post)
    }

    fn next_row(&mut self) -> Result<Option<Result<Option<Post>, ArchiveError>>, ScanError> {
        if !self.scanner.next_element(self.count == 0)? {
            return Ok(None);
        }
        self.count += 1;
        let Some(bytes) = self.scanner.value()? else {
            let error = ArchiveError::too_large(&self.name, "the post", self.options.max_post_bytes);
            return Ok(Some(Err(error.at_line(self.scanner.line))));
        };
        Ok(Some(self.row(&bytes)))
    }

    fn stopped(&self, error: ScanError) -> ArchiveError {
        let at_line =
            |kind, reason: String| ArchiveError::new(kind, &self.name, reason).at_line(self.scanner.line);
        match error {
            ScanError::Cut => at_line(ErrorKind::Damaged, "the file is cut short".to_owned()),
            ScanError::Wanted(sign) => {
                at_line(ErrorKind::Json, format!("not valid JSON ({sign} is expected here)"))
                    .with_remedy("correct it; what precedes it was read")
            }
            ScanError::Io(error) => ArchiveError::io(&self.name, &error),
        }
    }
}

impl Iterator for Posts {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.next_row() {
                Ok(Some(Ok(None))) => {}
                Ok(Some(Ok(Some(post)))) => return Some(Ok(post)),
                Ok(Some(Err(error))) => return Some(Err(error)),
                Ok(None) => self.done = true,
                Err(error) => {
                    self.done = true;
                    return Some(Err(self.stopped(error)));
                }
            }
        }
        None
    }
}
