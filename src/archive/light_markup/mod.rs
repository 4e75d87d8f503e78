//! The light markup languages of static sites besides Markdown: reStructuredText, AsciiDoc and Org. Each file
//! here reads the head of a post and rewrites its body as Markdown; what Markdown becomes is left to
//! `markdown`.
//!
//! The rewriting covers what posts use: headings, emphasis, links, code, lists, quotations. What holds no
//! prose (directives, blocks of code, comments, images) is left out.

mod asciidoc;
mod inline;
mod org;
mod rewritten;
mod rst;

use super::options::ReadOptions;
use super::stream::{PostStream, Reader};
use super::{fields, front_matter, markdown, whole};
use crate::Post;
use rewritten::Rewritten;

/// The post of a file in reStructuredText.
pub(super) fn read_rst(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    read(reader, name, id, options, rst::rewrite)
}

/// The post of a file in AsciiDoc.
pub(super) fn read_asciidoc(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    read(reader, name, id, options, asciidoc::rewrite)
}

/// The post of a file in Org.
pub(super) fn read_org(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    read(reader, name, id, options, org::rewrite)
}

fn read(
    reader: Reader,
    name: &str,
    id: &str,
    options: &ReadOptions,
    rewrite: impl FnOnce(&str) -> Rewritten,
) -> PostStream {
    whole::post(reader, name, options, |text| {
        let text = text.trim_start_matches('\u{feff}');
        let mut post = Post::new(id, "");
        // Some generators want the head of Markdown in these too. A title between lines of hyphens is no head.
        let split = text.starts_with("---").then(|| front_matter::split(text));
        let body = match split.filter(|split| !split.fields.is_empty()) {
            Some(split) => {
                fields::apply(split.fields, &mut post);
                split.body
            }
            None => text,
        };
        let rewritten = rewrite(body);
        fields::apply(rewritten.fields, &mut post);
        markdown::read_into(&mut post, &rewritten.markdown, options);
        post
    })
}
