//! Reads treebanks in CoNLL-U (<https://universaldependencies.org/format.html>): surface tokens with their
//! part of speech and lemma.
//!
//! A multiword token ("du") is one token, with the tag and lemma of its first word.

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

/// A file of a treebank.
#[derive(Clone, Debug)]
pub struct Treebank {
    /// The name of its file without the ending.
    pub name: String,
    pub sentences: Vec<Vec<Token>>,
}

impl Treebank {
    /// Whether it is GSD, whose conventions hold where treebanks differ.
    pub fn is_gsd(&self) -> bool {
        self.name.starts_with("gsd")
    }

    /// Whether it is edited prose.
    pub fn is_written(&self) -> bool {
        self.is_gsd() || self.name.starts_with("sequoia")
    }
}

/// The files that the tagger is trained on, in the order in which they are read.
const NAMES: [&str; 8] = [
    "gsd-dev",
    "sequoia-train",
    "sequoia-dev",
    "fqb",
    "rhapsodie-train",
    "rhapsodie-dev",
    "parisstories-train",
    "parisstories-dev",
];

/// All treebanks of `folder`.
pub fn all(folder: &Path) -> Result<Vec<Treebank>> {
    let named = |name: &str| {
        Ok(Treebank { name: name.to_owned(), sentences: read(&folder.join(format!("{name}.conllu")))? })
    };
    NAMES.into_iter().map(named).collect()
}

/// The sentences of the treebank at `path`.
fn read(path: &Path) -> Result<Vec<Vec<Token>>> {
    let text = std::fs::read_to_string(path).with_context(|| {
        format!(
            "reading {}: download the French treebanks of Universal Dependencies and name their files like this",
            path.display()
        )
    })?;
    let mut sentences = Vec::new();
    let mut sentence = Vec::new();
    // The words of the last multiword token, and its form until its first word is read.
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
            anyhow::bail!("{}:{}: fewer than four fields", path.display(), number + 1);
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
