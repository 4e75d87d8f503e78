//! The arguments that keyphrases have to satisfy: lists, bounds, a pattern. What each does is decided in
//! [`glane::keyphrase`].

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::catalogue::tr;
use glane::AnalyzerBuilder;
use glane::keyphrase::{Constraints, Pattern, PhraseList};

/// What keyphrases have to satisfy.
#[derive(Args, Clone, Debug)]
pub(super) struct ConstraintOptions {
    /// No keyphrase contains one of these words or phrases (one a line, "# " for comments)
    #[arg(long, value_name = "FILE")]
    stop_list: Option<PathBuf>,
    /// No keyphrase is one of these phrases; number, case and accents do not matter
    #[arg(long, value_name = "FILE")]
    never: Option<PathBuf>,
    /// These phrases are keyphrases wherever they occur, before all others
    #[arg(long, value_name = "FILE")]
    always: Option<PathBuf>,
    /// Only these phrases can be keyphrases
    #[arg(long, value_name = "FILE")]
    vocabulary: Option<PathBuf>,
    /// Penalty of a phrase inside a better one or around one, 0 to 1 [default: 0.4 for the learned method, 0.05 for the
    /// others]
    #[arg(long, value_name = "SHARE", value_parser = parse_share)]
    diversity: Option<f64>,
    /// Least score of a keyphrase, 0 to 1
    #[arg(long, value_name = "SCORE", default_value_t = 0.0, value_parser = parse_share)]
    min_score: f64,
    /// Least number of occurrences in the post
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_count: u32,
    /// Least number of words of a keyphrase, prepositions and articles inside it included
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = parse_words)]
    min_words: usize,
    /// Greatest number of words of a keyphrase, up to 6
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = parse_words)]
    max_words: usize,
    /// Parts of speech that a keyphrase must match: UPOS names, `*`, `+`, `?`, `|`, `( )`
    #[arg(long, value_name = "PATTERN")]
    pattern: Option<Pattern>,
}

impl ConstraintOptions {
    /// Adds the constraints to a builder; reads the lists.
    pub(super) fn apply(&self, builder: AnalyzerBuilder) -> anyhow::Result<AnalyzerBuilder> {
        if self.min_words > self.max_words {
            bail!(tr!("words-least-above-greatest", least = self.min_words, greatest = self.max_words));
        }
        let constraints = Constraints::default()
            .stop(read(self.stop_list.as_deref())?.unwrap_or_default())
            .never(read(self.never.as_deref())?.unwrap_or_default())
            .always(read(self.always.as_deref())?.unwrap_or_default())
            .vocabulary(read(self.vocabulary.as_deref())?)
            .min_score(self.min_score)
            .min_count(self.min_count)
            .words(self.min_words..=self.max_words)
            .pattern(self.pattern.clone());
        let builder = match self.diversity {
            Some(diversity) => builder.diversity(diversity),
            None => builder,
        };
        Ok(builder.constraints(constraints))
    }

    /// The files of the lists.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        [&self.stop_list, &self.never, &self.always, &self.vocabulary]
            .into_iter()
            .flatten()
            .map(PathBuf::as_path)
    }
}

/// Reads a list, if one is named.
fn read(path: Option<&Path>) -> anyhow::Result<Option<PhraseList>> {
    let Some(path) = path else { return Ok(None) };
    let bytes = fs::read(path).with_context(|| tr!("reading-list", path = path.display()))?;
    let Ok(text) = String::from_utf8(bytes) else {
        bail!(tr!("list-not-utf8", path = path.display()));
    };
    let list = PhraseList::parse(&text).with_context(|| path.display().to_string())?;
    if list.is_empty() {
        bail!(tr!("list-empty", path = path.display()));
    }
    Ok(Some(list))
}

fn parse_share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| tr!("parse-share"))
}

fn parse_words(text: &str) -> Result<usize, String> {
    let words = text.parse().ok().filter(|words| (1..=6).contains(words));
    words.ok_or_else(|| tr!("parse-words"))
}
