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
pub struct Keyphrase {
    /// The commonest variant, as it stands in the post.
    pub text: String,
    /// The phrase by its lemmas, in lower case: `réseau dynamique`. The same for all variants.
    pub lemma: String,
    /// How good the phrase is, 0..=1; higher is better. Rounded to four digits when written.
    #[serde(serialize_with = "four_digits")]
    #[cfg_attr(feature = "schema", schemars(with = "f64", range(min = 0, max = 1)))]
    pub score: f64,
    /// Occurrences in text and title, all variants together, where the grammar of candidates takes the words for a phrase;
    /// at least 1. A report on an archive counts more: every place where the words stand.
    pub count: u32,
    /// Occurrences, and short forms of a name that stand for it: "Stevenson" in a post that has "Robert Louis
    /// Stevenson". At least `count`.
    pub mentions: u32,
    /// What sort of thing it names, as far as the post shows it.
    pub kind: Kind,
    /// The variants, commonest first; their counts add up to `count`.
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
pub struct Variant {
    /// As it stands in the post.
    pub text: String,
    /// How often, at least 1.
    pub count: u32,
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
