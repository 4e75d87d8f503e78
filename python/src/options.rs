//! The options of an analyzer as Python gives them, kept so that they can be sent to another process.

use glane::keyphrase::{Background, Constraints, Pattern, PhraseList, TrainedRanker};
use glane::{LanguagePolicy, MAX_THREADS, Method};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde::{Deserialize, Serialize};

use crate::error;

/// The options.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Options {
    pub(crate) keyphrases: Option<usize>,
    pub(crate) method: String,
    pub(crate) fill: bool,
    pub(crate) explain: bool,
    pub(crate) for_aggregate: bool,
    pub(crate) diversity: Option<f64>,
    pub(crate) language: String,
    pub(crate) threads: usize,
    pub(crate) max_post_bytes: u64,
    pub(crate) background: Option<Vec<u8>>,
    pub(crate) ranker: Option<Vec<u8>>,
    pub(crate) stop: Option<Vec<String>>,
    pub(crate) never: Option<Vec<String>>,
    pub(crate) always: Option<Vec<String>>,
    pub(crate) vocabulary: Option<Vec<String>>,
    pub(crate) min_score: f64,
    pub(crate) min_count: u32,
    pub(crate) words: (usize, usize),
    pub(crate) pattern: Option<String>,
}

/// The bytes of a file, or bytes.
pub(crate) fn bytes_of(name: &str, value: Option<Bound<'_, PyAny>>) -> PyResult<Option<Vec<u8>>> {
    let Some(value) = value else { return Ok(None) };
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(Some(bytes.as_bytes().to_vec()));
    }
    let path: std::path::PathBuf = value.extract().map_err(|_| {
        error::option(name, "neither a path nor bytes: give the path of a file, or its bytes")
    })?;
    let read = std::fs::read(&path);
    read.map(Some).map_err(|reason| {
        error::option(name, format!("{}: {reason}: check the path and its permissions", path.display()))
    })
}

fn list(name: &str, phrases: Option<&Vec<String>>) -> PyResult<Option<PhraseList>> {
    let parse = |phrases: &Vec<String>| PhraseList::parse(&phrases.join("\n"));
    phrases.map(parse).transpose().map_err(|reason| error::option(name, reason))
}

impl Options {
    /// The analyzer that they describe. With `lists_only`, its reports lack what only an archive needs.
    pub(crate) fn build(&self, lists_only: bool) -> PyResult<glane::Analyzer> {
        let method = Method::from_name(&self.method).ok_or_else(|| {
            let names = Method::ALL.map(Method::name).join(", ");
            error::option("method", format!("no method {:?}: give one of {names}", self.method))
        })?;
        let language = match self.language.as_str() {
            "fr" => LanguagePolicy::French,
            "any" => LanguagePolicy::Any,
            other => {
                return Err(error::option(
                    "language",
                    format!("no choice {other:?}: give \"fr\" or \"any\""),
                ));
            }
        };
        if self.threads > MAX_THREADS {
            return Err(error::option(
                "threads",
                format!("more than {MAX_THREADS}: give fewer, or 0 for one a processor"),
            ));
        }
        let mut builder = glane::Analyzer::builder()
            .method(method)
            .fill(self.fill)
            .explain(self.explain)
            .language(language)
            .threads(self.threads)
            .lists_only(lists_only)
            .constraints(self.constraints()?);
        if let Some(count) = self.keyphrases {
            builder = builder.keyphrases(count);
        }
        if let Some(diversity) = self.diversity {
            builder = builder.diversity(diversity);
        }
        if let Some(bytes) = &self.background {
            builder = builder.background(
                Background::from_bytes(bytes).map_err(|reason| error::option("background", reason))?,
            );
        }
        if let Some(bytes) = &self.ranker {
            if method != Method::Learned {
                return Err(error::option(
                    "ranker",
                    "it needs the method \"learned\": leave out one of the two",
                ));
            }
            builder = builder
                .trained(TrainedRanker::from_bytes(bytes).map_err(|reason| error::option("ranker", reason))?);
        }
        builder.build().map_err(|reason| error::option("Analyzer", reason))
    }

    fn constraints(&self) -> PyResult<Constraints> {
        let mut constraints = Constraints::default()
            .min_score(self.min_score)
            .min_count(self.min_count)
            .words(self.words.0..=self.words.1)
            .vocabulary(list("vocabulary", self.vocabulary.as_ref())?);
        if let Some(phrases) = list("stop", self.stop.as_ref())? {
            constraints = constraints.stop(phrases);
        }
        if let Some(phrases) = list("never", self.never.as_ref())? {
            constraints = constraints.never(phrases);
        }
        if let Some(phrases) = list("always", self.always.as_ref())? {
            constraints = constraints.always(phrases);
        }
        if let Some(pattern) = &self.pattern {
            let pattern: Pattern = pattern.parse().map_err(|reason| error::option("pattern", reason))?;
            constraints = constraints.pattern(pattern);
        }
        Ok(constraints)
    }
}
