//! An archive that is read twice: the run of the library with the options of the command line.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use anyhow::Context;

use super::arguments::{CleaningOptions, InputOptions};
use super::catalogue::tr;
use super::inputs::{inputs, names, read_options, tell_links, tell_no_posts};
use super::outcome::Outcome;
use super::progress::{Doing, Progress};
use super::stop;
use glane::Analyzer;
use glane::archive::ArchiveError;
use glane::corpus::Aggregate;
use glane::run::{CleanedArchive, Run, RunError};

/// The run over the inputs. `directory` is where the command writes, if it does: it is not read, and holds the copy of
/// standard input meanwhile.
fn run(input: &InputOptions, cleaning: &CleaningOptions, directory: Option<&Path>) -> anyhow::Result<Run> {
    Ok(Run::new(inputs(input)?)
        .read_options(read_options(input, directory))
        .clean(cleaning.to_clean())
        .select(cleaning.selection.to_selection())
        .spool(spool(directory))
        .cancellation(stop::cancellation()))
}

/// The file for a copy of standard input: in the directory of the output, or among temporary files.
fn spool(directory: Option<&Path>) -> PathBuf {
    let Some(directory) = directory else {
        return env::temp_dir().join(format!("glane-{}.posts.part", process::id()));
    };
    let path = directory.join(".posts.copy.part");
    // A run that was killed may have left it behind.
    let _ = fs::remove_file(&path);
    path
}

/// A file for the words of the posts, in the directory of the output, that is gone when the program ends.
pub(super) fn words_file(directory: &Path) -> anyhow::Result<File> {
    let path = directory.join(".words.part");
    // A run that was killed may have left it behind.
    let _ = fs::remove_file(&path);
    let file = File::options().read(true).write(true).create_new(true).open(&path);
    let file = file.with_context(|| tr!("writing", path = path.display()))?;
    // Where an open file cannot be removed, the next run does it.
    let _ = fs::remove_file(&path);
    Ok(file)
}

/// Does the first pass, and tells what cannot be read. The archive is `None` where it has no posts, or where the run was
/// stopped.
pub(super) fn first_pass(
    input: &InputOptions,
    cleaning: &CleaningOptions,
    directory: Option<&Path>,
    quiet: bool,
) -> anyhow::Result<(Option<CleanedArchive>, Outcome)> {
    let mut progress = Progress::new(quiet, Doing::Reading, None);
    match run(input, cleaning, directory)?.first_pass(|event| progress.follow(event, quiet)) {
        Ok(archive) => {
            drop(progress);
            tell_links(archive.links_left_out(), input.follow);
            let outcome = outcome(input, archive.posts(), archive.errors(), archive.passed_over());
            Ok((outcome.has_results().then_some(archive), outcome))
        }
        Err(RunError::Cancelled) => Ok((None, Outcome::Stopped)),
        Err(error) => Err(error.into()),
    }
}

/// Does both passes, and tells what cannot be read: the aggregate of the archive, and how reading ended.
pub(super) fn aggregate(
    input: &InputOptions,
    cleaning: &CleaningOptions,
    analyzer: &Analyzer,
    quiet: bool,
) -> anyhow::Result<(Aggregate, Outcome)> {
    let mut progress = Progress::new(quiet, Doing::Reading, None);
    match run(input, cleaning, None)?.analyze(analyzer, |event| progress.follow(event, quiet)) {
        Ok(archive) => {
            drop(progress);
            tell_links(archive.links_left_out, input.follow);
            let outcome = outcome(input, archive.cleaner.posts(), &archive.errors, archive.passed_over);
            Ok((archive.aggregate, outcome))
        }
        Err(RunError::Cancelled) => Ok((Aggregate::new(), Outcome::Stopped)),
        Err(error) => Err(error.into()),
    }
}

/// How reading ended; says so when the inputs hold no post.
fn outcome(input: &InputOptions, posts: u64, errors: &[ArchiveError], passed_over: usize) -> Outcome {
    if posts == 0 && errors.is_empty() {
        tell_no_posts(&names(input), passed_over);
    }
    Outcome::of_reading(posts, errors.len())
}
