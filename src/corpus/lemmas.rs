//! The lemmas of the words of posts, with their parts of speech, in their order.
//!
//! Words are what a reader counts as words: no punctuation, no symbols, no code. What is counted of them is left to
//! [`frequency`](super::frequency) and [`collocation`](super::collocation).

use std::fs::File;
use std::io;

use jiff::civil::Date;

use super::word_store::WordStore;
use crate::tag::{Tagger, TaggerState, Upos};
use crate::text::{Document, Forms};
use crate::{Annotation, AnnotationKind, Post};

/// Reads posts as sentences of lemmas; keeps what it knows of the words met so far.
#[derive(Debug, Default)]
pub(super) struct LemmaReader {
    tagger: Tagger,
    pub(super) forms: Forms,
    state: TaggerState,
}

impl LemmaReader {
    /// Makes room where very many different words were met; whether it did, so that the numbers of forms are not valid
    /// any more.
    pub(super) fn trim(&mut self) -> bool {
        let trimmed = self.forms.trim();
        if trimmed {
            self.state = TaggerState::new();
        }
        trimmed
    }

    /// The document of a text, and for each token the part of speech and the lemma of a word.
    pub(super) fn read<'t>(
        &mut self,
        text: &'t str,
        annotations: &[Annotation],
    ) -> (Document<'t>, Vec<Option<(Upos, String)>>) {
        let document = Document::parse(text, &mut self.forms);
        let mut tags = Vec::new();
        self.tagger.tag(&document, &self.forms, &mut self.state, &mut tags);
        let code: Vec<_> =
            annotations.iter().filter(|annotation| annotation.kind == AnnotationKind::Code).collect();
        let word = |(index, tag): (usize, &crate::tag::Tag)| {
            let range = document.tokens()[index].range();
            let is_word = !matches!(tag.upos, Upos::Punct | Upos::Sym | Upos::X)
                && document.token_text(index).contains(char::is_alphanumeric)
                && !code.iter().any(|code| code.range.start < range.end && range.start < code.range.end);
            is_word.then(|| {
                let lemma = self.state.lemma(tag.lemma);
                let folded = &self.forms.get(document.forms()[index]).folded;
                (tag.upos, if lemma.is_empty() { folded.to_string() } else { lemma.to_owned() })
            })
        };
        let words = tags.iter().enumerate().map(word).collect();
        (document, words)
    }
}

/// The lemmas of the words of an archive.
///
/// ```
/// use glane::Post;
/// use glane::corpus::LemmaCounts;
///
/// let mut counts = LemmaCounts::new();
/// counts.add(&Post::new("1", "Les vélos roulent. Le vélo roule."));
/// counts.add(&Post::new("2", "La ville dort."));
/// let frequencies = counts.try_frequencies()?;
/// let velo = frequencies.entries.iter().find(|entry| entry.text == "vélo").expect("a word of the first post");
/// assert_eq!((velo.occurrences, velo.posts, frequencies.posts), (2, 1, 2));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct LemmaCounts {
    reader: LemmaReader,
    /// The lemmas of each post, each behind its part of speech: "NOUN vélo".
    pub(super) store: WordStore,
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
}

impl LemmaCounts {
    /// The counts of no post.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets the words of posts that are added from now on be kept in a file, which nothing else may use: see
    /// [`Aggregate::spool_to`](super::Aggregate::spool_to).
    pub fn spool_to(&mut self, file: File) {
        self.store.spool_to(file);
    }

    /// Adds the words of the title and the text of a post.
    pub fn add(&mut self, post: &Post) {
        self.reader.trim();
        let mut names: Vec<String> = Vec::new();
        for (text, annotations) in [(&post.title, &[][..]), (&post.text, &post.annotations[..])] {
            let (_, words) = self.reader.read(text, annotations);
            names.extend(
                words.into_iter().flatten().map(|(upos, lemma)| format!("{} {lemma}", upos.as_str())),
            );
        }
        self.store.push_names(names.iter().map(String::as_str));
        self.first = self.first.into_iter().chain(post.published).min();
        self.last = self.last.max(post.published);
    }

    /// Calls `each` for each post with its words: the numbers of lemmas, in order, with how often each stands there.
    pub(super) fn each_post(&self, mut each: impl FnMut(&[(u32, u64)])) -> io::Result<()> {
        self.store.each_count(|counts| each(counts))
    }
}

/// The lemma and the part of speech of a name in a store of lemmas.
pub(super) fn parts(name: &str) -> (&str, &str) {
    let (upos, lemma) = name.split_once(' ').unwrap_or(("", name));
    (lemma, upos)
}
