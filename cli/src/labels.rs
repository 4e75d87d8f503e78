//! `glane labels`: what could be mended in the labels of an archive, to be read or as a plan in JSON.

use std::io::{self, BufWriter, Write};

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::arguments::{AnalysisOptions, InputOptions, SurveyOptions};
use super::extract::analyzer;
use super::{Outcome, aggregates, printable, stop};
use glane::corpus::{LabelAudit, MergeReason};

pub(super) const EXAMPLES: &str = "\
Examples:
  glane labels blog/
  glane labels blog.glane --format json > plan.json

Nothing is changed: the plan says which labels to rename, and which posts miss one. As in analyze,
lines that repeat from post to post are left out, and a post that comes twice counts once.";

#[derive(Args, Debug)]
pub(super) struct LabelsOptions {
    /// An archive, or a file that `glane analyze --save` wrote
    #[command(flatten)]
    input: InputOptions,
    /// To be read, or a plan for programs: \"labels\" of report.json
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: LabelsFormat,
    #[command(flatten)]
    first_pass: SurveyOptions,
    #[command(flatten)]
    analysis: AnalysisOptions,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LabelsFormat {
    /// Lines to be read
    Text,
    /// One JSON object
    Json,
}

/// Entries of a list in the text, at most.
const MOST_LINES: usize = 30;

pub(super) fn run(options: &LabelsOptions) -> anyhow::Result<Outcome> {
    stop::listen()?;
    let LabelsOptions { input, first_pass, analysis, .. } = options;
    let analyzer = analyzer(analysis)?;
    let (aggregate, outcome) =
        aggregates::of(input.inputs.clone(), input, *first_pass, &analyzer, analysis.quiet)?;
    if matches!(outcome, Outcome::NothingReadable | Outcome::Stopped) {
        return Ok(outcome);
    }
    let audit = analyzer.install(|| aggregate.report().labels);
    let mut out = BufWriter::new(io::stdout().lock());
    match options.format {
        LabelsFormat::Text => text(&mut out, &audit),
        LabelsFormat::Json => serde_json::to_writer_pretty(&mut out, &audit)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out)),
    }
    .and_then(|()| out.flush())
    .context("writing to standard output")?;
    Ok(outcome)
}

fn text(out: &mut impl Write, audit: &LabelAudit) -> io::Result<()> {
    writeln!(
        out,
        "{} labels on {} posts, {} posts without one",
        audit.labels.len(),
        audit.posts_with,
        audit.posts_without
    )?;
    let merges: Vec<String> = audit
        .merges
        .iter()
        .map(|merge| {
            format!(
                "{} <- {} ({}, {} posts)",
                merge.keep,
                merge.rename.join(", "),
                reason(merge.reason),
                merge.posts
            )
        })
        .collect();
    list(out, "to merge", &merges)?;
    let missing: Vec<String> = audit
        .missing_on_posts
        .iter()
        .map(|missing| {
            let title = if missing.post.title.is_empty() { &missing.post.id } else { &missing.post.title };
            format!("{} -> {title} (has {})", missing.label, missing.evidence.join(", "))
        })
        .collect();
    list(out, "missing on posts", &missing)?;
    let themes: Vec<String> =
        audit.missing_labels.iter().map(|theme| format!("{} ({} posts)", theme.name, theme.posts)).collect();
    list(out, "themes without a label", &themes)?;
    if !audit.rare.is_empty() {
        writeln!(out, "\non one post alone ({})\n  {}", audit.rare.len(), printable(&audit.rare.join(", ")))?;
    }
    Ok(())
}

fn list(out: &mut impl Write, heading: &str, entries: &[String]) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{heading} ({})", entries.len())?;
    for entry in entries.iter().take(MOST_LINES) {
        writeln!(out, "  {}", printable(entry))?;
    }
    if entries.len() > MOST_LINES {
        writeln!(out, "  and {} more (see --format json)", entries.len() - MOST_LINES)?;
    }
    Ok(())
}

fn reason(reason: MergeReason) -> &'static str {
    match reason {
        MergeReason::Case => "case",
        MergeReason::Accents => "accents",
        MergeReason::Punctuation => "punctuation",
        MergeReason::Inflection => "inflection",
        MergeReason::Spelling => "spelling",
        _ => "other",
    }
}
