//! `glane analyze`: a whole archive into a directory, and a summary on the terminal.
//!
//! The archive is read twice, by a run of the library: the first pass finds boilerplate and duplicates, the second
//! analyzes the posts without them. A run that is stopped leaves its lines behind for `--resume`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::analyzer::analyzer;
use super::arguments::{AnalysisOptions, CleaningOptions, InputOptions, parse_budget, parse_period};
use super::catalogue::tr;
use super::journal::{Entry, Journal, RunKey, round_as_written};
use super::lock::Lock;
use super::outcome::Outcome;
use super::outputs::{Outputs, StagedFile};
use super::overwrite::{OverwriteOptions, is_own};
use super::progress::{Doing, Progress};
use super::tables::{TableOptions, Tables};
use super::terminal::{posts, tell};
use super::{archive_run, inputs, place, saved, stop, summary};
use glane::clean::Cleaner;
use glane::corpus::{Aggregate, Contribution, CorpusReport, PeriodLength};
use glane::output::{
    ErrorRecord, LeftAlone, LeftOut, Page, PageEdits, PageLanguage, PageLists, PageLogo, PagePosts,
    ReportFile,
};
use glane::run::{CleanedArchive, RunError};
use glane::{Analyzer, Post, PostReport};

#[derive(Args, Debug)]
pub(super) struct AnalyzeOptions {
    #[command(flatten)]
    input: InputOptions,
    /// Directory for posts.jsonl, report.json and index.html; created if it does not exist
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    #[command(flatten)]
    cleaning: CleaningOptions,
    /// Also save the counts here, to be merged with those of other posts (glane merge)
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Length of the periods of trends [default: depends on the time span of the posts]
    #[arg(long, value_name = "LENGTH", value_parser = parse_period())]
    period: Option<PeriodLength>,
    /// Resume where the same command was stopped
    #[arg(long)]
    resume: bool,
    /// Size of the texts in the page, in bytes, the newest posts first; suffixes K, M and G are allowed
    #[arg(long, value_name = "SIZE", default_value = "4M", value_parser = parse_budget)]
    page_texts: u64,
    /// Size of the index of words in the page, in bytes, the newest posts first; 0 leaves it out
    #[arg(long, value_name = "SIZE", default_value = "12M", value_parser = parse_budget)]
    page_index: u64,
    /// Title of the page
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Line below the title of the page
    #[arg(long, value_name = "TEXT")]
    subtitle: Option<String>,
    /// Image beside the title of the page: PNG, JPEG, GIF, WebP or SVG, up to 256 kB
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    /// Themes and keyphrases hidden or merged by hand: the file that the page saved
    #[arg(long, value_name = "FILE")]
    edits: Option<PathBuf>,
    #[command(flatten)]
    tables: TableOptions,
    #[command(flatten)]
    analysis: AnalysisOptions,
    #[command(flatten)]
    overwrite: OverwriteOptions,
}

/// The files that are always written.
const FILES: [&str; 3] = ["posts.jsonl", "report.json", "index.html"];

pub(super) fn run(options: &AnalyzeOptions, language: PageLanguage) -> anyhow::Result<Outcome> {
    // Inputs that cannot be read are reported before a directory is made.
    inputs::inputs(&options.input)?;
    let analyzer = analyzer(&options.analysis)?;
    let parts = PageParts::read(options)?;
    let directory = &options.output;
    let files = FILES.into_iter().chain(options.tables.files()).map(|name| directory.join(name));
    for file in files.chain(options.save.clone()).chain(options.tables.workbook()) {
        options.overwrite.check(&file, &options.input.inputs)?;
    }
    let is_new = place::make_directory(directory)?;
    let lock = Lock::directory(directory)?;
    stop::listen()?;

    let quiet = options.analysis.quiet;
    let (archive, outcome) =
        archive_run::first_pass(&options.input, &options.cleaning, Some(directory), quiet)?;
    if let Some(archive) = archive {
        return analyze(options, language, &analyzer, archive, outcome, &parts);
    }
    if outcome == Outcome::Stopped {
        tell(tr!("stopped-before-first"));
    }
    drop(lock);
    if is_new {
        // It stays if something else was put into it.
        let _ = fs::remove_dir(directory);
    }
    Ok(outcome)
}

/// The files of the user's that the page holds; they are read before anything is analyzed.
#[derive(Debug)]
struct PageParts {
    logo: Option<PageLogo>,
    edits: Option<PageEdits>,
}

impl PageParts {
    fn read(options: &AnalyzeOptions) -> anyhow::Result<Self> {
        let bytes = |path: &PathBuf| fs::read(path).with_context(|| tr!("reading", path = path.display()));
        let logo = |path: &PathBuf| {
            PageLogo::new(&bytes(path)?).with_context(|| tr!("reading-logo", path = path.display()))
        };
        let edits = |path: &PathBuf| {
            PageEdits::from_json(&bytes(path)?).with_context(|| tr!("reading-edits", path = path.display()))
        };
        Ok(Self {
            logo: options.logo.as_ref().map(logo).transpose()?,
            edits: options.edits.as_ref().map(edits).transpose()?,
        })
    }
}

/// The second pass, and the files.
fn analyze(
    options: &AnalyzeOptions,
    language: PageLanguage,
    analyzer: &Analyzer,
    mut archive: CleanedArchive,
    outcome: Outcome,
    parts: &PageParts,
) -> anyhow::Result<Outcome> {
    let directory = options.output.as_path();
    let errors: Vec<ErrorRecord> = archive.errors().iter().map(ErrorRecord::from).collect();
    let unread = errors.iter().map(|error| error.count).sum();
    let mut journal = open_journal(options, &archive)?;
    let mut progress = Progress::new(options.analysis.quiet, Doing::Analyzing, Some(archive.posts()));

    let mut outputs = Outputs::new(directory);
    let mut tables = Tables::open(&outputs, &options.tables)?;
    let has_tables = tables.has_any();
    let mut rows = outputs.open("index.rows")?;
    let mut page_posts = PagePosts::new(&mut rows.file, options.page_texts);
    let mut left_alone = Vec::new();
    let mut keep =
        |aggregate: &Aggregate, post: &Post, contribution: &Contribution, report: Option<&PostReport>| {
            page_posts
                .add(aggregate, post, contribution)
                .with_context(|| tr!("writing-posts-of", path = directory.join("index.html").display()))?;
            if !contribution.is_analyzed() {
                LeftAlone::new(&post.id, contribution.language()).add_to(&mut left_alone);
            }
            progress.add(post.text.len());
            report.map_or(Ok(()), |report| tables.add(post, report))
        };

    let mut aggregate = Aggregate::new();
    aggregate.spool_to(archive_run::words_file(directory)?);
    let mut done = 0;
    let mut second_pass = archive.second_pass()?;
    while done < journal.done() {
        let Some(post) = second_pass.next() else { break };
        let (contribution, report) = journal.replay(&post)?;
        aggregate.add_contribution(&post, &contribution);
        keep(&aggregate, &post, &contribution, Some(&report))?;
        done += 1;
    }
    let analyzed = second_pass.analyze(
        analyzer,
        &mut aggregate,
        move |post, mut report, contribution| {
            round_as_written(&mut report);
            let entry = Entry::new(post, &report, contribution);
            (entry, has_tables.then_some(report))
        },
        |aggregate, post, contribution, (entry, report)| -> anyhow::Result<()> {
            journal
                .write(&entry?)
                .and_then(|()| keep(aggregate, post, contribution, report.as_ref()))
                .inspect_err(|_| tell_how_to_resume(directory, done))?;
            done += 1;
            Ok(())
        },
    );
    drop(progress);
    match analyzed {
        Err(error) if matches!(error.downcast_ref(), Some(RunError::Cancelled)) => {
            journal.flush()?;
            tell_how_to_resume(directory, done);
            return Ok(Outcome::Stopped);
        }
        ended => ended?,
    }

    outputs.keep(journal.finish()?)?;
    // The report needs memory where the workers need none any more.
    analyzer.discard_caches();
    let report = analyzer
        .install(|| aggregate.try_report_by(options.period))
        .with_context(|| tr!("reading", path = directory.join(".words.part").display()))?;
    let (_, lists) = page_posts.finish();
    let results = Results {
        aggregate: &aggregate,
        report: &report,
        left_alone: &left_alone,
        errors: &errors,
        parts,
        language,
    };
    results
        .write(options, archive.cleaner(), outputs, tables, (lists, rows))
        .inspect_err(|_| tell_how_to_resume(directory, done))?;
    Journal::remove(directory);
    tell_old_tables(directory, &options.tables);

    if !options.analysis.quiet {
        let mut out = anstream::stderr().lock();
        // A failure to show the summary is ignored: the files are complete.
        let _ = summary::write(&mut out, &report, Some(archive.cleaner()), unread, directory);
    }
    Ok(outcome)
}

/// The results of the second pass, besides the lines of the posts.
struct Results<'a> {
    aggregate: &'a Aggregate,
    report: &'a CorpusReport,
    left_alone: &'a [LeftAlone],
    errors: &'a [ErrorRecord],
    parts: &'a PageParts,
    /// The language of the page.
    language: PageLanguage,
}

impl Results<'_> {
    /// Writes the other files, and moves all into place.
    fn write(
        &self,
        options: &AnalyzeOptions,
        cleaner: &Cleaner,
        mut outputs: Outputs,
        tables: Tables,
        (lists, mut rows): (PageLists, StagedFile),
    ) -> anyhow::Result<()> {
        let Self { aggregate, report, left_alone, errors, parts, language } = *self;
        if let Some(path) = &options.save {
            outputs.keep(saved::write(path, aggregate)?)?;
        }
        let (boilerplate, duplicates) = (cleaner.repeated_lines(), cleaner.duplicates());
        let mut file = ReportFile::new(report);
        file.left_out = LeftOut::new(
            cleaner.repeated_line_count(),
            cleaner.duplicate_count(),
            report.posts.read - report.posts.analyzed,
        );
        (file.boilerplate, file.duplicates) = (&boilerplate, &duplicates);
        (file.left_alone, file.errors) = (left_alone, errors);
        outputs
            .write("report.json", |out| serde_json::to_writer_pretty(out, &file).map_err(io::Error::from))?;
        tables.finish(&mut outputs, report, errors)?;
        let mut page = Page::new(file, language);
        (page.title, page.subtitle) = (options.title.as_deref(), options.subtitle.as_deref());
        (page.logo, page.edits) = (parts.logo.as_ref(), parts.edits.as_ref());
        page.index_bytes = options.page_index;
        let rows = rows.read()?;
        outputs.write("index.html", |out| page.write(out, aggregate, &lists, rows))?;
        outputs.finish()
    }
}

/// The journal of a new run, or of the run that stopped.
fn open_journal(options: &AnalyzeOptions, archive: &CleanedArchive) -> anyhow::Result<Journal> {
    let directory = &options.output;
    let key = RunKey {
        options: format!(
            "{} {} {} {} {:?}",
            env!("CARGO_PKG_VERSION"),
            options.analysis.fingerprint()?,
            options.cleaning.keep_boilerplate,
            options.cleaning.keep_duplicates,
            options.cleaning.selection
        ),
        posts: archive.posts(),
        digest: archive.digest(),
    };
    if options.resume {
        if let Some(journal) = Journal::resume(directory, &key)? {
            return Ok(journal);
        }
        if !options.analysis.quiet {
            tell(tr!("no-stopped-run", path = directory.display()));
        }
    }
    Journal::start(directory, &key)
}

/// Names the tables of an earlier run that stand beside the new report.
fn tell_old_tables(directory: &Path, tables: &TableOptions) {
    let new = tables.files();
    let is_old = |name: &&str| !new.contains(name) && is_own(&directory.join(name));
    let old: Vec<&str> = TableOptions::ALL_FILES.into_iter().filter(is_old).collect();
    if !old.is_empty() {
        tell(tr!("old-tables", path = directory.display(), names = old.join(", ")));
    }
}

fn tell_how_to_resume(directory: &Path, done: u64) {
    tell(tr!("stopped-resumable", posts = posts(done), path = directory.display()));
}
