//! The words of a post as the phrase matcher sees them: enough to find any phrase later, without the post.

use serde::{Deserialize, Serialize};

use super::extractor::Source;
use super::phrase_words::{in_code, is_word};
use crate::Annotation;
use crate::text::{Document, FormId, FormMap, Forms};

/// The words of the title and the text of a post, with the marks between them, sentence by sentence. Code is a gap,
/// which no phrase reaches across, and so is a token that can be no word; a run of them is one gap, and none stands at
/// the edge of a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WordSequence {
    /// The distinct forms in the order of their first use, one after the other.
    surfaces: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// [`END`], [`GAP`], or the number of a form and [`FIRST`].
    tokens: Vec<u32>,
}

/// The end of a sentence.
const END: u32 = 0;
const GAP: u32 = 1;
const FIRST: u32 = 2;

/// A token of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SequenceToken {
    /// The end of a sentence.
    End,
    /// Something that no phrase reaches across.
    Gap,
    /// A word, by the number of its form.
    Word(u32),
}

impl WordSequence {
    /// The words of a title and a text. [`SequenceRecorder`] is faster where both are parsed already.
    pub(crate) fn of(title: &str, text: &str, annotations: &[Annotation]) -> Self {
        let mut forms = Forms::new();
        let [title, body] = [title, text].map(|text| Document::parse(text, &mut forms));
        SequenceRecorder::default().record(Source { title: &title, body: &body, annotations })
    }

    /// The forms in the order of their numbers.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let start = std::mem::replace(&mut start, end);
            // One that comes from a damaged file has no forms.
            self.surfaces.get(start as usize..end as usize).unwrap_or_default()
        })
    }

    /// The tokens in order.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = SequenceToken> {
        self.tokens.iter().map(|&token| match token {
            END => SequenceToken::End,
            GAP => SequenceToken::Gap,
            word if ((word - FIRST) as usize) < self.ends.len() => SequenceToken::Word(word - FIRST),
            _ => SequenceToken::Gap,
        })
    }
}

/// Makes sequences; keeps its memory for the next post.
#[derive(Debug, Default)]
pub(crate) struct SequenceRecorder {
    /// The post in which each form was last met, and its number there.
    numbers: FormMap<(u32, u32)>,
    post: u32,
}

impl SequenceRecorder {
    /// The words of a post.
    pub(crate) fn record(&mut self, source: Source<'_, '_>) -> WordSequence {
        if self.post == u32::MAX {
            *self = Self::default();
        }
        self.post += 1;
        let mut sequence = WordSequence::default();
        sequence.tokens.reserve(source.title.tokens().len() + source.body.tokens().len());
        self.add(source.title, &[], &mut sequence);
        let in_code = in_code(source.body.tokens(), source.annotations);
        self.add(source.body, &in_code, &mut sequence);
        sequence.tokens.shrink_to_fit();
        sequence
    }

    fn add(&mut self, document: &Document<'_>, in_code: &[bool], sequence: &mut WordSequence) {
        for sentence in document.sentences() {
            for index in sentence.range() {
                let is_out = !is_word(document.tokens()[index]) || in_code.get(index).is_some_and(|is| *is);
                match sequence.tokens.last() {
                    _ if !is_out => {
                        let number =
                            self.number(document.forms()[index], document.token_text(index), sequence);
                        sequence.tokens.push(number + FIRST);
                    }
                    None | Some(&END | &GAP) => {}
                    Some(_) => sequence.tokens.push(GAP),
                }
            }
            if sequence.tokens.last() == Some(&GAP) {
                sequence.tokens.pop();
            }
            if sequence.tokens.last().is_some_and(|&last| last != END) {
                sequence.tokens.push(END);
            }
        }
    }

    fn number(&mut self, form: FormId, written: &str, sequence: &mut WordSequence) -> u32 {
        let (post, number) = self.numbers.get_mut(form);
        if *post != self.post {
            (*post, *number) = (self.post, sequence.ends.len() as u32);
            sequence.surfaces.push_str(written);
            sequence.ends.push(sequence.surfaces.len() as u32);
        }
        *number
    }
}
