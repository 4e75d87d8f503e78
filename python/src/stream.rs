//! Many posts in parallel, in their order: the calling thread draws posts from a Python iterator and gives out results;
//! threads of Rust analyze batches, without Python's global lock.
//!
//! Queues are bounded: each thread has a batch to work on and two in reserve. A finished batch is given out before
//! further posts are drawn, so that a slow source delays nothing. What is done with one post is decided in the library.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::error;
use crate::keyphrases::{Found, Keyphrases};
use crate::post;

/// Bytes of text and number of posts that make a batch.
const BATCH_BYTES: usize = 1 << 16;
const BATCH_POSTS: usize = 64;
/// How often a waiting thread looks for Ctrl-C.
const POLL: Duration = Duration::from_millis(50);

/// The result of a post; `None` where its analysis panicked.
type Results = Vec<Option<Found>>;

/// A batch of posts, and where its results go.
struct Job {
    posts: Vec<Arc<glane::Post>>,
    results: SyncSender<Results>,
}

/// A batch that is being analyzed.
struct Pending {
    /// The place of each post that could not be used, and why.
    errors: VecDeque<(usize, PyErr)>,
    ids: Vec<String>,
    /// Locked by the one thread that reads it: a class of Python has to be `Sync`.
    results: Mutex<Receiver<Results>>,
}

/// The results of `Analyzer.extract_many`.
#[pyclass(module = "glane")]
pub(crate) struct ResultStream {
    source: Option<Py<PyIterator>>,
    jobs: Option<Sender<Job>>,
    limit: usize,
    pending: VecDeque<Pending>,
    ready: VecDeque<PyResult<Keyphrases>>,
    /// What ended the source.
    failure: Option<PyErr>,
    drawn: u64,
    /// Whether an aggregate can take the results.
    is_whole: bool,
    raises: bool,
    most: u64,
}

impl ResultStream {
    pub(crate) fn new(
        analyzer: &glane::Analyzer,
        threads: usize,
        posts: &Bound<'_, PyAny>,
        is_whole: bool,
        raises: bool,
        most: u64,
    ) -> PyResult<Self> {
        let source = posts.try_iter()?.unbind();
        let (jobs, queue) = channel();
        let queue = Arc::new(Mutex::new(queue));
        for number in 0..threads {
            let (analyzer, queue) = (analyzer.clone(), Arc::clone(&queue));
            let thread = thread::Builder::new().name(format!("glane-{number}"));
            let started = thread.spawn(move || work(&analyzer, &queue));
            // Fewer threads do the same work; without threads there is nothing to wait for.
            if let Err(reason) = started
                && number == 0
            {
                return Err(error::failed("starting a thread", reason));
            }
        }
        Ok(Self {
            source: Some(source),
            jobs: Some(jobs),
            limit: threads * 3,
            pending: VecDeque::new(),
            ready: VecDeque::new(),
            failure: None,
            drawn: 0,
            is_whole,
            raises,
            most,
        })
    }

    /// Draws a batch of posts and hands it over.
    fn draw(&mut self, py: Python<'_>) {
        let Some(source) = &self.source else { return };
        let mut source = source.bind(py).clone();
        let (mut posts, mut errors, mut ids) = (Vec::new(), VecDeque::new(), Vec::new());
        let mut bytes = 0;
        while bytes < BATCH_BYTES && posts.len() + errors.len() < BATCH_POSTS {
            match source.next() {
                Some(Ok(value)) => {
                    self.drawn += 1;
                    let number = self.drawn;
                    match post::of(&value, || number.to_string(), self.most) {
                        Ok(post) => {
                            bytes += post.text.len();
                            ids.push(post.id.clone());
                            posts.push(post);
                        }
                        Err(error) => errors.push_back((posts.len() + errors.len(), error)),
                    }
                }
                Some(Err(error)) => {
                    self.failure = Some(error);
                    self.source = None;
                    break;
                }
                None => {
                    self.source = None;
                    break;
                }
            }
        }
        if posts.is_empty() && errors.is_empty() {
            return;
        }
        let (sender, results) = sync_channel(1);
        if let Some(jobs) = &self.jobs {
            // The threads live as long as the sender of jobs.
            let _ = jobs.send(Job { posts, results: sender });
        }
        self.pending.push_back(Pending { errors, ids, results: Mutex::new(results) });
    }

    /// Makes the results of the oldest batch ready.
    fn take(&mut self, results: Option<Results>) {
        let Some(Pending { mut errors, ids, .. }) = self.pending.pop_front() else { return };
        let mut ids = ids.into_iter();
        let mut results = results.unwrap_or_default().into_iter();
        loop {
            if let Some((_, error)) = errors.pop_front_if(|(place, _)| *place == self.ready.len()) {
                self.ready.push_back(Err(error));
                continue;
            }
            let Some(id) = ids.next() else { break };
            let found = results.next().flatten().map(|found| Keyphrases::new(found, self.is_whole));
            self.ready.push_back(found.ok_or_else(|| {
                error::post(
                    &id,
                    "failed",
                    "its analysis failed inside Glane",
                    "leave it out, and report the text as a fault",
                )
            }));
        }
    }
}

/// Analyzes batches until there are no more.
fn work(analyzer: &glane::Analyzer, queue: &Mutex<Receiver<Job>>) {
    loop {
        let job = lock(queue).recv();
        let Ok(Job { posts, results }) = job else { return };
        let analyze = |post: Arc<glane::Post>| {
            let analyze = AssertUnwindSafe(|| Found::new(Arc::clone(&post), analyzer.analyze(&post)));
            catch_unwind(analyze).ok()
        };
        // The stream may have been dropped.
        let _ = results.send(posts.into_iter().map(analyze).collect());
    }
}

#[pymethods]
impl ResultStream {
    fn __iter__(stream: PyRef<'_, Self>) -> PyRef<'_, Self> {
        stream
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        loop {
            match self.ready.pop_front() {
                Some(Ok(found)) => return Ok(Some(Bound::new(py, found)?.into_any())),
                Some(Err(error)) if self.raises => return Err(error),
                Some(Err(error)) => return error.into_value(py).into_bound_py_any(py).map(Some),
                None => {}
            }
            if let Some(first) = self.pending.front() {
                let received = lock(&first.results).try_recv();
                match received {
                    Ok(results) => {
                        self.take(Some(results));
                        continue;
                    }
                    Err(TryRecvError::Disconnected) => {
                        self.take(None);
                        continue;
                    }
                    Err(TryRecvError::Empty) => {}
                }
            }
            if self.source.is_some() && self.pending.len() < self.limit {
                self.draw(py);
                continue;
            }
            let Some(first) = self.pending.front() else {
                // The threads end.
                self.jobs = None;
                return self.failure.take().map_or(Ok(None), Err);
            };
            let results = &first.results;
            let waited = py.detach(|| lock(results).recv_timeout(POLL));
            match waited {
                Ok(results) => self.take(Some(results)),
                Err(RecvTimeoutError::Disconnected) => self.take(None),
                Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
