//! `glane analyze`: a whole archive into a directory, and a summary on the terminal.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use super::Outcome;
use super::arguments::AnalyzeOptions;
use super::extract::analyzer;
use super::inputs::Source;
use super::summary;
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

    let mut aggregate = Aggregate::new();
    let mut posts = Aside::create(directory, "posts.jsonl")?;
    for (post, report) in analyzer.analyze_all(source.posts()) {
        serde_json::to_writer(&mut posts.file, &PostLine::new(&post, &report, false))
            .map_err(io::Error::from)
            .and_then(|()| posts.file.write_all(b"\n"))
            .with_context(|| posts.doing())?;
        aggregate.add(&post, &report);
        progress.inc(1);
    }
    progress.finish_and_clear();
    let outcome = source.outcome(&options.input.inputs);
    if outcome == Outcome::NothingReadable {
        drop(posts);
        if is_new {
            // It stays when something else has come into it meanwhile.
            let _ = fs::remove_dir(directory);
        }
        return Ok(outcome);
    }
    posts.finish()?;

    let report = aggregate.report();
    let errors: Vec<ErrorRecord> = source
        .errors()
        .into_iter()
        .map(|error| ErrorRecord {
            source: error.source_name.clone(),
            line: error.line,
            kind: error.kind.name(),
            reason: error.reason.clone(),
        })
        .collect();
    let mut file = Aside::create(directory, "report.json")?;
    serde_json::to_writer_pretty(&mut file.file, &ReportFile { report: &report, errors: &errors })
        .map_err(io::Error::from)
        .with_context(|| file.doing())?;
    file.finish()?;
    let mut file = Aside::create(directory, "index.html")?;
    write_page(&mut file.file, &report, &errors).with_context(|| file.doing())?;
    file.finish()?;

    if !options.analysis.quiet {
        let mut out = anstream::stderr().lock();
        // A summary that cannot be shown costs nothing: the files stand.
        let _ = summary::write(&mut out, &report, errors.len(), directory);
    }
    Ok(outcome)
}

/// A file that is written beside its place and moved there when it is whole.
struct Aside {
    file: BufWriter<File>,
    aside: std::path::PathBuf,
    place: std::path::PathBuf,
}

impl Aside {
    fn create(directory: &Path, name: &str) -> anyhow::Result<Self> {
        let place = directory.join(name);
        let aside = directory.join(format!(".{name}.part"));
        let file = File::create(&aside).with_context(|| format!("writing {}", place.display()))?;
        Ok(Self { file: BufWriter::new(file), aside, place })
    }

    fn doing(&self) -> String {
        format!("writing {}", self.place.display())
    }

    fn finish(mut self) -> anyhow::Result<()> {
        self.file.flush().with_context(|| self.doing())?;
        fs::rename(&self.aside, &self.place).with_context(|| self.doing())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // Nothing is left of a file that was not finished; after `finish` there is nothing to remove.
        let _ = fs::remove_file(&self.aside);
    }
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
