//! `glane frequencies`: how often phrases or lemmas stand in an archive, in how many posts, and how evenly. How it is
//! counted is decided in [`glane::corpus`].

use std::io::{self, BufWriter, Write};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::analyzer::analyzer;
use super::arguments::{AnalysisOptions, CleaningOptions, InputOptions};
use super::catalogue::{decimal, tr};
use super::outcome::Outcome;
use super::own::Own;
use super::standard_output::standard_output;
use super::terminal::printable;
use super::{clean_posts, saved, stop};
use glane::corpus::{Frequencies, Unit};
use glane::output::csv::Table;

#[derive(Args, Debug)]
pub(super) struct FrequenciesOptions {
    #[command(flatten)]
    input: InputOptions,
    /// What is counted
    #[arg(long, value_name = "UNIT", default_value = "phrase")]
    unit: UnitChoice,
    /// A table for people, one JSON object, or CSV
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: FrequenciesFormat,
    /// Number of phrases or lemmas, most frequent first; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    top: usize,
    #[command(flatten)]
    cleaning: CleaningOptions,
    #[command(flatten)]
    analysis: AnalysisOptions,
}

/// What is counted and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum UnitChoice {
    /// Phrases that rank high in some post
    Phrase,
    /// The dictionary forms of all words
    Lemma,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FrequenciesFormat {
    /// A table
    Text,
    /// One JSON object
    Json,
    /// CSV with a header
    Csv,
}

pub(super) fn run(options: &FrequenciesOptions) -> anyhow::Result<Outcome> {
    stop::listen()?;
    let FrequenciesOptions { input, cleaning, analysis, .. } = options;
    let (mut frequencies, outcome) = match options.unit {
        UnitChoice::Phrase => {
            let analyzer = analyzer(analysis)?;
            let (aggregate, outcome) =
                saved::aggregate_of(input.inputs.clone(), input, cleaning, &analyzer, analysis.quiet)?;
            (analyzer.install(|| aggregate.try_frequencies())?, outcome)
        }
        UnitChoice::Lemma => {
            refuse_saved(input)?;
            let (lemmas, outcome) = clean_posts::lemmas(input, cleaning, analysis.lang, analysis.quiet)?;
            (lemmas.try_frequencies()?, outcome)
        }
    };
    if !outcome.has_results() {
        return Ok(outcome);
    }
    if options.top > 0 {
        frequencies.entries.truncate(options.top);
    }
    let out = BufWriter::new(standard_output()?);
    match options.format {
        FrequenciesFormat::Text => text(out, &frequencies),
        FrequenciesFormat::Json => json(out, &frequencies),
        FrequenciesFormat::Csv => csv(out, &frequencies),
    }
    .with_context(|| tr!("writing-output"))?;
    Ok(outcome)
}

/// An error for a saved aggregate, which has no lemmas.
pub(super) fn refuse_saved(input: &InputOptions) -> anyhow::Result<()> {
    match input.inputs.iter().find(|path| Own::of(path) == Some(Own::Saved)) {
        Some(path) => bail!(tr!("saved-has-no-lemmas", path = path.display())),
        None => Ok(()),
    }
}

/// Writes one JSON object.
pub(super) fn json(mut out: impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()
}

fn text(mut out: impl Write, frequencies: &Frequencies) -> io::Result<()> {
    let &Frequencies { posts, words, .. } = frequencies;
    writeln!(out, "{}", tr!("frequencies-head", words = words, posts = posts))?;
    let unit = if frequencies.unit == Unit::Lemma { tr!("column-lemma") } else { tr!("column-phrase") };
    let [occurrences, posts, dispersion] =
        [tr!("column-occurrences"), tr!("column-posts"), tr!("column-dispersion")];
    writeln!(out, "{occurrences:>11} {posts:>7} {dispersion:>10}  {unit}")?;
    for entry in &frequencies.entries {
        let upos = entry.upos.as_ref().map(|upos| format!(" ({upos})")).unwrap_or_default();
        let shown = printable(&entry.text);
        writeln!(
            out,
            "{:>11} {:>7} {:>10}  {shown}{upos}",
            entry.occurrences,
            entry.posts,
            decimal(entry.dispersion, 4)
        )?;
    }
    out.flush()
}

fn csv(out: impl Write, frequencies: &Frequencies) -> io::Result<()> {
    let head = ["text", "upos", "occurrences", "posts", "dispersion", "all_posts", "all_words"];
    let mut table = Table::new(out, &head)?;
    let (posts, words) = (frequencies.posts.to_string(), frequencies.words.to_string());
    for entry in &frequencies.entries {
        table.row([
            &*entry.text,
            entry.upos.as_deref().unwrap_or_default(),
            &entry.occurrences.to_string(),
            &entry.posts.to_string(),
            &entry.dispersion.to_string(),
            &posts,
            &words,
        ])?;
    }
    table.finish()
}
