//! Cross-validation of the tagger: accuracy on text that the model was not trained on, with the frozen
//! settings or others.
//!
//! Each fold holds out one sentence in five of GSD and the whole dev file of Sequoia; the model is trained on
//! the rest. Tags and lemmas are scored on gold tokens.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use glane::french::Lexicon;
use glane::tag::Upos;
use glane::tag::internals::lemma_by_rules;
use glane::text::fold;

use crate::perceptron::Data;
use crate::recipe::{Recipe, Trained, train_all};
use crate::treebank::{self, Token, Treebank};

/// The score of one kind of text.
#[derive(Default)]
struct Score {
    tokens: usize,
    tags: usize,
    content: usize,
    lemmas: usize,
    confused: BTreeMap<(Upos, Upos), usize>,
    /// Correct tags and all tags, by lead over the second best tag in steps of 20.
    leads: BTreeMap<u32, (usize, usize)>,
}

const FOLDS: usize = 5;

/// Runs the folds and prints their scores.
pub fn run(folder: &Path, args: &[String]) -> Result<()> {
    let (recipe, folds, shown) = settings(args)?;
    let (words, entries) = crate::lexicon_bytes()?;
    let lexicon = Lexicon::from_bytes(&words, &entries).context("the lexicon is not of its format")?;
    let treebanks = treebank::all(folder)?;
    let mut data = Data::new(&lexicon);
    let (mut gsd, mut sequoia) = (Score::default(), Score::default());
    for fold in 0..folds {
        let (mut known, mut unseen, mut held_out) = (Vec::new(), Vec::new(), Vec::new());
        for treebank in &treebanks {
            if treebank.name == "sequoia-dev" {
                held_out.extend(treebank.sentences.iter().cloned());
            } else if treebank.is_gsd() {
                let parted = treebank.sentences.iter().enumerate().partition(|(i, _)| i % FOLDS == fold);
                let (out, kept): (Vec<_>, Vec<_>) = parted;
                unseen.extend(out.into_iter().map(|(_, sentence)| sentence.clone()));
                let sentences = kept.into_iter().map(|(_, sentence)| sentence.clone()).collect();
                known.push(Treebank { name: treebank.name.clone(), sentences });
            } else {
                known.push(treebank.clone());
            }
        }
        let trained = train_all(&mut data, &known, &recipe)?;
        gsd.add(&mut data, &lexicon, &trained, &unseen);
        sequoia.add(&mut data, &lexicon, &trained, &held_out);
    }
    gsd.print("GSD, held-out folds", shown);
    sequoia.print("Sequoia dev", shown);
    Ok(())
}

/// The recipe, the number of folds, and the number of errors to print, from the arguments.
fn settings(args: &[String]) -> Result<(Recipe, usize, usize)> {
    let mut recipe = Recipe::FROZEN;
    let (mut folds, mut shown) = (FOLDS, 0);
    for pair in args.chunks(2) {
        let [name, value] = pair else { anyhow::bail!("{} needs a value", pair[0]) };
        match name.as_str() {
            "--folds" => folds = value.parse::<usize>()?.min(FOLDS),
            "--errors" => shown = value.parse()?,
            "--set" => set(&mut recipe, value)?,
            _ => anyhow::bail!("unknown option {name}"),
        }
    }
    Ok((recipe, folds, shown))
}

fn set(recipe: &mut Recipe, assignment: &str) -> Result<()> {
    let (name, value) = assignment.split_once('=').context("--set takes NAME=VALUE")?;
    let options = &mut recipe.options;
    match name {
        "bits" => options.bits = value.parse()?,
        "epochs" => options.epochs = value.parse()?,
        "margin" => options.margin = value.parse()?,
        "dropout" => options.dropout = value.parse()?,
        "seeds" => options.seeds = value.parse()?,
        "copies" => recipe.copies = value.parse()?,
        "supplement" => recipe.supplement = value.parse()?,
        "cut" => recipe.cut = value.parse()?,
        _ => anyhow::bail!("no setting {name}"),
    }
    Ok(())
}

impl Score {
    fn add(
        &mut self,
        data: &mut Data<'_>,
        lexicon: &Lexicon<'_>,
        trained: &Trained,
        sentences: &[Vec<Token>],
    ) {
        let lemmas = trained.counts.exceptions(lexicon);
        let (mut given, mut leads) = (Vec::new(), Vec::new());
        for tokens in sentences {
            let sentence = data.sentence(tokens);
            trained.model.tag_with_leads(data, &sentence, &mut given, &mut leads);
            for ((token, &tag), lead) in tokens.iter().zip(&given).zip(&leads) {
                let tag = Upos::ALL[usize::from(tag)];
                self.tokens += 1;
                self.tags += usize::from(tag == token.upos);
                if tag != token.upos {
                    *self.confused.entry((token.upos, tag)).or_default() += 1;
                }
                let bucket = self.leads.entry((lead / 20.0) as u32).or_default();
                bucket.0 += usize::from(tag == token.upos);
                bucket.1 += 1;
                if matches!(token.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Adv) {
                    let folded = fold(&token.form);
                    let lemma = lemmas.get(&(folded.to_string(), token.upos)).cloned();
                    let lemma =
                        lemma.unwrap_or_else(|| lemma_by_rules(lexicon, &token.form, &folded, token.upos));
                    self.content += 1;
                    self.lemmas += usize::from(lemma.to_lowercase() == token.lemma.to_lowercase());
                }
            }
        }
    }

    fn print(&self, what: &str, shown: usize) {
        let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        println!(
            "{what}: {} tokens, UPOS {:.2} %; lemma of NOUN VERB ADJ ADV by gold tag {:.2} %",
            self.tokens,
            share(self.tags, self.tokens),
            share(self.lemmas, self.content)
        );
        if shown > 0 {
            let mut confused: Vec<_> = self.confused.iter().collect();
            confused.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            for ((gold, given), count) in confused.into_iter().take(shown) {
                println!("  gold {gold}, given {given}: {count}");
            }
            for (step, (right, all)) in self.leads.iter().take(shown) {
                println!(
                    "  lead {} to {}: {:.1} % of {all} right",
                    step * 20,
                    step * 20 + 20,
                    share(*right, *all)
                );
            }
        }
    }
}
