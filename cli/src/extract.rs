//! `glane extract`: keyphrases of each post, in input order.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, bail};

use super::arguments::{AnalysisOptions, ExtractFormat, ExtractOptions};
use super::inputs::Source;
use super::line_output::LineOutput;
use super::progress::Progress;
use super::{Outcome, explained, printable, stop, tell};
use glane::keyphrase::{Background, TrainedRanker};
use glane::output::PostLine;
use glane::{Analyzer, AnalyzerBuilder, Method, Post, PostReport};

pub(super) fn run(options: &ExtractOptions) -> anyhow::Result<Outcome> {
    if options.resume && options.format != ExtractFormat::Json {
        bail!("--resume needs lines that tell their post: leave out --format text");
    }
    let analyzer = analyzer(&options.analysis)?;
    stop::listen()?;
    let mut progress = Progress::new(options.analysis.quiet, "extracting", None);
    let source = Source::open(&options.input, None)?.with_progress(progress.bar());
    let key = format!("{} {}", options.analysis.fingerprint(), options.with_text);
    let mut out = LineOutput::open(options.output.as_deref(), options.resume, &key)?;
    let mut done = out.skip(&mut source.posts())?;
    let (format, with_text) = (options.format, options.with_text);
    let written = analyzer.analyze_all_with(source.posts(), move |post, report| {
        written(&post, &report, format, with_text).map(|written| (written, post.text.len()))
    });
    for written in written {
        let (written, bytes) = written?;
        out.write(&written)?;
        progress.add(bytes);
        done += 1;
    }
    drop(progress);
    if stop::requested() {
        out.stop()?;
        let s = if done == 1 { "" } else { "s" };
        match &options.output {
            Some(file) if out.can_be_gone_on_with() => tell(format_args!(
                "stopped after {done} post{s}; {} is as it was: the same command with --resume goes on from here",
                file.display()
            )),
            _ => tell(format_args!("stopped after {done} post{s}; every line that was written is whole")),
        }
        return Ok(Outcome::Stopped);
    }
    let outcome = source.outcome(&options.input.inputs);
    out.finish(outcome)?;
    Ok(outcome)
}

/// The analyzer that the options describe.
pub(super) fn analyzer(options: &AnalysisOptions) -> anyhow::Result<Analyzer> {
    let builder = Analyzer::builder();
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
    if options.ranker.is_some() && options.method != Method::Learned {
        bail!("--ranker goes with the learned method: leave out --method {}", options.method.name());
    }
    let builder = options.constraints.apply(builder)?;
    let builder = with_background(builder, options.background.as_deref())?;
    build(builder, options.ranker.as_deref())
}

/// The analyzer of a builder, with the ranker of a file, if one is named.
pub(super) fn build(builder: AnalyzerBuilder, ranker: Option<&Path>) -> anyhow::Result<Analyzer> {
    let Some(path) = ranker else { return Ok(builder.build()?) };
    let bytes = fs::read(path).with_context(|| format!("reading the ranker {}", path.display()))?;
    let named = || path.display().to_string();
    let ranker = TrainedRanker::from_bytes(&bytes).with_context(named)?;
    builder.trained(ranker).build().with_context(named)
}

/// The same builder with the background of a file, if one is named.
pub(super) fn with_background(
    builder: AnalyzerBuilder,
    path: Option<&Path>,
) -> anyhow::Result<AnalyzerBuilder> {
    Ok(match path {
        Some(path) => builder.background(read_background(path)?),
        None => builder,
    })
}

/// The background of a file.
pub(super) fn read_background(path: &Path) -> anyhow::Result<Background> {
    let bytes = fs::read(path).with_context(|| format!("reading the background {}", path.display()))?;
    Background::from_bytes(&bytes)
        .with_context(|| format!("{} is no background file of this version of glane", path.display()))
}

/// What is written of a post.
fn written(post: &Post, report: &PostReport, format: ExtractFormat, with_text: bool) -> io::Result<Vec<u8>> {
    match format {
        ExtractFormat::Json => Ok(PostLine::new(post, report, with_text).to_bytes()?),
        ExtractFormat::Text => {
            let mut text = Vec::new();
            write_text(&mut text, post, report)?;
            Ok(text)
        }
    }
}

fn write_text(out: &mut impl Write, post: &Post, report: &PostReport) -> io::Result<()> {
    let title = if post.title.is_empty() { &post.id } else { &post.title };
    writeln!(out, "{}", printable(title))?;
    if !report.analyzed {
        return writeln!(out, "  (not French: {})\n", report.language.code);
    }
    for keyphrase in &report.keyphrases {
        writeln!(out, "  {:.2}  {} ({})", keyphrase.score, printable(&keyphrase.text), keyphrase.count)?;
        if let Some(explanation) = &keyphrase.explanation {
            explained::write(out, explanation)?;
        }
    }
    writeln!(out)
}
