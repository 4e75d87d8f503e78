//! The post: what a reader hands to the analyzer. Text without markup, and what is known about it.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One post: its text, free of markup, and what its source says about it.
///
/// ```
/// use glane::Post;
///
/// let post = Post::new("premier", "Twitter s’est avéré être un outil remarquable.").with_title("Mars 2011");
/// assert_eq!(post.title, "Mars 2011");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Post {
    /// What names the post in its archive: its path below the input, or its own id in JSON lines.
    pub id: String,
    /// The title, free of markup; empty when there is none.
    pub title: String,
    /// The text, free of markup: paragraphs, headings and list items each end with a line break.
    /// Every span that Glane gives out is in bytes of this string.
    pub text: String,
    /// What the markup said about ranges of `text`, in order of their first byte.
    pub annotations: Vec<Annotation>,
    /// The day it was published.
    pub published: Option<Date>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The labels its author gave it: the tags and categories of the blog.
    pub labels: Vec<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The file it was read from, as messages name it; nothing for a post that no reader gave out.
    pub source: Option<String>,
    /// Fields of the source that Glane does not know, kept as they are.
    pub meta: Map<String, Value>,
    /// What the reader had to mend or to guess.
    pub warnings: Vec<String>,
}

impl Post {
    /// A post of that text alone.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }

    /// The same post with a title.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }
}

/// What the markup said about a range of a post's text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Annotation {
    /// What it said.
    pub kind: AnnotationKind,
    /// Where: bytes of the text, half-open.
    pub range: Range<usize>,
}

/// What markup can say about a range of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AnnotationKind {
    /// A heading inside the post.
    Heading,
    /// Text made to stand out: bold or italic.
    Emphasis,
    /// The text of a link.
    Link,
    /// Program code within a sentence. No keyphrase is taken from it.
    Code,
}
