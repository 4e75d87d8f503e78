//! The format of a stream, recognized by its first bytes where its name does not tell. The signs of each format stand
//! with its reader; the table of `format` names them.

use super::decode;
use super::format::{Format, formats};

/// How many bytes are looked at. The exports of WordPress open with a page of comments.
pub(super) const HEAD: usize = 16 << 10;

/// The format of a stream that starts like this; `None` for JSON or XML without posts.
pub(super) fn format_of(head: &[u8]) -> Option<Format> {
    let head = decode::head(head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let found = SURE_SIGNS.iter().chain(SIGNS).find(|(_, is_sign)| is_sign(head)).map(|(format, _)| *format);
    found.or_else(|| (!head.starts_with('<')).then_some(Format::Text))
}

/// The export that a stream is, where a name would make it plain text.
pub(super) fn text_export(head: &[u8]) -> Option<Format> {
    let head = decode::head(head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    SURE_SIGNS.iter().find(|(_, is_sign)| is_sign(head)).map(|(format, _)| *format)
}

macro_rules! define {
    ($($(#[$doc:meta])* $format:ident {
        name: $name:literal, extensions: [$($extension:literal),*],
        $(sign: $($sign:ident)::+,)? $(sure_sign: $($sure_sign:ident)::+,)? read: $($read:ident)::+
    })*) => {
        const SIGNS: &[(Format, fn(&str) -> bool)] = &[$($((Format::$format, super::$($sign)::+),)?)*];
        const SURE_SIGNS: &[(Format, fn(&str) -> bool)] =
            &[$($((Format::$format, super::$($sure_sign)::+),)?)*];
    };
}
formats!(define);

/// Whether Glane wrote this: a report that was left inside an archive.
pub(super) fn is_own_output(head: &[u8]) -> bool {
    const PAGE: &[u8] = br#"<meta name="generator" content="Glane "#;
    if head.starts_with(b"<!doctype html>") && head.windows(PAGE.len()).take(256).any(|part| part == PAGE) {
        return true;
    }
    let object = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    object
        .and_then(|object| object.strip_prefix(br#""schema":"#))
        .is_some_and(|schema| schema.trim_ascii_start().starts_with(br#""glane."#))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_recognized_by_content() {
        for (head, format) in [
            ("Le compost.", Some(Format::Text)),
            ("# Le compost", Some(Format::Markdown)),
            ("---\ntitle: x\n---\n", Some(Format::Markdown)),
            ("{\"text\": \"x\"}\n", Some(Format::JsonLines)),
            ("{\"text\": \"x\"}", Some(Format::JsonLines)),
            ("{\n  \"text\": \"x\"\n}", Some(Format::Json)),
            ("[\n{\"text\": \"x\"}]", Some(Format::Json)),
            ("[1] note", Some(Format::Text)),
            ("{% include x %}\nTexte", Some(Format::Text)),
            ("id,title,text\n1,Le sol,Il vit.\n", Some(Format::Csv)),
            ("\"Titre\";\"Texte\"\r\n", Some(Format::Csv)),
            ("date\tcontenu\n", Some(Format::Csv)),
            ("Un texte, une date, un titre : le sol.", Some(Format::Text)),
            ("Texte, images et date", Some(Format::Text)),
            ("text\n", Some(Format::Text)),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"}", Some(Format::JsonFeed)),
            ("{\"db\":[{\"meta\":{},\"data\":{\"posts\":[]}}]}", Some(Format::Ghost)),
            (
                "<?xml version=\"1.0\"?><!-- x --><rss xmlns:wp=\"http://wordpress.org/export/1.2/\">",
                Some(Format::WordPress),
            ),
            ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Some(Format::Feed)),
            ("<?xml-stylesheet href='a'?><feed xmlns='http://www.w3.org/2005/Atom'>", Some(Format::Feed)),
            ("<!-- x --><!DOCTYPE HTML><html>", Some(Format::Html)),
            ("<p>Un.</p>", Some(Format::Html)),
            ("<!DOCTYPE rss [<!ENTITY a \"b\"> ]>\n<rss>", Some(Format::Feed)),
            ("<!DOCTYPE rss [\n<!ENTITY a \"b\">\n]>\n<rss>", Some(Format::Feed)),
            ("<project><modelVersion>4", None),
            ("<urlset>", None),
        ] {
            assert_eq!(format_of(head.as_bytes()), format, "{head}");
        }
    }

    #[test]
    fn output_of_glane_is_recognized() {
        assert!(is_own_output(b"{\"schema\":\"glane.post/2\",\"id\":1}"));
        assert!(is_own_output(b"{\n  \"schema\": \"glane.report/1\""));
        assert!(is_own_output(
            b"<!doctype html>\n<html lang=\"fr\">\n<meta name=\"generator\" content=\"Glane 1.0\">"
        ));
        assert!(!is_own_output(b"<!doctype html>\n<html lang=\"fr\">\n<title>Glane</title>"));
        assert!(!is_own_output(b"{\"text\":\"\\\"schema\\\":\\\"glane.\"}"));
    }
}
