//! From a path to an aggregate: one that was saved, or the archive that stands there, analyzed now as
//! `glane analyze` would.

use std::cell::RefCell;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::archive_run::ArchiveRun;
use super::arguments::{InputOptions, SurveyOptions};
use super::outputs::StagedFile;
use super::progress::Progress;
use super::{Outcome, stop};
use glane::Analyzer;
use glane::corpus::{Aggregate, Contribution};

/// How a saved aggregate begins.
const BEGINNING: &[u8] = b"glane aggregate\n";

/// Reads a saved aggregate.
pub(super) fn read(path: &Path) -> anyhow::Result<Aggregate> {
    let doing = || format!("reading {}", path.display());
    let file = File::open(path).with_context(doing)?;
    Aggregate::read_from(BufReader::new(file)).with_context(doing)
}

/// Writes an aggregate to a staged file.
pub(super) fn write(path: &Path, aggregate: &Aggregate) -> anyhow::Result<StagedFile> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().with_context(|| format!("{}: this names no file", path.display()))?;
    let mut staged = StagedFile::create(directory, &name.to_string_lossy())?;
    aggregate.write_to(&mut staged.file).with_context(|| staged.doing())?;
    Ok(staged)
}

/// The aggregate of inputs, of one that was saved or of an archive, and how reading ended. The command
/// listens for Ctrl-C, so that no copy of standard input is left behind.
pub(super) fn of(
    inputs: Vec<PathBuf>,
    input: &InputOptions,
    first_pass: SurveyOptions,
    analyzer: &Analyzer,
    quiet: bool,
) -> anyhow::Result<(Aggregate, Outcome)> {
    if let [path] = inputs.as_slice()
        && is_saved(path)
    {
        return Ok((read(path)?, Outcome::Done));
    }
    let options = InputOptions { inputs, ..input.clone() };
    let mut archive = ArchiveRun::first_pass(&options, first_pass.wanted(), None, quiet)?;
    let outcome = archive.outcome;
    let mut aggregate = Aggregate::new();
    if matches!(outcome, Outcome::Done | Outcome::SomeFailed) {
        let mut progress = Progress::new(quiet, "analyzing", Some(archive.cleaner.posts()));
        let second_pass = RefCell::new(archive.again()?);
        let posts = std::iter::from_fn(|| second_pass.borrow_mut().next());
        let contributions =
            analyzer.analyze_all_with(posts, |post, report| (Contribution::new(&post, &report), post));
        for (contribution, post) in contributions {
            aggregate.add_contribution(&post, &contribution);
            progress.add(post.text.len());
        }
        drop(progress);
        if stop::requested() {
            return Ok((aggregate, Outcome::Stopped));
        }
        second_pass.into_inner().check()?;
    }
    Ok((aggregate, outcome))
}

fn is_saved(path: &Path) -> bool {
    let mut beginning = Vec::with_capacity(BEGINNING.len());
    path.is_file()
        && File::open(path)
            .and_then(|file| file.take(BEGINNING.len() as u64).read_to_end(&mut beginning))
            .is_ok_and(|_| beginning == BEGINNING)
}
