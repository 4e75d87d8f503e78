//! Saved aggregates, and the aggregate that an argument names: one that was saved, or an archive that is
//! analyzed as by `glane analyze`.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::archive_run;
use super::arguments::{CleaningOptions, InputOptions};
use super::catalogue::tr;
use super::outcome::Outcome;
use super::outputs::StagedFile;
use super::own::Own;
use super::place;
use glane::Analyzer;
use glane::corpus::{Aggregate, AggregateError};

/// Reads a saved aggregate.
pub(super) fn read(path: &Path) -> anyhow::Result<Aggregate> {
    let doing = || tr!("reading", path = path.display());
    Own::refuse_others(path, Some(Own::Saved))?;
    let file = File::open(path).with_context(doing)?;
    match Aggregate::read_from(BufReader::new(file)) {
        Err(AggregateError::Foreign) => bail!(tr!("not-saved", path = path.display())),
        read => read.with_context(doing),
    }
}

/// Writes an aggregate to a staged file.
pub(super) fn write(path: &Path, aggregate: &Aggregate) -> anyhow::Result<StagedFile> {
    let (directory, name) = place::file(path)?;
    let mut staged = StagedFile::create(directory, name)?;
    aggregate.write_to(&mut staged.file).with_context(|| staged.doing())?;
    Ok(staged)
}

/// The aggregate of inputs, saved or analyzed now, and how reading ended. The command listens for Ctrl-C, so that no
/// copy of standard input is left behind.
pub(super) fn aggregate_of(
    inputs: Vec<PathBuf>,
    input: &InputOptions,
    cleaning: &CleaningOptions,
    analyzer: &Analyzer,
    quiet: bool,
) -> anyhow::Result<(Aggregate, Outcome)> {
    if let [path] = inputs.as_slice()
        && Own::of(path) == Some(Own::Saved)
    {
        cleaning.selection.check_nothing(&path.display().to_string())?;
        return Ok((read(path)?, Outcome::Done));
    }
    let input = InputOptions { inputs, ..input.clone() };
    archive_run::aggregate(&input, cleaning, analyzer, quiet)
}
