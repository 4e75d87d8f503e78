//! Rebuilds every table that `glane` embeds, from its source and to the same bytes.
//!
//! ```text
//! cargo run --release -p glane-training -- lexicon               the lexicon, from Debian's hunspell-fr-classical
//! cargo run --release -p glane-training -- tagger TREEBANKS      weights and lemmas, from a folder of CoNLL-U files
//! cargo run --release -p glane-training -- all TREEBANKS         both, and the figures of `evaluate`
//! cargo run --release -p glane-training -- evaluate TREEBANKS    five-fold cross-validation of the frozen settings
//!                                          [--set NAME=VALUE]... [--folds N] [--errors N]   (or of others)
//! cargo run --release -p glane-training -- ranker SHARED         usage, prior and ranker, from SHARED/eval and
//!                                                                SHARED/background
//! cargo run --release -p glane-training -- names SHARED FAKER    the kinds of names, from SHARED/background and the
//!                                                                texts of SHARED/eval but the reader's, and the
//!                                                                lists of FAKER, the folder of a Python package
//! cargo run --release -p glane-training -- topicality            ratings of words, from training/data/topicality.tsv
//! cargo run --release -p glane-training -- evaluate-ranker SHARED [FOLDING] [--predicted FILE]
//!                                                                cross-validation over blogs; FOLDING, a number,
//!                                                                deals the blogs to other folds; writes the lists
//! cargo run --release -p glane-training -- evaluate-learn SHARED [FOLDING]    what `glane learn` gains on samples
//! cargo run --release -p glane-training -- coverage GOLD [built-in] [misses|kinds]   how many of a reader's keyphrases are
//!                                                                candidates; or what is missing, or the kinds
//! cargo run --release -p glane-training -- background FILE INPUT...   a custom background
//! ```
//!
//! `names` comes before `ranker`, which resolves short names by its table, and `topicality` before both.
//! The tagger is trained with the lexicon just written, not with the one in the binary: one run of
//! `all` is enough.

mod augment;
mod background;
mod coverage;
mod evaluate;
mod hunspell;
mod learn;
mod lemmas;
mod lexicon;
mod measure;
mod names;
mod passes;
mod perceptron;
mod ranker;
mod reading;
mod recipe;
mod texts;
mod topicality;
mod treebank;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use glane::french::Lexicon;
use glane::keyphrase::Sources;

/// Where Debian's package puts the dictionary.
const DICTIONARY: &str = "/usr/share/hunspell/fr";

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let folder = || -> Result<PathBuf> {
        let folder = args.get(1).context("give the folder of the treebanks (UD French, *.conllu)")?;
        Ok(PathBuf::from(folder))
    };
    match args.first().map(String::as_str) {
        Some("lexicon") => write_lexicon(),
        Some("tagger") => write_tagger(&folder()?),
        Some("evaluate") => evaluate::run(&folder()?, &args[2..]),
        Some("all") => {
            write_lexicon()?;
            write_tagger(&folder()?)?;
            evaluate::run(&folder()?, &args[2..])
        }
        Some("ranker") => ranker::write(&folder()?, &tables("keyphrase"), &passes::Settings::default()),
        Some("topicality") => topicality::write(&tables("keyphrase")),
        Some("names") => {
            let faker = args.get(2).context("give the folder of the Python package faker")?;
            names::write(&folder()?, Path::new(faker), &tables("keyphrase"))
        }
        Some("evaluate-ranker") => {
            let file = args.iter().position(|argument| argument == "--predicted").map(|at| args.get(at + 1));
            let file = file.map(|file| file.context("--predicted needs a file")).transpose()?;
            let settings = passes::Settings::default();
            ranker::evaluate(&folder()?, folding(&args)?, file.map(Path::new), &settings)
        }
        Some("evaluate-learn") => learn::evaluate(&folder()?, folding(&args)?),
        Some("coverage") => {
            let gold = args.get(1).context("give a file of graded keyphrases (*.jsonl)")?;
            let has = |word: &str| args[2..].iter().any(|arg| arg == word);
            let sources = if has("built-in") { Sources::BUILT_IN } else { Sources::WIDE };
            let lists = match (has("misses"), has("kinds")) {
                (true, _) => coverage::Lists::Misses,
                (_, true) => coverage::Lists::Kinds,
                _ => coverage::Lists::Nothing,
            };
            coverage::run(Path::new(gold), sources, lists)
        }
        Some("background") => background::build(&args[2..], &folder()?),
        _ => {
            bail!(
                "say what to build: lexicon, tagger, all, evaluate, ranker, names, topicality, evaluate-ranker, evaluate-learn, \
                 coverage or background"
            )
        }
    }
}

/// The number of a folding, 0 unless it is given.
fn folding(args: &[String]) -> Result<u64> {
    let given = args.get(2).filter(|argument| !argument.starts_with("--"));
    given.map_or(Ok(0), |number| number.parse()).context("the folding is a whole number")
}

/// The folder of a module's tables in the source tree.
fn tables(module: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src").join(module).join("tables")
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("reading {}: build the lexicon first", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
}

fn write_lexicon() -> Result<()> {
    let tables = tables("french");
    let built = lexicon::build(&hunspell::expand(Path::new(DICTIONARY))?)?;
    write(&tables.join("lexicon.fst"), &built.words)?;
    write(&tables.join("lexicon.bin"), &built.entries)?;
    let head = include_str!("../heads/lexicon.txt");
    write(&tables.join("lexicon.txt"), format!("{head}Content:  {}.\n", built.report).as_bytes())?;
    println!("lexicon: {}; {} bytes", built.report, built.words.len() + built.entries.len());
    Ok(())
}

/// The bytes of the lexicon in the source tree.
fn lexicon_bytes() -> Result<(Vec<u8>, Vec<u8>)> {
    let tables = tables("french");
    Ok((read(&tables.join("lexicon.fst"))?, read(&tables.join("lexicon.bin"))?))
}

fn write_tagger(folder: &Path) -> Result<()> {
    let (words, entries) = lexicon_bytes()?;
    let lexicon = Lexicon::from_bytes(&words, &entries).context("the lexicon is not of its format")?;
    let built = recipe::build(&lexicon, &treebank::all(folder)?, &recipe::Recipe::FROZEN)?;
    let tables = tables("tag");
    write(&tables.join("weights.bin"), &built.weights)?;
    write(&tables.join("lemmas.fst"), &built.lemmas.words)?;
    write(&tables.join("lemmas.bin"), &built.lemmas.entries)?;
    let head = include_str!("../heads/weights.txt");
    let content = format!("Content:  {} rows; lemmas: {}.\n", built.rows, built.lemmas.report);
    write(&tables.join("weights.txt"), format!("{head}{content}").as_bytes())?;
    print!("tagger: {content}");
    Ok(())
}
