//! `glane labels`: an audit of the labels of an archive, as text or as a plan in JSON. How labels are compared is
//! decided in [`glane::corpus`].

use std::io::{self, BufWriter, Write};

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::analyzer::analyzer;
use super::arguments::{AnalysisOptions, CleaningOptions, InputOptions};
use super::outcome::Outcome;
use super::standard_output::standard_output;
use super::terminal::printable;
use super::{saved, stop};
use glane::corpus::{LabelAudit, LabelKind, MergeReason};
use glane::output::{write_label_plan, write_wordpress_script};

pub(super) const EXAMPLES: &str = "\
Examples:
  glane labels blog/
  glane labels blog.glane --format json > plan.json
  glane labels blog/ --format csv > plan.csv
  glane labels export.xml --format wp-cli > labels.php    then: wp eval-file labels.php apply

Nothing is changed: the plan says which labels to rename, and which posts lack one. As in analyze,
lines that repeat from post to post are removed, and duplicates count once.";

#[derive(Args, Debug)]
pub(super) struct LabelsOptions {
    /// An archive, or a file written by `glane analyze --save`
    #[command(flatten)]
    input: InputOptions,
    /// Text for people, JSON for programs (as \"labels\" in report.json), CSV, or a script for the command line of
    /// WordPress
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: LabelsFormat,
    #[command(flatten)]
    cleaning: CleaningOptions,
    #[command(flatten)]
    analysis: AnalysisOptions,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LabelsFormat {
    /// Text
    Text,
    /// One JSON object
    Json,
    /// A row for each label to rename and for each post that lacks one
    Csv,
    /// A script that merges the labels of a WordPress site: `wp eval-file`
    WpCli,
}

/// The greatest number of entries of a list in the text.
const MAX_LINES: usize = 30;

pub(super) fn run(options: &LabelsOptions) -> anyhow::Result<Outcome> {
    stop::listen()?;
    let LabelsOptions { input, cleaning, analysis, .. } = options;
    let analyzer = analyzer(analysis)?;
    let (aggregate, outcome) =
        saved::aggregate_of(input.inputs.clone(), input, cleaning, &analyzer, analysis.quiet)?;
    if !outcome.has_results() {
        return Ok(outcome);
    }
    let audit = analyzer.install(|| aggregate.report().labels);
    let mut out = BufWriter::new(standard_output()?);
    match options.format {
        LabelsFormat::Text => text(&mut out, &audit),
        LabelsFormat::Json => serde_json::to_writer_pretty(&mut out, &audit)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out)),
        LabelsFormat::Csv => write_label_plan(&mut out, &audit),
        LabelsFormat::WpCli => write_wordpress_script(&mut out, &audit),
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
                "{} <- {} ({}{}, {:.2}, {} posts)",
                merge.keep,
                merge.rename.join(", "),
                if merge.kind == LabelKind::Category { "category, " } else { "" },
                reason(merge.reason),
                merge.confidence,
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
    for entry in entries.iter().take(MAX_LINES) {
        writeln!(out, "  {}", printable(entry))?;
    }
    if entries.len() > MAX_LINES {
        writeln!(out, "  and {} more (see --format json)", entries.len() - MAX_LINES)?;
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
