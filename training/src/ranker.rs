//! The learned ranker: taught on labelled texts, measured by cross-validation.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use glane::archive::{self, Input, ReadOptions};
use glane::evaluation::{GoldDocument, Scorer, Scores};
use glane::keyphrase::learned::boost::{FitOptions, LabelledPost, fit};
use glane::keyphrase::learned::features::NAMES;
use glane::keyphrase::learned::model::{DEPTH, Tree};
use glane::keyphrase::learned::prior::{Prior, PriorCounts};
use glane::keyphrase::{Background, Options};
use glane::{BackgroundCounter, LanguagePolicy, Post, Stages};

use crate::background;

/// The kinds of text, how much a document of each counts.
pub(crate) const KINDS: [(&str, f32); 4] =
    [("blog", 4.0), ("wikinews", 3.0), ("taln", 1.0), ("papyrus", 1.0)];
pub(crate) const FOLDS: usize = 5;

pub(crate) struct Labelled {
    pub(crate) kind: usize,
    pub(crate) gold: GoldDocument,
    pub(crate) post: Post,
}

impl Labelled {
    /// The scores of the list that some options give.
    pub(crate) fn scores(&self, options: &Options, scorer: &mut Scorer) -> [Scores; 3] {
        self.scores_with(&mut Stages::default(), options, scorer)
    }

    fn scores_with(&self, stages: &mut Stages, options: &Options, scorer: &mut Scorer) -> [Scores; 3] {
        let (list, _) = stages.parse(&self.post, |mut prepared| prepared.keyphrases(options, 0));
        let texts: Vec<&str> = list.iter().map(|keyphrase| keyphrase.text.as_str()).collect();
        scorer.score(&self.gold, &texts)
    }
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

fn count<'a>(posts: impl Iterator<Item = &'a Post>, more: &'a [Post]) -> Background {
    let mut counter = BackgroundCounter::new().language(LanguagePolicy::Any);
    for post in posts.chain(more) {
        counter.add(post);
    }
    counter.finish()
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
    let mut stages = Stages::default();
    let mut counts = vec![vec![PriorCounts::default(); KINDS.len()]; PARTS + 1];
    let mut labels = Vec::new();
    for (position, &at) in numbers.iter().enumerate() {
        let labelled = &all[at];
        let example = stages.parse(&labelled.post, |mut prepared| prepared.example(options));
        let gold = scorer.labels(&labelled.gold, &example.variants);
        for (part, counts) in counts.iter_mut().enumerate() {
            if position % PARTS != part {
                counts[labelled.kind].add(&example.words, &gold, 1.0);
            }
        }
        labels.push(gold);
    }
    let priors: Vec<Arc<Prior>> = counts.iter().map(|kinds| Arc::new(Prior::of_kinds(kinds))).collect();
    let posts = numbers
        .iter()
        .enumerate()
        .zip(labels)
        .map(|((position, &at), labels)| {
            let options = Options { prior: Arc::clone(&priors[position % PARTS]), ..options.clone() };
            let example = stages.parse(&all[at].post, |mut prepared| prepared.example(&options));
            LabelledPost { features: example.features, labels, weight: KINDS[all[at].kind].1 }
        })
        .collect();
    Taught { posts, prior: Prior::of_kinds(&counts[PARTS]) }
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

fn score(
    all: &[Labelled],
    held_out: impl Fn(usize) -> bool,
    options: &Options,
    scorer: &mut Scorer,
) -> Vec<(usize, [Scores; 3])> {
    let mut stages = Stages::default();
    all.iter()
        .enumerate()
        .filter(|(at, _)| held_out(*at))
        .map(|(at, labelled)| (at, labelled.scores_with(&mut stages, options, scorer)))
        .collect()
}

/// A number in 0..FOLDS for each document, the same at every run. Folding 0 is the one that settings
/// were chosen on; figures to be reported come from others.
fn fold(at: usize, folding: usize) -> usize {
    if folding == 0 {
        return at * 7 % FOLDS;
    }
    (mixed(at, folding) >> 40) as usize % FOLDS
}

/// A number for each document, another in each folding.
pub(crate) fn mixed(at: usize, folding: usize) -> u64 {
    (at as u64 + 1).wrapping_mul(folding as u64 * 2 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The labelled texts, more posts for the background, and the background of them all.
pub(crate) struct TrainingExample {
    pub(crate) all: Vec<Labelled>,
    more: Vec<Post>,
    counted: Background,
    base: Options,
}

pub(crate) fn prepare(shared: &Path) -> Result<TrainingExample> {
    let all = read(&shared.join("eval"))?;
    let archive = vec![Input::Path(shared.join("archive"))];
    let more: Vec<Post> = archive::read(archive, ReadOptions::default()).filter_map(Result::ok).collect();
    let counted = count(all.iter().map(|labelled| &labelled.post), &more);
    let base = Options {
        at_most: 15,
        background: Arc::new(counted.clone()),
        leave_out_count: 1,
        ..Options::default()
    };
    Ok(TrainingExample { all, more, counted, base })
}

/// The log-odds that a phrase of several words gains where the post gives it three times or more, and no
/// longer phrase holds most of these.
const FOR_READERS: f32 = 1.0;

/// A tree that is not taught. People label by single words, which are quickly typed, and would rather read
/// the phrase that a post comes back to: "réseaux dynamiques", not "valeurs".
fn for_readers() -> Tree {
    let number = |name| NAMES.iter().position(|known| *known == name).expect("a feature") as u8;
    let mut splits = [(0, f32::MAX); DEPTH];
    splits[0] = (number("words"), 1.5);
    // The logarithm of the occurrences: between those of two and three.
    splits[1] = (number("occurrences"), 0.9);
    splits[2] = (number("greatest phrase around it"), 0.5);
    let leaves = std::array::from_fn(|leaf| if leaf % 8 == 0b011 { FOR_READERS } else { 0.0 });
    Tree { splits, leaves }
}

/// How the few trees are fitted that look at what makes keyphrases of every kind of text.
fn general() -> FitOptions {
    FitOptions {
        trees: 24,
        feature_share: 1.0,
        features: &["tf-idf", "first position in the post"],
        ..FitOptions::default()
    }
}

/// The options with a model taught on the documents at `numbers`.
fn taught(all: &[Labelled], numbers: &[usize], base: &Options, scorer: &mut Scorer) -> Options {
    let taught = teach(all, numbers, base, scorer);
    let mut model = fit(&taught.posts, &FitOptions::default(), None);
    model.trees.insert(0, for_readers());
    model.general = fit(&taught.posts, &general(), None).trees;
    Options { model: Arc::new(model), prior: Arc::new(taught.prior), ..base.clone() }
}

/// The options with a model and a background that know nothing of a kind.
pub(crate) fn without(example: &TrainingExample, kind: usize, scorer: &mut Scorer) -> Options {
    let TrainingExample { all, more, base, .. } = example;
    let others = all.iter().filter(|labelled| labelled.kind != kind).map(|labelled| &labelled.post);
    let base = Options { background: Arc::new(count(others, more)), ..base.clone() };
    let numbers: Vec<usize> = (0..all.len()).filter(|at| all[*at].kind != kind).collect();
    Options { leave_out_count: 0, ..taught(all, &numbers, &base, scorer) }
}

/// Prints F1 @5 / @10: five folds, then each kind with a ranker and a background without it.
pub fn evaluate(shared: &Path, folding: usize) -> Result<()> {
    let example = prepare(shared)?;
    let TrainingExample { all, base, .. } = &example;
    let mut scorer = Scorer::new();
    let (mut filled, mut ended) = (Vec::new(), Vec::new());
    for held_out in 0..FOLDS {
        let numbers: Vec<usize> = (0..all.len()).filter(|at| fold(*at, folding) != held_out).collect();
        let options = taught(all, &numbers, base, &mut scorer);
        for (fill, scores) in [(true, &mut filled), (false, &mut ended)] {
            let options = Options { fill, ..options.clone() };
            scores.extend(score(all, |at| fold(at, folding) == held_out, &options, &mut scorer));
        }
    }
    report("five folds, filled", all, &filled);
    report("five folds, ended", all, &ended);
    for (kind, (name, _)) in KINDS.iter().enumerate() {
        let options = without(&example, kind, &mut scorer);
        for (fill, label) in [(true, "filled"), (false, "ended")] {
            let options = Options { fill, ..options.clone() };
            let scores = score(all, |at| all[at].kind == kind, &options, &mut scorer);
            report(&format!("without {name}, {label}"), all, &scores);
        }
    }
    Ok(())
}

/// Writes the tables of the default ranker, taught on all there is.
pub fn write(shared: &Path, tables: &Path) -> Result<()> {
    let TrainingExample { all, counted, base, .. } = prepare(shared)?;
    let numbers: Vec<usize> = (0..all.len()).collect();
    let options = taught(&all, &numbers, &base, &mut Scorer::new());
    for (name, bytes) in [
        ("background.bin", counted.to_bytes(background::AT_LEAST)),
        ("prior.bin", options.prior.to_bytes()),
        ("ranker.bin", options.model.to_bytes()),
    ] {
        let path = tables.join(name);
        fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
        println!("{name}: {} bytes", bytes.len());
    }
    Ok(())
}
