//! Posts of files, directories and exports, in every format of the library, read ahead by a thread.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use glane::archive::{ArchiveError, Format, Include, Input, Markup, Posts, ReadOptions, TextEncoding};
use glane::run::Cancellation;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use crate::capsules::RecordBatchStream;
use crate::columns::PostBatches;
use crate::error;
use crate::post::Post;

/// Bytes of text and number of posts that the thread hands over together, and the number of such batches that wait.
const BATCH_BYTES: usize = 1 << 17;
const BATCH_POSTS: usize = 128;
const WAITING: usize = 4;
/// How often a waiting thread looks for Ctrl-C.
const POLL: Duration = Duration::from_millis(50);

/// The inputs that a value names: a path, or a list of them.
pub(crate) fn inputs(value: &Bound<'_, PyAny>) -> PyResult<Vec<Input>> {
    if value.cast::<PyList>().is_ok() || value.cast::<PyTuple>().is_ok() {
        return value.try_iter()?.map(|path| input(&path?)).collect();
    }
    Ok(vec![input(value)?])
}

fn input(value: &Bound<'_, PyAny>) -> PyResult<Input> {
    let path: PathBuf = value
        .extract()
        .map_err(|_| error::option("path", "not a path: give a str or an os.PathLike, or a list of them"))?;
    Ok(match path.to_str() {
        Some(text) if text.contains(['*', '?', '[']) && !path.exists() => Input::Glob(text.to_owned()),
        _ => Input::Path(path),
    })
}

/// The format of this name.
pub(crate) fn format_of(name: &str) -> PyResult<Format> {
    Format::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        error::option("format", format!("no format {name:?}: give one of {}", names.join(", ")))
    })
}

/// How to read, by keyword arguments.
pub(crate) fn read_options(arguments: Option<&Bound<'_, PyDict>>) -> PyResult<ReadOptions> {
    let mut options = ReadOptions::default();
    let mut include = Include::default();
    for (name, value) in arguments.into_iter().flatten() {
        if value.is_none() {
            continue;
        }
        let name: String = name.extract()?;
        options = match name.as_str() {
            "format" => options.format(format_of(&value.extract::<String>()?)?),
            "encoding" => {
                let label: String = value.extract()?;
                let encoding = TextEncoding::from_label(&label).ok_or_else(|| {
                    error::option(
                        "encoding",
                        format!("no encoding {label:?}: give one such as utf-8, windows-1252 or latin-9"),
                    )
                })?;
                options.encoding(encoding)
            }
            "text_column" => options.text_column(value.extract::<String>()?),
            "markup" => options.markup(match value.extract::<String>()?.as_str() {
                "html" => Markup::Html,
                "markdown" => Markup::Markdown,
                "plain" => Markup::Plain,
                other => {
                    let reason = format!("no markup {other:?}: give html, markdown or plain");
                    return Err(error::option("markup", reason));
                }
            }),
            "pages" => {
                include = include.pages(value.extract()?);
                options
            }
            "drafts" => {
                include = include.drafts(value.extract()?);
                options
            }
            "max_post_bytes" => options.max_post_bytes(value.extract()?),
            "max_unpacked_bytes" => options.max_unpacked_bytes(value.extract()?),
            "max_held_bytes" => options.max_held_bytes(value.extract()?),
            "follow_links" => options.follow_links(value.extract()?),
            other => return Err(error::option(other, "no such option: see help(glane.read_archive)")),
        };
    }
    Ok(options.include(include))
}

/// A post, or why it could not be read.
type Item = Result<glane::Post, ArchiveError>;

/// The posts of an archive, each a ``Post``, or a ``PostError`` in the place of one that cannot be read.
#[pyclass(module = "glane")]
pub(crate) struct ArchiveReader {
    /// Locked by the one thread that reads it: a class of Python has to be `Sync`.
    batches: Mutex<Receiver<Vec<Item>>>,
    batch: std::vec::IntoIter<Item>,
    raises: bool,
}

/// Reads to the end, or until the reader is dropped.
fn read_ahead(mut posts: Posts, sender: &SyncSender<Vec<Item>>) {
    loop {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH_BYTES && batch.len() < BATCH_POSTS {
            let Some(item) = posts.next() else { break };
            bytes += item.as_ref().map_or(0, |post| post.text.len());
            batch.push(item);
        }
        if batch.is_empty() || sender.send(batch).is_err() {
            return;
        }
    }
}

/// Whether errors are raised, by the name of the choice.
pub(crate) fn raises(errors: &str) -> PyResult<bool> {
    match errors {
        "return" => Ok(false),
        "raise" => Ok(true),
        other => Err(error::option("errors", format!("no choice {other:?}: give \"return\" or \"raise\""))),
    }
}

/// The posts of files, directories and exports, read ahead by a thread.
///
/// Args:
///     path: a file, a directory, a pattern such as ``blog/**/*.md``, or a list of them. Formats are recognized: text,
///         Markdown, HTML, JSON, CSV, feeds, exports of WordPress, Blogger, Ghost and others, in zip, tar and gzip too.
///     errors: ``return`` or ``raise``, as for ``Analyzer.extract_many``.
///     format, encoding, text_column, markup ("html", "markdown", "plain"): what is recognized by default.
///     pages, drafts: whether those of an export are read.
///     max_post_bytes, max_unpacked_bytes, max_held_bytes: limits, in bytes.
///     follow_links: whether links in a directory are followed, inside it.
///
/// Returns:
///     An iterator of ``Post``.
///
/// >>> import glane, pathlib, tempfile
/// >>> with tempfile.TemporaryDirectory() as directory:
/// ...     _ = pathlib.Path(directory, "velo.md").write_text("# Le vélo\n\nIl *roule*.", encoding="utf-8")
/// ...     [(post.id, post.title, post.text.strip()) for post in glane.read_archive(directory)]
/// [('velo.md', 'Le vélo', 'Il roule.')]
#[pyfunction]
#[pyo3(signature = (path, *, errors="return", **options))]
pub(crate) fn read_archive(
    path: &Bound<'_, PyAny>,
    errors: &str,
    options: Option<&Bound<'_, PyDict>>,
) -> PyResult<ArchiveReader> {
    let raises = raises(errors)?;
    let posts = glane::archive::read(inputs(path)?, read_options(options)?);
    let (sender, batches) = sync_channel(WAITING);
    thread::Builder::new()
        .name("glane-reader".to_owned())
        .spawn(move || read_ahead(posts, &sender))
        .map_err(|reason| error::failed("starting a thread", reason))?;
    Ok(ArchiveReader { batches: Mutex::new(batches), batch: Vec::new().into_iter(), raises })
}

/// The same posts as a stream of Arrow batches of ``rows`` posts, for pyarrow, Polars, DuckDB, Parquet files and
/// ``glane.spark``. Posts that share an id keep it; one that cannot be read is a row with an ``error``.
#[pyfunction]
#[pyo3(signature = (path, *, rows=1000, **options))]
pub(crate) fn read_archive_arrow(
    path: &Bound<'_, PyAny>,
    rows: usize,
    options: Option<&Bound<'_, PyDict>>,
) -> PyResult<RecordBatchStream> {
    if rows == 0 {
        return Err(error::option("rows", "0 posts a batch: give at least 1"));
    }
    let posts = glane::archive::read(inputs(path)?, read_options(options)?).with_shared_ids();
    Ok(RecordBatchStream::new(Box::new(PostBatches::new(Box::new(posts), rows))))
}

#[pymethods]
impl ArchiveReader {
    fn __iter__(reader: PyRef<'_, Self>) -> PyRef<'_, Self> {
        reader
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let next = loop {
            if let Some(item) = self.batch.next() {
                break Some(item);
            }
            let batches = &self.batches;
            let waited =
                py.detach(|| batches.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(POLL));
            match waited {
                Ok(batch) => self.batch = batch.into_iter(),
                Err(RecvTimeoutError::Disconnected) => break None,
                Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            }
        };
        match next {
            None => Ok(None),
            Some(Ok(post)) => Ok(Some(Bound::new(py, Post { post: Arc::new(post) })?.into_any())),
            Some(Err(failure)) if self.raises => Err(error::archive(&failure)),
            Some(Err(failure)) => error::archive(&failure).into_value(py).into_bound_py_any(py).map(Some),
        }
    }
}

/// Runs a job on a thread, without Python's global lock; Ctrl-C sets the flag that ends the job.
pub(crate) fn interruptible<T: Send>(
    py: Python<'_>,
    cancellation: &Cancellation,
    job: impl FnOnce() -> T + Send,
) -> PyResult<T> {
    thread::scope(|scope| {
        let (sender, ended) = sync_channel::<()>(1);
        let worker = scope.spawn(move || {
            let result = job();
            drop(sender);
            result
        });
        let ended = Mutex::new(ended);
        let mut interrupted = Ok(());
        loop {
            let ended = &ended;
            let waited =
                py.detach(|| ended.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(POLL));
            if waited != Err(RecvTimeoutError::Timeout) {
                break;
            }
            if let Err(interrupt) = py.check_signals() {
                cancellation.cancel();
                interrupted = Err(interrupt);
            }
        }
        let result = py.detach(|| worker.join());
        interrupted?;
        result.map_err(|_| error::failed("the archive", "a fault inside Glane: please report it"))
    })
}
