//! `glane compare`: what is typical of one archive compared to another, as a table or as JSON. How it is measured is
//! decided in [`glane::corpus`].

use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::analyzer::analyzer;
use super::arguments::{AnalysisOptions, CleaningOptions, InputOptions};
use super::catalogue::{decimal, tr};
use super::frequencies::{UnitChoice, refuse_saved};
use super::outcome::Outcome;
use super::standard_output::standard_output;
use super::terminal::printable;
use super::{clean_posts, saved, stop};
use glane::corpus::{ComparedArchive, Comparison, Unit, try_compare, try_compare_lemmas};

#[derive(Args, Debug)]
pub(super) struct CompareOptions {
    /// Two archives, or files written by `glane analyze --save`
    #[command(flatten)]
    input: InputOptions,
    /// A table for people, or JSON for programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: CompareFormat,
    /// What is compared
    #[arg(long, value_name = "UNIT", default_value = "phrase")]
    unit: UnitChoice,
    /// Number of phrases of each archive in the table
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    #[command(flatten)]
    cleaning: CleaningOptions,
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
        bail!(tr!("name-two-archives"));
    };
    stop::listen()?;
    let quiet = options.analysis.quiet;
    let names = [first, second].map(|path| path.display().to_string());
    let of = |path: &Path| InputOptions { inputs: vec![path.to_owned()], ..options.input.clone() };
    let (comparison, outcomes) = match options.unit {
        UnitChoice::Phrase => {
            let analyzer = analyzer(&options.analysis)?;
            let aggregate = |path: &Path| {
                saved::aggregate_of(
                    vec![path.to_owned()],
                    &options.input,
                    &options.cleaning,
                    &analyzer,
                    quiet,
                )
            };
            let [(one, one_ended), (other, other_ended)] = [aggregate(first)?, aggregate(second)?];
            let compared = analyzer.install(|| try_compare((&names[0], &one), (&names[1], &other)));
            (compared?, [one_ended, other_ended])
        }
        UnitChoice::Lemma => {
            refuse_saved(&options.input)?;
            let lemmas =
                |path: &Path| clean_posts::lemmas(&of(path), &options.cleaning, options.analysis.lang, quiet);
            let [(one, one_ended), (other, other_ended)] = [lemmas(first)?, lemmas(second)?];
            (try_compare_lemmas((&names[0], &one), (&names[1], &other))?, [one_ended, other_ended])
        }
    };
    if let Some(outcome) = outcomes.into_iter().find(|outcome| !outcome.has_results()) {
        return Ok(outcome);
    }
    let [one_ended, other_ended] = outcomes;
    let mut out = BufWriter::new(standard_output()?);
    match options.format {
        CompareFormat::Text => text(&mut out, &comparison, options.top),
        CompareFormat::Json => serde_json::to_writer_pretty(&mut out, &comparison)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out)),
    }
    .and_then(|()| out.flush())
    .with_context(|| tr!("writing-output"))?;
    Ok(if one_ended == Outcome::Done { other_ended } else { one_ended })
}

/// The typical phrases of both archives, with their numbers of posts in each.
fn text(out: &mut impl Write, comparison: &Comparison, top: usize) -> io::Result<()> {
    table(out, comparison.unit, &comparison.first, &comparison.second, top)?;
    writeln!(out)?;
    table(out, comparison.unit, &comparison.second, &comparison.first, top)
}

fn table(
    out: &mut impl Write,
    unit: Unit,
    archive: &ComparedArchive,
    other: &ComparedArchive,
    top: usize,
) -> io::Result<()> {
    let head = tr!(
        "compare-head",
        name = &archive.name,
        posts = archive.posts,
        other = &other.name,
        others = other.posts
    );
    writeln!(out, "{head}")?;
    if archive.typical.is_empty() {
        let reason = if archive.too_small { tr!("compare-too-small") } else { tr!("compare-nothing") };
        return writeln!(out, "  {reason}");
    }
    let unit = if unit == Unit::Lemma { tr!("column-lemma") } else { tr!("column-phrase") };
    let [posts, there, ratio] = [tr!("column-posts"), tr!("column-there"), tr!("column-ratio")];
    writeln!(out, "  {posts:>7} {there:>7} {:>8} {ratio:>7}  {unit}", "G²")?;
    for phrase in archive.typical.iter().take(top) {
        writeln!(
            out,
            "  {:>7} {:>7} {:>8} {:>7}  {}",
            phrase.posts,
            phrase.posts_elsewhere,
            decimal(phrase.log_likelihood, 2),
            decimal(phrase.log_ratio, 2),
            printable(&phrase.text)
        )?;
    }
    Ok(())
}
