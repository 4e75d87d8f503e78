//! The concordance of a phrase: every place where a variant of it stands, in its sentence.
//!
//! Which words are variants of each other is decided in `keyphrase`; how lines are set on a terminal is
//! left to the program.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use crate::Post;
use crate::keyphrase::{PhraseError, PhraseMatcher, Span, shown};
use crate::text::match_key;
use crate::text::{Document, Forms};

/// A phrase that is looked for in posts, with what was learnt of their words.
///
/// All its variants are found: number and gender, case, apostrophes, hyphens, accents typed or not, the
/// words of a hashtag, a determiner more or less behind a preposition. Words are compared by their forms,
/// so that "porte" finds the door and the verb.
///
/// ```
/// use glane::{Post, corpus::Concordance};
///
/// let mut concordance = Concordance::new("reseau dynamique")?;
/// let post = Post::new("1", "Un réseau vit. Les réseaux dynamiques relient les salariés.");
/// let lines = concordance.lines(&post);
/// assert_eq!(lines.len(), 1);
/// assert_eq!(lines[0].left, "Les ");
/// assert_eq!(lines[0].keyword, "réseaux dynamiques");
/// assert_eq!(lines[0].right, " relient les salariés.");
/// # Ok::<(), glane::corpus::PhraseError>(())
/// ```
#[derive(Debug)]
pub struct Concordance {
    phrase_matcher: PhraseMatcher,
    forms: Forms,
}

/// One occurrence in its sentence: the contract `glane.concordance/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConcordanceLine {
    /// Always `glane.concordance/1`.
    pub schema: &'static str,
    /// What names the post in its archive.
    pub id: String,
    /// The title of the post, or an empty string.
    pub title: String,
    /// The day it was published, as `2012-10-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub published: Option<Date>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The sentence up to the occurrence, with the space at its end, if there is one.
    pub left: String,
    /// The variant, as it is written.
    pub keyword: String,
    /// The rest of the sentence, with the space at its start, if there is one.
    pub right: String,
    /// Whether it stands in the title; spans are bytes of the title then, else of the text.
    pub in_title: bool,
    /// Where the variant stands.
    pub span: Span,
    /// Where its sentence stands.
    pub sentence: Span,
}

/// An order of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineOrder {
    /// By the words before the occurrence, the nearest first; accents and case do not count.
    Left,
    /// By the words behind it.
    Right,
    /// By the day of the post, the oldest first; posts without a date last.
    Date,
}

impl Concordance {
    /// A concordance of `phrase`.
    ///
    /// # Errors
    ///
    /// A phrase without a word, or with too many.
    pub fn new(phrase: &str) -> Result<Self, PhraseError> {
        Ok(Self { phrase_matcher: PhraseMatcher::new(phrase)?, forms: Forms::new() })
    }

    /// The occurrences in the title and in the text of a post, in order.
    pub fn lines(&mut self, post: &Post) -> Vec<ConcordanceLine> {
        if self.forms.trim() {
            self.phrase_matcher.forget();
        }
        let mut lines = Vec::new();
        for (text, in_title) in [(&post.title, true), (&post.text, false)] {
            let document = Document::parse(text, &mut self.forms);
            let found = self.phrase_matcher.find(&document, &self.forms);
            let mut sentences = document.sentences().iter().map(|sentence| sentence.range()).peekable();
            let bytes = |tokens: &std::ops::Range<usize>| {
                let (first, last) = (document.tokens()[tokens.start], document.tokens()[tokens.end - 1]);
                (first.start as usize, last.end as usize)
            };
            for tokens in found {
                while sentences.next_if(|sentence| sentence.end <= tokens.start).is_some() {}
                let Some(sentence) = sentences.peek() else { break };
                let ((start, end), (from, to)) = (bytes(&tokens), bytes(sentence));
                lines.push(ConcordanceLine {
                    schema: "glane.concordance/1",
                    id: post.id.clone(),
                    title: post.title.clone(),
                    published: post.published,
                    author: post.author.clone(),
                    left: shown(&text[from..start]),
                    keyword: shown(&text[start..end]),
                    right: shown(&text[end..to]),
                    in_title,
                    span: Span(start, end),
                    sentence: Span(from, to),
                });
            }
        }
        lines
    }
}

impl LineOrder {
    /// Sorts lines; equal ones keep their order.
    pub fn sort(self, lines: &mut [ConcordanceLine]) {
        let words = |side: &str| -> Vec<String> {
            side.split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(match_key)
                .collect()
        };
        match self {
            Self::Left => lines.sort_by_cached_key(|line| {
                let mut words = words(&line.left);
                words.reverse();
                words
            }),
            Self::Right => lines.sort_by_cached_key(|line| words(&line.right)),
            Self::Date => lines.sort_by_key(|line| (Reverse(line.published.is_some()), line.published)),
        }
    }
}
