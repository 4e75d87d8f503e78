//! Addresses: URLs, e-mail addresses, domain names, account names and hashtags.
//!
//! Each is one token, without closing punctuation. In a run of address characters, an address is searched for
//! at most once, however many places of the run could begin one: [`Searched`] remembers this, which keeps the
//! scanner linear and never changes the result.

use super::class::{is_word_at, run_end, work};
use crate::text::characters::is_apostrophe;
use crate::text::token::TokenKind;

/// What is known from earlier searches: no address begins before `to` in the run that ends there.
#[derive(Debug, Default)]
pub(super) struct Searched {
    to: usize,
}

/// Top-level domains that make a name with dots a domain name.
const TOP_LEVEL: [&str; 31] = [
    "fr", "com", "org", "net", "eu", "be", "ch", "ca", "qc", "info", "io", "uk", "tv", "gov", "edu", "int",
    "biz", "lu", "re", "bzh", "dev", "blog", "co", "ai", "pt", "ru", "cn", "jp", "br", "dz", "fm",
];

/// Top-level domains that are French words as well (in "fin.de" a space is missing): a path must follow.
const AMBIGUOUS_TOP_LEVEL: [&str; 14] =
    ["de", "es", "it", "me", "ma", "au", "ci", "us", "nl", "tn", "sn", "app", "news", "paris"];

/// Extensions of file names, which make a name with dots one word ("photo.jpg", "Node.js").
const EXTENSIONS: [&str; 32] = [
    "jpg", "jpeg", "png", "gif", "svg", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "txt",
    "csv", "html", "htm", "php", "xml", "zip", "mp3", "mp4", "avi", "exe", "epub", "js", "json", "css", "py",
    "sql", "yml", "md",
];

/// The end and kind of the address that begins with the run of letters and digits `at..end`, if there is one.
pub(super) fn address(
    text: &str,
    at: usize,
    end: usize,
    searched: &mut Searched,
) -> Option<(usize, TokenKind)> {
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
            if at < searched.to {
                return None;
            }
            let local = local_end(bytes, at);
            if let Some(mail) = mail_end(text, at, local) {
                return Some((mail, TokenKind::Email));
            }
            if let Some(found) = domain(text, at) {
                return Some(found);
            }
            searched.to = local;
            None
        }
        _ => None,
    }
}

fn is_scheme(word: &str) -> bool {
    ["http", "https", "ftp", "ftps"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// The end of the characters that may precede the @ of an e-mail address.
fn local_end(bytes: &[u8], at: usize) -> usize {
    let is_local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%');
    let end = bytes[at..].iter().position(|b| !is_local(b)).map_or(bytes.len(), |length| at + length);
    work::add(end - at);
    end
}

/// The end of the e-mail address whose local part is `at..local`, if there is one.
fn mail_end(text: &str, at: usize, local: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if local == at || bytes.get(local) != Some(&b'@') {
        return None;
    }
    let host = local + 1;
    let end = host_end(bytes, host);
    text[host..end].contains('.').then_some(end)
}

/// The end of the labels, dots and hyphens of a host name; its last character is never a dot or hyphen.
fn host_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    let mut last = at;
    while let Some(b) = bytes.get(end) {
        end += 1;
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => last = end,
            // A label is never empty: "mot..." is not a host name.
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
    let is_file = last.len() <= 4 && EXTENSIONS.iter().any(|file| last.eq_ignore_ascii_case(file));
    is_file.then_some((end, TokenKind::Word))
}

/// The end of the URL that continues at `at`: the next white space or mark that URLs do not contain. Closing
/// punctuation and closing brackets without an opening one are excluded.
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

/// The number of opening brackets minus the number of closing ones.
fn balance(text: &str, open: u8, close: u8) -> isize {
    text.bytes().fold(0, |sum, b| sum + isize::from(b == open) - isize::from(b == close))
}

/// The end of the account name after the @ at `at`, if there is one: "@`AlainBenichou`".
pub(super) fn mention_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let end = bytes[at + 1..].iter().position(|b| !is_name(b)).map_or(bytes.len(), |length| at + 1 + length);
    if end == at + 1 {
        return None;
    }
    // "@compte@serveur.social", an address of the fediverse.
    if bytes.get(end) == Some(&b'@') {
        let host = host_end(bytes, end + 1);
        if text[end + 1..host].contains('.') {
            return Some(host);
        }
    }
    Some(run_end(text, end))
}

/// The end of the hashtag whose # stands at `at`, if there is one: "#télétravail"; "#COVID-19" ends at the
/// hyphen. "#1" is a number sign and a number, not a hashtag.
pub(super) fn hashtag_end(text: &str, at: usize) -> Option<usize> {
    let end = run_end(text, at + 1);
    let has_letter = text[at + 1..end].chars().any(char::is_alphabetic);
    has_letter.then_some(end)
}

/// Whether the byte at `at` may continue an address: a cheap test, the fast path for ordinary words.
pub(super) fn may_be_address(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    match bytes.get(at) {
        Some(b':') => bytes.get(at + 1).is_some_and(|&b| b == b'/' || b.is_ascii_alphabetic()),
        Some(b'@') => true,
        Some(b'.' | b'+') => bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric),
        _ => false,
    }
}
