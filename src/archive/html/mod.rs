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
use super::whole;
use crate::Post;
use tree::{Attribute, Tree};

/// The post of an HTML file: a page, or a fragment of one. A draft in an export of Medium is left out unless the
/// options include drafts.
pub(super) fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    let decoded = match whole::text(reader, name, options) {
        Ok(decoded) => decoded,
        Err(error) => return one(Err(error)),
    };
    let tree = Tree::parse(&decoded.text, options.max_depth);
    if is_draft(&tree, id) && !options.include.drafts {
        return Box::new(std::iter::empty());
    }
    let mut post = Post::new(id, "");
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
