//! `glane learn`: a ranker trained on the labels of an archive, for `--ranker`.
//!
//! The archive is read twice, as by `glane analyze`: a duplicate would be measured on itself, and boilerplate says
//! nothing of its posts. The training itself is that of [`glane::learn`].

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::analyzer::with_background;
use super::arguments::{CleaningOptions, InputOptions, LanguageChoice, parse_threads};
use super::catalogue::{decimal, signed, tr};
use super::lock::Lock;
use super::outcome::Outcome;
use super::outputs::StagedFile;
use super::overwrite::OverwriteOptions;
use super::progress::{Doing, Progress};
use super::terminal::tell;
use super::{archive_run, place, stop};
use glane::Analyzer;
use glane::learn::{Training, TrainingFigures};
use glane::run::RunError;

#[derive(Args, Debug)]
pub(super) struct LearnOptions {
    #[command(flatten)]
    input: InputOptions,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    cleaning: CleaningOptions,
    /// Background frequencies in place of the built-in ones, for the training and with the ranker
    #[arg(long, value_name = "FILE")]
    background: Option<PathBuf>,
    /// Number of threads; 0 means one for each processor
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = parse_threads)]
    threads: usize,
    /// Which posts are used: French ones, or any
    #[arg(long, value_name = "LANG", default_value = "fr")]
    lang: LanguageChoice,
    /// No progress and no summary on standard error; error messages remain
    #[arg(long)]
    quiet: bool,
    #[command(flatten)]
    overwrite: OverwriteOptions,
}

pub(super) fn run(options: &LearnOptions) -> anyhow::Result<Outcome> {
    let (directory, name) = place::file(&options.output)?;
    options.overwrite.check(&options.output, &options.input.inputs)?;
    let builder = Analyzer::builder().language(options.lang.into()).threads(options.threads);
    let mut trainer = with_background(builder, options.background.as_deref())?.trainer()?;
    stop::listen()?;
    let _lock = Lock::file(directory, name)?;
    let (archive, outcome) = archive_run::first_pass(&options.input, &options.cleaning, None, options.quiet)?;
    let Some(mut archive) = archive else { return Ok(outcome) };
    let mut progress = Progress::new(options.quiet, Doing::Learning, Some(archive.posts()));
    let mut second_pass = archive.second_pass()?;
    for post in second_pass.by_ref() {
        progress.add(post.text.len());
        trainer.add(post);
    }
    drop(progress);
    match second_pass.finish() {
        Err(RunError::Cancelled) => return Ok(Outcome::Stopped),
        ended => ended?,
    }
    let labelled = trainer.labelled();
    let Training { ranker, figures, .. } =
        trainer.train().with_context(|| tr!("not-written", path = options.output.display()))?;
    if stop::requested() {
        return Ok(Outcome::Stopped);
    }
    let mut staged = StagedFile::create(directory, name)?;
    staged.file.write_all(&ranker.to_bytes()).with_context(|| staged.doing())?;
    staged.move_into_place()?;
    if !options.quiet {
        summary(&figures, labelled, &options.output);
    }
    Ok(outcome)
}

fn summary(figures: &TrainingFigures, labelled: u64, path: &Path) {
    let TrainingFigures { posts, labels, present, before, after, gain, error, .. } = figures;
    let share = 100.0 * present;
    if labelled > *posts as u64 {
        tell(tr!("learned-sample", posts = *posts, labelled = labelled));
    }
    let [labels, share] = [decimal(*labels, 1), decimal(share, 0)];
    tell(tr!("learned-posts", posts = *posts, labels = labels, share = share));
    let [before, after, error] = [before, after, error].map(|figure| decimal(*figure, 1));
    let gain = signed(*gain, 1);
    tell(tr!("learned-gain", before = before, after = after, gain = gain, error = error));
    tell(tr!("learned-written", path = path.display()));
}
