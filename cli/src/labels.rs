//! `glane labels`: an audit of the labels of an archive, as text or as a plan in JSON. How labels are compared is
//! decided in [`glane::corpus`].

use std::io::{self, BufWriter, Write};

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::analyzer::analyzer;
use super::arguments::{AnalysisOptions, CleaningOptions, InputOptions};
use super::catalogue::{decimal, tr};
use super::outcome::Outcome;
use super::standard_output::standard_output;
use super::terminal::printable;
use super::{saved, stop};
use glane::corpus::{LabelAudit, LabelKind, MergeReason};
use glane::output::{write_label_plan, write_wordpress_script};

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
    .with_context(|| tr!("writing-output"))?;
    Ok(outcome)
}

fn text(out: &mut impl Write, audit: &LabelAudit) -> io::Result<()> {
    let head = tr!(
        "labels-head",
        labels = audit.labels.len(),
        posts = audit.posts_with,
        without = audit.posts_without
    );
    writeln!(out, "{head}")?;
    let merges: Vec<String> = audit
        .merges
        .iter()
        .map(|merge| {
            tr!(
                "labels-merge-line",
                keep = &merge.keep,
                rename = merge.rename.join(", "),
                is_category = if merge.kind == LabelKind::Category { "yes" } else { "no" },
                reason = reason(merge.reason),
                confidence = decimal(merge.confidence, 2),
                posts = merge.posts
            )
        })
        .collect();
    list(out, &tr!("labels-to-merge", count = merges.len()), &merges)?;
    let missing: Vec<String> = audit
        .missing_on_posts
        .iter()
        .map(|missing| {
            let title = if missing.post.title.is_empty() { &missing.post.id } else { &missing.post.title };
            tr!(
                "labels-missing-line",
                label = &missing.label,
                title = title,
                evidence = missing.evidence.join(", ")
            )
        })
        .collect();
    list(out, &tr!("labels-missing", count = missing.len()), &missing)?;
    let themes = audit.missing_labels.iter();
    let themes: Vec<String> =
        themes.map(|theme| tr!("labels-theme-line", name = &theme.name, posts = theme.posts)).collect();
    list(out, &tr!("labels-themes", count = themes.len()), &themes)?;
    if !audit.rare.is_empty() {
        let heading = tr!("labels-on-one-post", count = audit.rare.len());
        writeln!(out, "\n{heading}\n  {}", printable(&audit.rare.join(", ")))?;
    }
    Ok(())
}

fn list(out: &mut impl Write, heading: &str, entries: &[String]) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{heading}")?;
    for entry in entries.iter().take(MAX_LINES) {
        writeln!(out, "  {}", printable(entry))?;
    }
    if entries.len() > MAX_LINES {
        writeln!(out, "  {}", tr!("labels-more", count = entries.len() - MAX_LINES))?;
    }
    Ok(())
}

fn reason(reason: MergeReason) -> String {
    match reason {
        MergeReason::Case => tr!("reason-case"),
        MergeReason::Accents => tr!("reason-accents"),
        MergeReason::Punctuation => tr!("reason-punctuation"),
        MergeReason::Inflection => tr!("reason-inflection"),
        MergeReason::Spelling => tr!("reason-spelling"),
        _ => tr!("reason-other"),
    }
}
