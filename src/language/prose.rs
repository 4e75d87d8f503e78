//! The prose of a post by language: the language of the post, and which of its paragraphs are in another one.
//!
//! Program code is ignored. A paragraph counts as another language only if it has at least twelve words, few
//! French function words among them, and whatlang is certain. So a heading or a list of names keeps the
//! language of its post.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::detect::{CLEAR_SHARE, Language, WORDS, certain_other_language, language_of};
use crate::post::{Annotation, AnnotationKind};
use crate::text::{Document, FormId, TokenKind};

/// The least words of a paragraph whose language is detected.
const ENOUGH_WORDS: usize = 12;
/// A paragraph with at least this share of French function words is not given to whatlang.
const DOUBTFUL_SHARE: f64 = 0.15;
/// The confidence that whatlang must have about a paragraph, 0..=1.
const CONFIDENT: f64 = 0.8;
/// The least French words for which a post in another language is analyzed.
const FRENCH_WORDS: usize = 40;
/// The least share of French words among all for which a post in another language is analyzed.
const FRENCH_SHARE: f64 = 0.2;
/// Lines of more bytes than this are not hard-wrapped: each is a paragraph.
const WRAPPED_TO: usize = 100;

/// How many words of a post are in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LanguagePart {
    /// The code of the language, as in [`Language`].
    pub code: &'static str,
    /// The number of words of the paragraphs in this language.
    pub words: usize,
}

impl<'de> Deserialize<'de> for LanguagePart {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Part<'a> {
            #[serde(borrow)]
            code: Cow<'a, str>,
            words: usize,
        }
        let part = Part::deserialize(deserializer)?;
        Ok(Self { code: Language::from_code(&part.code, 0.0).code, words: part.words })
    }
}

/// The languages of a post.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Prose {
    /// The language of most of its words.
    pub(crate) language: Language,
    /// Words by language, most first; empty where there is only one language.
    pub(crate) languages: Vec<LanguagePart>,
    /// The byte ranges of the paragraphs in other languages than French, in order.
    pub(crate) foreign: Vec<Range<usize>>,
    /// Whether some of the post is French, or may be.
    pub(crate) has_french: bool,
}

/// Counts of the words of a piece of text.
#[derive(Clone, Copy, Debug, Default)]
struct Words {
    all: usize,
    /// French function words.
    function: usize,
}

impl Words {
    fn share(self) -> f64 {
        self.function as f64 / self.all.max(1) as f64
    }
}

/// A paragraph, or some short lines together.
struct Block {
    bytes: Range<usize>,
    words: Words,
    /// Its language, if it is certainly not French.
    foreign: Option<&'static str>,
}

impl Prose {
    /// Detects the languages of a document, whose annotations say where code is. `is_stop_word` says whether
    /// the form of a word is a French function word.
    pub(crate) fn of(
        document: &Document<'_>,
        is_stop_word: impl Fn(FormId) -> bool,
        annotations: &[Annotation],
    ) -> Self {
        let code: Vec<&Range<usize>> = annotations
            .iter()
            .filter(|annotation| annotation.kind == AnnotationKind::Code)
            .map(|annotation| &annotation.range)
            .collect();
        let mut blocks = blocks(document.text());
        let first = count_words(document, is_stop_word, &code, &mut blocks);
        let text = document.text();
        let language = language_of(first.all, first.function, || without_code(text, &(0..text.len()), &code));

        for block in &mut blocks {
            if block.words.all >= ENOUGH_WORDS && block.words.share() < DOUBTFUL_SHARE {
                let prose = without_code(text, &block.bytes, &code);
                block.foreign = certain_other_language(&prose, CONFIDENT);
            }
        }
        let has_french = matches!(language.code, "fr" | "und");
        if has_french && blocks.iter().all(|block| block.foreign.is_none()) {
            return Self { language, languages: Vec::new(), foreign: Vec::new(), has_french };
        }
        Self::mixed(language, &mut blocks)
    }

    /// The languages of a post that is not French only.
    fn mixed(language: Language, blocks: &mut [Block]) -> Self {
        let is_french = |block: &Block| block.words.all >= ENOUGH_WORDS && block.words.share() >= CLEAR_SHARE;
        let all: usize = blocks.iter().map(|block| block.words.all).sum();
        let french: usize = blocks.iter().filter(|block| is_french(block)).map(|block| block.words.all).sum();
        let main = match language.code {
            "fr" | "und" => None,
            code if french >= FRENCH_WORDS && french as f64 >= FRENCH_SHARE * all as f64 => Some(code),
            // A post with a French quotation is not a French post.
            _ => return Self { language, languages: Vec::new(), foreign: Vec::new(), has_french: false },
        };
        let mut words: BTreeMap<&'static str, usize> = BTreeMap::new();
        for block in blocks.iter_mut() {
            // In a post in another language, a paragraph that is not clearly French is in that language.
            block.foreign = block.foreign.or(main.filter(|_| !is_french(block)));
            *words.entry(block.foreign.unwrap_or("fr")).or_default() += block.words.all;
        }
        let mut languages: Vec<LanguagePart> = words
            .into_iter()
            .filter(|&(_, words)| words > 0)
            .map(|(code, words)| LanguagePart { code, words })
            .collect();
        languages.sort_by(|one, other| other.words.cmp(&one.words).then(one.code.cmp(other.code)));
        let language = match languages.first() {
            Some(most) if most.code != language.code && language.code != "und" => {
                Language { code: most.code, confidence: most.words as f64 / all.max(1) as f64 }
            }
            _ => language,
        };
        let foreign =
            blocks.iter().filter(|block| block.foreign.is_some()).map(|block| block.bytes.clone()).collect();
        Self { language, languages, foreign, has_french: true }
    }
}

/// Replaces the ranges of the text by blank lines; every other byte keeps its place.
pub(crate) fn blank_out(text: &mut String, ranges: impl IntoIterator<Item = Range<usize>>) {
    for range in ranges {
        // Line breaks at both ends, so that no sentence spans the blank.
        let blank = match range.len() {
            0 => continue,
            1 => "\n".to_owned(),
            length => format!("\n{}\n", " ".repeat(length - 2)),
        };
        text.replace_range(range, &blank);
    }
}

/// The paragraphs of a text: long lines, and runs of short ones without a blank line between.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // Whether the next short line continues the last block.
    let mut open = false;
    let mut start = 0;
    while start < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
        let is_blank = text[start..end].trim_ascii().is_empty();
        let is_long = end - start > WRAPPED_TO;
        match blocks.last_mut() {
            _ if is_blank => {}
            Some(block) if open && !is_long => block.bytes.end = end,
            _ => blocks.push(Block { bytes: start..end, words: Words::default(), foreign: None }),
        }
        open = !is_blank && !is_long;
        start = end + 1;
    }
    blocks
}

/// Counts the words of every block, without code; returns the counts of the first [`WORDS`] words of the
/// text.
fn count_words(
    document: &Document<'_>,
    is_stop_word: impl Fn(FormId) -> bool,
    code: &[&Range<usize>],
    blocks: &mut [Block],
) -> Words {
    let mut first = Words::default();
    let mut code = code.iter().peekable();
    let mut blocks = blocks.iter_mut().peekable();
    for (token, &form) in document.tokens().iter().zip(document.forms()) {
        if !matches!(token.kind, TokenKind::Word | TokenKind::Elided | TokenKind::Clitic) {
            continue;
        }
        let start = token.start as usize;
        while code.next_if(|range| range.end <= start).is_some() {}
        if code.peek().is_some_and(|range| range.start <= start) {
            continue;
        }
        while blocks.next_if(|block| block.bytes.end <= start).is_some() {}
        let function = usize::from(is_stop_word(form));
        if let Some(block) = blocks.peek_mut() {
            block.words.all += 1;
            block.words.function += function;
        }
        if first.all < WORDS {
            first.all += 1;
            first.function += function;
        }
    }
    first
}

/// A piece of the text without the code inside it.
fn without_code<'t>(text: &'t str, piece: &Range<usize>, code: &[&Range<usize>]) -> Cow<'t, str> {
    let inside = |range: &&&Range<usize>| range.start < piece.end && piece.start < range.end;
    let mut cuts = code.iter().filter(inside).peekable();
    if cuts.peek().is_none() {
        return Cow::Borrowed(&text[piece.clone()]);
    }
    let mut prose = String::new();
    let mut at = piece.start;
    for cut in cuts {
        prose.push_str(text.get(at..cut.start.max(at)).unwrap_or_default());
        at = at.max(cut.end);
    }
    prose.push_str(text.get(at..piece.end).unwrap_or_default());
    Cow::Owned(prose)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Forms;

    const FRENCH: &str = "Le compost du quartier nourrit les jardins partagés, et l’on y apporte des épluchures \
                          chaque samedi, avec les voisins et les enfants de l’école.";
    const ENGLISH: &str = "We left the bikes at the station and walked along the river all day, because the \
                           weather was fine and nobody was in a hurry to get home.";

    fn prose(text: &str) -> Prose {
        let mut forms = Forms::new();
        let document = Document::parse(text, &mut forms);
        Prose::of(&document, |form| forms.get(form).is_stop_word, &[])
    }

    fn codes(prose: &Prose) -> Vec<&'static str> {
        prose.languages.iter().map(|part| part.code).collect()
    }

    #[test]
    fn a_post_in_one_language_has_no_parts() {
        let french = prose(&[FRENCH; 3].join("\n"));
        assert_eq!((french.language.code, french.has_french, codes(&french)), ("fr", true, vec![]));
        let english = prose(&[ENGLISH; 3].join("\n"));
        assert_eq!((english.language.code, english.has_french, codes(&english)), ("en", false, vec![]));
    }

    #[test]
    fn an_english_paragraph_of_a_french_post_is_foreign() {
        let text = [FRENCH, ENGLISH, FRENCH, FRENCH].join("\n");
        let mixed = prose(&text);
        assert_eq!((mixed.language.code, mixed.has_french, codes(&mixed)), ("fr", true, vec!["fr", "en"]));
        assert_eq!(mixed.foreign.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>(), [ENGLISH]);
    }

    #[test]
    fn only_the_french_half_of_a_post_is_analyzed() {
        let text = [&[ENGLISH; 4][..], &[FRENCH; 3]].concat().join("\n");
        let mixed = prose(&text);
        assert_eq!((mixed.language.code, mixed.has_french), ("en", true));
        assert_eq!(mixed.foreign.len(), 4);
        // A quotation is not enough.
        let text = [&[ENGLISH; 9][..], &[FRENCH]].concat().join("\n");
        assert!(!prose(&text).has_french);
    }

    #[test]
    fn code_is_in_no_language() {
        let code = "let the bike be the first of the list and return it to the station with all of them";
        let text = format!("Un mot : {code}\n{FRENCH}");
        let at = text.find(code).expect("the code");
        let annotations = [Annotation { kind: AnnotationKind::Code, range: at..at + code.len() }];
        let mut forms = Forms::new();
        let document = Document::parse(&text, &mut forms);
        let prose = Prose::of(&document, |form| forms.get(form).is_stop_word, &annotations);
        assert_eq!((prose.language.code, codes(&prose)), ("fr", vec![]));
    }

    #[test]
    fn names_and_lists_keep_the_language_of_their_post() {
        let list = "Tomates, courgettes, aubergines, poivrons, oignons, ail, thym, laurier, huile d’olive, sel, poivre, \
                    basilic, persil, sucre";
        let names = "Marie Durand, Jean Martin, Paul Bernard, Sophie Petit, Luc Moreau, Anne Leroy, Marc Roux, \
                     Claire Fournier, Hugo Girard";
        let text = [FRENCH, list, names, FRENCH].join("\n");
        assert_eq!(codes(&prose(&text)), Vec::<&str>::new());
    }
}
