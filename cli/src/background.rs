//! `glane background`: document frequencies of one's own, counted in an archive, or merged from parts.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::arguments::InputOptions;
use super::inputs::Source;
use super::outputs::StagedFile;
use super::progress::Progress;
use super::{Outcome, tell};
use glane::keyphrase::{self, Background, Extractor};
use glane::text::{Document, Forms};
use glane::{Post, detect_language};

pub(super) const EXAMPLES: &str = "\
Examples:
  glane background build blog/ -o blog.background
  glane background merge 2021.background 2022.background -o both.background
  glane extract blog/ --background blog.background";

#[derive(Args, Debug)]
pub(super) struct BackgroundOptions {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Count in how many French posts of an archive each word and phrase stands
    Build(BuildOptions),
    /// Add up what was counted in several archives; their order does not matter
    Merge(MergeOptions),
}

#[derive(Args, Debug)]
struct BuildOptions {
    #[command(flatten)]
    input: InputOptions,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// No progress and no summary on standard error; messages of errors remain
    #[arg(long)]
    quiet: bool,
}

#[derive(Args, Debug)]
struct MergeOptions {
    /// Files that `glane background` wrote
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// No summary on standard error; messages of errors remain
    #[arg(long)]
    quiet: bool,
}

pub(super) fn run(options: &BackgroundOptions) -> anyhow::Result<Outcome> {
    match &options.action {
        Action::Build(options) => build(options),
        Action::Merge(options) => merge(options),
    }
}

fn build(options: &BuildOptions) -> anyhow::Result<Outcome> {
    let mut progress = Progress::new(options.quiet, "counting", None);
    let source = Source::open(&options.input, Some(&options.output))?.with_progress(progress.bar());
    let mut counter = Counter { background: Background::counting(), reader: Reader::default() };
    for post in source.posts() {
        counter.add(&post);
        progress.add(post.text.len());
    }
    drop(progress);
    let outcome = source.outcome(&options.input.inputs);
    if outcome == Outcome::NothingReadable {
        return Ok(outcome);
    }
    if counter.background.documents() == 0 {
        bail!("there is no French post in the archive: nothing was counted, and nothing written");
    }
    write(&counter.background, &options.output, options.quiet)?;
    Ok(outcome)
}

fn merge(options: &MergeOptions) -> anyhow::Result<Outcome> {
    let mut all = Background::counting();
    for path in &options.files {
        let name = path.display();
        let bytes = fs::read(path).with_context(|| format!("reading the background {name}"))?;
        if !Background::from_bytes(&bytes).is_some_and(|one| all.merge(&one)) {
            bail!("{name} is no background that can be merged: give files that `glane background` wrote");
        }
    }
    write(&all, &options.output, options.quiet)?;
    Ok(Outcome::Done)
}

fn write(background: &Background, path: &Path, quiet: bool) -> anyhow::Result<()> {
    let (Some(directory), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str()))
    else {
        bail!("{}: name a file to write", path.display());
    };
    let directory = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
    let mut staged = StagedFile::create(directory, name)?;
    staged.file.write_all(&background.to_counts()).with_context(|| staged.doing())?;
    staged.move_into_place()?;
    if !quiet {
        tell(format_args!("{} posts counted in {}", background.documents(), path.display()));
    }
    Ok(())
}

/// Forms and extractor of one reader go together.
#[derive(Default)]
struct Reader {
    forms: Forms,
    extractor: Extractor,
}

struct Counter {
    background: Background,
    reader: Reader,
}

impl Counter {
    /// Counts a post, unless it is of another language.
    fn add(&mut self, post: &Post) {
        if self.reader.forms.len() > Forms::LIMIT {
            self.reader = Reader::default();
        }
        let Reader { forms, extractor } = &mut self.reader;
        let body = Document::parse(&post.text, forms);
        if !matches!(detect_language(&body, forms).code, "fr" | "und") {
            return;
        }
        let title = Document::parse(&post.title, forms);
        let source = keyphrase::Source { title: &title, body: &body, annotations: &post.annotations };
        extractor.count(source, forms, &mut self.background);
    }
}
