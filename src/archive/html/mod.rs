//! HTML: whole pages, of which the main text is read, and fragments, which are the bodies of posts in
//! other formats.

mod element;
pub(super) mod fragment;
mod main_text;
mod metadata;
mod page;
mod paragraphs;
mod source;
mod tree;

use super::options::ReadOptions;
use super::stream::{PostStream, Reader, empty, one};
use super::{fields, front_matter, root_element, whole};
use crate::Post;
use tree::{Attribute, Tree};

/// Whether a text begins like a page, or like a fragment of one.
pub(super) fn begins_like_it(head: &str) -> bool {
    // A document type of another language of XML is left out by `root_element`.
    root_element::name(head).is_some_and(|name| {
        matches!(
            name.as_str(),
            "!doctype"
                | "html"
                | "head"
                | "body"
                | "main"
                | "article"
                | "section"
                | "header"
                | "div"
                | "p"
                | "h1"
                | "h2"
                | "h3"
                | "ul"
                | "ol"
                | "blockquote"
                | "figure"
                | "span"
                | "a"
                | "b"
                | "i"
                | "em"
                | "strong"
                | "img"
                | "table"
                | "br"
                | "hr"
                | "meta"
                | "title"
        )
    })
}

/// The post of an HTML file: a page, or a fragment of one. A draft in an export of Medium is left out unless the
/// options include drafts.
pub(super) fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    let decoded = match whole::text(reader, name, options) {
        Ok(decoded) => decoded,
        Err(error) => return one(Err(error)),
    };
    // Static sites have heads in HTML too.
    let split = front_matter::split(&decoded.text);
    let tree = Tree::parse(split.body, options.max_depth);
    let mut post = Post::new(id, "");
    fields::apply(split.fields, &mut post);
    post.warnings.extend(split.problem.map(|problem| front_matter::warning(&problem)));
    if (is_draft(&tree, id) || fields::is_draft(&post.meta)) && !options.include.drafts {
        return Box::new(std::iter::empty());
    }
    post.warnings.extend(decoded.warning);
    if page::is_page(&tree) {
        page::read_into(&mut post, &tree, options.max_depth);
    } else {
        fragment::fill(&mut post, &tree, options.max_depth, false);
    }
    one(if post.text.is_empty() && post.title.is_empty() { Err(empty(name)) } else { Ok(post) })
}

/// Whether this is a draft as Medium exports it: a page of microformats whose file's name starts so.
fn is_draft(tree: &Tree, id: &str) -> bool {
    let file = id.rsplit('/').next().unwrap_or(id);
    file.starts_with("draft_")
        && tree.elements(0..tree.nodes.len()).any(|(at, _)| tree.has_word(at, Attribute::Class, &["h-entry"]))
}
