//! `glane collocations`: the words that stand near a phrase more often than chance would have it. How it is measured is
//! decided in [`glane::corpus`].

use std::io::{self, BufWriter, Write};

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::arguments::{CleaningOptions, InputOptions, LanguageChoice};
use super::frequencies::json;
use super::outcome::Outcome;
use super::standard_output::standard_output;
use super::terminal::{printable, tell};
use super::{clean_posts, stop};
use glane::corpus::{CollocationCounts, Collocations};
use glane::output::csv::Table;

pub(super) const EXAMPLES: &str = "\
Examples:
  glane collocations vélo blog/
  glane collocations \"piste cyclable\" blog/ --window 10 --sort dice
  glane collocations télétravail blog/ --all-words --format csv > near.csv

All variants of the phrase are found, as in concordance. A word is near in the same sentence, at most
so many words before or after the phrase. G² is the log-likelihood ratio (6.63 or more: p < 0.01), which
favours common words; logDice (14 at most) compares archives of different sizes.";

#[derive(Args, Debug)]
pub(super) struct CollocationsOptions {
    /// The phrase
    #[arg(value_name = "PHRASE")]
    phrase: String,
    #[command(flatten)]
    input: InputOptions,
    /// Words before and after the phrase that are near
    #[arg(long, value_name = "N", default_value_t = 5)]
    window: usize,
    /// Occurrences near the phrase that a word has at least
    #[arg(long, value_name = "N", default_value_t = 2)]
    least: u64,
    /// Order of the words
    #[arg(long, value_name = "ORDER", default_value = "likelihood")]
    sort: CollocationOrder,
    /// All words; without it nouns, names, adjectives, verbs and adverbs
    #[arg(long)]
    all_words: bool,
    /// Number of words; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    top: usize,
    /// A table for people, one JSON object, or CSV
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: CollocationsFormat,
    #[command(flatten)]
    cleaning: CleaningOptions,
    /// Which posts are read: French ones, or any
    #[arg(long, value_name = "LANG", default_value = "fr")]
    lang: LanguageChoice,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CollocationOrder {
    /// By log-likelihood
    Likelihood,
    /// By logDice
    Dice,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CollocationsFormat {
    /// A table
    Text,
    /// One JSON object
    Json,
    /// CSV with a header
    Csv,
}

pub(super) fn run(options: &CollocationsOptions) -> anyhow::Result<Outcome> {
    let mut counts = CollocationCounts::new(&options.phrase, options.window)?;
    stop::listen()?;
    let outcome =
        clean_posts::each(&options.input, &options.cleaning, options.lang, true, |post| counts.add(&post))?;
    if !outcome.has_results() {
        return Ok(outcome);
    }
    let mut found = counts.finish(options.least);
    let is_content = |upos: &str| matches!(upos, "NOUN" | "PROPN" | "ADJ" | "VERB" | "ADV");
    found.collocates.retain(|collocate| options.all_words || is_content(&collocate.upos));
    if let CollocationOrder::Dice = options.sort {
        found.collocates.sort_by(|one, two| two.log_dice.total_cmp(&one.log_dice));
    }
    if options.top > 0 {
        found.collocates.truncate(options.top);
    }
    if found.occurrences == 0 {
        tell(format_args!("\"{}\" does not occur in these posts, in any variant", options.phrase));
    }
    let out = BufWriter::new(standard_output()?);
    match options.format {
        CollocationsFormat::Text => text(out, &found),
        CollocationsFormat::Json => json(out, &found),
        CollocationsFormat::Csv => csv(out, &found),
    }
    .context("writing to standard output")?;
    Ok(outcome)
}

fn text(mut out: impl Write, found: &Collocations) -> io::Result<()> {
    let Collocations { phrase, posts, all_posts, occurrences, words, words_near, .. } = found;
    writeln!(
        out,
        "{}: {occurrences} mentions in {posts} of {all_posts} analyzed posts; {words_near} of {words} words are near",
        printable(phrase)
    )?;
    if found.collocates.is_empty() {
        return writeln!(out, "  no word is near it often enough").and_then(|()| out.flush());
    }
    writeln!(
        out,
        "{:>6} {:>6} {:>11} {:>9} {:>8} {:>8}  word",
        "near", "posts", "occurrences", "expected", "G²", "logDice"
    )?;
    for collocate in &found.collocates {
        writeln!(
            out,
            "{:>6} {:>6} {:>11} {:>9.2} {:>8.2} {:>8.2}  {} ({})",
            collocate.near,
            collocate.posts,
            collocate.occurrences,
            collocate.expected,
            collocate.log_likelihood,
            collocate.log_dice,
            printable(&collocate.text),
            collocate.upos
        )?;
    }
    out.flush()
}

fn csv(out: impl Write, found: &Collocations) -> io::Result<()> {
    let head = ["text", "upos", "near", "posts", "occurrences", "expected", "log_likelihood", "log_dice"];
    let mut table = Table::new(out, &head)?;
    for collocate in &found.collocates {
        table.row([
            &*collocate.text,
            &collocate.upos,
            &collocate.near.to_string(),
            &collocate.posts.to_string(),
            &collocate.occurrences.to_string(),
            &collocate.expected.to_string(),
            &collocate.log_likelihood.to_string(),
            &collocate.log_dice.to_string(),
        ])?;
    }
    table.finish()
}
