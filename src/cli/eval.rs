//! `glane eval`: the methods against gold keyphrases, as a table.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use serde_json::json;

use super::Outcome;
use super::arguments::EvalOptions;
use super::extract::with_background;
use crate::evaluation::{CUTOFFS, GoldDocument, Scorer, Scores};
use crate::{Analyzer, LanguagePolicy, Method, Post};

/// Lists are asked for at the longest cut-off.
const LONGEST: usize = CUTOFFS[CUTOFFS.len() - 1];

pub(super) fn run(options: &EvalOptions) -> anyhow::Result<Outcome> {
    let methods = if options.methods.is_empty() { Method::ALL.to_vec() } else { options.methods.clone() };
    let golds = options.gold.iter().map(|path| read_gold(path)).collect::<anyhow::Result<Vec<_>>>()?;
    let mut out = io::stdout().lock();
    write_head(&mut out).context(WRITING)?;
    let mut predictions = match &options.predictions {
        Some(path) => {
            Some(BufWriter::new(File::create(path).with_context(|| format!("writing {}", path.display()))?))
        }
        None => None,
    };
    let writing =
        || format!("writing {}", options.predictions.as_deref().unwrap_or(Path::new("-")).display());
    for (path, gold) in options.gold.iter().zip(&golds) {
        for (number, &method) in methods.iter().enumerate() {
            let lists = predict(gold, method, options)?;
            if let (0, Some(file)) = (number, &mut predictions) {
                write_predictions(file, gold, &lists).with_context(writing)?;
            }
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            write_row(&mut out, &name, method, &mean_scores(gold, &lists)).context(WRITING)?;
        }
    }
    if let Some(mut file) = predictions {
        file.flush().with_context(writing)?;
    }
    out.flush().context(WRITING)?;
    Ok(Outcome::Done)
}

/// What is being done, for messages of errors.
const WRITING: &str = "writing to standard output";

fn write_head(out: &mut impl Write) -> io::Result<()> {
    write!(out, "{:<14}{:<20}", "gold", "method")?;
    for cutoff in CUTOFFS {
        let [p, r, f] = ["P", "R", "F1"].map(|measure| format!("{measure}@{cutoff}"));
        write!(out, "  {p:>6} {r:>6} {f:>6}")?;
    }
    writeln!(out)
}

fn write_row(out: &mut impl Write, name: &str, method: Method, means: &[Scores]) -> io::Result<()> {
    write!(out, "{name:<14}{:<20}", method.name())?;
    for scores in means {
        write!(out, "  {:>6.2} {:>6.2} {:>6.2}", scores.precision, scores.recall, scores.f1)?;
    }
    writeln!(out)
}

fn write_predictions(out: &mut impl Write, gold: &[GoldDocument], lists: &[Vec<String>]) -> io::Result<()> {
    for (document, list) in gold.iter().zip(lists) {
        serde_json::to_writer(&mut *out, &json!({"id": document.id, "keyphrases": list}))?;
        writeln!(out)?;
    }
    Ok(())
}

fn predict(gold: &[GoldDocument], method: Method, options: &EvalOptions) -> anyhow::Result<Vec<Vec<String>>> {
    let builder = Analyzer::builder()
        .keyphrases(LONGEST)
        .fill(options.fill)
        .method(method)
        .language(LanguagePolicy::Any)
        .threads(options.threads);
    let analyzer = with_background(builder, options.background.as_deref())?.build()?;
    let posts = gold
        .iter()
        .map(|document| Post::new(document.id.clone(), document.text.clone()).with_title(&document.title));
    Ok(analyzer
        .analyze_all(posts)
        .map(|(_, report)| report.keyphrases.into_iter().map(|keyphrase| keyphrase.text).collect())
        .collect())
}

fn mean_scores(gold: &[GoldDocument], lists: &[Vec<String>]) -> [Scores; CUTOFFS.len()] {
    let mut scorer = Scorer::new();
    let scores: Vec<[Scores; CUTOFFS.len()]> = gold
        .iter()
        .zip(lists)
        .map(|(document, list)| scorer.score(document, &list.iter().map(String::as_str).collect::<Vec<_>>()))
        .collect();
    std::array::from_fn(|at| Scores::mean(&scores.iter().map(|scores| scores[at]).collect::<Vec<_>>()))
}

fn read_gold(path: &Path) -> anyhow::Result<Vec<GoldDocument>> {
    let file = File::open(path).with_context(|| format!("reading {}", path.display()))?;
    let mut documents = Vec::new();
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("reading {}, line {}", path.display(), index + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        documents.push(serde_json::from_str(&line).map_err(|error| {
            let reason = error.to_string();
            anyhow!(
                "{}, line {}: no gold document ({}): a line needs {{\"id\", \"text\", \"keyphrases\": […]}}",
                path.display(),
                index + 1,
                reason.split(" at line ").next().unwrap_or(&reason)
            )
        })?);
    }
    if documents.is_empty() {
        bail!("{}: no gold documents: give one JSON object a line", path.display());
    }
    Ok(documents)
}
