//! Keyphrases and themes of French text, offline and without a model to download.
//!
//! ```
//! use glane::{Analyzer, Post};
//!
//! let analyzer = Analyzer::builder().build()?;
//! let post = Post::new("1", "Le vélo cargo remplace la voiture. Un vélo cargo porte deux enfants.");
//! let report = analyzer.analyze(&post);
//! assert_eq!(report.keyphrases[0].text, "vélo cargo");
//! # Ok::<(), glane::BuildError>(())
//! ```
//!
//! # Where to start
//!
//! - Keyphrases of one post, or of a stream of posts in parallel: [`Analyzer`]. Its [`AnalyzerBuilder`] sets the number
//!   of keyphrases, the ranking [`Method`], [lists and bounds](keyphrase::Constraints), the language and the threads.
//! - A whole archive in one call, boilerplate and duplicates removed: [`run`] (feature `archive`).
//! - Posts of files, directories, feeds and exports: [`archive`] (feature `archive`).
//! - Themes, trends, typical phrases and labels of many posts: [`corpus`]. Files to write: [`output`].
//! - Training the ranking on the labels of an archive: [`learn`]. A ranking that your program supplies: [`Ranker`].
//! - The layers below: [`text`] (tokens, sentences), [`tag`] (parts of speech, lemmas), [`french`] (single words).
//!
//! ```text
//! bytes -> Post -> Document -> tags -> candidates -> families -> Keyphrase[] -> PostReport -> JSON lines
//!                                                                                  |
//!                                                                     corpus::Aggregate (mergeable)
//!                                                                                  |
//!                                                                     CorpusReport -> JSON
//! ```
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `archive` | yes | readers of files and archives, the run over an archive, CSV tables |
//! | `page` | yes | the HTML page of an archive |
//! | `trained-tables` | yes | the tagger trained on treebanks (see NOTICE); without it, rules over the lexicon tag |
//! | `evaluation` | no | precision, recall, F1 and nDCG against gold keyphrases |
//! | `schema` | no | JSON Schemas of every JSON output |
//! | `sqlite`, `parquet`, `xlsx` | no | SQLite and Parquet files and Excel workbooks of an archive |
//! | `internals` | no | what the training program and the benchmarks need; not stable, not documented here |
//!
//! Features add items and change no result, except `trained-tables`, which
//! [`AnalyzerBuilder::tag_model`] sets at run time.
//!
//! # Threads
//!
//! An [`Analyzer`] is `Send` and `Sync`, and a clone shares its tables and its threads. [`Analyzer::analyze`] works on
//! the calling thread; [`Analyzer::analyze_all`] starts a pool when it is first called. The output is the same for any
//! number of threads, any batch size and any order of merging.
//!
//! # Errors
//!
//! Each fallible function returns an error type of its own, which is `non_exhaustive` and says what to do. A post that
//! cannot be read is an item of the stream and ends nothing. Text of any content is analyzed without a panic; a panic
//! is documented where an argument can cause one. The library never prints and never reads the environment; it reads
//! the files that it is given, and writes only where the caller says.
//!
//! Modules import downward in this order: `run` | `output` | `corpus`, `archive`, `clean`, `learn`, `evaluation` |
//! `pipeline` | `keyphrase` | `language`, `metrics` | `tag` | `text` | `french` | `post`.

#[cfg(feature = "archive")]
pub mod archive;
pub mod clean;
pub mod corpus;
#[cfg(feature = "evaluation")]
pub mod evaluation;
pub mod french;
pub mod keyphrase;
mod language;
pub mod learn;
mod metrics;
pub mod output;
mod pipeline;
mod post;
#[cfg(feature = "archive")]
pub mod run;
pub mod tag;
pub mod text;

pub use keyphrase::{Keyphrase, Method, Ranker, Span, Variant};
pub use language::prose::LanguagePart;
pub use language::{Language, detect_language};
pub use metrics::{Stats, TextMeasures, Totals};
#[cfg(feature = "internals")]
pub use pipeline::stages::{PreparedPost, Stages};
pub use pipeline::{
    Analyzer, AnalyzerBuilder, BackgroundCounter, BuildError, LanguagePolicy, MAX_FAMILIES, MAX_THREADS,
    PostReport, Reports,
};
pub use post::{Annotation, AnnotationKind, Post};

/// The README's examples are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
