//! Treebanks in CoNLL-U: surface tokens with their part of speech and lemma.
//!
//! A multiword token ("du") counts once, with the tag and lemma of its first word.

use std::path::Path;

use anyhow::{Context, Result};
use glane::tag::Upos;

/// A token of a treebank.
#[derive(Clone, Debug)]
pub struct Token {
    pub form: String,
    pub upos: Upos,
    pub lemma: String,
}

/// The sentences of the treebank at `path`.
pub fn read(path: &Path) -> Result<Vec<Vec<Token>>> {
    let text = std::fs::read_to_string(path).with_context(|| {
        format!("reading {}: give the folder of the treebanks with --treebanks", path.display())
    })?;
    let mut sentences = Vec::new();
    let mut sentence = Vec::new();
    // The range of words of the last multiword token, and its form until its first word comes.
    let mut covered = 0..0;
    let mut contracted: Option<String> = None;
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() {
            if !sentence.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            covered = 0..0;
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, ..] = fields[..] else {
            anyhow::bail!("{}:{}: not ten fields", path.display(), number + 1);
        };
        if let Some((first, last)) = id.split_once('-') {
            covered = first.parse::<usize>()?..last.parse::<usize>()? + 1;
            contracted = Some(form.to_owned());
            continue;
        }
        let Ok(id) = id.parse::<usize>() else { continue };
        let form = if covered.contains(&id) {
            match contracted.take() {
                Some(form) => form,
                None => continue,
            }
        } else {
            form.to_owned()
        };
        let upos = upos.parse().with_context(|| format!("{}:{}: {upos}", path.display(), number + 1))?;
        sentence.push(Token { form, upos, lemma: lemma.to_owned() });
    }
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}
