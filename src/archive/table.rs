//! Tables: CSV and TSV with a line of column names, one post a row.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use csv::{ByteRecord, ReaderBuilder};
use serde_json::{Map, Value};

use super::body::{self, Hint};
use super::container::Bytes;
use super::error::{ArchiveError, ErrorKind, Setting};
use super::options::ReadOptions;
use super::stream::{PostStream, Reader, empty, one};
use super::{decode, fields};
use crate::Post;

/// The names of the column that holds the text, in order of precedence.
const TEXT: [&str; 9] =
    ["text", "texte", "content", "contenu", "body", "corps", "html", "post_content", "message"];

/// The names of other columns, by which a header line is recognized where the name of a file does not tell.
const OTHERS: [&str; 15] = [
    "id",
    "title",
    "titre",
    "date",
    "published",
    "post_date",
    "author",
    "auteur",
    "url",
    "link",
    "lien",
    "labels",
    "tags",
    "categories",
    "slug",
];

/// A row that is added after the last one; it becomes part of the last row where a quotation mark is never closed.
const END: &[u8] = b"\n\0the end of the table\0\n";

/// The most columns of a table: each row has a value for each.
const MOST_COLUMNS: usize = 10_000;

/// How many bytes are searched for the header line.
const HEAD: usize = 16 << 10;

/// The posts of comma-separated values; semicolons, as French spreadsheets write them, and tabs are recognized
/// by the first line.
pub(super) fn read_csv(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    read(reader, name, id, options, None)
}

/// The posts of tab-separated values.
pub(super) fn read_tsv(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    read(reader, name, id, options, Some(b'\t'))
}

fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions, delimiter: Option<u8>) -> PostStream {
    match Table::open(reader, name, id, options, delimiter) {
        Ok(table) => Box::new(table),
        Err(error) => one(Err(error)),
    }
}

struct Table {
    rows: csv::Reader<Limited>,
    /// The number of bytes read since the last row.
    since: Arc<AtomicU64>,
    columns: Vec<String>,
    /// The column of the text.
    text: usize,
    name: String,
    id: String,
    count: u64,
    warning: Option<String>,
    done: bool,
    options: ReadOptions,
}

impl Table {
    fn open(
        reader: Reader,
        name: &str,
        id: &str,
        options: &ReadOptions,
        delimiter: Option<u8>,
    ) -> Result<Self, ArchiveError> {
        let (reader, warning) = decode::stream(reader, options);
        let (head, bytes) = Bytes::Stream(reader).peek(HEAD);
        let reader = bytes.into_stream();
        if head.trim_ascii().is_empty() {
            return Err(empty(name));
        }
        let delimiter = delimiter.unwrap_or_else(|| delimiter_of(&head));
        let since = Arc::new(AtomicU64::new(0));
        let limited = Limited {
            reader,
            since: Arc::clone(&since),
            most: options.max_post_bytes.saturating_add(1 << 17),
            end: END,
        };
        let mut rows = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(limited);
        let head = rows.byte_headers().map_err(|error| broken(name, error))?;
        if is_cut(head) {
            return Err(cut(name).at_line(1));
        }
        if head.len() > MOST_COLUMNS {
            let reason = format!("the table has {} columns; the most are {MOST_COLUMNS}", head.len());
            return Err(ArchiveError::new(ErrorKind::TooLarge, name, reason).at_line(1).with_remedy(
                "check how the columns are separated, or leave out the columns that belong to no post",
            ));
        }
        let columns: Vec<String> =
            head.iter().map(|column| String::from_utf8_lossy(column).trim().to_owned()).collect();
        let find =
            |wanted: &str| columns.iter().position(|column| column.to_lowercase() == wanted.to_lowercase());
        let text = match &options.text_column {
            Some(told) => find(told),
            None => TEXT.iter().find_map(|wanted| find(wanted)),
        };
        let Some(text) = text else {
            let wanted = options.text_column.as_deref().unwrap_or("text");
            let shown: Vec<&str> = columns.iter().take(12).map(String::as_str).collect();
            let reason = format!("the table has no column {wanted:?}; it has {}", shown.join(", "));
            return Err(ArchiveError::new(ErrorKind::UnknownFormat, name, reason)
                .with_setting(Setting::TextColumn, "name the column of the text"));
        };
        let (name, id, options) = (name.to_owned(), id.to_owned(), options.clone());
        Ok(Self { rows, since, columns, text, name, id, count: 0, warning, done: false, options })
    }

    fn post(&self, row: &ByteRecord) -> Result<Post, ArchiveError> {
        let line = row.position().map_or(0, csv::Position::line);
        let mut warning = self.warning.clone();
        let mut body = String::new();
        let mut found = Map::new();
        if row.as_slice().len() as u64 > self.options.max_post_bytes {
            let error = ArchiveError::too_large(&self.name, "the row", self.options.max_post_bytes);
            return Err(error.at_line(line));
        }
        for (index, cell) in row.iter().enumerate() {
            let (text, decoded) = decode::record(cell, &self.name).map_err(|error| error.at_line(line))?;
            warning = warning.or(decoded);
            if index == self.text {
                body = text.into_owned();
            } else if let Some(column) = self.columns.get(index)
                && !text.trim().is_empty()
            {
                found.insert(column.clone(), Value::String(text.into_owned()));
            }
        }
        let mut post = Post::new(format!("{}:{}", self.id, self.count), "");
        fields::apply(found, &mut post);
        body::fill(&mut post, body, Hint::LikelyHtml, &self.options);
        post.warnings.extend(warning);
        if post.text.trim().is_empty() && post.title.is_empty() {
            let reason = format!("the post {:?} has no text", post.id);
            return Err(ArchiveError::new(ErrorKind::Empty, &self.name, reason).at_line(line));
        }
        Ok(post)
    }
}

impl Iterator for Table {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut row = ByteRecord::new();
        if self.done {
            return None;
        }
        self.since.store(0, Relaxed);
        match self.rows.read_byte_record(&mut row) {
            Ok(true) if is_cut(&row) => {
                self.done = true;
                Some(Err(cut(&self.name).at_line(row.position().map_or(0, csv::Position::line))))
            }
            Ok(true) if row.as_slice() != END.trim_ascii() => {
                self.count += 1;
                Some(self.post(&row))
            }
            Ok(_) => {
                self.done = true;
                (self.count == 0).then(|| Err(empty(&self.name)))
            }
            Err(error) => {
                self.done = true;
                Some(Err(broken(&self.name, error)))
            }
        }
    }
}

/// Whether the table ends inside a row.
fn is_cut(row: &ByteRecord) -> bool {
    row.as_slice().ends_with(END)
}

fn cut(name: &str) -> ArchiveError {
    ArchiveError::new(ErrorKind::Truncated, name, "the file ends inside the quotation marks of this row")
        .with_remedy("close them, or export the file again; the rows before were read")
}

/// Whether a text begins with the header line of a table that has a column of texts.
pub(super) fn begins_with_header(head: &str) -> bool {
    let line = head.lines().next().unwrap_or_default();
    let delimiter = char::from(delimiter_of(line.as_bytes()));
    let names: Vec<String> =
        line.split(delimiter).map(|name| name.trim().trim_matches('"').to_lowercase()).collect();
    let has = |known: &[&str]| names.iter().any(|name| known.contains(&name.as_str()));
    names.len() > 1 && has(&TEXT) && has(&OTHERS)
}

/// The most frequent delimiter of the first line, outside of quotes.
fn delimiter_of(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| {
        let mut quoted = false;
        line.iter()
            .filter(|byte| {
                quoted ^= **byte == b'"';
                !quoted && **byte == wanted
            })
            .count()
    };
    // `max_by_key` takes the last of equals: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(|wanted| count(*wanted)).unwrap_or(b',')
}

fn broken(name: &str, error: csv::Error) -> ArchiveError {
    let line = error.position().map(csv::Position::line);
    let error = match error.into_kind() {
        csv::ErrorKind::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<Endless>()) {
            Some(endless) => ArchiveError::too_large(name, "a row", endless.0).with_setting(
                Setting::MaxPostBytes,
                "look for a quotation mark that is never closed, or raise the limit on the size of a post",
            ),
            None => ArchiveError::io(name, &error),
        },
        other => ArchiveError::new(ErrorKind::Damaged, name, format!("{other:?}")),
    };
    match line {
        Some(line) => error.at_line(line),
        None => error,
    }
}

/// A reader that ends with an error where one row is too large, as when a quotation mark is never closed, and
/// with [`END`] otherwise.
struct Limited {
    reader: Reader,
    since: Arc<AtomicU64>,
    most: u64,
    /// The rest of [`END`].
    end: &'static [u8],
}

#[derive(Debug)]
struct Endless(u64);

impl std::fmt::Display for Endless {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "a row of more than {} bytes", self.0)
    }
}

impl std::error::Error for Endless {}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.load(Relaxed) > self.most {
            return Err(io::Error::other(Endless(self.most - (1 << 17))));
        }
        let read = match self.reader.read(buffer)? {
            0 => self.end.read(buffer)?,
            read => read,
        };
        self.since.fetch_add(read as u64, Relaxed);
        Ok(read)
    }
}
