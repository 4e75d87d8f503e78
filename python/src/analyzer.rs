//! The analyzer: options that are built, then frozen, and the calls that find something in posts.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::{process, thread};

use glane::clean::CleanOptions;
use glane::corpus::{Aggregate, PeriodLength};
use glane::output::{ErrorRecord, LeftAlone, LeftOut, PostLine, ReportFile};
use glane::run::{Cancellation, Run};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::archive::{inputs, interruptible, raises, read_options};
use crate::capsules::{self, Columns, RecordBatch, RecordBatchStream};
use crate::columns;
use crate::error;
use crate::keyphrases::{Found, Keyphrases};
use crate::options::{Options, bytes_of};
use crate::stream::ResultStream;
use crate::tokens::{self, Token};
use crate::{aggregate, post};

/// Finds keyphrases of posts: options that are built, then frozen.
///
/// Args:
///     keyphrases: the most keyphrases of a post; ``None``: 3 to 10 by its length and their scores for the learned
///         method, 10 for others.
///     method: how candidates are ranked: ``learned``, ``tf-idf``, ``yake``, ``topic-rank`` and others.
///     fill: whether lists are filled up to their greatest length, whatever the scores.
///     explain: whether keyphrases carry the parts of their scores (learned method).
///     for_aggregate: whether an ``Aggregate`` can take the results of ``extract`` and ``extract_many``. They take
///         longer, because an archive needs more of each post than its keyphrases. ``analyze_archive`` and Spark
///         do not need it.
///     diversity: 0..1, the penalty of a phrase that repeats a better one; ``None``: the method's own.
///     language: ``fr``: French posts and paragraphs; ``any``: every post, as if it were French.
///     threads: threads of ``extract_many``, ``extract_arrow`` and ``analyze_archive``; 0: one a processor. Results
///         do not depend on it.
///     max_post_bytes: the largest post, in bytes of UTF-8. A post needs up to 64 bytes of memory for each byte.
///     background, ranker: files of the program ``glane`` (``glane background``, ``glane learn``), or their bytes.
///     stop, never, always, vocabulary: lists of phrases, in any inflection.
///     min_score, min_count, min_words, max_words, pattern: bounds of keyphrases, and the parts of speech of their words.
///
/// Raises:
///     OptionError: an option that cannot be used; it says which, why and what to give.
///
/// It can be pickled; its threads belong to the process that uses it, after a fork too.
///
/// >>> import glane
/// >>> analyzer = glane.Analyzer(keyphrases=1, never=["enfant"])
/// >>> [found.text for found in analyzer.extract("Le vélo cargo roule. Un vélo cargo porte deux enfants.")]
/// ['vélo cargo']
#[pyclass(frozen, module = "glane")]
pub(crate) struct Analyzer {
    pub(crate) options: Options,
    built: Mutex<Built>,
}

/// The analyzers that were built, and the process that they belong to: threads do not survive a fork.
struct Built {
    process: u32,
    /// For keyphrases alone.
    lists: Option<glane::Analyzer>,
    /// For reports that an aggregate takes.
    whole: Option<glane::Analyzer>,
}

impl Built {
    const fn none(process: u32) -> Self {
        Self { process, lists: None, whole: None }
    }
}

impl Analyzer {
    fn from_options(options: Options) -> PyResult<Self> {
        let analyzer = Self { options, built: Mutex::new(Built::none(process::id())) };
        // Options that cannot be used raise here.
        analyzer.for_posts()?;
        Ok(analyzer)
    }

    /// The analyzer of this process for single posts.
    fn for_posts(&self) -> PyResult<glane::Analyzer> {
        self.analyzer(!self.options.for_aggregate)
    }

    /// The analyzer of this process for an archive.
    pub(crate) fn for_archive(&self) -> PyResult<glane::Analyzer> {
        self.analyzer(false)
    }

    /// The analyzer of this process.
    fn analyzer(&self, lists_only: bool) -> PyResult<glane::Analyzer> {
        let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        if built.process != process::id() {
            *built = Built::none(process::id());
        }
        let analyzer = if lists_only { &mut built.lists } else { &mut built.whole };
        if let Some(analyzer) = analyzer {
            return Ok(analyzer.clone());
        }
        Ok(analyzer.insert(self.options.build(lists_only)?).clone())
    }

    /// The number of threads.
    pub(crate) fn thread_count(&self) -> usize {
        match self.options.threads {
            0 => thread::available_parallelism().map_or(1, usize::from),
            threads => threads,
        }
    }
}

/// The length of the periods of a report.
pub(crate) fn period_of(name: Option<&str>) -> PyResult<Option<PeriodLength>> {
    Ok(Some(match name {
        None => return Ok(None),
        Some("month") => PeriodLength::Month,
        Some("quarter") => PeriodLength::Quarter,
        Some("year") => PeriodLength::Year,
        Some(other) => {
            let reason = format!("no length {other:?}: give \"month\", \"quarter\" or \"year\"");
            return Err(error::option("period", reason));
        }
    }))
}

#[pymethods]
impl Analyzer {
    #[new]
    #[pyo3(signature = (
        *, keyphrases=None, method="learned", fill=false, explain=false, for_aggregate=false, diversity=None, language="fr", threads=0,
        max_post_bytes=8 << 20, background=None, ranker=None, stop=None, never=None, always=None, vocabulary=None,
        min_score=0.0, min_count=1, min_words=1, max_words=6, pattern=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn new(
        keyphrases: Option<usize>,
        method: &str,
        fill: bool,
        explain: bool,
        for_aggregate: bool,
        diversity: Option<f64>,
        language: &str,
        threads: usize,
        max_post_bytes: u64,
        background: Option<Bound<'_, PyAny>>,
        ranker: Option<Bound<'_, PyAny>>,
        stop: Option<Vec<String>>,
        never: Option<Vec<String>>,
        always: Option<Vec<String>>,
        vocabulary: Option<Vec<String>>,
        min_score: f64,
        min_count: u32,
        min_words: usize,
        max_words: usize,
        pattern: Option<String>,
    ) -> PyResult<Self> {
        Self::from_options(Options {
            keyphrases,
            method: method.to_owned(),
            fill,
            explain,
            for_aggregate,
            diversity,
            language: language.to_owned(),
            threads,
            max_post_bytes,
            background: bytes_of("background", background)?,
            ranker: bytes_of("ranker", ranker)?,
            stop,
            never,
            always,
            vocabulary,
            min_score,
            min_count,
            words: (min_words, max_words),
            pattern,
        })
    }

    /// The keyphrases of one post, on the calling thread, without Python's global lock.
    ///
    /// Args:
    ///     post: a ``str``; or a ``dict`` with ``text`` and, where known, ``id``, ``title``, ``published`` (a ``date`` or
    ///         ``"2012-10-01"``), ``author``, ``labels``, ``url``, ``annotations`` (``[(kind, start, end)]`` in code
    ///         points; kinds ``heading``, ``emphasis``, ``link``, ``code``) and other fields, which are kept; or a ``Post``.
    ///
    /// Returns:
    ///     Keyphrases, best first.
    ///
    /// Raises:
    ///     PostError: the post cannot be used.
    ///
    /// >>> import glane
    /// >>> post = {"title": "Le levain", "text": "Le levain lève. Un levain actif lève en quatre heures 🥖."}
    /// >>> found = glane.Analyzer().extract(post)
    /// >>> all(post["text"][start:end].lower() in dict(k.variants) or k.variants for k in found for start, end in k.spans)
    /// True
    fn extract(&self, py: Python<'_>, post: &Bound<'_, PyAny>) -> PyResult<Keyphrases> {
        let post = post::of(post, || "1".to_owned(), self.options.max_post_bytes)?;
        let analyzer = self.for_posts()?;
        let found = py.detach(|| {
            let report = analyzer.analyze(&post);
            Found::new(post, report)
        });
        Ok(Keyphrases::new(found, self.options.for_aggregate))
    }

    /// The keyphrases of many posts, in parallel and in their order.
    ///
    /// Args:
    ///     posts: an iterable of what ``extract`` takes. It is read on the calling thread, as results are asked for:
    ///         at most three batches (64 posts, or 64 kB) for each thread are held.
    ///     errors: ``return``: a ``PostError`` stands in the place of a post that cannot be used; ``raise``: it is
    ///         raised there, and the iterator can be read on.
    ///
    /// Returns:
    ///     An iterator of ``Keyphrases``. Other Python threads run meanwhile; Ctrl-C ends it.
    ///
    /// >>> import glane
    /// >>> for found in glane.Analyzer().extract_many(["Le vélo cargo roule bien.", None, "Le pain complet lève."]):
    /// ...     print(found if isinstance(found, glane.PostError) else found[0].text)
    /// vélo cargo
    /// 2: a NoneType is not a post: give a str, a dict with "text", or a glane.Post
    /// pain complet
    #[pyo3(signature = (posts, *, errors="return"))]
    fn extract_many(&self, posts: &Bound<'_, PyAny>, errors: &str) -> PyResult<ResultStream> {
        let most = self.options.max_post_bytes;
        let is_whole = self.options.for_aggregate;
        ResultStream::new(&self.for_posts()?, self.thread_count(), posts, is_whole, raises(errors)?, most)
    }

    /// The tokens of a text with their parts of speech (Universal Dependencies) and lemmas; spans are code points.
    ///
    /// >>> import glane
    /// >>> [(token.text, token.upos, token.lemma) for token in glane.Analyzer().tokens("L’école ouvre.")]
    /// [('L’', 'DET', 'le'), ('école', 'NOUN', 'école'), ('ouvre', 'VERB', 'ouvrir'), ('.', 'PUNCT', '.')]
    fn tokens(&self, py: Python<'_>, text: &str) -> Vec<Token> {
        py.detach(|| tokens::of(text))
    }

    /// The keyphrases of the rows of a table, as columns.
    ///
    /// Args:
    ///     data: a batch (``__arrow_c_array__``) or a table or stream of batches (``__arrow_c_stream__``) of pyarrow,
    ///         Polars, pandas 2.2, DuckDB and others. Columns: the text, and where there are any ``id``, ``title``,
    ///         ``published``, ``author``, ``labels``, ``url``, ``annotations``, ``meta`` (JSON). Others are left aside.
    ///     text, id: the names of these columns.
    ///
    /// Returns:
    ///     A batch, or a stream of batches that are computed as they are read. Columns: ``id``, ``language``, ``words``,
    ///     ``keyphrases`` (list of ``text``, ``lemma``, ``score``, ``count``, ``mentions``, ``kind``, ``spans``), and
    ///     ``error`` (JSON), null for a row that was analyzed. One row for each row, in their order.
    ///
    /// Raises:
    ///     GlaneError: there is no such column, or it has a type that cannot be read.
    #[pyo3(signature = (data, *, text="text", id="id"))]
    fn extract_arrow<'py>(
        &self,
        py: Python<'py>,
        data: &Bound<'py, PyAny>,
        text: &str,
        id: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let names = columns::Names { text: text.to_owned(), id: id.to_owned() };
        let analyzer = columns::BatchAnalyzer {
            analyzer: self.analyzer(true)?,
            names,
            is_serial: self.thread_count() == 1,
            most: self.options.max_post_bytes,
        };
        match capsules::import(data)? {
            Columns::Batch(batch) => {
                let found = py.detach(|| analyzer.analyze(&batch));
                let found = found.map_err(|reason| error::failed("the batch", reason))?;
                Ok(Bound::new(py, RecordBatch(found))?.into_any())
            }
            Columns::Stream(reader) => {
                let reader = columns::AnalyzedBatches { reader, analyzer };
                Ok(Bound::new(py, RecordBatchStream::new(Box::new(reader)))?.into_any())
            }
        }
    }

    /// The report of an archive: reads it twice, removes boilerplate and duplicates, analyzes and counts its posts, as the
    /// program's ``glane analyze`` does, with the same bytes.
    ///
    /// Args:
    ///     path: a file, a directory, a pattern, or a list of them.
    ///     posts: a new file for the lines of the posts (``posts.jsonl``); ``None``: none are written.
    ///     period: ``month``, ``quarter`` or ``year``; ``None``: by the time that the posts span.
    ///     keep_boilerplate, keep_duplicates: what is not removed.
    ///     options: those of ``read_archive``.
    ///
    /// Returns:
    ///     The JSON of ``report.json``, and the ``Aggregate`` that it was made from. Posts that cannot be read are in the
    ///     ``errors`` of the report.
    #[pyo3(signature = (path, *, posts=None, period=None, keep_boilerplate=false, keep_duplicates=false, **options))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn analyze_archive(
        &self,
        py: Python<'_>,
        path: &Bound<'_, PyAny>,
        posts: Option<PathBuf>,
        period: Option<&str>,
        keep_boilerplate: bool,
        keep_duplicates: bool,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<(String, aggregate::Aggregate)> {
        let clean = CleanOptions::default().boilerplate(!keep_boilerplate).duplicates(!keep_duplicates);
        let cancellation = Cancellation::new();
        let run = Run::new(inputs(path)?)
            .read_options(read_options(options)?)
            .clean(clean)
            .cancellation(&cancellation);
        let (period, analyzer) = (period_of(period)?, self.for_archive()?);
        let mut out = match &posts {
            None => None,
            Some(path) => {
                let file = File::create_new(path).map_err(|reason| {
                    let reason = format!("{reason}: name a file that does not exist");
                    error::failed(&path.display().to_string(), reason)
                })?;
                Some(BufWriter::with_capacity(1 << 16, file))
            }
        };
        let (report, aggregate) =
            interruptible(py, &cancellation, || analyze_archive(&run, &analyzer, period, out.as_mut()))?
                .map_err(|reason| error::failed("the archive", reason))?;
        Ok((report, aggregate::Aggregate::new(aggregate)))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let py = slf.py();
        let options = rmp_serde::to_vec_named(&slf.get().options);
        let options = options.map_err(|reason| error::failed("pickle", reason))?;
        Ok((py.import("glane._glane")?.getattr("analyzer_of")?, (PyBytes::new(py, &options),)))
    }

    fn __repr__(&self) -> String {
        let Options { keyphrases, method, language, threads, .. } = &self.options;
        let keyphrases = keyphrases.map_or_else(|| "None".to_owned(), |count| count.to_string());
        format!(
            "Analyzer(keyphrases={keyphrases}, method={method:?}, language={language:?}, threads={threads})"
        )
    }
}

/// The analyzer that was pickled.
#[pyfunction]
pub(crate) fn analyzer_of(options: &[u8]) -> PyResult<Analyzer> {
    let options = rmp_serde::from_slice(options).map_err(|reason| error::failed("pickle", reason))?;
    Analyzer::from_options(options)
}

/// Why an archive gave no result.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Both passes over an archive, and `report.json`. The lines of the posts go to `out`.
fn analyze_archive(
    run: &Run,
    analyzer: &glane::Analyzer,
    period: Option<PeriodLength>,
    mut out: Option<&mut BufWriter<File>>,
) -> Result<(String, Aggregate), Failure> {
    let mut archive = run.first_pass(|_| ())?;
    let errors: Vec<ErrorRecord> = archive.errors().iter().map(error::record).collect();
    let (mut aggregate, mut left_alone) = (Aggregate::new(), Vec::new());
    let has_lines = out.is_some();
    archive.second_pass()?.analyze(
        analyzer,
        &mut aggregate,
        move |post, report, _| has_lines.then(|| PostLine::new(post, &report, false).to_bytes()).transpose(),
        |_, post, contribution, line| -> Result<(), Failure> {
            if !contribution.is_analyzed() {
                LeftAlone::new(&post.id, contribution.language()).add_to(&mut left_alone);
            }
            if let (Some(out), Some(line)) = (&mut out, line?) {
                out.write_all(&line)?;
            }
            Ok(())
        },
    )?;
    if let Some(out) = out {
        out.flush()?;
    }
    let report = analyzer.install(|| aggregate.try_report_by(period))?;
    let cleaner = archive.cleaner();
    let (boilerplate, duplicates) = (cleaner.repeated_lines(), cleaner.duplicates());
    let mut file = ReportFile::new(&report);
    let unread = report.posts.read - report.posts.analyzed;
    file.left_out = LeftOut::new(cleaner.repeated_line_count(), cleaner.duplicate_count(), unread);
    (file.boilerplate, file.duplicates) = (&boilerplate, &duplicates);
    (file.left_alone, file.errors) = (&left_alone, &errors);
    Ok((serde_json::to_string_pretty(&file)?, aggregate))
}
