//! The table of exceptions: lemmas of the treebanks that differ from those of lexicon and rules.

use std::collections::BTreeMap;

use anyhow::Result;
use glane::french::{Analysis, Categories, Lexicon};
use glane::tag::Upos;
use glane::tag::internals::{category, lemma_by_rules};
use glane::text::fold;

use crate::augment::Supplied;
use crate::lexicon::{self, Tables};
use crate::treebank::Token;

/// How often each lemma was seen, by folded form and part of speech.
#[derive(Default)]
pub struct Counts {
    seen: BTreeMap<(String, Upos), BTreeMap<String, f32>>,
}

impl Counts {
    /// Counts the lemmas of some tokens, each for `weight`.
    pub fn add<'t>(&mut self, tokens: impl Iterator<Item = &'t Token>, weight: f32) {
        for token in tokens {
            let folded = fold(&token.form).into_owned();
            let lemmas = self.seen.entry((folded, token.upos)).or_default();
            *lemmas.entry(token.lemma.to_lowercase()).or_default() += weight;
        }
    }

    /// Counts the lemmas of the supplement so often that they win over all others.
    pub fn add_supplied(&mut self, words: &[Supplied]) {
        for word in words {
            if let (Some(upos), Some(lemma)) = (word.upos, &word.lemma) {
                let lemmas = self.seen.entry((fold(&word.form).into_owned(), upos)).or_default();
                *lemmas.entry(lemma.clone()).or_default() += 1000.0;
            }
        }
    }

    /// The lemmas for the table: the most frequent one of each form, where lexicon and rules give another.
    pub fn exceptions(&self, lexicon: &Lexicon<'_>) -> BTreeMap<(String, Upos), String> {
        let mut exceptions = BTreeMap::new();
        for ((form, upos), lemmas) in &self.seen {
            if category(*upos).is_none() || form.is_empty() {
                continue;
            }
            let Some((best, _)) = lemmas.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0))) else {
                continue;
            };
            let ruled = lemma_by_rules(lexicon, form, form, *upos);
            if ruled.to_lowercase() != *best
                && !best.contains(char::is_whitespace)
                && best != "_"
                && !only_gender(&ruled, best)
            {
                exceptions.insert((form.clone(), *upos), best.clone());
            }
        }
        exceptions
    }
}

/// Whether the lemmas differ only because a treebank gives a feminine noun the masculine lemma, which Glane
/// does not do.
fn only_gender(ruled: &str, masculine_lemma: &str) -> bool {
    [
        ("trice", "teur"),
        ("euse", "eur"),
        ("ière", "ier"),
        ("ante", "ant"),
        ("ente", "ent"),
        ("ienne", "ien"),
        ("ée", "é"),
        ("ère", "er"),
        ("aine", "ain"),
    ]
    .iter()
    .any(|(feminine, masculine)| {
        match (ruled.strip_suffix(feminine), masculine_lemma.strip_suffix(masculine)) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        }
    })
}

/// The table, in the format of a lexicon.
pub fn build(exceptions: &BTreeMap<(String, Upos), String>) -> Result<Tables> {
    let mut words = BTreeMap::new();
    for ((form, upos), lemma) in exceptions {
        let Some(category) = category(*upos) else { continue };
        let analysis = Analysis { categories: Categories::of(&[category]), ..Analysis::default() };
        words.entry(form.clone()).or_insert_with(Vec::new).push((analysis, lemma.clone()));
    }
    lexicon::write(&words)
}
