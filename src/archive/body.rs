//! The text of a post inside of data (JSON, tables), where nothing tells whether it is markup.

use super::html::fragment;
use super::options::ReadOptions;
use crate::Post;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    None,
    Html,
    /// HTML where it has paragraphs or tags at its start.
    Perhaps,
}

/// Gives a post its text.
pub(super) fn fill(post: &mut Post, body: String, markup: Markup, options: &ReadOptions) {
    let is_html = match markup {
        Markup::None => false,
        Markup::Html => true,
        Markup::Perhaps => {
            let start = body.trim_start();
            ["</p>", "<br", "</div>", "</li>"].iter().any(|sign| body.contains(sign))
                || start.starts_with("<p>")
                || start.starts_with("<!--")
        }
    };
    if is_html {
        fragment::read_into(post, &body, options);
    } else {
        post.text = body;
    }
}
