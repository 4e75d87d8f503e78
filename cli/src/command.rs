//! The commands of the program, and the help that lists them. The options of each command stand in its own file.

use clap::{Parser, Subcommand};

use super::arguments::inputs;
use super::outcome::Outcome;
use super::{
    analyze, background, collocations, compare, concordance, eval, export, extract, frequencies, labels,
    learn, merge, schema, tokens,
};

/// Keyphrases and themes of French text: of one post, or of ten years of posts.
#[derive(Debug, Parser)]
#[command(name = "glane", version, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = concat!(
    "\
Examples:
  glane analyze blog/ -o report/        what ten years of posts are about: report/index.html
  glane extract billet.md               the keyphrases of one post, as a line of JSON
  glane extract blog/ -k 5 --format text
                                        up to five keyphrases of each post, as text
  cat billets.jsonl | glane extract -   JSON lines in, JSON lines out
  glane tokens billet.txt               words, parts of speech and lemmas, as CoNLL-U

",
    inputs!(),
    "

Exit status: 0 all well, 1 some posts failed, 2 wrong usage or nothing readable,
130 stopped by Ctrl-C."
);

#[derive(Debug, Subcommand)]
enum Command {
    /// Keyphrases of each post, one JSON line a post, in input order
    #[command(after_help = extract::EXAMPLES)]
    Extract(extract::ExtractOptions),
    /// A whole archive: posts.jsonl, report.json and index.html in a directory, and a summary
    #[command(after_help = analyze::EXAMPLES)]
    Analyze(analyze::AnalyzeOptions),
    /// One report from the saved counts of several archives
    #[command(after_help = merge::EXAMPLES)]
    Merge(merge::MergeOptions),
    /// What is typical of one archive compared to another
    #[command(after_help = compare::EXAMPLES)]
    Compare(compare::CompareOptions),
    /// An audit of the labels of an archive: tags and categories
    #[command(after_help = labels::EXAMPLES)]
    Labels(labels::LabelsOptions),
    /// A ranker trained on the labels of an archive, for --ranker
    #[command(after_help = learn::EXAMPLES)]
    Learn(learn::LearnOptions),
    /// Sentences, tokens, parts of speech and lemmas of a text
    #[command(after_help = tokens::EXAMPLES)]
    Tokens(tokens::TokensOptions),
    /// Precision, recall and F1 of the methods against gold keyphrases
    #[command(after_help = eval::EXAMPLES)]
    Eval(eval::EvalOptions),
    /// Background frequencies of an archive, for --background
    #[command(after_help = background::EXAMPLES)]
    Background(background::BackgroundOptions),
    /// Every occurrence of a phrase, in all its variants, in its sentence
    #[command(after_help = concordance::EXAMPLES)]
    Concordance(concordance::ConcordanceOptions),
    /// How often phrases or lemmas stand in an archive, in how many posts, and how evenly
    #[command(after_help = frequencies::EXAMPLES)]
    Frequencies(frequencies::FrequenciesOptions),
    /// The words that stand near a phrase more often than chance would have it
    #[command(after_help = collocations::EXAMPLES)]
    Collocations(collocations::CollocationsOptions),
    /// An archive for other tools: IRaMuTeQ, TXM, or any that reads CoNLL-U
    #[command(after_help = export::EXAMPLES)]
    Export(export::ExportOptions),
    /// The JSON Schema of an output: the meaning of each of its fields
    #[command(after_help = schema::EXAMPLES)]
    Schema(schema::SchemaOptions),
}

impl Arguments {
    /// Runs the command.
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        match &self.command {
            Command::Extract(options) => extract::run(options),
            Command::Analyze(options) => analyze::run(options),
            Command::Merge(options) => merge::run(options),
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
        }
    }
}
