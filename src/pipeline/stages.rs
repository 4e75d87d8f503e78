//! The stages of one post, in one place: parse, count, tell the languages, blank out foreign paragraphs, read the
//! title, and give the result to the extractor of candidates.
//!
//! [`Stages`] is the memory of one worker. What is done with the candidates (keyphrases, training, background
//! counts) is a method of [`PreparedPost`]; which posts come, and from where, is left to the callers.

use std::ops::Range;

use rayon::prelude::*;

use super::LanguagePolicy;
use super::threads::Threads;
use crate::Post;
use crate::keyphrase::{
    Background, BackgroundError, Extractor, Keyphrase, Options, SequenceRecorder, Source, Span,
    TrainingExample, WordSequence,
};
#[cfg(feature = "internals")]
use crate::keyphrase::{NameCounts, UsageCounts, WordKey};
use crate::language::Language;
use crate::language::prose::{LanguagePart, Prose, blank_out};
use crate::metrics::{Counter, Stats};
use crate::tag::TagModel;
use crate::text::{Document, Forms};

/// The buffers of a text of more than this number of bytes are given back.
const LONG: usize = 1 << 20;

/// The memory of one worker: the forms it has met, what is known of them, and the buffers of the stages.
#[derive(Debug, Default)]
pub struct Stages {
    model: TagModel,
    forms: Forms,
    extractor: Extractor,
    counter: Counter,
    /// The bytes of the longest text so far, for which there are buffers.
    longest: usize,
    recorder: SequenceRecorder,
}

/// What the stages say of a post, and what was made of its French text; nothing for a post that is left alone.
#[derive(Debug)]
pub(crate) struct ReadPost<T> {
    /// The language of most of its words.
    pub(crate) language: Language,
    /// Its words by language, where there is more than one.
    pub(crate) languages: Vec<LanguagePart>,
    /// Counts over the whole text.
    pub(crate) stats: Stats,
    /// What was made of the prepared post.
    pub(crate) made: Option<T>,
}

/// A post whose title and text are parsed, without its foreign paragraphs: ready for candidates.
#[derive(Debug)]
pub struct PreparedPost<'a> {
    source: Source<'a, 'a>,
    forms: &'a Forms,
    extractor: &'a mut Extractor,
    recorder: &'a mut SequenceRecorder,
}

impl Stages {
    /// The memory of a worker that has read nothing, with a model of parts of speech.
    pub fn new(model: TagModel) -> Self {
        Self { model, extractor: Extractor::with_model(model), ..Self::default() }
    }

    /// Runs the stages on a post, and calls `make` with its French text, or with all of its text, as `policy`
    /// says. Long texts are parsed on `threads`, if there are any.
    pub(crate) fn read<T>(
        &mut self,
        post: &Post,
        policy: LanguagePolicy,
        threads: Option<&Threads>,
        make: impl FnOnce(PreparedPost<'_>) -> T,
    ) -> ReadPost<T> {
        self.make_room(post);
        let body = parse(&post.text, &mut self.forms, threads);
        let stats = self.counter.count(&body, &self.forms);
        let is_stop_word = |form| self.counter.is_stop_word(form);
        let Prose { language, languages, foreign, has_french } =
            Prose::of(&body, is_stop_word, &post.annotations);
        let made = match policy {
            LanguagePolicy::French if !has_french => None,
            LanguagePolicy::French if !foreign.is_empty() => {
                let mut french = post.text.clone();
                blank_out(&mut french, foreign);
                let body = parse(&french, &mut self.forms, threads);
                Some(self.prepare(post, &body, make))
            }
            _ => Some(self.prepare(post, &body, make)),
        };
        ReadPost { language, languages, stats, made }
    }

    /// Parses a post without telling its languages, and calls `make` with all of its text.
    pub fn parse<T>(&mut self, post: &Post, make: impl FnOnce(PreparedPost<'_>) -> T) -> T {
        self.make_room(post);
        let body = parse(&post.text, &mut self.forms, None);
        self.prepare(post, &body, make)
    }

    /// The last stage that all uses share: the title.
    fn prepare<T>(
        &mut self,
        post: &Post,
        body: &Document<'_>,
        make: impl FnOnce(PreparedPost<'_>) -> T,
    ) -> T {
        let title = Document::parse(&post.title, &mut self.forms);
        let source = Source { title: &title, body, annotations: &post.annotations };
        let (forms, extractor, recorder) = (&self.forms, &mut self.extractor, &mut self.recorder);
        make(PreparedPost { source, forms, extractor, recorder })
    }

    /// Bounds the memory of a worker that has met very many different words or a very long post.
    fn make_room(&mut self, next: &Post) {
        let is_too_large = self.longest > LONG && next.text.len() < self.longest / 2;
        if self.forms.len() > Forms::LIMIT || is_too_large {
            *self = Self::new(self.model);
        }
        self.longest = self.longest.max(next.text.len());
    }
}

impl PreparedPost<'_> {
    /// The text: that of the post, with blanks in place of foreign paragraphs. Every byte keeps its place.
    pub fn text(&self) -> &str {
        self.source.body.text()
    }

    /// The keyphrases, best first, and the families that rank next, up to `together` in both lists.
    pub fn keyphrases(&mut self, options: &Options, together: usize) -> (Vec<Keyphrase>, Vec<Keyphrase>) {
        self.extractor.extract_with_further(self.source, self.forms, options, together)
    }

    /// The candidates and their features, as a model is trained on them.
    pub fn example(&mut self, options: &Options) -> TrainingExample {
        self.extractor.example(self.source, self.forms, options)
    }

    /// Counts the words and phrases of the post into a background.
    ///
    /// # Errors
    ///
    /// Those of [`Background::add`].
    pub fn count(&mut self, background: &mut Background) -> Result<(), BackgroundError> {
        self.extractor.count(self.source, self.forms, background)
    }

    /// Counts how the post uses words and phrases; `is_blog` says what kind of text it is.
    #[cfg(feature = "internals")]
    pub fn count_usage(&mut self, is_blog: bool, counts: &mut UsageCounts) {
        self.extractor.count_usage(self.source, self.forms, is_blog, counts);
    }

    /// Counts the kinds of the proper names of the post, by their evidence there.
    #[cfg(feature = "internals")]
    pub fn count_names(&mut self, counts: &mut NameCounts) {
        self.extractor.count_names(self.source, self.forms, counts);
    }

    /// The words and all variants of the candidates, as labels are matched with them.
    #[cfg(feature = "internals")]
    pub fn labelled_candidates(&mut self, options: &Options) -> (Vec<Vec<WordKey>>, Vec<Vec<String>>) {
        self.extractor.labelled_candidates(self.source, self.forms, options)
    }

    /// The words of title and text, in which any phrase can be found later.
    pub(crate) fn words(&mut self) -> WordSequence {
        self.recorder.record(self.source)
    }

    /// The sentences of the text, in order.
    pub fn sentences(&self) -> Vec<Span> {
        let tokens = self.source.body.tokens();
        let span =
            |range: Range<usize>| Span(tokens[range.start].range().start, tokens[range.end - 1].range().end);
        self.source.body.sentences().iter().map(|sentence| span(sentence.range())).collect()
    }
}

/// A text of this many bytes is parsed in parts, of about as many bytes as the second figure says.
const LONG_TEXT: usize = 1 << 20;
const PART_BYTES: usize = 1 << 18;

/// Parses a text; a long one in parts, in parallel, to the same document.
fn parse<'t>(text: &'t str, forms: &mut Forms, threads: Option<&Threads>) -> Document<'t> {
    let Some(threads) = threads.filter(|_| text.len() >= LONG_TEXT) else {
        return Document::parse(text, forms);
    };
    let parts: Vec<(Document<'_>, Forms)> = threads.install(|| {
        Document::cuts(text, PART_BYTES)
            .into_par_iter()
            .map(|part| {
                let mut forms = Forms::new();
                (Document::parse(&text[part], &mut forms), forms)
            })
            .collect()
    });
    Document::join(text, forms, parts)
}
