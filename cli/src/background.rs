//! `glane background`: document frequencies of an archive, counted, or merged from parts. How a post is counted is
//! decided in [`glane::BackgroundCounter`].

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::arguments::InputOptions;
use super::catalogue::tr;
use super::inputs::Source;
use super::lock::Lock;
use super::outcome::Outcome;
use super::outputs::StagedFile;
use super::overwrite::OverwriteOptions;
use super::own::Own;
use super::place;
use super::progress::{Doing, Progress};
use super::terminal::{posts, tell};
use glane::BackgroundCounter;
use glane::keyphrase::Background;

#[derive(Args, Debug)]
pub(super) struct BackgroundOptions {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Count the French posts of an archive that contain each word and phrase
    Build(BuildOptions),
    /// Add up the counts of several archives, in any order
    Merge(MergeOptions),
}

#[derive(Args, Debug)]
struct BuildOptions {
    #[command(flatten)]
    input: InputOptions,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// No progress and no summary on standard error; error messages remain
    #[arg(long)]
    quiet: bool,
    #[command(flatten)]
    overwrite: OverwriteOptions,
}

#[derive(Args, Debug)]
struct MergeOptions {
    /// Files written by `glane background`
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// No summary on standard error; error messages remain
    #[arg(long)]
    quiet: bool,
    #[command(flatten)]
    overwrite: OverwriteOptions,
}

pub(super) fn run(options: &BackgroundOptions) -> anyhow::Result<Outcome> {
    match &options.action {
        Action::Build(options) => build(options),
        Action::Merge(options) => merge(options),
    }
}

fn build(options: &BuildOptions) -> anyhow::Result<Outcome> {
    options.overwrite.check(&options.output, &options.input.inputs)?;
    let mut progress = Progress::new(options.quiet, Doing::Counting, None);
    let source = Source::open(&options.input, Some(&options.output))?.with_progress(progress.bar());
    let mut counter = BackgroundCounter::new();
    for post in source.posts() {
        counter.add(&post);
        progress.add(post.text.len());
    }
    drop(progress);
    let outcome = source.outcome();
    if outcome == Outcome::NothingReadable {
        return Ok(outcome);
    }
    if counter.posts() == 0 {
        bail!(tr!("no-french-post"));
    }
    write(&counter.finish(), &options.output, options.quiet)?;
    Ok(outcome)
}

fn merge(options: &MergeOptions) -> anyhow::Result<Outcome> {
    options.overwrite.check(&options.output, &options.files)?;
    let mut all = Background::counting();
    for path in &options.files {
        let name = path.display();
        Own::refuse_others(path, Some(Own::Background))?;
        let bytes = fs::read(path).with_context(|| tr!("reading-background", path = path.display()))?;
        Background::from_bytes(&bytes).and_then(|one| all.merge(&one)).with_context(|| name.to_string())?;
    }
    write(&all, &options.output, options.quiet)?;
    Ok(Outcome::Done)
}

fn write(background: &Background, path: &Path, quiet: bool) -> anyhow::Result<()> {
    let counts = background.to_counts()?;
    let (directory, name) = place::file(path)?;
    let _lock = Lock::file(directory, name)?;
    let mut staged = StagedFile::create(directory, name)?;
    staged.file.write_all(&counts).with_context(|| staged.doing())?;
    staged.move_into_place()?;
    if !quiet {
        tell(tr!("counted-in", posts = posts(background.documents().into()), path = path.display()));
    }
    Ok(())
}
