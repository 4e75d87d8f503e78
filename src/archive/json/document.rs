//! A JSON document: an array of posts, an object with one (`posts`, `items` as in a JSON Feed), or a
//! single post. One element is held at a time.

use serde_json::{Map, Value};

use super::object::{no_object, object, post};
use super::scan::{ScanError, Scanner};
use crate::Post;
use crate::archive::decode;
use crate::archive::error::{ArchiveError, ErrorKind};
use crate::archive::options::ReadOptions;
use crate::archive::stream::{PostStream, Reader, empty};

/// The fields of an object that hold posts.
const ARRAYS: [&str; 6] = ["posts", "items", "entries", "articles", "billets", "orderedItems"];

/// The posts of a document.
pub(in crate::archive) fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    let (reader, warning) = decode::stream(reader, options);
    Box::new(Document {
        scanner: Scanner::new(reader, options.max_post_bytes),
        place: Place::Start,
        fields: Map::new(),
        field_bytes: 0,
        has_array: false,
        count: 0,
        name: name.to_owned(),
        id: id.to_owned(),
        warning,
        options: options.clone(),
    })
}

struct Document {
    scanner: Scanner<Reader>,
    place: Place,
    /// The fields of the object around the posts, or of the only post.
    fields: Map<String, Value>,
    /// The bytes of the source of these.
    field_bytes: u64,
    has_array: bool,
    /// How many elements there were.
    count: u64,
    name: String,
    id: String,
    warning: Option<String>,
    options: ReadOptions,
}

#[derive(Clone, Copy)]
enum Place {
    Start,
    Object { is_first: bool },
    Array { is_first: bool, in_object: bool },
    End,
}

impl Document {
    fn error(&self, kind: ErrorKind, reason: impl Into<String>) -> ArchiveError {
        ArchiveError::new(kind, &self.name, reason).at_line(self.scanner.line)
    }

    fn step(&mut self) -> Result<Option<Result<Post, ArchiveError>>, ScanError> {
        match self.place {
            Place::Start => {
                self.place = match self.scanner.peek()? {
                    b'[' => {
                        self.scanner.enter_array()?;
                        Place::Array { is_first: true, in_object: false }
                    }
                    b'{' => {
                        self.scanner.enter_object()?;
                        Place::Object { is_first: true }
                    }
                    _ => return Err(ScanError::Wanted("[ or {")),
                };
                Ok(None)
            }
            Place::Object { is_first } => {
                self.place = Place::Object { is_first: false };
                let Some(name) = self.scanner.next_field(is_first)? else {
                    self.place = Place::End;
                    let fields = std::mem::take(&mut self.fields);
                    let is_told = self.has_array || self.field_bytes > self.options.max_post_bytes;
                    return if is_told { Ok(None) } else { Ok(self.single(fields).transpose()) };
                };
                if ARRAYS.contains(&name.as_str()) && self.scanner.peek()? == b'[' {
                    self.scanner.enter_array()?;
                    self.has_array = true;
                    self.place = Place::Array { is_first: true, in_object: true };
                    return Ok(None);
                }
                let Some(value) = self.scanner.value()? else {
                    let what = format!("the field {name:?}");
                    let limit = self.options.max_post_bytes;
                    let error = ArchiveError::too_large(&self.name, &what, limit).at_line(self.scanner.line);
                    return Ok(Some(Err(error)));
                };
                let (text, _) = match decode::record(&value, &self.name) {
                    Ok(decoded) => decoded,
                    Err(error) => return Ok(Some(Err(error.at_line(self.scanner.line)))),
                };
                if self.has_array {
                    // The fields behind the posts are not needed.
                    return Ok(None);
                }
                let before = self.field_bytes;
                let limit = self.options.max_post_bytes;
                self.field_bytes = before.saturating_add((name.len() + value.len()) as u64);
                if self.field_bytes > limit {
                    // One record for all fields; the posts may still follow.
                    self.fields.clear();
                    let error = ArchiveError::too_large(&self.name, "the object", limit);
                    return Ok((before <= limit).then(|| Err(error.at_line(self.scanner.line))));
                }
                if let Ok(value) = serde_json::from_str(&text) {
                    self.fields.insert(name, value);
                }
                Ok(None)
            }
            Place::Array { is_first, in_object } => {
                if !self.scanner.next_element(is_first)? {
                    self.place = if in_object { Place::Object { is_first: false } } else { Place::End };
                    return Ok(None);
                }
                self.place = Place::Array { is_first: false, in_object };
                self.count += 1;
                let Some(value) = self.scanner.value()? else {
                    let limit = self.options.max_post_bytes;
                    let error = ArchiveError::too_large(&self.name, "the post", limit);
                    return Ok(Some(Err(error.at_line(self.scanner.line))));
                };
                Ok(self.element(&value).transpose())
            }
            Place::End => Ok(None),
        }
    }

    /// The post that is an element of the array.
    fn element(&self, bytes: &[u8]) -> Result<Option<Post>, ArchiveError> {
        let (text, decoded) =
            decode::record(bytes, &self.name).map_err(|error| error.at_line(self.scanner.line))?;
        let (object, mended) =
            object(&text).map_err(|error| self.error(ErrorKind::Json, no_object(&error)))?;
        let mut post = post(object, format!("{}:{}", self.id, self.count), &self.options)
            .map_err(|(kind, reason)| self.error(kind, reason))?;
        if let Some(post) = &mut post {
            post.warnings.extend(self.warning.clone().into_iter().chain(decoded).chain(mended));
        }
        Ok(post)
    }

    /// The post that is the whole document.
    fn single(&self, fields: Map<String, Value>) -> Result<Option<Post>, ArchiveError> {
        let mut post = post(fields, self.id.clone(), &self.options).map_err(|(kind, reason)| match kind {
            ErrorKind::Field => self
                .error(ErrorKind::UnknownFormat, "the JSON holds no posts")
                .with_remedy("give an array of posts, or one object with a \"text\""),
            kind => self.error(kind, reason),
        })?;
        if let Some(post) = &mut post {
            post.warnings.extend(self.warning.clone());
        }
        Ok(post)
    }

    fn stopped(&self, error: ScanError) -> ArchiveError {
        match error {
            ScanError::Cut if matches!(self.place, Place::Start) => empty(&self.name),
            ScanError::Cut => self.error(ErrorKind::Damaged, "the file is cut short"),
            ScanError::Wanted(sign) => self
                .error(ErrorKind::Json, format!("not valid JSON ({sign} is expected here)"))
                .with_remedy("correct it; what precedes it was read"),
            ScanError::Io(error) => ArchiveError::io(&self.name, &error).at_line(self.scanner.line),
        }
    }
}

impl Iterator for Document {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !matches!(self.place, Place::End) {
            match self.step() {
                Ok(None) => {}
                Ok(Some(post)) => return Some(post),
                Err(error) => {
                    let error = self.stopped(error);
                    self.place = Place::End;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}
