//! The commands of the program. The options of each command stand in its own file, the help that lists them in the
//! catalogue.

use std::path::PathBuf;

use clap::{CommandFactory as _, Parser, Subcommand};

use super::arguments::UiLanguage;
use super::outcome::Outcome;
use super::{
    analyze, background, collocations, compare, completions, concordance, eval, export, extract, frequencies,
    labels, learn, manual, merge, schema, tokens,
};

/// Keyphrases and themes of French text: of one post, or of ten years of posts.
#[derive(Debug, Parser)]
#[command(name = "glane", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The language of messages, and of the page
    #[arg(long, value_name = "LANG", global = true)]
    ui: Option<UiLanguage>,
    /// A file of options; read before this struct is made
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// Read no file of options
    #[arg(long, global = true, conflicts_with = "config")]
    no_config: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Keyphrases of each post, one JSON line a post, in input order
    Extract(extract::ExtractOptions),
    /// A whole archive: posts.jsonl, report.json and index.html in a directory, and a summary
    Analyze(analyze::AnalyzeOptions),
    /// One report from the saved counts of several archives
    Merge(merge::MergeOptions),
    /// What is typical of one archive compared to another
    Compare(compare::CompareOptions),
    /// An audit of the labels of an archive: tags and categories
    Labels(labels::LabelsOptions),
    /// A ranker trained on the labels of an archive, for --ranker
    Learn(learn::LearnOptions),
    /// Sentences, tokens, parts of speech and lemmas of a text
    Tokens(tokens::TokensOptions),
    /// Precision, recall and F1 of the methods against gold keyphrases
    Eval(eval::EvalOptions),
    /// Background frequencies of an archive, for --background
    Background(background::BackgroundOptions),
    /// Every occurrence of a phrase, in all its variants, in its sentence
    Concordance(concordance::ConcordanceOptions),
    /// How often phrases or lemmas stand in an archive, in how many posts, and how evenly
    Frequencies(frequencies::FrequenciesOptions),
    /// The words that stand near a phrase more often than chance would have it
    Collocations(collocations::CollocationsOptions),
    /// An archive for other tools: IRaMuTeQ, TXM, or any that reads CoNLL-U
    Export(export::ExportOptions),
    /// The JSON Schema of an output: the meaning of each of its fields
    Schema(schema::SchemaOptions),
    /// Completions of commands and options, for a shell
    Completions(completions::CompletionsOptions),
    /// Manual pages
    Man(manual::ManualOptions),
}

impl Arguments {
    /// Runs the command.
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        // Files never depend on the locale: the page is French unless another language is asked for.
        let page = self.ui.unwrap_or(UiLanguage::Fr).into();
        match &self.command {
            Command::Extract(options) => extract::run(options),
            Command::Analyze(options) => analyze::run(options, page),
            Command::Merge(options) => merge::run(options, page),
            Command::Compare(options) => compare::run(options),
            Command::Labels(options) => labels::run(options),
            Command::Learn(options) => learn::run(options),
            Command::Tokens(options) => tokens::run(options),
            Command::Eval(options) => eval::run(options),
            Command::Background(options) => background::run(options),
            Command::Concordance(options) => concordance::run(options),
            Command::Frequencies(options) => frequencies::run(options),
            Command::Collocations(options) => collocations::run(options),
            Command::Export(options) => export::run(options),
            Command::Schema(options) => schema::run(options),
            Command::Completions(options) => completions::run(options, Arguments::command()),
            Command::Man(options) => manual::run(options, &Arguments::command()),
        }
    }
}
