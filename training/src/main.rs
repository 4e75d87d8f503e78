//! Rebuilds every table that `glane` embeds, from its source and to the same bytes.

mod augment;
mod background;
mod hunspell;
mod lemmas;
mod lexicon;
mod perceptron;
mod ranker;
mod treebank;

use std::path::Path;

use anyhow::Result;
use glane::tag::Upos;
use perceptron::*;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args[0].as_str() {
        "lexicon" => {
            let forms = hunspell::expand(Path::new("/usr/share/hunspell/fr"))?;
            let tables = lexicon::build(&forms)?;
            println!("{}; {} + {} bytes", tables.report, tables.words.len(), tables.entries.len());
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/french/tables");
            std::fs::write(root.join("lexicon.fst"), tables.words)?;
            std::fs::write(root.join("lexicon.bin"), tables.entries)?;
        }
        "background" => background::build(&args[2..], Path::new(&args[1]))?,
        "ranker" => {
            let get = |name: &str, default: f32| {
                args.iter()
                    .find_map(|a| a.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
                    .unwrap_or(default)
            };
            let defaults = glane::keyphrase::learned::boost::FitOptions::default();
            let options = glane::keyphrase::learned::boost::FitOptions {
                trees: get("trees", defaults.trees as f32) as usize,
                rate: get("rate", defaults.rate),
                ridge: get("ridge", defaults.ridge),
                post_share: get("posts", defaults.post_share),
                feature_share: get("features", defaults.feature_share),
                seed: get("seed", 1.0) as u64,
            };
            ranker::run(Path::new(&args[2]), &args[1], Path::new(&args[3]), &options)?;
        }
        "tagger" => tagger()?,
        "cv" => cv(&args[1..])?,
        _ => {}
    }
    Ok(())
}

fn tagger() -> Result<()> {
    let root = Path::new("/work/shared/treebank");
    let lexicon = glane::french::Lexicon::new();
    let mut data = Data::new(&lexicon);
    let mut all = Vec::new();
    let mut counts = lemmas::Counts::default();
    for name in [
        "gsd-dev",
        "sequoia-train",
        "sequoia-dev",
        "fqb",
        "rhapsodie-train",
        "rhapsodie-dev",
        "parisstories-train",
        "parisstories-dev",
    ] {
        let read = treebank::read(&root.join(format!("{name}.conllu")))?;
        // Treebanks disagree on the lemmas of pronouns and determiners: GSD and Sequoia are followed.
        let weight = if name.starts_with("gsd") { 3.0 } else { 1.0 };
        let follows = name.starts_with("gsd") || name.starts_with("sequoia");
        counts.add(read.iter().flatten().filter(|t| follows || t.upos.is_content()), weight);
        all.extend(read.iter().map(|s| data.sentence(s)));
        if follows {
            all.extend(augment::copies(&read, 12).iter().map(|s| data.sentence(s)));
        }
    }
    for sentence in augment::supplement()? {
        counts.add_supplied(&sentence);
        let sentence = data.partial(&sentence);
        all.extend(std::iter::repeat_n(sentence, 10));
    }
    let options = Options { bits: 17, epochs: 16, margin: 20.0, dropout: 0.3, seeds: 6 };
    let mut model = train(&data, &all, &options);
    let rows = model.quantize(0.0001);
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/tag/tables");
    let mut bytes = 60u32.to_le_bytes().to_vec();
    bytes.extend(rows.iter().flatten().map(|w| *w as u8));
    std::fs::write(tables.join("weights.bin"), &bytes)?;
    let taught = lemmas::build(&counts.taught(&lexicon))?;
    println!(
        "{} rows; lemmas: {}; {} + {} + {} bytes",
        rows.len(),
        taught.report,
        bytes.len(),
        taught.words.len(),
        taught.entries.len()
    );
    std::fs::write(tables.join("lemmas.fst"), taught.words)?;
    std::fs::write(tables.join("lemmas.bin"), taught.entries)?;
    Ok(())
}

fn cv(args: &[String]) -> Result<()> {
    let get = |name: &str, default: f32| {
        args.iter().find_map(|a| a.strip_prefix(name)?.strip_prefix('=')?.parse().ok()).unwrap_or(default)
    };
    let root = Path::new("/work/shared/treebank");
    let lexicon = glane::french::Lexicon::new();
    let mut data = Data::new(&lexicon);
    let mut load = |name: &str| -> Result<Vec<Sentence>> {
        Ok(treebank::read(&root.join(name))?.iter().map(|s| data.sentence(s)).collect())
    };
    let tokens = |name: &str| treebank::read(&root.join(name));
    let gsd_tokens = tokens("gsd-dev.conllu")?;
    let other_tokens: Vec<_> = ["sequoia-train", "fqb"]
        .iter()
        .map(|n| tokens(&format!("{n}.conllu")))
        .collect::<Result<Vec<_>>>()?
        .concat();
    let sequoia_dev_tokens = tokens("sequoia-dev.conllu")?;
    let written_tokens = [gsd_tokens.clone(), tokens("sequoia-train.conllu")?];
    let gsd = load("gsd-dev.conllu")?;
    let sequoia = load("sequoia-train.conllu")?;
    let sequoia_dev = load("sequoia-dev.conllu")?;
    let mut spoken = Vec::new();
    for name in ["rhapsodie-train", "rhapsodie-dev", "parisstories-train", "parisstories-dev"] {
        spoken.extend(load(&format!("{name}.conllu"))?);
    }
    let fqb = load("fqb.conllu")?;
    let mut extra = Vec::new();
    let mut supplement = Vec::new();
    extra.extend(
        augment::copies(&written_tokens[1], get("copies", 0.0) as usize).iter().map(|s| data.sentence(s)),
    );
    for sentence in augment::supplement()? {
        supplement.extend(std::iter::repeat_n(data.partial(&sentence), get("supplement", 0.0) as usize));
    }
    extra.extend(supplement);
    let options = Options {
        bits: get("bits", 17.0) as u32,
        epochs: get("epochs", 16.0) as usize,
        margin: get("margin", 20.0),
        dropout: get("dropout", 0.3),
        seeds: get("seeds", 1.0) as u64,
    };
    let folds = get("folds", 5.0) as usize;
    let only = get("only", folds as f32) as usize;
    let mut tally = [(0usize, 0usize); 2];
    let mut errors = std::collections::BTreeMap::new();
    let mut buckets = std::collections::BTreeMap::new();
    let mut lemma_tally = [(0usize, 0usize); 2];
    let mut lemma_errors = std::collections::BTreeMap::new();
    for fold in 0..only {
        let mut train_set = Vec::new();
        for _ in 0..get("gsd", 1.0) as usize {
            train_set
                .extend(gsd.iter().enumerate().filter(|(i, _)| i % folds != fold).map(|(_, s)| s.clone()));
        }
        train_set.extend(sequoia.iter().cloned());
        train_set.extend(extra.iter().cloned());
        let part: Vec<_> = gsd_tokens
            .iter()
            .enumerate()
            .filter(|(i, _)| i % folds != fold)
            .map(|(_, s)| s.clone())
            .collect();
        train_set
            .extend(augment::copies(&part, get("copies", 0.0) as usize).iter().map(|s| data.sentence(s)));
        for (set, keep) in [(&spoken, get("spoken", 1.0)), (&fqb, get("fqb", 1.0))] {
            train_set.extend(
                set.iter()
                    .enumerate()
                    .filter(|(i, _)| (*i as f32 * keep).fract() + keep >= 1.0)
                    .map(|(_, s)| s.clone()),
            );
        }
        let started = std::time::Instant::now();
        let mut model = train(&data, &train_set, &options);
        if get("quantize", 1.0) > 0.0 {
            model.quantize(get("top", 0.0001));
        }
        let mut counts = lemmas::Counts::default();
        counts
            .add(gsd_tokens.iter().enumerate().filter(|(i, _)| i % folds != fold).flat_map(|(_, s)| s), 3.0);
        counts.add(other_tokens.iter().flatten(), 1.0);
        let taught = counts.taught(&lexicon);
        for (slot, set) in [
            gsd_tokens
                .iter()
                .enumerate()
                .filter(|(i, _)| i % folds == fold)
                .map(|(_, s)| s)
                .collect::<Vec<_>>(),
            sequoia_dev_tokens.iter().collect(),
        ]
        .iter()
        .enumerate()
        {
            for token in set.iter().flat_map(|s| s.iter()) {
                if matches!(token.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Adv) {
                    let folded = glane::text::fold(&token.form).into_owned();
                    let lemma = taught.get(&(folded.clone(), token.upos)).cloned().unwrap_or_else(|| {
                        glane::tag::lemma::ruled(&lexicon, &token.form, &folded, token.upos)
                    });
                    lemma_tally[slot].1 += 1;
                    if lemma.to_lowercase() == token.lemma.to_lowercase() {
                        lemma_tally[slot].0 += 1
                    } else {
                        *lemma_errors
                            .entry(format!(
                                "{slot} {} {} gold {} given {lemma}",
                                token.form, token.upos, token.lemma
                            ))
                            .or_insert(0) += 1;
                    }
                }
            }
        }
        let mut given = Vec::new();
        let mut leads = Vec::new();
        let mut line = String::new();
        let tests: [Vec<&Sentence>; 2] = [
            gsd.iter().enumerate().filter(|(i, _)| i % folds == fold).map(|(_, s)| s).collect(),
            sequoia_dev.iter().collect(),
        ];
        for (slot, set) in tests.iter().enumerate() {
            let (mut right, mut all) = (0, 0);
            for s in set {
                model.tag_with_leads(&data, s, &mut given, &mut leads);
                all += given.len();
                for ((g, t), lead) in s.gold.iter().zip(&given).zip(&leads) {
                    let bucket = buckets.entry((lead / 20.0) as u32).or_insert((0, 0));
                    bucket.1 += 1;
                    bucket.0 += usize::from(g == t);
                    if g == t {
                        right += 1
                    } else {
                        *errors
                            .entry((slot, Upos::ALL[*g as usize].as_str(), Upos::ALL[*t as usize].as_str()))
                            .or_insert(0usize) += 1;
                    }
                }
            }
            line += &format!(" {:.2}", 100.0 * right as f64 / all as f64);
            tally[slot].0 += right;
            tally[slot].1 += all;
        }
        println!("fold {fold}:{line}  ({:.1} s)", started.elapsed().as_secs_f32());
    }
    println!(
        "gsd {:.3} sequoia-dev {:.3}  {args:?}",
        100.0 * tally[0].0 as f64 / tally[0].1 as f64,
        100.0 * tally[1].0 as f64 / tally[1].1 as f64
    );
    println!(
        "lemmas gsd {:.3} sequoia-dev {:.3}",
        100.0 * lemma_tally[0].0 as f64 / lemma_tally[0].1 as f64,
        100.0 * lemma_tally[1].0 as f64 / lemma_tally[1].1 as f64
    );
    if get("errors", 0.0) > 1.0 {
        for e in lemma_errors {
            println!("{} x{}", e.0, e.1);
        }
        for b in buckets {
            println!("{}.. {:?} {:.3}", b.0 * 20, b.1, b.1.0 as f64 / b.1.1 as f64);
        }
    }
    if get("errors", 0.0) > 0.0 {
        let mut errors: Vec<_> = errors.into_iter().collect();
        errors.sort_by_key(|e| std::cmp::Reverse(e.1));
        println!("{:?}", &errors[..30]);
    }
    Ok(())
}
