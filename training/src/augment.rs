//! More training sentences, as blogs write them: copies of treebank sentences in capitals, without accents,
//! without the capital and the full stop; and the supplement, sentences written for Glane of which some words
//! are tagged.

use anyhow::{Context, Result};
use glane::tag::Upos;

use crate::treebank::Token;

/// Copies of some of `sentences`, spread evenly: one in `every` for each spelling.
pub fn copies(sentences: &[Vec<Token>], every: usize) -> Vec<Vec<Token>> {
    let mut copies = Vec::new();
    if every == 0 {
        return copies;
    }
    for (number, sentence) in sentences.iter().enumerate() {
        let with = |change: &dyn Fn(&str) -> String| {
            sentence.iter().map(|t| Token { form: change(&t.form), ..t.clone() }).collect::<Vec<_>>()
        };
        match number % every {
            0 => copies.push(with(&|form| form.to_uppercase())),
            1 => copies.push(with(&|form| without_accents(form).to_uppercase())),
            2 => copies.push(with(&without_accents)),
            3 => {
                let mut copy = sentence.clone();
                if copy.first().is_some_and(|t| t.upos != Upos::Propn) {
                    copy[0].form = copy[0].form.to_lowercase();
                }
                if copy.len() > 1 && copy.last().is_some_and(|t| t.upos == Upos::Punct) {
                    copy.pop();
                }
                copies.push(copy);
            }
            _ => {}
        }
        // "A travers", "Ecole": a first capital without its accent.
        if let Some(first) = sentence.first() {
            let bare = without_accents(&first.form);
            if bare != first.form && first.form.starts_with(char::is_uppercase) {
                let mut copy = sentence.clone();
                copy[0].form = bare;
                copies.push(copy);
            }
        }
    }
    copies
}

fn without_accents(form: &str) -> String {
    form.chars()
        .map(|c| match c {
            'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            'À' | 'Â' | 'Ä' => 'A',
            'É' | 'È' | 'Ê' | 'Ë' => 'E',
            'Î' | 'Ï' => 'I',
            'Ô' | 'Ö' => 'O',
            'Ù' | 'Û' | 'Ü' => 'U',
            'Ç' => 'C',
            c => c,
        })
        .collect()
}

/// The sentences of the supplement; some of their words have a tag and a lemma.
pub fn supplement() -> Result<Vec<Vec<Supplied>>> {
    include_str!("../data/supplement.tsv")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| supplied_line(line).with_context(|| line.to_owned()))
        .collect()
}

/// The lemmas that override those of the treebanks.
pub fn lemmas() -> Result<Vec<Supplied>> {
    let lines = include_str!("../data/lemmas.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [form, upos, lemma] = fields[..] else {
                anyhow::bail!("lemmas.tsv: not three fields: {line}")
            };
            Ok(Supplied { form: form.to_owned(), upos: Some(upos.parse()?), lemma: Some(lemma.to_owned()) })
        })
        .collect()
}

fn supplied_line(line: &str) -> Result<Vec<Supplied>> {
    let Some(foreign) = line.strip_prefix("X| ") else {
        return line.split_whitespace().map(supplied).collect();
    };
    let upos = |word: &str| if word.contains(char::is_alphabetic) { Upos::X } else { Upos::Punct };
    Ok(foreign
        .split_whitespace()
        .map(|word| Supplied { form: word.to_owned(), upos: Some(upos(word)), lemma: None })
        .collect())
}

fn supplied(word: &str) -> Result<Supplied> {
    let Some(inside) = word.strip_prefix('[').and_then(|word| word.strip_suffix(']')) else {
        return Ok(Supplied { form: word.to_owned(), upos: None, lemma: None });
    };
    let mut fields = inside.split('/');
    let form = fields.next().unwrap_or_default().to_owned();
    let upos = fields.next().context("no part of speech")?.parse()?;
    Ok(Supplied { form, upos: Some(upos), lemma: fields.next().map(str::to_owned) })
}

/// A word of the supplement, with its tag and lemma if they are given.
pub struct Supplied {
    pub form: String,
    pub upos: Option<Upos>,
    pub lemma: Option<String>,
}
