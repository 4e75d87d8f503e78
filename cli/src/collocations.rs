//! `glane collocations`: the words that stand near a phrase more often than chance would have it. How it is measured is
//! decided in [`glane::corpus`].

use std::io::{self, BufWriter, Write};

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::arguments::{CleaningOptions, InputOptions, LanguageChoice};
use super::catalogue::{decimal, tr};
use super::frequencies::json;
use super::outcome::Outcome;
use super::standard_output::standard_output;
use super::terminal::{printable, tell};
use super::{clean_posts, stop};
use glane::corpus::{CollocationCounts, Collocations};
use glane::output::csv::Table;

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
        tell(tr!("not-found", phrase = printable(&options.phrase)));
    }
    let out = BufWriter::new(standard_output()?);
    match options.format {
        CollocationsFormat::Text => text(out, &found),
        CollocationsFormat::Json => json(out, &found),
        CollocationsFormat::Csv => csv(out, &found),
    }
    .with_context(|| tr!("writing-output"))?;
    Ok(outcome)
}

fn text(mut out: impl Write, found: &Collocations) -> io::Result<()> {
    let &Collocations { ref phrase, posts, all_posts, occurrences, words, words_near, .. } = found;
    let head = tr!(
        "collocations-head",
        phrase = printable(phrase),
        mentions = occurrences,
        posts = posts,
        all = all_posts,
        near = words_near,
        words = words,
    );
    writeln!(out, "{head}")?;
    if found.collocates.is_empty() {
        return writeln!(out, "  {}", tr!("collocations-nothing")).and_then(|()| out.flush());
    }
    let [near, posts, occurrences] = [tr!("column-near"), tr!("column-posts"), tr!("column-occurrences")];
    let [expected, word] = [tr!("column-expected"), tr!("column-word")];
    writeln!(
        out,
        "{near:>6} {posts:>7} {occurrences:>11} {expected:>9} {:>9} {:>8}  {word}",
        "G²", "logDice"
    )?;
    for collocate in &found.collocates {
        writeln!(
            out,
            "{:>6} {:>7} {:>11} {:>9} {:>9} {:>8}  {} ({})",
            collocate.near,
            collocate.posts,
            collocate.occurrences,
            decimal(collocate.expected, 2),
            decimal(collocate.log_likelihood, 2),
            decimal(collocate.log_dice, 2),
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
