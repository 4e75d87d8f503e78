//! `glane eval`: the methods against gold keyphrases, as a table. How they are scored is decided in
//! [`glane::evaluation`].

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::Args;
use serde::Serialize;
use serde_json::json;

use super::analyzer::{build, with_background};
use super::arguments::{parse_method, parse_threads};
use super::catalogue::tr;
use super::graded_eval::{self, GradedRow, has_grades};
use super::outcome::Outcome;
use super::overwrite::OverwriteOptions;
use super::standard_output::standard_output;
use super::terminal::tell;
use glane::evaluation::{CUTOFFS, GoldDocument, Interval, Scorer, Scores};
use glane::output::write_json_line;
use glane::{Analyzer, LanguagePolicy, Method, Post};

#[derive(Args, Debug)]
pub(super) struct EvalOptions {
    /// Files of documents with gold keyphrases, one JSON object a line
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// Fill every list; otherwise a list of the learned method ends where its expected F1 is highest
    #[arg(long)]
    fill: bool,
    /// Methods to compare [default: all]
    #[arg(long = "method", value_name = "NAME", value_parser = parse_method())]
    methods: Vec<Method>,
    /// Background frequencies, in place of the built-in ones
    #[arg(long, value_name = "FILE")]
    background: Option<PathBuf>,
    /// A ranker trained by `glane learn`; on its own training data its figures are too good
    #[arg(long, value_name = "FILE")]
    ranker: Option<PathBuf>,
    /// Number of threads; 0 means one for each processor
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = parse_threads)]
    threads: usize,
    /// Also write the predictions of the first method here, one {"id", "keyphrases"} a line
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Write the table as one JSON object a row
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    overwrite: OverwriteOptions,
}

/// The length of the lists: the longest cut-off.
const LONGEST: usize = CUTOFFS[CUTOFFS.len() - 1];

pub(super) fn run(options: &EvalOptions) -> anyhow::Result<Outcome> {
    let methods = if options.methods.is_empty() { Method::ALL.to_vec() } else { options.methods.clone() };
    if let Some(path) = &options.predictions {
        options.overwrite.check(path, &options.gold)?;
    }
    let golds = options.gold.iter().map(|path| read_gold(path)).collect::<anyhow::Result<Vec<_>>>()?;
    let mut out = standard_output()?;
    let graded: Vec<bool> = golds.iter().map(|gold| has_grades(gold)).collect();
    if graded.contains(&true) && methods.contains(&Method::Learned) && options.ranker.is_none() {
        tell(tr!("builtin-trained"));
    }
    let mut predictions = match &options.predictions {
        Some(path) => {
            Some(BufWriter::new(File::create(path).with_context(|| tr!("writing", path = path.display()))?))
        }
        None => None,
    };
    let writing =
        || tr!("writing", path = options.predictions.as_deref().unwrap_or(Path::new("-")).display());
    let mut last_head = None;
    for ((path, gold), &graded) in options.gold.iter().zip(&golds).zip(&graded) {
        if !options.json && last_head.replace(graded) != Some(graded) {
            if graded { graded_eval::write_head(&mut out) } else { write_head(&mut out) }
                .with_context(|| tr!("writing-output"))?;
        }
        let mut first: Vec<f64> = Vec::new();
        for (number, &method) in methods.iter().enumerate() {
            let lists = predict(gold, method, options)?;
            if let (0, Some(file)) = (number, &mut predictions) {
                write_predictions(file, gold, &lists).with_context(writing)?;
            }
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            if graded {
                let row = GradedRow::new(&name, method, gold, &lists, &mut first);
                if options.json { write_json_line(&mut out, &row) } else { row.write(&mut out) }
            } else {
                let row = Row::new(&name, method, &scores(gold, &lists), &mut first);
                if options.json { write_json_line(&mut out, &row) } else { row.write(&mut out) }
            }
            .with_context(|| tr!("writing-output"))?;
        }
    }
    if let Some(mut file) = predictions {
        file.flush().with_context(writing)?;
    }
    out.flush().with_context(|| tr!("writing-output"))?;
    Ok(Outcome::Done)
}

fn write_head(out: &mut impl Write) -> io::Result<()> {
    write!(out, "{:<14}{:<20}", tr!("column-gold"), tr!("column-method"))?;
    for cutoff in CUTOFFS {
        let [p, r, f] = ["P", "R", "F1"].map(|measure| format!("{measure}@{cutoff}"));
        write!(out, "  {p:>6} {r:>6} {f:>6}")?;
    }
    writeln!(out, "  {:>14}  {:>24}", "F1@10, 95 %", tr!("column-beside-first"))
}

/// A row of the table: a method on the documents of a file.
#[derive(Serialize)]
struct Row<'a> {
    gold: &'a str,
    method: &'static str,
    documents: usize,
    /// Means at each of the cut-offs.
    scores: BTreeMap<usize, Scores>,
    /// F1@10, with its interval.
    f1_at_10: Interval,
    /// The difference to F1@10 of the first method, on the same documents.
    beside_the_first: Interval,
}

impl<'a> Row<'a> {
    /// The row of some scores; `first` is F1@10 of the first method, whose row sets it.
    fn new(gold: &'a str, method: Method, scores: &[[Scores; CUTOFFS.len()]], first: &mut Vec<f64>) -> Self {
        let f1: Vec<f64> = scores.iter().map(|scores| scores[1].f1).collect();
        if first.is_empty() {
            first.clone_from(&f1);
        }
        let differences: Vec<f64> = f1.iter().zip(first.iter()).map(|(own, first)| own - first).collect();
        let mean = |at: usize| Scores::mean(&scores.iter().map(|scores| scores[at]).collect::<Vec<_>>());
        Self {
            gold,
            method: method.name(),
            documents: scores.len(),
            scores: CUTOFFS.iter().enumerate().map(|(at, &cutoff)| (cutoff, mean(at))).collect(),
            f1_at_10: Interval::bootstrap(&f1),
            beside_the_first: Interval::bootstrap(&differences),
        }
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        write!(out, "{:<14}{:<20}", self.gold, self.method)?;
        for scores in self.scores.values() {
            write!(out, "  {:>6.2} {:>6.2} {:>6.2}", scores.precision, scores.recall, scores.f1)?;
        }
        let Interval { mean, low, high, .. } = self.beside_the_first;
        let own = format!("{:.2} {:.2}", self.f1_at_10.low, self.f1_at_10.high);
        writeln!(out, "  {own:>14}  {:>24}", format!("{mean:+.2} ({low:+.2} {high:+.2})"))
    }
}

fn write_predictions(out: &mut impl Write, gold: &[GoldDocument], lists: &[Vec<String>]) -> io::Result<()> {
    for (document, list) in gold.iter().zip(lists) {
        write_json_line(out, &json!({"id": document.id, "keyphrases": list}))?;
    }
    Ok(())
}

fn predict(gold: &[GoldDocument], method: Method, options: &EvalOptions) -> anyhow::Result<Vec<Vec<String>>> {
    let builder = Analyzer::builder();
    // Lists of the learned method end by the length of the document, unless they are filled.
    let ends_by_itself = method == Method::Learned && !options.fill;
    let builder = if ends_by_itself { builder } else { builder.keyphrases(LONGEST) };
    let builder =
        builder.fill(options.fill).method(method).language(LanguagePolicy::Any).threads(options.threads);
    let builder = with_background(builder, options.background.as_deref())?;
    let analyzer = build(builder, options.ranker.as_deref().filter(|_| method == Method::Learned))?;
    let posts = gold
        .iter()
        .map(|document| Post::new(document.id.clone(), document.text.clone()).with_title(&document.title));
    Ok(analyzer
        .analyze_all(posts)
        .map(|(_, report)| report.keyphrases.into_iter().map(|keyphrase| keyphrase.text).collect())
        .collect())
}

fn scores(gold: &[GoldDocument], lists: &[Vec<String>]) -> Vec<[Scores; CUTOFFS.len()]> {
    let mut scorer = Scorer::new();
    let documents = gold.iter().zip(lists);
    documents
        .map(|(document, list)| scorer.score(document, &list.iter().map(String::as_str).collect::<Vec<_>>()))
        .collect()
}

fn read_gold(path: &Path) -> anyhow::Result<Vec<GoldDocument>> {
    let file = File::open(path).with_context(|| tr!("reading-gold", path = path.display()))?;
    let mut documents = Vec::new();
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| tr!("reading-line", path = path.display(), line = index + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        documents.push(serde_json::from_str(&line).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or(&reason);
            anyhow!(tr!("gold-line", path = path.display(), line = index + 1, reason = reason))
        })?);
    }
    if documents.is_empty() {
        bail!(tr!("gold-empty", path = path.display()));
    }
    Ok(documents)
}
