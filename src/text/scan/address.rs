//! Addresses: URLs, e-mail addresses, domain names, account names and hashtags.
//!
//! Whole, closing punctuation left out. An address is looked for at most once in a run of its
//! characters, however many places of the run could begin one: `Looked` remembers, which keeps the
//! scanner linear and never changes what is found.

use super::super::TokenKind;
use super::super::characters::is_apostrophe;
use super::class::{is_word_at, run_end, work};

/// How far the text is known to hold no address beginning at an earlier place of the same run.
#[derive(Debug, Default)]
pub(super) struct Looked {
    to: usize,
}

/// Top-level domains by which a name with dots is known as a domain name.
const TOP_LEVEL: [&str; 31] = [
    "fr", "com", "org", "net", "eu", "be", "ch", "ca", "qc", "info", "io", "uk", "tv", "gov", "edu", "int",
    "biz", "lu", "re", "bzh", "dev", "blog", "co", "ai", "pt", "ru", "cn", "jp", "br", "dz", "fm",
];

/// Top-level domains that are French words as well ("fin.de" lacks a space): they need a path.
const AMBIGUOUS_TOP_LEVEL: [&str; 14] =
    ["de", "es", "it", "me", "ma", "au", "ci", "us", "nl", "tn", "sn", "app", "news", "paris"];

/// Endings of file names.
const FILES: [&str; 25] = [
    "jpg", "jpeg", "png", "gif", "svg", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "txt",
    "csv", "html", "htm", "php", "xml", "zip", "mp3", "mp4", "avi", "exe", "epub",
];

/// The end and kind of the address that begins with the run of letters and digits `at..end`.
pub(super) fn address(text: &str, at: usize, end: usize, looked: &mut Looked) -> Option<(usize, TokenKind)> {
    let bytes = text.as_bytes();
    match bytes.get(end)? {
        b':' if is_scheme(&text[at..end]) && text[end..].starts_with("://") => {
            let url = url_end(text, end + 3);
            (url > end + 3).then_some((url, TokenKind::Url))
        }
        b':' if text[at..end].eq_ignore_ascii_case("mailto") => {
            let from = end + 1;
            mail_end(text, from, local_end(bytes, from)).map(|mail| (mail, TokenKind::Email))
        }
        b'.' | b'@' | b'+' => {
            if at < looked.to {
                return None;
            }
            let local = local_end(bytes, at);
            if let Some(mail) = mail_end(text, at, local) {
                return Some((mail, TokenKind::Email));
            }
            if let Some(found) = domain(text, at) {
                return Some(found);
            }
            looked.to = local;
            None
        }
        _ => None,
    }
}

fn is_scheme(word: &str) -> bool {
    ["http", "https", "ftp", "ftps"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// Where the characters that may stand before the @ of an e-mail address end.
fn local_end(bytes: &[u8], at: usize) -> usize {
    let is_local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%');
    let end = bytes[at..].iter().position(|b| !is_local(b)).map_or(bytes.len(), |length| at + length);
    work::add(end - at);
    end
}

/// Where the e-mail address `at..local@domain` ends.
fn mail_end(text: &str, at: usize, local: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if local == at || bytes.get(local) != Some(&b'@') {
        return None;
    }
    let host = local + 1;
    let end = host_end(bytes, host);
    text[host..end].contains('.').then_some(end)
}

/// Where the labels, dots and hyphens of a host name end; never on a dot or hyphen.
fn host_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    let mut last = at;
    while let Some(b) = bytes.get(end) {
        end += 1;
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => last = end,
            // A label is never empty: "mot..." is no host.
            b'.' | b'-' if last + 1 == end => {}
            _ => break,
        }
    }
    work::add(end - at);
    last
}

/// The domain name, with its path, or the file name that begins at `at`.
fn domain(text: &str, at: usize) -> Option<(usize, TokenKind)> {
    let bytes = text.as_bytes();
    let end = host_end(bytes, at);
    let name = &text[at..end];
    let (labels, last) = name.rsplit_once('.')?;
    if is_word_at(text, end) {
        return None;
    }
    let is_www = name.len() > 4 && name.as_bytes()[..4].eq_ignore_ascii_case(b"www.");
    let has_path = bytes.get(end) == Some(&b'/') && is_word_at(text, end + 1);
    let is_known = TOP_LEVEL.contains(&last) || (has_path && AMBIGUOUS_TOP_LEVEL.contains(&last));
    if is_www || (is_known && labels.len() > 1) {
        let path =
            if matches!(bytes.get(end), Some(b'/' | b'?' | b'#' | b':')) { url_end(text, end) } else { end };
        return Some((path.max(end), TokenKind::Url));
    }
    let is_file = last.len() <= 4 && FILES.iter().any(|file| last.eq_ignore_ascii_case(file));
    is_file.then_some((end, TokenKind::Word))
}

/// Where the URL whose inside goes on at `at` ends: at white space or a mark that URLs do not hold;
/// closing punctuation is left out, and so are brackets that were not opened inside.
fn url_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let stop = rest
        .find(|c: char| {
            c.is_whitespace()
                || c.is_control()
                || matches!(
                    c,
                    '<' | '>' | '"' | '«' | '»' | '“' | '”' | '{' | '}' | '|' | '\\' | '^' | '`' | '…'
                )
        })
        .unwrap_or(rest.len());
    work::add(stop);
    let mut url = &rest[..stop];
    let mut open = balance(url, b'(', b')');
    let mut open_square = balance(url, b'[', b']');
    while let Some(c) = url.chars().next_back() {
        match c {
            '.' | ',' | ';' | ':' | '!' | '?' | '*' => {}
            c if is_apostrophe(c) => {}
            ')' if open < 0 => open += 1,
            ']' if open_square < 0 => open_square += 1,
            _ => break,
        }
        url = &url[..url.len() - c.len_utf8()];
    }
    at + url.len()
}

/// How many more brackets are opened than closed.
fn balance(text: &str, open: u8, close: u8) -> isize {
    text.bytes().fold(0, |sum, b| sum + isize::from(b == open) - isize::from(b == close))
}

/// Where the account name behind the @ at `at` ends, if there is one: "@`AlainBenichou`".
pub(super) fn mention_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let end = bytes[at + 1..].iter().position(|b| !is_name(b)).map_or(bytes.len(), |length| at + 1 + length);
    if end == at + 1 {
        return None;
    }
    // "@compte@serveur.social", as the fediverse has it.
    if bytes.get(end) == Some(&b'@') {
        let host = host_end(bytes, end + 1);
        if text[end + 1..host].contains('.') {
            return Some(host);
        }
    }
    Some(run_end(text, end))
}

/// Where the tag behind the # at `at` ends, if there is one: "#télétravail", "#COVID-19" as far as
/// the hyphen. "#1" is a number with its sign, not a tag.
pub(super) fn hashtag_end(text: &str, at: usize) -> Option<usize> {
    let end = run_end(text, at + 1);
    let has_letter = text[at + 1..end].chars().any(char::is_alphabetic);
    has_letter.then_some(end)
}

/// Whether the byte at `at` may go on an address: cheap, to leave the common word in peace.
pub(super) fn may_be_address(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    match bytes.get(at) {
        Some(b':') => bytes.get(at + 1).is_some_and(|&b| b == b'/' || b.is_ascii_alphabetic()),
        Some(b'@') => true,
        Some(b'.' | b'+') => bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric),
        _ => false,
    }
}
