//! `glane merge`: saved aggregates into one, and the report of all their posts.

use std::fs;
use std::io;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use super::arguments::{UiLanguage, parse_period};
use super::outputs::Outputs;
use super::{Outcome, aggregates, summary};
use glane::corpus::{Aggregate, PeriodLength};
use glane::output::{Page, PageLists, ReportFile};

pub(super) const EXAMPLES: &str = "\
Examples:
  glane analyze 2021/ -o 2021-report/ --save 2021.glane
  glane analyze 2022/ -o 2022-report/ --save 2022.glane
  glane merge 2021.glane 2022.glane -o report/

The order of the parts does not count. A post that stands in two parts counts twice.";

#[derive(Args, Debug)]
pub(super) struct MergeOptions {
    /// Files that `glane analyze --save` wrote
    #[arg(value_name = "PART", required = true)]
    parts: Vec<PathBuf>,
    /// Directory for report.json and index.html; made if it is not there
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Also save the sum here, to be merged with more
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Tell time by months, quarters or years; chosen by the span of the posts otherwise
    #[arg(long, value_name = "LENGTH", value_parser = parse_period())]
    period: Option<PeriodLength>,
    /// The language of the page: its own words, not those of the posts
    #[arg(long, value_name = "LANG", default_value = "fr")]
    ui: UiLanguage,
    /// No summary on standard error
    #[arg(long)]
    quiet: bool,
}

pub(super) fn run(options: &MergeOptions) -> anyhow::Result<Outcome> {
    let directory = &options.output;
    if directory.exists() && !directory.is_dir() {
        bail!("{}: a file stands there: name a directory for the report", directory.display());
    }
    let mut aggregate = Aggregate::new();
    for part in &options.parts {
        aggregate.merge(&aggregates::read(part)?);
    }
    let report = aggregate.report_by(options.period);
    fs::create_dir_all(directory).with_context(|| format!("making the directory {}", directory.display()))?;
    let mut outputs = Outputs::new(directory);
    // What was left out of the parts, and what could not be read, stands in their own reports.
    let file = ReportFile::new(&report);
    outputs.write("report.json", |out| serde_json::to_writer_pretty(out, &file).map_err(io::Error::from))?;
    let page = Page { file, language: options.ui.into() };
    // The lines of the posts stand beside the reports of the parts.
    outputs.write("index.html", |out| page.write(out, &aggregate, &PageLists::default(), io::empty()))?;
    if let Some(path) = &options.save {
        outputs.keep(aggregates::write(path, &aggregate)?)?;
    }
    outputs.finish()?;
    if !options.quiet {
        let mut out = anstream::stderr().lock();
        // A summary that cannot be shown costs nothing: the files stand.
        let _ = summary::write(&mut out, &report, None, 0, directory);
    }
    Ok(Outcome::Done)
}
