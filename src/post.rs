//! The post: the input of the analyzer. Text without markup, and what its source says about it.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One post: its text, free of markup, and what its source says about it.
///
/// ```
/// use glane::Post;
///
/// let post = Post::new("premier", "Twitter s’est avéré être un outil remarquable.")
///     .with_title("Mars 2011")
///     .with_published("2011-03-14".parse()?)
///     .with_labels(["outils", "réseaux"]);
/// assert_eq!(post.title, "Mars 2011");
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Post {
    /// The name of the post in its archive: its path below the input, or the id that JSON gives it.
    pub id: String,
    /// The title, free of markup; empty if it has none.
    pub title: String,
    /// The text, free of markup: paragraphs, headings and list items each end with a line break. Every span
    /// that Glane gives is in bytes of this string.
    pub text: String,
    /// What the markup says about ranges of `text`, in the order of their first byte.
    pub annotations: Vec<Annotation>,
    /// The day it was published.
    pub published: Option<Date>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The labels that its author gave it: the tags and categories of the blog.
    pub labels: Vec<String>,
    /// Those of `labels` that are categories; empty where the source does not tell categories from tags.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The file that it was read from, as messages name it; `None` for a post that was not read from a file.
    pub source: Option<String>,
    /// Other fields of the source, kept unchanged.
    pub meta: Map<String, Value>,
    /// What the reader had to repair or guess.
    pub warnings: Vec<String>,
}

impl Post {
    /// A post with this id and text, and nothing else.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }

    /// The same post with a title.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The same post with its day of publication.
    #[must_use]
    pub fn with_published(mut self, published: Date) -> Self {
        self.published = Some(published);
        self
    }

    /// The same post with its author.
    #[must_use]
    pub fn with_author(mut self, author: impl Into<String>) -> Self {
        self.author = Some(author.into());
        self
    }

    /// The same post with the address where it was published.
    #[must_use]
    pub fn with_url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// The same post with these labels.
    #[must_use]
    pub fn with_labels<L: Into<String>>(mut self, labels: impl IntoIterator<Item = L>) -> Self {
        self.labels = labels.into_iter().map(Into::into).collect();
        self
    }

    /// The same post with these categories, which are labels as well.
    #[must_use]
    pub fn with_categories<L: Into<String>>(mut self, categories: impl IntoIterator<Item = L>) -> Self {
        categories.into_iter().for_each(|category| self.add_category(category.into()));
        self
    }

    /// Adds a category, which is a label as well.
    pub(crate) fn add_category(&mut self, category: String) {
        self.categories.push(category.clone());
        self.labels.push(category);
    }

    /// The same post with these annotations of its text.
    #[must_use]
    pub fn with_annotations(mut self, annotations: impl IntoIterator<Item = Annotation>) -> Self {
        self.annotations = annotations.into_iter().collect();
        self
    }
}

/// What the markup says about a range of the text of a post.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Annotation {
    /// What it says.
    pub kind: AnnotationKind,
    /// The byte range of the text, half-open.
    pub range: Range<usize>,
}

impl Annotation {
    /// An annotation of the bytes `range` of a text.
    pub fn new(kind: AnnotationKind, range: Range<usize>) -> Self {
        Self { kind, range }
    }
}

/// What markup can say about a range of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum AnnotationKind {
    /// A heading inside the post.
    Heading,
    /// Emphasized text: bold or italic.
    Emphasis,
    /// The text of a link.
    Link,
    /// Program code inside a sentence. It gives no keyphrases.
    Code,
}
