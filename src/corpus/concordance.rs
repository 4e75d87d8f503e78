//! The concordance of a phrase: every occurrence of its variants, each in its sentence (KWIC).
//!
//! Which words are variants of each other is decided in `keyphrase`; the layout on a terminal is left to the
//! program.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use crate::Post;
use crate::keyphrase::{PhraseError, PhraseMatcher, Span, shown};
use crate::text::match_key;
use crate::text::{Document, Forms};

/// A search for one phrase in posts; keeps what is known of the words met so far.
///
/// All its variants are found: number and gender, case, apostrophes, hyphens, accents typed or not, the
/// words of a hashtag, a determiner present or absent after a preposition. Words are compared by form, so
/// that "porte" matches both the noun and the verb.
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
#[non_exhaustive]
pub struct ConcordanceLine {
    /// Always `glane.concordance/1`.
    pub schema: &'static str,
    /// The id of the post in its archive.
    pub id: String,
    /// The title of the post, or an empty string.
    pub title: String,
    /// The date of publication, as `2012-10-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
    pub published: Option<Date>,
    /// The author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The sentence before the occurrence, with the space that precedes the occurrence, if any.
    pub left: String,
    /// The variant as written.
    pub keyword: String,
    /// The sentence after the occurrence, with the space that follows the occurrence, if any.
    pub right: String,
    /// Whether the occurrence is in the title; spans are then bytes of the title, else of the text.
    pub in_title: bool,
    /// The span of the occurrence.
    pub span: Span,
    /// The span of its sentence.
    pub sentence: Span,
}

/// A sort order of concordance lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineOrder {
    /// By the words before the occurrence, nearest first, ignoring accents and case.
    Left,
    /// By the words after it, ignoring accents and case.
    Right,
    /// By the date of the post, oldest first; undated posts last.
    Date,
}

impl Concordance {
    /// A concordance of `phrase`.
    ///
    /// # Errors
    ///
    /// A phrase without a word, or with too many words.
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
            let annotations = if in_title { &[][..] } else { &post.annotations };
            let found = self.phrase_matcher.find(&document, annotations);
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
