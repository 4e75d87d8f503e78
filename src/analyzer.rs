//! The analyzer: frozen options and the one place that runs the stages, alone or in parallel.

use std::collections::VecDeque;
use std::iter::Fuse;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::keyphrase::{self, Background, Keyphrase, Method, Ranker};
use crate::language::{Language, detect_language};
use crate::stats::{Counter, Stats};
use crate::text::{Document, Forms};
use crate::{Mark, Post};

/// Which posts are analyzed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LanguagePolicy {
    /// French posts; the others are reported with their language and without keyphrases.
    #[default]
    French,
    /// Every post, as if it were French.
    Any,
}

/// What was found in one post.
#[derive(Clone, Debug, PartialEq)]
pub struct PostReport {
    /// Its language.
    pub language: Language,
    /// Whether it was analyzed, or left alone for its language.
    pub analyzed: bool,
    /// Counts of its words and sentences.
    pub stats: Stats,
    /// Its keyphrases, best first.
    pub keyphrases: Vec<Keyphrase>,
}

/// Options for an [`Analyzer`], each with a default.
#[derive(Clone, Debug)]
pub struct AnalyzerBuilder {
    options: keyphrase::Options,
    language: LanguagePolicy,
    threads: usize,
}

impl AnalyzerBuilder {
    /// How many keyphrases a post gets at most: 1 or more, 10 by default.
    #[must_use]
    pub fn keyphrases(mut self, at_most: usize) -> Self {
        self.options.at_most = at_most;
        self
    }

    /// Whether a list is filled up to its greatest length where there are as many candidates. Without
    /// it, the default, a list of the learned method ends where its expected F1 is highest.
    #[must_use]
    pub fn fill(mut self, fill: bool) -> Self {
        self.options.fill = fill;
        self
    }

    /// The ranking; [`Method::default`] unless told.
    #[must_use]
    pub fn method(mut self, method: Method) -> Self {
        self.options.method = method;
        self.options.ranker = None;
        self
    }

    /// A ranking of one's own, in place of a [`method`](Self::method); the last of the two counts.
    #[must_use]
    pub fn ranker(mut self, ranker: Arc<dyn Ranker>) -> Self {
        self.options.ranker = Some(ranker);
        self
    }

    /// The background frequencies; those in the binary unless told.
    #[must_use]
    pub fn background(mut self, background: Background) -> Self {
        self.options.background = Arc::new(background);
        self
    }

    /// Which posts are analyzed.
    #[must_use]
    pub fn language(mut self, policy: LanguagePolicy) -> Self {
        self.language = policy;
        self
    }

    /// Threads for [`Analyzer::analyze_all`]; 0, the default, takes one for each processor, and no
    /// more than 512 are started. The output is the same for any number.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Freezes the options.
    ///
    /// # Errors
    ///
    /// [`BuildError::NoKeyphrases`] for zero keyphrases a post, [`BuildError::Threads`] when the
    /// system gives no threads.
    pub fn build(self) -> Result<Analyzer, BuildError> {
        if self.options.at_most == 0 {
            return Err(BuildError::NoKeyphrases);
        }
        let pool = ThreadPoolBuilder::new()
            .num_threads(self.threads.min(MOST_THREADS))
            .thread_name(|index| format!("glane-{index}"))
            .build()
            .map_err(|error| BuildError::Threads(error.to_string()))?;
        Ok(Analyzer { options: self.options, language: self.language, pool, workers: Mutex::default() })
    }
}

/// Options that make no analyzer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A list of at most zero keyphrases was asked for.
    #[error("a post needs room for at least one keyphrase")]
    NoKeyphrases,
    /// The system gave no threads.
    #[error("the threads could not be started: {0}")]
    Threads(String),
}

/// Frozen options and the tables they need: reads posts, gives reports.
///
/// The same post gives the same report, alone or among a million, on any number of threads.
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
#[derive(Debug)]
pub struct Analyzer {
    options: keyphrase::Options,
    language: LanguagePolicy,
    pool: ThreadPool,
    /// Workers at rest, with the facts about words that they have met.
    workers: Mutex<Vec<Worker>>,
}

/// What one thread needs beside the frozen options.
#[derive(Debug, Default)]
struct Worker {
    forms: Forms,
    extractor: keyphrase::Extractor,
    counter: Counter,
}

impl Analyzer {
    /// Options to be set.
    pub fn builder() -> AnalyzerBuilder {
        AnalyzerBuilder {
            options: keyphrase::Options::default(),
            language: LanguagePolicy::default(),
            threads: 0,
        }
    }

    /// Analyzes one post on the calling thread.
    pub fn analyze(&self, post: &Post) -> PostReport {
        let mut worker = self.take_worker();
        let report = self.run(post, &mut worker);
        self.put_back(worker);
        report
    }

    /// Analyzes posts in parallel, as they come; reports come out in the order of the posts.
    ///
    /// While one batch is analyzed, the next is drawn from `posts` on the calling thread. Two
    /// batches of about a megabyte are held at the most.
    pub fn analyze_all<I: IntoIterator<Item = Post>>(&self, posts: I) -> Reports<'_, I::IntoIter> {
        Reports { analyzer: self, posts: posts.into_iter().fuse(), drawn: Vec::new(), ready: VecDeque::new() }
    }

    fn take_worker(&self) -> Worker {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn put_back(&self, worker: Worker) {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }

    /// The stages, one after the other.
    fn run(&self, post: &Post, worker: &mut Worker) -> PostReport {
        worker.make_room();
        let body = self.read_body(&post.text, &mut worker.forms);
        let language = detect_language(&body, &worker.forms);
        let analyzed = match self.language {
            LanguagePolicy::French => matches!(language.code, "fr" | "und"),
            LanguagePolicy::Any => true,
        };
        let stats = worker.counter.count(&body, &worker.forms);
        let keyphrases = if analyzed {
            let title = Document::parse(&post.title, &mut worker.forms);
            let source = keyphrase::Source { title: &title, body: &body, marks: &post.marks };
            worker.extractor.extract(source, &worker.forms, &self.options)
        } else {
            Vec::new()
        };
        PostReport { language, analyzed, stats, keyphrases }
    }

    /// Reads a text; a long one in parts, in parallel, to the same document.
    fn read_body<'t>(&self, text: &'t str, forms: &mut Forms) -> Document<'t> {
        if text.len() < LONG_TEXT {
            return Document::parse(text, forms);
        }
        let parts: Vec<(Document<'_>, Forms)> = self.pool.install(|| {
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

    fn run_batch(&self, posts: Vec<Post>) -> Vec<(Post, PostReport)> {
        let posts_a_job = posts.len().div_ceil(self.pool.current_num_threads() * 4).max(1);
        posts
            .into_par_iter()
            .with_min_len(posts_a_job)
            .map_init(
                || AtWork { analyzer: self, worker: self.take_worker() },
                |at_work, post| {
                    let report = self.run(&post, &mut at_work.worker);
                    (post, report)
                },
            )
            .collect()
    }
}

impl Worker {
    /// Bounds the memory of a worker that has met very many different words.
    fn make_room(&mut self) {
        if self.forms.len() > Forms::LIMIT {
            *self = Self::default();
        }
    }
}

/// A worker in use, which goes back to rest when its job is done.
struct AtWork<'a> {
    analyzer: &'a Analyzer,
    worker: Worker,
}

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        self.analyzer.put_back(std::mem::take(&mut self.worker));
    }
}

/// A text of this many bytes is read in parts, of about so many bytes each.
const LONG_TEXT: usize = 1 << 20;
const PART_BYTES: usize = 1 << 18;

/// Threads that an [`Analyzer`] starts at the most: with tens of thousands, they do nothing but wait for
/// each other.
pub const MOST_THREADS: usize = 512;

/// Bytes of text and posts that make a batch.
const BATCH_BYTES: usize = 1 << 20;
const BATCH_POSTS: usize = 4096;

/// The reports of [`Analyzer::analyze_all`], each with its post, in the order of the posts.
#[derive(Debug)]
pub struct Reports<'a, I> {
    analyzer: &'a Analyzer,
    posts: Fuse<I>,
    /// The batch that was drawn while the last one was analyzed.
    drawn: Vec<Post>,
    ready: VecDeque<(Post, PostReport)>,
}

fn draw(posts: &mut impl Iterator<Item = Post>) -> Vec<Post> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while bytes < BATCH_BYTES && batch.len() < BATCH_POSTS {
        let Some(post) = posts.next() else { break };
        bytes += post.text.len() + post.title.len() + post.marks.len() * size_of::<Mark>();
        batch.push(post);
    }
    batch
}

impl<I: Iterator<Item = Post>> Iterator for Reports<'_, I> {
    type Item = (Post, PostReport);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.is_empty() {
            let batch = match std::mem::take(&mut self.drawn) {
                drawn if drawn.is_empty() => draw(&mut self.posts),
                drawn => drawn,
            };
            if batch.is_empty() {
                return None;
            }
            let mut analyzed = Vec::new();
            self.analyzer.pool.in_place_scope(|scope| {
                let analyzed = &mut analyzed;
                scope.spawn(|_| *analyzed = self.analyzer.run_batch(batch));
                self.drawn = draw(&mut self.posts);
            });
            self.ready = analyzed.into();
        }
        self.ready.pop_front()
    }
}
