//! The keyphrase: the public result of an extraction.

use std::ops::Range;

use serde::{Deserialize, Serialize, Serializer};

use super::kind::Kind;
use super::rank::learned::explanation::Explanation;
use crate::text::is_invisible;

/// A half-open range of bytes; `[3051, 3070]` in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span(
    /// First byte.
    pub usize,
    /// One past the last byte.
    pub usize,
);

impl Span {
    /// The bytes from the first to the last, to index a text with.
    ///
    /// ```
    /// use glane::Span;
    ///
    /// assert_eq!(&"Le vélo roule."[Span(3, 8).range()], "vélo");
    /// ```
    pub fn range(self) -> Range<usize> {
        self.0..self.1
    }
}

/// A keyphrase of a post: a family of variants with its score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Keyphrase {
    /// The commonest variant of the candidate, as it stands in the post.
    pub text: String,
    /// The phrase by its lemmas, in lower case: `réseau dynamique`. The same for all variants.
    pub lemma: String,
    /// The score, 0..=1; higher is better. Rounded to four digits when written.
    #[serde(serialize_with = "four_digits")]
    #[cfg_attr(feature = "schema", schemars(with = "f64", range(min = 0, max = 1)))]
    pub score: f64,
    /// Occurrences of `text` in all its variants, in title and text, outside code, inside longer phrases too; at least 1.
    /// A concordance of it finds the same.
    pub count: u32,
    /// Occurrences, and short forms of a name that stand for it: "Stevenson" in a post that has "Robert Louis
    /// Stevenson". At least `count`.
    pub mentions: u32,
    /// The class of the thing that it names, as far as the post shows it.
    pub kind: Kind,
    /// The variants: `text`, then the others, commonest first; their counts add up to `count`.
    pub variants: Vec<Variant>,
    /// Where it stands in the post's text, in order.
    pub spans: Vec<Span>,
    /// Where it stands in the post's title, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub title_spans: Vec<Span>,
    /// The parts of its score, on request; only the learned method has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// One way in which a keyphrase is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Variant {
    /// As it stands in the post.
    pub text: String,
    /// How often, at least 1.
    pub count: u32,
}

impl Keyphrase {
    /// A keyphrase that was made elsewhere, for a [`PostReport`](crate::PostReport): its variants, the commonest first,
    /// give its text and its occurrences. It has no spans.
    ///
    /// ```
    /// use glane::{Keyphrase, Variant};
    ///
    /// let variants = vec![Variant::new("vélos cargos", 2), Variant::new("vélo cargo", 1)];
    /// let keyphrase = Keyphrase::new("vélo cargo", 0.5, variants);
    /// assert_eq!((keyphrase.text.as_str(), keyphrase.count), ("vélos cargos", 3));
    /// ```
    pub fn new(lemma: impl Into<String>, score: f64, variants: Vec<Variant>) -> Self {
        let lemma = lemma.into();
        let count = variants.iter().map(|variant| variant.count).sum();
        Self {
            text: variants.first().map_or_else(|| lemma.clone(), |variant| variant.text.clone()),
            lemma,
            score,
            count,
            mentions: count,
            kind: Kind::default(),
            variants,
            spans: Vec::new(),
            title_spans: Vec::new(),
            explanation: None,
        }
    }
}

impl Variant {
    /// A form and its occurrences.
    pub fn new(text: impl Into<String>, count: u32) -> Self {
        Self { text: text.into(), count }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn four_digits<S: Serializer>(score: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((score * 10_000.0).round() / 10_000.0)
}

/// A piece of text as it is shown: white space folded, invisible characters left out.
pub(crate) fn shown(piece: &str) -> String {
    let mut shown = String::with_capacity(piece.len());
    for character in piece.chars() {
        match character {
            invisible if is_invisible(invisible) => {}
            space if space.is_whitespace() => {
                if !shown.ends_with(' ') {
                    shown.push(' ');
                }
            }
            other => shown.push(other),
        }
    }
    shown
}
