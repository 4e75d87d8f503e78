//! Reads Hunspell dictionaries: from an affix file and a word list to every form with its morphological
//! fields.
//!
//! Supports what the French dictionary of Dicollecte (hunspell-fr) uses: long flags, suffixes and prefixes
//! with one level of continuation, the fields `po:`, `is:` and `st:`. Prefixes for elided words ("l'", "qu'")
//! are ignored, since the scanner splits those off.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

/// One form as the dictionary gives it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    /// The form, spelled as in the dictionary.
    pub form: String,
    /// The headword that it comes from.
    pub stem: String,
    /// The flag of the headword that gave it; empty for the headword itself.
    pub flag: String,
    /// The morphological fields of the headword, then of the affix ("po:nom", "is:mas").
    pub fields: Vec<String>,
}

struct Affix {
    strip: String,
    add: String,
    flags: Vec<String>,
    condition: Vec<CharClass>,
    fields: Vec<String>,
}

enum CharClass {
    Any,
    One(Vec<char>),
    NoneOf(Vec<char>),
}

impl CharClass {
    fn admits(&self, c: char) -> bool {
        match self {
            Self::Any => true,
            Self::One(chars) => chars.contains(&c),
            Self::NoneOf(chars) => !chars.contains(&c),
        }
    }
}

/// The suffixes and the unit prefixes of an affix file, by flag.
struct Affixes {
    suffixes: BTreeMap<String, Vec<Affix>>,
    prefixes: BTreeMap<String, Vec<Affix>>,
}

/// The flag of a headword that is not a form itself.
const NEEDS_AFFIX: &str = "()";
/// The flag of a forbidden word.
const FORBIDDEN: &str = "{}";

/// Every form of the dictionary at `stem` (without `.aff` and `.dic`), in the order of the file.
pub fn expand(stem: &Path) -> Result<Vec<Form>> {
    let read = |extension: &str| {
        let path = stem.with_extension(extension);
        std::fs::read_to_string(&path).with_context(|| {
            format!("reading {}: install the Debian package hunspell-fr-classical", path.display())
        })
    };
    let affixes = parse_affixes(&read("aff")?)?;
    let mut forms = Vec::new();
    for line in read("dic")?.lines().skip(1) {
        expand_line(line, &affixes, &mut forms);
    }
    Ok(forms)
}

fn expand_line(line: &str, affixes: &Affixes, forms: &mut Vec<Form>) {
    let mut parts = line.split_whitespace();
    let Some(head) = parts.next() else { return };
    let fields: Vec<String> = parts.filter(|part| part.contains(':')).map(String::from).collect();
    let (word, flags) = head.rsplit_once('/').unwrap_or((head, ""));
    let flags = long_flags(flags);
    if flags.iter().any(|flag| flag == FORBIDDEN) {
        return;
    }
    let stem = fields.iter().find_map(|f| f.strip_prefix("st:")).unwrap_or(word).replace('’', "'");
    if !flags.iter().any(|flag| flag == NEEDS_AFFIX) {
        forms.push(Form {
            form: word.to_owned(),
            stem: stem.clone(),
            flag: String::new(),
            fields: fields.clone(),
        });
    }
    let base: Vec<String> = fields.iter().filter(|f| !f.starts_with("st:")).cloned().collect();
    for flag in &flags {
        for affix in affixes.suffixes.get(flag).into_iter().flatten() {
            if let Some(form) = affix.suffixed(word) {
                forms.push(Form {
                    form,
                    stem: stem.clone(),
                    flag: flag.clone(),
                    fields: [&base[..], &affix.fields].concat(),
                });
            }
        }
        // Names of units: "kilowatt" from "watt"; each is its own headword.
        for affix in affixes.prefixes.get(flag).into_iter().flatten() {
            if affix.add.ends_with('\'') || affix.add.contains('\'') {
                continue;
            }
            let word = format!("{}{word}", affix.add);
            for flag in affix.flags.iter() {
                for suffix in affixes.suffixes.get(flag).into_iter().flatten() {
                    if let Some(form) = suffix.suffixed(&word) {
                        forms.push(Form {
                            form,
                            stem: word.clone(),
                            flag: flag.clone(),
                            fields: [&base[..], &suffix.fields].concat(),
                        });
                    }
                }
            }
        }
    }
}

impl Affix {
    fn suffixed(&self, word: &str) -> Option<String> {
        let kept = word.strip_suffix(self.strip.as_str())?;
        let tail: Vec<char> = word.chars().rev().take(self.condition.len()).collect();
        let fits = tail.len() == self.condition.len()
            && self.condition.iter().rev().zip(&tail).all(|(class, &c)| class.admits(c));
        fits.then(|| format!("{kept}{}", self.add))
    }
}

/// Flags are two characters each.
fn long_flags(flags: &str) -> Vec<String> {
    let chars: Vec<char> = flags.chars().collect();
    chars.chunks(2).map(|pair| pair.iter().collect()).collect()
}

fn parse_affixes(text: &str) -> Result<Affixes> {
    let mut affixes = Affixes { suffixes: BTreeMap::new(), prefixes: BTreeMap::new() };
    for line in text.lines() {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [kind @ ("SFX" | "PFX"), flag, strip, add, condition, fields @ ..] = &parts[..] else { continue };
        let (add, flags) = add.rsplit_once('/').unwrap_or((add, ""));
        let nothing = |part: &str| if part == "0" { String::new() } else { part.to_owned() };
        let affix = Affix {
            strip: nothing(strip),
            add: nothing(add),
            flags: long_flags(flags),
            condition: parse_condition(condition),
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        };
        let table = if *kind == "SFX" { &mut affixes.suffixes } else { &mut affixes.prefixes };
        table.entry((*flag).to_owned()).or_default().push(affix);
    }
    anyhow::ensure!(!affixes.suffixes.is_empty(), "the affix file has no suffix");
    // All prefixes but those of units are elided words.
    affixes.prefixes.retain(|flag, _| flag.starts_with('U'));
    Ok(affixes)
}

fn parse_condition(text: &str) -> Vec<CharClass> {
    let mut classes = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        classes.push(match c {
            '.' => CharClass::Any,
            '[' => {
                let inside: Vec<char> = chars.by_ref().take_while(|&c| c != ']').collect();
                match inside.split_first() {
                    Some(('^', rest)) => CharClass::NoneOf(rest.to_vec()),
                    _ => CharClass::One(inside),
                }
            }
            c => CharClass::One(vec![c]),
        });
    }
    classes
}
