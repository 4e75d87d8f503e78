//! `glane analyze`: a whole archive into a directory, and a summary on the terminal.
//!
//! The archive is read twice: the first pass finds what repeats and what comes twice, then the posts are
//! analyzed without it. A run that is stopped leaves its lines for `--resume`.

use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, bail};

use super::aggregates;
use super::archive_run::ArchiveRun;
use super::arguments::AnalyzeOptions;
use super::extract::analyzer;
use super::journal::{Entry, Journal, RunKey, as_written};
use super::outputs::{Outputs, StagedFile};
use super::progress::Progress;
use super::tables::Tables;
use super::{Outcome, stop, summary, tell};
use glane::archive::ArchiveError;
use glane::clean::Cleaner;
use glane::corpus::{Aggregate, Contribution, CorpusReport};
use glane::output::{
    ErrorRecord, LeftAlone, LeftOut, MOST_LEFT_ALONE, Page, PageLists, PagePosts, ReportFile,
};
use glane::{Analyzer, Post, PostReport};

pub(super) fn run(options: &AnalyzeOptions) -> anyhow::Result<Outcome> {
    let analyzer = analyzer(&options.analysis)?;
    let directory = &options.output;
    if directory.exists() && !directory.is_dir() {
        bail!("{}: a file stands there: name a directory for the report", directory.display());
    }
    let is_new = !directory.exists();
    fs::create_dir_all(directory).with_context(|| format!("making the directory {}", directory.display()))?;
    stop::listen()?;

    let (wanted, quiet) = (options.first_pass.wanted(), options.analysis.quiet);
    let outcome = match ArchiveRun::first_pass(&options.input, wanted, Some(directory), quiet)? {
        archive if matches!(archive.outcome, Outcome::Done | Outcome::SomeFailed) => {
            return analyze(options, &analyzer, archive);
        }
        archive => archive.outcome,
    };
    if outcome == Outcome::Stopped {
        tell("stopped before the first post was analyzed");
    }
    if is_new {
        // It stays when something else has come into it meanwhile.
        let _ = fs::remove_dir(directory);
    }
    Ok(outcome)
}

/// The second pass, and the files.
fn analyze(
    options: &AnalyzeOptions,
    analyzer: &Analyzer,
    mut archive: ArchiveRun<'_>,
) -> anyhow::Result<Outcome> {
    let directory = options.output.as_path();
    let total = archive.cleaner.posts();
    let mut journal = open_journal(options, &archive)?;
    let mut progress = Progress::new(options.analysis.quiet, "analyzing", Some(total));

    let mut outputs = Outputs::new(directory);
    let mut tables = Tables::open(&outputs, &options.tables)?;
    let has_tables = !tables.are_none();
    let mut aggregate = Aggregate::new();
    let mut left_alone = Vec::new();
    let mut rows = outputs.open("index.rows")?;
    let mut page_posts = PagePosts::new(&mut rows.file, options.page_texts);
    let mut keep = |post: &Post, contribution: &Contribution, line: &[u8], report: Option<&PostReport>| {
        aggregate.add_contribution(post, contribution);
        page_posts
            .add(&aggregate, post, contribution, line)
            .with_context(|| format!("writing the posts of {}", directory.join("index.html").display()))?;
        if !contribution.is_analyzed() && left_alone.len() < MOST_LEFT_ALONE {
            let language = contribution.language().to_owned();
            left_alone.push(LeftAlone { id: post.id.clone(), language });
        }
        progress.add(post.text.len());
        report.map_or(Ok(()), |report| tables.add(post, report))
    };
    let second_pass = RefCell::new(archive.again()?);
    let next = || second_pass.borrow_mut().next();
    let mut done = 0;
    while done < journal.done() {
        let Some(post) = next() else { break };
        let (contribution, report, line) = journal.replay(&post)?;
        keep(&post, &contribution, line, Some(&report))?;
        done += 1;
    }
    let analyzed = analyzer.analyze_all_with(std::iter::from_fn(next), move |post, mut report| {
        as_written(&mut report);
        let entry = Entry::new(&post, &report);
        // Without tables, its memory is for the next post of this thread.
        (entry, post, has_tables.then_some(report))
    });
    for (entry, post, report) in analyzed {
        let entry = entry?;
        journal.write(&entry).inspect_err(|_| tell_how_to_go_on(directory, done))?;
        keep(&post, &entry.contribution, &entry.line, report.as_ref())
            .inspect_err(|_| tell_how_to_go_on(directory, done))?;
        done += 1;
    }
    drop(progress);
    if stop::requested() {
        journal.flush()?;
        tell_how_to_go_on(directory, done);
        return Ok(Outcome::Stopped);
    }
    second_pass.into_inner().check()?;

    outputs.keep(journal.finish()?)?;
    let report = analyzer.install(|| aggregate.report_by(options.period));
    let (_, lists) = page_posts.finish();
    let errors = error_records(&archive.errors);
    let counted =
        Counted { aggregate: &aggregate, report: &report, left_alone: &left_alone, errors: &errors };
    counted
        .write(options, &archive.cleaner, outputs, tables, (lists, rows))
        .inspect_err(|_| tell_how_to_go_on(directory, done))?;
    Journal::forget(directory);

    if !options.analysis.quiet {
        let mut out = anstream::stderr().lock();
        // A summary that cannot be shown costs nothing: the files stand.
        let _ = summary::write(&mut out, &report, Some(&archive.cleaner), errors.len(), directory);
    }
    Ok(archive.outcome)
}

/// What the second pass found, beside the lines of the posts.
struct Counted<'a> {
    aggregate: &'a Aggregate,
    report: &'a CorpusReport,
    left_alone: &'a [LeftAlone],
    errors: &'a [ErrorRecord],
}

impl Counted<'_> {
    /// Writes the other files, and moves all to their places.
    fn write(
        &self,
        options: &AnalyzeOptions,
        cleaner: &Cleaner,
        mut outputs: Outputs,
        tables: Tables,
        (lists, mut rows): (PageLists, StagedFile),
    ) -> anyhow::Result<()> {
        let Self { aggregate, report, left_alone, errors } = *self;
        if let Some(path) = &options.save {
            outputs.keep(aggregates::write(path, aggregate)?)?;
        }
        let file = ReportFile {
            report,
            left_out: LeftOut {
                boilerplate: cleaner.repeated_line_count(),
                duplicates: cleaner.duplicate_count(),
                left_alone: report.posts.read - report.posts.analyzed,
            },
            boilerplate: &cleaner.repeated_lines(),
            duplicates: &cleaner.duplicates(),
            left_alone,
            errors,
        };
        outputs
            .write("report.json", |out| serde_json::to_writer_pretty(out, &file).map_err(io::Error::from))?;
        tables.finish(&mut outputs, report, errors)?;
        let page = Page { file, language: options.ui.into() };
        let rows = rows.read()?;
        outputs.write("index.html", |out| page.write(out, aggregate, &lists, rows))?;
        outputs.finish()
    }
}

/// The journal of a new run, or of the one that stopped.
fn open_journal(options: &AnalyzeOptions, archive: &ArchiveRun<'_>) -> anyhow::Result<Journal> {
    let directory = &options.output;
    let key = RunKey {
        options: format!(
            "{} {} {} {}",
            env!("CARGO_PKG_VERSION"),
            options.analysis.fingerprint(),
            options.first_pass.keep_boilerplate,
            options.first_pass.keep_duplicates
        ),
        posts: archive.cleaner.posts(),
        digest: archive.cleaner.fingerprint(),
    };
    if options.resume {
        if let Some(journal) = Journal::resume(directory, &key)? {
            return Ok(journal);
        }
        if !options.analysis.quiet {
            tell(format_args!("{}: no stopped run: starting from the first post", directory.display()));
        }
    }
    Journal::start(directory, &key)
}

fn tell_how_to_go_on(directory: &Path, posts: u64) {
    let s = if posts == 1 { "" } else { "s" };
    tell(format_args!(
        "stopped after {posts} post{s}; the files in {} are as they were: \
         the same command with --resume goes on from here",
        directory.display()
    ));
}

/// What could not be read, as it stands in the report.
fn error_records(errors: &[ArchiveError]) -> Vec<ErrorRecord> {
    let records = errors.iter().map(|error| ErrorRecord {
        kind: error.kind.name(),
        source: error.source_name.clone(),
        line: error.line,
        reason: error.reason.clone(),
    });
    records.collect()
}
