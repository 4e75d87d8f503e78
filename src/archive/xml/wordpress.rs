//! The export of a WordPress blog (WXR): RSS with the fields of the blog's own tables.

use rustc_hash::FxHashMap;

use super::frames::{Frame, Frames};
use super::item::Item;
use super::problem::{damaged, no_posts, without_text};
use crate::Post;
use crate::archive::date;
use crate::archive::error::ArchiveError;
use crate::archive::html::fragment;
use crate::archive::options::ReadOptions;
use crate::archive::stream::{PostStream, Reader};
use crate::archive::{root_element, shortcodes};

/// Whether a text begins like an export of WordPress: a feed with a namespace or a version of its own.
pub(in crate::archive) fn begins_like_it(head: &str) -> bool {
    root_element::name(head).is_some_and(|name| name == "rss")
        && (head.contains("wordpress.org/export/") || head.contains("wp:wxr_version"))
}

/// The posts of an export: published posts and what else the options include; attachments, menus, revisions and
/// comments are not posts.
pub(in crate::archive) fn read(reader: Reader, name: &str, _id: &str, options: &ReadOptions) -> PostStream {
    Box::new(Export {
        frames: Frames::new(reader, name, &["item", "wp:author"], options),
        source_name: name.to_owned(),
        options: options.clone(),
        authors: FxHashMap::default(),
        any: false,
        done: false,
    })
}

struct Export {
    frames: Frames,
    source_name: String,
    options: ReadOptions,
    /// The displayed names of the authors, by their login names.
    authors: FxHashMap<String, String>,
    any: bool,
    done: bool,
}

impl Export {
    fn take(&mut self, frame: &Frame) -> Option<Result<Post, ArchiveError>> {
        let item = match Item::parse(frame, self.options.max_depth) {
            Ok(item) => item,
            Err(damage) => return Some(Err(damaged(&self.source_name, frame, damage))),
        };
        if frame.name == "wp:author" {
            if let (Some(login), Some(shown)) =
                (item.text("wp:author_login"), item.text("wp:author_display_name"))
            {
                self.authors.insert(login.to_owned(), fragment::line(shown));
            }
            return None;
        }
        self.is_wanted(&item).then(|| {
            let mut post = self.post(&item);
            post.warnings.extend(frame.warning.iter().chain(&item.warning).cloned());
            without_text(post, &self.source_name, frame.line)
        })
    }

    fn is_wanted(&self, item: &Item) -> bool {
        let of_kind = match item.text("wp:post_type").unwrap_or("post") {
            "post" => true,
            "page" => self.options.include.pages,
            _ => false,
        };
        of_kind
            && match item.text("wp:status").unwrap_or("publish") {
                "publish" => true,
                "draft" | "pending" | "future" | "private" => self.options.include.drafts,
                _ => false,
            }
    }

    fn post(&self, item: &Item) -> Post {
        let text = |name: &str| item.text(name).map(str::to_owned);
        let id = ["wp:post_id", "wp:post_name", "guid", "link"].into_iter().find_map(text);
        let mut post = Post::new(id.unwrap_or_else(|| "post".to_owned()), "");
        post.title = item.text("title").map(fragment::line).unwrap_or_default();
        if let Some(body) = item.text("content:encoded") {
            let html = shortcodes::strip(&body.replace("<!--more", "\n\n<!--more"));
            if shortcodes::is_classic(body) {
                fragment::read_lines_into(&mut post, &html, &self.options);
            } else {
                fragment::read_into(&mut post, &html, &self.options);
            }
        }
        // A post that was never published has a date of zeros.
        let days = ["wp:post_date", "wp:post_date_gmt", "pubDate"].into_iter();
        date::give(&mut post, days.filter_map(|name| item.text(name)));
        post.author = item
            .text("dc:creator")
            .map(|login| self.authors.get(login).cloned().unwrap_or_else(|| fragment::line(login)));
        for category in item.all("category") {
            let label = fragment::line(&category.text);
            let is_label =
                matches!(category.attribute("domain"), None | Some("category" | "post_tag" | "tag"));
            match category.attribute("domain") {
                _ if !is_label || label.is_empty() => {}
                Some("category") => post.add_category(label),
                _ => post.labels.push(label),
            }
        }
        post.url = text("link");
        for (field, name) in [("slug", "wp:post_name"), ("status", "wp:status"), ("type", "wp:post_type")] {
            if let Some(value) = text(name) {
                post.meta.insert(field.to_owned(), value.into());
            }
        }
        post
    }
}

impl Iterator for Export {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let post = match self.frames.next() {
                Some(Ok(frame)) => {
                    self.any = true;
                    self.take(&frame)
                }
                Some(Err(error)) => Some(Err(error)),
                None => {
                    self.done = true;
                    (!self.any).then(|| Err(no_posts(&self.source_name)))
                }
            };
            if post.is_some() {
                self.any = true;
                return post;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::options::Include;

    fn read_all(items: &str, include: Include) -> Vec<Result<Post, ArchiveError>> {
        let source = format!(
            "<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\n\
             <wp:author><wp:author_login>odile</wp:author_login>\
             <wp:author_display_name><![CDATA[Odile K.]]></wp:author_display_name></wp:author>\n{items}</channel></rss>"
        );
        let options = ReadOptions { include, ..ReadOptions::default() };
        read(Box::new(std::io::Cursor::new(source.into_bytes())), "blog.xml", "blog.xml", &options).collect()
    }

    fn item(id: u32, kind: &str, status: &str, body: &str) -> String {
        format!(
            "<item><title>Pain &amp;amp; levain</title><link>https://a.example/?p={id}</link>\
             <dc:creator><![CDATA[odile]]></dc:creator><content:encoded><![CDATA[{body}]]></content:encoded>\
             <wp:post_id>{id}</wp:post_id><wp:post_date>2021-03-15 23:30:00</wp:post_date>\
             <category domain=\"category\" nicename=\"pain\"><![CDATA[Pain]]></category>\
             <category domain=\"post_format\"><![CDATA[Lien]]></category>\
             <wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>\
             <wp:comment><wp:comment_content>Bravo</wp:comment_content></wp:comment></item>\n"
        )
    }

    #[test]
    fn a_post_is_read_with_its_metadata() {
        let body = "<!-- wp:paragraph -->\n<p>Le <strong>levain</strong> vit.</p>\n<!-- /wp:paragraph -->";
        let posts = read_all(&item(12, "post", "publish", body), Include::default());
        let post = posts[0].as_ref().expect("a post");
        assert_eq!(
            (post.id.as_str(), post.title.as_str(), post.text.as_str()),
            ("12", "Pain & levain", "Le levain vit.")
        );
        assert_eq!(post.author.as_deref(), Some("Odile K."));
        assert_eq!(post.labels, ["Pain"]);
        assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2021-03-15"));
        assert_eq!(post.url.as_deref(), Some("https://a.example/?p=12"));
        assert_eq!(
            (post.meta["status"].as_str(), post.meta["type"].as_str()),
            (Some("publish"), Some("post"))
        );
        assert_eq!(posts.len(), 1);
    }

    #[test]
    fn the_classic_editor_writes_line_breaks() {
        let posts = read_all(
            &item(1, "post", "publish", "Un.\n\nDeux,\ntrois.<!--more-->Quatre."),
            Include::default(),
        );
        assert_eq!(posts[0].as_ref().expect("a post").text, "Un.\n\nDeux,\ntrois.\n\nQuatre.");
    }

    #[test]
    fn pages_and_drafts_are_read_where_they_are_asked_for() {
        let items: String =
            [("post", "publish"), ("page", "publish"), ("post", "draft"), ("attachment", "inherit")]
                .iter()
                .zip(1..)
                .map(|((kind, status), id)| item(id, kind, status, "Un."))
                .collect();
        let ids = |include| -> Vec<String> {
            read_all(&items, include).into_iter().map(|post| post.expect("a post").id).collect()
        };
        assert_eq!(ids(Include::default()), ["1"]);
        assert_eq!(ids(Include { pages: true, drafts: false }), ["1", "2"]);
        assert_eq!(ids(Include { pages: true, drafts: true }), ["1", "2", "3"]);
    }

    #[test]
    fn a_damaged_post_does_not_affect_others() {
        let items = item(1, "post", "publish", "Un.")
            + &item(2, "post", "publish", "Deux.").replace("</title>", "</titre>")
            + &item(3, "post", "publish", "Trois.");
        let posts = read_all(&items, Include::default());
        let error = posts[1].as_ref().expect_err("damaged");
        assert_eq!((error.kind.name(), error.line), ("xml", Some(5)));
        assert_eq!(posts[2].as_ref().expect("a post").text, "Trois.");
    }

    #[test]
    fn internal_entities_are_expanded_and_external_ones_are_not_opened() {
        let source = "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM \"/etc/passwd\">]>\
                      <rss><channel><item><title>T</title><content:encoded>&b;&f;</content:encoded></item></channel></rss>";
        let options = ReadOptions::default();
        let mut posts = read(Box::new(std::io::Cursor::new(source)), "blog.xml", "blog.xml", &options);
        assert_eq!(posts.next().expect("one").expect("a post").text, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa&f;");
    }
}
