//! `glane compare`: what is typical of one archive against another, as a table or as JSON.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::arguments::{AnalysisOptions, InputOptions, SurveyOptions};
use super::extract::analyzer;
use super::{Outcome, aggregates, printable, stop};
use glane::corpus::{ComparedArchive, Comparison, compare};

pub(super) const EXAMPLES: &str = "\
Examples:
  glane compare 2021/ 2022/
  glane compare 2021.glane 2022.glane --format json
  glane compare mine/ theirs.jsonl

As in analyze, lines that repeat from post to post of an archive are left out, and a post that comes
twice in one counts once. Posts are counted, not occurrences: one long post cannot carry a phrase.
G² is the log-likelihood ratio (6.63 and more: one chance in a hundred), the ratio says how many
times as often, in powers of two.";

#[derive(Args, Debug)]
pub(super) struct CompareOptions {
    /// Two archives, or files that `glane analyze --save` wrote
    #[command(flatten)]
    input: InputOptions,
    /// A table to be read, or JSON for programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: CompareFormat,
    /// Phrases of each archive in the table
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    #[command(flatten)]
    first_pass: SurveyOptions,
    #[command(flatten)]
    analysis: AnalysisOptions,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CompareFormat {
    /// A table
    Text,
    /// One JSON object
    Json,
}

pub(super) fn run(options: &CompareOptions) -> anyhow::Result<Outcome> {
    let [first, second] = options.input.inputs.as_slice() else {
        bail!("name two archives to compare, as in `glane compare 2021/ 2022/`");
    };
    stop::listen()?;
    let analyzer = analyzer(&options.analysis)?;
    let aggregate = |path: &Path| {
        let quiet = options.analysis.quiet;
        aggregates::of(vec![path.to_owned()], &options.input, options.first_pass, &analyzer, quiet)
    };
    let [(one, how_one), (other, how_other)] = [aggregate(first)?, aggregate(second)?];
    if let Some(outcome) = [how_one, how_other]
        .into_iter()
        .find(|outcome| matches!(outcome, Outcome::NothingReadable | Outcome::Stopped))
    {
        return Ok(outcome);
    }
    let [first, second] = [first, second].map(|path| path.display().to_string());
    let comparison = compare((&first, &one), (&second, &other));
    let mut out = BufWriter::new(io::stdout().lock());
    match options.format {
        CompareFormat::Text => text(&mut out, &comparison, options.top),
        CompareFormat::Json => serde_json::to_writer_pretty(&mut out, &comparison)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out)),
    }
    .and_then(|()| out.flush())
    .context("writing to standard output")?;
    Ok(if how_one == Outcome::Done { how_other } else { how_one })
}

/// The phrases of both archives, each with the posts that have it here and there.
fn text(out: &mut impl Write, comparison: &Comparison, top: usize) -> io::Result<()> {
    table(out, &comparison.first, &comparison.second, top)?;
    writeln!(out)?;
    table(out, &comparison.second, &comparison.first, top)
}

fn table(
    out: &mut impl Write,
    archive: &ComparedArchive,
    other: &ComparedArchive,
    top: usize,
) -> io::Result<()> {
    writeln!(
        out,
        "typical of {} ({} posts) against {} ({})",
        archive.name, archive.posts, other.name, other.posts
    )?;
    if archive.typical.is_empty() {
        return writeln!(out, "  nothing that chance would not explain");
    }
    writeln!(out, "  {:>6} {:>6} {:>8} {:>6}  phrase", "posts", "there", "G²", "ratio")?;
    for phrase in archive.typical.iter().take(top) {
        writeln!(
            out,
            "  {:>6} {:>6} {:>8.2} {:>6.2}  {}",
            phrase.posts,
            phrase.posts_elsewhere,
            phrase.log_likelihood,
            phrase.log_ratio,
            printable(&phrase.text)
        )?;
    }
    Ok(())
}
