//! The export of Movable Type, which Canalblog, TypePad and older Over-blog write too: entries of lines, ended by
//! a line of eight hyphens; sections of an entry, ended by a line of five.

use std::io::{self, BufRead};

use super::error::{ArchiveError, ErrorKind};
use super::html::fragment;
use super::options::ReadOptions;
use super::stream::{PostStream, Reader, empty};
use super::{date, decode, fields, markdown};
use crate::Post;

const END_OF_SECTION: &str = "-----";
const END_OF_ENTRY: &str = "--------";

/// The keys of the first section, by which the format is recognized.
const KEYS: [&str; 12] = [
    "AUTHOR",
    "TITLE",
    "BASENAME",
    "STATUS",
    "ALLOW COMMENTS",
    "ALLOW PINGS",
    "CONVERT BREAKS",
    "PRIMARY CATEGORY",
    "CATEGORY",
    "TAGS",
    "UNIQUE URL",
    "DATE",
];

/// Whether a text begins like such an export: with lines of known keys, up to the end of a section.
pub(super) fn is_export(head: &str) -> bool {
    let mut known = 0;
    for line in head.trim_start_matches('\u{feff}').lines() {
        match line.split_once(':') {
            _ if line.trim_end() == END_OF_SECTION => return known >= 2,
            Some((key, _)) if KEYS.contains(&key) => known += 1,
            Some((key, _)) if is_key(key) => {}
            _ if line.trim().is_empty() => {}
            _ => return false,
        }
    }
    false
}

/// The published posts of an export, and its drafts where the options include them.
pub(super) fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    let (reader, warning) = decode::stream(reader, options);
    Box::new(Export {
        reader,
        source_name: name.to_owned(),
        id: id.to_owned(),
        options: options.clone(),
        warning,
        line: 0,
        count: 0,
        done: false,
    })
}

struct Export {
    reader: Reader,
    source_name: String,
    id: String,
    options: ReadOptions,
    warning: Option<String>,
    /// The line that was read last, counted from 1.
    line: u64,
    count: u64,
    done: bool,
}

/// The lines of one entry.
struct Entry {
    text: String,
    /// The line it starts on.
    line: u64,
    /// Whether its last section is ended.
    is_whole: bool,
    too_large: bool,
    warning: Option<String>,
}

impl Export {
    /// The lines up to the end of the next entry; `None` at the end of the file.
    fn next_entry(&mut self) -> io::Result<Option<Result<Entry, ArchiveError>>> {
        let limit = self.options.max_post_bytes;
        let (mut bytes, mut start, mut too_large, mut is_whole) = (Vec::new(), 0, false, true);
        loop {
            let before = bytes.len();
            let room = limit.saturating_add(1).saturating_sub(before as u64);
            let read = io::Read::take(&mut self.reader, room.max(1)).read_until(b'\n', &mut bytes)?;
            let line = bytes[before..].trim_ascii();
            if read == 0 {
                self.done = true;
                break;
            }
            if bytes.ends_with(b"\n") {
                self.line += 1;
            }
            if line == END_OF_ENTRY.as_bytes() {
                bytes.truncate(before);
                is_whole = true;
                break;
            }
            if line.is_empty() && start == 0 {
                bytes.clear();
                continue;
            }
            if start == 0 {
                start = self.line.max(1);
            }
            if !line.is_empty() {
                is_whole = line == END_OF_SECTION.as_bytes();
            }
            if bytes.len() as u64 > limit {
                too_large = true;
                bytes.clear();
            }
        }
        if start == 0 && bytes.is_empty() {
            return Ok(if self.done { None } else { Some(Ok(Entry::blank())) });
        }
        if too_large {
            return Ok(Some(Ok(Entry { line: start, too_large, ..Entry::blank() })));
        }
        Ok(Some(match decode::decode(bytes, &self.source_name) {
            Ok(decoded) => {
                Ok(Entry { text: decoded.text, line: start, is_whole, too_large, warning: decoded.warning })
            }
            Err(error) => Err(error.at_line(start)),
        }))
    }

    fn post(&mut self, entry: &Entry) -> Option<Result<Post, ArchiveError>> {
        let error = |kind, reason: &str| {
            Some(Err(ArchiveError::new(kind, &self.source_name, reason).at_line(entry.line)))
        };
        if entry.too_large {
            let limit = self.options.max_post_bytes;
            let error = ArchiveError::too_large(&self.source_name, "the entry", limit);
            return Some(Err(error.at_line(entry.line)));
        }
        if entry.text.trim().is_empty() {
            return None;
        }
        self.count += 1;
        if !entry.is_whole {
            return error(ErrorKind::Truncated, "the file ends inside the entry that begins here");
        }
        let sections = Sections::parse(&entry.text);
        let status = sections.value("STATUS").unwrap_or("Publish");
        if !status.eq_ignore_ascii_case("publish") && !self.options.include.drafts {
            return None;
        }
        let own_id = sections.value("BASENAME").map(str::to_owned);
        let mut post = Post::new(own_id.unwrap_or_else(|| format!("{}:{}", self.id, self.count)), "");
        post.title = sections.value("TITLE").map(fragment::line).unwrap_or_default();
        post.author = sections.value("AUTHOR").map(fragment::line);
        post.url = sections.value("UNIQUE URL").map(str::to_owned);
        if let Some(day) = sections.value("DATE") {
            post.published = date::month_first(day).or_else(|| date::parse(day));
        }
        let keys = ["TAGS", "PRIMARY CATEGORY", "CATEGORY"];
        let named = keys.iter().flat_map(|key| sections.values(key).map(move |value| (*key, value)));
        for (key, value) in named.chain(sections.section("KEYWORDS").map(|text| ("KEYWORDS", text))) {
            let found = if key.ends_with("CATEGORY") {
                vec![value.trim().to_owned()]
            } else {
                fields::split_labels(value)
            };
            let lines = found.iter().map(|label| fragment::line(label));
            let lines = lines.filter(|label| !label.is_empty());
            if key.ends_with("CATEGORY") {
                lines.for_each(|label| post.add_category(label));
            } else {
                post.labels.extend(lines);
            }
        }
        let mut body = sections.section("BODY").unwrap_or_default().to_owned();
        if let Some(more) = sections.section("EXTENDED BODY") {
            body.push_str("\n\n");
            body.push_str(more);
        }
        match sections.value("CONVERT BREAKS").unwrap_or_default() {
            breaks if breaks.starts_with("markdown") => markdown::read_into(&mut post, &body, &self.options),
            "1" | "__default__" | "convert_breaks" => {
                fragment::read_lines_into(&mut post, &body, &self.options);
            }
            // Text without a tag of a block or of a line break has its paragraphs by line breaks alone.
            "" if !has_blocks(&body) => fragment::read_lines_into(&mut post, &body, &self.options),
            _ => fragment::read_into(&mut post, &body, &self.options),
        }
        post.warnings.extend(self.warning.iter().chain(&entry.warning).cloned());
        if post.title.is_empty() && post.text.trim().is_empty() {
            return error(ErrorKind::Empty, "the entry has neither title nor text");
        }
        Some(Ok(post))
    }
}

impl Entry {
    fn blank() -> Self {
        Self { text: String::new(), line: 0, is_whole: true, too_large: false, warning: None }
    }
}

impl Iterator for Export {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let post = match self.next_entry() {
                Ok(Some(Ok(entry))) => self.post(&entry),
                Ok(Some(Err(error))) => Some(Err(error)),
                Ok(None) if self.count == 0 => Some(Err(empty(&self.source_name))),
                Ok(None) => None,
                Err(error) => {
                    self.done = true;
                    Some(Err(ArchiveError::io(&self.source_name, &error).at_line(self.line + 1)))
                }
            };
            if post.is_some() {
                return post;
            }
        }
        None
    }
}

/// The sections of an entry.
struct Sections<'a> {
    /// The keys of the first section and their values.
    head: Vec<(&'a str, &'a str)>,
    /// The names of the others and their text.
    texts: Vec<(&'a str, &'a str)>,
}

impl<'a> Sections<'a> {
    fn parse(entry: &'a str) -> Self {
        let mut sections = Self { head: Vec::new(), texts: Vec::new() };
        let mut rest = entry;
        let mut is_head = true;
        while !rest.trim().is_empty() {
            let (section, behind) = cut_section(rest);
            rest = behind;
            if is_head {
                is_head = false;
                let pairs = section.lines().filter_map(|line| line.split_once(':'));
                sections.head = pairs.map(|(key, value)| (key.trim(), value.trim())).collect();
            } else if let Some((name, text)) = section.trim_start().split_once('\n') {
                sections.texts.push((name.trim().trim_end_matches(':'), text));
            }
        }
        sections
    }

    /// The values of a key of the first section that are not blank.
    fn values(&self, key: &str) -> impl Iterator<Item = &'a str> {
        self.head
            .iter()
            .filter(move |(found, value)| *found == key && !value.is_empty())
            .map(|(_, value)| *value)
    }

    fn value(&self, key: &str) -> Option<&'a str> {
        self.values(key).next()
    }

    /// The text of the first section of that name that is not blank.
    fn section(&self, name: &str) -> Option<&'a str> {
        self.texts
            .iter()
            .find(|(found, text)| *found == name && !text.trim().is_empty())
            .map(|(_, text)| *text)
    }
}

/// The first section and what follows it. A line of five hyphens ends a section only where another one, or
/// nothing, follows; otherwise it belongs to the text.
fn cut_section(text: &str) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim_end() == END_OF_SECTION {
            let next = text[end..].lines().map(str::trim_end).find(|line| !line.is_empty());
            if next.is_none_or(|next| next.strip_suffix(':').is_some_and(is_key)) {
                return (&text[..at], &text[end..]);
            }
        }
        at = end;
    }
    (text, "")
}

/// Whether tags tell where paragraphs or lines end.
fn has_blocks(body: &str) -> bool {
    let body = body.to_ascii_lowercase();
    ["<p>", "<p ", "<br", "<div", "<li", "</p>"].iter().any(|tag| body.contains(tag))
}

/// Whether a word has the form of a key: capitals and spaces.
fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_uppercase() || c == ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = "TITLE: Le pain &amp; le sel\nAUTHOR: Odile\nDATE: 03/25/2011 07:30:00 PM\nTAGS: \"four à bois\",sel\n\
        STATUS: Publish\nCATEGORY: Cuisine\n-----\nBODY:\n<p>Il cuit.</p>\n-----\n<p>Il lève.</p>\n-----\n\
        EXTENDED BODY:\n<p>La suite.</p>\n-----\nCOMMENT:\nAUTHOR: Paul\nBravo !\n-----\n--------\n";

    fn read_all(source: &str, options: &ReadOptions) -> Vec<Result<Post, ArchiveError>> {
        read(Box::new(io::Cursor::new(source.to_owned())), "a.txt", "a.txt", options).collect()
    }

    #[test]
    fn an_entry_is_a_post_and_its_comments_are_not() {
        for ends in ["\n", "\r\n"] {
            let posts = read_all(&EXPORT.replace('\n', ends), &ReadOptions::default());
            let post = posts[0].as_ref().expect("a post");
            assert_eq!((post.title.as_str(), post.author.as_deref()), ("Le pain & le sel", Some("Odile")));
            assert_eq!(post.text, "Il cuit.\n\n----- \n\nIl lève.\n\nLa suite.".replace("----- ", "-----"));
            assert_eq!(post.labels, ["four à bois", "sel", "Cuisine"]);
            assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2011-03-25"));
            assert_eq!(posts.len(), 1);
        }
    }

    #[test]
    fn drafts_are_read_where_they_are_asked_for() {
        let source = EXPORT.replace("Publish", "Draft");
        assert!(read_all(&source, &ReadOptions::default()).is_empty());
        let mut options = ReadOptions::default();
        options.include.drafts = true;
        assert_eq!(read_all(&source, &options).len(), 1);
    }

    #[test]
    fn a_cut_or_a_large_entry_is_an_error_and_costs_no_other() {
        let options = ReadOptions { max_post_bytes: 400, ..ReadOptions::default() };
        let long = EXPORT.replace("Il cuit.", &"Il cuit. ".repeat(100));
        let cut = &EXPORT[..EXPORT.find("lève").expect("there")];
        let kinds: Vec<String> = read_all(&format!("{EXPORT}{long}{EXPORT}{cut}"), &options)
            .iter()
            .map(|post| {
                post.as_ref().map_or_else(|error| error.kind.name().to_owned(), |_| "post".to_owned())
            })
            .collect();
        assert_eq!(kinds, ["post", "too-large", "post", "truncated"]);
    }

    #[test]
    fn the_format_is_told_from_prose() {
        assert!(is_export(EXPORT));
        assert!(!is_export("Le pain\n\nIl cuit.\n-----\n"));
        assert!(!is_export("TITLE: Un mot\nIl cuit.\n-----\n"));
    }
}
