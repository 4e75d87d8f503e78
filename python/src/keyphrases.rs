//! What was found in one post, as light objects: a keyphrase is a number in the list of its post.

use std::sync::Arc;

use glane::output::PostLine;
use glane::{PostReport, Span};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::PySlice;

use crate::error;
use crate::post::{Post, code_points, to_python};

/// A post and its report. Spans in code points are computed on the thread that analyzed the post.
pub(crate) struct Found {
    pub(crate) post: Arc<glane::Post>,
    pub(crate) report: PostReport,
    /// The spans of all keyphrases in the text, and then of all in the title.
    spans: Vec<(u32, u32)>,
    title_spans: Vec<(u32, u32)>,
}

impl Found {
    pub(crate) fn new(post: Arc<glane::Post>, report: PostReport) -> Self {
        let spans = spans_of(&post.text, report.keyphrases.iter().flat_map(|found| &found.spans));
        let title_spans =
            spans_of(&post.title, report.keyphrases.iter().flat_map(|found| &found.title_spans));
        Self { post, report, spans, title_spans }
    }

    /// The line of `posts.jsonl`, with its line break.
    pub(crate) fn line(&self, with_text: bool) -> PyResult<Vec<u8>> {
        let line = PostLine::new(&self.post, &self.report, with_text).to_bytes();
        line.map_err(|reason| {
            error::post(&self.post.id, "json", reason, "leave out the fields that are not JSON")
        })
    }

    /// The spans of a keyphrase in the text.
    pub(crate) fn spans_at(&self, at: usize) -> &[(u32, u32)] {
        let before = self.report.keyphrases[..at].iter().map(|found| found.spans.len()).sum::<usize>();
        &self.spans[before..before + self.report.keyphrases[at].spans.len()]
    }

    fn title_spans_at(&self, at: usize) -> &[(u32, u32)] {
        let before = self.report.keyphrases[..at].iter().map(|found| found.title_spans.len()).sum::<usize>();
        &self.title_spans[before..before + self.report.keyphrases[at].title_spans.len()]
    }
}

fn spans_of<'s>(text: &str, spans: impl Iterator<Item = &'s Span>) -> Vec<(u32, u32)> {
    let bytes: Vec<usize> = spans.flat_map(|span| [span.0, span.1]).collect();
    code_points(text, &bytes).chunks(2).map(|at| (at[0], at[1])).collect()
}

/// The keyphrases of a post, best first: a sequence, with what else was found in the post.
///
/// Attributes:
///     id, post, text: the post; spans are code points of ``text``.
///     language: the code of its language, as ``fr``.
///     analyzed: ``False`` for a post that was left alone for its language.
///     words, sentences: numbers of them.
#[pyclass(frozen, sequence, module = "glane")]
pub(crate) struct Keyphrases {
    pub(crate) found: Arc<Found>,
    /// Whether the report has what an aggregate needs.
    pub(crate) is_whole: bool,
}

/// A keyphrase of a post.
///
/// Attributes:
///     text: the commonest variant, as it stands in the post. ``str()`` gives it too.
///     lemma: the phrase by its lemmas, the same for all variants.
///     score: 0..1, four digits; higher is better.
///     count: occurrences in text and title, at least 1. mentions: with short forms of a name.
///     kind: ``term``, ``person``, ``place``, ``organisation``, ``work``, ``product`` or ``name``.
///     variants: ``[(text, count)]``, commonest first.
///     spans, title_spans: ``[(start, end)]`` in code points of the text and of the title, half-open.
///     explanation: the parts of the score, where ``explain`` asked for them.
#[pyclass(frozen, module = "glane")]
pub(crate) struct Keyphrase {
    found: Arc<Found>,
    at: usize,
}

impl Keyphrases {
    pub(crate) fn new(found: Found, is_whole: bool) -> Self {
        Self { found: Arc::new(found), is_whole }
    }

    fn at(&self, at: usize) -> Keyphrase {
        Keyphrase { found: Arc::clone(&self.found), at }
    }
}

#[pymethods]
impl Keyphrases {
    fn __len__(&self) -> usize {
        self.found.report.keyphrases.len()
    }

    fn __getitem__<'py>(&self, at: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = at.py();
        let length = self.__len__() as isize;
        if let Ok(slice) = at.cast::<PySlice>() {
            let range = slice.indices(length)?;
            let mut at = range.start;
            let mut part = Vec::new();
            for _ in 0..range.slicelength {
                part.push(Py::new(py, self.at(at as usize))?);
                at += range.step;
            }
            return pyo3::IntoPyObjectExt::into_bound_py_any(part, py);
        }
        let at: isize = at.extract()?;
        let at = if at < 0 { at + length } else { at };
        if (0..length).contains(&at) {
            Ok(Bound::new(py, self.at(at as usize))?.into_any())
        } else {
            Err(PyIndexError::new_err("keyphrase index out of range"))
        }
    }

    #[getter]
    fn id(&self) -> &str {
        &self.found.post.id
    }

    #[getter]
    fn post(&self) -> Post {
        Post { post: Arc::clone(&self.found.post) }
    }

    #[getter]
    fn text(&self) -> &str {
        &self.found.post.text
    }

    #[getter]
    fn language(&self) -> &str {
        self.found.report.language.code
    }

    #[getter]
    fn analyzed(&self) -> bool {
        self.found.report.analyzed
    }

    #[getter]
    fn words(&self) -> usize {
        self.found.report.stats.words
    }

    #[getter]
    fn sentences(&self) -> usize {
        self.found.report.stats.sentences
    }

    /// The line of ``posts.jsonl`` (schema ``glane.post/2``), whose spans are bytes; with the text, where asked for.
    #[pyo3(signature = (*, with_text=false))]
    fn to_json(&self, with_text: bool) -> PyResult<String> {
        let mut line = self.found.line(with_text)?;
        line.pop();
        String::from_utf8(line).map_err(|reason| error::failed("to_json", reason))
    }

    /// The same as a ``dict``.
    #[pyo3(signature = (*, with_text=false))]
    fn to_dict<'py>(&self, py: Python<'py>, with_text: bool) -> PyResult<Bound<'py, PyAny>> {
        let line = serde_json::to_value(PostLine::new(&self.found.post, &self.found.report, with_text));
        to_python(py, &line.map_err(|reason| error::failed("to_dict", reason))?)
    }

    fn __repr__(&self) -> String {
        let shown: Vec<&str> = self.found.report.keyphrases.iter().map(|found| found.text.as_str()).collect();
        format!("Keyphrases({shown:?})")
    }
}

impl Keyphrase {
    fn inner(&self) -> &glane::Keyphrase {
        &self.found.report.keyphrases[self.at]
    }
}

#[pymethods]
impl Keyphrase {
    #[getter]
    fn text(&self) -> &str {
        &self.inner().text
    }

    #[getter]
    fn lemma(&self) -> &str {
        &self.inner().lemma
    }

    #[getter]
    fn score(&self) -> f64 {
        (self.inner().score * 10_000.0).round() / 10_000.0
    }

    #[getter]
    fn count(&self) -> u32 {
        self.inner().count
    }

    #[getter]
    fn mentions(&self) -> u32 {
        self.inner().mentions
    }

    #[getter]
    fn kind(&self) -> &'static str {
        self.inner().kind.as_str()
    }

    #[getter]
    fn variants(&self) -> Vec<(&str, u32)> {
        self.inner().variants.iter().map(|variant| (variant.text.as_str(), variant.count)).collect()
    }

    #[getter]
    fn spans(&self) -> Vec<(u32, u32)> {
        self.found.spans_at(self.at).to_vec()
    }

    #[getter]
    fn title_spans(&self) -> Vec<(u32, u32)> {
        self.found.title_spans_at(self.at).to_vec()
    }

    #[getter]
    fn explanation<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let value = serde_json::to_value(&self.inner().explanation);
        to_python(py, &value.map_err(|reason| error::failed("explanation", reason))?)
    }

    fn __str__(&self) -> &str {
        self.text()
    }

    fn __repr__(&self) -> String {
        format!("Keyphrase({:?}, score={})", self.text(), self.score())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().inner() == self.inner())
    }

    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        (self.text(), self.lemma()).hash(&mut hasher);
        hasher.finish()
    }
}
