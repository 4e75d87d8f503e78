//! The metadata of a page: JSON-LD, `<meta>`, microdata and microformats, links, in this order of precedence.

use serde_json::{Map, Value};

use super::element::Element;
use super::fragment::line;
use super::tree::{Attribute, Tree};
use crate::Post;
use crate::archive::date;

/// Reads title, day, author, labels and address into the post, as far as the page has them.
pub(super) fn read_into(post: &mut Post, tree: &Tree) {
    let mut found = Found::default();
    for (at, element) in tree.elements(0..tree.nodes.len()) {
        if element == Element::Script
            && tree
                .attribute(at, Attribute::Type)
                .is_some_and(|kind| kind.trim().starts_with("application/ld+json"))
        {
            found.read_json_ld(&raw_text(tree, at));
        }
    }
    for (at, element) in tree.elements(0..tree.nodes.len()) {
        if element == Element::Meta {
            found.read_meta(tree, at);
        }
    }
    for (at, element) in tree.elements(0..tree.nodes.len()) {
        found.read_mark(tree, at, element);
    }
    found.finish(post);
}

/// The name of the site, as Open Graph has it.
pub(super) fn site_name(tree: &Tree) -> Option<&str> {
    tree.elements(0..tree.nodes.len()).find_map(|(at, _)| {
        let is_name = tree.attribute(at, Attribute::Property) == Some("og:site_name");
        is_name.then(|| tree.attribute(at, Attribute::Content).unwrap_or_default().trim())
    })
}

#[derive(Default)]
struct Found {
    title: Option<String>,
    published: Option<String>,
    /// A day that may belong to something else: the first `<time>`.
    some_day: Option<String>,
    author: Option<String>,
    url: Option<String>,
    labels: Vec<String>,
    /// The keywords of the page, which are labels where there are no others.
    keywords: Vec<String>,
}

impl Found {
    fn read_json_ld(&mut self, source: &str) {
        let Ok(value) = serde_json::from_str::<Value>(source.trim()) else { return };
        let mut objects: Vec<&Map<String, Value>> = Vec::new();
        // One level of lists and graphs, as schema.org writes them.
        let mut waiting = vec![&value];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(items) => waiting.extend(items.iter().rev()),
                Value::Object(object) => {
                    objects.push(object);
                    waiting.extend(object.get("@graph"));
                }
                _ => {}
            }
        }
        let Some(article) = objects.iter().find(|object| is_article(object)) else { return };
        let string = |name: &str| article.get(name).and_then(Value::as_str).map(str::to_owned);
        let named = |value: &Value| name_of(value, &objects);
        set(&mut self.title, string("headline").or_else(|| string("name")).map(|title| line(&title)));
        set(&mut self.published, string("datePublished").or_else(|| string("dateCreated")));
        set(&mut self.author, article.get("author").and_then(named));
        let page = article.get("mainEntityOfPage");
        let page = page.and_then(|page| page.as_str().or_else(|| page.get("@id").and_then(Value::as_str)));
        set(&mut self.url, string("url").or_else(|| page.map(str::to_owned)));
        for field in ["keywords", "articleSection"] {
            match article.get(field) {
                Some(Value::String(list)) => self.add_labels(list.split(',')),
                Some(Value::Array(items)) => self.add_labels(items.iter().filter_map(Value::as_str)),
                _ => {}
            }
        }
    }

    fn read_meta(&mut self, tree: &Tree, at: usize) {
        let Some(content) = tree.attribute(at, Attribute::Content) else { return };
        let content = content.trim();
        let names = [Attribute::Property, Attribute::Name, Attribute::ItemProp];
        for name in names.iter().filter_map(|name| tree.attribute(at, *name)) {
            let value = || Some(content.to_owned()).filter(|content| !content.is_empty());
            match name.trim().to_ascii_lowercase().as_str() {
                "og:title" | "twitter:title" | "dc.title" | "headline" => set(&mut self.title, value()),
                "article:published_time"
                | "og:article:published_time"
                | "datepublished"
                | "date"
                | "dc.date"
                | "dc.date.issued"
                | "dcterms.created"
                | "dcterms.date"
                | "parsely-pub-date"
                | "sailthru.date"
                | "publish_date"
                | "pubdate" => set(&mut self.published, value()),
                "author" | "article:author" | "dc.creator" | "parsely-author" | "sailthru.author"
                    if !content.contains("://") =>
                {
                    set(&mut self.author, value());
                }
                "og:url" => set(&mut self.url, value()),
                "article:tag" | "article:section" => self.add_labels([content].into_iter()),
                "keywords" => self.keywords.extend(content.split(',').map(str::to_owned)),
                _ => {}
            }
        }
    }

    fn read_mark(&mut self, tree: &Tree, at: usize, element: Element) {
        let has = |attribute, words: &[&str]| tree.has_word(at, attribute, words);
        let text = || Some(tree.text_of(at)).filter(|text| !text.is_empty());
        let address = || tree.attribute(at, Attribute::Href).map(|href| href.trim().to_owned());
        if element == Element::Link && has(Attribute::Rel, &["canonical"]) {
            // Where a page has two addresses, the canonical one is this.
            self.url = address().or(self.url.take());
        }
        if matches!(element, Element::Time | Element::Abbr | Element::Span | Element::Meta) {
            let moment =
                tree.attribute(at, Attribute::DateTime).or_else(|| tree.attribute(at, Attribute::Content));
            let moment = moment.map(str::to_owned);
            if has(Attribute::ItemProp, &["datePublished"])
                || has(Attribute::Class, &["dt-published", "entry-date", "published", "post-date"])
            {
                set(&mut self.published, moment.clone());
            }
            if element == Element::Time && !has(Attribute::Class, &["updated", "modified", "dt-updated"]) {
                set(&mut self.some_day, moment.or_else(text));
            }
        }
        if has(Attribute::Rel, &["author"])
            || has(Attribute::ItemProp, &["author"])
            || has(Attribute::Class, &["p-author", "entry-author", "author-name"])
        {
            set(&mut self.author, text());
        }
        if element == Element::A && has(Attribute::Rel, &["tag"]) || has(Attribute::Class, &["p-category"]) {
            self.add_labels(text().as_deref().into_iter());
        }
        if has(Attribute::Class, &["p-canonical", "u-url"]) {
            set(&mut self.url, address());
        }
    }

    fn add_labels<'a>(&mut self, labels: impl Iterator<Item = &'a str>) {
        self.labels.extend(labels.map(line).filter(|label| !label.is_empty()));
    }

    fn finish(mut self, post: &mut Post) {
        if self.labels.is_empty() {
            let keywords = std::mem::take(&mut self.keywords);
            self.add_labels(keywords.iter().map(String::as_str));
        }
        post.title = self.title.unwrap_or_default();
        post.published =
            [self.published, self.some_day].iter().flatten().find_map(|moment| date::parse(moment));
        post.author = self.author.map(|author| line(&author));
        post.url = self.url;
        post.labels = self.labels;
    }
}

fn set(place: &mut Option<String>, value: Option<String>) {
    if place.is_none() {
        *place = value.filter(|value| !value.trim().is_empty());
    }
}

/// The text of a script, as it is written.
fn raw_text(tree: &Tree, at: usize) -> String {
    tree.texts(at..tree.end(at)).collect()
}

/// Whether an object of schema.org is a post: `BlogPosting`, `NewsArticle`.
fn is_article(object: &Map<String, Value>) -> bool {
    let is = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting"))
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// A name, the names of a list, an object with a name, or a reference to one.
fn name_of(value: &Value, objects: &[&Map<String, Value>]) -> Option<String> {
    match value {
        Value::String(name) => Some(name.clone()),
        Value::Array(items) => {
            let one = |item: &Value| match item {
                Value::Array(_) => None,
                other => name_of(other, objects),
            };
            let names: Vec<String> = items.iter().filter_map(one).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        Value::Object(object) => {
            let name =
                |object: &Map<String, Value>| object.get("name").and_then(Value::as_str).map(str::to_owned);
            name(object).or_else(|| {
                let id = object.get("@id")?;
                name(
                    objects
                        .iter()
                        .find(|other| other.get("@id") == Some(id) && other.contains_key("name"))?,
                )
            })
        }
        _ => None,
    }
}
