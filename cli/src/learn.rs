//! `glane learn`: a ranker that the labels of an archive teach, for `--ranker`.
//!
//! The archive is read twice, as by `glane analyze`: a post that comes twice would be measured on itself,
//! and lines that repeat say nothing of their posts.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use rayon::ThreadPoolBuilder;

use super::archive_run::ArchiveRun;
use super::arguments::{InputOptions, LanguageChoice, SurveyOptions, parse_threads};
use super::extract::read_background;
use super::outputs::StagedFile;
use super::progress::Progress;
use super::{Outcome, stop, tell};
use glane::keyphrase::Options;
use glane::learn::{LearnFigures, Learned, Trainer};

pub(super) const EXAMPLES: &str = "\
Examples:
  glane learn blog/ -o blog.ranker
  glane extract billet.md --ranker blog.ranker
  glane learn gold.jsonl -o gold.ranker

What teaches are the tags and categories of the posts, or the \"keyphrases\" of lines of gold; those that
platforms give by themselves, as \"Non classé\", do not. Cross-validation tells how much it helps: F1@10 on
posts that were not learnt from. Where it does not help, nothing is written, and the exit status is 2.";

#[derive(Args, Debug)]
pub(super) struct LearnOptions {
    #[command(flatten)]
    input: InputOptions,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    first_pass: SurveyOptions,
    /// Background frequencies to use in place of those in the program, now and with the ranker
    #[arg(long, value_name = "FILE")]
    background: Option<PathBuf>,
    /// Threads; 0 means one for each processor
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = parse_threads)]
    threads: usize,
    /// Which posts teach: French ones, or any
    #[arg(long, value_name = "LANG", default_value = "fr")]
    lang: LanguageChoice,
    /// No progress and no summary on standard error; messages of errors remain
    #[arg(long)]
    quiet: bool,
}

pub(super) fn run(options: &LearnOptions) -> anyhow::Result<Outcome> {
    let (directory, name) = place(&options.output)?;
    let mut base = Options::default();
    if let Some(path) = &options.background {
        base.background = read_background(path)?.into();
    }
    stop::listen()?;
    let mut archive =
        ArchiveRun::first_pass(&options.input, options.first_pass.wanted(), None, options.quiet)?;
    let outcome = archive.outcome;
    if !matches!(outcome, Outcome::Done | Outcome::SomeFailed) {
        return Ok(outcome);
    }
    let mut progress = Progress::new(options.quiet, "learning", Some(archive.cleaner.posts()));
    let mut examples = Trainer::new().language(options.lang.into());
    let mut second_pass = archive.again()?;
    for post in second_pass.by_ref() {
        progress.add(post.text.len());
        examples.add(post);
    }
    drop(progress);
    if stop::requested() {
        return Ok(Outcome::Stopped);
    }
    second_pass.check()?;
    let labelled = examples.labelled();
    let pool =
        ThreadPoolBuilder::new().num_threads(options.threads).build().context("starting threads to learn")?;
    let Learned { ranker, figures } = pool
        .install(|| examples.teach(&base))
        .with_context(|| format!("{} was not written", options.output.display()))?;
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

/// The directory and the name of the file to write.
fn place(path: &Path) -> anyhow::Result<(&Path, &str)> {
    let (Some(directory), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str()))
    else {
        bail!("{}: name a file to write", path.display());
    };
    Ok((if directory.as_os_str().is_empty() { Path::new(".") } else { directory }, name))
}

fn summary(figures: &LearnFigures, labelled: u64, path: &Path) {
    let LearnFigures { posts, labels, present, before, after, gain, error } = figures;
    let share = 100.0 * present;
    if labelled > *posts as u64 {
        tell(format_args!("of {labelled} posts with labels, {posts} were taken as a sample"));
    }
    tell(format_args!(
        "{posts} posts with {labels:.1} labels each, {share:.0} % of which stand in their posts"
    ));
    tell(format_args!(
        "F1@10 on posts not learnt from: {before:.1} by default, {after:.1} taught: {gain:+.1}, give or take {error:.1}"
    ));
    tell(format_args!("see {}: use it with --ranker", path.display()));
}
