//! Cuts a stream of XML into its posts without holding more than one: from each `<item>` to its
//! `</item>`. What lies between them is skipped; the content of one is left to `item`.
//!
//! The cut follows the tags alone, without a parser of the whole, so that damage stays local: a post that is not
//! well-formed is an error, and the next `<item>` starts a new one.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;
use memchr::memmem;

use super::doctype::Entities;
use crate::archive::decode;
use crate::archive::error::{ArchiveError, ErrorKind};
use crate::archive::options::ReadOptions;
use crate::archive::stream::Reader;

/// The most bytes of a prolog that are searched for declarations.
const LONGEST_PROLOG: usize = 64 << 10;

/// One element of the stream.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// Its name.
    pub(super) name: &'static str,
    /// All of it, from `<` to `>`.
    pub(super) xml: String,
    /// The line it starts on, from 1.
    pub(super) line: u64,
    /// The warning about its encoding.
    pub(super) warning: Option<String>,
    /// The prefix of the document's root with its colon (`atom:`), or an empty string.
    pub(super) prefix: Arc<str>,
    /// The entities that the document declares.
    pub(super) entities: Arc<Entities>,
}

/// The elements of some names in a stream of XML, each a [`Frame`].
#[expect(clippy::struct_excessive_bools, reason = "independent states of the stream")]
pub(super) struct Frames {
    reader: Reader,
    source_name: String,
    names: &'static [&'static str],
    limit: usize,
    /// What the whole stream was read as, where that was guessed.
    warning: Option<String>,
    /// The line that is being read.
    line: u64,
    /// The element that is open.
    open: Option<Open>,
    /// Bytes up to and with the next `>`.
    piece: Vec<u8>,
    /// Whether the stream's root element was closed.
    closed: bool,
    done: bool,
    /// What precedes the root element, until it is read.
    prolog: Option<Vec<u8>>,
    prefix: Arc<str>,
    entities: Arc<Entities>,
    /// Whether a comment, or the declarations of a DOCTYPE, are open.
    in_comment: bool,
    in_doctype: bool,
}

struct Open {
    name: &'static str,
    line: u64,
    bytes: Vec<u8>,
    in_cdata: bool,
    /// The end of an end tag inside CDATA: the end of the element, if a new one follows at once.
    passed_end: Option<usize>,
    too_large: bool,
}

impl Frames {
    pub(super) fn new(
        reader: Reader,
        source_name: &str,
        names: &'static [&'static str],
        options: &ReadOptions,
    ) -> Self {
        let (reader, warning) = as_utf_8(reader, options);
        Self {
            reader,
            warning,
            source_name: source_name.to_owned(),
            names,
            limit: usize::try_from(options.max_post_bytes).unwrap_or(usize::MAX),
            line: 1,
            open: None,
            piece: Vec::new(),
            closed: false,
            done: false,
            prolog: Some(Vec::new()),
            prefix: Arc::from(""),
            entities: Arc::default(),
            in_comment: false,
            in_doctype: false,
        }
    }

    /// Reads up to the next `>`. What exceeds the limit is skipped.
    fn next_piece(&mut self) -> io::Result<bool> {
        self.piece.clear();
        let mut any = false;
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                return Ok(any);
            }
            any = true;
            let (length, ended) = match memchr::memchr(b'>', available) {
                Some(at) => (at + 1, true),
                None => (available.len(), false),
            };
            if self.piece.len().saturating_add(length) > self.limit {
                self.line += lines(&self.piece);
                self.piece.clear();
                if let Some(open) = &mut self.open {
                    open.too_large = true;
                }
            }
            self.piece.extend_from_slice(&available[..length]);
            self.reader.consume(length);
            if ended {
                return Ok(true);
            }
        }
    }

    /// Takes the piece that was read; a frame or an error when it ends an element.
    fn take(&mut self) -> Option<Result<Frame, ArchiveError>> {
        let piece = std::mem::take(&mut self.piece);
        let tag = last_tag(&piece);
        if self.prolog.is_some() {
            self.read_prolog(&piece, tag);
        }
        let is_hidden = self.open.is_none() && self.is_hidden(&piece);
        let tag = tag.filter(|_| !is_hidden);
        let starts = tag.and_then(|tag| starts_one_of(tag, &self.prefix, self.names));
        let line_of_tag = self.line + lines(&piece[..piece.len() - tag.map_or(0, <[u8]>::len)]);
        self.line += lines(&piece);
        let result = self.place(&piece, tag, starts, line_of_tag);
        self.piece = piece;
        result
    }

    /// Takes a piece of what precedes the root element; reads it when the root element is there.
    fn read_prolog(&mut self, piece: &[u8], tag: Option<&[u8]>) {
        let Some(prolog) = &mut self.prolog else { return };
        if memmem::find(piece, b"<!DOCTYPE").is_some_and(|at| piece[at..].contains(&b'[')) {
            self.in_doctype = true;
        }
        let name = tag.and_then(|tag| tag.get(1..)).filter(|_| !self.in_doctype).unwrap_or_default();
        if !name.first().is_some_and(u8::is_ascii_alphabetic) && prolog.len() < LONGEST_PROLOG {
            prolog.extend_from_slice(piece);
        } else if !self.in_doctype || prolog.len() >= LONGEST_PROLOG {
            let name =
                name.split(|byte| byte.is_ascii_whitespace() || *byte == b'>').next().unwrap_or_default();
            // The prefix of RDF is that of its root alone.
            if let Some(prefix) = name.strip_suffix(b"feed").filter(|prefix| prefix.ends_with(b":")) {
                self.prefix = Arc::from(String::from_utf8_lossy(prefix));
            }
            self.entities = Arc::new(Entities::parse(&String::from_utf8_lossy(prolog)));
            self.prolog = None;
        }
        let end = piece.trim_ascii_end();
        if self.in_doctype && end.strip_suffix(b">").is_some_and(|end| end.trim_ascii_end().ends_with(b"]")) {
            self.in_doctype = false;
        }
    }

    /// Whether a piece between posts ends inside a comment or inside declarations.
    fn is_hidden(&mut self, piece: &[u8]) -> bool {
        let was_hidden = self.in_comment || self.in_doctype;
        let opened = memmem::rfind(piece, b"<!--").map(|at| at + 4);
        if self.in_comment || opened.is_some() {
            let inside = &piece[opened.filter(|_| !self.in_comment).unwrap_or(0)..];
            self.in_comment = !inside.ends_with(b"-->");
        }
        was_hidden || opened.is_some()
    }

    fn place(
        &mut self,
        piece: &[u8],
        tag: Option<&[u8]>,
        starts: Option<&'static str>,
        line_of_tag: u64,
    ) -> Option<Result<Frame, ArchiveError>> {
        let begin = |name| Open {
            name,
            line: line_of_tag,
            bytes: tag.unwrap_or_default().to_vec(),
            in_cdata: false,
            passed_end: None,
            too_large: false,
        };
        let Some(open) = &mut self.open else {
            self.open = starts.map(begin);
            self.closed |= tag.is_some_and(|tag| ends_the_root(tag, &self.prefix));
            return None;
        };
        // A new element starts before this one ended: it ends here, damaged.
        let again = starts == Some(open.name);
        let after_end = open.passed_end.take().filter(|_| {
            again && tag.is_some_and(|tag| piece[..piece.len() - tag.len()].trim_ascii().is_empty())
        });
        if let Some(end) = after_end {
            open.bytes.truncate(end);
            return self.finish_and_begin(starts.map(begin));
        }
        if again && !open.in_cdata && !opens_cdata(piece) {
            open.bytes.extend_from_slice(&piece[..piece.len() - tag.map_or(0, <[u8]>::len)]);
            return self.finish_and_begin(starts.map(begin));
        }
        if open.bytes.len() + piece.len() > self.limit {
            open.too_large = true;
            open.bytes.clear();
        }
        open.bytes.extend_from_slice(piece);
        open.in_cdata = (open.in_cdata || opens_cdata(piece)) && !piece.ends_with(b"]]>");
        if tag.is_some_and(|tag| ends(tag, &self.prefix, open.name)) {
            if open.in_cdata {
                open.passed_end = Some(open.bytes.len());
            } else {
                return self.finish_and_begin(None);
            }
        }
        None
    }

    fn finish_and_begin(&mut self, next: Option<Open>) -> Option<Result<Frame, ArchiveError>> {
        let ended = std::mem::replace(&mut self.open, next)?;
        if ended.too_large || ended.bytes.len() > self.limit {
            let error = ArchiveError::too_large(&self.source_name, "the post", self.limit as u64);
            return Some(Err(error.at_line(ended.line)));
        }
        let (xml, warning) = match String::from_utf8(ended.bytes) {
            Ok(xml) if !decode::is_utf_7(&xml) => (xml, None),
            other => {
                let bytes = other.map_or_else(std::string::FromUtf8Error::into_bytes, String::into_bytes);
                match decode::decode(bytes, &self.source_name) {
                    Ok(decoded) => (decoded.text, decoded.warning),
                    Err(error) => return Some(Err(error.at_line(ended.line))),
                }
            }
        };
        let warning = warning.or_else(|| self.warning.clone());
        let (prefix, entities) = (Arc::clone(&self.prefix), Arc::clone(&self.entities));
        Some(Ok(Frame { name: ended.name, xml, line: ended.line, warning, prefix, entities }))
    }

    /// The error at the end of the stream, or `None` where the stream is whole.
    fn end(&mut self) -> Option<Result<Frame, ArchiveError>> {
        self.done = true;
        let (line, reason) = match self.open.take() {
            Some(open) => (open.line, "the file ends inside the post that begins here"),
            None if self.closed => return None,
            None => (self.line, "the file ends before its last end tag"),
        };
        Some(Err(ArchiveError::new(ErrorKind::Truncated, &self.source_name, reason).at_line(line)))
    }
}

impl Iterator for Frames {
    type Item = Result<Frame, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.next_piece() {
                Ok(true) => {
                    if let Some(frame) = self.take() {
                        return Some(frame);
                    }
                }
                Ok(false) => return self.end(),
                Err(error) => {
                    self.done = true;
                    return Some(Err(ArchiveError::io(&self.source_name, &error)));
                }
            }
        }
        None
    }
}

/// The stream in UTF-8, where a mark, the XML declaration or its zeros say that it is in another encoding, and a warning
/// where that was guessed.
fn as_utf_8(mut reader: Reader, options: &ReadOptions) -> (Reader, Option<String>) {
    let mut head = Vec::new();
    let read = reader.by_ref().take(256).read_to_end(&mut head);
    let declared = declared_encoding(&head).filter(|encoding| *encoding != encoding_rs::UTF_8);
    let marked = Encoding::for_bom(&head).is_some();
    let is_wide = head.contains(&0);
    let again: Reader = Box::new(io::Cursor::new(head).chain(Failing(read.err())).chain(reader));
    if is_wide {
        // Encodings of several bytes hold no tags.
        let (reader, warning) = decode::stream(again, options);
        return (reader, warning.filter(|_| declared.is_none() && !marked));
    }
    if declared.is_none() && !marked {
        // Frames decode themselves where they are not UTF-8.
        return (again, None);
    }
    let decoder = DecodeReaderBytesBuilder::new().encoding(declared).bom_override(true).build(again);
    (Box::new(BufReader::with_capacity(1 << 16, decoder)), None)
}

/// Gives the error that reading the first bytes met, once.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Failing {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

/// The encoding of `<?xml … encoding="…"?>`.
fn declared_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let declaration = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memmem::find(declaration, b"?>")?];
    let value = &declaration[memmem::find(declaration, b"encoding")? + b"encoding".len()..];
    let value = value.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = value.split_first()?;
    Encoding::for_label(&value[..memchr::memchr(*quote, value)?])
}

fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// The tag that a piece ends with, from its `<`.
fn last_tag(piece: &[u8]) -> Option<&[u8]> {
    memchr::memrchr(b'<', piece).map(|at| &piece[at..])
}

/// The one of `names` that the tag opens; `None` for a tag that closes itself.
fn starts_one_of(tag: &[u8], prefix: &str, names: &'static [&'static str]) -> Option<&'static str> {
    let inside = tag.strip_prefix(b"<")?.strip_prefix(prefix.as_bytes())?;
    names.iter().copied().find(|name| {
        inside.strip_prefix(name.as_bytes()).is_some_and(|rest| {
            rest.first().is_some_and(|next| *next == b'>' || next.is_ascii_whitespace())
                && !rest.ends_with(b"/>")
        })
    })
}

fn ends(tag: &[u8], prefix: &str, name: &str) -> bool {
    let name_of_end = tag.strip_prefix(b"</").and_then(|rest| rest.strip_suffix(b">"));
    name_of_end
        .and_then(|found| found.strip_prefix(prefix.as_bytes()))
        .is_some_and(|found| found.trim_ascii_end() == name.as_bytes())
}

fn ends_the_root(tag: &[u8], prefix: &str) -> bool {
    ["rss", "feed", "rdf:RDF", "root", "posts", "overblog", "blog"].iter().any(|root| ends(tag, prefix, root))
}

/// Whether a piece opens a CDATA section. (One that it also closes has its `]]>` at the end.)
fn opens_cdata(piece: &[u8]) -> bool {
    memmem::find(piece, b"<![CDATA[").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(source: &[u8]) -> Vec<String> {
        let options = ReadOptions { max_post_bytes: 200, ..ReadOptions::default() };
        Frames::new(Box::new(io::Cursor::new(source.to_vec())), "x.xml", &["item"], &options)
            .map(|frame| match frame {
                Ok(frame) => format!("{}: {}", frame.line, frame.xml),
                Err(error) => error.to_string(),
            })
            .collect()
    }

    #[test]
    fn items_are_cut_out_with_their_lines() {
        let found =
            frames(b"<rss>\n<x>a</x><item>\n1</item\n>\n<item a='b'>2<![CDATA[</item> ]]></item></rss>");
        assert_eq!(found, ["2: <item>\n1</item\n>", "5: <item a='b'>2<![CDATA[</item> ]]></item>"]);
    }

    #[test]
    fn damage_stays_in_its_item() {
        let found = frames(b"<rss><item>1<item>2</item><item><![CDATA[3]]</item>\n<item>4</item></rss>");
        assert_eq!(
            found,
            ["1: <item>1", "1: <item>2</item>", "1: <item><![CDATA[3]]</item>", "2: <item>4</item>"]
        );
    }

    #[test]
    fn a_cut_is_reported_with_its_line() {
        let found = frames(b"<rss>\n<item>1</item>\n<item>2</it");
        assert_eq!(found[0], "2: <item>1</item>");
        assert!(found[1].starts_with("x.xml, line 3: the file ends inside the post"), "{}", found[1]);
        assert!(frames(b"<rss>\n<item>1</item>\n")[1].starts_with("x.xml, line 3: the file ends before"));
    }

    #[test]
    fn posts_beyond_the_limit_are_not_held() {
        let long = "x".repeat(300);
        for long in [format!("<item>{long}</item>"), format!("<item>{}</item>", "<b>x</b>".repeat(60))] {
            let found = frames(format!("<rss>{long}<item>2</item></rss>").as_bytes());
            assert!(found[0].contains("the post is longer than 200 bytes"), "{}", found[0]);
            assert_eq!(found[1..], ["1: <item>2</item>"]);
        }
    }

    #[test]
    fn other_encodings_are_recognized_by_mark_or_declaration() {
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><rss><item>\xe9t\xe9</item></rss>";
        assert_eq!(frames(latin), ["1: <item>été</item>"]);
        let text = "\u{feff}<rss><item>été</item></rss>";
        let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(frames(&utf_16), ["1: <item>été</item>"]);
    }
}
