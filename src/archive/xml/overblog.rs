//! The export of an Over-blog blog: `<post>` and `<page>` elements with their own fields, often not quite
//! well-formed.

use super::frames::{Frame, Frames};
use super::item::Item;
use super::problem::{damaged, no_posts, without_text};
use crate::Post;
use crate::archive::error::ArchiveError;
use crate::archive::html::fragment;
use crate::archive::options::ReadOptions;
use crate::archive::root_element;
use crate::archive::stream::{PostStream, Reader};
use crate::archive::{date, fields};

/// Whether a text begins like such an export.
pub(in crate::archive) fn begins_like_it(head: &str) -> bool {
    root_element::name(head)
        .is_some_and(|name| matches!(name.as_str(), "root" | "posts" | "overblog" | "blog"))
        && (head.contains("<posts") || head.contains("<post>") || head.contains("<post "))
}

/// The published posts of an export, and what else the options include.
pub(in crate::archive) fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    Box::new(Export {
        frames: Frames::new(reader, name, &["post", "page"], options),
        source_name: name.to_owned(),
        id: id.to_owned(),
        options: options.clone(),
        count: 0,
        done: false,
    })
}

struct Export {
    frames: Frames,
    source_name: String,
    id: String,
    options: ReadOptions,
    count: u64,
    done: bool,
}

impl Export {
    fn post(&self, frame: &Frame) -> Option<Result<Post, ArchiveError>> {
        let item = match Item::parse(frame, self.options.max_depth) {
            Ok(item) => item,
            Err(damage) => return Some(Err(damaged(&self.source_name, frame, damage))),
        };
        let include = self.options.include;
        if (frame.name == "page" && !include.pages)
            || (item.text("published_at").is_none_or(date::is_zero) && !include.drafts)
        {
            return None;
        }
        let text = |name: &str| item.text(name).map(str::to_owned);
        let id = ["id", "slug"].into_iter().find_map(text);
        let mut post = Post::new(id.unwrap_or_else(|| format!("{}:{}", self.id, self.count)), "");
        post.title = item.text("title").map(fragment::line).unwrap_or_default();
        fragment::read_into(&mut post, item.text("content").unwrap_or_default(), &self.options);
        let days = ["published_at", "created_at"].into_iter();
        date::give(&mut post, days.filter_map(|name| item.text(name)));
        post.author = item.text("author").or_else(|| item.text("author/name")).map(fragment::line);
        let listed = item.text("tags").map(fields::split_labels).unwrap_or_default();
        let single = item.all("tags/tag").map(|field| field.text.clone());
        for label in listed.into_iter().chain(single).map(|label| fragment::line(&label)) {
            if !label.is_empty() {
                post.labels.push(label);
            }
        }
        post.url = text("url").or_else(|| text("permalink"));
        if let Some(slug) = text("slug") {
            post.meta.insert("slug".to_owned(), slug.into());
        }
        post.warnings.extend(frame.warning.iter().chain(&item.warning).cloned());
        Some(without_text(post, &self.source_name, frame.line))
    }
}

impl Iterator for Export {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let post = match self.frames.next() {
                Some(Ok(frame)) => {
                    self.count += 1;
                    self.post(&frame)
                }
                Some(Err(error)) => {
                    self.count += 1;
                    Some(Err(error))
                }
                None => {
                    self.done = true;
                    (self.count == 0).then(|| Err(no_posts(&self.source_name)))
                }
            };
            if post.is_some() {
                return post;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(posts: &str, pages: bool, drafts: bool) -> Vec<Result<Post, ArchiveError>> {
        let source = format!("<?xml version=\"1.0\"?>\n<root><posts>{posts}</posts></root>");
        let mut options = ReadOptions::default();
        (options.include.pages, options.include.drafts) = (pages, drafts);
        read(Box::new(std::io::Cursor::new(source)), "blog.xml", "blog.xml", &options).collect()
    }

    #[test]
    fn posts_are_read_without_their_comments() {
        let post = "<post><title>Le four &amp;amp; le pain</title><content>&lt;p&gt;Il &lt;b&gt;cuit&lt;/b&gt;.&lt;/p&gt;</content>\
            <tags>four;pain</tags><published_at>2011-03-25T07:30:00+01:00</published_at>\
            <comments><comment><title>Non</title><content>Bravo</content></comment></comments></post>";
        let draft =
            "<post><title>Brouillon</title><content>Non.</content><published_at></published_at></post>";
        let page = "<page><title>À propos</title><content>Ici.</content><published_at>2011-01-01</published_at></page>";
        let all = format!("{post}{draft}{page}");
        let posts = read_all(&all, false, false);
        let first = posts[0].as_ref().expect("a post");
        assert_eq!((first.title.as_str(), first.text.as_str()), ("Le four & le pain", "Il cuit."));
        assert_eq!((first.labels.len(), first.id.as_str()), (2, "blog.xml:1"));
        assert_eq!((posts.len(), read_all(&all, true, true).len()), (1, 3));
        assert!(read_all("", false, false)[0].is_err());
    }
}
