//! The analyzer: frozen options, idle workers with warm caches, and the threads they run on.
//!
//! What is done with a post is decided in [`stages`](super::stages); options are set in
//! [`AnalyzerBuilder`].

use std::sync::{Arc, Mutex, PoisonError};

use super::builder::{AnalyzerBuilder, BuildError, Frozen};
use super::report::{MAX_FAMILIES, PostReport};
use super::stages::Stages;
use super::threads::Threads;
use crate::LanguagePolicy;
use crate::Post;
use crate::keyphrase::Options;
use crate::tag::TagModel;

/// Finds the keyphrases of posts: frozen options and the tables that they need.
///
/// The same post gives the same report, alone or among a million, on any number of threads. A clone shares the
/// options, the workers and the threads.
///
/// ```
/// use glane::{Analyzer, Post};
///
/// let analyzer = Analyzer::builder().keyphrases(5).build()?;
/// let post = Post::new("1", "Les réseaux dynamiques relient les salariés. Un réseau dynamique vit.");
/// let report = analyzer.analyze(&post);
/// assert_eq!(report.keyphrases[0].lemma, "réseau dynamique");
/// # Ok::<(), glane::BuildError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Analyzer {
    core: Arc<Core>,
}

impl AnalyzerBuilder {
    /// The analyzer with these options.
    ///
    /// # Errors
    ///
    /// [`BuildError::NoKeyphrases`] for zero keyphrases a post, [`BuildError::OutOfRange`] for a
    /// diversity, a least score or bounds outside their range, [`BuildError::OtherBackground`] for a
    /// trained ranker that was trained with another background, [`BuildError::NoTrainedTables`] for a model of
    /// parts of speech that is not compiled in.
    pub fn build(self) -> Result<Analyzer, BuildError> {
        self.freeze().map(Analyzer::new)
    }
}

/// What the threads share.
#[derive(Debug)]
pub(super) struct Core {
    options: Options,
    language: LanguagePolicy,
    model: TagModel,
    threads: Threads,
    /// Whether reports lack what only an archive needs.
    lists_only: bool,
    /// Idle workers with warm caches.
    workers: Mutex<Vec<Stages>>,
}

impl Analyzer {
    /// A builder with the default of every option.
    pub fn builder() -> AnalyzerBuilder {
        AnalyzerBuilder::default()
    }

    pub(super) fn new(frozen: Frozen) -> Self {
        let Frozen { options, language, model, threads, lists_only } = frozen;
        let threads = Threads::new(threads);
        let core = Core { options, language, model, threads, lists_only, workers: Mutex::default() };
        Self { core: Arc::new(core) }
    }

    /// Analyzes one post on the calling thread. Takes time and memory proportional to the length of the post.
    pub fn analyze(&self, post: &Post) -> PostReport {
        WorkerGuard::new(&self.core).run(post)
    }

    /// The text in which keyphrases of a post are looked for: that of the post, with blanks in place of foreign
    /// paragraphs, so that every byte keeps its place. `None` for a post that is left alone for its language.
    ///
    /// ```
    /// use glane::{Analyzer, Post};
    ///
    /// let analyzer = Analyzer::builder().build()?;
    /// let post = Post::new("1", "Les réseaux dynamiques relient les salariés de la ville.");
    /// assert_eq!(analyzer.analyzed_text(&post).as_deref(), Some(post.text.as_str()));
    /// let post = Post::new("2", "The networks of the town connect all of the people who work there.");
    /// assert_eq!(analyzer.analyzed_text(&post), None);
    /// # Ok::<(), glane::BuildError>(())
    /// ```
    pub fn analyzed_text(&self, post: &Post) -> Option<String> {
        let policy = self.core.language;
        let mut worker = WorkerGuard::new(&self.core);
        let worker = worker.worker.get_or_insert_with(|| self.core.take_worker());
        worker.read(post, policy, Some(&self.core.threads), |prepared| prepared.text().to_owned()).made
    }

    /// Runs a job on the analyzer's threads and waits for it: for a job that uses rayon, as
    /// [`Aggregate::report`](crate::corpus::Aggregate::report) does, which runs on one thread for each processor
    /// otherwise. A stream of [`analyze_all`](Self::analyze_all) may be read in the job.
    pub fn install<R: Send>(&self, job: impl FnOnce() -> R + Send) -> R {
        self.core.threads.install(job)
    }

    /// Discards what the idle workers remember of the words that they have met, tens of megabytes after a large archive:
    /// for a program that keeps the analyzer and needs the memory. Results do not change; the next posts take longer.
    ///
    /// ```
    /// use glane::{Analyzer, Post};
    ///
    /// let analyzer = Analyzer::builder().build()?;
    /// let post = Post::new("1", "Les réseaux dynamiques relient les salariés. Un réseau dynamique vit.");
    /// let before = analyzer.analyze(&post).keyphrases;
    /// analyzer.discard_caches();
    /// assert_eq!(analyzer.analyze(&post).keyphrases, before);
    /// # Ok::<(), glane::BuildError>(())
    /// ```
    pub fn discard_caches(&self) {
        self.core.workers.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(super) fn threads(&self) -> &Threads {
        &self.core.threads
    }

    /// Runs a job on one of the threads.
    pub(super) fn spawn(&self, job: impl FnOnce(&Core) + Send + 'static) {
        let core = Arc::clone(&self.core);
        self.core.threads.spawn(move || job(&core));
    }
}

impl Core {
    fn take_worker(&self) -> Stages {
        let idle = self.workers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.unwrap_or_else(|| Stages::new(self.model))
    }

    fn put_back(&self, worker: Stages) {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }

    /// The report of a post.
    fn run(&self, post: &Post, worker: &mut Stages) -> PostReport {
        let read = worker.read(post, self.language, Some(&self.threads), |mut prepared| {
            if self.lists_only {
                return (prepared.keyphrases(&self.options, 0), Vec::new(), None);
            }
            let lists = prepared.keyphrases(&self.options, MAX_FAMILIES);
            (lists, prepared.sentences(), Some(prepared.words()))
        });
        let mut report = PostReport::new(read.language, read.made.is_some(), read.stats);
        report.languages = read.languages;
        if let Some(((keyphrases, further), sentences, words)) = read.made {
            (report.keyphrases, report.further, report.sentences) = (keyphrases, further, sentences);
            report.words = words;
        }
        report
    }

    /// Analyzes posts one after the other, and makes something of each and its report.
    pub(super) fn run_batch<T>(&self, posts: Vec<Post>, make: &dyn Fn(Post, PostReport) -> T) -> Vec<T> {
        let mut worker = WorkerGuard::new(self);
        posts
            .into_iter()
            .map(|post| {
                let report = worker.run(&post);
                make(post, report)
            })
            .collect()
    }
}

/// A worker in use; it goes back to the idle ones when it is dropped.
struct WorkerGuard<'a> {
    core: &'a Core,
    /// Empty once it is dropped: to leave an empty worker behind would cost as much as a short post.
    worker: Option<Stages>,
}

impl<'a> WorkerGuard<'a> {
    fn new(core: &'a Core) -> Self {
        Self { core, worker: Some(core.take_worker()) }
    }

    fn run(&mut self, post: &Post) -> PostReport {
        let core = self.core;
        core.run(post, self.worker.get_or_insert_with(|| core.take_worker()))
    }
}

impl Drop for WorkerGuard<'_> {
    fn drop(&mut self) {
        // Discard the state after a panic: it may be half updated.
        if let Some(worker) = self.worker.take().filter(|_| !std::thread::panicking()) {
            self.core.put_back(worker);
        }
    }
}
