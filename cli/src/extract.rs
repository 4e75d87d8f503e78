//! `glane extract`: keyphrases of each post, in input order.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::analyzer::analyzer_of_lists;
use super::arguments::{AnalysisOptions, InputOptions};
use super::catalogue::{decimal, tr};
use super::inputs::Source;
use super::line_output::LineOutput;
use super::outcome::Outcome;
use super::overwrite::OverwriteOptions;
use super::progress::{Doing, Progress};
use super::terminal::{posts, printable, tell};
use super::{explained, stop};
use glane::output::PostLine;
use glane::run::fingerprint;
use glane::{Post, PostReport};

#[derive(Args, Debug)]
pub(super) struct ExtractOptions {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    analysis: AnalysisOptions,
    /// JSON lines for programs, or text for people
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    format: ExtractFormat,
    /// Add the text of each post to its line, so that spans can be looked up
    #[arg(long)]
    with_text: bool,
    /// Write to FILE, which is moved into place when it is complete
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Resume where the same command was stopped
    #[arg(long, requires = "output")]
    resume: bool,
    #[command(flatten)]
    overwrite: OverwriteOptions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExtractFormat {
    /// One JSON object a line
    Json,
    /// Title and keyphrases
    Text,
}

pub(super) fn run(options: &ExtractOptions) -> anyhow::Result<Outcome> {
    if options.resume && options.format != ExtractFormat::Json {
        bail!(tr!("resume-needs-json"));
    }
    if let Some(file) = &options.output {
        options.overwrite.check(file, &options.input.inputs)?;
    }
    let analyzer = analyzer_of_lists(&options.analysis)?;
    stop::listen()?;
    let mut progress = Progress::new(options.analysis.quiet, Doing::Extracting, None);
    let source = Source::open(&options.input, None)?.with_progress(progress.bar());
    let key = format!("{} {}", options.analysis.fingerprint()?, options.with_text);
    let mut out = LineOutput::open(options.output.as_deref(), options.resume, &key)?;
    let (mut done, changed) = out.skip(&mut source.posts())?;
    let (format, with_text) = (options.format, options.with_text);
    let posts_left = changed.into_iter().chain(source.posts());
    let formatted = analyzer.analyze_all_with(posts_left, move |post, report| {
        let bytes = to_bytes(&post, &report, format, with_text)?;
        Ok::<_, io::Error>((bytes, fingerprint(&post), post.text.len()))
    });
    for post in formatted {
        let (bytes, fingerprint, text_bytes) = post?;
        out.write(&bytes, fingerprint)?;
        progress.add(text_bytes);
        done += 1;
    }
    drop(progress);
    if stop::requested() {
        out.stop()?;
        match &options.output {
            Some(file) if out.is_resumable() => {
                tell(tr!("stopped-file", posts = posts(done), path = file.display()));
            }
            _ => tell(tr!("stopped-lines", posts = posts(done))),
        }
        return Ok(Outcome::Stopped);
    }
    let outcome = source.outcome();
    out.finish(outcome)?;
    Ok(outcome)
}

/// The line, or the text, of a post.
fn to_bytes(post: &Post, report: &PostReport, format: ExtractFormat, with_text: bool) -> io::Result<Vec<u8>> {
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
        return writeln!(out, "  {}\n", tr!("not-french", language = report.language.code));
    }
    for keyphrase in &report.keyphrases {
        writeln!(
            out,
            "  {}  {} ({})",
            decimal(keyphrase.score, 2),
            printable(&keyphrase.text),
            keyphrase.count
        )?;
        if let Some(explanation) = &keyphrase.explanation {
            explained::write(out, explanation)?;
        }
    }
    writeln!(out)
}
