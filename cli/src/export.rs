//! `glane export`: an archive for the tools of text analysis in the humanities. The formats are those of
//! [`glane::output`].

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::arguments::InputOptions;
use super::catalogue::tr;
use super::inputs::Source;
use super::lock::Lock;
use super::outcome::Outcome;
use super::outputs::{Outputs, StagedFile};
use super::overwrite::OverwriteOptions;
use super::place;
use glane::output::csv::Table;
use glane::output::iramuteq::CorpusWriter;
use glane::output::tokens::TokenWriter;
use glane::output::txm::{METADATA, TextWriter};

#[derive(Args, Debug)]
pub(super) struct ExportOptions {
    #[command(flatten)]
    input: InputOptions,
    /// Format of the output
    #[arg(long, value_name = "FORMAT")]
    format: ExportFormat,
    /// The file, or for TXM the directory, to write
    #[arg(short, long, value_name = "PATH")]
    output: PathBuf,
    #[command(flatten)]
    overwrite: OverwriteOptions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// One text file, with a line of starred variables before each post
    Iramuteq,
    /// A directory: an XML file a post, with lemmas and parts of speech, and metadata.csv
    Txm,
    /// One CoNLL-U file, with lemmas, parts of speech and morphology
    Conllu,
}

pub(super) fn run(options: &ExportOptions) -> anyhow::Result<Outcome> {
    let output = &options.output;
    if options.format == ExportFormat::Txm {
        return txm(options);
    }
    let (directory, name) = place::file(output)?;
    options.overwrite.check(output, &options.input.inputs)?;
    let _lock = Lock::file(directory, name)?;
    let source = Source::open(&options.input, Some(output))?;
    let mut staged = StagedFile::create(directory, name)?;
    let (mut corpus, mut tokens) = (CorpusWriter::new(), TokenWriter::new());
    for post in source.posts() {
        match options.format {
            ExportFormat::Iramuteq => corpus.post(&mut staged.file, &post),
            _ => tokens.conllu(&mut staged.file, &post),
        }
        .with_context(|| staged.doing())?;
    }
    let outcome = source.outcome();
    if outcome != Outcome::NothingReadable {
        staged.move_into_place()?;
    }
    Ok(outcome)
}

/// A directory of files for TXM. It must be new or empty: TXM would import all files in it.
fn txm(options: &ExportOptions) -> anyhow::Result<Outcome> {
    let directory = &options.output;
    let is_new = place::make_directory(directory)?;
    let mut entries = fs::read_dir(directory).with_context(|| tr!("reading", path = directory.display()))?;
    if entries.next().is_some() {
        bail!(tr!("txm-not-empty", path = directory.display()));
    }
    let source = Source::open(&options.input, Some(directory))?;
    let mut outputs = Outputs::new(directory);
    let mut metadata = outputs.open("metadata.csv")?;
    let mut table =
        Table::new(&mut metadata.file, &METADATA).with_context(|| tr!("writing", path = "metadata.csv"))?;
    let mut writer = TextWriter::new();
    for post in source.posts() {
        let name = writer.name(&post);
        let path = directory.join(format!("{name}.xml"));
        let write = |writer: &mut TextWriter| -> io::Result<()> {
            let mut file = BufWriter::new(File::create(&path)?);
            writer.post(&mut file, &post, &name)?;
            file.flush()
        };
        write(&mut writer).with_context(|| tr!("writing", path = path.display()))?;
        let row = TextWriter::metadata(&post, &name);
        table.row(row.iter().map(String::as_str)).with_context(|| tr!("writing", path = "metadata.csv"))?;
    }
    table.finish().with_context(|| tr!("writing", path = "metadata.csv"))?;
    let outcome = source.outcome();
    if outcome == Outcome::NothingReadable {
        drop(metadata);
        if is_new {
            let _ = fs::remove_dir(directory);
        }
        return Ok(outcome);
    }
    outputs.keep(metadata)?;
    outputs.finish()?;
    Ok(outcome)
}
