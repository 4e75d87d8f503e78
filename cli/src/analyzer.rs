//! The analyzer that the arguments describe, with the files that they name.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};

use super::arguments::AnalysisOptions;
use super::catalogue::tr;
use super::own::Own;
use glane::keyphrase::{Background, TrainedRanker};
use glane::{Analyzer, AnalyzerBuilder, Method};

/// The analyzer of the options.
pub(super) fn analyzer(options: &AnalysisOptions) -> anyhow::Result<Analyzer> {
    analyzer_of(Analyzer::builder(), options)
}

/// The analyzer of the options, for a command that writes the keyphrases of posts and no archive.
pub(super) fn analyzer_of_lists(options: &AnalysisOptions) -> anyhow::Result<Analyzer> {
    analyzer_of(Analyzer::builder().lists_only(true), options)
}

fn analyzer_of(builder: AnalyzerBuilder, options: &AnalysisOptions) -> anyhow::Result<Analyzer> {
    if options.ranker.is_some() && options.method != Method::Learned {
        bail!(tr!("ranker-needs-learned", method = options.method.name()));
    }
    let builder = match options.k {
        Some(count) => builder.keyphrases(count),
        None => builder,
    };
    let builder = builder
        .fill(options.fill)
        .explain(options.explain)
        .method(options.method)
        .language(options.lang.into())
        .threads(options.threads);
    let builder = options.constraints.apply(builder)?;
    let builder = with_background(builder, options.background.as_deref())?;
    build(builder, options.ranker.as_deref())
}

/// The analyzer of a builder, with the ranker of a file, if one is named.
pub(super) fn build(builder: AnalyzerBuilder, ranker: Option<&Path>) -> anyhow::Result<Analyzer> {
    let Some(path) = ranker else { return Ok(builder.build()?) };
    Own::refuse_others(path, Some(Own::Ranker))?;
    let bytes = fs::read(path).with_context(|| tr!("reading-ranker", path = path.display()))?;
    let named = || path.display().to_string();
    let ranker = TrainedRanker::from_bytes(&bytes).with_context(named)?;
    builder.trained(ranker).build().with_context(named)
}

/// The builder with the background of a file, if one is named.
pub(super) fn with_background(
    builder: AnalyzerBuilder,
    path: Option<&Path>,
) -> anyhow::Result<AnalyzerBuilder> {
    let Some(path) = path else { return Ok(builder) };
    Own::refuse_others(path, Some(Own::Background))?;
    let bytes = fs::read(path).with_context(|| tr!("reading-background", path = path.display()))?;
    let background = Background::from_bytes(&bytes).with_context(|| path.display().to_string())?;
    Ok(builder.background(background))
}
