//! The flat export of Dotclear: tables of posts, labels and categories, one row a line. The labels follow the
//! posts that they belong to, so the file is held, up to a limit; the posts are read one at a time.

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;

use super::error::{ArchiveError, ErrorKind, Setting};
use super::html::fragment;
use super::options::ReadOptions;
use super::stream::{PostStream, Reader, one};
use super::{date, decode, markdown};
use crate::Post;

/// What such an export begins with.
const MARK: &str = "///DOTCLEAR|";

/// Whether a text begins like such an export.
pub(super) fn is_export(head: &str) -> bool {
    head.starts_with(MARK)
}

/// The published posts of an export, and what else the options include.
pub(super) fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    let (reader, warning) = decode::stream(reader, options);
    let limit = options.max_held_bytes;
    let mut bytes = Vec::new();
    if let Err(error) = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes) {
        return one(Err(ArchiveError::io(name, &error)));
    }
    if bytes.len() as u64 > limit {
        return one(Err(ArchiveError::too_large(name, "the export, which is held in memory,", limit)
            .with_setting(Setting::MaxHeldBytes, "raise the limit on what is held in memory")));
    }
    let decoded = match decode::decode(bytes, name) {
        Ok(decoded) => decoded,
        Err(error) => return one(Err(error)),
    };
    if !decoded.text.trim_start_matches('\u{feff}').starts_with(MARK) {
        let reason = "not a flat export of Dotclear: its first line does not begin with ///DOTCLEAR|";
        return one(Err(ArchiveError::new(ErrorKind::UnknownFormat, name, reason)));
    }
    let tables = Tables::read(&decoded.text);
    Box::new(Posts {
        text: decoded.text,
        at: 0,
        line: 0,
        next_line: 1,
        columns: None,
        tables: Arc::new(tables),
        any: false,
        done: false,
        source_name: name.to_owned(),
        id: id.to_owned(),
        warning: warning.or(decoded.warning),
        options: options.clone(),
    })
}

/// The names of labels and authors, and which posts have them.
#[derive(Default)]
struct Tables {
    categories: HashMap<String, String>,
    users: HashMap<String, String>,
    tags: HashMap<String, Vec<String>>,
}

impl Tables {
    fn read(text: &str) -> Self {
        let mut tables = Self::default();
        let mut table: Option<(&str, Columns)> = None;
        let mut rest = text;
        while !rest.is_empty() {
            let line;
            (line, rest) = rest.split_at(row_end(rest));
            if let Some(header) = header(line) {
                table = Some(header);
            } else if let Some((name, columns)) = table.as_ref().filter(|_| line.starts_with('"'))
                && matches!(*name, "category" | "user" | "meta")
            {
                tables.take(name, columns, &row(line).unwrap_or_default());
            }
        }
        tables
    }

    fn take(&mut self, table: &str, columns: &Columns, row: &[String]) {
        let cell = |name: &str| columns.cell(row, name).unwrap_or_default().to_owned();
        match table {
            "category" => {
                self.categories.insert(cell("cat_id"), cell("cat_title"));
            }
            "user" => {
                let shown =
                    [cell("user_displayname"), format!("{} {}", cell("user_firstname"), cell("user_name"))];
                if let Some(name) = shown.iter().map(|name| name.trim()).find(|name| !name.is_empty()) {
                    self.users.insert(cell("user_id"), name.to_owned());
                }
            }
            _ if cell("meta_type") == "tag" => {
                self.tags.entry(cell("post_id")).or_default().push(cell("meta_id"));
            }
            _ => {}
        }
    }
}

/// The columns of a table by their names.
#[derive(Clone)]
struct Columns(Vec<String>);

impl Columns {
    /// The cell of that column that is not blank.
    fn cell<'a>(&self, row: &'a [String], name: &str) -> Option<&'a str> {
        let at = self.0.iter().position(|column| column == name)?;
        row.get(at).map(String::as_str).filter(|cell| !cell.trim().is_empty())
    }
}

/// The name and the columns of a table, of a line such as `[meta meta_id,meta_type,post_id]`.
fn header(line: &str) -> Option<(&str, Columns)> {
    let inside = line.trim_end().strip_prefix('[')?.strip_suffix(']')?;
    let (name, columns) = inside.split_once(' ')?;
    Some((name, Columns(columns.split(',').map(|column| column.trim().to_owned()).collect())))
}

/// Where the line ends that a text starts with. A row goes on behind a line break inside of its quotation marks, unless
/// another row, a table or nothing follows there.
fn row_end(text: &str) -> usize {
    let line_end = |from: usize| {
        memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |end| from + end + 1)
    };
    let mut end = line_end(0);
    if !text.starts_with('"') {
        return end;
    }
    let (mut at, mut is_open) = (0, false);
    loop {
        while at < end {
            match text.as_bytes()[at] {
                b'\\' => at += 1,
                b'"' => is_open = !is_open,
                _ => {}
            }
            at += 1;
        }
        let more = &text[end..];
        if !is_open || more.is_empty() || more.starts_with(['"', '[']) {
            return end;
        }
        end = line_end(end);
    }
}

/// The labels that older versions keep in the row itself, in the form in which PHP writes a list.
fn labels_of_row(meta: &str) -> Vec<String> {
    let Some((_, list)) = meta.split_once("\"tag\";a:") else { return Vec::new() };
    let list = list.split('}').next().unwrap_or_default();
    let mut parts = list.split('"');
    // A label stands between each two quotation marks.
    let mut labels = Vec::new();
    while let (Some(_), Some(label)) = (parts.next(), parts.next()) {
        labels.push(label.to_owned());
    }
    labels
}

/// The fields of a row; `None` where it is not well-formed.
fn row(line: &str) -> Option<Vec<String>> {
    let mut fields = Vec::new();
    let mut rest = line.trim_end();
    loop {
        rest = rest.strip_prefix('"')?;
        let mut field = String::new();
        loop {
            let at = rest.find(['"', '\\'])?;
            field.push_str(&rest[..at]);
            let sign = rest.as_bytes()[at];
            rest = &rest[at + 1..];
            if sign == b'"' {
                break;
            }
            let escaped = rest.chars().next()?;
            rest = &rest[escaped.len_utf8()..];
            match escaped {
                'n' => field.push('\n'),
                'r' => {}
                '"' | '\\' => field.push(escaped),
                other => field.extend(['\\', other]),
            }
        }
        fields.push(field);
        match rest.strip_prefix(',') {
            Some(more) => rest = more,
            None => return rest.is_empty().then_some(fields),
        }
    }
}

struct Posts {
    text: String,
    at: usize,
    /// The line that the last row begins on, counted from 1, and the one behind the row.
    line: u64,
    next_line: u64,
    /// The columns of the table of posts, while it is read.
    columns: Option<Columns>,
    tables: Arc<Tables>,
    any: bool,
    done: bool,
    source_name: String,
    id: String,
    warning: Option<String>,
    options: ReadOptions,
}

impl Posts {
    fn post(&self, columns: &Columns, line: &str) -> Result<Option<Post>, ArchiveError> {
        let error =
            |kind, reason: &str| ArchiveError::new(kind, &self.source_name, reason).at_line(self.line);
        if line.len() as u64 > self.options.max_post_bytes {
            let limit = self.options.max_post_bytes;
            return Err(ArchiveError::too_large(&self.source_name, "the row", limit).at_line(self.line));
        }
        let row = row(line).filter(|row| row.len() == columns.0.len()).ok_or_else(|| {
            error(ErrorKind::Damaged, "the row of the table of posts is not well-formed")
                .with_remedy("export the blog again; the other rows were read")
        })?;
        let cell = |name: &str| columns.cell(&row, name);
        let include = self.options.include;
        let of_kind = match cell("post_type").unwrap_or("post") {
            "post" => true,
            "page" => include.pages,
            _ => false,
        };
        if !of_kind || (cell("post_status").is_some_and(|status| status != "1") && !include.drafts) {
            return Ok(None);
        }
        let id = cell("post_id").unwrap_or_default();
        let mut post =
            Post::new(if id.is_empty() { format!("{}:{}", self.id, self.line) } else { id.to_owned() }, "");
        post.title = cell("post_title").map(fragment::line).unwrap_or_default();
        date::give(&mut post, ["post_dt", "post_creadt"].into_iter().filter_map(cell));
        post.author = cell("user_id")
            .map(|user| self.tables.users.get(user).cloned().unwrap_or_else(|| user.to_owned()));
        let own = match self.tables.tags.get(id) {
            Some(_) => Vec::new(),
            None => cell("post_meta").map(labels_of_row).unwrap_or_default(),
        };
        let tags = self.tables.tags.get(id).into_iter().flatten().chain(&own);
        let category = cell("cat_id").and_then(|category| self.tables.categories.get(category));
        post.labels.extend(tags.map(|tag| fragment::line(tag)).filter(|tag| !tag.is_empty()));
        if let Some(category) = category.map(|name| fragment::line(name)).filter(|name| !name.is_empty()) {
            post.add_category(category);
        }
        for (field, column) in [("slug", "post_url"), ("type", "post_type")] {
            if let Some(value) = cell(column) {
                post.meta.insert(field.to_owned(), value.into());
            }
        }
        let html = [cell("post_excerpt_xhtml"), cell("post_content_xhtml")];
        let source = [cell("post_excerpt"), cell("post_content")];
        let body = |parts: [Option<&str>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        match cell("post_format") {
            _ if html[1].is_some() => fragment::read_into(&mut post, &body(html), &self.options),
            Some("markdown") => markdown::read_into(&mut post, &body(source), &self.options),
            Some("wiki") => markdown::read_into(&mut post, &wiki(&body(source)), &self.options),
            _ if source[1].is_some() => fragment::read_into(&mut post, &body(source), &self.options),
            _ => fragment::read_into(&mut post, &body(html), &self.options),
        }
        post.warnings.extend(self.warning.clone());
        if post.title.is_empty() && post.text.trim().is_empty() {
            return Err(error(ErrorKind::Empty, "the post has neither title nor text"));
        }
        Ok(Some(post))
    }
}

impl Iterator for Posts {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let line = &rest[..row_end(rest)];
            let start = self.at;
            self.at += line.len();
            self.line = self.next_line;
            self.next_line += memchr::memchr_iter(b'\n', line.as_bytes()).count() as u64;
            if let Some((name, columns)) = header(line) {
                self.columns = (name == "post").then_some(columns);
                continue;
            }
            let Some(columns) = self.columns.as_ref().filter(|_| line.starts_with('"')) else { continue };
            let post = self.post(columns, &self.text[start..self.at]).transpose();
            self.any = true;
            if post.is_some() {
                return post;
            }
        }
        if std::mem::replace(&mut self.done, true) || self.any {
            return None;
        }
        let reason = "the export holds no posts";
        Some(Err(ArchiveError::new(ErrorKind::Empty, &self.source_name, reason)))
    }
}

/// The wiki syntax of Dotclear as Markdown: headings, emphasis, links, code, lists, line breaks; images and anchors are
/// left out; other signs stay.
fn wiki(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    // Between lines that begin with `///`: whether the block is prose, as one of HTML is.
    let mut block: Option<bool> = None;
    for line in source.lines() {
        if line.starts_with("///") {
            block = if block.is_none() { Some(line.trim_end() == "///html") } else { None };
            out.push('\n');
            continue;
        }
        match block {
            Some(false) => continue,
            Some(true) => {
                out.push_str(line);
                out.push('\n');
                continue;
            }
            None => {}
        }
        let line = &without_between(&without_between(line, "((", "))"), "~", "~");
        let list = line.trim_start_matches(['*', '#']);
        let item = (list.len() < line.len() && list.starts_with(' ')).then(|| {
            let sign = if line[..line.len() - list.len()].ends_with('#') { "1." } else { "-" };
            format!("{}{sign}{list}", "   ".repeat(line.len() - list.len() - 1))
        });
        let line = item.as_deref().unwrap_or(line);
        let title = line.trim_start_matches('!');
        let level = line.len() - title.len();
        if level > 0 {
            out.push_str("## ");
        }
        let line = if level > 0 { title.trim_start() } else { line };
        let line = line.replace("''", "*").replace("__", "**").replace("@@", "`").replace("%%%", "  \n");
        let mut rest = line.as_str();
        while let Some((before, link)) = rest.split_once('[') {
            let Some((inside, after)) = link.split_once(']') else { break };
            out.push_str(before);
            match inside.split_once('|') {
                Some((text, address)) => {
                    let address = address.split('|').next().unwrap_or_default();
                    out.extend(["[", text, "](", address, ")"]);
                }
                None => out.extend(["[", inside, "]"]),
            }
            rest = after;
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

/// The text without what stands between two signs around something that is no blank: an image, an anchor.
fn without_between(text: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(open) {
        let Some((inside, after)) = inside.split_once(close) else { break };
        out.push_str(before);
        if inside.trim() != inside || inside.is_empty() {
            out.extend([open, inside, close]);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = "///DOTCLEAR|2.24|full\n\n[category cat_id,cat_title]\n\"3\",\"Cuisine\"\n\n\
        [user user_id,user_name,user_firstname,user_displayname]\n\"odile\",\"Kerr\",\"Odile\",\"\"\n\n\
        [post post_title,post_content,post_content_xhtml,post_format,post_id,user_id,cat_id,post_dt,post_type,post_status]\n\
        \"Le \\\"pain\\\"\",\"\",\"<p>Il cuit.</p>\\r\\n<p>Il lève.</p>\",\"xhtml\",\"7\",\"odile\",\"3\",\"2011-03-25 07:30:00\",\"post\",\"1\"\n\
        \"Wiki\",\"!!Titre\\n\\nUn ''mot'' et [un lien|https://a.example].\",\"\",\"wiki\",\"8\",\"odile\",\"\",\"2011-03-26 07:30:00\",\"post\",\"1\"\n\
        \"Brouillon\",\"\",\"<p>Non.</p>\",\"xhtml\",\"9\",\"odile\",\"\",\"2011-03-27 07:30:00\",\"post\",\"-2\"\n\
        \"Page\",\"\",\"<p>Page.</p>\",\"xhtml\",\"10\",\"odile\",\"\",\"2011-03-27 07:30:00\",\"page\",\"1\"\n\
        \"cassé\",\"\n\n[meta meta_id,meta_type,post_id]\n\"levain\",\"tag\",\"7\"\n\"x\",\"series\",\"7\"\n";

    fn read_all(source: &str, options: &ReadOptions) -> Vec<Result<Post, ArchiveError>> {
        read(Box::new(std::io::Cursor::new(source.to_owned())), "a.txt", "a.txt", options).collect()
    }

    #[test]
    fn posts_are_read_with_labels_and_authors_of_other_tables() {
        for ends in ["\n", "\r\n"] {
            let posts = read_all(&EXPORT.replace('\n', ends), &ReadOptions::default());
            let post = posts[0].as_ref().expect("a post");
            assert_eq!((post.title.as_str(), post.author.as_deref()), ("Le \"pain\"", Some("Odile Kerr")));
            assert_eq!((post.id.as_str(), post.text.as_str()), ("7", "Il cuit.\n\nIl lève."));
            assert_eq!(post.labels, ["levain", "Cuisine"]);
            assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2011-03-25"));
            assert_eq!(posts[1].as_ref().expect("a post").text, "Titre\n\nUn mot et un lien.");
            let error = posts[2].as_ref().expect_err("a broken row");
            assert_eq!((error.kind, error.line), (ErrorKind::Damaged, Some(14)));
            assert_eq!(posts.len(), 3);
        }
    }

    #[test]
    fn drafts_and_pages_are_read_where_they_are_asked_for() {
        let mut options = ReadOptions::default();
        options.include.drafts = true;
        options.include.pages = true;
        assert_eq!(read_all(EXPORT, &options).iter().filter(|post| post.is_ok()).count(), 4);
    }

    #[test]
    fn what_is_not_an_export_is_an_error() {
        assert_eq!(
            read_all("Le pain", &ReadOptions::default())[0].as_ref().expect_err("no export").kind,
            ErrorKind::UnknownFormat
        );
        let empty = read_all("///DOTCLEAR|2.24|single\n", &ReadOptions::default());
        assert_eq!(empty[0].as_ref().expect_err("no posts").kind, ErrorKind::Empty);
    }
}
