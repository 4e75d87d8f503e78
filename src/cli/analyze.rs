//! `glane analyze`: a whole archive into a directory, and a summary on the terminal.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use super::Outcome;
use super::arguments::AnalyzeOptions;
use super::extract::analyzer;
use super::inputs::Source;
use super::outputs::Outputs;
use super::summary;
use super::tables::Tables;
use crate::corpus::{Aggregate, CorpusReport};
use crate::report::{ErrorRecord, PostLine, write_page};

/// `report.json`: the report of the archive, and what could not be read.
#[derive(Serialize)]
struct ReportFile<'a> {
    #[serde(flatten)]
    report: &'a CorpusReport,
    errors: &'a [ErrorRecord],
}

pub(super) fn run(options: &AnalyzeOptions) -> anyhow::Result<Outcome> {
    let analyzer = analyzer(&options.analysis)?;
    let directory = &options.output;
    if directory.exists() && !directory.is_dir() {
        bail!("{}: a file stands there: name a directory for the report", directory.display());
    }
    let is_new = !directory.exists();
    fs::create_dir_all(directory).with_context(|| format!("making the directory {}", directory.display()))?;
    let progress = progress_bar(options.analysis.quiet);
    let source = Source::open(&options.input, Some(directory))?.with_progress(&progress);

    let mut outputs = Outputs::new(directory);
    let mut aggregate = Aggregate::new();
    let mut posts = outputs.open("posts.jsonl")?;
    let mut tables = Tables::open(&outputs, &options.tables)?;
    for (post, report) in analyzer.analyze_all(source.posts()) {
        serde_json::to_writer(&mut posts.file, &PostLine::new(&post, &report, false))
            .map_err(io::Error::from)
            .and_then(|()| posts.file.write_all(b"\n"))
            .with_context(|| posts.doing())?;
        tables.add(&post, &report)?;
        aggregate.add(&post, &report);
        progress.inc(1);
    }
    progress.finish_and_clear();
    let outcome = source.outcome(&options.input.inputs);
    if outcome == Outcome::NothingReadable {
        drop((posts, tables));
        if is_new {
            // It stays when something else has come into it meanwhile.
            let _ = fs::remove_dir(directory);
        }
        return Ok(outcome);
    }
    outputs.keep(posts)?;

    let report = aggregate.report();
    let errors = error_records(&source);
    outputs.write("report.json", |out| {
        serde_json::to_writer_pretty(out, &ReportFile { report: &report, errors: &errors })
            .map_err(io::Error::from)
    })?;
    tables.finish(&mut outputs, &report, &errors)?;
    outputs.write("index.html", |out| write_page(out, &report, &errors))?;
    outputs.finish()?;

    if !options.analysis.quiet {
        let mut out = anstream::stderr().lock();
        // A summary that cannot be shown costs nothing: the files stand.
        let _ = summary::write(&mut out, &report, errors.len(), directory);
    }
    Ok(outcome)
}

/// What could not be read, as it stands in the report.
fn error_records(source: &Source) -> Vec<ErrorRecord> {
    let records = source.errors().into_iter().map(|error| ErrorRecord {
        kind: error.kind.name(),
        source: error.source_name,
        line: error.line,
        reason: error.reason,
    });
    records.collect()
}

fn progress_bar(quiet: bool) -> ProgressBar {
    if quiet || !io::stderr().is_terminal() {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} posts, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
