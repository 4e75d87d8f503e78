//! Feeds: RSS, Atom, and the export of a Blogger blog, which is Atom with fields of its own.

use super::frames::{Frame, Frames};
use super::item::{Field, Item};
use super::problem::{damaged, no_posts, without_text};
use crate::Post;
use crate::archive::error::ArchiveError;
use crate::archive::html::fragment;
use crate::archive::options::ReadOptions;
use crate::archive::root_element;
use crate::archive::stream::{PostStream, Reader};
use crate::archive::{body, date};

/// How Blogger names the kind of an entry: a category of this scheme, whose term ends so.
const BLOGGER_KIND: &str = "http://schemas.google.com/g/2005#kind";

/// Whether a text begins like a feed.
pub(in crate::archive) fn begins_like_it(head: &str) -> bool {
    root_element::name(head).is_some_and(|name| matches!(name.as_str(), "rss" | "feed" | "rdf"))
}

/// The posts of a feed.
pub(in crate::archive) fn read(reader: Reader, name: &str, _id: &str, options: &ReadOptions) -> PostStream {
    Box::new(Feed {
        frames: Frames::new(reader, name, &["item", "entry", "author"], options),
        source_name: name.to_owned(),
        options: options.clone(),
        author: None,
        any: false,
        done: false,
    })
}

struct Feed {
    frames: Frames,
    source_name: String,
    options: ReadOptions,
    /// The author of the whole feed.
    author: Option<String>,
    any: bool,
    done: bool,
}

impl Feed {
    fn take(&mut self, frame: &Frame) -> Option<Result<Post, ArchiveError>> {
        let item = match Item::parse(frame, self.options.max_depth) {
            Ok(item) => item,
            Err(damage) => return Some(Err(damaged(&self.source_name, frame, damage))),
        };
        let mut post = match frame.name {
            "author" => {
                self.author = item.text("name").map(fragment::line);
                return None;
            }
            "entry" => self.entry(&item)?,
            _ => self.item(&item),
        };
        if post.id.is_empty() {
            post.id = format!("{}:{}", self.source_name, frame.line);
        }
        post.warnings.extend(frame.warning.iter().chain(&item.warning).cloned());
        Some(without_text(post, &self.source_name, frame.line))
    }

    /// A post of RSS.
    fn item(&self, item: &Item) -> Post {
        let text = |name: &str| item.text(name).map(str::to_owned);
        let id = ["guid", "link", "dc:identifier"].into_iter().find_map(text);
        let mut post = Post::new(id.unwrap_or_default(), "");
        post.title = item.text("title").map(fragment::line).unwrap_or_default();
        let body = ["content:encoded", "description", "content"].into_iter().find_map(|name| item.text(name));
        let body = body.unwrap_or_default();
        let escaped_again = body::escaped_tags(body);
        fragment::read_into(&mut post, escaped_again.as_deref().unwrap_or(body), &self.options);
        let days = ["pubDate", "dc:date", "dcterms:created", "published"].into_iter();
        date::give(&mut post, days.filter_map(|name| item.text(name)));
        post.author =
            item.text("dc:creator").or_else(|| item.text("author").map(name_of_address)).map(fragment::line);
        post.labels =
            labels(item.all("category").chain(item.all("dc:subject")).map(|field| field.text.as_str()));
        post.url = text("link").or_else(|| permalink(item)).or_else(|| text("feedburner:origLink"));
        post
    }

    /// A post of Atom; `None` for an entry of a Blogger export that is not a post or is left out.
    fn entry(&self, item: &Item) -> Option<Post> {
        if !self.is_wanted(item) {
            return None;
        }
        let text = |name: &str| item.text(name).map(str::to_owned);
        let mut post = Post::new(text("id").unwrap_or_default(), "");
        post.title = item.field("title").map(title).unwrap_or_default();
        match item
            .field("content")
            .filter(|content| content.attribute("src").is_none())
            .or_else(|| item.field("summary"))
        {
            Some(body) if is_plain(body) => body.text.trim().clone_into(&mut post.text),
            Some(body) => {
                let escaped_again = body::escaped_tags(&body.text);
                fragment::read_into(&mut post, escaped_again.as_deref().unwrap_or(&body.text), &self.options);
            }
            None => {}
        }
        let days = ["published", "issued", "updated"].into_iter();
        date::give(&mut post, days.filter_map(|name| item.text(name)));
        let names: Vec<String> = item.all("author/name").map(|name| fragment::line(&name.text)).collect();
        post.author = if names.is_empty() { self.author.clone() } else { Some(names.join(", ")) };
        post.labels = labels(
            item.all("category")
                .filter(|category| category.attribute("scheme") != Some(BLOGGER_KIND))
                .filter_map(|category| category.attribute("label").or_else(|| category.attribute("term"))),
        );
        post.url = item
            .all("link")
            .filter(|link| matches!(link.attribute("rel"), None | Some("alternate")))
            .find_map(|link| link.attribute("href"))
            .map(str::to_owned);
        Some(post)
    }

    fn is_wanted(&self, item: &Item) -> bool {
        let include = self.options.include;
        let kind = item
            .all("category")
            .find(|category| category.attribute("scheme") == Some(BLOGGER_KIND))
            .and_then(|category| category.attribute("term")?.rsplit('#').next())
            .or_else(|| item.text("blogger:type"));
        let of_kind = match kind.map(str::to_ascii_lowercase).as_deref() {
            None | Some("post") => true,
            Some("page") => include.pages,
            Some(_) => false,
        };
        let is_draft = item.text("app:control/app:draft") == Some("yes")
            || item.text("blogger:status").is_some_and(|status| !status.eq_ignore_ascii_case("live"));
        of_kind && (include.drafts || !is_draft)
    }
}

impl Iterator for Feed {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let post = match self.frames.next() {
                Some(Ok(frame)) => {
                    self.any |= frame.name != "author";
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

/// Whether text of Atom is plain text.
fn is_plain(field: &Field) -> bool {
    matches!(field.attribute("type"), None | Some("text" | "text/plain"))
}

fn title(field: &Field) -> String {
    if is_plain(field) {
        field.text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        fragment::line(&field.text)
    }
}

fn labels<'a>(found: impl Iterator<Item = &'a str>) -> Vec<String> {
    found.map(fragment::line).filter(|label| !label.is_empty()).collect()
}

/// The `guid` where it is an address.
fn permalink(item: &Item) -> Option<String> {
    let guid = item.field("guid").filter(|guid| guid.attribute("isPermaLink") != Some("false"))?;
    guid.text.contains("://").then(|| guid.text.trim().to_owned())
}

/// `odile@example.org (Odile K.)` is `Odile K.`.
fn name_of_address(author: &str) -> &str {
    match author.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end().trim_end_matches(')'),
        _ => author,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::options::Include;

    fn read_all(source: &str, include: Include) -> Vec<Result<Post, ArchiveError>> {
        let options = ReadOptions { include, ..ReadOptions::default() };
        read(Box::new(std::io::Cursor::new(source.to_owned())), "feed.xml", "feed.xml", &options).collect()
    }

    #[test]
    fn rss_is_read() {
        let posts = read_all(
            "<rss version=\"2.0\"><channel><title>Blog</title><item><title>L&#8217;été</title>\
             <link>https://a.example/ete</link><guid isPermaLink=\"false\">a-1</guid>\
             <description>Résumé</description><content:encoded><![CDATA[<p>Il fait <b>chaud</b>.</p>]]></content:encoded>\
             <author>o@a.example (Odile K.)</author><category>Jardin</category><category>Jardin</category>\
             <pubDate>Tue, 3 May 2022 09:30:00 +0200</pubDate></item>\
             <item><title>Rien</title><description>&lt;p&gt;Court.&lt;/p&gt;</description></item></channel></rss>",
            Include::default(),
        );
        let post = posts[0].as_ref().expect("a post");
        assert_eq!(
            (post.id.as_str(), post.title.as_str(), post.text.as_str()),
            ("a-1", "L’été", "Il fait chaud.")
        );
        assert_eq!(post.author.as_deref(), Some("Odile K."));
        assert_eq!(
            (post.labels.as_slice(), post.url.as_deref()),
            // `open` gives each label once.
            (&["Jardin".to_owned(), "Jardin".to_owned()][..], Some("https://a.example/ete"))
        );
        assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2022-05-03"));
        let second = posts[1].as_ref().expect("a post");
        assert_eq!((second.id.as_str(), second.text.as_str()), ("feed.xml:1", "Court."));
    }

    #[test]
    fn atom_is_read() {
        let posts = read_all(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><author><name>Odile</name></author>\
             <entry><id>i</id><title>Vec&lt;T&gt;</title><link rel=\"edit\" href=\"x\"/><link href=\"https://a.example/1\"/>\
             <category term=\"pain\" label=\"Pain\"/><published>2021-03-15T08:00:00+01:00</published>\
             <content type=\"xhtml\"><div><p>Un &amp; <em>deux</em>.</p></div></content></entry>\
             <entry><id>j</id><title type=\"html\">&lt;b&gt;Gras&lt;/b&gt;</title><author><name>Kim</name></author>\
             <updated>2021-04-01T00:00:00Z</updated><summary>1 &lt; 2.</summary></entry></feed>",
            Include::default(),
        );
        let (first, second) = (posts[0].as_ref().expect("a post"), posts[1].as_ref().expect("a post"));
        assert_eq!((first.title.as_str(), first.text.as_str()), ("Vec<T>", "Un & deux."));
        assert_eq!(
            (first.author.as_deref(), first.url.as_deref()),
            (Some("Odile"), Some("https://a.example/1"))
        );
        assert_eq!((first.labels.as_slice(), first.annotations.len()), (&["Pain".to_owned()][..], 1));
        assert_eq!((second.title.as_str(), second.text.as_str()), ("Gras", "1 < 2."));
        assert_eq!(
            (second.author.as_deref(), second.published.map(jiff::civil::Date::month)),
            (Some("Kim"), Some(4))
        );
    }

    #[test]
    fn a_prefix_comments_and_broken_cdata_are_read() {
        let posts = read_all(
            "<?xml version='1.0'?><a:feed xmlns:a='http://www.w3.org/2005/Atom'><!-- <a:entry><a:title>Non</a:title></a:entry> -->\
             <a:author><a:name>Odile</a:name></a:author><a:entry><a:id>i</a:id><a:title>Le four</a:title>\
             <a:content type='html'>&lt;p&gt;Il chauffe.&lt;/p&gt;</a:content></a:entry></a:feed>",
            Include::default(),
        );
        let post = posts[0].as_ref().expect("a post");
        assert_eq!((post.title.as_str(), post.text.as_str()), ("Le four", "Il chauffe."));
        assert_eq!((post.author.as_deref(), posts.len()), (Some("Odile"), 1));
        let posts = read_all(
            "<rss><channel><item><title>Le four</title><description><![CDATA[<p>Il ]]> chauffe.</p>]]></description></item></channel></rss>",
            Include::default(),
        );
        let post = posts[0].as_ref().expect("a post");
        assert_eq!((post.text.as_str(), post.warnings.len()), ("Il ]]> chauffe.", 1));
    }

    #[test]
    fn only_posts_of_a_blogger_export_are_read() {
        let entry = |id: u32, kind: &str, more: &str| {
            format!(
                "<entry><id>{id}</id><title type='text'>T</title><content type='html'>&lt;p&gt;Un.&lt;/p&gt;</content>\
                 <category scheme='{BLOGGER_KIND}' term='http://schemas.google.com/blogger/2008/kind#{kind}'/>\
                 <category scheme='http://www.blogger.com/atom/ns#' term='pain'/>{more}</entry>"
            )
        };
        let draft = "<app:control><app:draft>yes</app:draft></app:control>";
        let source = format!(
            "<feed>{}{}{}{}{}{}</feed>",
            entry(1, "template", ""),
            entry(2, "settings", ""),
            entry(3, "post", ""),
            entry(4, "comment", ""),
            entry(5, "post", draft),
            entry(6, "page", "")
        );
        let ids = |include| -> Vec<String> {
            read_all(&source, include).into_iter().map(|post| post.expect("a post").id).collect()
        };
        assert_eq!(ids(Include::default()), ["3"]);
        assert_eq!(ids(Include { pages: true, drafts: true }), ["3", "5", "6"]);
        assert_eq!(read_all(&source, Include::default())[0].as_ref().expect("a post").labels, ["pain"]);
    }
}
