//! `glane extract`: keyphrases of each post, in input order.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context;

use super::Outcome;
use super::arguments::{AnalysisOptions, ExtractFormat, ExtractOptions};
use super::inputs::Source;
use crate::keyphrase::Background;
use crate::report::PostLine;
use crate::{Analyzer, AnalyzerBuilder, Post, PostReport};

pub(super) fn run(options: &ExtractOptions) -> anyhow::Result<Outcome> {
    let analyzer = analyzer(&options.analysis)?;
    let source = Source::open(&options.input, None)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for (post, report) in analyzer.analyze_all(source.posts()) {
        match options.format {
            ExtractFormat::Json => {
                serde_json::to_writer(&mut out, &PostLine::new(&post, &report, options.with_text))
                    .map_err(io::Error::from)?;
                out.write_all(b"\n")
            }
            ExtractFormat::Text => write_text(&mut out, &post, &report),
        }
        .context("writing to standard output")?;
    }
    out.flush().context("writing to standard output")?;
    Ok(source.outcome(&options.input.inputs))
}

/// The analyzer that the options describe.
pub(super) fn analyzer(options: &AnalysisOptions) -> anyhow::Result<Analyzer> {
    let builder = Analyzer::builder()
        .keyphrases(options.k)
        .fill(options.fill)
        .method(options.method)
        .language(options.lang.into())
        .threads(options.threads);
    Ok(with_background(builder, options.background.as_deref())?.build()?)
}

/// The same builder with the background of a file, if one is named.
pub(super) fn with_background(
    builder: AnalyzerBuilder,
    path: Option<&Path>,
) -> anyhow::Result<AnalyzerBuilder> {
    let Some(path) = path else { return Ok(builder) };
    let bytes = fs::read(path).with_context(|| format!("reading the background {}", path.display()))?;
    let background = Background::from_bytes(&bytes)
        .with_context(|| format!("{} is no background file of this version of glane", path.display()))?;
    Ok(builder.background(background))
}

fn write_text(out: &mut impl Write, post: &Post, report: &PostReport) -> io::Result<()> {
    let title = if post.title.is_empty() { &post.id } else { &post.title };
    writeln!(out, "{title}")?;
    if !report.analyzed {
        return writeln!(out, "  (not French: {})\n", report.language.code);
    }
    for keyphrase in &report.keyphrases {
        writeln!(out, "  {:.2}  {} ({})", keyphrase.score, keyphrase.text, keyphrase.count)?;
    }
    writeln!(out)
}
