//! The learned ranker: taught on labelled texts, measured by cross-validation.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use glane::Post;
use glane::archive::{self, Input, ReadOptions};
use glane::evaluation::{GoldDocument, Scorer, Scores};
use glane::keyphrase::learned::boost::{FitOptions, LabelledPost, fit};
use glane::keyphrase::learned::model::Model;
use glane::keyphrase::learned::prior::{Prior, PriorCounts};
use glane::keyphrase::{Background, Extractor, Options, Source};
use glane::text::{Document, Forms};

/// The kinds of text, how much a document of each counts.
const KINDS: [(&str, f32); 4] = [("blog", 4.0), ("wikinews", 3.0), ("taln", 1.0), ("papyrus", 1.0)];
const FOLDS: usize = 5;

struct Labelled {
    kind: usize,
    gold: GoldDocument,
    post: Post,
}

fn read(evaluation: &Path) -> Result<Vec<Labelled>> {
    let mut all = Vec::new();
    for (kind, (name, _)) in KINDS.iter().enumerate() {
        let path = evaluation.join(format!("{name}.jsonl"));
        let content = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        for line in content.lines() {
            let gold: GoldDocument = serde_json::from_str(line)?;
            let post = Post::new(gold.id.clone(), gold.text.clone()).with_title(&gold.title);
            all.push(Labelled { kind, gold, post });
        }
    }
    Ok(all)
}

/// One reader: forms and extractor go together.
#[derive(Default)]
struct Reader {
    forms: Forms,
    extractor: Extractor,
}

impl Reader {
    fn with<T>(&mut self, post: &Post, run: impl FnOnce(&mut Extractor, Source<'_, '_>, &Forms) -> T) -> T {
        let title = Document::parse(&post.title, &mut self.forms);
        let body = Document::parse(&post.text, &mut self.forms);
        let source = Source { title: &title, body: &body, marks: &post.marks };
        run(&mut self.extractor, source, &self.forms)
    }
}

fn background<'a>(posts: impl Iterator<Item = &'a Post>, more: &'a [Post]) -> Background {
    let mut reader = Reader::default();
    let mut background = Background::counting();
    for post in posts.chain(more) {
        reader.with(post, |extractor, source, forms| extractor.count(source, forms, &mut background));
    }
    background
}

/// What a model is taught from some of the documents, and the prior that goes with it.
struct Taught {
    posts: Vec<LabelledPost>,
    prior: Prior,
}

/// Reads the documents at `numbers`. The prior that each sees comes from the other documents alone,
/// in parts, so that no document is described by its own labels.
fn teach(all: &[Labelled], numbers: &[usize], options: &Options, scorer: &mut Scorer) -> Taught {
    const PARTS: usize = 8;
    let mut reader = Reader::default();
    let mut counts: Vec<PriorCounts> = vec![PriorCounts::default(); PARTS + 1];
    let mut labels = Vec::new();
    for (position, &at) in numbers.iter().enumerate() {
        let labelled = &all[at];
        let lesson =
            reader.with(&labelled.post, |extractor, source, forms| extractor.lesson(source, forms, options));
        let gold = scorer.labels(&labelled.gold, &lesson.variants);
        for (part, counts) in counts.iter_mut().enumerate() {
            if position % PARTS != part {
                counts.add(&lesson.words, &gold, 1.0);
            }
        }
        labels.push(gold);
    }
    let priors: Vec<Arc<Prior>> = counts.iter().map(|counts| Arc::new(counts.prior())).collect();
    let posts = numbers
        .iter()
        .enumerate()
        .zip(labels)
        .map(|((position, &at), labels)| {
            let options = Options { prior: Arc::clone(&priors[position % PARTS]), ..options.clone() };
            let lesson = reader
                .with(&all[at].post, |extractor, source, forms| extractor.lesson(source, forms, &options));
            LabelledPost { features: lesson.features, labels, weight: KINDS[all[at].kind].1 }
        })
        .collect();
    Taught { posts, prior: counts[PARTS].prior() }
}

/// Reports F1 @5 and @10 over the documents of each kind.
fn report(name: &str, all: &[Labelled], scores: &[(usize, [Scores; 3])]) {
    print!("{name:<24}");
    for (kind, (kind_name, _)) in KINDS.iter().enumerate() {
        let of_kind: Vec<&[Scores; 3]> =
            scores.iter().filter(|(at, _)| all[*at].kind == kind).map(|(_, s)| s).collect();
        if of_kind.is_empty() {
            continue;
        }
        let mean = |at: usize| Scores::mean(&of_kind.iter().map(|s| s[at]).collect::<Vec<_>>()).f1;
        print!("  {kind_name} {:5.2} / {:5.2}", mean(0), mean(1));
    }
    println!();
}

fn evaluate(
    all: &[Labelled],
    held_out: impl Fn(usize) -> bool,
    options: &Options,
    scorer: &mut Scorer,
) -> Vec<(usize, [Scores; 3])> {
    let mut reader = Reader::default();
    all.iter()
        .enumerate()
        .filter(|(at, _)| held_out(*at))
        .map(|(at, labelled)| {
            let list = reader
                .with(&labelled.post, |extractor, source, forms| extractor.extract(source, forms, options));
            let texts: Vec<&str> = list.iter().map(|keyphrase| keyphrase.text.as_str()).collect();
            (at, scorer.score(&labelled.gold, &texts))
        })
        .collect()
}

/// A number in 0..FOLDS for each document, the same at every run.
fn fold(at: usize) -> usize {
    at * 7 % FOLDS
}

fn more_posts(archive: &Path) -> Vec<Post> {
    archive::read(vec![Input::Path(archive.into())], ReadOptions::default()).filter_map(Result::ok).collect()
}

/// How much of the gold is among the candidates at all, and what is not.
fn coverage(all: &[Labelled], options: &Options, scorer: &mut Scorer) {
    let mut reader = Reader::default();
    let mut sums = [[0usize; 3]; KINDS.len()];
    let mut documents = [0usize; KINDS.len()];
    for labelled in all {
        let lesson =
            reader.with(&labelled.post, |extractor, source, forms| extractor.lesson(source, forms, options));
        let text = format!("{} . {}", labelled.post.title, labelled.post.text);
        let (missed, found, absent) = scorer.coverage(&labelled.gold, &lesson.variants, &text);
        documents[labelled.kind] += 1;
        let sum = &mut sums[labelled.kind];
        sum[0] += found;
        sum[1] += missed.len();
        sum[2] += absent;
        if labelled.kind < 2 {
            println!("{}: {}", labelled.post.id, missed.join(" | "));
        }
    }
    for ((sum, (name, _)), documents) in sums.iter().zip(&KINDS).zip(documents) {
        println!(
            "{name}: {documents} documents, found {} present but missed {} absent {}",
            sum[0], sum[1], sum[2]
        );
    }
}

/// Runs what `arguments` name: `cv`, `kinds` (each kind taught without), or `fit`.
pub fn run(shared: &Path, mode: &str, tables: &Path, fit_options: &FitOptions) -> Result<()> {
    let all = read(&shared.join("eval"))?;
    let more = more_posts(&shared.join("archive"));
    let mut scorer = Scorer::new();
    let counted = Arc::new(background(all.iter().map(|labelled| &labelled.post), &more));
    let base = Options { at_most: 15, background: Arc::clone(&counted), known: 1, ..Options::default() };
    match mode {
        "cv" => {
            let (mut filled, mut ended) = (Vec::new(), Vec::new());
            let mut by_diversity: std::collections::BTreeMap<String, Vec<_>> = Default::default();
            for held_out in 0..FOLDS {
                let numbers: Vec<usize> = (0..all.len()).filter(|at| fold(*at) != held_out).collect();
                let taught = teach(&all, &numbers, &base, &mut scorer);
                let model = Arc::new(fit(&taught.posts, fit_options, None));
                let base = Options { model, prior: Arc::new(taught.prior), ..base.clone() };
                for (name, absent) in [("0.8", 0.8), ("1.2", 1.2), ("1.6", 1.6)] {
                    let options = Options { absent, ..base.clone() };
                    let scores = evaluate(&all, |at| fold(at) == held_out, &options, &mut scorer);
                    by_diversity.entry(name.to_owned()).or_default().extend(scores);
                }
                for (fill, scores) in [(true, &mut filled), (false, &mut ended)] {
                    let options = Options { fill, ..base.clone() };
                    scores.extend(evaluate(&all, |at| fold(at) == held_out, &options, &mut scorer));
                }
            }
            for (diversity, scores) in by_diversity {
                report(&format!("diversity {diversity}"), &all, &scores);
            }
            report("filled", &all, &filled);
            report("ended", &all, &ended);
        }
        "coverage" => coverage(&all, &base, &mut scorer),
        "kinds" => {
            for (kind, (name, _)) in KINDS.iter().enumerate() {
                let others =
                    all.iter().filter(|labelled| labelled.kind != kind).map(|labelled| &labelled.post);
                let background = Arc::new(background(others, &more));
                let base = Options { background, ..base.clone() };
                let numbers: Vec<usize> = (0..all.len()).filter(|at| all[*at].kind != kind).collect();
                let taught = teach(&all, &numbers, &base, &mut scorer);
                let model = Arc::new(fit(&taught.posts, fit_options, None));
                let base = Options { model, prior: Arc::new(taught.prior), ..base.clone() };
                for (fill, label) in [(true, "filled"), (false, "ended")] {
                    let options = Options { fill, known: 0, ..base.clone() };
                    let scores = evaluate(&all, |at| all[at].kind == kind, &options, &mut scorer);
                    report(&format!("without {name}, {label}"), &all, &scores);
                }
            }
        }
        _ => {
            let numbers: Vec<usize> = (0..all.len()).collect();
            let taught = teach(&all, &numbers, &base, &mut scorer);
            let model: Model = fit(&taught.posts, fit_options, None);
            fs::write(tables.join("prior.bin"), taught.prior.to_bytes())?;
            let ranker: PathBuf = tables.join("ranker.bin");
            fs::write(&ranker, model.to_bytes())?;
            fs::write(tables.join("background.bin"), counted.to_bytes(2))?;
            println!("{} trees, {} bytes", model.trees.len(), model.to_bytes().len());
        }
    }
    Ok(())
}
