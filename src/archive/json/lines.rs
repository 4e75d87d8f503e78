//! JSON lines: one post an object, one object a line.

use std::io::{self, BufRead};

use super::object::{no_object, object, post};
use crate::Post;
use crate::archive::decode;
use crate::archive::error::{ArchiveError, ErrorKind};
use crate::archive::options::ReadOptions;
use crate::archive::stream::{PostStream, Reader, empty};

/// The posts of a file of JSON lines.
pub(in crate::archive) fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    let (reader, warning) = decode::stream(reader, options);
    Box::new(JsonLines::new(reader, name, id, options, warning))
}

/// The posts of one stream of JSON lines. A bad line is an error; the next line follows.
struct JsonLines<R> {
    reader: R,
    source_name: String,
    id: String,
    line: u64,
    limit: u64,
    options: ReadOptions,
    /// What the whole stream was read as.
    warning: Option<String>,
    buffer: Vec<u8>,
    /// Whether every line so far was blank.
    empty: bool,
    done: bool,
}

impl<R: BufRead> JsonLines<R> {
    fn new(reader: R, source_name: &str, id: &str, options: &ReadOptions, warning: Option<String>) -> Self {
        Self {
            reader,
            source_name: source_name.to_owned(),
            id: id.to_owned(),
            line: 0,
            limit: options.max_post_bytes,
            options: options.clone(),
            warning,
            buffer: Vec::new(),
            empty: true,
            done: false,
        }
    }

    fn error(&self, kind: ErrorKind, reason: impl Into<String>) -> ArchiveError {
        ArchiveError::new(kind, &self.source_name, reason).at_line(self.line)
    }

    /// Reads a line into the buffer; a line beyond the limit is skipped, not held.
    fn read_line(&mut self) -> io::Result<Line> {
        self.buffer.clear();
        take_line(&mut self.reader, self.limit, &mut self.buffer)?;
        if self.buffer.is_empty() {
            return Ok(Line::End);
        }
        self.line += 1;
        if self.buffer.last() == Some(&b'\n') || self.buffer.len() as u64 <= self.limit {
            return Ok(Line::Whole);
        }
        self.buffer.clear();
        self.buffer.shrink_to(1 << 16);
        skip_line(&mut self.reader)?;
        Ok(Line::TooLong)
    }

    fn post(&self) -> Result<Option<Post>, ArchiveError> {
        let line = self.buffer.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.buffer);
        let (text, decoded) =
            decode::record(line, &self.source_name).map_err(|error| error.at_line(self.line))?;
        let (object, mended) =
            object(text.trim_end()).map_err(|error| self.error(ErrorKind::Json, no_object(&error)))?;
        let mut post = post(object, format!("{}:{}", self.id, self.line), &self.options)
            .map_err(|(kind, reason)| self.error(kind, reason))?;
        if let Some(post) = &mut post {
            post.warnings.extend(self.warning.clone().into_iter().chain(decoded).chain(mended));
        }
        Ok(post)
    }
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// Appends the bytes up to the end of the line, and one byte beyond the limit at most. As [`BufRead::read_until`] does it, but
/// with the wider search for the end.
fn take_line(reader: &mut impl BufRead, limit: u64, line: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let available = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            available => available?,
        };
        let room = limit.saturating_add(1) - line.len() as u64;
        let room = usize::try_from(room).unwrap_or(usize::MAX).min(available.len());
        let end = memchr::memchr(b'\n', &available[..room]);
        let taken = end.map_or(room, |at| at + 1);
        line.extend_from_slice(&available[..taken]);
        reader.consume(taken);
        if end.is_some() || taken == 0 {
            return Ok(());
        }
    }
}

fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let available = reader.fill_buf()?;
        if available.is_empty() {
            return Ok(());
        }
        if let Some(at) = memchr::memchr(b'\n', available) {
            reader.consume(at + 1);
            return Ok(());
        }
        let length = available.len();
        reader.consume(length);
    }
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.read_line() {
                Ok(Line::End) => {
                    self.done = true;
                    if self.empty {
                        return Some(Err(empty(&self.source_name)));
                    }
                }
                Ok(Line::Whole) if self.buffer.trim_ascii().is_empty() => {}
                Ok(Line::Whole) => {
                    self.empty = false;
                    if let Some(post) = self.post().transpose() {
                        return Some(post);
                    }
                }
                Ok(Line::TooLong) => {
                    self.empty = false;
                    let error = ArchiveError::too_large(&self.source_name, "the line", self.limit);
                    return Some(Err(error.at_line(self.line)));
                }
                Err(error) => {
                    self.done = true;
                    return Some(Err(ArchiveError::io(&self.source_name, &error)));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn read(text: &str) -> Vec<Result<Post, ArchiveError>> {
        let options = ReadOptions { max_post_bytes: 100, ..ReadOptions::default() };
        JsonLines::new(text.as_bytes(), "billets.jsonl", "billets.jsonl", &options, None).collect()
    }

    #[test]
    fn unknown_fields_are_kept_under_meta() {
        let posts =
            read(r#"{"id": 7, "title": "T", "text": "x", "tags": "a, b", "date": "2022-02-03", "n": 1}"#);
        let post = posts[0].as_ref().expect("a post");
        assert_eq!((post.id.as_str(), post.title.as_str()), ("7", "T"));
        assert_eq!(post.labels, ["a", "b"]);
        assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2022-02-03"));
        assert_eq!(post.meta.get("n"), Some(&Value::from(1)));
    }

    #[test]
    fn a_bad_line_does_not_affect_others() {
        let long = format!("{{\"text\": \"{}\"}}", "x".repeat(200));
        let posts = read(&format!(
            "{{\"text\": \"un\"}}\n\n{{\"text\": \"deux\"\n{{\"id\": 1}}\n{long}\n{{\"text\": 3}}\n{{\"text\": \"six\"}}"
        ));
        let shown: Vec<String> = posts
            .iter()
            .map(|post| post.as_ref().map_or_else(ToString::to_string, |post| post.text.clone()))
            .collect();
        assert_eq!(shown[0], "un");
        assert!(shown[1].starts_with("billets.jsonl, line 3: not a JSON object (EOF"), "{}", shown[1]);
        assert!(shown[2].starts_with("billets.jsonl, line 4: no field \"text\""), "{}", shown[2]);
        assert!(
            shown[3].starts_with("billets.jsonl, line 5: the line is longer than 100 bytes"),
            "{}",
            shown[3]
        );
        assert!(shown[4].starts_with("billets.jsonl, line 6: \"text\" is a number"), "{}", shown[4]);
        assert_eq!(shown[5], "six");
    }
}
