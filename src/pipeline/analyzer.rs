//! The analyzer: frozen options and the one place that runs the stages, alone or in parallel.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::Post;
use crate::keyphrase::{self, Background, Constraints, Keyphrase, Method, Ranker, Span, TrainedRanker};
use crate::language::Language;
use crate::language::prose::{LanguagePart, Prose, blank_out};
use crate::metrics::{Counter, Stats};
use crate::text::{Document, Forms};

/// Which posts are analyzed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LanguagePolicy {
    /// French posts, and the French paragraphs of posts in several languages; the others are reported with
    /// their language and without keyphrases.
    #[default]
    French,
    /// Every post, as if it were French.
    Any,
}

/// What was found in one post.
#[derive(Clone, Debug, PartialEq)]
pub struct PostReport {
    /// Its language; of a post in several, that of most of its words.
    pub language: Language,
    /// Its words by language, most first, when its paragraphs are in several; empty otherwise. The
    /// French ones are analyzed.
    pub languages: Vec<LanguagePart>,
    /// Whether it was analyzed, or left alone for its language.
    pub analyzed: bool,
    /// Counts of its words and sentences.
    pub stats: Stats,
    /// Its keyphrases, best first.
    pub keyphrases: Vec<Keyphrase>,
    /// What ranks next, best first, so that both lists together have [`FAMILIES`] at the most. No
    /// keyphrases of the post, but an archive counts their company: see [`corpus`](crate::corpus).
    pub further: Vec<Keyphrase>,
    /// Its sentences, in order: bytes of the post's text. None when it was not analyzed.
    pub sentences: Vec<Span>,
}

/// Keyphrases of a post and what ranks next, together, unless more keyphrases are asked for.
pub const FAMILIES: usize = 20;

/// Options for an [`Analyzer`], each with a default.
#[derive(Clone, Debug)]
pub struct AnalyzerBuilder {
    options: keyphrase::Options,
    trained: Option<TrainedRanker>,
    language: LanguagePolicy,
    threads: usize,
}

impl AnalyzerBuilder {
    /// How many keyphrases a post gets: 1 or more, where as many candidates have a score of 0.05 or more. Without
    /// it, a list of the learned method has 3 to 10, by the length of the post; one of another method has 10.
    #[must_use]
    pub fn keyphrases(mut self, at_most: usize) -> Self {
        self.options.at_most = at_most;
        self.options.ends_by_length = false;
        self
    }

    /// Whether a list is filled up to its greatest length (10 unless [`keyphrases`](Self::keyphrases) says otherwise)
    /// where there are as many candidates, whatever their scores.
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

    /// The learned method as an archive trained it, in place of what is in the binary; see
    /// [`learn`](crate::learn).
    #[must_use]
    pub fn trained(mut self, ranker: TrainedRanker) -> Self {
        self.options.method = Method::Learned;
        self.options.ranker = None;
        self.trained = Some(ranker);
        self
    }

    /// Whether each keyphrase says what made its score, in [`Keyphrase::explanation`]; the learned method
    /// alone does. Without it, the default, this costs nothing.
    #[must_use]
    pub fn explain(mut self, explain: bool) -> Self {
        self.options.explain = explain;
        self
    }

    /// The background frequencies; those in the binary unless told.
    #[must_use]
    pub fn background(mut self, background: Background) -> Self {
        self.options.background = Arc::new(background);
        self
    }

    /// How much a phrase loses that repeats a better one: the score of one that lies inside it is multiplied by
    /// `1 - diversity`, that of one that has it inside by `1 - 0.8 * diversity`, that of one with the same head by
    /// `1 - 0.2 * diversity`. 0..=1; by default 0.4 for the learned method and 0.05 for the others. At 0 nothing
    /// is lost, and what stands only inside longer phrases is kept too; at 1 no phrase lies inside another.
    #[must_use]
    pub fn diversity(mut self, diversity: f64) -> Self {
        self.options.diversity = Some(diversity);
        self
    }

    /// What is wanted of the keyphrases, whatever the ranking: own lists, bounds, a pattern.
    ///
    /// ```
    /// use glane::keyphrase::{PhraseList, Constraints};
    /// use glane::{Analyzer, Post};
    ///
    /// let never = PhraseList::parse("salarié # in any number")?;
    /// let constraints = Constraints { never, min_count: 2, ..Constraints::default() };
    /// let analyzer = Analyzer::builder().constraints(constraints).build()?;
    /// let post = Post::new("1", "Les réseaux relient les salariés. Un salarié vit du réseau.");
    /// let found: Vec<String> = analyzer.analyze(&post).keyphrases.into_iter().map(|k| k.lemma).collect();
    /// assert_eq!(found, ["réseau"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn constraints(mut self, constraints: Constraints) -> Self {
        self.options.constraints = Arc::new(constraints);
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
    /// [`BuildError::NoKeyphrases`] for zero keyphrases a post, [`BuildError::OutOfRange`] for a
    /// diversity, a least score or bounds outside their range, [`BuildError::OtherBackground`] for a
    /// trained ranker that goes with another background, [`BuildError::Threads`] when the system gives no
    /// threads.
    pub fn build(mut self) -> Result<Analyzer, BuildError> {
        if self.options.at_most == 0 {
            return Err(BuildError::NoKeyphrases);
        }
        let constraints = &self.options.constraints;
        if !self.options.diversity.is_none_or(|diversity| (0.0..=1.0).contains(&diversity)) {
            return Err(BuildError::OutOfRange("diversity lies between 0 and 1"));
        }
        if !(0.0..=1.0).contains(&constraints.min_score) {
            return Err(BuildError::OutOfRange("the least score lies between 0 and 1"));
        }
        if constraints.words.is_empty() || *constraints.words.end() == 0 {
            return Err(BuildError::OutOfRange("the least number of words is above the greatest"));
        }
        if let Some(trained) = &self.trained {
            if !trained.goes_with(&self.options.background) {
                return Err(BuildError::OtherBackground);
            }
            trained.apply(&mut self.options);
        }
        let pool = ThreadPoolBuilder::new()
            .num_threads(self.threads.min(MOST_THREADS))
            .thread_name(|index| format!("glane-{index}"))
            .build()
            .map_err(|error| BuildError::Threads(error.to_string()))?;
        let core = Core { options: self.options, language: self.language, pool, workers: Mutex::default() };
        Ok(Analyzer { core: Arc::new(core) })
    }
}

/// Options that make no analyzer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A list of at most zero keyphrases was asked for.
    #[error("a post needs room for at least one keyphrase")]
    NoKeyphrases,
    /// An option lies outside its range; says which, and the range.
    #[error("{0}")]
    OutOfRange(&'static str),
    /// A trained ranker was trained with another background than the one in use.
    #[error(
        "the ranker was trained with another background: use the one that it was trained with, \
         or teach it anew with `glane learn`"
    )]
    OtherBackground,
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
    core: Arc<Core>,
}

/// What the threads share.
#[derive(Debug)]
pub(crate) struct Core {
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
            trained: None,
            language: LanguagePolicy::default(),
            threads: 0,
        }
    }

    /// Analyzes one post on the calling thread.
    pub fn analyze(&self, post: &Post) -> PostReport {
        WorkerGuard::new(&self.core).run(post)
    }

    /// The number of threads.
    pub(crate) fn threads(&self) -> usize {
        self.core.pool.current_num_threads()
    }

    /// Runs a job on the analyzer's threads and waits for it: one that takes part of a rayon pool, as
    /// [`Aggregate::report`](crate::corpus::Aggregate::report), which has a thread for each processor
    /// otherwise.
    pub fn install<R: Send>(&self, job: impl FnOnce() -> R + Send) -> R {
        self.core.pool.install(job)
    }

    /// Runs a job on one of the threads.
    pub(crate) fn spawn(&self, job: impl FnOnce(&Core) + Send + 'static) {
        let core = Arc::clone(&self.core);
        self.core.pool.spawn(move || job(&core));
    }
}

impl Core {
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
        let stats = worker.counter.count(&body, &worker.forms);
        let is_stop_word = |form| worker.counter.is_stop_word(form);
        let Prose { language, languages, foreign, has_french } =
            Prose::of(&body, is_stop_word, &post.annotations);
        let wants_all = self.language == LanguagePolicy::Any;
        let analyzed = wants_all || has_french;
        let found = if !analyzed {
            Extraction::default()
        } else if wants_all || foreign.is_empty() {
            self.extract(post, &body, worker)
        } else {
            let mut french = post.text.clone();
            blank_out(&mut french, foreign);
            let body = self.read_body(&french, &mut worker.forms);
            self.extract(post, &body, worker)
        };
        let Extraction { keyphrases, further, sentences } = found;
        PostReport { language, languages, analyzed, stats, keyphrases, further, sentences }
    }

    /// What is found in a post whose body is read.
    fn extract(&self, post: &Post, body: &Document<'_>, worker: &mut Worker) -> Extraction {
        let title = Document::parse(&post.title, &mut worker.forms);
        let source = keyphrase::Source { title: &title, body, annotations: &post.annotations };
        let (keyphrases, further) =
            worker.extractor.extract_with_further(source, &worker.forms, &self.options, FAMILIES);
        Extraction { keyphrases, further, sentences: sentences(body) }
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

    /// Analyzes posts one after the other, and makes something of each and its report.
    pub(crate) fn run_batch<T>(&self, posts: Vec<Post>, make: &dyn Fn(Post, PostReport) -> T) -> Vec<T> {
        let mut at_work = WorkerGuard::new(self);
        posts
            .into_iter()
            .map(|post| {
                let report = at_work.run(&post);
                make(post, report)
            })
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

/// What a post is found to say.
#[derive(Default)]
struct Extraction {
    keyphrases: Vec<Keyphrase>,
    further: Vec<Keyphrase>,
    sentences: Vec<Span>,
}

/// A worker in use, which goes back to rest when its job is done.
struct WorkerGuard<'a> {
    core: &'a Core,
    /// There until it is dropped: to leave an empty one behind would cost as much as a short post.
    worker: Option<Worker>,
}

impl<'a> WorkerGuard<'a> {
    fn new(core: &'a Core) -> Self {
        Self { core, worker: Some(core.take_worker()) }
    }

    fn run(&mut self, post: &Post) -> PostReport {
        self.core.run(post, self.worker.get_or_insert_default())
    }
}

impl Drop for WorkerGuard<'_> {
    fn drop(&mut self) {
        // What a panic left behind serves nobody.
        if let Some(worker) = self.worker.take().filter(|_| !std::thread::panicking()) {
            self.core.put_back(worker);
        }
    }
}

fn sentences(document: &Document<'_>) -> Vec<Span> {
    let tokens = document.tokens();
    let span =
        |range: Range<usize>| Span(tokens[range.start].range().start, tokens[range.end - 1].range().end);
    document.sentences().iter().map(|sentence| span(sentence.range())).collect()
}

/// A text of this many bytes is read in parts, of about so many bytes each.
const LONG_TEXT: usize = 1 << 20;
const PART_BYTES: usize = 1 << 18;

/// Threads that an [`Analyzer`] starts at the most: with tens of thousands, they do nothing but wait for
/// each other.
pub const MOST_THREADS: usize = 512;
