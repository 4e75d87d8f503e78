//! The run over an archive: two passes, as one library call.
//!
//! The first pass reads every post once and finds what repeats: lines of boilerplate, and duplicates. The second pass
//! reads the same posts again, without both, and analyzes and counts them. [`Run`] holds the options: inputs, what is
//! removed, where posts are copied that cannot be read twice, and how a run is cancelled. A post that cannot be read is
//! an [`ArchiveError`](crate::archive::ArchiveError) among the results; it stops nothing.
//!
//! - [`Run::analyze`] does both passes and returns an [`AnalyzedArchive`].
//! - [`Run::first_pass`] returns a [`CleanedArchive`] for callers that do something else with the clean posts: write
//!   them, train on them, or resume an earlier run.
//! - [`parts`] does the passes over an archive whose parts are read on several machines.
//! - [`Reader`] is a single reading: the posts of the inputs, read ahead by a thread.
//!
//! What repeats is decided in [`clean`](crate::clean), what is found in a post by the [`Analyzer`](crate::Analyzer),
//! what an archive says in [`corpus`](crate::corpus). Files are written in [`output`](crate::output).
//!
//! ```
//! use glane::Analyzer;
//! use glane::archive::Input;
//! use glane::run::{Event, Run};
//!
//! let directory = tempfile::tempdir()?;
//! for (name, text) in [
//!     ("velo.txt", "Le vélo cargo remplace la voiture. Un vélo cargo porte deux enfants."),
//!     ("canal.txt", "La piste cyclable longe le canal, et le vélo cargo y roule."),
//!     ("copie.txt", "La piste cyclable longe le canal, et le vélo cargo y roule."),
//!     ("vide.txt", ""),
//! ] {
//!     std::fs::write(directory.path().join(name), text)?;
//! }
//!
//! let analyzer = Analyzer::builder().build()?;
//! let mut read = 0;
//! let archive = Run::new(vec![Input::Path(directory.path().into())]).analyze(&analyzer, |event| {
//!     if let Event::Read { .. } = event {
//!         read += 1;
//!     }
//! })?;
//!
//! let report = analyzer.install(|| archive.aggregate.report());
//! assert_eq!((read, report.posts.analyzed), (3, 2));
//! assert_eq!(archive.cleaner.duplicate_count(), 1);
//! assert_eq!(archive.errors.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod analyze;
mod cancellation;
mod digest;
mod error;
mod first_pass;
mod options;
pub mod parts;
mod reader;
mod second_pass;
mod selection;
mod shared_ids;
mod spool;

pub use analyze::AnalyzedArchive;
pub use cancellation::Cancellation;
pub use digest::fingerprint;
pub use error::RunError;
pub use first_pass::CleanedArchive;
pub use options::{Event, Run};
pub use reader::Reader;
pub use second_pass::SecondPass;
pub use selection::Selection;
