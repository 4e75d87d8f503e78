//! HTML: whole pages, of which the main text is read, and fragments, which are the bodies of posts in
//! other formats.

mod element;
#[allow(dead_code, reason = "the readers of exports and feeds are still to come")]
pub(super) mod fragment;
mod main_text;
mod metadata;
mod page;
mod paragraphs;
mod tree;

use std::io::BufRead;

use super::{PostStream, ReadOptions, one, whole};
use crate::Post;
use tree::Tree;

/// The post of an HTML file: a page, or a fragment of one.
pub(super) fn read(reader: Box<dyn BufRead>, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    one(whole::post(reader, name, options, |content| {
        let tree = Tree::parse(content, options.max_depth);
        let mut post = Post::new(id, "");
        if page::is_page(&tree) {
            page::read_into(&mut post, &tree, options.max_depth);
        } else {
            fragment::fill(&mut post, &tree, options.max_depth, false);
        }
        post
    }))
}
