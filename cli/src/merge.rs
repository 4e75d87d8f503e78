//! `glane merge`: one report from several saved aggregates.

use std::io;
use std::path::PathBuf;

use clap::Args;

use super::arguments::parse_period;
use super::lock::Lock;
use super::outcome::Outcome;
use super::outputs::Outputs;
use super::overwrite::OverwriteOptions;
use super::{place, saved, summary};
use glane::corpus::{Aggregate, PeriodLength};
use glane::output::{Page, PageLanguage, PageLists, ReportFile};

#[derive(Args, Debug)]
pub(super) struct MergeOptions {
    /// Files written by `glane analyze --save`
    #[arg(value_name = "PART", required = true)]
    parts: Vec<PathBuf>,
    /// Directory for report.json and index.html; created if it does not exist
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Also save the sum here, to be merged with others
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Length of the periods of trends [default: depends on the time span of the posts]
    #[arg(long, value_name = "LENGTH", value_parser = parse_period())]
    period: Option<PeriodLength>,
    /// No summary on standard error
    #[arg(long)]
    quiet: bool,
    #[command(flatten)]
    overwrite: OverwriteOptions,
}

pub(super) fn run(options: &MergeOptions, language: PageLanguage) -> anyhow::Result<Outcome> {
    let directory = &options.output;
    let files = ["report.json", "index.html"].map(|name| directory.join(name));
    for file in files.iter().chain(&options.save) {
        options.overwrite.check(file, &options.parts)?;
    }
    let mut aggregate = Aggregate::new();
    for part in &options.parts {
        aggregate.merge(&saved::read(part)?);
    }
    let report = aggregate.report_by(options.period);
    place::make_directory(directory)?;
    let _lock = Lock::directory(directory)?;
    let mut outputs = Outputs::new(directory);
    // What was left out of the parts and what could not be read is in the reports of the parts.
    let file = ReportFile::new(&report);
    outputs.write("report.json", |out| serde_json::to_writer_pretty(out, &file).map_err(io::Error::from))?;
    let page = Page::new(file, language);
    // The posts are in the reports of the parts.
    outputs.write("index.html", |out| page.write(out, &aggregate, &PageLists::default(), io::empty()))?;
    if let Some(path) = &options.save {
        outputs.keep(saved::write(path, &aggregate)?)?;
    }
    outputs.finish()?;
    if !options.quiet {
        let mut out = anstream::stderr().lock();
        // A failure to show the summary is ignored: the files are complete.
        let _ = summary::write(&mut out, &report, None, 0, directory);
    }
    Ok(Outcome::Done)
}
